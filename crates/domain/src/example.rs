//! The invented Hillside School, for tests of every crate. Nobody in it exists.

use alloc::{string::String, vec, vec::Vec};

use jiff::civil::{date, time};

use crate::{
    calendar::{Calendar, Closure, ClosureKind, Term},
    code::{Asks, Class, Code, CodeEntry, CodeTable, Only, Role},
    id::SchoolId,
    school::{Marking, Phase, School, SessionTimes},
    session::Half,
};

/// Hillside Primary School.
pub fn school() -> School {
    let at = |hour, minute| time(hour, minute, 0, 0);
    School {
        id: SchoolId(1),
        urn: String::from("999001"),
        laestab: String::from("8889901"),
        name: String::from("Hillside Primary School"),
        address: ["Hillside Lane", "Marlbeck", "ZZ99 1AA"].map(String::from).to_vec(),
        telephone: String::from("01632 960001"),
        phase: Phase::Primary,
        pack: String::from("lancashire"),
        marking: Marking::Exceptions,
        morning: SessionTimes { opens: at(8, 50), closes: at(9, 20), ends: at(12, 0) },
        afternoon: SessionTimes { opens: at(13, 0), closes: at(13, 15), ends: at(15, 20) },
        group_times: Vec::new(),
    }
}

/// Calendar A of the worked cases: 190 days from 2 September 2026 to 15 July 2027.
pub fn calendar() -> Calendar {
    let term = |name: &str, first, last| Term { name: String::from(name), first, last };
    let closed = |first, last, kind, label: &str| Closure { first, last, kind, label: String::from(label) };
    Calendar::new(
        vec![
            term("Autumn 2026", date(2026, 9, 2), date(2026, 12, 18)),
            term("Spring 2027", date(2027, 1, 4), date(2027, 3, 25)),
            term("Summer 2027", date(2027, 4, 12), date(2027, 7, 15)),
        ],
        vec![
            closed(date(2026, 10, 26), date(2026, 10, 30), ClosureKind::Holiday, "half term"),
            closed(date(2027, 2, 15), date(2027, 2, 19), ClosureKind::Holiday, "half term"),
            closed(date(2027, 5, 3), date(2027, 5, 3), ClosureKind::BankHoliday, "early May bank holiday"),
            closed(date(2027, 5, 31), date(2027, 6, 4), ClosureKind::Holiday, "half term"),
        ],
    )
}

/// A small code table: `/ \ L I O U N D X #`. Packs have the whole one.
pub fn codes() -> CodeTable {
    let lines: [(&str, Class, Role, Option<Half>); 10] = [
        ("/", Class::Present, Role::PresentMorning, Some(Half::Morning)),
        ("\\", Class::Present, Role::PresentAfternoon, Some(Half::Afternoon)),
        ("L", Class::Late, Role::LateBeforeClose, None),
        ("I", Class::Authorised, Role::Illness, None),
        ("O", Class::Unauthorised, Role::NoReason, None),
        ("U", Class::Unauthorised, Role::LateAfterClose, None),
        ("N", Class::Unauthorised, Role::ReasonNotKnown, None),
        ("D", Class::NotPossible, Role::Other, None),
        ("X", Class::NotPossible, Role::Other, None),
        ("#", Class::Administrative, Role::Closed, None),
    ];
    let entry = |(at, (letters, class, role, half)): (usize, (&str, Class, Role, Option<Half>))| CodeEntry {
        code: Code::from_number(at as u8 + 1).expect("counted from 1"),
        letters: String::from(letters),
        description: String::from(class.words()),
        plain: String::from(class.words()),
        class,
        role,
        half,
        only: Only::Anyone,
        asks: Asks::Nothing,
        is_leave: false,
        counts_for_notice: class == Class::Unauthorised,
        from: None,
        until: None,
    };
    let entries: Vec<CodeEntry> = lines.into_iter().enumerate().map(entry).collect();
    CodeTable::new(entries).expect("written above without a repeated number, letter or role")
}
