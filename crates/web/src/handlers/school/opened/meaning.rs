//! What an opened figure of a school is called, and what puts a child or a session in it.

use std::ops::RangeInclusive;

use analysis::figures::Counted;
use domain::{Date, id::SchoolId, school::year_name, session::Half};
use service::{
    App,
    school::{
        bands::CLOSE_HALF_DAYS,
        behind::{What, Who},
        scope::Scope,
    },
};

use crate::{error::Problem, link::Link, pages::figures::Definition, urls, words};

/// The children of a scope in words: `5 Hazel`, `Year 5, SEN Support`; empty for everybody. `class` is the name of the
/// scope's class.
pub(in super::super) fn of_scope(scope: &Scope, class: &str) -> String {
    let class = scope.group.map(|_| class.to_owned());
    let parts = class.into_iter().chain(scope.year.map(year_name)).chain(scope.cohort.clone());
    words::sentence(&parts.collect::<Vec<String>>().join(", "))
}

/// What a list of children is called, and what puts a child in it.
pub(super) fn of_children(
    app: &App,
    school: SchoolId,
    (who, scope): (&Who, &Scope),
    class: &str,
) -> Result<(String, Definition), Problem> {
    let (title, definition) = match who {
        Who::Everybody => (String::from("Everybody on the roll"), defined(app, school, "days_missed", scope.to)?),
        Who::Persistent => {
            (String::from("Persistently absent"), defined(app, school, "persistently_absent", scope.to)?)
        }
        Who::Severe => (String::from("Severely absent"), defined(app, school, "severely_absent", scope.to)?),
        Who::Spells(number) => (format!("Children with {}", spells(number)), defined(app, school, "spells", scope.to)?),
        Who::SpellOf(sessions) => {
            (format!("Children with a spell of {}", length(sessions)), defined(app, school, "spells", scope.to)?)
        }
        Who::Late => (String::from("Children who came late"), defined(app, school, "late", scope.to)?),
        Who::NearPersistent => {
            (String::from("Near persistent absence"), defined(app, school, "in_a_row_before", scope.to)?)
        }
        Who::Near => {
            let text = format!(
                "Children for whom {} more of absence, or less, reach the next band; persistent absence, where the pack \
                 has no bands of days.",
                words::days(CLOSE_HALF_DAYS.into())
            );
            let link = Link::new("What each figure means", urls::definition("half_days_before"));
            (String::from("Close to the next band"), Definition { text, link })
        }
        Who::Band { set, place } => banded(app, school, (set, *place), scope.to)?,
    };
    let title = match (who, of_scope(scope, class)) {
        (_, scope) if scope.is_empty() => title,
        (Who::Everybody, scope) => scope,
        (_, scope) => format!("{title}, {scope}"),
    };
    Ok((title, definition))
}

/// `no spell of absence`, `1 or 2 spells of absence`, `10 or more spells of absence`.
pub(in super::super) fn spells(number: &RangeInclusive<u32>) -> String {
    match (*number.start(), *number.end()) {
        (0, 0) => String::from("no spell of absence"),
        (least, u32::MAX) => format!("{least} or more spells of absence"),
        (least, most) if least == most => words::counted(least.into(), "spell of absence", "spells of absence"),
        (least, most) if least + 1 == most => format!("{least} or {most} spells of absence"),
        (least, most) => format!("{least} to {most} spells of absence"),
    }
}

/// `up to 1 day`, `1½ to 5 days`, `5½ days or more`.
pub(in super::super) fn length(sessions: &RangeInclusive<u32>) -> String {
    let days = |sessions: u32| words::days(sessions.into());
    let bare = |sessions: u32| days(sessions).replace(" days", "").replace(" day", "");
    match (*sessions.start(), *sessions.end()) {
        (least, u32::MAX) => format!("{} or more", days(least)),
        (0 | 1, most) => format!("up to {}", days(most)),
        (least, most) => format!("{} to {}", bare(least), days(most)),
    }
}

fn banded(app: &App, school: SchoolId, (set, place): (&str, usize), to: Date) -> Result<(String, Definition), Problem> {
    let rules = app.rules_on(school, to)?;
    let set = rules.deciding_bands().find(|known| known.head.name == set).ok_or(Problem::NotFound)?;
    let band = set.bands.get(place).ok_or(Problem::NotFound)?;
    let range = super::super::ranges::range(band, set.measure.unit());
    let day = if to == app.today() { String::from("today") } else { words::full_day(to) };
    let text = format!("{} of {}: {}, {range}, at the end of {day}.", band.name, set.head.name, set.measure_words);
    let href = urls::chapter_entry(&set.head.pack, &set.head.chapter, &set.head.slug);
    Ok((band.name.clone(), Definition { text, link: Link::new("Its place in the handbook", href) }))
}

/// What a list of sessions is called, and what puts a session in it.
pub(super) fn of_sessions(app: &App, school: SchoolId, what: What, to: Date) -> Result<(String, Definition), Problem> {
    const NO_REASON: &str =
        "Sessions missed whose reason nobody has found yet. They count as unauthorised until one is recorded.";
    let no_reason = |more: &str| Definition {
        text: format!("{NO_REASON}{more}"),
        link: Link::new("What each figure means", urls::definition("sessions_unauthorised")),
    };
    Ok(match what {
        What::LateThisWeek if to == app.today() => (String::from("Late this week"), defined(app, school, "late", to)?),
        What::LateThisWeek => (String::from("Late that week"), defined(app, school, "late", to)?),
        What::Counted(counted) => of_count(app, school, counted, to)?,
        What::NoReasonYet => (String::from("No reason yet"), no_reason("")),
        What::NoReasonBeforeThisWeek => {
            let more = " Here are those from before the week of the day counted to.";
            (String::from("No reason yet, from before the week"), no_reason(more))
        }
        What::NoReasonPastItsDay => {
            let more = " Here are those of an absence whose reason had to be settled before the day counted to.";
            (String::from("No reason yet, past their date"), no_reason(more))
        }
    })
}

fn of_count(app: &App, school: SchoolId, counted: Counted, to: Date) -> Result<(String, Definition), Problem> {
    let title = match counted {
        Counted::Coded(code) => {
            let entry = app.codes().entry(code).ok_or(Problem::NotFound)?;
            let text = format!("{}: {}.", entry.description, entry.class.words());
            let link = Link::new("What each figure means", urls::definitions());
            return Ok((format!("Sessions with code {}", entry.letters), Definition { text, link }));
        }
        Counted::On(weekday) => Some(format!("Sessions missed on {}s", words::weekday(weekday))),
        Counted::In(half) => Some(format!("Sessions missed in the {}", half_word(half))),
        Counted::At(weekday, half) => {
            Some(format!("Sessions missed on {} {}s", words::weekday(weekday), half_word(half)))
        }
        Counted::LateOn(weekday) => Some(format!("Late arrivals on {}s", words::weekday(weekday))),
        _ => None,
    };
    let name = counted.figure().ok_or(Problem::NotFound)?;
    let named = || analysis::figures::definition(name).map_or("Sessions", |definition| definition.title).to_owned();
    let definition = defined(app, school, name, to)?;
    let definition = match counted {
        Counted::On(weekday) => definition.on(weekday),
        _ => definition,
    };
    Ok((title.unwrap_or_else(named), definition))
}

const fn half_word(half: Half) -> &'static str {
    match half {
        Half::Morning => "morning",
        Half::Afternoon => "afternoon",
    }
}

/// The definition of the figure called `name`, as it was on a day.
pub(in super::super) fn defined(app: &App, school: SchoolId, name: &str, to: Date) -> Result<Definition, Problem> {
    let thresholds = service::school::thresholds(app, school, to)?;
    let text = analysis::figures::definition(name).map(|definition| definition.words(thresholds)).unwrap_or_default();
    Ok(Definition { text, link: Link::new("What each figure means", urls::definition(name)) })
}
