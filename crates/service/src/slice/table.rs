//! A slice as a table: the same on a page, in a file and in a terminal.

use analysis::{
    facts,
    slice::{Counts, Row, Side},
};
use documents::table::{Cell, Column, Kind, Table};
use domain::tally::{Percent, Tally};

use super::{FEW, Sliced};
use crate::school::Names;

/// What stands instead of an average of few children.
const TOO_FEW: &str = "too few";

/// A figure of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Days missed per child.
    DaysPerChild,
    /// Days missed by all of them.
    Days,
    /// The share of possible sessions attended.
    Attendance,
    /// Sessions missed with the school's authority.
    Authorised,
    /// Sessions missed without it.
    Unauthorised,
    /// Children persistently absent.
    Persistent,
    /// Children severely absent.
    Severe,
    /// Late arrivals before the register closed.
    LateBeforeClose,
    /// Late arrivals after it closed.
    LateAfterClose,
    /// Children.
    Children,
    /// Possible sessions.
    Possible,
    /// Sessions with any mark.
    Recorded,
    /// Sessions as a share of all that have a mark.
    Share,
}

impl Measure {
    /// All of them, in the order of the columns.
    pub const ALL: [Measure; 13] = [
        Measure::DaysPerChild,
        Measure::Days,
        Measure::Attendance,
        Measure::Authorised,
        Measure::Unauthorised,
        Measure::Persistent,
        Measure::Severe,
        Measure::LateBeforeClose,
        Measure::LateAfterClose,
        Measure::Recorded,
        Measure::Share,
        Measure::Children,
        Measure::Possible,
    ];

    /// Reads the word of an address.
    pub fn parse(text: &str) -> Option<Measure> {
        Measure::ALL.into_iter().find(|measure| measure.word() == text)
    }

    /// The word that [`Measure::parse`] reads.
    pub const fn word(self) -> &'static str {
        match self {
            Measure::DaysPerChild => "days-per-child",
            Measure::Days => "days",
            Measure::Attendance => "attendance",
            Measure::Authorised => "authorised",
            Measure::Unauthorised => "unauthorised",
            Measure::Persistent => "persistent",
            Measure::Severe => "severe",
            Measure::LateBeforeClose => "late-before-close",
            Measure::LateAfterClose => "late-after-close",
            Measure::Recorded => "sessions",
            Measure::Share => "share",
            Measure::Children => "children",
            Measure::Possible => "possible",
        }
    }

    /// The name of its definition.
    pub const fn figure(self) -> &'static str {
        match self {
            Measure::DaysPerChild => "days_missed_per_child",
            Measure::Days => "days_missed",
            Measure::Attendance => "attendance_percent",
            Measure::Authorised => "sessions_authorised",
            Measure::Unauthorised => "sessions_unauthorised",
            Measure::Persistent => "persistently_absent",
            Measure::Severe => "severely_absent",
            Measure::LateBeforeClose => "late_before_close",
            Measure::LateAfterClose => "late_after_close",
            Measure::Recorded => "sessions_recorded",
            Measure::Share => "share_of_marks",
            Measure::Children => "children_in_row",
            Measure::Possible => "sessions_possible",
        }
    }

    /// What the column is called.
    pub fn title(self) -> &'static str {
        analysis::figures::definition(self.figure()).map_or(self.word(), |definition| definition.title)
    }

    const fn kind(self) -> Kind {
        match self {
            Measure::Attendance | Measure::Share => Kind::Percent,
            _ => Kind::Number,
        }
    }
}

/// The figures that fit the sides of a slice. The first is the one that a cross table and a chart show unless asked.
pub fn measures(sliced: &Sliced) -> Vec<Measure> {
    let asked = &sliced.asked;
    let fits = |measure: &Measure| match measure {
        Measure::Recorded | Measure::Share => asked.is_of_marks(),
        Measure::Children => sliced.names == Names::Shown || !asked.is_of_marks(),
        // Only over the whole of the days is a child persistently absent.
        Measure::Persistent | Measure::Severe => {
            sliced.names == Names::Shown && asked.by.is_of_children() && asked.across.is_of_children()
        }
        _ => !asked.is_of_marks(),
    };
    Measure::ALL.into_iter().filter(fits).collect()
}

/// The table of a slice; `cells` is the figure in the cells of a cross table.
pub fn table(sliced: &Sliced, cells: Measure) -> Table {
    if sliced.asked.is_crossed() { crossed(sliced, cells) } else { rows(sliced) }
}

fn rows(sliced: &Sliced) -> Table {
    let measures = measures(sliced);
    let columns = std::iter::once(Column { heading: heading(sliced), kind: Kind::Text })
        .chain(measures.iter().map(|measure| Column { heading: measure.title().to_owned(), kind: measure.kind() }));
    let row = |name: String, counts: Counts| {
        let cells = measures.iter().map(|&measure| value(measure, counts, sliced.whole));
        std::iter::once(Cell::Text(name)).chain(cells).collect()
    };
    let lines = sliced.lines.iter().map(|line| row(sliced.labels.of(line.by), line.counts));
    Table {
        title: String::new(),
        columns: columns.collect(),
        rows: lines.chain([row(String::from("All"), sliced.whole)]).collect(),
        notes: notes(sliced),
    }
}

fn crossed(sliced: &Sliced, measure: Measure) -> Table {
    let column = |heading: String| Column { heading, kind: measure.kind() };
    let columns = std::iter::once(Column { heading: heading(sliced), kind: Kind::Text })
        .chain(sliced.feet.iter().map(|foot| column(sliced.labels.of(foot.across))))
        .chain([column(String::from("All"))]);
    let cell = |counts: Option<Counts>| counts.map_or(Cell::Empty, |counts| value(measure, counts, sliced.whole));
    let row = |end: &Row| {
        let cells = sliced.feet.iter().map(|foot| cell(sliced.cells.get(&(end.by, foot.across)).copied()));
        let name = Cell::Text(sliced.labels.of(end.by));
        std::iter::once(name).chain(cells).chain([cell(Some(end.counts))]).collect::<Vec<Cell>>()
    };
    let foot = std::iter::once(Cell::Text(String::from("All")))
        .chain(sliced.feet.iter().map(|foot| cell(Some(foot.counts))))
        .chain([cell(Some(sliced.whole))])
        .collect();
    Table {
        title: String::new(),
        columns: columns.collect(),
        rows: sliced.ends.iter().map(row).chain([foot]).collect(),
        notes: notes(sliced),
    }
}

fn heading(sliced: &Sliced) -> String {
    side_name(sliced.asked.by).to_owned()
}

/// What a side is called at the head of its column and in a list: `Half term`.
pub const fn side_name(side: Side) -> &'static str {
    match side {
        Side::Whole => "All",
        Side::School => "School",
        Side::Phase => "Kind of school",
        Side::Year => "Year",
        Side::Class => "Class",
        Side::Sex => "Girls and boys",
        Side::Cohort => "Cohort",
        Side::Band => "Band",
        Side::Weekday => "Weekday",
        Side::Half => "Session",
        Side::Week => "Week",
        Side::HalfTerm => "Half term",
        Side::Term => "Term",
        Side::Month => "Month",
        Side::Code => "Code",
        Side::CountsAs => "What marks count as",
    }
}

/// The figure of a row as a cell. No average is shown of few children.
pub fn value(measure: Measure, counts: Counts, whole: Counts) -> Cell {
    let number = |count: u32| Cell::Number(count.into());
    let percent = |percent: Option<Percent>| percent.map_or(Cell::Empty, Cell::Percent);
    let is_few = (1..FEW).contains(&counts.children);
    match measure {
        Measure::DaysPerChild | Measure::Attendance if is_few => Cell::Text(String::from(TOO_FEW)),
        Measure::DaysPerChild => match counts.children {
            0 => Cell::Empty,
            _ => Cell::Text(tenths(counts.tenths_of_days_per_child())),
        },
        Measure::Days => Cell::Text(facts::days(counts.tally.half_days_missed())),
        Measure::Attendance => percent(counts.tally.attendance()),
        Measure::Authorised => number(counts.tally.authorised),
        Measure::Unauthorised => number(counts.tally.unauthorised),
        Measure::Persistent => number(counts.persistent),
        Measure::Severe => number(counts.severe),
        Measure::LateBeforeClose => number(counts.late_before_close),
        Measure::LateAfterClose => number(counts.late_after_close),
        Measure::Recorded => number(counts.recorded),
        Measure::Share => percent(share(counts.recorded, whole.recorded)),
        Measure::Children => number(counts.children),
        Measure::Possible => number(counts.tally.possible()),
    }
}

/// Rounded half up, for showing only.
fn share(part: u32, whole: u32) -> Option<Percent> {
    Tally { attended: part.min(whole), authorised: whole.saturating_sub(part), unauthorised: 0 }.attendance()
}

fn tenths(tenths: u64) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn notes(sliced: &Sliced) -> Vec<String> {
    let mut notes = Vec::new();
    let sides = [sliced.asked.by, sliced.asked.across];
    if sides.contains(&Side::Cohort) {
        notes.push(String::from(
            "A child can be in more than one cohort, so the rows can come to more than all children.",
        ));
    }
    if sliced.asked.is_of_marks() {
        notes.push(String::from(
            "A share is one of all half days with a mark, those that do not count as possible too.",
        ));
    } else {
        notes.push(format!("No average is shown for fewer than {FEW} children."));
    }
    notes
}

/// How large a figure is, to draw it: tenths of days, half days, thousandths of a percent, or a number. Nothing where no figure
/// is shown.
pub fn size(measure: Measure, counts: Counts, whole: Counts) -> Option<u64> {
    match (measure, value(measure, counts, whole)) {
        (Measure::DaysPerChild, Cell::Text(text)) if text != TOO_FEW => Some(counts.tenths_of_days_per_child()),
        (Measure::Days, _) => Some(counts.tally.half_days_missed().into()),
        (_, Cell::Percent(percent)) => Some(percent.in_thousandths().into()),
        (_, Cell::Number(number)) => u64::try_from(number).ok(),
        _ => None,
    }
}
