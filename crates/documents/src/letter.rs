//! A letter from a school to a parent, and the accessible PDF that is printed, sent and kept.

use domain::Date;

#[cfg(feature = "pdf")]
pub(crate) mod typeset;

/// A letter with every word in it settled.
///
/// The page adds `Dear …`, `Yours sincerely`, the headings of the reference lines and the page numbers; all else is here.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Letter {
    /// What it is about, printed as its heading and shown as the name of the file's window.
    pub title: String,
    /// The school at the top of the page.
    pub school: Letterhead,
    /// Whom it is addressed to.
    pub to: Addressee,
    /// The date printed on it, which is also the date of the file.
    pub date: Date,
    /// What to quote when answering.
    pub reference: String,
    /// The child it is about.
    pub about: Child,
    /// What it says, between the greeting and the close.
    pub body: Vec<Block>,
    /// Who made it and stands by it.
    pub sender: Sender,
    /// The fingerprint of the receipt that shows how the decision to write came about.
    pub receipt: String,
}

/// The school at the top of the page.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Letterhead {
    /// Its name.
    pub name: String,
    /// Its address, one line each.
    pub address: Vec<String>,
    /// The number to ring.
    pub telephone: String,
}

/// Whom a letter goes to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Addressee {
    /// Their name, as it stands after `Dear`.
    pub name: String,
    /// Their address, one line each.
    pub address: Vec<String>,
}

/// The child a letter is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Child {
    /// Their name.
    pub name: String,
    /// The name of their class or form.
    pub group: String,
}

/// Who made the letter.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sender {
    /// Their name.
    pub name: String,
    /// Their position, such as `Attendance lead`.
    pub position: String,
}

/// A piece of the letter's text. Words are printed as they are: no character in them is a command.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Block {
    /// A heading one level below the title.
    Heading(String),
    /// A paragraph.
    Paragraph(String),
    /// A list with bullets.
    List(Vec<String>),
    /// A table with a caption and a header row.
    Table {
        /// What the table shows.
        caption: String,
        /// The header of each column.
        header: Vec<String>,
        /// The rows, each as long as the header.
        rows: Vec<Vec<String>>,
    },
}

/// Why a letter could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LetterError {
    /// The program was built without the letter writer.
    #[error("this build has no letter writer: build it again with the feature `pdf`")]
    NotBuilt,
    /// The typeface has no picture for a character.
    #[error(
        "`{character}` in `{text}` cannot be printed: write it in Latin, Greek or Cyrillic letters, without pictures"
    )]
    Unprintable {
        /// The character.
        character: char,
        /// The words in which it stands.
        text: String,
    },
    /// A row of a table is longer or shorter than its header.
    #[error(
        "row {row} of the table `{caption}` has {cells} cells under {columns} headers: give every row one cell a header"
    )]
    UnevenTable {
        /// The table.
        caption: String,
        /// Which row, from 1.
        row: usize,
        /// How many cells it has.
        cells: usize,
        /// How many headers the table has.
        columns: usize,
    },
    /// The letter did not become a page. The words are the typesetter's.
    #[error("the letter could not be set on a page: {0}")]
    Typesetting(String),
}

/// The letter as a tagged PDF that meets PDF/UA-1 and PDF/A-2a. The same letter gives the same bytes.
#[cfg(feature = "pdf")]
pub fn pdf(letter: &Letter) -> Result<Vec<u8>, LetterError> {
    check_tables(&letter.body)?;
    typeset::pdf(letter)
}

/// Says that this build cannot make letters.
#[cfg(not(feature = "pdf"))]
pub fn pdf(letter: &Letter) -> Result<Vec<u8>, LetterError> {
    check_tables(&letter.body)?;
    Err(LetterError::NotBuilt)
}

/// Refuses a table with a row that is longer or shorter than its header.
pub(crate) fn check_tables(body: &[Block]) -> Result<(), LetterError> {
    for block in body {
        let Block::Table { caption, header, rows } = block else { continue };
        if let Some(at) = rows.iter().position(|row| row.len() != header.len()) {
            let (row, cells, columns) = (at + 1, rows[at].len(), header.len());
            return Err(LetterError::UnevenTable { caption: caption.clone(), row, cells, columns });
        }
    }
    Ok(())
}
