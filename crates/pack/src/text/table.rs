//! Pipe tables.

use super::Piece;

/// A table: its header and its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The cells of the first row.
    pub header: Vec<Piece>,
    /// The other rows.
    pub rows: Vec<Vec<Piece>>,
    pub(super) is_sealed: bool,
}

impl Table {
    /// The place of the column called `name`.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|cell| cell.text == name)
    }
}

/// The cells of a row. A pipe inside quotation marks or behind a backslash belongs to the words.
pub(super) fn cells(line: &str, number: usize) -> Vec<Piece> {
    let mut edges = Vec::new();
    let (mut quoted, mut before) = (false, ' ');
    for (at, letter) in line.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            '|' if !quoted && before != '\\' => edges.push(at),
            _ => {}
        }
        before = letter;
    }
    if edges.last().is_some_and(|&last| !line[last + 1..].trim().is_empty()) {
        edges.push(line.len());
    }
    edges.windows(2).map(|pair| Piece::of(line, number, pair[0] + 1, pair[1])).collect()
}
