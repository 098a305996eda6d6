//! What the invented schools have entered in their admission registers since the pupils came: a move, a second school, the
//! file of the last one, a visit with the authority.

use domain::{
    Date,
    act::By,
    admission::{Act, Enquiry, Entry, Fact, Kind, Particular, Record},
    clock,
    id::{PupilId, SchoolId},
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

/// Opens the register of a school, and enters what came since, up to `day`.
pub(super) fn keep(tx: &mut dyn Tx, (school, office): (SchoolId, &By), day: Date) -> Result<(), StoreError> {
    opening::fill(tx, school, opening::Made::OnStartingDay)?;
    let pupils = store::pupil::of_school(tx, school, day)?;
    let mut entries = Vec::new();
    for (place, weeks) in [(MOVED, 5), (SECOND_SCHOOL, 4), (LAST_SCHOOL, 3), (LOOKED_FOR, 1)] {
        let Some(pupil) = pupils.get(place) else { continue };
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
    entries.sort_by_key(|entry| entry.at);
    store::admission::append_many(tx, school, &entries)
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
