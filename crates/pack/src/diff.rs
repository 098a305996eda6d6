//! What one pack says otherwise than another: two editions of a handbook, or two authorities, in plain English.

use std::collections::BTreeMap;

use crate::{
    Pack,
    build::Record,
    text::{Entry, Piece, Point, Table, of_plural},
    words,
};

/// One thing that is said otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// An entry that only the second pack has: its kind and name, and what it says.
    Added(String, Vec<String>),
    /// An entry that only the first pack has.
    Removed(String),
    /// An entry that the second pack calls something else, and says so with `formerly`.
    Renamed(String, String),
    /// An entry that is gone, and a new one that says the same under another name. Nothing ties them together: what is on record
    /// under the old name does not count for the new one.
    Alike(String, String),
    /// An entry of both, with each difference as a sentence.
    Changed(String, Vec<String>),
}

/// Everything that `new` says otherwise than `old`, in the order of `new`, then what it has no longer. Examples and commentary
/// are left out: they decide nothing.
pub fn changes(old: &Pack, new: &Pack) -> Vec<Change> {
    let (mut before, after) = (entries(old), entries(new));
    let renamed = renamed(&before, &after);
    for (from, to) in &renamed {
        before.iter_mut().for_each(|one| one.call_anew(&from.name, &to.name));
    }
    let renamed: Vec<(&Said, &Said)> = renamed
        .iter()
        .filter_map(|(from, to)| Some((before.iter().find(|one| one.title == from.title)?, to)))
        .collect();
    let known = |all: &[Said], title: &str| all.iter().any(|one| one.title == title);
    let is_renamed = |title: &str| renamed.iter().any(|(from, _)| from.title == title);
    let mut gone: Vec<&Said> =
        before.iter().filter(|one| !known(&after, &one.title) && !is_renamed(&one.title)).collect();
    let mut changes = Vec::new();
    for one in &after {
        let from = renamed.iter().find(|(_, to)| to.title == one.title).map(|(from, _)| *from);
        if let Some(from) = from {
            changes.push(Change::Renamed(from.title.clone(), one.title.clone()));
        }
        if let Some(same) = from.or_else(|| before.iter().find(|other| other.title == one.title)) {
            let lines = differences(same, one);
            if !lines.is_empty() {
                changes.push(Change::Changed(one.title.clone(), lines));
            }
            continue;
        }
        match gone.iter().position(|other| other.kind == one.kind && other.lines == one.lines) {
            Some(at) => changes.push(Change::Alike(gone.remove(at).title.clone(), one.title.clone())),
            None => {
                let lines = one.lines.iter().map(|(key, value)| format!("{key}: {value}")).collect();
                changes.push(Change::Added(one.title.clone(), lines));
            }
        }
    }
    changes.extend(gone.into_iter().map(|one| Change::Removed(one.title.clone())));
    changes
}

/// Entries that are called something else, by what they are and what they were.
fn renamed(before: &[Said], after: &[Said]) -> Vec<(Said, Said)> {
    let was = |one: &Said, other: &Said| {
        other.kind == one.kind
            && one.formerly.contains(&other.name)
            && !after.iter().any(|known| known.title == other.title)
    };
    let is_new = |one: &&Said| before.iter().all(|other| other.title != one.title);
    let pair = |one: &Said| Some((before.iter().find(|other| was(one, other))?.clone(), one.clone()));
    after.iter().filter(is_new).filter_map(pair).collect()
}

/// The changes as lines of text, and how many there are of each sort at the end.
pub fn render(changes: &[Change]) -> String {
    let mut text = String::new();
    let mut counts = [0_usize; 5];
    for change in changes {
        let (place, head, lines) = match change {
            Change::Added(title, lines) => (0, format!("new: {title}"), lines.as_slice()),
            Change::Changed(title, lines) => (1, format!("changed: {title}"), lines.as_slice()),
            Change::Renamed(old, new) => (2, format!("renamed: {old} is now {new}"), &[][..]),
            Change::Removed(title) => (3, format!("gone: {title}"), &[][..]),
            Change::Alike(old, new) => (4, format!("alike: {old} is gone, and {new} says the same"), &[][..]),
        };
        counts[place] += 1;
        text.push_str(&head);
        text.push('\n');
        lines.iter().for_each(|line| text.push_str(&format!("    {line}\n")));
    }
    let [added, changed, renamed, gone, alike] = counts;
    text.push_str(&format!("{added} new, {changed} changed, {renamed} renamed, {alike} alike, {gone} gone\n"));
    text
}

/// What an entry says, key by key.
#[derive(Debug, Clone)]
struct Said {
    kind: String,
    name: String,
    title: String,
    /// The names that it had before.
    formerly: Vec<String>,
    lines: BTreeMap<String, String>,
}

impl Said {
    /// What it says where something that it names is called something else.
    fn call_anew(&mut self, from: &str, to: &str) {
        let (from, to) = (format!("[{from}]"), format!("[{to}]"));
        self.lines.values_mut().for_each(|value| *value = value.replace(&from, &to));
    }
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
                let (former, fields): (Vec<_>, Vec<_>) = record.fields().partition(|(key, ..)| key.text == "formerly");
                lines.extend(fields.into_iter().map(|(key, value, below)| (key.text.clone(), said(value, below))));
                let formerly = former.into_iter().flat_map(|(_, value, _)| words::values(&value.text)).collect();
                if !is_plural {
                    lines.extend(rows(entry));
                }
                all.push(Said { kind: kind.clone(), name: record.name.text.clone(), title, formerly, lines });
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
