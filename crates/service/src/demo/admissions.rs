//! What the invented schools have entered in their admission registers since the pupils came: a move, a second school, the
//! file of the last one, a visit with the authority.

use domain::{
    Date,
    act::By,
    admission::{Act, Enquiry, Entry, Fact, Kind, Particular, Record, Worker},
    clock,
    id::{PupilId, SchoolId},
    pupil::Pupil,
};
use jiff::{ToSpan, civil::time};
use store::{StoreError, Tx, pupil::Terms};

use crate::admission::opening;

/// Which pupil of the roll, by name, each thing happened to, so that no pupil has two.
const MOVED: usize = 3;
const SECOND_SCHOOL: usize = 7;
const LAST_SCHOOL: usize = 11;
const LOOKED_FOR: usize = 17;

/// The second school.
const OTHER_SCHOOL: &str = "Farby Community School";

/// Workers of the invented authority: name, e-mail address, telephone number.
const WORKERS: [(&str, &str, &str); 4] = [
    ("Ana Reid", "ana.reid@fellshire.example", "01632 960171"),
    ("Bashir Lowther", "bashir.lowther@fellshire.example", "01632 960172"),
    ("Carys Penhale", "carys.penhale@fellshire.example", ""),
    ("Dev Marchetti", "", "01632 960174"),
];

/// For how many weeks somebody whom a second school expects has been registered there.
const AT_SECOND_SCHOOL_WEEKS: i64 = 8;

/// Opens the register of a school, and enters what came since, up to `day`. `expected_elsewhere` are registered at a second
/// school too.
pub(super) fn keep(
    tx: &mut dyn Tx,
    (school, office): (SchoolId, &By),
    day: Date,
    expected_elsewhere: &[PupilId],
) -> Result<(), StoreError> {
    opening::fill(tx, school, opening::Made::OnStartingDay)?;
    let pupils = store::pupil::of_school(tx, school, day)?;
    let mut entries = Vec::new();
    let by_place = [(MOVED, 5), (SECOND_SCHOOL, 4), (LAST_SCHOOL, 3), (LOOKED_FOR, 1)];
    let drawn = by_place.into_iter().filter_map(|(place, weeks)| Some((place, weeks, pupils.get(place)?)));
    let is_drawn =
        |pupil: &Pupil| by_place.iter().any(|&(place, _)| pupils.get(place).is_some_and(|one| one.id == pupil.id));
    let elsewhere = pupils.iter().filter(|pupil| expected_elsewhere.contains(&pupil.id) && !is_drawn(pupil));
    let elsewhere = elsewhere.map(|pupil| (SECOND_SCHOOL, AT_SECOND_SCHOOL_WEEKS, pupil));
    for (place, weeks, pupil) in drawn.chain(elsewhere) {
        let first = day.saturating_sub(weeks.weeks()).max(pupil.enrolled_from);
        let known = store::admission::of_pupil(tx, school, pupil.id)?;
        let Some(record) = Record::on(&known, day) else { continue };
        let Some((act, facts, reason)) = said(place, &record, first) else { continue };
        for fact in &facts {
            terms(tx, school, pupil.id, fact)?;
        }
        let at = clock::instant(first, time(15, 40, 0, 0));
        let reason = String::from(reason);
        entries.push(Entry { school, pupil: pupil.id, at, by: office.clone(), act, from: first, facts, reason });
    }
    entries.extend(pupils.iter().filter_map(|pupil| worker(pupil, (school, office), day)));
    entries.sort_by_key(|entry| entry.at);
    store::admission::append_many(tx, school, &entries)
}

/// Who works with a pupil, of those that the cohorts say somebody does; every fifth is not known by name yet.
fn worker(pupil: &Pupil, (school, office): (SchoolId, &By), day: Date) -> Option<Entry> {
    let has = |names: &[&str]| pupil.cohorts.iter().any(|cohort| names.contains(&cohort.as_str()));
    let post = match () {
        () if has(&["CiN plan", "CP plan", "in care", "social worker"]) => "social worker",
        () if has(&["known to youth justice", "open to youth justice"]) => "youth justice worker",
        () => return None,
    };
    let place = usize::try_from(pupil.id.0).ok().filter(|place| place % 5 != 4)?;
    let (name, email, telephone) = WORKERS[place % WORKERS.len()];
    let from = day.saturating_sub(6.weeks()).max(pupil.enrolled_from);
    let one = Worker {
        post: post.into(),
        from,
        until: None,
        name: name.into(),
        email: email.into(),
        telephone: telephone.into(),
    };
    Some(Entry {
        school,
        pupil: pupil.id,
        at: clock::instant(from, time(15, 45, 0, 0)),
        by: office.clone(),
        act: Act::Change,
        from,
        facts: vec![Fact::Worker(one)],
        reason: String::from("Named by their team"),
    })
}

fn said(place: usize, record: &Record, first: Date) -> Option<(Act, Vec<Fact>, &'static str)> {
    let moved = |kind: Kind| {
        let known = record.enrolment()?.clone();
        let other_school = String::from(OTHER_SCHOOL);
        Some(Fact::Enrolment(domain::admission::Enrolment { kind, other_school, other_from: Some(first), ..known }))
    };
    Some(match place {
        MOVED => {
            let address = Fact::Is(Particular::Address, String::from("14 Heron Court, Fellshire, FS4 2AB"));
            (Act::Change, vec![address], "The family has moved, told at the office")
        }
        SECOND_SCHOOL => {
            (Act::Change, vec![moved(Kind::DualMain)?], "Two days a week at the other school, agreed by both")
        }
        LAST_SCHOOL => {
            let last = Fact::Is(Particular::LastSchool, String::from("Farby Infant School, Station Road, Farby"));
            (Act::Change, vec![last], "The file of the last school has come")
        }
        _ => {
            let enquiry = Enquiry {
                on: first,
                with: String::from("the attendance officer of the county"),
                done: String::from("A visit to the address and a call to the last school"),
                found: String::from("The family is at the address and the child will come back"),
            };
            (Act::Enquiry, vec![Fact::Enquiry(enquiry)], "Joint reasonable enquiries")
        }
    })
}

fn terms(tx: &mut dyn Tx, school: SchoolId, pupil: PupilId, fact: &Fact) -> Result<(), StoreError> {
    let Fact::Enrolment(one) = fact else { return Ok(()) };
    let span = store::pupil::Span { from: one.from, until: one.until };
    let terms = Terms { span, kind: one.kind, other_school: one.other_school.clone() };
    store::pupil::set_terms(tx, school, pupil, &terms)
}
