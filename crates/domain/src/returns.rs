//! Returns to the authority that follow from the admission register: who came onto it, and who comes off. The others follow
//! from the handbook alone.

use alloc::string::String;

use jiff::{Span, Timestamp, civil::Date};

use crate::{
    admission::{Act, Entry, Fact, Kind},
    case::{Done, Event},
    clock,
};

/// What the event is called by which whoever receives a return says that they have it.
pub const RECEIPT: &str = "Receipt of a return";
/// The field of a receipt that names the return.
const RETURN: &str = "return";
/// The field of a receipt that says when the return was sent, which tells it from others of its name.
const SENT: &str = "sent";

/// The receipt of the return that was sent by `event`.
pub fn receipt_of(event: &Event) -> Done {
    let fields = [(RETURN, String::from(event.name().unwrap_or_default())), (SENT, alloc::format!("{}", event.at))];
    Done::Did {
        action: RECEIPT.into(),
        outcome: String::new(),
        to: String::new(),
        fields: fields.into_iter().map(|(name, value)| (name.into(), value)).collect(),
    }
}

/// Whether `receipt` is that of the return that was sent by `event`.
pub fn is_receipt_of(receipt: &Event, event: &Event) -> bool {
    receipt.name() == Some(RECEIPT)
        && receipt.pupil == event.pupil
        && receipt.field(RETURN) == event.name()
        && receipt.field(SENT).and_then(|at| at.parse::<Timestamp>().ok()) == Some(event.at)
}

/// Somebody who came onto the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Joiner {
    /// The day on which the name was entered.
    pub entered: Date,
    /// The starting day.
    pub from: Date,
}

impl Joiner {
    /// The last time that a pupil came onto the register by an entry; nothing for who stood there when it was opened. A guest
    /// comes onto it by becoming a pupil.
    pub fn of<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Option<Joiner> {
        let joins = entries.into_iter().filter(|entry| matches!(entry.act, Act::Admission | Act::Change));
        let joined = joins.filter_map(|entry| {
            let enrolled = entry.facts.iter().filter_map(|fact| match fact {
                Fact::Enrolment(enrolment) => Some(enrolment),
                _ => None,
            });
            let (mut was_guest, mut from) = (entry.act == Act::Admission, None);
            for enrolment in enrolled {
                match enrolment.kind {
                    Kind::Guest => (was_guest, from) = (true, None),
                    _ if was_guest => from = Some(enrolment.from),
                    _ => {}
                }
            }
            Some(Joiner { entered: clock::local(entry.at).date(), from: from? })
        });
        joined.last()
    }

    /// The last day for the return, `days` after the entry. A name that was entered ahead stands there from the starting day.
    pub fn due(self, days: i64) -> Date {
        self.entered.max(self.from).saturating_add(Span::new().days(days))
    }

    /// Whether the pupil starts where everybody does: on the first day of the school year, in the youngest class.
    pub fn is_usual(self, year: u8, around: &Around) -> bool {
        year == around.youngest && around.first_day == Some(self.from)
    }
}

/// What a school year and a school have at their two ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Around {
    /// The year of the youngest class.
    pub youngest: u8,
    /// The year of the oldest class.
    pub oldest: u8,
    /// The first school day of the year, where the calendar has it.
    pub first_day: Option<Date>,
    /// The last school day of the year, where the calendar has it.
    pub last_day: Option<Date>,
}

impl Around {
    /// Whether a name that goes on `day` goes where everybody's does: from the oldest class, with the year at its end.
    pub fn is_usual_end(&self, day: Date, year: u8) -> bool {
        year == self.oldest && self.last_day.is_some_and(|last| last <= day)
    }
}

#[cfg(test)]
mod tests {
    use alloc::{vec, vec::Vec};

    use jiff::civil::date;

    use super::*;
    use crate::{
        act::By,
        admission::Enrolment,
        id::{PersonId, PupilId, SchoolId},
    };

    fn by() -> By {
        By { person: PersonId(2), name: "Joan Prescott".into(), position: "school office".into() }
    }

    fn at(day: Date) -> Timestamp {
        day.at(9, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).expect("a day of this era").timestamp()
    }

    fn entry(act: Act, day: Date, kinds: &[Kind]) -> Entry {
        let enrolment = |kind: &Kind| {
            Fact::Enrolment(Enrolment {
                from: day,
                kind: *kind,
                other_school: String::new(),
                other_from: None,
                until: None,
            })
        };
        let facts: Vec<Fact> = kinds.iter().map(enrolment).collect();
        let (school, pupil) = (SchoolId(1), PupilId(1));
        Entry { school, pupil, at: at(day), by: by(), act, from: day, facts, reason: String::new() }
    }

    #[test]
    fn who_is_admitted_or_stops_being_a_guest_has_joined_and_who_stood_there_before_has_not() {
        let day = date(2026, 11, 24);
        let joined = Some(Joiner { entered: day, from: day });
        assert_eq!(Joiner::of(&[entry(Act::Admission, day, &[Kind::Sole])]), joined);
        assert_eq!(Joiner::of(&[entry(Act::Change, day, &[Kind::Guest, Kind::DualMain])]), joined);
        assert_eq!(Joiner::of(&[entry(Act::Opening, day, &[Kind::Sole])]), None);
        assert_eq!(Joiner::of(&[entry(Act::Admission, day, &[Kind::Guest])]), None);
        assert_eq!(Joiner::of(&[entry(Act::Change, day, &[Kind::DualMain])]), None);
    }

    #[test]
    fn the_days_for_a_joiner_are_counted_from_the_day_after_and_never_moved_to_a_school_day() {
        let joiner = Joiner { entered: date(2026, 11, 24), from: date(2026, 11, 24) };
        assert_eq!(joiner.due(5), date(2026, 11, 29), "a Sunday");
        let ahead = Joiner { from: date(2026, 12, 1), ..joiner };
        assert_eq!(ahead.due(5), date(2026, 12, 6));
    }

    #[test]
    fn only_both_ends_of_a_school_are_usual() {
        let (first, last) = (date(2026, 9, 2), date(2027, 7, 20));
        let around = Around { youngest: 0, oldest: 6, first_day: Some(first), last_day: Some(last) };
        let joiner = Joiner { entered: date(2026, 7, 1), from: first };
        assert!(joiner.is_usual(0, &around) && !joiner.is_usual(1, &around));
        assert!(!Joiner { from: date(2026, 9, 3), ..joiner }.is_usual(0, &around));
        assert!(around.is_usual_end(last, 6) && !around.is_usual_end(last, 5));
        assert!(!around.is_usual_end(date(2027, 7, 19), 6));
    }

    #[test]
    fn a_receipt_is_that_of_one_return_and_of_no_other() {
        let did = |action: &str, fields: Vec<(String, String)>| Done::Did {
            action: action.into(),
            outcome: String::new(),
            to: String::new(),
            fields,
        };
        let event =
            |at, done| Event { pupil: PupilId(1), school: SchoolId(1), at, by: by(), done, note: String::new() };
        let (first, second) = (at(date(2026, 11, 24)), at(date(2026, 11, 25)));
        let sent = event(first, did("Attendance return", vec![]));
        let receipt = event(second, receipt_of(&sent));
        assert!(is_receipt_of(&receipt, &sent));
        assert!(!is_receipt_of(&receipt, &event(second, did("Attendance return", vec![]))));
        assert!(!is_receipt_of(&receipt, &event(first, did("Return of a new pupil", vec![]))));
        assert!(!is_receipt_of(&sent, &sent));
    }
}
