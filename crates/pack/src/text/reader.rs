//! Reading a chapter, line by line.

use super::{Block, Chapter, Entry, KINDS, Piece, Point, Table, of_plural, table};
use crate::{Fault, File};

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
            // A blank line ends a quotation.
            let goes_on = |pieces: &[Piece]| pieces.last().is_some_and(|last| last.span.line + 1 == number);
            match self.within().last_mut() {
                Some(Block::Quote(pieces)) if goes_on(pieces) => pieces.push(piece),
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
        let singular = |word: &str| KINDS.contains(&word);
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
        if of_plural(&whole.text).is_some() {
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
                // The rule stands below the header; further down, `-` is an empty cell.
                if !(is_rule && table.rows.is_empty()) {
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
        let first = piece.text.split([' ', '—']).next().unwrap_or("").trim_end_matches('.');
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
        let help = match piece.text.contains(" — ") {
            true => {
                "a citation begins with Must, Expected, Consider, May, Defines or Tests; if it explains, start it with `>`"
            }
            false => "if it explains, start it with `>`; if it is a rule, write it as `- key: value`",
        };
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
