//! The school's children by year and cohort.

use analysis::SchoolRoll;
use domain::{
    Date,
    case::Event,
    decide::{Facts, Truth, Who, holds},
    pupil::Pupil,
    rule::{Atom, Cohort, Condition, Rules, Test},
    tally::Tally,
};

use crate::standing::Standing;

/// Counts by year and cohort.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The cohorts, by the names that the packs use.
    pub cohorts: Vec<String>,
    /// A row for each year, in order.
    pub years: Vec<Row>,
    /// All years.
    pub school: Vec<Cell>,
}

/// A year's counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The national curriculum year.
    pub year: u8,
    /// All of it, then a cell for each cohort.
    pub cells: Vec<Cell>,
}

/// Some children together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// How many.
    pub children: u64,
    /// Their sessions.
    pub tally: Tally,
}

/// A cohort gets a column when the school has this many children in it: of fewer no average is shown.
const WORTH_A_COLUMN: usize = 5;
/// More columns than this cannot be read side by side; the largest cohorts stay.
const COLUMNS: usize = 6;

/// The cohorts that get a column, with the places of their children.
pub(crate) fn columns<'a>(
    rules: &'a Rules,
    roll: &SchoolRoll,
    children: &[Standing],
    day: Date,
) -> Vec<(&'a Cohort, Vec<usize>)> {
    let mut columns: Vec<(&Cohort, Vec<usize>)> =
        rules.cohorts.iter().map(|cohort| (cohort, members(rules, roll, children, cohort, day))).collect();
    columns.retain(|(_, members)| members.len() >= WORTH_A_COLUMN);
    let mut sizes: Vec<usize> = columns.iter().map(|(_, members)| members.len()).collect();
    sizes.sort_unstable_by_key(|&size| std::cmp::Reverse(size));
    if let Some(&least) = sizes.get(COLUMNS - 1) {
        columns.retain(|(_, members)| members.len() >= least);
        columns.truncate(COLUMNS);
    }
    columns
}

pub(crate) fn table(rules: &Rules, roll: &SchoolRoll, children: &[Standing], day: Date) -> Table {
    let columns = columns(rules, roll, children, day);
    let mut table = Table {
        cohorts: columns.iter().map(|(cohort, _)| cohort.head.name.clone()).collect(),
        school: vec![Cell::default(); columns.len() + 1],
        years: Vec::new(),
    };
    let everybody: Vec<usize> = (0..children.len()).collect();
    let members = std::iter::once(&everybody).chain(columns.iter().map(|(_, members)| members));
    for (column, members) in members.enumerate() {
        for &member in members {
            table.count(column, &children[member]);
        }
    }
    table.years.sort_by_key(|row| row.year);
    table
}

impl Table {
    fn count(&mut self, column: usize, child: &Standing) {
        let year = child.pupil.year;
        let place = self.years.iter().position(|row| row.year == year).unwrap_or_else(|| {
            self.years.push(Row { year, cells: vec![Cell::default(); self.cohorts.len() + 1] });
            self.years.len() - 1
        });
        for cell in [&mut self.years[place].cells[column], &mut self.school[column]] {
            cell.children += 1;
            cell.tally += child.tally;
        }
    }
}

/// The places of the children who belong to a cohort: recorded, or following from what is recorded.
pub(crate) fn members(
    rules: &Rules,
    roll: &SchoolRoll,
    children: &[Standing],
    cohort: &Cohort,
    day: Date,
) -> Vec<usize> {
    let membership = Membership::of(rules, cohort, day);
    let belongs = |child: &Standing| membership.has(roll, &child.pupil, &child.history);
    children.iter().enumerate().filter(|(_, child)| belongs(child)).map(|(at, _)| at).collect()
}

/// The question whether somebody belongs to a cohort on a day.
pub(crate) struct Membership<'a> {
    rules: &'a Rules,
    name: &'a str,
    // Where the cohort follows from something else, the question whether it does.
    follows: Option<Condition>,
    day: Date,
}

impl<'a> Membership<'a> {
    /// The question of one cohort.
    pub(crate) fn of(rules: &'a Rules, cohort: &'a Cohort, day: Date) -> Membership<'a> {
        let name = &cohort.head.name;
        let atom = || Atom { words: name.clone(), test: Test::Cohort(name.clone()), is_negated: false };
        Membership { rules, name, follows: cohort.when.as_ref().map(|_| Condition::Atom(atom())), day }
    }

    /// Whether `pupil` belongs to it, of whom `history` was done in the school year.
    pub(crate) fn has(&self, roll: &SchoolRoll, pupil: &Pupil, history: &[Event]) -> bool {
        let is_recorded = pupil.cohorts.iter().any(|name| name == self.name);
        let Some(question) = self.follows.as_ref().filter(|_| !is_recorded) else { return is_recorded };
        let (who, sheet) = (Who::of(pupil, self.day), roll.sheet_or_blank(pupil.id));
        let facts = Facts { day: self.day, who, sheet, cohorts: &pupil.cohorts, history };
        holds(self.rules, &facts, question) == Truth::Yes
    }
}
