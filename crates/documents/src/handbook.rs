//! A handbook with its chapters, pictures and index, and the accessible PDF that is printed and handed round.

use domain::{Date, rule::Strength};

#[cfg(feature = "pdf")]
mod typeset;

/// A handbook with every word in it settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handbook {
    /// Its name, printed large on the first page.
    pub title: String,
    /// What it is, line by line: `Edition`, `2024-27`.
    pub particulars: Vec<(String, String)>,
    /// Something that has to be known before anything in it is read; may be empty.
    pub note: String,
    /// The date of the file.
    pub date: Option<Date>,
    /// Its chapters.
    pub chapters: Vec<Chapter>,
    /// Every name in it by its letters.
    pub index: Vec<Indexed>,
    /// How unclear places of its document are read.
    pub readings: Vec<Reading>,
}

/// A chapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chapter {
    /// What leads to it.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What stands in it.
    pub parts: Vec<Part>,
}

/// What stands in a chapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A title between entries.
    Title(String),
    /// Something said between entries.
    Said(Block),
    /// An entry.
    Entry(Entry),
}

/// An entry, with what it rests on in the margin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What leads to it.
    pub id: String,
    /// What it is: `Task`, `Meeting`; empty for a table of entries.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// How binding it is, where it says so itself.
    pub strength: Option<Strength>,
    /// The headings of its document that it carries out, each with its rows.
    pub sources: Vec<(String, String)>,
    /// The numbers of the readings that it rests on.
    pub readings: Vec<String>,
    /// What it is in a picture.
    pub picture: Option<Picture>,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A picture of how something goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picture {
    /// Bands, drawn to scale.
    Bar(Bar),
    /// Stages in their order, with what leads into each.
    Steps {
        /// What it shows, in a sentence, for whoever does not see it.
        says: String,
        /// The stages.
        steps: Vec<Step>,
    },
}

/// Bands side by side, each as wide as what it covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What it shows, in a sentence, for whoever does not see it.
    pub says: String,
    /// What is measured: `Days missed in the school year`.
    pub measure: String,
    /// Where the scale ends, in thousandths of the unit.
    pub whole: u32,
    /// The bands from the lowest value.
    pub bands: Vec<Band>,
}

/// One band.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// Its name.
    pub name: String,
    /// What it covers, in words.
    pub covers: String,
    /// Its lower edge, in thousandths of the unit.
    pub from: u32,
    /// Its upper edge, in thousandths of the unit.
    pub to: u32,
    /// Its lower edge as it is printed: `15 days`.
    pub edge: String,
}

/// A stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its name.
    pub name: String,
    /// What leads into it.
    pub entered_by: Vec<String>,
    /// How long it may last, and who leads in it, a line each.
    pub notes: Vec<String>,
}

/// What an entry says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph that explains.
    Paragraph(Vec<Span>),
    /// Points, which are carried out.
    Points(Vec<Point>),
    /// A table.
    Table(Table),
}

/// A point, with those below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// What it settles; empty for a point below another.
    pub key: String,
    /// What it says.
    pub says: Vec<Span>,
    /// The points below it.
    pub below: Vec<Point>,
}

/// A table. Every row has one cell a header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The header of each column.
    pub header: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What leads to it; empty where it is no entry of its own.
    pub id: String,
    /// Its cells.
    pub cells: Vec<Vec<Span>>,
}

/// A piece of a line. Words are printed as they are: no character in them is a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// Plain words.
    Words(String),
    /// Words that are stressed.
    Emphasis(String),
    /// A code or a field.
    Code(String),
    /// Words that lead to the chapter, entry, row or reading with this id; plain where there is none.
    Link(String, String),
}

/// A name in the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indexed {
    /// The name.
    pub name: String,
    /// What it is and how binding.
    pub about: String,
    /// What leads to it.
    pub id: String,
}

/// How an unclear place of the document is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Its number, which is also its id.
    pub id: String,
    /// What is unclear.
    pub matter: String,
    /// How it is read.
    pub adopted: String,
}

/// Why a handbook could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HandbookError {
    /// The program was built without the typesetter.
    #[error("this build makes no PDF: build it again with the feature `pdf`, or write a file that ends in `.html`")]
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
    #[error("the row `{0}` has more or fewer cells than its table has headers: give every row one cell a header")]
    UnevenTable(String),
    /// The handbook did not become pages. The words are the typesetter's.
    #[error("the handbook could not be set on pages: {0}")]
    Typesetting(String),
}

/// The handbook as a tagged PDF that meets PDF/UA-1 and PDF/A-2a. The same handbook gives the same bytes.
#[cfg(feature = "pdf")]
pub fn pdf(handbook: &Handbook) -> Result<Vec<u8>, HandbookError> {
    typeset::pdf(handbook)
}

/// Says that this build cannot make handbooks.
#[cfg(not(feature = "pdf"))]
pub fn pdf(_: &Handbook) -> Result<Vec<u8>, HandbookError> {
    Err(HandbookError::NotBuilt)
}
