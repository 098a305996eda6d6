//! A school beside England: the same weeks, the same days, or, where there are none, another stretch that is called so.

mod when;

use std::collections::HashMap;

use analysis::{
    Period,
    beside::Share,
    figures::{Thresholds, per_pupil},
};
use domain::{
    Date,
    calendar::school_year_start,
    code::Code,
    school::{Phase, School},
    tally::{Percent, Tally},
};
use jiff::ToSpan;

use super::{
    FEWEST_CHILDREN, Figure,
    published::{self, Sessions},
};
pub use when::{OwnDays, When};

use crate::{
    App, Error,
    picture::{self, Group, Picture},
};

/// What is published, and the school's own beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct England {
    /// The same weeks of autumn, this school year and the one that is published. Nothing before the first of them is over.
    pub weeks: Option<Stretch>,
    /// The year that was published last.
    pub year: Stretch,
    /// Persistent and severe absence of pupils, and of groups of them, in the last year of which it is published.
    pub pupils: Stretch,
    /// The year that was published last by code.
    pub codes: Vec<Coded>,
}

/// A stretch of time that was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// When it was.
    pub when: When,
    /// The school's days that stand beside it.
    pub own: OwnDays,
    /// Schools of England in it; nothing where it is not published.
    pub schools: Option<u32>,
    /// The figures.
    pub rows: Vec<Row>,
}

/// A published figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Which.
    pub figure: Figure,
    /// Of which pupils; empty for everybody.
    pub group: &'static str,
    /// The school's own; nothing of too few children.
    pub own: Option<Share>,
    /// England's.
    pub england: Percent,
    /// The authority's, where it is published.
    pub authority: Option<Percent>,
}

/// Sessions with a code, of the possible ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coded {
    /// The code.
    pub code: Code,
    /// Its letters.
    pub letters: String,
    /// What it means.
    pub title: String,
    /// The school's own; nothing of too few children.
    pub own: Option<Share>,
    /// England's.
    pub england: Percent,
}

/// England beside the school of `picture`.
pub(super) fn of(app: &App, school: &School, picture: &Picture) -> Result<England, Error> {
    let thresholds = crate::school::thresholds(app, school.id, picture.day)?;
    let own = own_year(app, school, picture.day, thresholds)?;
    Ok(England {
        weeks: weeks(school.phase, picture),
        year: year(school, &own, thresholds),
        pupils: pupils(app, school, picture, thresholds)?,
        codes: codes(app, school.phase, &own),
    })
}

/// The weeks of this school year that are over and were published of the other.
pub(super) fn weeks(phase: Phase, picture: &Picture) -> Option<Stretch> {
    let (mut own, mut england) = (Tally::default(), Sessions::default());
    let (mut numbers, mut days): (Vec<i8>, Option<Period>) = (Vec::new(), None);
    let mut year = 0;
    for published in published::WEEKS.iter().filter(|week| week.phase == phase) {
        let is_it = |monday: Date| monday.iso_week_date().week() == published.week && monday.month() >= 9;
        let Some(&(monday, tally)) = picture.weeks.iter().find(|(monday, _)| is_it(*monday)) else { continue };
        let friday = monday.saturating_add(4.days());
        if friday > picture.day {
            continue;
        }
        own += tally;
        england += published.sessions;
        numbers.push(published.week);
        year = published.year;
        days = Some(Period { first: days.map_or(monday, |days| days.first), last: friday });
    }
    let days = days?;
    let is_same = i64::from(days.first.year()) == i64::from(year);
    let shares = |sessions: &Sessions| [sessions.attendance(), sessions.authorised(), sessions.unauthorised()];
    let is_few = picture.all().pupils < FEWEST_CHILDREN;
    Some(Stretch {
        when: When::Weeks(year, numbers),
        own: if is_same { OwnDays::Same(days) } else { OwnDays::SameWeeks(days) },
        schools: Some(england.schools),
        rows: rows(shares(&own.into()).map(|share| share.filter(|_| !is_few)), shares(&england), [None; 3]),
    })
}

/// The three figures of sessions.
fn rows(own: [Option<Share>; 3], england: [Option<Share>; 3], authority: [Option<Share>; 3]) -> Vec<Row> {
    let figures = [Figure::Attendance, Figure::Authorised, Figure::Unauthorised];
    let each = figures.into_iter().zip(own).zip(england).zip(authority);
    each.filter_map(|(((figure, own), england), authority)| {
        let authority = authority.map(Share::percent);
        Some(Row { figure, group: "", own, england: england?.percent(), authority })
    })
    .collect()
}

/// The school in the days of the published year, or else in this school year so far.
struct Own {
    days: OwnDays,
    tally: Tally,
    children: u32,
    persistent: u32,
    by_code: HashMap<Code, u32>,
}

fn own_year(app: &App, school: &School, day: Date, thresholds: Thresholds) -> Result<Own, Error> {
    let view = app.view(school.id);
    let roll = view.roll()?;
    let of = |days: OwnDays, period: Period| {
        let mut own = Own { days, tally: Tally::default(), children: 0, persistent: 0, by_code: HashMap::new() };
        for (_, facts) in per_pupil(roll, roll.pupils(), period, thresholds) {
            own.tally += facts.tally;
            own.children += u32::from(facts.persistent.is_some());
            own.persistent += u32::from(facts.persistent == Some(true));
            for (code, count) in facts.by_code {
                *own.by_code.entry(code).or_default() += count;
            }
        }
        own
    };
    if day >= published::YEAR.last {
        let same = of(OwnDays::Same(published::YEAR), published::YEAR);
        // A school whose register begins within those days has not the same ones.
        let week = Period::week_of(published::YEAR.first);
        let begins = roll
            .pupils()
            .iter()
            .any(|&pupil| roll.sheet_or_blank(pupil).between(week.first, week.last).tally().possible() > 0);
        if begins {
            return Ok(same);
        }
    }
    let year = Period::year_to(day);
    Ok(of(OwnDays::Other(year), year))
}

fn year(school: &School, own: &Own, thresholds: Thresholds) -> Stretch {
    let number = school.laestab.get(..3).unwrap_or_default();
    let (england, authority) = (published::area("", school.phase), published::area(number, school.phase));
    let shares = |sessions: &Sessions| [sessions.attendance(), sessions.authorised(), sessions.unauthorised()];
    let is_few = own.children < FEWEST_CHILDREN;
    let mut all = rows(
        shares(&own.tally.into()).map(|share| share.filter(|_| !is_few)),
        england.map_or([None; 3], |area| shares(&area.sessions)),
        authority.map_or([None; 3], |area| shares(&area.sessions)),
    );
    if let Some(area) = england.filter(|_| thresholds.persistent == published::PERSISTENT_FROM) {
        all.push(Row {
            figure: Figure::Persistent,
            group: "",
            own: Share::new(own.persistent.into(), own.children.into()).filter(|_| !is_few),
            england: area.persistent,
            authority: authority.map(|area| area.persistent),
        });
    }
    let schools = england.map(|area| area.sessions.schools);
    Stretch { when: When::Days(published::YEAR), own: own.days, schools, rows: all }
}

/// Pupils, by what they missed of a whole year: the school year that ended last, where it is on the register.
fn pupils(app: &App, school: &School, now: &Picture, thresholds: Thresholds) -> Result<Stretch, Error> {
    let start = school_year_start(now.day);
    let end = start.yesterday().unwrap_or(start);
    let last = app.view(school.id).roll()?.calendar().on_or_before(end);
    let before = match last.filter(|&last| school_year_start(last) == school_year_start(end)) {
        Some(last) => Some(picture::of_school(app, school.id, last)?).filter(|then| then.all().counted > 0),
        None => None,
    };
    let (days, picture) = match &before {
        Some(then) => (OwnDays::OtherYear(Period::year_to(then.day)), then.as_ref()),
        None => (OwnDays::Other(Period::year_to(now.day)), now),
    };
    let mut rows = Vec::new();
    for row in published::PUPILS.iter().filter(|row| row.phase == school.phase) {
        let group = if row.group == "everybody" { "" } else { row.group };
        let own = own_pupils(picture, row.group);
        let mut add = |figure: Figure, own: u32, of: u32, part: u64| {
            let own = Share::new(own.into(), of.into()).filter(|_| of >= FEWEST_CHILDREN);
            if let Some(england) = Share::new(part, row.pupils) {
                rows.push(Row { figure, group, own, england: england.percent(), authority: None });
            }
        };
        if thresholds.persistent == published::PERSISTENT_FROM {
            add(Figure::Persistent, own.persistent, own.counted, row.persistent);
        }
        if thresholds.severe == published::SEVERE_FROM {
            add(Figure::Severe, own.severe, own.counted, row.severe);
        }
    }
    let (first, last) = published::PUPILS_OF;
    Ok(Stretch { when: When::Days(Period { first, last }), own: days, schools: None, rows })
}

/// The group of a picture that is the published one: special educational needs are support and plan together.
fn own_pupils(picture: &Picture, group: &str) -> Group {
    let cohort = |name: &str| picture.cohort(name).cloned().unwrap_or_default();
    match group {
        "everybody" => picture.all().clone(),
        "special educational needs" => {
            let (support, plan) = (cohort("SEN Support"), cohort("EHC plan"));
            Group {
                counted: support.counted + plan.counted,
                persistent: support.persistent + plan.persistent,
                severe: support.severe + plan.severe,
                ..Group::default()
            }
        }
        name => cohort(name),
    }
}

/// Each published code that stands in today's table, in its order.
fn codes(app: &App, phase: Phase, own: &Own) -> Vec<Coded> {
    let table = app.codes();
    let Some(england) = published::area("", phase) else { return Vec::new() };
    let is_few = own.children < FEWEST_CHILDREN;
    let coded = |published: &published::Coded| {
        let code = table.find(published.letters, published::YEAR.last)?;
        let count = u64::from(own.by_code.get(&code).copied().unwrap_or_default());
        Some(Coded {
            code,
            letters: published.letters.to_owned(),
            title: table.entry(code)?.description.clone(),
            own: Share::new(count, own.tally.possible().into()).filter(|_| !is_few),
            england: Share::new(published.sessions, england.sessions.possible)?.percent(),
        })
    };
    published::CODES.iter().filter(|published| published.phase == phase).filter_map(coded).collect()
}
