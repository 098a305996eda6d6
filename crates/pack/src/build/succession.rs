//! What an entry was called before, and whose place it takes.

use domain::rule::{Earlier, Head, Succession};

use super::{Builder, Record};
use crate::words;

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
            if cell.text == "school" {
                succession.replaceable_by = cell.text;
            } else {
                let help = "write `school`, or leave it out";
                self.fault(record.chapter, &cell, "only a school may take the place of an entry", help);
            }
        }
        succession
    }

    /// Examples and calendars are not recorded under their names, and nothing stands above them.
    pub(super) fn refuse_succession(&mut self, record: &Record<'_>, head: &Head) {
        if head.succession != Succession::default() {
            let help = "leave out `formerly` and `replaces`, and call it what you like";
            self.fault(record.chapter, &record.name.clone(), "nothing is on record under this name", help);
        }
    }
}
