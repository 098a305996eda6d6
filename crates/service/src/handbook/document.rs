//! A whole pack as a document to print.

use documents::handbook::{Block, Chapter, Entry, Handbook, Part, Point, Reading, Row, Span, Table};
use domain::{
    Date,
    rule::{Strength, slug},
};
use pack::{
    Pack,
    page::{self, Links},
    text,
};

use super::{index, picture};
use crate::{Error, Packs};

/// The pack `folder` as a document, with what it rests on in the margins and an index.
pub fn document(packs: &Packs, folder: &str) -> Result<Handbook, Error> {
    let layers = packs.layers(folder);
    let pack = *layers.last().ok_or_else(|| Error::NoPack(folder.to_owned()))?;
    let year_days = super::example_year_days(packs);
    let writer = Writer { packs, pack, links: Links::new(&layers), year_days };
    let mut cited: Vec<String> = Vec::new();
    for chapter in &pack.chapters {
        cited.extend(page::readings(pack, chapter));
    }
    cited.sort();
    cited.dedup();
    Ok(Handbook {
        title: format!("{} handbook", pack.head.name),
        particulars: particulars(pack, &layers),
        note: note(packs, pack)?,
        date: pack.head.checked.or(pack.head.from),
        chapters: pack.chapters.iter().map(|chapter| writer.chapter(chapter)).collect(),
        index: index::of(pack),
        readings: cited.iter().filter_map(|id| writer.reading(id)).collect(),
    })
}

fn particulars(pack: &Pack, layers: &[&Pack]) -> Vec<(String, String)> {
    let head = &pack.head;
    let below: Vec<&str> =
        layers.iter().map(|layer| layer.head.name.as_str()).filter(|name| *name != head.name).collect();
    let in_force = match (head.from, head.until) {
        (Some(from), Some(until)) => format!("from {} until {}", day(from), day(until)),
        (Some(from), None) => format!("from {}", day(from)),
        (None, Some(until)) => format!("until {}", day(until)),
        (None, None) => String::new(),
    };
    let lines = [
        ("Carries out", head.document.clone()),
        ("Document issued", head.issued.map(day).unwrap_or_default()),
        ("Edition", head.edition.clone()),
        ("In force", in_force),
        ("Rests on", below.join(", ")),
        ("Last held against its document", head.checked.map(day).unwrap_or_default()),
    ];
    lines.into_iter().filter(|(_, value)| !value.is_empty()).map(|(key, value)| (key.to_owned(), value)).collect()
}

/// What has to be known first: the document is older than the law (C-G-15).
fn note(packs: &Packs, pack: &Pack) -> Result<String, Error> {
    let law = packs.rules(&pack.head.slug)?.younger_law(&pack.head);
    let since = law.and_then(|law| Some((law, law.from?)));
    Ok(since.map_or_else(String::new, |(law, from)| {
        format!(
            "This document is older than the law in force since {}. The national layer, {}, is laid over it and applies first.",
            day(from),
            law.name
        )
    }))
}

fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

struct Writer<'a> {
    packs: &'a Packs,
    pack: &'a Pack,
    links: Links,
    year_days: u32,
}

impl Writer<'_> {
    fn reading(&self, id: &str) -> Option<Reading> {
        let reading = self.packs.register.reading(id)?;
        Some(Reading {
            id: id.to_owned(),
            matter: reading.matter.replace('`', ""),
            adopted: reading.adopted.replace('`', ""),
        })
    }

    fn chapter(&self, chapter: &text::Chapter) -> Chapter {
        let mut parts = Vec::new();
        // The first title, or the pack itself, is the chapter's own heading.
        let mut is_headed = false;
        for block in &chapter.blocks {
            match block {
                text::Block::Title(..) if !is_headed => is_headed = true,
                text::Block::Title(_, title) => parts.push(Part::Title(title.text.clone())),
                text::Block::Entry(entry) if entry.kind.text == "Pack" => {
                    is_headed = true;
                    let quotes = entry.blocks.iter().filter(|block| matches!(block, text::Block::Quote(_)));
                    parts.extend(quotes.flat_map(|block| self.block(block, "", false)).map(Part::Said));
                }
                text::Block::Entry(entry) => {
                    is_headed = true;
                    parts.push(Part::Entry(self.entry(entry)));
                }
                block => parts.extend(self.block(block, "", false).into_iter().map(Part::Said)),
            }
        }
        Chapter { id: format!("chapter-{}", chapter.slug), title: title(chapter), parts }
    }

    fn entry(&self, entry: &text::Entry) -> Entry {
        let is_plural = entry.name.text.is_empty();
        let name = if is_plural { &entry.kind.text } else { &entry.name.text };
        let (word, ids) = entry.citation.as_ref().map_or(("", Vec::new()), |citation| page::cited(&citation.text));
        let (readings, rows): (Vec<&str>, Vec<&str>) = ids.into_iter().partition(|id| id.starts_with("C-"));
        let sources = page::sources(&rows, &self.packs.register).into_iter();
        let id = slug(name);
        let blocks = entry.blocks.iter().flat_map(|block| self.block(block, &id, is_plural)).collect();
        Entry {
            kind: if is_plural { String::new() } else { entry.kind.text.clone() },
            name: name.clone(),
            strength: Strength::parse(word),
            sources: sources.map(|(heading, rows)| (heading, rows.join(", "))).collect(),
            readings: readings.into_iter().map(str::to_owned).collect(),
            picture: picture::of(self.pack, name, self.year_days).filter(|_| !is_plural),
            blocks,
            id,
        }
    }

    fn block(&self, block: &text::Block, entry: &str, rows_are_entries: bool) -> Vec<Block> {
        match block {
            text::Block::Quote(lines) => {
                let paragraphs = lines.split(|line| line.text.is_empty()).filter(|lines| !lines.is_empty());
                let joined = |lines: &[text::Piece]| {
                    lines.iter().map(|line| line.text.as_str()).collect::<Vec<&str>>().join(" ")
                };
                paragraphs.map(|lines| Block::Paragraph(self.spans(&joined(lines)))).collect()
            }
            text::Block::Points(points) => vec![Block::Points(points.iter().map(|point| self.point(point)).collect())],
            text::Block::Table(table) => vec![Block::Table(self.table(table, entry, rows_are_entries))],
            text::Block::Title(..) | text::Block::Entry(_) => Vec::new(),
        }
    }

    fn point(&self, point: &text::Point) -> Point {
        let below = point.below.iter().map(|point| self.point(point)).collect();
        if point.value.text.is_empty() {
            return Point { key: String::new(), says: self.spans(&point.key.text), below };
        }
        Point { key: point.key.text.clone(), says: self.spans(&point.value.text), below }
    }

    fn table(&self, table: &text::Table, entry: &str, rows_are_entries: bool) -> Table {
        let id = |name: &str| if rows_are_entries { slug(name) } else { index::inside(entry, name) };
        let row = |cells: &Vec<text::Piece>| Row {
            id: cells.first().map_or_else(String::new, |first| id(&first.text)),
            cells: cells.iter().map(|cell| self.spans(&cell.text)).collect(),
        };
        Table {
            header: table.header.iter().map(|cell| cell.text.clone()).collect(),
            rows: table.rows.iter().map(row).collect(),
        }
    }

    fn spans(&self, text: &str) -> Vec<Span> {
        let span = |span| match span {
            page::Span::Words(words) => Span::Words(words),
            page::Span::Emphasis(words) => Span::Emphasis(words),
            page::Span::Code(words) => Span::Code(words),
            page::Span::Reading(id) => Span::Link(id.clone(), id),
            // What stands in a layer below is not in this document.
            page::Span::Name(words, place) if place.pack != self.pack.head.slug => Span::Words(words),
            page::Span::Name(words, place) if place.entry.is_empty() => {
                Span::Link(words, format!("chapter-{}", place.chapter))
            }
            page::Span::Name(words, place) => Span::Link(words, place.entry),
        };
        self.links.spans(text).into_iter().map(span).collect()
    }
}

/// What a chapter is called. One that begins with an example holds nothing else.
fn title(chapter: &text::Chapter) -> String {
    match chapter.blocks.first() {
        Some(text::Block::Entry(entry)) if entry.kind.text == "Example" => String::from("Worked examples"),
        _ => chapter.title().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn places(handbook: &Handbook) -> BTreeSet<&str> {
        let parts = handbook.chapters.iter().flat_map(|chapter| &chapter.parts);
        let entries = parts.filter_map(|part| if let Part::Entry(entry) = part { Some(entry) } else { None });
        let mut places = BTreeSet::new();
        for entry in entries {
            places.insert(entry.id.as_str());
            for block in &entry.blocks {
                if let Block::Table(table) = block {
                    places.extend(table.rows.iter().map(|row| row.id.as_str()));
                }
            }
        }
        places
    }

    #[test]
    fn every_name_of_every_handbook_stands_in_its_index_and_leads_to_its_place() {
        let packs = Packs::built_in().expect("the packs have no fault");
        for (folder, pack) in &packs.packs {
            let handbook = document(&packs, folder).expect("it can be written");
            assert_eq!(handbook.index.len(), pack.rules.heads().len(), "{folder}");
            let places = places(&handbook);
            let lost: Vec<&str> =
                handbook.index.iter().filter(|one| !places.contains(&*one.id)).map(|one| &*one.name).collect();
            assert!(lost.is_empty(), "{folder}: {lost:?}");
            assert_eq!(handbook.chapters.len(), pack.chapters.len(), "{folder}");
        }
    }

    #[test]
    fn a_document_older_than_the_law_says_so_on_its_first_page() {
        let packs = Packs::built_in().expect("the packs have no fault");
        for (folder, pack) in &packs.packs {
            let is_older = packs.rules[folder].younger_law(&pack.head).is_some();
            let handbook = document(&packs, folder).expect("it can be written");
            assert_eq!(handbook.note.contains("older than the law"), is_older, "{folder}");
        }
    }

    #[test]
    fn the_national_layer_and_the_pathway_are_set_on_pages() {
        let packs = Packs::built_in().expect("the packs have no fault");
        for folder in ["england", "lancashire"] {
            let mut handbook = document(&packs, folder).expect("it can be written");
            handbook.chapters.truncate(2);
            let bytes = documents::handbook::pdf(&handbook).unwrap_or_else(|fault| panic!("{folder}: {fault}"));
            assert!(bytes.starts_with(b"%PDF"), "{folder}");
        }
    }
}
