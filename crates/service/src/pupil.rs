//! A pupil, with everything that this reader may see.

use std::collections::HashMap;

use domain::{
    Date,
    case::Event,
    decide::{Deadline, Decided, InBand},
    id::{PupilId, SchoolId},
    log::Entry,
    permission::{Actor, Permission, Place},
    pupil::{Contact, Plan, Pupil},
    school::Group,
    tally::Tally,
};
use store::document::Document;
pub use store::pupil::{Cohort, Span};

use crate::{App, Error, edition::Editions};

/// A pupil and all that stands about them.
#[derive(Debug, Clone)]
pub struct Record {
    /// The pupil.
    pub pupil: Pupil,
    /// Their class.
    pub group: Group,
    /// Who teaches it.
    pub teachers: Vec<String>,
    /// Whom to ring; empty when the reader may not see contacts.
    pub contacts: Vec<Contact>,
    /// Brothers and sisters on a roll that the reader may see.
    pub siblings: Vec<Pupil>,
    /// What was done, in order.
    pub history: Vec<Event>,
    /// Letters that were made, newest first.
    pub documents: Vec<Document>,
    /// Absences that were announced, soonest first.
    pub plans: Vec<Plan>,
    /// Amendments of this school year, newest first.
    pub amendments: Vec<Entry>,
    /// Every enrolment.
    pub enrolments: Vec<(SchoolId, Span)>,
    /// The classes they were ever in, oldest first.
    pub groups: Vec<(Group, Span)>,
    /// Every cohort fact.
    pub cohorts: Vec<Cohort>,
}

/// The pupil as enrolled on `day`, if this reader may see them; else there is no such pupil.
pub fn seen(app: &App, by: &Actor, id: PupilId, day: Date) -> Result<Pupil, Error> {
    let found = app.store.read(|tx| store::pupil::find_at(tx, id, day, by.school))?;
    let pupil = found.ok_or(Error::NotFound("pupil"))?;
    if by.may(Permission::SeePupils, Place::Group(pupil.school, pupil.group)) {
        return Ok(pupil);
    }
    by.require(Permission::SeePupils, Place::Anywhere)?;
    // Somebody else's pupil is not even said to exist.
    Err(Error::NotFound("pupil"))
}

/// Everything about a pupil.
pub fn record(app: &App, by: &Actor, id: PupilId) -> Result<Record, Error> {
    let today = app.today();
    let pupil = crate::protected::pupil(app, by, seen(app, by, id, today)?);
    let veil = crate::protected::veil(app, by, pupil.school, today)?;
    let is_kept_back = |letter: &str| veil.as_ref().is_some_and(|veil| veil.demands(letter));
    let year = domain::calendar::school_year_start(today);
    let may_see_contacts = by.may(Permission::SeeContacts, Place::School(pupil.school));
    app.store.read(|tx| {
        let mut siblings = store::pupil::siblings(tx, id, today)?;
        siblings.retain(|other| by.may(Permission::SeePupils, Place::Group(other.school, other.group)));
        let mut documents = store::document::of_pupil(tx, id)?;
        documents.retain(|document| !is_kept_back(&document.letter));
        Ok(Record {
            group: store::group::find(tx, pupil.group)?.ok_or(Error::NotFound("class"))?,
            teachers: store::person::teachers(tx, pupil.group)?,
            contacts: if may_see_contacts { store::contact::of_pupil(tx, id)? } else { Vec::new() },
            siblings: siblings.into_iter().map(|other| crate::protected::pupil(app, by, other)).collect(),
            history: crate::protected::history(app, by, &pupil, store::case::of_pupil(tx, id)?)?,
            documents,
            plans: store::plan::of_pupil(tx, id, today)?,
            amendments: store::log::amendments(tx, pupil.school, id, year)?,
            enrolments: store::pupil::enrolments(tx, id)?,
            groups: store::group::of_pupil(tx, id)?,
            cohorts: cohorts_seen(app, by, &pupil, store::pupil::cohorts(tx, id)?),
            pupil,
        })
    })
}

/// The cohort facts that this reader may see.
fn cohorts_seen(app: &App, by: &Actor, pupil: &Pupil, mut cohorts: Vec<Cohort>) -> Vec<Cohort> {
    let may_see = crate::protected::may_see(by, pupil.school);
    cohorts.retain(|cohort| may_see || !crate::admission::is_sensitive(app, &cohort.name));
    cohorts
}

/// What the rules make of a pupil on `day`, with the tasks of what was sent and rests on a register corrected since.
pub fn decided(app: &App, pupil: &Pupil, history: &[Event], day: Date) -> Result<Decided, Error> {
    let mut decided = app.with_facts((pupil, day), history, domain::decide::decide)?;
    crate::unsay::add(&mut decided, crate::unsay::of_pupil(app, pupil, history)?);
    Ok(decided)
}

/// Since when an entry of the rules has held for a pupil.
pub fn since(app: &App, pupil: &Pupil, history: &[Event], day: Date, name: &str) -> Result<Option<Date>, Error> {
    let editions = Editions::to(app, pupil.school, day)?;
    app.with_facts((pupil, day), history, |_, facts| {
        editions.since_each(facts, &[name]).pop().and_then(|(_, since)| since)
    })
}

/// Since when each of these entries has held for a pupil; nothing for one that does not hold.
pub fn since_each<'n>(
    app: &App,
    pupil: &Pupil,
    history: &[Event],
    names: &[&'n str],
) -> Result<Vec<(&'n str, Option<Date>)>, Error> {
    let editions = Editions::to(app, pupil.school, app.today())?;
    app.with_facts((pupil, app.today()), history, |_, facts| editions.since_each(facts, names))
}

/// When each task of `decided` is due, where `since` says how long it has stood.
pub fn deadlines(
    app: &App,
    pupil: &Pupil,
    history: &[Event],
    decided: &Decided,
    since: &HashMap<String, Date>,
) -> Result<HashMap<String, Deadline>, Error> {
    app.with_facts((pupil, app.today()), history, |rules, facts| {
        crate::standing::deadlines(rules, facts, decided, since)
    })
}

/// The classes of the reader's school that they may see, by year and name; none for a post with the authority.
pub fn groups(app: &App, by: &Actor) -> Result<Vec<Group>, Error> {
    by.require(Permission::SeePupils, Place::Anywhere)?;
    let Some(school) = by.school else { return Ok(Vec::new()) };
    let mut groups = app.store.read(|tx| store::group::of_school(tx, school))?;
    groups.retain(|group| by.may(Permission::SeePupils, Place::Group(school, group.id)));
    Ok(groups)
}

/// What a list shows of a pupil: the school year to today, and the band that decides.
pub fn glance(app: &App, pupil: &Pupil) -> Result<(Tally, Option<InBand>), Error> {
    let today = app.today();
    let history = app.store.read(|tx| store::case::of_pupil(tx, pupil.id))?;
    app.with_facts((pupil, today), &history, |rules, facts| {
        let year = facts.sheet.between(domain::calendar::school_year_start(today), today);
        (year.tally(), domain::decide::decide(rules, facts).bands.into_iter().find(InBand::decides))
    })
}

/// Pupils whose name, UPN or class begins with `text`, of the schools and groups that this reader may see.
pub fn search(app: &App, by: &Actor, text: &str) -> Result<Vec<(Pupil, Group)>, Error> {
    by.require(Permission::SeePupils, Place::Anywhere)?;
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let today = app.today();
    app.store.read(|tx| {
        let mut found = store::pupil::search(tx, by.school, text, today, 100)?;
        found.retain(|pupil| by.may(Permission::SeePupils, Place::Group(pupil.school, pupil.group)));
        let mut with_groups = Vec::with_capacity(found.len());
        for pupil in found {
            if let Some(group) = store::group::find(tx, pupil.group)? {
                with_groups.push((pupil, group));
            }
        }
        Ok(with_groups)
    })
}
