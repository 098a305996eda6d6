//! A pupil's year: every session, the runs of absence, the weekdays, lateness.

use analysis::{Period, SchoolRoll, figures};
use axum::{extract::Path, response::Response};
use domain::{
    code::{Code, Role},
    id::PupilId,
    permission::{Permission, Place},
    session::{Half, Session},
    sheet::Sheet,
};
use service::App;

use super::{header::header, id, known::Known};
use crate::{
    chart::{
        span::span,
        year::{Source, year},
    },
    error::Problem,
    form::Fields,
    frame::Section,
    handlers::{Visit, count},
    link::Link,
    pages::{
        count::Count,
        pupil::{
            Tab,
            year::{YearPage, runs, weekdays},
        },
    },
    reader::Reader,
    urls, words,
};

pub(super) async fn page(visit: Visit, Path(pupil): Path<String>, fields: Fields) -> Response {
    visit.answer(move |app, reader| show(app, reader, id(&pupil)?, &fields)).await
}

fn show(app: &App, reader: &Reader, pupil: PupilId, fields: &Fields) -> Result<Response, Problem> {
    let known = Known::load(app, reader, pupil)?;
    let header = header(app, reader, &known, Tab::Year)?;
    let name = known.pupil().name();
    let outlook = service::outlook::of_pupil(app, &reader.actor, pupil)?;
    let view = app.view(known.school.id);
    let roll = view.roll()?;
    let sheet = roll.sheet_or_blank(pupil);
    let period = Period::year_to(known.today);
    let this_year = sheet.between(period.first, period.last);
    let missed = runs(this_year, &|first, last| marks_from(pupil, "absent", first, last));
    let page = YearPage {
        header,
        period: period_words(&known),
        year: until(&known).and_then(|until| picture(&known, sheet, until)),
        runs_counted: words::counted(missed.len() as i64, "absence", "absences"),
        runs_days: Link::new(
            missed.last().map(|run| run.total.clone()).unwrap_or_default(),
            urls::sessions(pupil, "counted=absent"),
        ),
        runs: missed.into_iter().rev().collect(),
        kinds: kinds(pupil, this_year),
        weekdays: weekdays(half_days(this_year), &|day| urls::sessions(pupil, &format!("counted={day}"))),
        pattern: pattern(this_year),
        lateness: lateness(roll, pupil, period),
        plans: plans(app, &known),
        certificate: certificate(reader, &known),
        outlook: outlook.as_ref().map(crate::pages::outlook::block),
        count: counted(app, &known, sheet, fields)?,
    };
    Ok(reader.show(&reader.frame(&name, Some(Section::Pupils)).wide(), "pupil/year.html", page))
}

fn certificate(reader: &Reader, known: &Known<'_>) -> Option<Link> {
    let may = reader.actor.may(Permission::MakeLetters, Place::School(known.school.id));
    may.then(|| Link::new("Certificate of attendance", urls::paper::certificate(known.pupil().id)))
}

/// The pupil's sessions of the school year, to the end of any day.
fn counted(app: &App, known: &Known<'_>, sheet: Sheet<'_>, fields: &Fields) -> Result<Count, Problem> {
    let (to, error) = count::day(fields, known.today);
    let period = Period::year_to(to);
    let sheet = sheet.between(period.first, period.last);
    let pupil = known.pupil().id;
    let first = known.calendar.year_start(to).unwrap_or(period.first);
    Ok(count::view(&count::Source {
        app,
        calendar: &known.calendar,
        thresholds: service::school::thresholds(app, known.school.id, to)?,
        tally: sheet.tally(),
        by_code: sheet.by_code(),
        to,
        error,
        action: urls::pupil(pupil),
        link: &|filter| Some(urls::sessions(pupil, &format!("{filter}&from={first}&to={to}"))),
    }))
}

/// The last session begun, or the last of the year before school begins again.
fn until(known: &Known<'_>) -> Option<Session> {
    known.session.or_else(|| known.calendar.on_or_before(known.today).map(|day| Session::new(day, Half::Afternoon)))
}

fn picture(known: &Known<'_>, sheet: Sheet<'_>, until: Session) -> Option<crate::chart::year::Year> {
    let pupil = known.pupil();
    year(&Source {
        whose: &pupil.forename,
        sheet,
        until,
        enrolled_from: pupil.enrolled_from,
        enrolled_until: pupil.enrolled_until,
        // The page of a mark shows the run that it stands in.
        link: &|first, _| urls::mark(pupil.id, first),
    })
}

/// One mark's history, or the list of several.
pub(super) fn marks_from(pupil: PupilId, counted: &str, first: Session, last: Session) -> String {
    if first == last {
        return urls::mark(pupil, first);
    }
    let part = |session: Session| urls::encode(&session.to_string());
    urls::sessions(pupil, &format!("counted={counted}&from={}&to={}", part(first), part(last)))
}

fn period_words(known: &Known<'_>) -> String {
    let start = domain::calendar::school_year_start(known.today).year();
    let until = until(known).map(|until| format!(", to {}", words::session(until))).unwrap_or_default();
    format!("{start} to {}{until}.", start + 1)
}

/// What the sessions missed count as, each count a link to its sessions.
fn kinds(pupil: PupilId, year: Sheet<'_>) -> Vec<Link> {
    let tally = year.tally();
    let open = |text: String, filter: &str| Link::new(text, urls::sessions(pupil, filter));
    let role = |code: Code| year.codes.entry(code).map(|entry| entry.role);
    let unknown: Vec<Code> =
        year.marked().map(|(_, code)| code).filter(|&code| role(code) == Some(Role::ReasonNotKnown)).collect();
    let left_out = figures::sessions_behind(year, figures::Counted::NotPossible).len();
    let mut said = vec![
        said("Authorised "),
        open(words::days(tally.authorised.into()), "counted=authorised"),
        said(", unauthorised "),
        open(words::days(tally.unauthorised.into()), "counted=unauthorised"),
    ];
    if let Some(&code) = unknown.first() {
        let days = words::days(unknown.len() as u64);
        let filter = format!("code={}", urls::encode(year.codes.letters(code)));
        said.extend([self::said(" ("), open(days, &filter), self::said(" of it not yet explained)")]);
    }
    said.push(self::said("."));
    if left_out > 0 {
        let sessions = words::counted(left_out as i64, "session", "sessions");
        let verb = if left_out == 1 { "is" } else { "are" };
        let rest = format!(" {verb} not counted: attendance was not possible.");
        said.extend([self::said(" "), open(sessions, "counted=not-possible"), self::said(&rest)]);
    }
    said
}

/// Words without a link among linked figures.
fn said(words: &str) -> Link {
    Link::new(words, "")
}

fn half_days(year: Sheet<'_>) -> [u64; 5] {
    let counts = figures::Weekdays::of(year);
    figures::Weekdays::DAYS.map(|day| counts.on(day).absent().into())
}

/// Said when it is so of most spells, and there are at least three: less is no pattern.
fn pattern(year: Sheet<'_>) -> String {
    let spells = figures::spells(year);
    let begins_back = |spell: &&figures::Spell| year.calendar.is_first_day_back(spell.first.date);
    let after = spells.iter().filter(begins_back).count();
    if spells.len() < 3 || after * 2 <= spells.len() {
        return String::new();
    }
    format!("{after} of {} spells of absence begin on the first day after a weekend or holiday.", spells.len())
}

/// How often a pupil was late, each count a link to its sessions.
fn lateness(roll: &SchoolRoll, pupil: PupilId, period: Period) -> Vec<Link> {
    let sheet = roll.sheet_or_blank(pupil).between(period.first, period.last);
    let late = |counted| figures::sessions_behind(sheet, counted).len();
    let (all, after) = (late(figures::Counted::Late), late(figures::Counted::LateAfterClose));
    if all == 0 {
        return vec![said("Never late so far this year.")];
    }
    let times = |count: usize, filter: &str| {
        let text = if count == 1 { String::from("once") } else { format!("{count} times") };
        Link::new(text, urls::sessions(pupil, filter))
    };
    let minutes: Vec<u32> = roll
        .minutes_of(pupil)
        .filter(|(session, _)| period.contains(session.date))
        .map(|(_, minutes)| u32::from(minutes))
        .collect();
    let measured = match minutes.iter().max() {
        Some(longest) => {
            let average = (minutes.iter().sum::<u32>() + minutes.len() as u32 / 2) / minutes.len() as u32;
            format!(", {} on average, longest {longest}", words::counted(average.into(), "minute", "minutes"))
        }
        None => String::new(),
    };
    let mut said = vec![said("Late "), times(all, "counted=late")];
    match after {
        0 => said.push(self::said(&format!("{measured}. Never after the register closed."))),
        after => said.extend([
            self::said(&format!("{measured}. After the register closed ")),
            times(after, "counted=late-after-close"),
            self::said(": that counts as absence."),
        ]),
    }
    said
}

fn plans(app: &App, known: &Known<'_>) -> Vec<String> {
    let plan = |plan: &domain::pupil::Plan| {
        let code = app.codes().entry(plan.code).map_or("", |entry| &entry.description);
        format!("{}: {}. {} ({code}).", span(plan.first, plan.last), plan.reason, app.codes().letters(plan.code))
    };
    known.record.plans.iter().map(plan).collect()
}
