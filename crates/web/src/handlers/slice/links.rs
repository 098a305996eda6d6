//! The table with its numbers opened, and the picture of it.

use analysis::slice::{Counts, Key, Row, Side};
use documents::table::{Cell, Table};
use domain::id::SchoolId;
use service::{
    school::scope::Scope,
    slice::{Asked, Measure, Of, Sliced, measures, size, value},
};

use super::{Question, opens};
use crate::{
    chart::rows::{self, Picture, Shape},
    table::{CellView, TableView},
    urls, words,
};

/// The query of a question with its days as they are, so that it asks the same tomorrow.
pub(super) fn query(asked: &Asked, measure: Measure) -> String {
    let Scope { group, year, cohort, from, to } = &asked.scope;
    let mut parts = vec![format!("by={}", asked.by.word())];
    let mut also = |name: &str, value: Option<String>| {
        parts.extend(value.map(|value| format!("{name}={}", urls::encode(&value))));
    };
    also("and", asked.is_crossed().then(|| asked.across.word().to_owned()));
    also("show", Some(measure.word().to_owned()));
    also("from", from.map(|day| day.to_string()));
    also("to", Some(to.to_string()));
    also("year", year.map(|year| year.to_string()));
    also("group", group.map(|group| group.to_string()));
    also("cohort", cohort.clone());
    also("phase", asked.phase.map(|phase| phase.word().to_owned()));
    also("known", asked.known.map(|day| day.to_string()));
    parts.join("&")
}

/// The table as a page shows it, each number opened for whoever may see what makes it.
pub(super) fn table(
    question: &Question<'_>,
    sliced: &Sliced,
    (measure, query): (Measure, &str),
    table: &Table,
) -> TableView {
    let mut view = TableView::with_files(table, &question.address(query));
    let links = Links { question, sliced, query, school: opens(question.of, sliced) };
    let whole = std::iter::once(None);
    let cells = |by: Option<&Row>| -> Vec<String> {
        if sliced.asked.is_crossed() {
            let feet = sliced.feet.iter().map(|foot| links.cell(by, Some(foot), measure));
            return feet.chain([links.cell(by, None, measure)]).collect();
        }
        measures(sliced).into_iter().map(|measure| links.cell(by, None, measure)).collect()
    };
    let lines = if sliced.asked.is_crossed() { &sliced.ends } else { &sliced.lines };
    for (row, by) in view.rows.iter_mut().zip(lines.iter().map(Some).chain(whole)) {
        let hrefs = std::iter::once(by.map(|line| links.row(line)).unwrap_or_default()).chain(cells(by));
        for (cell, href) in row.iter_mut().zip(hrefs) {
            cell.href = href;
        }
    }
    view
}

struct Links<'a> {
    question: &'a Question<'a>,
    sliced: &'a Sliced,
    query: &'a str,
    /// The school whose numbers the reader may open.
    school: Option<SchoolId>,
}

impl Links<'_> {
    /// The table of one row of all schools: that of a school, or of the schools for a year, a cohort or a kind.
    fn row(&self, line: &Row) -> String {
        let key = line.by;
        if self.question.of != Of::Area {
            return String::new();
        }
        let asked = &self.sliced.asked;
        let word = self.sliced.labels.word(key);
        let narrower = |scope: Scope| Asked { by: Side::School, across: Side::Whole, scope, ..asked.clone() };
        let area = |asked: &Asked| urls::slice::of_area_by(&query(asked, Measure::DaysPerChild));
        match key {
            Key::School(school) => {
                let scope = Asked { by: Side::Year, across: Side::Whole, phase: None, ..asked.clone() };
                urls::slice::of_school_by(school, &query(&scope, Measure::DaysPerChild))
            }
            Key::Year(year) => area(&narrower(Scope { year: Some(year), ..asked.scope.clone() })),
            Key::Cohort(Some(_)) => area(&narrower(Scope { cohort: Some(word), ..asked.scope.clone() })),
            Key::Phase(phase) => area(&Asked { phase: Some(phase), ..narrower(asked.scope.clone()) }),
            _ => String::new(),
        }
    }

    /// What makes a number; empty for a reader who may not see it, and for nothing.
    fn cell(&self, by: Option<&Row>, foot: Option<&Row>, measure: Measure) -> String {
        let Some(school) = self.school else { return String::new() };
        let counts = self.counts(by, foot);
        let key = by.map_or(Key::Whole, |line| line.by);
        if !counts.is_some_and(|counts| is_something(measure, counts)) {
            return String::new();
        }
        let across = foot.map_or(Key::Whole, |foot| foot.across);
        let word = |key: Key| urls::encode(&self.sliced.labels.word(key));
        let (row, column) = (word(key), word(across));
        urls::slice::opened(school, &format!("{}&row={row}&column={column}&open={}", self.query, open(measure)))
    }

    fn counts(&self, by: Option<&Row>, foot: Option<&Row>) -> Option<Counts> {
        match (by, foot) {
            (None, None) => Some(self.sliced.whole),
            (None, Some(foot)) => Some(foot.counts),
            (Some(line), None) => Some(line.counts),
            (Some(line), Some(foot)) => self.sliced.cells.get(&(line.by, foot.across)).copied(),
        }
    }
}

/// Whether there is anything behind a number.
fn is_something(measure: Measure, counts: Counts) -> bool {
    match measure {
        Measure::DaysPerChild | Measure::Children => counts.children > 0,
        Measure::Days => counts.tally.absent() > 0,
        Measure::Attendance => counts.tally.attended > 0,
        Measure::Share | Measure::Recorded => counts.recorded > 0,
        other => matches!(value(other, counts, counts), Cell::Number(1..)),
    }
}

/// What is opened: children, or sessions by what they count as.
const fn open(measure: Measure) -> &'static str {
    match measure {
        Measure::DaysPerChild | Measure::Children => "children",
        Measure::Days => "absent",
        Measure::Attendance => "attended",
        Measure::Authorised => "authorised",
        Measure::Unauthorised => "unauthorised",
        Measure::Persistent => "persistent",
        Measure::Severe => "severe",
        Measure::LateBeforeClose => "late-before-close",
        Measure::LateAfterClose => "late-after-close",
        Measure::Possible => "possible",
        Measure::Recorded | Measure::Share => "recorded",
    }
}

/// The rows as a picture: of a cross table what stands at the end of each row.
pub(super) fn picture(sliced: &Sliced, measure: Measure, title: &str) -> Option<Picture> {
    let lines = if sliced.asked.is_crossed() { &sliced.ends } else { &sliced.lines };
    let row = |line: &Row| rows::Row {
        name: sliced.labels.of(line.by),
        size: size(measure, line.counts, sliced.whole),
        shown: CellView::of(&value(measure, line.counts, sliced.whole)).text,
    };
    let rows: Vec<rows::Row> = lines.iter().map(row).collect();
    let is_in_time = sliced.asked.by.is_of_stretches() && rows.len() > 2;
    rows::picture(&rows, if is_in_time { Shape::Line } else { Shape::Bars }, &words::sentence(title))
}
