//! Settings, roles, cohorts, flags, lists, tasks, menus and calendars.

use domain::{
    calendar::{Calendar, Closure, ClosureKind, Term},
    rule::{About, Cohort, Flag, Item, Menu, Role, Setting, Task, Test, Tighter, Value},
};

use super::{Builder, Record, record::Field};
use crate::{
    text::{Entry, Piece},
    words,
};

/// Who a role can be in the program.
const HOLDERS: [&str; 9] = [
    "class teacher",
    "school office",
    "attendance lead",
    "headteacher",
    "governor",
    "authority attendance officer",
    "administrator",
    "partner",
    "parent",
];

impl Builder {
    pub(super) fn setting(&mut self, record: &mut Record<'_>) {
        let head = self.head(record);
        let changed_by = record.text("may be changed by");
        let tightens = record.take("tightens").and_then(|cell| words::names(&cell.text).pop());
        let tightened = match record.take("may be tightened") {
            None => None,
            Some(cell) => self.tighter(record, &cell),
        };
        let Some(cell) = record.take("value") else {
            let name = record.name.clone();
            return self.fault(record.chapter, &name, "the setting has no value", "write a value with its unit");
        };
        let value = match words::values(&cell.text).pop() {
            Some(words) => Ok(Value::Words(words)),
            None => words::amount(&cell.text).map(Value::Amount),
        };
        match value {
            Ok(value) => self.pack.rules.settings.push(Setting { head, value, changed_by, tightened, tightens }),
            Err(what) => {
                let help = "write a number with its unit, a time like 08:50, or words in quotation marks";
                self.fault(record.chapter, &cell, what, help);
            }
        }
    }

    fn tighter(&mut self, record: &Record<'_>, cell: &Piece) -> Option<Tighter> {
        match cell.text.as_str() {
            "lower" | "earlier" => Some(Tighter::Lower),
            "higher" | "later" => Some(Tighter::Higher),
            _ => {
                self.fault(record.chapter, cell, "this is no way to move", "say lower, higher, earlier or later");
                None
            }
        }
    }

    pub(super) fn role(&mut self, record: &mut Record<'_>) {
        let head = self.head(record);
        let held_by = record.take("held by").unwrap_or_default();
        if !HOLDERS.contains(&held_by.text.as_str()) {
            let help = format!("say one of {}", HOLDERS.join(", "));
            let at = if held_by.text.is_empty() { record.name.clone() } else { held_by.clone() };
            self.fault(record.chapter, &at, "nothing says who that is in the program", &help);
        }
        self.pack.rules.roles.push(Role { head, held_by: held_by.text });
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
        self.refuse_succession(record, &head);
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

    pub(crate) fn day(&mut self, record: &Record<'_>, piece: &Piece, text: &str) -> Option<domain::Date> {
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
        let stands_until = record.take("stands").and_then(|cell| self.stands_until(record, &cell));
        let Some(when) = self.when(record) else { return };
        let flag = Flag { head, when, unless, shown_to, stands_until };
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

    /// `until [X] is issued`.
    fn stands_until(&mut self, record: &Record<'_>, cell: &Piece) -> Option<Test> {
        let ends = super::action::cut(cell, "until ").1;
        let condition = ends.and_then(|piece| self.condition(record, &alone(piece)));
        match condition {
            Some(domain::rule::Condition::Atom(atom))
                if !atom.is_negated && matches!(atom.test, Test::Done { .. } | Test::EndedAs { .. }) =>
            {
                Some(atom.test)
            }
            _ => {
                self.fault(
                    record.chapter,
                    cell,
                    "nothing says until when it stands",
                    "write it like `until [X] is issued`",
                );
                None
            }
        }
    }

    pub(super) fn task(&mut self, record: &mut Record<'_>) {
        let head = self.head(record);
        let about = self.about(record, About::Pupil);
        let owner = words::list(&record.text("owner"));
        let to = words::list(&record.text("to"));
        let opens = record.take("opens").and_then(|cell| words::names(&cell.text).pop());
        let every = record.take("every").map(|cell| self.every(record, &cell));
        let due = record.take("due").map(|cell| self.due(record, &cell));
        let no_later_than = record.take("no later than").and_then(|cell| self.due(record, &cell));
        let arises_anew = record.take("again").is_some_and(|cell| {
            let is_known = cell.text == "when it arises anew";
            if !is_known {
                self.fault(record.chapter, &cell, "this is not said of a task", "write `when it arises anew`");
            }
            is_known
        });
        let overdue_when = record.take_field("overdue when").and_then(|field| self.condition(record, &field));
        let unless = record.take_field("unless").and_then(|field| self.condition(record, &field));
        let due = match (due, every) {
            (Some(Some(due)), None) => due,
            (None, Some(Some(cycle))) => domain::rule::Due::Every(cycle),
            (None, None) => domain::rule::Due::Never,
            (Some(Some(_)), Some(Some(_))) => {
                let (name, help) =
                    (record.name.clone(), "keep `due` for a task of once, `every` for one that comes back");
                self.fault(record.chapter, &name, "a task has a date or a cycle, and not both", help);
                domain::rule::Due::Never
            }
            // What could not be read has its own fault.
            _ => domain::rule::Due::Never,
        };
        let Some(when) = self.when(record) else { return };
        let task = Task { head, when, unless, about, due, no_later_than, arises_anew, overdue_when, owner, to, opens };
        self.pack.rules.tasks.push(task);
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
            let names: Vec<&str> = table.rows.iter().filter_map(|row| Some(row.first()?.text.as_str())).collect();
            for row in &table.rows {
                let mut item = Record::of_row(record.chapter, &table.header, row, None);
                self.refuse_same_row(&item, &names, "item");
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
