//! The picture of today that other parts read, kept in step with the admission register.

use domain::admission::{Entry, Fact, Particular, Record};
use store::{
    Tx,
    pupil::{Cohort, NewPupil, Span, Terms},
};

use crate::Error;

/// Gives the tables of pupils, contacts, enrolments and cohorts what `entry` says; `record` is the register with it.
pub(super) fn keep(tx: &mut dyn Tx, entry: &Entry, record: &Record) -> Result<(), Error> {
    if entry.facts.iter().any(|fact| matches!(fact, Fact::Is(..))) {
        particulars(tx, entry, record)?;
    }
    for fact in &entry.facts {
        one(tx, entry, fact)?;
    }
    Ok(())
}

fn particulars(tx: &mut dyn Tx, entry: &Entry, record: &Record) -> Result<(), Error> {
    let known = store::pupil::on_record(tx, entry.pupil)?.ok_or(Error::NotFound("pupil"))?;
    let now = NewPupil {
        id: known.id,
        upn: record.is(Particular::Upn).to_owned(),
        forename: record.forename(),
        surname: record.is(Particular::Surname).to_owned(),
        sex: record.is(Particular::Sex).chars().next().unwrap_or(known.sex),
        born: record.is(Particular::Born).parse().unwrap_or(known.born),
        household: known.household,
    };
    if now != known {
        store::pupil::change(tx, &now)?;
    }
    Ok(())
}

fn one(tx: &mut dyn Tx, entry: &Entry, fact: &Fact) -> Result<(), Error> {
    match fact {
        Fact::Contact(contact) => {
            let known = store::contact::with_protected(tx, entry.pupil)?;
            if known.iter().any(|one| one.id == contact.id) {
                store::contact::change(tx, contact)?;
            } else {
                store::contact::add_many(tx, std::slice::from_ref(contact))?;
            }
        }
        Fact::ContactGone(contact) => store::contact::retire(tx, entry.pupil, *contact)?,
        Fact::Enrolment(enrolment) => {
            let terms = Terms {
                span: Span { from: enrolment.from, until: enrolment.until },
                kind: enrolment.kind,
                other_school: enrolment.other_school.clone(),
            };
            let known = store::pupil::terms(tx, entry.school, entry.pupil)?;
            if known.iter().any(|one| one.span.from == enrolment.from) {
                store::pupil::set_terms(tx, entry.school, entry.pupil, &terms)?;
            } else {
                store::pupil::begin(tx, entry.school, entry.pupil, &terms)?;
            }
        }
        Fact::Cohort(cohort) => {
            let span = Span { from: cohort.from, until: cohort.until };
            let cohort = Cohort { name: cohort.name.clone(), span, source: cohort.source.clone() };
            store::pupil::set_cohort(tx, entry.pupil, &cohort)?;
        }
        Fact::CohortWithdrawn(name, from) => store::pupil::withdraw_cohort(tx, entry.pupil, name, *from)?,
        Fact::Deleted(deletion) => store::pupil::leave(tx, entry.school, entry.pupil, deletion.on)?,
        Fact::DeletionWithdrawn(on) => store::pupil::stay(tx, entry.school, entry.pupil, *on)?,
        Fact::Is(..) | Fact::Enquiry(_) | Fact::Worker(_) => {}
    }
    Ok(())
}
