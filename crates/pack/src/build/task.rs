//! Settings, roles, cohorts, flags, lists, tasks, menus and calendars.

use domain::{
    calendar::{Calendar, Closure, ClosureKind, Term},
    rule::{Cohort, Due, Flag, Item, Menu, Setting, Task, Unit},
};

use super::{Builder, Record, record::Field};
use crate::{
    text::{Entry, Piece},
    words,
};

impl Builder {
    pub(super) fn setting(&mut self, record: &mut Record<'_>) {
        let head = self.head(record);
        let changed_by = record.text("may be changed by");
        let Some(value) = record.take("value") else {
            let name = record.name.clone();
            return self.fault(record.chapter, &name, "the setting has no value", "write a value with its unit");
        };
        match words::amount(&value.text) {
            Ok(amount) => self.pack.rules.settings.push(Setting { head, amount, changed_by }),
            Err(what) => self.fault(record.chapter, &value, what, "write a number with its unit, or a time like 08:50"),
        }
    }

    pub(super) fn role(&mut self, record: &mut Record<'_>) {
        let head = self.head(record);
        let held_by = record.text("held by");
        self.pack.roles.push((head.name, held_by));
    }

    pub(super) fn cohort(&mut self, record: &mut Record<'_>) {
        let head = self.head(record);
        let Some(mut field) = record.take_field("comes from") else {
            let name = record.name.clone();
            return self.fault(
                record.chapter,
                &name,
                "nothing says where the cohort comes from",
                "write `recorded`, a condition, or `recorded, or` and a condition",
            );
        };
        let is_recorded = field.value.text == "recorded" || field.value.text.starts_with("recorded, or ");
        let when = match field.value.text.strip_prefix("recorded") {
            Some("") => None,
            rest => {
                if let Some(condition) = rest.and_then(|rest| rest.strip_prefix(", or ")) {
                    field.value.span.column += "recorded, or ".len();
                    field.value.text = condition.to_owned();
                }
                self.condition(record, &field)
            }
        };
        self.pack.rules.cohorts.push(Cohort { head, is_recorded, when });
    }

    pub(super) fn calendar(&mut self, record: &mut Record<'_>, entry: &Entry) {
        let head = self.head(record);
        let (mut terms, mut closures) = (Vec::new(), Vec::new());
        for row in entry.tables().flat_map(|table| &table.rows) {
            let [name, first, last, rest @ ..] = row.as_slice() else { continue };
            let (Some(first), Some(last)) = (self.day(record, first, &first.text), self.day(record, last, &last.text))
            else {
                continue;
            };
            terms.push(Term { name: name.text.clone(), first, last });
            for cell in rest.iter().filter(|cell| !cell.is_empty()) {
                for span in cell.text.split(", ") {
                    let (first, last) = span.split_once(" to ").unwrap_or((span, span));
                    if let (Some(first), Some(last)) = (self.day(record, cell, first), self.day(record, cell, last)) {
                        closures.push(Closure {
                            first,
                            last,
                            kind: ClosureKind::Holiday,
                            label: String::from("closed"),
                        });
                    }
                }
            }
        }
        self.pack.calendars.push((head.name, Calendar::new(terms, closures)));
    }

    fn day(&mut self, record: &Record<'_>, piece: &Piece, text: &str) -> Option<domain::Date> {
        let day = words::date(text);
        if let Err(what) = &day {
            self.fault(record.chapter, piece, what, "");
        }
        day.ok()
    }

    pub(super) fn flag(&mut self, record: &mut Record<'_>, kind: &str) {
        let head = self.head(record);
        let shown_to = words::list(&record.text("shown to"));
        let unless = record.take_field("unless").and_then(|field| self.condition(record, &field));
        let Some(when) = self.when(record) else { return };
        let flag = Flag { head, when, unless, shown_to };
        if kind == "Flag" { self.pack.rules.flags.push(flag) } else { self.pack.rules.lists.push(flag) }
    }

    pub(super) fn when(&mut self, record: &mut Record<'_>) -> Option<domain::rule::Condition> {
        match record.take_field("when") {
            Some(field) => self.condition(record, &field),
            None => {
                let name = record.name.clone();
                self.fault(record.chapter, &name, "nothing says when this is so", "write `when` with a condition");
                None
            }
        }
    }

    pub(super) fn task(&mut self, record: &mut Record<'_>) {
        let head = self.head(record);
        let owner = words::list(&record.text("owner"));
        let opens = record.take("opens").and_then(|cell| words::names(&cell.text).pop());
        let due = match record.take("due") {
            None => Some(Due::Never),
            Some(cell) => self.due(record, &cell),
        };
        let overdue_when = record.take_field("overdue when").and_then(|field| self.condition(record, &field));
        let unless = record.take_field("unless").and_then(|field| self.condition(record, &field));
        let (Some(when), Some(due)) = (self.when(record), due) else { return };
        self.pack.rules.tasks.push(Task { head, when, unless, due, overdue_when, owner, opens });
    }

    fn due(&mut self, record: &Record<'_>, cell: &Piece) -> Option<Due> {
        let amount = words::amount(&cell.text).ok().filter(|amount| {
            matches!(amount.unit, Unit::Days | Unit::SchoolDays | Unit::Weeks) && amount.thousandths % 1000 == 0
        });
        let due = if cell.text == "the same day" { Some(Due::SameDay) } else { amount.map(Due::After) };
        if due.is_none() {
            let help = "write `the same day` or a whole amount such as `5 school days`, `10 days` or `2 weeks`";
            self.fault(record.chapter, cell, "this is no date to be due on", help);
        }
        due
    }

    pub(super) fn menu(&mut self, record: &mut Record<'_>, entry: &Entry) {
        let head = self.head(record);
        let adds_to = words::names(&record.text("adds to"));
        let Some(field) = record.take_field("for") else {
            return self.fault(
                record.chapter,
                &entry.name,
                "nothing says for whom the menu is",
                "write `for` with a condition",
            );
        };
        let Some(when) = self.condition(record, &field) else { return };
        let mut items = Vec::new();
        for table in entry.tables() {
            for row in &table.rows {
                let mut item = Record::of_row(record.chapter, &table.header, row, None);
                items.extend(self.item(&mut item, head.strength));
                item.refuse_unread("menu item", &mut self.faults);
            }
        }
        self.pack.rules.menus.push(Menu { head, when, adds_to, items });
    }

    fn item(&mut self, record: &mut Record<'_>, strength: domain::rule::Strength) -> Option<Item> {
        let mut head = self.head(record);
        head.strength = strength;
        let opens = record.text("opens");
        let opens = words::names(&opens).pop().unwrap_or(opens);
        let when = match record.take_field("when") {
            Some(field) => Some(self.condition(record, &field)?),
            None => None,
        };
        Some(Item { head, opens, when })
    }
}

/// A field made of a piece alone.
pub(super) fn alone(value: Piece) -> Field {
    Field { value, ..Field::default() }
}
