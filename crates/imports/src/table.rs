//! A text with separated cells, read into rows that know their line.

use csv::{ReaderBuilder, StringRecord};

use crate::{column::Column, layout::Layout};

/// Why a file cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// There is no row.
    #[error("the file is empty: export it again and look into it before sending it")]
    Empty,
    /// A row cannot be taken apart.
    #[error("line {line} cannot be taken apart into cells, {why}: export the file again as CSV")]
    Cells {
        /// The line.
        line: u64,
        /// What the reader says.
        why: String,
    },
    /// No layout fits the headers.
    #[error(
        "these headers belong to no layout that can be read: {}; name the columns, as in `code=Mark`, or the layout",
        quoted(headers)
    )]
    UnknownLayout {
        /// What the first row says.
        headers: Vec<String>,
    },
    /// Columns that the layout needs are missing.
    #[error(
        "the {} layout needs {}, which these headers do not have: {}; name each column, as in `{}=HEADER`",
        layout.word(), words(missing), quoted(headers), missing.first().map_or("code", |column| column.word())
    )]
    MissingColumns {
        /// The layout.
        layout: Layout,
        /// What is missing.
        missing: Vec<Column>,
        /// What the header row says.
        headers: Vec<String>,
    },
    /// A column was named that is not there.
    #[error("no column is headed `{header}`, only these: {}; name one of them", quoted(headers))]
    UnknownHeader {
        /// The name given.
        header: String,
        /// What the header row says.
        headers: Vec<String>,
    },
}

fn words(columns: &[Column]) -> String {
    let words: Vec<String> = columns.iter().map(|column| format!("a column for `{}`", column.word())).collect();
    words.join(" and ")
}

fn quoted(headers: &[String]) -> String {
    let quoted: Vec<String> = headers.iter().take(40).map(|header| format!("`{header}`")).collect();
    quoted.join(", ")
}

/// Rows under a header.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    pub(crate) delimiter: char,
    pub(crate) header_line: u64,
    pub(crate) header: Vec<String>,
    pub(crate) rows: Vec<Row>,
}

/// One row.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) line: u64,
    cells: StringRecord,
}

impl Row {
    pub(crate) fn new(line: u64, cells: &[&str]) -> Row {
        Row { line, cells: StringRecord::from(cells) }
    }

    /// The cell of a column, trimmed; empty where the row ends before it.
    pub(crate) fn cell(&self, at: usize) -> &str {
        self.cells.get(at).unwrap_or("").trim()
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }

    /// The first cell with something in it behind the last column of the header.
    pub(crate) fn surplus(&self, columns: usize) -> Option<&str> {
        self.cells.iter().skip(columns).find(|cell| !cell.trim().is_empty())
    }

    fn texts(&self) -> Vec<String> {
        self.cells.iter().map(|cell| cell.trim().to_owned()).collect()
    }
}

impl Table {
    /// Reads `text`. Reports of other systems put titles above the header, so it is the first of the top rows that `is_header`
    /// accepts, or simply the first row.
    pub(crate) fn read(text: &str, is_header: impl Fn(&[String]) -> bool) -> Result<Table, ReadError> {
        let delimiter = delimiter(text);
        let mut rows = rows(text, delimiter)?;
        let top = rows.iter().take(TOP_ROWS).map(Row::texts);
        let at = top.into_iter().position(|texts| is_header(&texts)).unwrap_or(0);
        if rows.is_empty() {
            return Err(ReadError::Empty);
        }
        let header = rows.drain(..=at).next_back().ok_or(ReadError::Empty)?;
        Ok(Table { delimiter: char::from(delimiter), header_line: header.line, header: header.texts(), rows })
    }
}

const TOP_ROWS: usize = 10;

fn rows(text: &str, delimiter: u8) -> Result<Vec<Row>, ReadError> {
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut cells = StringRecord::new();
    loop {
        let line = reader.position().line();
        match reader.read_record(&mut cells) {
            Ok(true) => {
                let row = Row { line: line + blank_lines(text, cells.position()), cells: cells.clone() };
                if !row.is_blank() {
                    rows.push(row);
                }
            }
            Ok(false) => return Ok(rows),
            Err(error) => return Err(ReadError::Cells { line, why: error.to_string() }),
        }
    }
}

/// The reader passes over blank lines and gives a row the place before them.
fn blank_lines(text: &str, place: Option<&csv::Position>) -> u64 {
    let start = place.and_then(|place| usize::try_from(place.byte()).ok()).unwrap_or(0);
    let ends = text.bytes().skip(start).take_while(|byte| matches!(byte, b'\r' | b'\n'));
    ends.filter(|&byte| byte == b'\n').count() as u64
}

/// Comma, semicolon or tab: whichever the top of the file has most of outside quotes.
fn delimiter(text: &str) -> u8 {
    let mut counts = [(b',', 0_u32), (b';', 0), (b'\t', 0)];
    let mut is_quoted = false;
    let top = text.lines().filter(|line| !line.trim().is_empty()).take(TOP_ROWS);
    for byte in top.flat_map(str::bytes) {
        is_quoted ^= byte == b'"';
        if let Some((_, count)) = counts.iter_mut().find(|(delimiter, _)| !is_quoted && *delimiter == byte) {
            *count += 1;
        }
    }
    // The first of equals wins, and that is the comma.
    counts.into_iter().rev().max_by_key(|&(_, count)| count).map_or(b',', |(delimiter, _)| delimiter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_keep_hashes_backslashes_and_quoted_commas() {
        let text = "\r\nname;mark\r\n\"Ashworth; Olivia\";\\\r\n#;\"#\"\r\n";
        let table = Table::read(text, |_| true).expect("readable");
        assert_eq!((table.delimiter, table.header_line), (';', 2));
        assert_eq!(table.rows[0].texts(), ["Ashworth; Olivia", "\\"]);
        assert_eq!((table.rows[1].line, table.rows[1].texts()), (4, vec!["#".to_owned(), "#".to_owned()]));
    }

    #[test]
    fn titles_above_the_header_are_passed_over() {
        let table = Table::read("Registers of 7A\n\nname\tmark\nA\t/\n", |row| row.len() == 2).expect("readable");
        assert_eq!((table.header_line, table.header, table.rows.len()), (3, vec!["name".into(), "mark".into()], 1));
    }

    #[test]
    fn a_file_of_blank_lines_is_empty() {
        assert_eq!(Table::read("\n , \n", |_| true).err(), Some(ReadError::Empty));
    }
}
