//! Somebody who takes every number that is shown as an equation over what is not, and works out how small and how large each
//! hidden one can be: linear programming by the simplex method, over numbers that are never negative.

const EXACT: f64 = 1e-7;

/// Everything that is known of some unknown numbers.
pub struct Known {
    variables: usize,
    /// Equations: the unknowns whose sum it is, and the sum.
    equations: Vec<(Vec<usize>, f64)>,
}

impl Known {
    /// Nothing yet about so many unknown numbers, but that none is negative.
    pub fn of(variables: usize) -> Known {
        Known { variables, equations: Vec::new() }
    }

    /// That these unknowns together are `sum`.
    pub fn learn(&mut self, unknowns: Vec<usize>, sum: f64) {
        self.equations.push((unknowns, sum));
    }

    /// What follows from it.
    pub fn solve(&self) -> Worked {
        let (rows, columns) = (self.equations.len(), self.variables);
        let mut table: Vec<Vec<f64>> = Vec::with_capacity(rows);
        for (at, (unknowns, sum)) in self.equations.iter().enumerate() {
            let mut row = vec![0.0; columns + rows + 1];
            unknowns.iter().for_each(|&unknown| row[unknown] += 1.0);
            row[columns + at] = 1.0;
            row[columns + rows] = *sum;
            table.push(row);
        }
        let mut worked = Worked { table, basis: (columns..columns + rows).collect(), variables: columns };
        let mut artificial = vec![0.0; columns + rows];
        artificial[columns..].fill(1.0);
        let left = worked.least(&artificial).expect("the sum of what is missing is never negative");
        assert!(left.abs() < 1e-4, "what is shown contradicts itself by {left}");
        worked.drop_artificial(columns);
        worked
    }
}

/// The unknown numbers, as far as they are known.
pub struct Worked {
    table: Vec<Vec<f64>>,
    basis: Vec<usize>,
    variables: usize,
}

impl Worked {
    /// How small and how large these unknowns together can be.
    pub fn range(&mut self, unknowns: &[usize]) -> (f64, f64) {
        let mut costs = vec![0.0; self.variables];
        unknowns.iter().for_each(|&unknown| costs[unknown] += 1.0);
        let least = self.least(&costs).unwrap_or(f64::NEG_INFINITY);
        costs.iter_mut().for_each(|cost| *cost = -*cost);
        (least, self.least(&costs).map_or(f64::INFINITY, |least| -least))
    }

    /// The least that the costs can come to; nothing where there is no least.
    fn least(&mut self, costs: &[f64]) -> Option<f64> {
        let width = costs.len();
        let mut reduced: Vec<f64> = costs.to_vec();
        for (row, &basic) in self.table.iter().zip(&self.basis) {
            let cost = costs[basic];
            if cost != 0.0 {
                reduced.iter_mut().zip(row).for_each(|(reduced, cell)| *reduced -= cost * cell);
            }
        }
        for step in 0..100_000 {
            // The steepest column first; the lowest from some step on, which cannot go round in circles.
            let better = (0..width).filter(|&column| reduced[column] < -EXACT);
            let column = if step < 200 {
                better.min_by(|&a, &b| reduced[a].total_cmp(&reduced[b]))
            } else {
                better.into_iter().next()
            };
            let Some(column) = column else { return Some(self.cost(costs)) };
            let row = self.leaving(column)?;
            self.pivot(row, column);
            let factor = reduced[column];
            reduced.iter_mut().zip(&self.table[row]).for_each(|(reduced, cell)| *reduced -= factor * cell);
        }
        panic!("the simplex method did not come to an end");
    }

    fn cost(&self, costs: &[f64]) -> f64 {
        self.table.iter().zip(&self.basis).map(|(row, &basic)| costs[basic] * row[row.len() - 1]).sum()
    }

    fn leaving(&self, column: usize) -> Option<usize> {
        let mut best: Option<(usize, f64)> = None;
        for (at, row) in self.table.iter().enumerate().filter(|(_, row)| row[column] > EXACT) {
            let ratio = row[row.len() - 1] / row[column];
            let is_better = best.is_none_or(|(other, least)| {
                ratio < least - EXACT || (ratio < least + EXACT && self.basis[at] < self.basis[other])
            });
            if is_better {
                best = Some((at, ratio));
            }
        }
        best.map(|(at, _)| at)
    }

    fn pivot(&mut self, row: usize, column: usize) {
        let by = self.table[row][column];
        self.table[row].iter_mut().for_each(|cell| *cell /= by);
        let pivot = self.table[row].clone();
        for (_, other) in self.table.iter_mut().enumerate().filter(|(at, _)| *at != row) {
            let factor = other[column];
            if factor != 0.0 {
                other.iter_mut().zip(&pivot).for_each(|(cell, pivot)| *cell -= factor * pivot);
            }
        }
        self.basis[row] = column;
    }

    /// Takes out the numbers that were only there to begin with, and equations that said nothing new.
    fn drop_artificial(&mut self, columns: usize) {
        let mut row = 0;
        while row < self.table.len() {
            if self.basis[row] >= columns {
                match (0..columns).find(|&column| self.table[row][column].abs() > 1e-6) {
                    Some(column) => self.pivot(row, column),
                    None => {
                        self.table.swap_remove(row);
                        self.basis.swap_remove(row);
                        continue;
                    }
                }
            }
            row += 1;
        }
        for row in &mut self.table {
            let sum = row[row.len() - 1];
            row.truncate(columns);
            row.push(sum);
        }
    }
}
