//! Words inside a line: names become links, codes and emphasis are marked, everything else is escaped.

use std::collections::BTreeMap;

use domain::rule::slug;

use crate::{Pack, text::Block};

/// Where each name of the layers leads.
pub(super) struct Links(BTreeMap<String, String>);

impl Links {
    pub(super) fn new(packs: &[&Pack]) -> Links {
        let mut links = BTreeMap::new();
        for pack in packs {
            for chapter in &pack.chapters {
                let place = |name: &str| format!("/handbook/{}/{}#{}", pack.head.slug, chapter.slug, slug(name));
                for entry in chapter.entries() {
                    if entry.kind.text == "Pack" {
                        let place = format!("/handbook/{}/{}", pack.head.slug, chapter.slug);
                        links.insert(entry.name.text.clone(), place);
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

    /// `text` as HTML.
    pub(super) fn inline(&self, text: &str) -> String {
        let mut html = String::with_capacity(text.len() + 32);
        let mut rest = text;
        while let Some(at) = rest.find(['[', '`', '*']) {
            html.push_str(&with_readings(&rest[..at]));
            let (open, inside) = (rest.as_bytes()[at], &rest[at + 1..]);
            let close = if open == b'[' { ']' } else { char::from(open) };
            let Some((words, after)) = inside.split_once(close).filter(|(words, _)| !words.is_empty()) else {
                html.push_str(&escaped(&rest[at..=at]));
                rest = inside;
                continue;
            };
            html.push_str(&self.marked(open, words));
            rest = after;
        }
        html.push_str(&with_readings(rest));
        html
    }

    fn marked(&self, open: u8, words: &str) -> String {
        match (open, self.0.get(words)) {
            (b'[', Some(place)) => format!("<a class=\"govuk-link\" href=\"{place}\">{}</a>", escaped(words)),
            (b'[', None) => escaped(words),
            (b'`', _) => format!("<code>{}</code>", escaped(words)),
            _ => format!("<em>{}</em>", escaped(words)),
        }
    }
}

/// Plain words, with each number of a reading linked to where the page says what it is.
fn with_readings(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("C-") {
        let end = rest[at..].find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
        let id = &rest[at..end.map_or(rest.len(), |end| at + end)];
        html.push_str(&escaped(&rest[..at]));
        let is_reading = id.ends_with(|letter: char| letter.is_ascii_digit()) && id.matches('-').count() == 2;
        if is_reading {
            html.push_str(&format!("<a class=\"govuk-link\" href=\"#{}\">{id}</a>", id.to_lowercase()));
        } else {
            html.push_str(id);
        }
        rest = &rest[at + id.len()..];
    }
    html.push_str(&escaped(rest));
    html
}

pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
