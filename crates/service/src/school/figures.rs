//! The figures of a school: how it stands now, stood a week before, and stood a year before.

use std::sync::Arc;

use analysis::{
    Period, SchoolRoll,
    figures::{Dated, Lates, Summary, Thresholds, Weekdays, by_week, per_pupil, summary, weekdays, without_reason},
};
use domain::{
    Date,
    calendar::{monday, school_year_start},
    id::{PupilId, SchoolId},
    permission::{Actor, Permission, Place},
    pupil::Pupil,
    school::School,
    tally::Tally,
};
use jiff::ToSpan;

use super::{Names, bands, classes, cohorts, scope::last_school_day};
use crate::{App, Error, board, standing, standing::Standing};

/// Everything on the page of a school.
#[derive(Debug, Clone)]
pub struct Figures {
    /// Which school.
    pub school: School,
    /// The day at whose end the figures stand, as it was asked for; today, or one that is past.
    pub to: Date,
    /// The last school day up to it, which the figures reach to.
    pub day: Date,
    /// Whether the reader may be shown who makes them.
    pub names: Names,
    /// Every child on the roll of the day asked for, by name.
    pub children: Arc<Vec<Standing>>,
    /// As they are.
    pub now: AsOf,
    /// As they were at the end of the school week before, of the children who were on the roll then.
    pub week_before: Option<AsOf>,
    /// As they were 52 weeks before, of the children who were on the roll then; nothing before the first register.
    pub year_before: Option<AsOf>,
    /// Sessions whose reason is not known.
    pub unsettled: Unsettled,
    /// Attendance of everybody then on the roll, by week.
    pub weeks: Vec<Week>,
    /// The year so far by weekday.
    pub weekdays: Weekdays,
    /// Who stands in which band.
    pub bands: Vec<bands::Set>,
    /// Who is close to the next band, or to persistent absence where the pack has no bands of days.
    pub near: bands::Nearest,
    /// By year and cohort.
    pub cohorts: cohorts::Table,
    /// The classes and years side by side.
    pub classes: classes::SideBySide,
}

/// The figures as they stood at the end of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AsOf {
    /// The day.
    pub day: Date,
    /// Children with a possible session in the year.
    pub children: u32,
    /// The school year to the day.
    pub tally: Tally,
    /// Children persistently absent.
    pub persistent: u32,
    /// Children severely absent.
    pub severe: u32,
    /// Late arrivals in the week of the day, up to the day.
    pub lates: Lates,
}

/// Sessions whose reason is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unsettled {
    /// How many there are.
    pub sessions: u32,
    /// Those from before this week.
    pub before_this_week: u32,
    /// Those of children whose oldest is past the day by which it had to be settled.
    pub past_their_day: u32,
}

/// A week of both years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Week {
    /// Its Monday, this year.
    pub monday: Date,
    /// Whether school is open in it this year.
    pub has_school: bool,
    /// This year's counts; zero for a holiday or a week to come.
    pub this_year: Tally,
    /// The Monday 52 weeks before.
    pub last_monday: Date,
    /// The counts of the week that began then.
    pub last_year: Tally,
}

/// The figures of a school at the end of the day `to`, for somebody who may see them.
pub fn figures(app: &App, by: &Actor, school: SchoolId, to: Date) -> Result<Figures, Error> {
    app.permit(by, Permission::SeeFigures, school)?;
    let children = standing::of_school_on(app, school, to)?;
    let today = standing::of_school(app, school)?;
    let known: Vec<&Pupil> = today.iter().chain(children.iter()).map(|child| &child.pupil).collect();
    let names = names(by, known);
    let school = app.school(school)?.clone();
    let (day, last_week, last_year) = days(app.view(school.id).roll()?, to);
    let on = |day: Date| app.store.read(|tx| store::pupil::of_school(tx, school.id, day));
    let ids = |pupils: Vec<Pupil>| pupils.iter().map(|pupil| pupil.id).collect::<Vec<PupilId>>();
    let week_before = match last_week {
        Some(last) => Some((last, ids(on(last)?))),
        None => None,
    };
    let year_before = ids(on(last_year)?);
    let holding = board::holding(app, &school, to, &children)?;
    let (thresholds, rules) = (super::thresholds(app, school.id, to)?, app.rules_on(school.id, to)?);
    let view = app.view(school.id);
    let roll = view.roll()?;
    let pupils: Vec<PupilId> = children.iter().map(|child| child.pupil.id).collect();
    let past = |one: &&board::Holding| one.deadline.is_some_and(|deadline| deadline < to);
    Ok(Figures {
        names,
        now: as_of(roll, &pupils, day, thresholds),
        week_before: match week_before {
            Some((last, then)) => Some(as_of(roll, &then, last, super::thresholds(app, school.id, last)?)),
            None => None,
        },
        year_before: Some(as_of(roll, &year_before, last_year, super::thresholds(app, school.id, last_year)?))
            .filter(|then| then.children > 0),
        unsettled: Unsettled {
            past_their_day: holding.iter().filter(past).map(|one| one.sessions.len() as u32).sum(),
            ..unsettled(roll, &pupils, day)
        },
        weeks: weeks(roll, day),
        weekdays: weekdays(roll, &pupils, Period::year_to(day)),
        bands: bands::sets(rules, &children, monday(day)),
        near: bands::nearest(rules, &children, thresholds),
        cohorts: cohorts::table(rules, roll, &children, day),
        classes: classes::side_by_side(roll, &children, day, thresholds),
        school,
        to,
        day,
        children,
    })
}

/// The last school day up to `to`; the last of the school week before, in the same school year; and the last up to the
/// same weekday of last year.
fn days(roll: &SchoolRoll, to: Date) -> (Date, Option<Date>, Date) {
    let day = last_school_day(roll, to);
    let last_week = monday(day).yesterday().ok().and_then(|sunday| roll.calendar().on_or_before(sunday));
    let last_week = last_week.filter(|&last| school_year_start(last) == school_year_start(day));
    (day, last_week, last_school_day(roll, year_before(day)))
}

/// Whether somebody may be shown every one of these children by name.
pub(crate) fn names<'a>(by: &Actor, children: impl IntoIterator<Item = &'a Pupil>) -> Names {
    let sees = |pupil: &Pupil| by.may(Permission::SeePupils, Place::Group(pupil.school, pupil.group));
    if by.role.may(Permission::SeePupils) && children.into_iter().all(sees) { Names::Shown } else { Names::Hidden }
}

/// 52 weeks before, so that weekdays stay weekdays.
fn year_before(day: Date) -> Date {
    day.saturating_sub(52.weeks())
}

fn as_of(roll: &SchoolRoll, pupils: &[PupilId], day: Date, thresholds: Thresholds) -> AsOf {
    let Summary { pupils: children, tally, persistent, severe, .. } = summary(roll, pupils, day, thresholds, 0);
    let week = Period { first: monday(day), last: day };
    let mut lates = Lates::default();
    for (_, facts) in per_pupil(roll, pupils, week, thresholds) {
        lates.before_close += facts.lates.before_close;
        lates.after_close += facts.lates.after_close;
        lates.minutes += facts.lates.minutes;
    }
    AsOf { day, children, tally, persistent: persistent.len() as u32, severe: severe.len() as u32, lates }
}

fn unsettled(roll: &SchoolRoll, pupils: &[PupilId], day: Date) -> Unsettled {
    let mut unsettled = Unsettled::default();
    for (_, sessions) in without_reason(roll, pupils, Period::year_to(day)) {
        unsettled.sessions += sessions.len() as u32;
        unsettled.before_this_week += sessions.partition_point(|session| session.date < monday(day)) as u32;
    }
    unsettled
}

/// Every week from the first of the school year to its last, holidays too.
fn weeks(roll: &SchoolRoll, day: Date) -> Vec<Week> {
    let start = school_year_start(day);
    let end = start.saturating_add(1.year());
    let open: Vec<Date> =
        roll.calendar().school_weeks().into_iter().filter(|&week| week >= monday(start) && week < end).collect();
    let (Some(&first), Some(&last)) = (open.first(), open.last()) else { return Vec::new() };
    let this = by_week(roll, roll.pupils(), Period::year_to(day));
    let before = Period { first: start.saturating_sub(1.year()), last: start.yesterday().unwrap_or(start) };
    let before = by_week(roll, roll.pupils(), before);
    let of = |weeks: &[Dated], first: Date| {
        let found = weeks.binary_search_by_key(&first, |week| week.first);
        found.map_or_else(|_| Tally::default(), |at| weeks[at].tally)
    };
    let week = |monday: Date| Week {
        monday,
        has_school: open.binary_search(&monday).is_ok(),
        this_year: of(&this, monday),
        last_monday: year_before(monday),
        last_year: of(&before, year_before(monday)),
    };
    first.series(7.days()).take_while(|&monday| monday <= last).map(week).collect()
}
