//! An autumn of last school year, with two children who have left since.

use domain::{
    Date,
    act::{Act, By, Mark, NewEntry},
    calendar::{Calendar, Term},
    clock,
    code::CodeTable,
    example,
    id::{GroupId, PersonId, PupilId, SchoolId},
    session::{Half, Session},
};
use jiff::civil::date;
use store::{
    StoreError, Tx, calendar, log,
    pupil::{self, NewPupil, Span},
};

use crate::{
    hillside::{ALDER, DAY, HAZEL},
    house::House,
};

/// 52 weeks before the day of the stories.
pub const YEAR_BEFORE: Date = date(2025, 11, 25);
/// Left Hillside at the end of last school year; missed five days of it, and was late twice in the week of [`YEAR_BEFORE`].
const MAISIE: PupilId = PupilId(14);
/// Left on a Wednesday in November of last school year.
const JONAH: PupilId = PupilId(15);

/// Gives Hillside an autumn before this year's, with two children who have left since.
pub fn with_last_year(house: &mut House) {
    let codes = house.app.codes().clone();
    let term = Term { name: String::from("Autumn 2025"), first: date(2025, 9, 3), last: date(2025, 12, 19) };
    let autumn = Calendar::new(vec![term], Vec::new());
    let sessions: Vec<Session> =
        autumn.days().iter().flat_map(|&day| Half::BOTH.map(|half| Session::new(day, half))).collect();
    let entries = registers(&codes, &sessions);
    let written = house.store().write::<(), StoreError>(move |tx| {
        calendar::add(tx, SchoolId(1), &autumn)?;
        for (id, name, group) in [(MAISIE, ("Maisie", "Rudd"), ALDER), (JONAH, ("Jonah", "Vale"), HAZEL)] {
            enrol(tx, id, name, group)?;
        }
        log::append_many(tx, entries).map(drop)
    });
    written.expect("a year is added");
    house.at(DAY, "08:55");
}

/// The last day on the roll.
fn until(pupil: PupilId) -> Date {
    if pupil == MAISIE { date(2026, 7, 17) } else { date(2025, 11, 19) }
}

fn registers(codes: &CodeTable, sessions: &[Session]) -> Vec<NewEntry> {
    let mark = |at: usize, session: Session, pupil: PupilId| {
        let letters = match (pupil, session.date.day(), session.half) {
            (MAISIE, 24 | 25, Half::Morning) if session.date.month() == 11 => "L",
            (MAISIE, ..) if at < 10 => "O",
            (JONAH, ..) if at < 3 => "I",
            (_, _, Half::Morning) => "/",
            _ => "\\",
        };
        let code = codes.find(letters, session.date).expect("the table has it");
        Mark { pupil, session, was: None, code, minutes_late: None, note: String::new() }
    };
    let marks = |at: usize, session: Session| -> Vec<Mark> {
        let there = [MAISIE, JONAH].into_iter().filter(|&pupil| session.date <= until(pupil));
        there.map(|pupil| mark(at, session, pupil)).collect()
    };
    let entry = |(at, &session): (usize, &Session)| NewEntry {
        school: SchoolId(1),
        at: clock::instant(session.date, example::school().times(session.half).opens),
        by: By { person: PersonId(1), name: "Grace Hartley".into(), position: "class teacher".into() },
        act: Act::Imported { source: String::from("autumn.csv") },
        reason: String::new(),
        marks: marks(at, session),
    };
    sessions.iter().enumerate().map(entry).collect()
}

fn enrol(tx: &mut dyn Tx, id: PupilId, name: (&str, &str), group: GroupId) -> Result<(), StoreError> {
    let span = Span { from: date(2025, 9, 1), until: Some(until(id)) };
    let new = NewPupil {
        id,
        upn: format!("A8889901{:05}", id.0),
        forename: name.0.into(),
        surname: name.1.into(),
        sex: 'F',
        born: date(2016, 5, 3),
        household: id.0 + 100,
    };
    pupil::add(tx, &new)?;
    pupil::enrol(tx, SchoolId(1), &[(id, span)])?;
    pupil::join(tx, &[(id, group, span)])
}
