//! Stages, and limits on what may be done.

use domain::rule::{Limit, Stage, StageLimit, Stages};

use super::{Builder, Record};
use crate::{
    condition::{Said, Use, Wanted},
    text::{Entry, Piece},
    words,
};

impl Builder {
    pub(super) fn stages(&mut self, record: &mut Record<'_>, entry: &Entry) {
        let head = self.head(record);
        let Some(table) = entry.tables().next() else {
            let help = "write a table with a stage a row, and `entered by` beside it";
            return self.fault(record.chapter, &entry.name, "the stages have no table", help);
        };
        let mut stages = Vec::new();
        let names: Vec<&str> = table.rows.iter().filter_map(|row| row.first()).map(|cell| cell.text.as_str()).collect();
        for row in &table.rows {
            let mut row = Record::of_row(record.chapter, &table.header, row, None);
            self.row_formerly(&head.name, &mut row, &names);
            self.refuse_same_row(&row, &names, "stage");
            stages.extend(self.stage(&mut row));
            row.refuse_unread("stage", &mut self.faults);
        }
        if stages.len() == table.rows.len() && stages.iter().filter(|stage| stage.is_start).count() != 1 {
            let help = "write `start` under `entered by` of the stage in which a case begins, and of no other";
            self.fault(record.chapter, &entry.name, "a case has to begin in exactly one stage", help);
        }
        self.pack.rules.stages.push(Stages { head, stages });
    }

    fn stage(&mut self, record: &mut Record<'_>) -> Option<Stage> {
        let Some(cell) = record.take("entered by") else {
            let name = record.name.clone();
            let help = "name the step that leads into it, or write `start`";
            self.fault(record.chapter, &name, "no case ever comes into this stage", help);
            return None;
        };
        let (mut is_start, mut entered_by) = (false, Vec::new());
        for part in words::parted(&cell.text) {
            match (part, words::names(part).pop()) {
                ("start", _) => is_start = true,
                (_, Some(name)) => {
                    let outcome = words::values(part).pop();
                    if let Some(value) = &outcome {
                        self.leads_in(record, &cell, &name, value);
                    }
                    entered_by.push((name, outcome));
                }
                _ => self.fault(
                    record.chapter,
                    &cell,
                    "this does not lead into a stage",
                    "write `start`, `[X]` or `[X] as \"outcome\"`",
                ),
            }
        }
        let limit = match record.take("limit") {
            Some(cell) if cell.text == "one half term" => Some(StageLimit::HalfTerm),
            Some(cell) => Some(StageLimit::Amount(self.limit_of(record, &cell)?)),
            None => None,
        };
        let (name, line) = (record.name.text.clone(), record.name.span.line);
        Some(Stage { name, is_start, entered_by, limit, led_by: words::list(&record.text("led by")), line })
    }

    /// What leads into a stage has to come to the outcome that it names.
    fn leads_in(&mut self, record: &Record<'_>, cell: &Piece, name: &str, value: &str) {
        let path = record.chapter.path.clone();
        let at = |text: &str| cell.text.find(text).unwrap_or(0);
        let said_at = cell.part(at(&format!("\"{value}\"")), value.chars().count() + 2);
        let span = cell.part(at(&format!("[{name}]")) + 1, name.chars().count());
        let (name, said) = (name.to_owned(), Said::Value(value.to_owned()));
        self.pack.uses.push(Use { name, wanted: Wanted::Action, said, path, span, said_at });
    }

    fn limit_of(&mut self, record: &Record<'_>, cell: &Piece) -> Option<domain::rule::Amount> {
        let amount = super::due::whole(&cell.text);
        if amount.is_none() {
            let help = "write `one half term` or an amount such as `6 weeks`";
            self.fault(record.chapter, cell, "this does not say how long a case may stay", help);
        }
        amount
    }

    pub(super) fn limit(&mut self, record: &mut Record<'_>) {
        let head = self.head(record);
        let on = record.take("on").and_then(|cell| words::names(&cell.text).pop());
        let otherwise = record.take("otherwise").and_then(|cell| words::values(&cell.text).pop());
        let allows = record.take_field("allows").and_then(|field| self.condition(record, &field));
        let (Some(on), Some(allows)) = (on, allows) else {
            let name = record.name.clone();
            let help = "write `on: [Thing]` and `allows:` with a condition";
            return self.fault(record.chapter, &name, "nothing says what is limited, and to what", help);
        };
        let otherwise = otherwise.unwrap_or_else(|| head.name.clone());
        // What is filled in for the thing that is limited may be asked about here: its pack may be another one.
        for (field, path, span) in std::mem::take(&mut self.fields) {
            let (name, said) = (on.clone(), Said::FilledIn(field));
            self.pack.uses.push(Use { name, wanted: Wanted::Action, said, path, span, said_at: span });
        }
        self.pack.rules.limits.push(Limit { head, on, allows, otherwise });
    }
}
