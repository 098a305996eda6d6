//! What an entry was called before, and whose place it takes.

use domain::rule::{Earlier, Head, Succession};

use super::{Builder, Record};
use crate::{
    text::{Chapter, Piece},
    words,
};

impl Builder {
    /// Reads `formerly`, `replaces` and `may be replaced by`.
    pub(super) fn succession(&mut self, record: &mut Record<'_>) -> Succession {
        let mut succession = Succession::default();
        if let Some(cell) = record.take("formerly") {
            let names = words::values(&cell.text);
            if names.is_empty() {
                let help = "write the old name in quotation marks, several parted by commas";
                self.fault(record.chapter, &cell, "this is no former name", help);
            }
            let pack = &self.pack.head.slug;
            succession.earlier = names.into_iter().map(|name| Earlier { pack: pack.clone(), name }).collect();
        }
        if let Some(cell) = record.take("replaces") {
            succession.replaces = words::names(&cell.text).pop();
            if succession.replaces.is_none() {
                let help = "name one entry in square brackets";
                self.fault(record.chapter, &cell, "this does not say whose place it takes", help);
            }
        }
        if let Some(cell) = record.take("may be replaced by") {
            let layers = words::list(&cell.text);
            // A layer may leave it to those above it, and to no other.
            let above: &[&str] = match self.pack.head.kind.as_str() {
                "national" => &["authority", "school"],
                "authority" => &["school"],
                _ => &[],
            };
            if layers.iter().all(|layer| above.contains(&layer.as_str())) {
                succession.replaceable_by = layers;
            } else {
                let help = match above {
                    [] => String::from("leave it out"),
                    above => format!("write {}, or leave it out", above.join(", ")),
                };
                self.fault(record.chapter, &cell, "only a pack above this one may take the place of an entry", &help);
            }
        }
        succession
    }

    /// Reads the outcomes or values under `key`, and what they were called before.
    pub(super) fn outcomes(&mut self, record: &mut Record<'_>, key: &str) -> Vec<String> {
        let Some(cell) = record.take(key) else { return Vec::new() };
        let all = words::values_formerly(&cell.text);
        for (now, old) in &all {
            self.called_before(record, &cell, now, old, &all.iter().map(|(now, _)| now.as_str()).collect::<Vec<_>>());
        }
        all.into_iter().map(|(now, _)| now).collect()
    }

    /// Reads `formerly` of the rows of a set of bands or of stages. `rows` are the names of them all.
    pub(super) fn row_formerly(&mut self, entry: &str, row: &mut Record<'_>, rows: &[&str]) {
        let Some(cell) = row.take("formerly") else { return };
        let old = words::values(&cell.text);
        if old.is_empty() {
            let help = "write the old name in quotation marks, several parted by commas";
            self.fault(row.chapter, &cell, "this is no former name", help);
        }
        let now = row.name.text.clone();
        self.keep_former(row.chapter, &cell, (entry, &now), &old, rows);
    }

    fn called_before(&mut self, record: &Record<'_>, cell: &Piece, now: &str, old: &[String], all: &[&str]) {
        let entry = record.name.text.clone();
        self.keep_former(record.chapter, cell, (&entry, now), old, all);
    }

    fn keep_former(
        &mut self,
        chapter: &Chapter,
        cell: &Piece,
        (entry, now): (&str, &str),
        old: &[String],
        all: &[&str],
    ) {
        for old in old {
            let words = self.pack.rules.renamed_words.entry(entry.to_owned()).or_default();
            let what = match words.get(old) {
                _ if all.contains(&old.as_str()) => format!("`{old}` is still one of `{entry}`"),
                Some(other) => format!("`{other}` and `{now}` of `{entry}` were both called `{old}`"),
                None => {
                    words.insert(old.clone(), now.to_owned());
                    continue;
                }
            };
            self.fault(chapter, cell, &what, "a former name belongs to one thing that has another name now");
        }
    }

    /// Examples and calendars are not recorded under their names, and nothing stands above them.
    pub(super) fn refuse_succession(&mut self, record: &Record<'_>, head: &Head) {
        if head.succession != Succession::default() {
            let help = "leave out `formerly` and `replaces`, and call it what you like";
            self.fault(record.chapter, &record.name.clone(), "nothing is on record under this name", help);
        }
    }
}
