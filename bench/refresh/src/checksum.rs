//! Two sums of every column: plain, and weighted by the row, so that neither a wrong value nor a wrong order goes unseen.

use std::{collections::BTreeMap, fmt::Write};

/// What the reference gave for 170,000 pupils.
const REFERENCE: &str = include_str!("../reference/expected-checksums.txt");

/// The sums of the columns of both tables, named `facts.possible`, `agg.pupils` …
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Checksums(BTreeMap<String, (i64, i64)>);

impl Checksums {
    /// Counts in one value of row `row`.
    pub fn add(&mut self, column: &str, row: usize, value: i64) {
        if !self.0.contains_key(column) {
            self.0.insert(column.to_owned(), (0, 0));
        }
        if let Some(sums) = self.0.get_mut(column) {
            sums.0 += value;
            sums.1 += value * (row as i64 % 1009 + 1);
        }
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
