//! The school's classes side by side, its years, and the school.

use analysis::{
    SchoolRoll,
    figures::{Facts, Thresholds, per_pupil},
};
use domain::{
    Date,
    id::{GroupId, PupilId},
    tally::Tally,
};

use super::scope::Scope;
use crate::standing::Standing;

/// Counts of the classes, by year and name, of the years, and of all together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SideBySide {
    /// A row for each class.
    pub classes: Vec<Row>,
    /// A row for each national curriculum year.
    pub years: Vec<Row>,
    /// Everybody.
    pub school: Row,
}

/// What is counted of some children in the school year to the end of a day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// The class; nothing in the row of a year or the school.
    pub group: Option<(GroupId, String)>,
    /// The national curriculum year; nothing in the school's row.
    pub year: Option<u8>,
    /// How many children.
    pub children: u32,
    /// Their sessions.
    pub tally: Tally,
    /// Late arrivals, before and after the close.
    pub late: u32,
    /// Of these, those after the close.
    pub late_after_close: u32,
    /// How many are persistently absent.
    pub persistent: u32,
    /// How many are severely absent.
    pub severe: u32,
}

impl Row {
    fn count(&mut self, facts: &Facts) {
        self.children += 1;
        self.tally += facts.tally;
        self.late += facts.lates.before_close + facts.lates.after_close;
        self.late_after_close += facts.lates.after_close;
        self.persistent += u32::from(facts.persistent == Some(true));
        self.severe += u32::from(facts.severe == Some(true));
    }
}

pub(super) fn side_by_side(roll: &SchoolRoll, children: &[Standing], day: Date, thresholds: Thresholds) -> SideBySide {
    let ids: Vec<PupilId> = children.iter().map(|child| child.pupil.id).collect();
    let mut table = SideBySide::default();
    let counted = per_pupil(roll, &ids, Scope::to(day).period(), thresholds);
    for (child, (_, facts)) in children.iter().zip(&counted) {
        let (group, year) = (child.pupil.group, child.pupil.year);
        let class = Row { group: Some((group, child.group.clone())), year: Some(year), ..Row::default() };
        row(&mut table.classes, class, |row| row.group.as_ref().is_some_and(|(id, _)| *id == group)).count(facts);
        let whole_year = Row { year: Some(year), ..Row::default() };
        row(&mut table.years, whole_year, |row| row.year == Some(year)).count(facts);
        table.school.count(facts);
    }
    table.classes.sort_by(|one, other| order(one).cmp(&order(other)));
    table.years.sort_by_key(|row| row.year);
    table
}

/// The row that `is` asks for, or `new` at the end.
fn row(rows: &mut Vec<Row>, new: Row, is: impl Fn(&Row) -> bool) -> &mut Row {
    let at = rows.iter().position(is).unwrap_or_else(|| {
        rows.push(new);
        rows.len() - 1
    });
    &mut rows[at]
}

fn order(row: &Row) -> (Option<u8>, Option<(&str, GroupId)>) {
    (row.year, row.group.as_ref().map(|(id, name)| (name.as_str(), *id)))
}
