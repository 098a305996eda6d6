//! What the administrator looks after: people, calendars, addresses, imports, packs.

use domain::{clock, proposal::Proposal, rule::PackHead};
use service::{
    App,
    upkeep::{self, Finding, Import, Line, Matter},
};

use super::Listing;
use crate::{
    error::Problem,
    link::{Button, Link},
    pages::today::{Kind, Row, Section},
    status::Status,
    urls, words,
};

pub(super) fn sections(listing: &Listing<'_>) -> Result<Vec<Section>, Problem> {
    let upkeep = upkeep::upkeep(listing.app, &listing.reader.actor)?;
    let shown = &upkeep.findings[..listing.shown(Kind::Administration, upkeep.findings.len())];
    let waiting = service::proposal::waiting(listing.app, &listing.reader.actor)?;
    let findings: Vec<Row> =
        waiting.iter().map(|one| proposal(listing.app, one)).chain(shown.iter().map(finding)).collect();
    let imported = &upkeep.imports[..listing.shown(Kind::Imports, upkeep.imports.len())];
    let imports = imported.iter().map(|(school, import)| brought_in(school, import)).collect();
    let packs = upkeep.packs.iter().map(|(pack, schools)| handbook(listing.app, pack, &followed(*schools)));
    let lines = &upkeep.schools[..listing.shown(Kind::LookedAfter, upkeep.schools.len())];
    let people = words::counted(upkeep.people as i64, "person signs in", "people sign in");
    let schools = listing.section(Kind::LookedAfter, lines.iter().map(school).collect(), upkeep.schools.len(), "");
    Ok(vec![
        listing.section(Kind::Administration, findings, waiting.len() + upkeep.findings.len(), ""),
        listing.section(Kind::Imports, imports, upkeep.imports.len(), ""),
        Section { summary: format!("{}. {people}", schools.summary), ..schools },
        listing.section(Kind::Packs, packs.collect(), upkeep.packs.len(), ""),
    ])
}

/// A change of a handbook that waits for the reader.
fn proposal(app: &App, proposal: &Proposal) -> Row {
    let (href, draft) = (urls::proposal(proposal.id), &proposal.draft);
    let pack = app.packs().packs.get(&draft.pack);
    let name = pack.map_or(&draft.pack, |pack| &pack.head.name);
    let chapter = pack.and_then(|pack| pack.chapter(&draft.first.chapter));
    let from = words::full_day(draft.from);
    Row::new(
        Link::new(format!("Change of {name}"), href.clone()),
        chapter.map_or_else(|| draft.first.chapter.clone(), |chapter| chapter.title().to_owned()),
        format!("{} proposed a change to apply from {from}. Approve or decline it.", proposal.by.name),
        Status::due(format!("Before {}", words::day(draft.from))),
        Button::open("Look at it", &format!("for {name}, by {}", proposal.by.name), href),
    )
}

fn finding(finding: &Finding) -> Row {
    let (what, due) = said(&finding.matter);
    let is_about_people = matches!(
        finding.matter,
        Matter::NoLead | Matter::LockedOut | Matter::ClassesWithoutTeacher(_) | Matter::TeachersWithoutClass(_)
    );
    let (text, href) = match finding.school.filter(|_| !is_about_people) {
        Some(school) => ("See the school", urls::particulars(school)),
        None => ("See the people", urls::people()),
    };
    let whom = format!("for {}", finding.about);
    Row::new(Link::new(&finding.about, href.clone()), String::new(), what, due, Button::open(text, &whom, href))
}

/// What is wrong and what mends it, and how soon.
fn said(matter: &Matter) -> (String, Status) {
    let now = |what: &str| (String::from(what), Status::now("Now"));
    match matter {
        Matter::NoPack(pack) => {
            (format!("It follows the handbook {pack}, which is not here: nothing is worked out."), Status::now("Now"))
        }
        Matter::NoSchoolDay(None) => now("It has no calendar, so no register opens. Give it term dates."),
        Matter::NoSchoolDay(Some(last)) => {
            let ended = words::full_day(*last);
            (
                format!("Its calendar ended on {ended}, so no register opens. Give it the next term dates."),
                Status::now("Now"),
            )
        }
        Matter::NoLead => now("Nobody leads on attendance, so what the handbook makes due reaches nobody."),
        Matter::LockedOut => (
            String::from(
                "A wrong password was tried too often. It opens again by itself within minutes; or set a new one.",
            ),
            Status::due("Locked out"),
        ),
        Matter::CalendarEnds(last) => (
            String::from("Its calendar has no school day after that. Give it the next term dates."),
            Status::due(format!("By {}", words::day(*last))),
        ),
        Matter::ClassesWithoutTeacher(classes) => {
            let classes = words::counted(*classes as i64, "class has", "classes have");
            (format!("{classes} no teacher."), Status::due("Give a post"))
        }
        Matter::TeachersWithoutClass(teachers) => {
            let teachers = words::counted(*teachers as i64, "class teacher has", "class teachers have");
            (format!("{teachers} no class yet, and so no register to take."), Status::due("Give a class"))
        }
        Matter::LettersLack(what) => {
            let what = what.join(" and no ");
            (
                format!("Its letters have no {what} at their head. Load the national list of schools again."),
                Status::wait("Before a letter"),
            )
        }
    }
}

fn brought_in(school: &str, import: &Import) -> Row {
    let href = urls::particulars(import.school);
    let at = clock::local(import.at);
    let days = format!("{} to {}", words::full_day(import.first), words::full_day(import.last));
    Row::new(
        Link::new(school, href.clone()),
        import.source.clone(),
        format!("Marks of {days}, by {}.", import.name),
        Status::done(format!("{}, {}", words::day(at.date()), words::time(at.time()))),
        Button::open("See the school", &format!("for {school}"), href),
    )
}

fn school(line: &Line) -> Row {
    let href = urls::particulars(line.school.id);
    let people = words::counted(line.people as i64, "person signs in", "people sign in");
    let classes = words::counted(line.classes as i64, "class", "classes");
    let (calendar, due) = match line.last_day {
        Some(last) => (format!(" Its calendar runs to {}.", words::full_day(last)), Status::done("")),
        None => (String::new(), Status::now("No calendar")),
    };
    let button = Button::open("See the school", &format!("for {}", line.school.name), href.clone());
    let phase = words::sentence(line.school.phase.word());
    Row::new(Link::new(&line.school.name, href), phase, format!("{classes}, {people}.{calendar}"), due, button)
}

fn followed(schools: usize) -> String {
    match schools {
        0 => String::from("No school follows it directly."),
        some => format!("{} it.", words::counted(some as i64, "school follows", "schools follow")),
    }
}

/// A handbook that is in use. `followed` says by whom; it may be empty.
pub(super) fn handbook(app: &App, pack: &PackHead, followed: &str) -> Row {
    let checked = pack.checked.map(|day| format!("Held against its document on {}.", words::full_day(day)));
    let said: Vec<&str> =
        [followed, checked.as_deref().unwrap_or_default()].into_iter().filter(|text| !text.is_empty()).collect();
    let due = match pack.until {
        Some(until) if until < app.today() => Status::now(format!("Ended {}", words::full_day(until))),
        Some(until) => Status::wait(format!("Until {} {}", words::month(until), until.year())),
        None => Status::wait("No end"),
    };
    Row::new(
        Link::new(&pack.name, urls::handbook()),
        if pack.edition.is_empty() { words::sentence(&pack.kind) } else { format!("Edition {}", pack.edition) },
        said.join(" "),
        due,
        Button::open("Read it", &pack.name, urls::handbook()),
    )
}
