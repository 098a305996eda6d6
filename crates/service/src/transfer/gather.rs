//! What a transfer file says of pupils, without what is protected.

use std::collections::{BTreeMap, BTreeSet};

use analysis::{
    Period, SchoolRoll,
    figures::{Thresholds, of_pupil},
};
use domain::{
    Date,
    admission::{Enrolment, Entry, Fact, Kind, Particular, Record},
    calendar::school_year_start,
    id::{ContactId, PupilId},
    pupil::{self, Pupil},
    tally::Tally,
    upn::Upn,
};
use imports::transfer_file::{Attended, Contact, Pupil as Said, SchoolNumber, YearData, address_lines, year_group};
use jiff::ToSpan;

use super::TransferError;
use crate::{App, Error};

/// What the log says of what was left out.
const LEFT_OUT: &str = "The address of the pupil, and everything about a contact whose address is protected.";

/// The school that the pupils leave.
type School<'a> = (&'a SchoolNumber, &'a str);

/// What is said of each pupil, with what was left out.
pub(super) fn gather(app: &App, school: School<'_>, pupils: &[Pupil]) -> Result<Vec<(Said, String)>, TransferError> {
    let Some(here) = pupils.first().map(|pupil| pupil.school) else { return Ok(Vec::new()) };
    app.follow(here)?;
    let today = app.today();
    let known = app.store.read::<_, Error>(|tx| {
        pupils
            .iter()
            .map(|pupil| {
                let entries = store::admission::of_pupil(tx, here, pupil.id)?;
                let record = Record::on(&entries, today).ok_or(Error::NotFound("entry in the admission register"))?;
                let secrets = Secrets::of(&entries, store::contact::with_protected(tx, pupil.id)?);
                Ok((record, secrets))
            })
            .collect::<Result<Vec<(Record, Secrets)>, Error>>()
    })?;
    let thresholds = crate::school::thresholds(app, here, today)?;
    let view = app.view(here);
    let roll = view.roll()?;
    let each = pupils.iter().zip(known).map(|(pupil, (record, secrets))| {
        let years = years((roll, thresholds), pupil.id, &record.enrolments, today);
        if years.is_empty() {
            return Err(TransferError::NoMarks(pupil.name()));
        }
        let said = said(pupil, school, (&record, &secrets), years)?;
        Ok((said, if secrets.protected.is_empty() { String::new() } else { LEFT_OUT.to_owned() }))
    });
    each.collect()
}

/// What must not be said.
struct Secrets {
    /// Contacts whose address is protected, or was.
    protected: BTreeSet<ContactId>,
    /// Where they live or lived, and how they are reached, as [`plain`] writes it.
    places: BTreeSet<String>,
}

impl Secrets {
    fn of(entries: &[Entry], now: Vec<pupil::Contact>) -> Secrets {
        let then = entries.iter().flat_map(|entry| &entry.facts).filter_map(|fact| match fact {
            Fact::Contact(contact) => Some(contact.clone()),
            _ => None,
        });
        let all: Vec<pupil::Contact> = then.chain(now).collect();
        let protected: BTreeSet<ContactId> = all.iter().filter(|one| one.is_protected).map(|one| one.id).collect();
        let theirs = all.iter().filter(|one| protected.contains(&one.id));
        let places = theirs.flat_map(|one| [&one.address, &one.phone, &one.email]).map(|place| plain(place));
        Secrets { places: places.filter(|place| !place.is_empty()).collect(), protected }
    }

    /// The text, or nothing where it says where somebody is who is not to be found.
    fn clean<'a>(&self, text: &'a str) -> &'a str {
        let plain = plain(text);
        if self.places.iter().any(|place| plain.contains(place.as_str())) { "" } else { text }
    }
}

/// Letters and digits only, so that an address is found however it is written.
fn plain(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn said(
    pupil: &Pupil,
    school: School<'_>,
    (record, secrets): (&Record, &Secrets),
    years: BTreeMap<i16, Tally>,
) -> Result<Said, TransferError> {
    let upn = Upn::parse(record.is(Particular::Upn)).map_err(|why| TransferError::NoUpn { name: pupil.name(), why })?;
    let (forename, middle_names) =
        record.is(Particular::Forenames).split_once(' ').unwrap_or((record.is(Particular::Forenames), ""));
    let address = if secrets.protected.is_empty() { record.is(Particular::Address) } else { "" };
    let contacts = record.contacts.iter().filter(|contact| !secrets.protected.contains(&contact.id));
    let year = |(year, tally)| YearData { year, school: school.0.clone(), name: school.1.to_owned(), tally };
    Ok(Said {
        upn,
        surname: record.is(Particular::Surname).to_owned(),
        forename: forename.to_owned(),
        born: record.is(Particular::Born).parse().unwrap_or(pupil.born),
        sex: record.is(Particular::Sex).chars().next().unwrap_or(pupil.sex),
        former_upn: record.is(Particular::FormerUpn).to_owned(),
        called: record.is(Particular::Called).to_owned(),
        middle_names: middle_names.trim().to_owned(),
        year_group: year_group(pupil.year),
        address: address_lines(secrets.clean(address)),
        contacts: contacts.map(|contact| contact_of(contact, secrets)).collect(),
        years: years.into_iter().map(year).collect(),
        history: history(school, record, secrets),
    })
}

fn contact_of(contact: &pupil::Contact, secrets: &Secrets) -> Contact {
    let (forename, surname) = contact.name.trim().rsplit_once(' ').unwrap_or(("", contact.name.trim()));
    Contact {
        order: contact.order,
        forename: forename.trim().to_owned(),
        surname: surname.to_owned(),
        relationship: contact.relationship.clone(),
        is_parent: contact.is_parent,
        address: address_lines(secrets.clean(&contact.address)),
        phone: secrets.clean(&contact.phone).to_owned(),
        email: secrets.clean(&contact.email).to_owned(),
    }
}

/// Where the pupil was before, of which only the name is known, and the times on this register.
fn history(school: School<'_>, record: &Record, secrets: &Secrets) -> Vec<Attended> {
    let last = secrets.clean(record.is(Particular::LastSchool));
    let before = Attended { school: None, name: last.to_owned(), from: None, until: None };
    let here = stays(&record.enrolments).map(|(from, until)| Attended {
        school: Some(school.0.clone()),
        name: school.1.to_owned(),
        from: Some(from),
        until,
    });
    (!last.is_empty()).then_some(before).into_iter().chain(here).collect()
}

/// The times on the register, oldest first. One ends where the next begins, and a guest is in no figure.
fn stays(enrolments: &[Enrolment]) -> impl Iterator<Item = (Date, Option<Date>)> {
    let all = enrolments.iter().enumerate().filter(|(_, enrolment)| enrolment.kind != Kind::Guest);
    all.map(|(at, enrolment)| {
        let next = enrolments.get(at + 1).and_then(|next| next.from.yesterday().ok());
        let until = [enrolment.until, next].into_iter().flatten().min();
        (enrolment.from, until)
    })
}

/// The sessions of each school year on the register, by the year in which it began.
fn years(
    (roll, thresholds): (&SchoolRoll, Thresholds),
    pupil: PupilId,
    enrolments: &[Enrolment],
    today: Date,
) -> BTreeMap<i16, Tally> {
    let mut years: BTreeMap<i16, Tally> = BTreeMap::new();
    for (mut first, until) in stays(enrolments) {
        let last = until.map_or(today, |until| until.min(today));
        while first <= last {
            let start = school_year_start(first);
            let next = start.saturating_add(1.year());
            let end = next.yesterday().map_or(last, |end| end.min(last));
            let tally = of_pupil(roll, pupil, Period { first, last: end }, thresholds).tally;
            if tally.possible() > 0 {
                *years.entry(start.year()).or_default() += tally;
            }
            first = next;
        }
    }
    years
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_protected_place_is_known_however_it_is_written() {
        let secrets =
            Secrets { protected: [ContactId(1)].into(), places: [plain("3 Quarry Cottages, Fellshire")].into() };
        assert_eq!(secrets.clean("3, quarry cottages\nFellshire ZZ1"), "");
        assert_eq!(secrets.clean("4 Quarry Cottages, Fellshire"), "4 Quarry Cottages, Fellshire");
        assert_eq!(secrets.clean(""), "");
    }

    #[test]
    fn a_time_on_the_register_ends_where_the_next_begins_and_a_guest_has_none() {
        let on = |from, kind, until| Enrolment { from, kind, other_school: String::new(), other_from: None, until };
        let (autumn, spring, summer) = (date(2025, 9, 1), date(2026, 1, 5), date(2026, 4, 13));
        let all = [
            on(autumn, Kind::Sole, None),
            on(spring, Kind::Guest, None),
            on(summer, Kind::DualMain, Some(date(2026, 7, 17))),
        ];
        let stays: Vec<(Date, Option<Date>)> = stays(&all).collect();
        assert_eq!(stays, [(autumn, Some(date(2026, 1, 4))), (summer, Some(date(2026, 7, 17)))]);
    }
}
