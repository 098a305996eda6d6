//! The roll follows the register log.

use std::sync::Arc;

use analysis::{Roll, RollError, SchoolRoll, roll::StoredEntry};
use domain::{
    act::{Act, By, Mark, NewEntry},
    code::Code,
    example,
    id::{GroupId, PersonId, PupilId, SchoolId},
    log::{Entry, GENESIS, pack},
    session::{Half, Session},
};
use jiff::{Timestamp, civil::date};

const SCHOOL: SchoolId = SchoolId(1);
const HAZEL: GroupId = GroupId(7);

fn session() -> Session {
    Session::new(date(2026, 11, 24), Half::Morning)
}

fn code(letters: &str) -> Code {
    example::codes().find(letters, date(2026, 11, 24)).expect("in the example table")
}

fn mark(pupil: i64, session: Session, letters: &str) -> Mark {
    let minutes_late = (letters == "L").then_some(12);
    Mark { pupil: PupilId(pupil), session, was: None, code: code(letters), minutes_late, note: String::new() }
}

/// The log of these acts, one a second.
fn log(acts: Vec<(Act, Vec<Mark>)>) -> Vec<Entry> {
    let by = By { person: PersonId(1), name: "Ada Holt".into(), position: "class teacher".into() };
    let mut previous = GENESIS;
    let mut entries = Vec::new();
    for (at, (act, marks)) in acts.into_iter().enumerate() {
        let number = at as i64 + 1;
        let at = Timestamp::from_second(1_800_000_000 + number).expect("in range");
        let what = NewEntry { school: SCHOOL, at, by: by.clone(), act, reason: String::new(), marks };
        let entry = Entry::chain(what, number, previous);
        previous = entry.hash;
        entries.push(entry);
    }
    entries
}

fn taken(letters: [&str; 3]) -> (Act, Vec<Mark>) {
    let marks = letters.into_iter().zip(1..).map(|(letters, pupil)| mark(pupil, session(), letters));
    (Act::Taken { group: HAZEL }, marks.collect())
}

fn blank() -> SchoolRoll {
    SchoolRoll::new(SCHOOL, Arc::new(example::codes()), example::calendar())
}

fn roll(entries: &[Entry]) -> Roll {
    let mut roll = Roll::new(Arc::new(example::codes()));
    roll.add_school(SCHOOL, example::calendar());
    for entry in entries {
        roll.apply(entry).expect("in order");
    }
    roll
}

#[test]
fn the_last_mark_stands() {
    let roll = roll(&log(vec![taken(["/", "N", "/"]), (Act::ReasonFound, vec![mark(2, session(), "I")])]));
    assert_eq!(roll.mark(SCHOOL, PupilId(2), session()), Some(code("I")));
    assert_eq!(roll.mark(SCHOOL, PupilId(1), session()), Some(code("/")));
    assert_eq!(roll.mark(SCHOOL, PupilId(9), session()), None);
    assert_eq!(roll.last_entry(SCHOOL), 2);
    let sheet = roll.sheet(SCHOOL, PupilId(2)).expect("has a mark");
    assert_eq!(sheet.absences().collect::<Vec<_>>(), [(session(), code("I"))]);
    assert!(roll.sheet(SCHOOL, PupilId(9)).is_none());
}

#[test]
fn an_entry_followed_twice_changes_nothing() {
    let entries = log(vec![taken(["/", "N", "/"]), (Act::ReasonFound, vec![mark(2, session(), "I")])]);
    let mut roll = roll(&entries);
    roll.apply(&entries[0]).expect("known already");
    assert_eq!(roll.mark(SCHOOL, PupilId(2), session()), Some(code("I")));
    assert_eq!(roll.last_entry(SCHOOL), 2);
}

#[test]
fn a_gap_in_the_log_is_refused_and_so_is_another_school() {
    let entries = log(vec![taken(["/", "N", "/"]), taken(["/", "/", "/"])]);
    let mut roll = blank();
    let gap = RollError::Gap { school: SCHOOL, expected: 1, found: 2 };
    assert_eq!(roll.apply(&entries[1]), Err(gap));
    let mut other = SchoolRoll::new(SchoolId(2), Arc::new(example::codes()), example::calendar());
    let refused = RollError::OtherSchool { expected: SchoolId(2), found: SCHOOL };
    assert_eq!(other.apply(&entries[0]), Err(refused));
    assert_eq!(Roll::new(Arc::new(example::codes())).apply(&entries[0]), Err(RollError::UnknownSchool(SCHOOL)));
}

#[test]
fn the_version_of_a_register_is_the_last_act_that_touched_it() {
    let other = Session::new(date(2026, 11, 24), Half::Afternoon);
    let roll = roll(&log(vec![
        taken(["/", "N", "/"]),
        (Act::SignedIn, vec![mark(2, session(), "L")]),
        (Act::Taken { group: GroupId(8) }, vec![mark(5, session(), "/"), mark(6, session(), "/")]),
        (Act::Taken { group: HAZEL }, vec![mark(1, other, "\\"), mark(2, other, "\\")]),
    ]));
    let version = |session, pupils: &[i64]| {
        let pupils: Vec<PupilId> = pupils.iter().copied().map(PupilId).collect();
        roll.version(SCHOOL, session, &pupils)
    };
    assert_eq!(version(session(), &[1, 2, 3]), 2);
    assert_eq!(version(session(), &[1, 3]), 1);
    assert_eq!(version(session(), &[5, 6]), 3);
    assert_eq!(version(session(), &[3, 5]), 3);
    assert_eq!(version(other, &[1, 2, 3]), 4);
    assert_eq!(version(other, &[3]), 0);
    assert_eq!(version(session(), &[9]), 0);
}

#[test]
fn minutes_late_go_with_the_mark_that_had_them() {
    let late = (Act::SignedIn, vec![mark(2, session(), "L")]);
    let before = roll(&log(vec![taken(["/", "N", "/"]), late.clone()]));
    let school = before.school(SCHOOL).expect("added");
    assert_eq!(school.minutes_late(PupilId(2), session()), Some(12));
    assert_eq!(school.minutes_of(PupilId(2)).collect::<Vec<_>>(), [(session(), 12)]);
    let after = roll(&log(vec![taken(["/", "N", "/"]), late, (Act::Amended, vec![mark(2, session(), "/")])]));
    assert_eq!(after.school(SCHOOL).expect("added").minutes_late(PupilId(2), session()), None);
}

#[test]
fn a_mark_on_a_day_without_school_is_kept_and_counts_nowhere() {
    let saturday = Session::new(date(2026, 11, 28), Half::Morning);
    let roll = roll(&log(vec![taken(["/", "/", "/"]), (Act::Amended, vec![mark(1, saturday, "O")])]));
    let school = roll.school(SCHOOL).expect("added");
    assert_eq!(roll.mark(SCHOOL, PupilId(1), saturday), Some(code("O")));
    assert_eq!(roll.version(SCHOOL, saturday, &[PupilId(1)]), 2);
    assert_eq!(school.strays(PupilId(1)).map(|(session, _)| session).collect::<Vec<_>>(), [saturday]);
    assert_eq!(school.strays(PupilId(2)).count(), 0);
    assert_eq!(roll.sheet(SCHOOL, PupilId(1)).expect("has a mark").tally().possible(), 1);
}

#[test]
fn the_register_can_be_shown_as_it_was_known_on_an_earlier_day() {
    let entries = log(vec![
        taken(["/", "N", "/"]),
        (Act::ReasonFound, vec![mark(2, session(), "I")]),
        (Act::Amended, vec![mark(2, session(), "O")]),
    ]);
    let known = |at| {
        let roll = blank().as_known_at(at, &entries).expect("in order");
        roll.mark(PupilId(2), session()).map(|mark| example::codes().letters(mark).to_owned())
    };
    let times: Vec<Timestamp> = entries.iter().map(|entry| entry.what.at).collect();
    assert_eq!(known(Timestamp::UNIX_EPOCH), None);
    assert_eq!(known(times[0]).as_deref(), Some("N"));
    assert_eq!(known(times[1]).as_deref(), Some("I"));
    assert_eq!(known(times[2]).as_deref(), Some("O"));
    let gap = blank().as_known_at(times[2], &entries[1..]);
    assert!(matches!(gap, Err(RollError::Gap { expected: 1, found: 2, .. })));
}

#[test]
fn stored_entries_give_the_same_roll_as_entries() {
    let entries = log(vec![taken(["/", "N", "L"]), (Act::ReasonFound, vec![mark(2, session(), "I")])]);
    let mut stored = blank();
    for entry in &entries {
        let packed = pack(&entry.what.marks);
        stored.apply_stored(StoredEntry { number: entry.number, packed: &packed }).expect("intact");
    }
    let followed = roll(&entries);
    let followed = followed.school(SCHOOL).expect("added");
    assert_eq!(stored.marks(), followed.marks());
    assert_eq!(stored.pupils(), followed.pupils());
    let pupils = [1, 2, 3].map(PupilId);
    assert_eq!(stored.version(session(), &pupils), followed.version(session(), &pupils));
    assert_eq!(stored.minutes_late(PupilId(3), session()), Some(12));
}

#[test]
fn a_damaged_entry_changes_nothing() {
    let packed = pack(&[mark(1, session(), "/"), mark(2, session(), "/")]);
    let mut roll = blank();
    let damaged = StoredEntry { number: 1, packed: &packed[..packed.len() - 1] };
    assert!(matches!(roll.apply_stored(damaged), Err(RollError::Damaged { number: 1, .. })));
    assert_eq!((roll.last_entry(), roll.pupils().len()), (0, 0));
}

#[test]
fn work_for_each_school_gives_its_answers_in_order() {
    let mut roll = Roll::new(Arc::new(example::codes()));
    for school in (1..=20).rev() {
        roll.add_school(SchoolId(school), example::calendar());
    }
    let days = roll.each_school(|school| (school.school(), school.calendar().days().len()));
    assert_eq!(days.len(), 20);
    assert!(days.iter().zip(1..).all(|(&(id, (same, days)), at)| id == SchoolId(at) && same == id && days == 190));
}
