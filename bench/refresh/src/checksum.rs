//! Two sums of every column: plain, and weighted by the row, so that neither a wrong value nor a wrong order goes unseen.

use std::{
    collections::BTreeMap,
    fmt::{self, Write},
};

/// What the reference gave for 170,000 pupils.
const REFERENCE: &str = include_str!("../reference/expected-checksums.txt");

/// The sums of the columns of both tables, named `facts.possible`, `agg.pupils` …
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checksums(BTreeMap<String, (i64, i64)>);

/// The sums of one table while they are being made.
#[derive(Default)]
pub struct Table {
    rows: usize,
    sums: Vec<(i64, i64)>,
}

impl Table {
    /// Counts in the next row.
    pub fn add(&mut self, row: impl IntoIterator<Item = i64>) {
        let weight = self.rows as i64 % 1009 + 1;
        for (at, value) in row.into_iter().enumerate() {
            if at == self.sums.len() {
                self.sums.push((0, 0));
            }
            self.sums[at].0 += value;
            self.sums[at].1 += value * weight;
        }
        self.rows += 1;
    }
}

impl fmt::Display for Checksums {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.0.iter().filter_map(|(name, sums)| Some((name.split_once('.')?, sums)));
        names
            .into_iter()
            .try_for_each(|((table, column), (sum, weighted))| writeln!(f, "[{table}]\n{column} {sum} {weighted}"))
    }
}

impl Checksums {
    /// Takes in a table whose columns have these names.
    pub fn take(&mut self, table: &Table, name: &str, columns: impl IntoIterator<Item = String>) {
        self.0.extend(columns.into_iter().zip(&table.sums).map(|(column, &sums)| (format!("{name}.{column}"), sums)));
    }

    /// The sums of the reference.
    pub fn reference() -> Checksums {
        Checksums::parse(REFERENCE)
    }

    /// Reads `[table]` lines, and under each a line `column sum weighted` for each column.
    pub fn parse(text: &str) -> Checksums {
        let mut read = Checksums::default();
        let mut table = "";
        for line in text.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            if let Some(name) = words.first().and_then(|word| word.strip_prefix('[')) {
                table = name.trim_end_matches(']');
            } else if let [column, sum, weighted] = words[..]
                && let (Ok(sum), Ok(weighted)) = (sum.parse(), weighted.parse())
            {
                read.0.insert(format!("{table}.{column}"), (sum, weighted));
            }
        }
        read
    }

    /// How many columns there are.
    pub fn columns(&self) -> usize {
        self.0.len()
    }

    /// The columns that differ, or nothing.
    pub fn differences(&self, other: &Checksums) -> Option<String> {
        let mut text = String::new();
        for column in self.0.keys().chain(other.0.keys().filter(|&column| !self.0.contains_key(column))) {
            let (mine, theirs) = (self.0.get(column), other.0.get(column));
            if mine != theirs {
                writeln!(text, "{column}: {mine:?} and {theirs:?}").expect("text takes all that is written");
            }
        }
        (!text.is_empty()).then_some(text)
    }
}
