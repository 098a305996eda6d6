//! What changed in the week: figures against last week and last year, who crossed a line, who came back.

use std::collections::HashMap;

use analysis::figures::compare;
use documents::table::Cell;
use domain::{
    id::PupilId,
    tally::{Percent, Tally},
};

use super::Week;
use crate::{
    Error,
    report::{Open, Section, figure_column, percent_cell, share, text, words_column},
    school::{self, AsOf, bands::in_set},
    standing::{self, Standing},
};

/// A share of sessions.
type Rate = fn(Tally) -> Option<Percent>;
/// A number of children or of arrivals.
type Number = fn(&AsOf) -> u32;

pub(super) fn figures(week: &Week<'_>) -> Result<Section, Error> {
    let columns = ["This week", "The week before", "The same week last year", "The year so far"].map(figure_column);
    let columns = std::iter::once(words_column("Figure")).chain(columns).collect();
    let mut section = Section::new("figures", "Figures", columns);
    let figures = week.figures;
    let ids: Vec<PupilId> = figures.children.iter().map(|child| child.pupil.id).collect();
    let view = week.app.view(figures.school.id);
    let compared = compare(view.roll()?, &ids, week.days.last);
    let before = compared.week_before.map(|week| week.tally).unwrap_or_default();
    let tallies = [compared.this_week.tally, before, compared.year_before.tally, compared.year];
    let rates: [(&str, Rate); 3] = [
        ("Attendance", Tally::attendance),
        ("Authorised absence", |tally| share(tally.authorised, tally.possible())),
        ("Unauthorised absence", Tally::unauthorised_absence),
    ];
    for (name, of) in rates {
        let cells = tallies.iter().map(|&tally| percent_cell(of(tally)));
        section.row(std::iter::once(text(name)).chain(cells).collect());
    }
    let counts: [(&str, Number); 3] = [
        ("Persistently absent, year to date", |as_of| as_of.persistent),
        ("Severely absent, year to date", |as_of| as_of.severe),
        ("Late arrivals in the week", |as_of| as_of.lates.before_close + as_of.lates.after_close),
    ];
    for (name, of) in counts {
        let cell = |as_of: Option<&AsOf>| as_of.map_or(Cell::Empty, |as_of| Cell::Number(of(as_of).into()));
        let (before, year) = (figures.week_before.as_ref(), figures.year_before.as_ref());
        section.row(vec![text(name), cell(Some(&figures.now)), cell(before), cell(year), Cell::Empty]);
    }
    let thresholds = school::thresholds(week.app, figures.school.id, week.days.last)?;
    let names = ["attendance_percent", "sessions_authorised", "sessions_unauthorised", "persistently_absent"];
    Ok(section.defined(&names, thresholds).defined(&["severely_absent", "late"], thresholds))
}

fn child_columns(last: &str) -> Vec<documents::table::Column> {
    let columns = vec![words_column("Child"), words_column("Class"), words_column(last)];
    columns.into_iter().chain(["Days missed", "Attendance"].map(figure_column)).collect()
}

fn child_row(section: &mut Section, child: &Standing, what: String) {
    let half_days = child.tally.half_days_missed();
    let half = if half_days % 2 == 1 { "½" } else { "" };
    let days = match (half_days / 2, half) {
        (0, "½") => String::from("½"),
        (days, half) => format!("{days}{half}"),
    };
    let cells = vec![
        text(child.pupil.name()),
        text(&child.group),
        text(what),
        text(days),
        percent_cell(child.tally.attendance()),
    ];
    section.row_to(cells, Open::Pupil(child.pupil.id));
}

/// Who came into a further band this week, or became persistently or severely absent.
pub(super) fn crossed(week: &Week<'_>) -> Result<Section, Error> {
    let mut section = Section::new("crossed", "Who crossed a line", child_columns("What"));
    let figures = week.figures;
    for set in &figures.bands {
        for held in set.bands.iter().rev().filter(|held| !held.new.is_empty()) {
            let what = format!("{}: {}", set.set.head.name, held.band.name);
            held.new.iter().for_each(|&at| child_row(&mut section, &figures.children[at], what.clone()));
        }
    }
    for crossed in school::crossed::crossed(week.app, figures)? {
        let what = match crossed.threshold {
            school::crossed::Threshold::Persistent => "became persistently absent",
            school::crossed::Threshold::Severe => "became severely absent",
        };
        crossed.children.iter().for_each(|&at| child_row(&mut section, &figures.children[at], what.to_owned()));
    }
    Ok(said(section, "Nobody came into a further band, and nobody became persistently or severely absent."))
}

/// Who stood in a further band at the end of the week before, or was persistently absent then, and is not now.
pub(super) fn came_back(week: &Week<'_>) -> Result<Section, Error> {
    let mut section = Section::new("came-back", "Who came back", child_columns("From, to"));
    let figures = week.figures;
    let Some(before) = figures.week_before else {
        return Ok(section.say("This is the first week of the school year."));
    };
    let then = standing::of_school_on(week.app, figures.school.id, before.day)?;
    let then: HashMap<PupilId, &Standing> = then.iter().map(|child| (child.pupil.id, child)).collect();
    let thresholds = school::thresholds(week.app, figures.school.id, week.days.last)?;
    for child in figures.children.iter() {
        let Some(was) = then.get(&child.pupil.id) else { continue };
        for set in &figures.bands {
            let places = (in_set(was, &set.set), in_set(child, &set.set));
            if let (Some(was), Some(is)) = places
                && was.place > is.place
            {
                child_row(&mut section, child, format!("{} to {}", was.band, is.band));
            }
        }
        let is_persistent = |tally: Tally| tally.has_missed(thresholds.persistent) == Some(true);
        if is_persistent(was.tally) && !is_persistent(child.tally) {
            child_row(&mut section, child, String::from("persistently absent no longer"));
        }
    }
    Ok(said(section, "Nobody stands in an earlier band than at the end of the week before."))
}

/// The part, with these words where its table has no row.
pub(super) fn said(section: Section, words: &str) -> Section {
    if section.table.rows.is_empty() { section.say(words) } else { section }
}
