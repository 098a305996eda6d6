//! The figures: at a glance, by year, by cohort, week by week, and the cohorts that are lower than their school.

use analysis::figures::by_week;
use documents::table::Cell;
use domain::{
    Date,
    case::{Done, Event},
    id::{PupilId, SchoolId},
    rule::Rules,
    school::year_name,
    tally::{Percent, Tally},
};
use jiff::ToSpan;

use super::{Both, HIDDEN};
use crate::{
    App, Error,
    report::{
        Section, figure_column, percent_cell, rounded, share, short_day,
        small::{Counted, Sum},
        text, words_column,
    },
    standing,
};

const RATES: [&str; 3] = ["attendance_percent", "sessions_authorised", "sessions_unauthorised"];
const CHILDREN: [&str; 2] = ["persistently_absent", "severely_absent"];

/// A share of sessions, where it may be shown.
type Rate = fn(Tally) -> Option<Percent>;
/// A number of late arrivals, or of their minutes.
type Late = fn(Sum) -> u32;

fn authorised(tally: Tally) -> Option<Percent> {
    share(tally.authorised, tally.possible())
}

fn hidden() -> Cell {
    text(HIDDEN)
}

/// A rate of children who may be counted; hidden otherwise.
fn rate(sum: Option<Sum>, of: Rate) -> Cell {
    sum.map_or_else(hidden, |sum| percent_cell(of(sum.tally)))
}

/// A number of children, where it may be shown.
fn number(count: Option<u32>) -> Cell {
    count.map_or_else(hidden, |count| Cell::Number(count.into()))
}

/// `73, 17.7%`, where it may be shown.
fn number_of(part: Option<u32>, whole: Option<u32>) -> Cell {
    let (Some(part), Some(whole)) = (part, whole) else { return hidden() };
    let Some(percent) = share(part, whole) else { return Cell::Number(part.into()) };
    let tenths = rounded(percent).in_thousandths() / 100;
    text(format!("{part}, {}.{}%", tenths / 10, tenths % 10))
}

/// Everybody, where everybody may be counted.
fn whole(counted: &Counted) -> Option<Sum> {
    counted.published.children.total.map(|_| counted.all)
}

fn of_year(counted: &Counted, year: u8) -> Option<(usize, Option<Sum>)> {
    let row = counted.years.iter().position(|&known| known == year)?;
    Some((row, counted.published.children.rows[row].map(|_| counted.by_year[row])))
}

fn of_cohort<'a>(counted: &'a Counted, name: &str) -> Option<(&'a analysis::suppression::OfCohort, Option<Sum>)> {
    let at = counted.cohorts.iter().position(|known| known == name)?;
    let shown = &counted.published.cohorts[at];
    Some((shown, shown.children.total.map(|_| counted.by_cohort[at])))
}

pub(super) fn at_a_glance(both: &Both<'_>) -> Section {
    let columns = vec![words_column("Figure"), figure_column("Now"), figure_column("Last year")];
    let mut section = Section::new("at-a-glance", "At a glance", columns);
    let (now, then) = (both.now, both.then);
    let rates: [(&str, Rate); 3] = [
        ("Attendance", Tally::attendance),
        ("Authorised absence", authorised),
        ("Unauthorised absence", Tally::unauthorised_absence),
    ];
    let count = |counted: &Counted| number(counted.published.children.total);
    section.row(vec![text("Children"), count(now), count(then)]);
    for (name, of) in rates {
        section.row(vec![text(name), rate(whole(now), of), rate(whole(then), of)]);
    }
    let level = |counted: &Counted, part: Option<u32>| number_of(part, counted.published.children.total);
    let of = |counted: &Counted| [counted.published.persistent.total, counted.published.severe.total];
    for (at, name) in ["Persistently absent", "Severely absent"].into_iter().enumerate() {
        section.row(vec![text(name), level(now, of(now)[at]), level(then, of(then)[at])]);
    }
    let lates: [(&str, Late); 3] = [
        ("Late, before the register closed", |sum| sum.lates.before_close),
        ("Late, after the register closed", |sum| sum.lates.after_close),
        ("Minutes late together, where recorded", |sum| sum.lates.minutes),
    ];
    for (name, of) in lates {
        let cell = |counted: &Counted| number(whole(counted).map(of));
        section.row(vec![text(name), cell(now), cell(then)]);
    }
    let section = section.defined(&RATES, now.thresholds).defined(&CHILDREN, now.thresholds);
    section.defined(&["late_before_close", "late_after_close", "minutes_late"], now.thresholds)
}

fn headings(first: &str) -> Vec<documents::table::Column> {
    let figures = ["Children", "Attendance", "Attendance last year", "Authorised", "Unauthorised"];
    let levels = ["Persistently absent", "Severely absent"];
    std::iter::once(words_column(first)).chain(figures.into_iter().chain(levels).map(figure_column)).collect()
}

pub(super) fn by_year(both: &Both<'_>) -> Section {
    let mut columns = headings("Year");
    columns.push(figure_column("Late arrivals"));
    let mut section = Section::new("by-year", "By year group", columns);
    let now = both.now;
    for &year in &now.years {
        let Some((row, sum)) = of_year(now, year) else { continue };
        let then = of_year(both.then, year).map(|(_, sum)| sum);
        let shown = &now.published;
        let count = shown.children.rows[row];
        section.row(vec![
            text(year_name(year)),
            number(count),
            rate(sum, Tally::attendance),
            then.map_or(Cell::Empty, |sum| rate(sum, Tally::attendance)),
            rate(sum, authorised),
            rate(sum, Tally::unauthorised_absence),
            number_of(shown.persistent.rows[row], count),
            number_of(shown.severe.rows[row], count),
            number(sum.map(|sum| sum.lates.before_close + sum.lates.after_close)),
        ]);
    }
    let section = section.say("Last year is the same year group of last year, so other children.");
    section.defined(&RATES, now.thresholds).defined(&CHILDREN, now.thresholds).defined(&["late"], now.thresholds)
}

pub(super) fn by_cohort(both: &Both<'_>) -> Section {
    let mut section = Section::new("by-cohort", "By cohort", headings("Cohort"));
    let now = both.now;
    for name in &now.cohorts {
        let Some((shown, sum)) = of_cohort(now, name) else { continue };
        let then = of_cohort(both.then, name).map(|(_, sum)| sum);
        section.row(vec![
            text(capital(name)),
            number(shown.children.total),
            rate(sum, Tally::attendance),
            then.map_or(Cell::Empty, |sum| rate(sum, Tally::attendance)),
            rate(sum, authorised),
            rate(sum, Tally::unauthorised_absence),
            number_of(shown.persistent, shown.children.total),
            number_of(shown.severe, shown.children.total),
        ]);
    }
    let words = if section.table.rows.is_empty() {
        "No cohort has as many children as a row needs."
    } else {
        "A child can be in more than one cohort. A cohort with few children has no row."
    };
    section.say(words).defined(&RATES, now.thresholds).defined(&CHILDREN, now.thresholds)
}

/// `Free school meals`.
fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The cohorts whose attendance is below that of the whole school, and what is on record of what the school does (LBO-036).
pub(super) fn lower(app: &App, school: SchoolId, now: &Counted) -> Result<Section, Error> {
    let columns = vec![
        words_column("Cohort"),
        figure_column("Attendance"),
        figure_column("Below the school by, points"),
        words_column("What the school does"),
    ];
    let mut section = Section::new("lower", "Cohorts with lower attendance than the school", columns);
    let history = app.store.read(|tx| store::school_event::of_school(tx, school))?;
    let rules = app.rules_on(school, now.days.last)?;
    let all = whole(now).and_then(|sum| sum.tally.attendance()).map(rounded);
    for name in &now.cohorts {
        let own = of_cohort(now, name).and_then(|(_, sum)| sum).and_then(|sum| sum.tally.attendance()).map(rounded);
        let (Some(own), Some(all)) = (own, all) else { continue };
        if own < all {
            let tenths = (all.in_thousandths() - own.in_thousandths()) / 100;
            let points = text(format!("{}.{}", tenths / 10, tenths % 10));
            let does = strategy(rules, &history, name, now.days.last);
            section.row(vec![text(capital(name)), Cell::Percent(own), points, text(does)]);
        }
    }
    let words = if section.table.rows.is_empty() {
        "No cohort that may be shown has lower attendance than the whole school."
    } else {
        "Attendance of the cohort beside that of everybody, the cohort among them. What the school does is said as it stands \
         on record: what it was, and when. Its words stay with those who may see names."
    };
    Ok(section.say(words).defined(&["attendance_percent"], now.thresholds))
}

/// The last thing on record that the school does for this cohort: something that the handbook asks of the school, in which
/// somebody wrote the cohort's name.
fn strategy(rules: &Rules, history: &[Event], cohort: &str, last: Date) -> String {
    let wanted = cohort.to_lowercase();
    let names_it = |event: &&Event| match &event.done {
        Done::Did { fields, .. } => fields.iter().any(|(_, value)| value.to_lowercase().contains(&wanted)),
        _ => false,
    };
    let day = |event: &Event| domain::clock::local(event.at).date();
    let is_of_school = |event: &&Event| event.name().is_some_and(|name| rules.action(name).is_some());
    let found = history.iter().rev().filter(|event| day(event) <= last).filter(is_of_school).find(names_it);
    found.map_or_else(
        || String::from("Nothing on record"),
        |event| format!("{}, {}", event.name().unwrap_or_default(), short_day(day(event))),
    )
}

/// Attendance week by week, of the same children in every week.
pub(super) fn weeks(app: &App, school: SchoolId, both: &Both<'_>) -> Result<Section, Error> {
    let columns = vec![words_column("Week of"), figure_column("Attendance"), figure_column("Last year")];
    let mut section = Section::new("weeks", "Attendance by week", columns);
    let weeks = |counted: &Counted| -> Result<Vec<(Date, Option<Percent>)>, Error> {
        let standings = standing::of_school_on(app, school, counted.days.last)?;
        let ids: Vec<PupilId> = standings.iter().map(|child| child.pupil.id).collect();
        let view = app.view(school);
        let weeks = by_week(view.roll()?, &ids, counted.days);
        Ok(weeks.into_iter().map(|week| (week.first, week.tally.attendance())).collect())
    };
    let (now, then) = (weeks(both.now)?, weeks(both.then)?);
    let cell = |counted: &Counted, percent| whole(counted).map_or_else(hidden, |_| percent_cell(percent));
    for (monday, attendance) in now {
        let before = then.iter().find(|(first, _)| *first == monday.saturating_sub(52.weeks()));
        let before = before.map_or(Cell::Empty, |&(_, percent)| cell(both.then, percent));
        section.row(vec![Cell::Date(monday), cell(both.now, attendance), before]);
    }
    let words = if section.table.rows.is_empty() { "No whole week has a register yet." } else { "" };
    let section = if words.is_empty() { section } else { section.say(words) };
    Ok(section.defined(&["attendance_percent"], both.now.thresholds))
}
