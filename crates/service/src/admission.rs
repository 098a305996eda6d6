//! The admission register: looked at as it was known on any day, and entered in, with the day, the person and the reason.

pub mod cohort;
pub mod contact;
pub mod deletion;
pub mod enrolment;
pub mod opening;
pub mod printed;
mod step;
pub mod worker;

use domain::{
    Date,
    admission::{self, Act, Amendment, Entry, Fact, Fault, Gap, Record, Stand},
    id::PupilId,
    permission::{Actor, Permission, Place},
    pupil::Pupil,
    rule::Rules,
};
use store::Tx;

use crate::{App, Error};

/// What stands where an address is that this reader may not see.
pub const WITHHELD: &str = "withheld: the address is protected";

/// The setting that says how many people a school wants to be able to ring.
const ASKED_FOR: &str = "emergency contacts asked for";

/// What the register says of a pupil, as far as this reader may see it.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The pupil.
    pub pupil: Pupil,
    /// What was known on the day.
    pub record: Record,
    /// Every entry that was made by then, in order.
    pub history: Vec<Entry>,
    /// What is missing, as of that day.
    pub gaps: Vec<Gap>,
    /// Cohorts that this reader may not see.
    pub hidden_cohorts: usize,
    /// Whether the reader may enter something.
    pub may_keep: bool,
    /// Whether the reader may see protected addresses and cohorts that need care.
    pub may_see_protected: bool,
}

/// What the register of a pupil's school said of them as it was known on `day`, or is known today.
pub fn look(app: &App, by: &Actor, pupil: PupilId, day: Option<Date>) -> Result<Shown, Error> {
    let pupil = whose(app, by, pupil)?;
    app.permit(by, Permission::SeeContacts, pupil.school)?;
    let (school, today) = (pupil.school, app.today());
    let day = day.unwrap_or(today).min(today);
    let mut history = app.store.read(|tx| store::admission::of_pupil(tx, school, pupil.id))?;
    history.retain(|entry| domain::clock::local(entry.at).date() <= day);
    let mut record = Record::on(&history, day).ok_or(Error::NotFound("entry in the admission register of that day"))?;
    let asked = asked_for(app.rules_on(school, day)?);
    let gaps = record.gaps(asked);
    let may = |permission| by.may(permission, Place::School(school));
    let may_see_protected = may(Permission::SeeProtected);
    let mut hidden_cohorts = 0;
    if !may_see_protected {
        let is_protected = record.is_protected();
        history.iter_mut().for_each(|entry| withhold(app, entry, is_protected));
        record = record.withheld(WITHHELD);
        let all = record.cohorts.len();
        record.cohorts.retain(|cohort| !is_sensitive(app, &cohort.name));
        hidden_cohorts = all - record.cohorts.len();
        record.workers.clear();
    }
    Ok(Shown {
        record,
        history,
        gaps,
        hidden_cohorts,
        may_keep: may(Permission::KeepAdmissions),
        may_see_protected,
        pupil,
    })
}

/// The pupil, if this reader may see them: as enrolled today, else as they will be, else as they last were.
pub(crate) fn whose(app: &App, by: &Actor, id: PupilId) -> Result<Pupil, Error> {
    by.require(Permission::SeePupils, Place::Anywhere)?;
    let today = app.today();
    let found = app.store.read::<_, Error>(|tx| {
        if let Some(pupil) = store::pupil::find_at(tx, id, today, by.school)? {
            return Ok(Some(pupil));
        }
        let own = |(school, _): &(domain::id::SchoolId, store::pupil::Span)| by.school.is_none_or(|own| own == *school);
        let stays: Vec<_> = store::pupil::enrolments(tx, id)?.into_iter().filter(own).map(|(_, span)| span).collect();
        let coming = stays.iter().map(|span| span.from).filter(|first| *first > today).min();
        let gone = stays.iter().filter_map(|span| span.until).filter(|last| *last < today).max();
        match coming.or(gone) {
            Some(day) => Ok(store::pupil::find_at(tx, id, day, by.school)?),
            None => Ok(None),
        }
    })?;
    let is_seen = |pupil: &Pupil| by.may(Permission::SeePupils, Place::Group(pupil.school, pupil.group));
    found.filter(is_seen).ok_or(Error::NotFound("pupil"))
}

/// Whether a cohort is shown only to whoever may see what needs care.
pub fn is_sensitive(app: &App, cohort: &str) -> bool {
    app.packs().sensitive.contains(cohort)
}

/// The cohorts of `pupil` that this reader may see.
pub fn cohorts_seen<'a>(app: &App, by: &Actor, pupil: &'a Pupil) -> Vec<&'a str> {
    let may_see = by.may(Permission::SeeProtected, Place::School(pupil.school));
    let seen = pupil.cohorts.iter().filter(|cohort| may_see || !is_sensitive(app, cohort));
    seen.map(String::as_str).collect()
}

fn asked_for(rules: &Rules) -> usize {
    let words = rules.setting(ASKED_FOR).map(|setting| setting.value.to_string()).unwrap_or_default();
    words.split(' ').next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// Takes out of an entry what a reader without the permission may not see.
fn withhold(app: &App, entry: &mut Entry, is_protected: bool) {
    for fact in &mut entry.facts {
        match fact {
            Fact::Is(particular, value) if is_protected && particular.is_address() && !value.is_empty() => {
                *value = WITHHELD.into();
            }
            Fact::Contact(contact) if contact.is_protected => contact.address = WITHHELD.into(),
            _ => {}
        }
    }
    let said = entry.facts.len();
    entry.facts.retain(|fact| match fact {
        Fact::Cohort(cohort) => !is_sensitive(app, &cohort.name),
        Fact::CohortWithdrawn(name, _) => !is_sensitive(app, name),
        Fact::Worker(_) => false,
        _ => true,
    });
    if said > 0 && entry.facts.is_empty() {
        // Why it was entered tells what it was.
        entry.reason = "shown only to those who need to know".into();
    }
}

/// Enters particulars of a pupil.
pub fn amend(app: &App, by: &Actor, pupil: PupilId, amendment: &Amendment) -> Result<(), Error> {
    let pupil = kept(app, by, pupil)?;
    let (today, mut amendment) = (app.today(), amendment.clone());
    let may_see = by.may(Permission::SeeProtected, Place::School(pupil.school));
    let new = New { act: Act::Change, from: amendment.from, reason: amendment.reason.clone() };
    enter(app, by, &pupil, new, move |tx, record| {
        if record.is_protected() && !may_see {
            // Whoever is not shown an address sends it empty and means nothing by it.
            amendment.values.retain(|(particular, value)| !particular.is_address() || !value.trim().is_empty());
        }
        let facts = admission::check(&amendment, &Stand { record, today }).map_err(Error::Admission)?;
        for fact in &facts {
            if let Fact::Is(admission::Particular::Upn, upn) = fact
                && store::pupil::with_upn(tx, upn)?.is_some()
            {
                return Err(Error::Admission(vec![Fault::UpnTaken(upn.clone())]));
            }
        }
        Ok(facts)
    })
}

/// The pupil, if the actor keeps the register that they are in.
fn kept(app: &App, by: &Actor, pupil: PupilId) -> Result<Pupil, Error> {
    let pupil = whose(app, by, pupil)?;
    app.permit(by, Permission::KeepAdmissions, pupil.school)?;
    Ok(pupil)
}

/// What every entry has beside what it says.
struct New {
    act: Act,
    from: Date,
    reason: String,
}

/// Enters what `make` says of the register as it stands, and keeps the picture of today in step, all of it or nothing.
fn enter(
    app: &App,
    by: &Actor,
    pupil: &Pupil,
    new: New,
    make: impl FnOnce(&mut dyn Tx, &Record) -> Result<Vec<Fact>, Error> + Send + 'static,
) -> Result<(), Error> {
    let (id, school, today, at, by) = (pupil.id, pupil.school, app.today(), app.now(), by.stamp());
    app.store.write::<(), Error>(move |tx| {
        let mut entries = store::admission::of_pupil(tx, school, id)?;
        let record = Record::on(&entries, today).ok_or(Error::NotFound("entry in the admission register"))?;
        let facts = make(tx, &record)?;
        let New { act, from, reason } = new;
        let entry = Entry { school, pupil: id, at, by, act, from, facts, reason: reason.trim().to_owned() };
        store::admission::append(tx, &entry)?;
        entries.push(entry.clone());
        let record = Record::on(&entries, today).ok_or(Error::NotFound("entry in the admission register"))?;
        step::keep(tx, &entry, &record)
    })?;
    app.cache.forget();
    Ok(())
}

#[cfg(test)]
mod tests;
