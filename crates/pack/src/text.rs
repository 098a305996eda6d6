//! Handbook Markdown as blocks. The language is closed, so it is read line by line, and every piece keeps its place.

mod table;

pub use table::Table;

use crate::{Fault, File};

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
pub const KINDS: [&str; 20] = [
    "Pack",
    "Setting",
    "Role",
    "Cohort",
    "Calendar",
    "Bands",
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
    "Example",
];

/// Kinds that later work carries out; they are read and shown.
pub const LATER_KINDS: [&str; 2] = ["Limit", "Stages"];

/// Reads a chapter.
pub fn chapter(file: File<'_>) -> (Chapter, Vec<Fault>) {
    let mut reader = Reader { file, blocks: Vec::new(), open: None, faults: Vec::new() };
    for (at, line) in file.text.lines().enumerate() {
        reader.line(at + 1, line);
    }
    reader.close();
    let name = file.path.rsplit('/').next().unwrap_or(file.path);
    let slug = name.strip_suffix(".md").unwrap_or(name).to_owned();
    (Chapter { path: file.path.to_owned(), slug, blocks: reader.blocks }, reader.faults)
}

struct Reader<'a> {
    file: File<'a>,
    blocks: Vec<Block>,
    /// The entry that blocks go into.
    open: Option<Entry>,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn line(&mut self, number: usize, line: &str) {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            self.seal();
        } else if trimmed.starts_with('#') {
            self.heading(number, line);
        } else if let Some(at) = trimmed.starts_with('>').then(|| line.find('>').unwrap_or(0)) {
            let piece = Piece::of(line, number, at + 1, line.len());
            match self.within().last_mut() {
                Some(Block::Quote(pieces)) => pieces.push(piece),
                _ => self.within().push(Block::Quote(vec![piece])),
            }
        } else if trimmed.starts_with('|') {
            self.row(number, line);
        } else if trimmed.starts_with("- ") {
            self.point(number, line);
        } else {
            self.sentence(number, line);
        }
    }

    /// Where the next block goes: into the open entry, if there is one.
    fn within(&mut self) -> &mut Vec<Block> {
        match &mut self.open {
            Some(entry) => &mut entry.blocks,
            None => &mut self.blocks,
        }
    }

    fn close(&mut self) {
        self.blocks.extend(self.open.take().map(Block::Entry));
    }

    fn opens(&mut self, level: usize, kind: Piece, name: Piece) {
        self.open = Some(Entry { level, kind, name, citation: None, blocks: Vec::new() });
    }

    /// A blank line ends a table and a list.
    fn seal(&mut self) {
        if let Some(Block::Table(table)) = self.within().last_mut() {
            table.is_sealed = true;
        }
    }

    fn heading(&mut self, number: usize, line: &str) {
        self.close();
        let level = line.trim_start().chars().take_while(|&letter| letter == '#').count();
        let start = line.find('#').unwrap_or(0) + level;
        let whole = Piece::of(line, number, start, line.len());
        let singular = |word: &str| KINDS.contains(&word) || LATER_KINDS.contains(&word);
        if let Some((kind, _)) = whole.text.split_once(':') {
            let colon = start + line[start..].find(':').unwrap_or(0);
            if singular(kind.trim()) {
                let kind = Piece::of(line, number, start, colon);
                let name = Piece::of(line, number, colon + 1, line.len());
                return self.opens(level, kind, name);
            }
            if level > 1 {
                let near = KINDS.iter().find(|known| strsim::damerau_levenshtein(known, kind.trim()) <= 2);
                let help = match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("the kinds are {}", KINDS.join(", ")),
                };
                self.faults.push(Fault::new(
                    self.file.path,
                    whole.span,
                    format!("there is no kind `{}`", kind.trim()),
                    help,
                ));
            }
        }
        let is_plural = whole.text.strip_suffix('s').is_some_and(|one| KINDS.contains(&one));
        if is_plural && whole.text != "Bands" {
            self.opens(level, whole, Piece::default());
        } else {
            self.blocks.push(Block::Title(level, whole));
        }
    }

    fn row(&mut self, number: usize, line: &str) {
        let cells = table::cells(line, number);
        let is_rule =
            cells.iter().all(|cell| !cell.text.is_empty() && cell.text.chars().all(|letter| "-:".contains(letter)));
        match self.within().last_mut() {
            Some(Block::Table(table)) if !table.is_sealed => {
                if !is_rule {
                    table.rows.push(cells);
                }
            }
            _ => self.within().push(Block::Table(Table { header: cells, rows: Vec::new(), is_sealed: false })),
        }
    }

    fn point(&mut self, number: usize, line: &str) {
        let indent = line.len() - line.trim_start().len();
        let from = indent + 2;
        // A colon inside quotation marks or brackets belongs to the words.
        let colon = words_colon(&line[from..]).map(|at| from + at);
        let (key, value) = match colon {
            Some(colon) => (Piece::of(line, number, from, colon), Piece::of(line, number, colon + 1, line.len())),
            None => (Piece::of(line, number, from, line.len()), Piece::default()),
        };
        let point = Point { key, value, below: Vec::new(), indent };
        match self.within().last_mut() {
            Some(Block::Points(points)) => nest(points, point),
            _ => self.within().push(Block::Points(vec![point])),
        }
    }

    /// A sentence is a citation directly under its heading, the rest of a point or citation begun above, or a fault.
    fn sentence(&mut self, number: usize, line: &str) {
        let piece = Piece::of(line, number, 0, line.len());
        let first = piece.text.split([' ', '—']).next().unwrap_or("");
        let opens = domain::rule::Strength::parse(first).is_some();
        if let Some(entry) = &mut self.open {
            match (&mut entry.citation, entry.blocks.is_empty()) {
                (None, true) if opens => return entry.citation = Some(piece),
                (Some(citation), true) => {
                    citation.text.push(' ');
                    return citation.text.push_str(&piece.text);
                }
                _ => {}
            }
        }
        let help = "if it explains, start it with `>`; if it is a rule, write it as `- key: value`";
        self.faults.push(Fault::new(self.file.path, piece.span, "this sentence would not be carried out", help));
    }
}

fn nest(points: &mut Vec<Point>, point: Point) {
    match points.last_mut() {
        Some(last) if point.indent > last.indent => nest(&mut last.below, point),
        _ => points.push(point),
    }
}

fn words_colon(text: &str) -> Option<usize> {
    let (mut quoted, mut depth) = (false, 0);
    for (at, letter) in text.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            '[' if !quoted => depth += 1,
            ']' if !quoted => depth -= 1,
            ':' if !quoted && depth == 0 && text[at + 1..].starts_with([' ', '\u{a0}']) => return Some(at),
            ':' if !quoted && depth == 0 && at + 1 == text.trim_end().len() => return Some(at),
            _ => {}
        }
    }
    None
}
