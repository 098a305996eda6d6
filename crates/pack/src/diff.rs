//! What one pack says otherwise than another: two editions of a handbook, or two authorities, in plain English.

use std::collections::BTreeMap;

use crate::{
    Pack,
    build::Record,
    text::{Entry, Piece, Point, Table, of_plural},
};

/// One thing that is said otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// An entry that only the second pack has: its kind and name, and what it says.
    Added(String, Vec<String>),
    /// An entry that only the first pack has.
    Removed(String),
    /// An entry that the second pack calls something else.
    Renamed(String, String),
    /// An entry of both, with each difference as a sentence.
    Changed(String, Vec<String>),
}

/// Everything that `new` says otherwise than `old`, in the order of `new`, then what it has no longer. Examples and commentary
/// are left out: they decide nothing.
pub fn changes(old: &Pack, new: &Pack) -> Vec<Change> {
    let (before, after) = (entries(old), entries(new));
    let known = |all: &[Said], title: &str| all.iter().any(|one| one.title == title);
    let gone: Vec<&Said> = before.iter().filter(|one| !known(&after, &one.title)).collect();
    let mut renamed: Vec<&str> = Vec::new();
    let mut changes = Vec::new();
    for one in &after {
        if let Some(same) = before.iter().find(|other| other.title == one.title) {
            let lines = differences(same, one);
            if !lines.is_empty() {
                changes.push(Change::Changed(one.title.clone(), lines));
            }
            continue;
        }
        let is_same = |other: &&&Said| {
            other.kind == one.kind && other.lines == one.lines && !renamed.contains(&other.title.as_str())
        };
        match gone.iter().find(is_same) {
            Some(other) => {
                renamed.push(&other.title);
                changes.push(Change::Renamed(other.title.clone(), one.title.clone()));
            }
            None => {
                let lines = one.lines.iter().map(|(key, value)| format!("{key}: {value}")).collect();
                changes.push(Change::Added(one.title.clone(), lines));
            }
        }
    }
    let gone = gone.into_iter().filter(|one| !renamed.contains(&one.title.as_str()));
    changes.extend(gone.map(|one| Change::Removed(one.title.clone())));
    changes
}

/// The changes as lines of text, and how many there are of each sort at the end.
pub fn render(changes: &[Change]) -> String {
    let mut text = String::new();
    let mut counts = [0_usize; 4];
    for change in changes {
        let (place, head, lines) = match change {
            Change::Added(title, lines) => (0, format!("new: {title}"), lines.as_slice()),
            Change::Changed(title, lines) => (1, format!("changed: {title}"), lines.as_slice()),
            Change::Renamed(old, new) => (2, format!("renamed: {old} is now {new}"), &[][..]),
            Change::Removed(title) => (3, format!("gone: {title}"), &[][..]),
        };
        counts[place] += 1;
        text.push_str(&head);
        text.push('\n');
        lines.iter().for_each(|line| text.push_str(&format!("    {line}\n")));
    }
    let [added, changed, renamed, gone] = counts;
    text.push_str(&format!("{added} new, {changed} changed, {renamed} renamed, {gone} gone\n"));
    text
}

/// What an entry says, key by key.
struct Said {
    kind: String,
    title: String,
    lines: BTreeMap<String, String>,
}

fn entries(pack: &Pack) -> Vec<Said> {
    let mut all = Vec::new();
    for chapter in &pack.chapters {
        for entry in chapter.entries() {
            let is_plural = entry.name.text.is_empty();
            let kind = of_plural(&entry.kind.text).filter(|_| is_plural).unwrap_or(&entry.kind.text).to_owned();
            if kind == "Example" || kind == "Calendar" {
                continue;
            }
            for record in Record::all(chapter, entry, is_plural) {
                let title = format!("{kind} `{}`", record.name.text);
                let mut lines: BTreeMap<String, String> = BTreeMap::new();
                let citation = record.citation.as_ref().map(|citation| citation.text.clone());
                lines.extend(citation.map(|text| (String::from("rests on"), text)));
                lines.extend(record.fields().map(|(key, value, below)| (key.text.clone(), said(value, below))));
                if !is_plural {
                    lines.extend(rows(entry));
                }
                all.push(Said { kind: kind.clone(), title, lines });
            }
        }
    }
    all
}

/// A value with the points below it, on one line.
fn said(value: &Piece, below: &[Point]) -> String {
    let points = below.iter().map(|point| said(&point.key, &point.below));
    let parts: Vec<String> =
        std::iter::once(value.text.clone()).chain(points).filter(|part| !part.is_empty()).collect();
    parts.join("; ")
}

/// The rows of an entry's own tables: bands, stages, items, parts, cases of a decision.
fn rows(entry: &Entry) -> Vec<(String, String)> {
    entry.tables().flat_map(|table| table.rows.iter().map(move |row| of_row(table, row))).collect()
}

fn of_row(table: &Table, row: &[Piece]) -> (String, String) {
    let first = table.header.first().map_or("", |cell| cell.text.as_str());
    let name = row.first().map_or("", |cell| cell.text.as_str());
    let cells = table.header.iter().zip(row).skip(1).filter(|(_, cell)| !cell.is_empty());
    let cells: Vec<String> = cells.map(|(key, cell)| format!("{} {}", key.text, cell.text)).collect();
    (format!("{first} {name}"), cells.join(", "))
}

fn differences(old: &Said, new: &Said) -> Vec<String> {
    let mut lines = Vec::new();
    for (key, value) in &new.lines {
        match old.lines.get(key) {
            Some(before) if before == value => {}
            Some(before) => lines.push(format!("{key} was {}, and is {}", shown(before), shown(value))),
            None => lines.push(format!("{key} is new: {}", shown(value))),
        }
    }
    let gone = old.lines.iter().filter(|(key, _)| !new.lines.contains_key(*key));
    lines.extend(gone.map(|(key, value)| format!("{key} is gone: it was {}", shown(value))));
    lines
}

fn shown(value: &str) -> String {
    if value.is_empty() { String::from("empty") } else { format!("`{value}`") }
}
