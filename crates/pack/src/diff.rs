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
    for word in after.iter().flat_map(|one| &one.words) {
        before.iter_mut().for_each(|one| one.word_anew(word));
    }
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
        changes.extend(one.words.iter().filter_map(|word| word.renamed(&one.title, from_of(from, &before, one)?)));
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

/// The entry of the first pack that `one` was: by the name that it has, or had.
fn from_of<'a>(from: Option<&'a Said>, before: &'a [Said], one: &Said) -> Option<&'a Said> {
    from.or_else(|| before.iter().find(|other| other.title == one.title))
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
    /// Its bands, stages, parts and items, outcomes and values that were called otherwise.
    words: Vec<Word>,
    /// Names of its rows, and its outcomes and values, as they stood before anything of them was called anew.
    has: Vec<String>,
}

/// A row of an entry, or one of its outcomes or values, with the names that it had before.
#[derive(Debug, Clone)]
struct Word {
    /// What it is: `band`, `stage`, `ends as`, `values`.
    kind: String,
    /// The entry.
    of: String,
    now: String,
    formerly: Vec<String>,
}

impl Word {
    /// The change that it is for `before`, the entry as it was; nothing where it had its name already.
    fn renamed(&self, title: &str, before: &Said) -> Option<Change> {
        let old = self.formerly.iter().find(|old| before.has.contains(old))?;
        let is_row = !["ends as", "values"].contains(&self.kind.as_str());
        let kind = if is_row { self.kind.as_str() } else { "value" };
        (!before.has.contains(&self.now))
            .then(|| Change::Renamed(format!("{kind} `{old}` of {title}"), format!("{kind} `{}`", self.now)))
    }
}

impl Said {
    /// What it says where a row or value of something that it names is called something else.
    fn word_anew(&mut self, word: &Word) {
        let is_own = self.name == word.of;
        for old in &word.formerly {
            let (now, of) = (&word.now, &word.of);
            let mut pairs = vec![(format!("[{old}]"), format!("[{now}]"))];
            for between in ["is", "is not", "as"] {
                pairs.push((format!("[{of}] {between} \"{old}\""), format!("[{of}] {between} \"{now}\"")));
            }
            if matches!(word.kind.as_str(), "ends as" | "values") {
                pairs.remove(0);
            }
            self.lines.values_mut().for_each(|value| {
                *value = pairs.iter().fold(value.clone(), |value, (from, to)| value.replace(from, to));
            });
            if is_own && let Some(value) = self.lines.remove(&format!("{} {old}", word.kind)) {
                self.lines.insert(format!("{} {now}", word.kind), value);
            }
            if is_own && let Some(value) = self.lines.get_mut(&word.kind) {
                *value = value.replace(&format!("\"{old}\""), &format!("\"{now}\""));
            }
        }
    }

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
                let name = record.name.text.clone();
                let (mut words, mut has) = (Vec::new(), Vec::new());
                for key in ["ends as", "values"] {
                    let Some(value) = lines.get_mut(key) else { continue };
                    let all = words::values_formerly(value);
                    *value = all.iter().map(|(now, _)| format!("\"{now}\"")).collect::<Vec<_>>().join(", ");
                    has.extend(all.iter().map(|(now, _)| now.clone()));
                    let renamed = all.into_iter().filter(|(_, old)| !old.is_empty());
                    let word = |(now, formerly)| Word { kind: key.to_owned(), of: name.clone(), now, formerly };
                    words.extend(renamed.map(word));
                }
                if !is_plural {
                    lines.extend(rows(entry));
                    words.extend(entry.tables().flat_map(|table| words_of(table, &name)));
                    has.extend(
                        entry.tables().flat_map(|table| &table.rows).filter_map(|row| Some(row.first()?.text.clone())),
                    );
                }
                all.push(Said { kind: kind.clone(), name, title, formerly, lines, words, has });
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
    let is_said = |(key, cell): &(&Piece, &Piece)| !cell.is_empty() && key.text != "formerly";
    let cells = table.header.iter().zip(row).skip(1).filter(is_said);
    let cells: Vec<String> = cells.map(|(key, cell)| format!("{} {}", key.text, cell.text)).collect();
    (format!("{first} {name}"), cells.join(", "))
}

/// The rows of `table` that say what they were called before.
fn words_of(table: &Table, of: &str) -> Vec<Word> {
    let Some(column) = table.header.iter().position(|cell| cell.text == "formerly") else { return Vec::new() };
    let kind = table.header.first().map_or("", |cell| cell.text.as_str());
    let rows = table.rows.iter().filter_map(|row| Some((row.first()?, words::values(&row.get(column)?.text))));
    let renamed = rows.filter(|(_, formerly)| !formerly.is_empty());
    let word =
        |(now, formerly): (&Piece, _)| Word { kind: kind.into(), of: of.into(), now: now.text.clone(), formerly };
    renamed.map(word).collect()
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
