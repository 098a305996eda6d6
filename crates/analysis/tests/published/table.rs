//! The published tables, and percentages as exact numbers.

use std::collections::BTreeMap;

/// A row, by its headers.
pub struct Row<'a>(BTreeMap<&'a str, &'a str>);

impl<'a> Row<'a> {
    /// The cell under `header`.
    pub fn text(&self, header: &str) -> &'a str {
        self.0.get(header).unwrap_or_else(|| panic!("no column `{header}`"))
    }

    /// The whole number under `header`.
    pub fn count(&self, header: &str) -> u32 {
        self.text(header).parse().unwrap_or_else(|_| panic!("`{}` under `{header}` is no count", self.text(header)))
    }

    /// The headers, in the order of the alphabet.
    pub fn headers(&self) -> impl Iterator<Item = &'a str> {
        self.0.keys().copied()
    }
}

/// The rows of a table without quotation marks.
pub fn rows(text: &str) -> Vec<Row<'_>> {
    let mut lines = text.lines();
    let headers: Vec<&str> = lines.next().expect("a header").split(',').collect();
    lines.map(|line| Row(headers.iter().copied().zip(line.split(',')).collect())).collect()
}

/// A percentage in units of ten to the minus eighteenth of one percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Exact(i128);

const PLACES: i32 = 18;

impl Exact {
    /// Reads `94.0766362203115` or `1.55757077523724e-05`.
    pub fn parse(text: &str) -> Exact {
        let (digits, exponent) = text.split_once('e').unwrap_or((text, "0"));
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let number: i128 = format!("{whole}{decimals}").parse().unwrap_or_else(|_| panic!("`{text}` is no percentage"));
        let exponent: i32 = exponent.parse().unwrap_or_else(|_| panic!("`{text}` has no exponent"));
        let shift = PLACES + exponent - decimals.len() as i32;
        let power = 10_i128.pow(shift.unsigned_abs());
        Exact(if shift < 0 { number / power } else { number * power })
    }

    /// How far the two lie apart.
    pub fn apart(self, other: Exact) -> Exact {
        Exact((self.0 - other.0).abs())
    }

    /// Half of the last of `decimals` places: the most by which rounding moves a number.
    pub fn half_a_unit(decimals: u32) -> Exact {
        Exact(5 * 10_i128.pow(PLACES as u32 - decimals - 1))
    }
}
