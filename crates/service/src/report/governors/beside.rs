//! The school beside the others of its authority, schools like it, and England (LAN-133, LBO-049, KNO-229).

use analysis::beside::Share;
use domain::{
    id::SchoolId,
    permission::Actor,
    tally::{Percent, Tally},
};

use crate::{
    App, Error,
    comparison::{self, Figure},
    report::{Section, figure_column, percent_cell, small::Counted, text, words_column},
};

pub(super) fn section(app: &App, by: &Actor, school: SchoolId, now: &Counted) -> Result<Section, Error> {
    let columns = vec![
        words_column("Beside"),
        figure_column("This school"),
        figure_column("They"),
        words_column("What they are"),
    ];
    let mut section = Section::new("beside", "Beside other schools: attendance", columns);
    let summary = comparison::summary(app, by, school, now.days.last)?;
    let may_show = now.published.children.total.is_some();
    let own = |percent: Option<Percent>| match may_show {
        true => percent_cell(percent),
        false => text(super::HIDDEN),
    };
    let year = may_show.then_some(now.all.tally).and_then(Tally::attendance).filter(|_| is_year(now));
    let year = year.or(summary.own);
    let spreads =
        [("Schools of the authority of the same phase", summary.authority), ("Schools most like it", summary.alike)];
    for (name, spread) in spreads.into_iter().filter_map(|(name, spread)| Some((name, spread?))) {
        let what = format!("the middle one of {} schools, the year so far", spread.schools);
        section.row(vec![text(name), own(year), percent_cell(Some(spread.median)), text(what)]);
    }
    if let Some(stretch) = &summary.england {
        let rows = stretch.rows.iter().filter(|row| row.figure == Figure::Attendance && row.group.is_empty());
        for row in rows {
            let what = format!("{}; here {}", stretch.when.words(), stretch.own.words());
            let here = own(row.own.map(Share::percent));
            section.row(vec![text("England"), here, percent_cell(Some(row.england)), text(what)]);
        }
    }
    let words = if section.table.rows.is_empty() {
        "There is nothing to compare with yet: too few schools, and no published week."
    } else {
        "The comparison itself, with more figures and how the schools are chosen, is a page of its own."
    };
    Ok(section.say(words).defined(&["attendance_percent"], now.thresholds))
}

fn is_year(now: &Counted) -> bool {
    now.days.first == domain::calendar::school_year_start(now.days.last)
}
