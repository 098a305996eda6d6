//! What a school is: its numbers, its address, its times and its calendar.

use axum::response::Response;
use domain::{
    Date,
    calendar::{Calendar, school_year_start},
    id::SchoolId,
    permission::{Permission, Place},
    school::{Marking, School, SessionTimes},
};
use service::{App, particulars::Particulars};

use crate::{
    error::Problem,
    frame::Section,
    link::Link,
    pages::particulars::{Fact, ParticularsPage, Stretch},
    reader::Reader,
    urls, words,
};

pub(super) fn page(app: &App, reader: &Reader, id: SchoolId) -> Result<Response, Problem> {
    let found = service::particulars::of(app, &reader.actor, id)?;
    let sees_figures = reader.actor.may(Permission::SeeFigures, Place::School(id));
    let year = school_year_start(app.today());
    let page = ParticularsPage {
        back: match sees_figures {
            true => Link::new(&found.school.name, urls::school(id)),
            false => Link::new("Today", urls::today()),
        },
        facts: facts(&found, may_set_times(reader, id), returns(reader, id))
            .into_iter()
            .chain(retention(reader, id))
            .chain(outlook(reader, id))
            .collect(),
        terms: terms(&found.calendar, year),
        closures: closures(&found.calendar, year),
    };
    let section = match (sees_figures, reader.actor.school) {
        (false, _) => Section::Today,
        (true, Some(_)) => Section::School,
        (true, None) => Section::Authority,
    };
    let frame = reader.frame(&format!("About {}", found.school.name), Some(section));
    Ok(reader.show(&frame, "particulars/particulars.html", page))
}

/// Those who may set the times are led there.
fn may_set_times(reader: &Reader, id: SchoolId) -> bool {
    let may = |permission| reader.actor.may(permission, Place::School(id));
    may(Permission::SetTimes) || may(Permission::Administer)
}

/// Where its returns are, for those who send or receive them; else empty.
fn returns(reader: &Reader, id: SchoolId) -> String {
    let may = |permission| reader.actor.may(permission, Place::School(id));
    match may(Permission::SendReturns) || may(Permission::ReceiveReturns) {
        true => urls::returns::of_school(id),
        false => String::new(),
    }
}

/// What may be deleted, for those who say so.
fn retention(reader: &Reader, id: SchoolId) -> Option<Fact> {
    let may_keep = reader.actor.may(Permission::KeepRecords, Place::School(id));
    may_keep.then(|| Fact {
        key: "How long records are kept".into(),
        lines: vec!["What may be deleted, and what is held back".into()],
        href: urls::retention::of_school(id),
    })
}

/// How far the early warning can be believed, and its switch: for staff, and for those who may switch it.
fn outlook(reader: &Reader, id: SchoolId) -> Option<Fact> {
    let may = |permission| reader.actor.may(permission, Place::School(id));
    let href = match (may(Permission::KeepRecords), may(Permission::SeePupils)) {
        (true, _) => urls::outlook::switch(id),
        (_, true) => urls::outlook::calibration(id),
        _ => return None,
    };
    let lines = vec!["What it is, how far it can be believed, and whether it is on".into()];
    Some(Fact { key: "Early warning".into(), lines, href })
}

fn facts(found: &Particulars, may_set_times: bool, returns: String) -> Vec<Fact> {
    let school = &found.school;
    let fact = |key: &str, lines: Vec<String>| Fact { key: key.into(), lines, href: String::new() };
    let unsaid = |lines: Vec<String>| if lines.is_empty() { vec![String::from("none on record")] } else { lines };
    let telephone = Some(school.telephone.clone()).filter(|number| !number.is_empty());
    vec![
        fact("Address", unsaid(school.address.clone())),
        Fact {
            href: telephone.as_deref().map(urls::telephone).unwrap_or_default(),
            ..fact("Telephone", unsaid(telephone.into_iter().collect()))
        },
        fact("Kind of school", vec![words::sentence(school.phase.word())]),
        fact("Unique reference number", vec![school.urn.clone()]),
        fact(
            "Authority and establishment",
            unsaid(Some(laestab(school)).filter(|text| !text.is_empty()).into_iter().collect()),
        ),
        Fact {
            href: if may_set_times { urls::times::of(school.id) } else { String::new() },
            ..fact("Morning register", vec![open(school.morning)])
        },
        fact("Afternoon register", vec![open(school.afternoon)]),
        fact("How registers start", vec![marking(school.marking).into()]),
        Fact { href: urls::handbook(), ..fact("Handbook", vec![handbook(found)]) },
        Fact {
            href: urls::duties(school.id),
            ..fact("Owed by the school", vec!["What the handbook asks of the school".into()])
        },
        Fact { href: returns, ..fact("Told to the authority", vec!["Returns and notices".into()]) },
        Fact { href: urls::services(school.id), ..fact("Who helps", vec!["The directory of services".into()]) },
    ]
}

/// `888/9901`.
fn laestab(school: &School) -> String {
    match school.laestab.split_at_checked(3) {
        Some((authority, establishment)) if !establishment.is_empty() => format!("{authority}/{establishment}"),
        _ => school.laestab.clone(),
    }
}

fn open(times: SessionTimes) -> String {
    let [opens, closes, ends] = [times.opens, times.closes, times.ends].map(words::time);
    format!("Opens {opens}, closes {closes}; the session ends at {ends}")
}

const fn marking(marking: Marking) -> &'static str {
    match marking {
        Marking::Exceptions => "Everybody is present until marked otherwise",
        Marking::Everyone => "Nobody has a mark until the teacher gives one",
    }
}

fn handbook(found: &Particulars) -> String {
    found.pack.as_ref().map_or_else(|| format!("{}, which is not here", found.school.pack), |pack| pack.name.clone())
}

/// The terms that end in the school year or after it.
fn terms(calendar: &Calendar, year: Date) -> Vec<Stretch> {
    let ahead = calendar.terms().iter().filter(|term| term.last >= year);
    ahead.map(|term| stretch(&term.name, term.first, term.last)).collect()
}

fn closures(calendar: &Calendar, year: Date) -> Vec<Stretch> {
    let ahead = calendar.closures().iter().filter(|closure| closure.last >= year);
    ahead.map(|closure| stretch(&words::sentence(&closure.label), closure.first, closure.last)).collect()
}

fn stretch(name: &str, first: Date, last: Date) -> Stretch {
    let days = match first == last {
        true => words::full_day(first),
        false => format!("{} to {}", words::full_day(first), words::full_day(last)),
    };
    Stretch { name: name.into(), days }
}
