//! A record: an entry written as a section or as a row of a plural table. Both are read through the same keys.

use crate::{
    Fault,
    text::{Chapter, Entry, Piece, Point},
};

/// A key of a record, with its value and the points below it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Field {
    pub(crate) key: Piece,
    pub(crate) value: Piece,
    pub(crate) below: Vec<Point>,
}

pub(crate) struct Record<'a> {
    pub(crate) chapter: &'a Chapter,
    pub(crate) name: Piece,
    pub(crate) citation: Option<Piece>,
    /// Whether it is a row of a table of entries: its tables are not its own.
    pub(crate) is_row: bool,
    fields: Vec<Field>,
    /// The keys that were read already.
    taken: Vec<String>,
}

impl<'a> Record<'a> {
    /// The records of an entry: itself, or each row of its tables.
    pub(crate) fn all(chapter: &'a Chapter, entry: &Entry, is_plural: bool) -> Vec<Record<'a>> {
        let citation = entry.citation.clone();
        if !is_plural {
            let field = |point: &Point| Field {
                key: point.key.clone(),
                value: point.value.clone(),
                below: point.below.clone(),
            };
            let is_said = |point: &&Point| !point.value.is_empty() || !point.below.is_empty();
            let fields = entry.points().filter(is_said).map(field).collect();
            return vec![Record {
                chapter,
                name: entry.name.clone(),
                citation,
                is_row: false,
                fields,
                taken: Vec::new(),
            }];
        }
        let mut records = Vec::new();
        for table in entry.tables() {
            for row in &table.rows {
                let cells = table.header.iter().zip(row).skip(1);
                let fields = cells
                    .filter(|(_, cell)| !cell.is_empty())
                    .map(|(key, cell)| Field { key: key.clone(), value: cell.clone(), below: Vec::new() })
                    .collect();
                let name = row.first().cloned().unwrap_or_default();
                records.push(Record {
                    chapter,
                    name: unbracketed(name),
                    citation: citation.clone(),
                    is_row: true,
                    fields,
                    taken: Vec::new(),
                });
            }
        }
        records
    }

    /// A record of one row of a table inside an entry.
    pub(crate) fn of_row(chapter: &'a Chapter, header: &[Piece], row: &[Piece], citation: Option<Piece>) -> Record<'a> {
        let cells = header.iter().zip(row).skip(1).filter(|(_, cell)| !cell.is_empty());
        let fields =
            cells.map(|(key, cell)| Field { key: key.clone(), value: cell.clone(), below: Vec::new() }).collect();
        let name = unbracketed(row.first().cloned().unwrap_or_default());
        Record { chapter, name, citation, is_row: true, fields, taken: Vec::new() }
    }

    /// Every key with its value and the points below it.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (&Piece, &Piece, &[Point])> {
        self.fields.iter().map(|field| (&field.key, &field.value, field.below.as_slice()))
    }

    /// The field of `key`, which still counts as unread.
    pub(crate) fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.key.text == key)
    }

    /// The value of `key`, which then counts as read.
    pub(crate) fn take(&mut self, key: &str) -> Option<Piece> {
        self.take_field(key).map(|field| field.value)
    }

    pub(crate) fn take_field(&mut self, key: &str) -> Option<Field> {
        let at = self.fields.iter().position(|field| field.key.text == key)?;
        self.taken.push(key.to_owned());
        Some(self.fields.remove(at))
    }

    /// The words of `key`; empty without it.
    pub(crate) fn text(&mut self, key: &str) -> String {
        self.take(key).map(|piece| piece.text).unwrap_or_default()
    }

    /// Whatever no kind has read is a fault: nothing is silently prose.
    pub(crate) fn refuse_unread(self, kind: &str, faults: &mut Vec<Fault>) {
        for field in self.fields {
            if self.taken.contains(&field.key.text) {
                faults.push(given_twice(&self.chapter.path, &field.key));
                continue;
            }
            let what = format!("a {} has no key `{}`", kind.to_lowercase(), field.key.text);
            let help = "if it explains, start it with `>`; if it is a rule, use a key of this kind";
            faults.push(Fault::new(&self.chapter.path, field.key.span, what, help));
        }
    }
}

/// A key that stands a second time in its entry: one of the two would not be carried out.
pub(crate) fn given_twice(path: &str, key: &Piece) -> Fault {
    let help = "keep one of them; two conditions are joined with `and` or `or`, or in a list";
    Fault::new(path, key.span, format!("the key `{}` stands here twice", key.text), help)
}

/// A name may stand in brackets, so that the handbook links it.
fn unbracketed(mut piece: Piece) -> Piece {
    if let Some(inner) = piece.text.strip_prefix('[').and_then(|text| text.strip_suffix(']')) {
        piece.text = inner.to_owned();
        piece.span.column += 1;
        piece.span.length = piece.span.length.saturating_sub(2);
    }
    piece
}
