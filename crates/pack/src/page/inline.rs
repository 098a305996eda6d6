//! Words inside a line: names become links, codes and emphasis are marked, everything else is escaped.

use std::collections::BTreeMap;

use domain::rule::slug;

use crate::{Pack, text::Block};

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// Plain words.
    Words(String),
    /// Words that are stressed.
    Emphasis(String),
    /// A code or a field, as it is typed.
    Code(String),
    /// A name, and where the handbook says what it is.
    Name(String, Place),
    /// The number of a reading.
    Reading(String),
}

/// Where a name leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The folder name of the pack.
    pub pack: String,
    /// The chapter.
    pub chapter: String,
    /// The entry in it; empty for the chapter as a whole.
    pub entry: String,
}

impl Place {
    fn address(&self) -> String {
        let entry = if self.entry.is_empty() { String::new() } else { format!("#{}", self.entry) };
        format!("/handbook/{}/{}{entry}", self.pack, self.chapter)
    }
}

/// Where each name of the layers leads.
#[derive(Debug)]
pub struct Links(BTreeMap<String, Place>);

impl Links {
    /// The names of `packs`, lowest layer first: an upper one takes the place of a lower one.
    pub fn new(packs: &[&Pack]) -> Links {
        let mut links = BTreeMap::new();
        for pack in packs {
            for chapter in &pack.chapters {
                let place = |name: &str| Place {
                    pack: pack.head.slug.clone(),
                    chapter: chapter.slug.clone(),
                    entry: slug(name),
                };
                for entry in chapter.entries() {
                    if entry.kind.text == "Pack" {
                        links.insert(entry.name.text.clone(), place(""));
                        continue;
                    }
                    if !entry.name.text.is_empty() {
                        links.insert(entry.name.text.clone(), place(&entry.name.text));
                    }
                    let is_plural = entry.name.text.is_empty();
                    let holder = if is_plural { None } else { Some(entry.name.text.clone()) };
                    for table in entry
                        .blocks
                        .iter()
                        .filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None })
                    {
                        for first in table.rows.iter().filter_map(|row| row.first()) {
                            let target = holder.clone().unwrap_or_else(|| first.text.clone());
                            links
                                .entry(first.text.trim_matches(['[', ']']).to_owned())
                                .or_insert_with(|| place(&target));
                        }
                    }
                }
            }
        }
        Links(links)
    }

    /// `text` in pieces.
    pub fn spans(&self, text: &str) -> Vec<Span> {
        let mut spans = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find(['[', '`', '*']) {
            with_readings(&rest[..at], &mut spans);
            let (open, inside) = (rest.as_bytes()[at], &rest[at + 1..]);
            let close = if open == b'[' { ']' } else { char::from(open) };
            let Some((words, after)) = inside.split_once(close).filter(|(words, _)| !words.is_empty()) else {
                spans.push(Span::Words(rest[at..=at].to_owned()));
                rest = inside;
                continue;
            };
            spans.push(self.marked(open, words));
            rest = after;
        }
        with_readings(rest, &mut spans);
        spans
    }

    fn marked(&self, open: u8, words: &str) -> Span {
        match (open, self.0.get(words)) {
            (b'[', Some(place)) => Span::Name(words.to_owned(), place.clone()),
            (b'[', None) => Span::Words(words.to_owned()),
            (b'`', _) => Span::Code(words.to_owned()),
            _ => Span::Emphasis(words.to_owned()),
        }
    }

    /// `text` as HTML.
    pub(super) fn inline(&self, text: &str) -> String {
        self.spans(text).iter().map(html).collect()
    }
}

fn html(span: &Span) -> String {
    match span {
        Span::Words(words) => escaped(words),
        Span::Emphasis(words) => format!("<em>{}</em>", escaped(words)),
        Span::Code(words) => format!("<code>{}</code>", escaped(words)),
        Span::Name(words, place) => {
            format!("<a class=\"govuk-link\" href=\"{}\">{}</a>", place.address(), escaped(words))
        }
        Span::Reading(id) => format!("<a class=\"govuk-link\" href=\"#{}\">{id}</a>", id.to_lowercase()),
    }
}

/// Plain words, with each number of a reading apart.
fn with_readings(text: &str, spans: &mut Vec<Span>) {
    let (mut rest, mut from) = (text, 0);
    while let Some(at) = rest[from..].find("C-").map(|at| from + at) {
        let end = rest[at..].find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
        let id = &rest[at..end.map_or(rest.len(), |end| at + end)];
        from = at + id.len();
        if id.ends_with(|letter: char| letter.is_ascii_digit()) && id.matches('-').count() == 2 {
            if at > 0 {
                spans.push(Span::Words(rest[..at].to_owned()));
            }
            spans.push(Span::Reading(id.to_owned()));
            (rest, from) = (&rest[from..], 0);
        }
    }
    if !rest.is_empty() {
        spans.push(Span::Words(rest.to_owned()));
    }
}

pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
