//! Cohorts of a pupil: from when, to when, and how the school knows.

use domain::{
    Date,
    admission::{Act, Fact, Fault, Membership},
    id::PupilId,
    permission::{Actor, Permission, Place},
    pupil::Pupil,
};

use super::{New, enter, is_sensitive, kept, whose};
use crate::{App, Error};

/// The cohorts that somebody can record of a pupil, by name: those of the school's handbook, without the ones that follow from others,
/// and without those that this reader may not see.
pub fn recorded(app: &App, by: &Actor, pupil: PupilId) -> Result<Vec<String>, Error> {
    let pupil = whose(app, by, pupil)?;
    names(app, by, &pupil)
}

fn names(app: &App, by: &Actor, pupil: &Pupil) -> Result<Vec<String>, Error> {
    let may_see = by.may(Permission::SeeProtected, Place::School(pupil.school));
    let recorded = app.rules(pupil.school)?.cohorts.iter().filter(|cohort| cohort.is_recorded);
    let mut names: Vec<String> = recorded.map(|cohort| cohort.head.name.clone()).collect();
    names.retain(|name| may_see || !is_sensitive(app, name));
    names.sort_by_key(|name| name.to_lowercase());
    names.dedup();
    Ok(names)
}

/// A cohort as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keep {
    /// Its name in the packs.
    pub name: String,
    /// The first day; nothing when none could be read.
    pub from: Option<Date>,
    /// The last day; nothing while it goes on.
    pub until: Option<Date>,
    /// Where the fact comes from.
    pub source: String,
    /// Why it is entered.
    pub reason: String,
}

/// Enters a cohort of a pupil, or, with the same name and first day, what is different about one: most often that it has ended.
pub fn keep(app: &App, by: &Actor, pupil: PupilId, form: &Keep) -> Result<(), Error> {
    let pupil = kept(app, by, pupil)?;
    let names = names(app, by, &pupil)?;
    let (today, form) = (app.today(), form.clone());
    let new = New { act: Act::Change, from: form.from.unwrap_or(today), reason: form.reason.clone() };
    enter(app, by, &pupil, new, move |_, record| {
        let mut faults = Vec::new();
        if !names.contains(&form.name) {
            faults.push(Fault::NoCohort);
        }
        match form.from {
            None => faults.push(Fault::NoDay("from")),
            Some(from) if from > today => faults.push(Fault::Future(from)),
            Some(from) if form.until.is_some_and(|until| until < from) => faults.push(Fault::Ends),
            Some(from) => {
                let mut others = record.cohorts.iter().filter(|known| known.name == form.name && known.from != from);
                let is_apart = |known: &Membership| {
                    known.until.is_some_and(|until| until < from) || form.until.is_some_and(|until| until < known.from)
                };
                if !others.all(is_apart) {
                    faults.push(Fault::Twice);
                }
            }
        }
        if form.source.trim().is_empty() {
            faults.push(Fault::NoSource);
        }
        if form.reason.trim().is_empty() {
            faults.push(Fault::NoReason);
        }
        match form.from {
            Some(from) if faults.is_empty() => {
                let source = form.source.trim().to_owned();
                Ok(vec![Fact::Cohort(Membership { name: form.name, from, until: form.until, source })])
            }
            _ => Err(Error::Admission(faults)),
        }
    })
}

/// Takes back a cohort that was never true of the pupil. The entry that said it stays in the history.
pub fn withdraw(app: &App, by: &Actor, pupil: PupilId, (name, first): (&str, Date), reason: &str) -> Result<(), Error> {
    let pupil = kept(app, by, pupil)?;
    if reason.trim().is_empty() {
        return Err(Error::Admission(vec![Fault::NoReason]));
    }
    if !names(app, by, &pupil)?.iter().any(|known| known == name) {
        return Err(Error::NotFound("cohort"));
    }
    let (name, new) = (name.to_owned(), New { act: Act::Change, from: first, reason: reason.to_owned() });
    enter(app, by, &pupil, new, move |_, record| {
        let is_known = record.cohorts.iter().any(|known| known.name == name && known.from == first);
        if is_known { Ok(vec![Fact::CohortWithdrawn(name, first)]) } else { Err(Error::NotFound("cohort")) }
    })
}
