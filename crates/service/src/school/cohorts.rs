//! The school's children by year and cohort.

use analysis::SchoolRoll;
use domain::{
    Date,
    decide::{Facts, Truth, Who, holds},
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

pub(crate) fn table(rules: &Rules, roll: &SchoolRoll, children: &[Standing], day: Date) -> Table {
    let mut columns: Vec<(&Cohort, Vec<usize>)> =
        rules.cohorts.iter().map(|cohort| (cohort, members(rules, roll, children, cohort, day))).collect();
    columns.retain(|(_, members)| members.len() >= WORTH_A_COLUMN);
    let mut sizes: Vec<usize> = columns.iter().map(|(_, members)| members.len()).collect();
    sizes.sort_unstable_by_key(|&size| std::cmp::Reverse(size));
    if let Some(&least) = sizes.get(COLUMNS - 1) {
        columns.retain(|(_, members)| members.len() >= least);
        columns.truncate(COLUMNS);
    }
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
    let name = &cohort.head.name;
    let test = Test::Cohort(name.clone());
    let question = Condition::Atom(Atom { words: name.clone(), test, is_negated: false });
    let belongs = |child: &Standing| {
        if child.pupil.cohorts.contains(name) || cohort.when.is_none() {
            return child.pupil.cohorts.contains(name);
        }
        let sheet = roll.sheet_or_blank(child.pupil.id);
        let facts = Facts {
            day,
            who: Who::of(&child.pupil, day),
            sheet,
            cohorts: &child.pupil.cohorts,
            history: &child.history,
        };
        holds(rules, &facts, &question) == Truth::Yes
    };
    children.iter().enumerate().filter(|(_, child)| belongs(child)).map(|(at, _)| at).collect()
}
