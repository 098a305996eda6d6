//! One group of children, row by row, and which rows of it can be shown beside its total.

use super::{Child, Line, SMALLEST, Shape};

/// A group of children in the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    /// How many are in each row.
    pub(super) values: Vec<u32>,
    /// How many sessions they missed, where that is shown as well; empty where it is not.
    sums: Vec<u32>,
    /// Which rows are shown.
    pub(super) shown: Vec<bool>,
    /// Whether their total is.
    pub(super) is_total_shown: bool,
}

impl Column {
    /// The children of a group, all hidden as yet.
    pub(super) fn of(children: &[Child], shape: &Shape, is_in: impl Fn(&Child) -> bool) -> Column {
        let mut values = vec![0; shape.rows];
        children.iter().filter(|child| is_in(child)).for_each(|child| values[child.row] += 1);
        Column { shown: vec![false; shape.rows], sums: Vec::new(), is_total_shown: false, values }
    }

    /// The same of a group whose rates are shown as well.
    pub(super) fn with_sums(children: &[Child], shape: &Shape, is_in: impl Fn(&Child) -> bool) -> Column {
        let mut sums = vec![0; shape.rows];
        children.iter().filter(|child| is_in(child)).for_each(|child| sums[child.row] += child.missed);
        Column { sums, ..Column::of(children, shape, is_in) }
    }

    pub(super) fn total(&self) -> u32 {
        self.values.iter().sum()
    }

    /// How many are in the hidden rows together, which anybody works out from the total.
    fn in_hidden_rows(&self) -> u32 {
        self.values.iter().zip(&self.shown).filter(|&(_, &shown)| !shown).map(|(value, _)| value).sum()
    }

    pub(super) fn line(&self) -> Line {
        let row = |(&value, &shown): (&u32, &bool)| shown.then_some(value);
        Line {
            total: self.is_total_shown.then(|| self.total()),
            rows: self.values.iter().zip(&self.shown).map(row).collect(),
        }
    }
}

/// Shows as much as is safe of a column beside those in which it lies: where neither those in it nor those of a group around
/// it who are not in it are few.
pub(super) fn within(around: &[&Column], column: Column) -> Column {
    let total = column.total();
    let is_few = |around: &&Column| !around.is_total_shown || around.total() - total < SMALLEST;
    if total < SMALLEST || around.iter().any(is_few) {
        return column;
    }
    let few_outside = |around: &Column, row: usize| around.values[row] - column.values[row] < SMALLEST;
    let may_show = |row: usize| {
        column.values[row] >= SMALLEST && around.iter().all(|one| one.shown[row] && !few_outside(one, row))
    };
    let mut column = Column { shown: (0..column.values.len()).map(may_show).collect(), is_total_shown: true, ..column };
    while !is_safe(&column, around) {
        let shown = (0..column.values.len()).filter(|&row| column.shown[row]);
        match shown.min_by_key(|&row| column.values[row]) {
            Some(row) => column.shown[row] = false,
            None => return Column { is_total_shown: false, ..column },
        }
    }
    column
}

/// The column with its total alone, where that is safe.
pub(super) fn without_rows(around: &[&Column], column: Column) -> Column {
    let column = Column { shown: vec![false; column.values.len()], ..column };
    Column { is_total_shown: column.is_total_shown && is_safe(&column, around), ..column }
}

/// Whether nobody can narrow down a hidden row: the hidden ones are two or more, together as many as may be shown, and each
/// can be anything from nobody to what may just not be shown, within what is known of the columns around.
fn is_safe(column: &Column, around: &[&Column]) -> bool {
    let hidden: Vec<usize> = (0..column.values.len()).filter(|&row| !column.shown[row]).collect();
    if hidden.is_empty() {
        return true;
    }
    let together = column.in_hidden_rows();
    if hidden.len() < 2 || together < SMALLEST {
        return false;
    }
    around.iter().all(|one| in_hidden_rows_of(column, one) >= together + SMALLEST)
        && hidden.iter().all(|&row| is_row_safe(column, around, (row, together)))
}

/// How many of `around` are in the hidden rows of `column`.
fn in_hidden_rows_of(column: &Column, around: &Column) -> u32 {
    around.values.iter().zip(&column.shown).filter(|&(_, &shown)| !shown).map(|(value, _)| value).sum()
}

fn is_row_safe(column: &Column, around: &[&Column], (row, together): (usize, u32)) -> bool {
    let values = |one: &Column| one.values.clone();
    let (least, most) = range(column, around, (row, together), values);
    let value = column.values[row];
    let is_few = value < SMALLEST;
    let are_few_outside = |one: &&&Column| one.shown[row] && one.values[row] - value < SMALLEST;
    let is_narrow = |one: &&Column| most < one.values[row] || least + SMALLEST > one.values[row] + 1;
    if (is_few && (least > 0 || most + 1 < SMALLEST)) || around.iter().filter(are_few_outside).any(is_narrow) {
        return false;
    }
    most >= least + (SMALLEST - 1) && is_sum_open(column, around, row)
}

/// Whether what the children of a hidden row missed stays open by half of it at least, as does what is left of a row around.
fn is_sum_open(column: &Column, around: &[&Column], row: usize) -> bool {
    let Some(&sum) = column.sums.get(row) else { return true };
    let together = column.sums.iter().zip(&column.shown).filter(|&(_, &shown)| !shown).map(|(sum, _)| sum).sum();
    let (least, most) = range(column, around, (row, together), |one: &Column| one.sums.clone());
    let rest = around.iter().filter(|one| one.shown[row]).map(|one| one.sums[row] - sum).min().unwrap_or_default();
    most - least >= sum.max(rest).div_ceil(2).min(most)
}

/// The least and the most that a hidden row can be, where the hidden rows come to `together`.
fn range(
    column: &Column,
    around: &[&Column],
    (row, together): (usize, u32),
    of: impl Fn(&Column) -> Vec<u32>,
) -> (u32, u32) {
    let others = (0..column.values.len()).filter(|&other| other != row && !column.shown[other]);
    let elsewhere = room(around, others, &of).unwrap_or(together);
    let here = room(around, core::iter::once(row), &of).unwrap_or(together);
    (together.saturating_sub(elsewhere), here.min(together))
}

/// How much the rows can hold by what is shown of the columns around; nothing where there is none.
fn room(
    around: &[&Column],
    rows: impl Iterator<Item = usize> + Clone,
    of: impl Fn(&Column) -> Vec<u32>,
) -> Option<u32> {
    let known = |one: &&Column| {
        let values = of(one);
        let shown: u32 = rows.clone().filter(|&row| one.shown[row]).map(|row| values[row]).sum();
        let is_unknown = rows.clone().any(|row| !one.shown[row]);
        let hidden = values.iter().zip(&one.shown).filter(|&(_, &shown)| !shown).map(|(value, _)| value);
        if is_unknown { shown + hidden.sum::<u32>() } else { shown }
    };
    around.iter().map(known).min()
}
