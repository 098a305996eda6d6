//! Handbook Markdown as blocks. The language is closed, so it is read line by line, and every piece keeps its place.

mod reader;
mod table;

pub use reader::chapter;
pub use table::Table;

/// A place in a chapter: line and column from 1, length in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    /// The line, from 1.
    pub line: usize,
    /// The column of its first character, from 1.
    pub column: usize,
    /// How many characters.
    pub length: usize,
}

impl Span {
    /// The bytes of `text` that the place covers.
    pub fn bytes_in(self, text: &str) -> std::ops::Range<usize> {
        let start: usize = text.split_inclusive('\n').take(self.line.saturating_sub(1)).map(str::len).sum();
        let line = text[start..].split('\n').next().unwrap_or("");
        let byte = |column: usize| line.char_indices().nth(column).map_or(line.len(), |(at, _)| at);
        let first = byte(self.column.saturating_sub(1));
        let last = byte(self.column.saturating_sub(1) + self.length.max(1));
        start + first..(start + last.max(first)).min(text.len())
    }
}

/// A piece of text with its place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Piece {
    /// The text, trimmed.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

impl Piece {
    /// The trimmed part of `line` from byte `from` to byte `to`, with its place.
    pub(crate) fn of(line: &str, number: usize, from: usize, to: usize) -> Piece {
        let raw = &line[from..to];
        let leading = raw.len() - raw.trim_start().len();
        let text = raw.trim();
        let column = line[..from + leading].chars().count() + 1;
        Piece { text: text.to_owned(), span: Span { line: number, column, length: text.chars().count() } }
    }

    /// The place of `length` characters of it, from byte `at` of its text.
    pub(crate) fn part(&self, at: usize, length: usize) -> Span {
        let before = self.text[..at.min(self.text.len())].chars().count();
        Span { line: self.span.line, column: self.span.column + before, length: length.max(1) }
    }

    /// Whether the cell holds nothing, written `–` or left out.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() || self.text == "–" || self.text == "-"
    }
}

/// A `- key: value`, with the points below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// The key; for a point below another, the whole of its text.
    pub key: Piece,
    /// The value, if there is a colon.
    pub value: Piece,
    /// The points below it.
    pub below: Vec<Point>,
    indent: usize,
}

/// An entry: a heading with a kind and a name, and what stands under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// How deep its heading is, from 1.
    pub level: usize,
    /// The kind, such as `Bands`, or a plural such as `Flags`.
    pub kind: Piece,
    /// The name; empty for a plural.
    pub name: Piece,
    /// The line that cites, if there is one.
    pub citation: Option<Piece>,
    /// Points, tables and quotations, in order.
    pub blocks: Vec<Block>,
}

impl Entry {
    /// The fields.
    pub fn points(&self) -> impl Iterator<Item = &Point> {
        self.blocks
            .iter()
            .filter_map(|block| if let Block::Points(points) = block { Some(points) } else { None })
            .flatten()
    }

    /// The tables.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks.iter().filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None })
    }
}

/// What stands in a chapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A title without a kind.
    Title(usize, Piece),
    /// A quotation: said, never carried out. One piece a line.
    Quote(Vec<Piece>),
    /// An entry. Never inside another.
    Entry(Entry),
    /// Fields.
    Points(Vec<Point>),
    /// A table.
    Table(Table),
}

/// A chapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chapter {
    /// Its path.
    pub path: String,
    /// Its file name without folder and ending.
    pub slug: String,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

impl Chapter {
    /// The chapter's own title: its first heading.
    pub fn title(&self) -> &str {
        let titles = self.blocks.iter().find_map(|block| match block {
            Block::Title(_, title) => Some(title.text.as_str()),
            Block::Entry(entry) if !entry.name.text.is_empty() => Some(entry.name.text.as_str()),
            _ => None,
        });
        titles.unwrap_or(&self.slug)
    }

    /// The entries, in order.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.blocks.iter().filter_map(|block| if let Block::Entry(entry) = block { Some(entry) } else { None })
    }
}

/// The kinds that an entry's heading may name; the plural is a table in which each row is an entry.
pub const KINDS: [&str; 28] = [
    "Pack",
    "Setting",
    "Role",
    "Cohort",
    "Calendar",
    "Bands",
    "Stages",
    "Decision",
    "Flag",
    "List",
    "Task",
    "Notification",
    "Menu",
    "Finding",
    "Step",
    "Form",
    "Meeting",
    "Referral",
    "Letter",
    "Notice",
    "Plan",
    "Return",
    "Report",
    "Duty",
    "Limit",
    "Page",
    "Service",
    "Example",
];

/// The kind that a heading in the plural names: each row of its table is an entry.
pub fn of_plural(word: &str) -> Option<&'static str> {
    if word == "Duties" {
        return Some("Duty");
    }
    let one = word.strip_suffix('s')?;
    KINDS.into_iter().find(|kind| *kind == one)
}
