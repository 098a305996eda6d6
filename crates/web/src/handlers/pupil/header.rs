//! What stands above the tabs of a pupil: who they are, where they stand, what to do next.

use domain::{
    code::Class,
    decide::InBand,
    permission::{Permission, Place},
    rule::slug,
    session::Session,
};
use service::{App, case::roles};

use super::{around, class, known::Known};
use crate::{
    chart::bands::shade,
    error::Problem,
    link::{Button, Link},
    pages::pupil::{Band, Header, Note, Standing, Tab, tabs},
    reader::Reader,
    urls, words,
};

pub(super) fn header(app: &App, reader: &Reader, known: &Known<'_>, tab: Tab) -> Result<Header, Problem> {
    let pupil = known.pupil();
    Ok(Header {
        back: Link::new("Pupils", urls::pupils()),
        name: pupil.name(),
        forename: pupil.forename.clone(),
        particulars: particulars(app, reader, known),
        standing: standing(known),
        next: next(app, reader, known)?,
        links: links(app, reader, known)?,
        around: around::around(app, reader, known)?,
        tabs: tabs(pupil.id, tab),
    })
}

fn particulars(app: &App, reader: &Reader, known: &Known<'_>) -> String {
    let pupil = known.pupil();
    let mut words = vec![class(&known.record.group)];
    words.extend(known.record.teachers.iter().cloned());
    let mut said = format!("{}. Born {}. UPN {}.", words.join(", "), date_of(pupil.born), pupil.upn);
    let cohorts = service::admission::cohorts_seen(app, &reader.actor, pupil);
    if !cohorts.is_empty() {
        said.push_str(&format!(" {}.", words::sentence(&cohorts.join(", "))));
    }
    if let Some(last) = pupil.enrolled_until {
        said.push_str(&format!(" Last day on the roll: {}.", words::full_day(last)));
    }
    said
}

/// `3 May 2017`.
pub(super) fn date_of(date: domain::Date) -> String {
    format!("{} {} {}", date.day(), words::month(date), date.year())
}

fn standing(known: &Known<'_>) -> Standing {
    let pupil = known.pupil().id;
    let number = |count: u32| words::number(count.into());
    Standing {
        missed: known.missed(),
        counted: format!("{} of {} possible sessions", number(known.tally.absent()), number(known.tally.possible())),
        sessions: urls::sessions(pupil, "counted=absent"),
        bands: known.decided.bands.iter().filter(|band| band.decides()).map(|one| band(known, one)).collect(),
        notes: notes(known),
    }
}

fn band(known: &Known<'_>, band: &InBand) -> Band {
    let head = &band.receipt.head;
    let began = known.since.get(&band.set).filter(|&&since| !is_start_of_year(known, since));
    Band {
        name: format!("{}: {}", band.set, band.band),
        shade: shade(band.place, known.bands_in(&band.set)),
        since: began.map_or_else(String::new, |&since| format!("since {}", words::day(since))),
        receipt: Some(urls::receipt(known.pupil().id, &head.pack, &head.slug)),
    }
}

fn is_start_of_year(known: &Known<'_>, day: domain::Date) -> bool {
    known.calendar.year_start(known.today).is_some_and(|first| day <= first)
}

/// The flags of the country, the next band of each set, and where a set beside differs.
fn notes(known: &Known<'_>) -> Vec<Note> {
    let mut notes = Vec::new();
    let national = known.rules.packs.iter().filter(|pack| pack.kind == "national");
    let national: Vec<&str> = national.map(|pack| pack.slug.as_str()).collect();
    for flag in known.decided.flags.iter().filter(|flag| national.contains(&flag.receipt.head.pack.as_str())) {
        let head = &flag.receipt.head;
        let since = known.since.get(&flag.name).map(|&day| format!(" since {}", words::day(day)));
        notes.push(Note {
            text: format!("{}{}.", flag.name, since.unwrap_or_default()),
            why: Some(Link::new("Why", urls::receipt(known.pupil().id, &head.pack, &head.slug))),
        });
    }
    for band in known.decided.bands.iter().filter(|band| band.decides()) {
        if let Some((next, sessions)) = &band.next {
            let more = words::days(u64::from(*sessions));
            notes.push(Note { text: format!("{more} more and {next} begins."), why: None });
        }
        if let Some(other) = &band.differs {
            let beside = known.rules.bands.iter().find(|set| set.second_opinion_to.as_ref() == Some(&band.set));
            let beside = beside.map_or("The set beside it", |set| &set.head.name);
            notes.push(Note { text: format!("{beside} would say {other}, and decides nothing."), why: None });
        }
    }
    notes
}

/// The one thing to do next: find a reason, else the most binding task.
fn next(app: &App, reader: &Reader, known: &Known<'_>) -> Result<Option<Button>, Problem> {
    let may = |permission| reader.actor.may(permission, Place::School(known.school.id));
    let pupil = known.pupil().id;
    if may(Permission::EnterCodes) {
        let sessions = known.unexplained(app)?;
        if let Some(last) = sessions.last() {
            let of_day: Vec<Session> = sessions.iter().filter(|one| one.date == last.date).copied().collect();
            let text = format!("Find out about {} {}", last.date.day(), words::month(last.date));
            return Ok(Some(Button::open(
                &text,
                "",
                urls::and_back(&urls::reason_about(&[pupil], &of_day), &urls::pupil(pupil)),
            )));
        }
    }
    let own = known.decided.tasks.iter().filter(|task| roles::is_one_of(known.rules, &reader.actor, &task.owner));
    let now = (known.today, known.time);
    let first = own.min_by_key(|task| {
        let deadline = known.deadlines.get(&task.name);
        let is_overdue = task.is_overdue || deadline.is_some_and(|deadline| deadline.is_over(now));
        (!is_overdue, task.strength)
    });
    Ok(first.map(|task| Button::open(&task.name, "", urls::pathway_at(pupil, &slug(&task.name)))))
}

fn links(app: &App, reader: &Reader, known: &Known<'_>) -> Result<Vec<Link>, Problem> {
    let pupil = known.pupil();
    let mut links = Vec::new();
    let may_log = reader.actor.may(Permission::LogContact, Place::School(pupil.school));
    if let Some(session) = last_absence(app, known)?.or(known.session).filter(|_| may_log) {
        links.push(Link::new(
            "Record a call",
            urls::and_back(&urls::call_about(&[pupil.id], session), &urls::pupil(pupil.id)),
        ));
    }
    let asked = |name: &String| known.decided.tasks.iter().any(|task| task.opens.as_ref() == Some(name));
    // A letter that is offered, or open for everybody always, stands with all else that can be done, on the pathway.
    let letters = service::letter::open(app, &reader.actor, pupil, &known.record.history)?.into_iter();
    for letter in letters.filter(|letter| letter.when.is_some() || asked(&letter.head.name)) {
        let href = urls::letter(pupil.id, &letter.head.pack, &letter.head.slug);
        links.push(Link::new(format!("Write: {}", letter.head.name), href));
    }
    Ok(links)
}

/// The last session missed, which a call is most likely about.
fn last_absence(app: &App, known: &Known<'_>) -> Result<Option<Session>, Problem> {
    let view = app.view(known.school.id);
    let sheet = view.roll()?.sheet_or_blank(known.pupil().id).between(domain::Date::MIN, known.today);
    let missed = sheet.marked().rev().find(|&(_, code)| sheet.codes.class(code).is_some_and(Class::is_absent));
    Ok(missed.map(|(session, _)| session))
}
