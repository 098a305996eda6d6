//! Setting a handbook with Typst: its words as values for the template.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeSet,
    sync::LazyLock,
};

use domain::rule::Strength;
use typst::{
    foundations::{Array, Dict, IntoValue, Value, dict},
    syntax::Source,
};

use super::{
    Bar, Block, Chapter, Entry, Handbook, HandbookError, Indexed, Part, Picture, Point, Reading, Row, Span, Step, Table,
};
use crate::typeset::{self, midnight, plain, unprintable};

static TEMPLATE: LazyLock<Source> = LazyLock::new(|| typeset::template("/handbook.typ", include_str!("handbook.typ")));

/// The least share of a table's width that a column takes, in letters of its longest word.
const NARROWEST: usize = 4;

pub(super) fn pdf(handbook: &Handbook) -> Result<Vec<u8>, HandbookError> {
    let setter = Setter::new(handbook);
    let values = setter.handbook(handbook);
    if let Some(fault) = setter.fault.take() {
        return Err(fault);
    }
    // Unit separators keep `ab` + `c` apart from `a` + `bc`.
    let identity = setter.words.take().join("\u{1f}");
    typeset::pdf(&TEMPLATE, values, identity, handbook.date).map_err(HandbookError::Typesetting)
}

/// Everything that can be led to.
fn places(handbook: &Handbook) -> BTreeSet<String> {
    let mut places = BTreeSet::new();
    for chapter in &handbook.chapters {
        places.insert(chapter.id.clone());
        for part in &chapter.parts {
            let Part::Entry(entry) = part else { continue };
            places.insert(entry.id.clone());
            for block in &entry.blocks {
                let Block::Table(table) = block else { continue };
                places.extend(table.rows.iter().map(|row| row.id.clone()).filter(|id| !id.is_empty()));
            }
        }
    }
    places.extend(handbook.readings.iter().map(|reading| reading.id.clone()));
    places
}

/// Turns a handbook into values, and keeps what stands in the way.
struct Setter {
    places: BTreeSet<String>,
    /// The places set so far: a second one of the same id leads nowhere.
    set: RefCell<BTreeSet<String>>,
    words: Cell<Vec<String>>,
    fault: Cell<Option<HandbookError>>,
}

impl Setter {
    fn new(handbook: &Handbook) -> Setter {
        Setter { places: places(handbook), set: RefCell::default(), words: Cell::default(), fault: Cell::default() }
    }

    fn handbook(&self, handbook: &Handbook) -> Dict {
        let Handbook { title, particulars, note, date, chapters, index, readings } = handbook;
        let line = |(key, value): &(String, String)| dict! { "key" => self.text(key), "value" => self.text(value) };
        dict! {
            "title" => self.text(title),
            "particulars" => each(particulars, line),
            "note" => self.text(note),
            "date" => date.and_then(midnight),
            "chapters" => each(chapters, |chapter| self.chapter(chapter)),
            "index" => each(index, |one| self.indexed(one)),
            "readings" => each(readings, |one| self.reading(one)),
        }
    }

    fn text(&self, text: &str) -> String {
        if let Some(character) = unprintable(text) {
            self.fault.set(Some(HandbookError::Unprintable { character, text: text.to_owned() }));
        }
        let text = plain(text);
        let mut words = self.words.take();
        words.push(text.clone());
        self.words.set(words);
        text
    }

    /// The id, if nothing else has it yet.
    fn place(&self, id: &str) -> String {
        let is_free = !id.is_empty() && self.set.borrow_mut().insert(id.to_owned());
        if is_free { self.text(id) } else { String::new() }
    }

    fn chapter(&self, chapter: &Chapter) -> Dict {
        dict! {
            "id" => self.place(&chapter.id),
            "title" => self.text(&chapter.title),
            "parts" => each(&chapter.parts, |part| self.part(part)),
        }
    }

    fn part(&self, part: &Part) -> Dict {
        match part {
            Part::Title(title) => dict! { "kind" => "title", "text" => self.text(title) },
            Part::Said(block) => dict! { "kind" => "said", "block" => self.block(block) },
            Part::Entry(entry) => self.entry(entry),
        }
    }

    fn entry(&self, entry: &Entry) -> Dict {
        let source = |(heading, rows): &(String, String)| {
            dict! { "heading" => self.text(heading), "rows" => self.text(rows) }
        };
        let strength = entry.strength.filter(|strength| !matches!(strength, Strength::Tests | Strength::Defines));
        dict! {
            "kind" => "entry",
            "id" => self.place(&entry.id),
            "word" => self.text(&entry.kind),
            "name" => self.text(&entry.name),
            "strength" => strength.map_or_else(String::new, |strength| self.text(strength.word())),
            "sources" => each(&entry.sources, source),
            "readings" => each(&entry.readings, |id| self.link(id, id)),
            "picture" => entry.picture.as_ref().map(|picture| self.picture(picture)),
            "blocks" => each(&entry.blocks, |block| self.block(block)),
        }
    }

    fn picture(&self, picture: &Picture) -> Dict {
        match picture {
            Picture::Bar(bar) => self.bar(bar),
            Picture::Steps { says, steps } => dict! {
                "kind" => "steps",
                "says" => self.text(says),
                "steps" => each(steps, |step| self.step(step)),
            },
        }
    }

    fn bar(&self, bar: &Bar) -> Dict {
        let bands = each(&bar.bands, |band| {
            dict! {
                "name" => self.text(&band.name),
                "covers" => self.text(&band.covers),
                "edge" => self.text(&band.edge),
                "from" => i64::from(band.from),
                "width" => i64::from(band.to.saturating_sub(band.from)),
            }
        });
        dict! {
            "kind" => "bar",
            "says" => self.text(&bar.says),
            "measure" => self.text(&bar.measure),
            "whole" => i64::from(bar.whole),
            "bands" => bands,
        }
    }

    fn step(&self, step: &Step) -> Dict {
        dict! {
            "name" => self.text(&step.name),
            "entered-by" => each(&step.entered_by, |words| self.text(words)),
            "notes" => each(&step.notes, |words| self.text(words)),
        }
    }

    fn block(&self, block: &Block) -> Dict {
        match block {
            Block::Paragraph(spans) => dict! { "kind" => "paragraph", "spans" => self.spans(spans) },
            Block::Points(points) => dict! { "kind" => "points", "points" => each(points, |point| self.point(point)) },
            Block::Table(table) => self.table(table),
        }
    }

    fn point(&self, point: &Point) -> Dict {
        dict! {
            "key" => self.text(&point.key),
            "spans" => self.spans(&point.says),
            "below" => each(&point.below, |point| self.point(point)),
        }
    }

    fn table(&self, table: &Table) -> Dict {
        if let Some(row) = table.rows.iter().find(|row| row.cells.len() != table.header.len()) {
            let name = row.cells.first().map(|cell| words(cell)).unwrap_or_default();
            self.fault.set(Some(HandbookError::UnevenTable(name)));
        }
        let row = |row: &Row| {
            dict! { "id" => self.place(&row.id), "cells" => each(&row.cells, |cell| self.spans(cell)) }
        };
        dict! {
            "kind" => "table",
            "widths" => each(&widths(table), |width| i64::try_from(*width).unwrap_or(i64::MAX)),
            "header" => each(&table.header, |cell| self.text(cell)),
            "rows" => each(&table.rows, row),
        }
    }

    fn spans(&self, spans: &[Span]) -> Array {
        each(spans, |span| match span {
            Span::Words(text) => dict! { "kind" => "words", "text" => self.text(text) },
            Span::Emphasis(text) => dict! { "kind" => "emphasis", "text" => self.text(text) },
            Span::Code(text) => dict! { "kind" => "code", "text" => self.text(text) },
            Span::Link(text, to) => self.link(text, to),
        })
    }

    fn link(&self, text: &str, to: &str) -> Dict {
        let to = if self.places.contains(to) { to } else { "" };
        dict! { "kind" => if to.is_empty() { "words" } else { "link" }, "text" => self.text(text), "to" => self.text(to) }
    }

    fn indexed(&self, one: &Indexed) -> Dict {
        let letter = one.name.chars().find(|letter| letter.is_alphanumeric()).map_or_else(String::new, |letter| {
            if letter.is_alphabetic() { letter.to_uppercase().collect() } else { String::from("0 to 9") }
        });
        dict! {
            "letter" => self.text(&letter),
            "about" => self.text(&one.about),
            "link" => self.link(&one.name, &one.id),
        }
    }

    fn reading(&self, reading: &Reading) -> Dict {
        dict! {
            "number" => self.text(&reading.id),
            "id" => self.place(&reading.id),
            "matter" => self.text(&reading.matter),
            "adopted" => self.text(&reading.adopted),
        }
    }
}

fn each<T, V: IntoValue>(all: &[T], one: impl Fn(&T) -> V) -> Array {
    all.iter().map(|item| one(item).into_value()).collect::<Vec<Value>>().into_iter().collect()
}

fn words(spans: &[Span]) -> String {
    let text = |span: &Span| match span {
        Span::Words(text) | Span::Emphasis(text) | Span::Code(text) | Span::Link(text, _) => text.clone(),
    };
    spans.iter().map(text).collect()
}

/// The share of each column: room for its longest word, and more for one with much in it.
fn widths(table: &Table) -> Vec<usize> {
    let share = |at: usize| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(at)).map(|cell| words(cell));
        let all: Vec<String> = cells.chain([table.header[at].clone()]).collect();
        let longest = all.iter().flat_map(|cell| cell.split([' ', '-'])).map(|word| word.chars().count()).max();
        let fullest = all.iter().map(|cell| cell.chars().count()).max().unwrap_or_default();
        longest.unwrap_or_default().max(NARROWEST) + fullest.min(80) / 4
    };
    (0..table.header.len()).map(share).collect()
}
