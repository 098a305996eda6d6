//! The points: a logistic regression on bands, in which no band has fewer points than the band below it.

use std::collections::BTreeMap;

use analysis::outlook::{Edges, Input, Stage};

use crate::case::Seen;

/// How often the whole card is gone over.
const ROUNDS: usize = 60;
/// Keeps bands that few children are in from getting wild points.
const RIDGE: f64 = 8.0;

/// Children with the same bands.
struct Cell {
    /// The steps that they have taken, by place; `unknown` is the last.
    steps: Vec<usize>,
    children: f64,
    reached: f64,
    log_odds: f64,
}

/// Where the bands begin: for the line, where equally many children lie between; for the others always the same.
pub fn edges(cases: &[Seen]) -> Edges {
    let mut values: Vec<u32> = cases.iter().filter_map(|case| case.values[0]).collect();
    values.sort_unstable();
    let cut = |share: usize| values[values.len() * share / 1000];
    let shares = [50, 120, 200, 280, 360, 440, 520, 600, 670, 740, 800, 850, 890, 920, 945, 965, 980, 990];
    let mut line: Vec<u32> = shares.into_iter().map(cut).collect();
    line.dedup();
    [
        line,
        vec![1, 2, 3, 5, 8, 11, 15, 21],
        vec![1, 100, 200, 300, 400, 550, 700],
        vec![15, 30, 45, 60, 80, 100, 130, 180, 260],
    ]
}

/// Fits the points of a stage. What is not points is left as it is.
pub fn points(stage: &mut Stage, cases: &[Seen]) {
    let offsets: Vec<usize> = stage
        .edges
        .iter()
        .scan(0, |sum, edges| {
            let here = *sum;
            *sum += edges.len();
            Some(here)
        })
        .collect();
    let unknown: usize = stage.edges.iter().map(Vec::len).sum();
    let mut cells = cells(stage, cases, &offsets, unknown);
    let mut weights = vec![0.0; unknown + 1];
    let base = descend(&mut cells, &mut weights);
    let card = |weights: &[f64]| -> Vec<i32> {
        let mut sum = 0.0;
        let steps = weights.iter().map(|weight| {
            sum += weight;
            (sum * 1000.0).round() as i32
        });
        std::iter::once(0).chain(steps).collect()
    };
    for (at, &from) in offsets.iter().enumerate() {
        stage.points[at] = card(&weights[from..from + stage.edges[at].len()]);
    }
    stage.points[0].iter_mut().for_each(|points| *points += (base * 1000.0).round() as i32);
    stage.unknown = (weights[unknown] * 1000.0).round() as i32;
    for (at, _) in Input::ALL.iter().enumerate() {
        let sum: i64 = cases.iter().map(|case| i64::from(case.points(stage)[at])).sum();
        stage.usual[at] = (sum / cases.len() as i64) as i32;
    }
}

fn cells(stage: &Stage, cases: &[Seen], offsets: &[usize], unknown: usize) -> Vec<Cell> {
    let mut counts: BTreeMap<Vec<usize>, (f64, f64)> = BTreeMap::new();
    for case in cases {
        let mut steps = Vec::new();
        for (at, value) in case.values.into_iter().enumerate() {
            match value {
                Some(value) => {
                    let taken = stage.edges[at].partition_point(|&edge| edge <= value);
                    steps.extend((0..taken).map(|step| offsets[at] + step));
                }
                None => steps.push(unknown),
            }
        }
        let count = counts.entry(steps).or_default();
        count.0 += 1.0;
        count.1 += f64::from(u8::from(case.reached));
    }
    let cell = |(steps, (children, reached))| Cell { steps, children, reached, log_odds: 0.0 };
    counts.into_iter().map(cell).collect()
}

/// One step at a time, by Newton's rule, never below nothing; what nobody knows may also lower. Gives the base.
fn descend(cells: &mut [Cell], weights: &mut [f64]) -> f64 {
    let unknown = weights.len() - 1;
    let with: Vec<Vec<usize>> = (0..weights.len())
        .map(|step| (0..cells.len()).filter(|&at| cells[at].steps.contains(&step)).collect())
        .collect();
    let everywhere: Vec<usize> = (0..cells.len()).collect();
    let mut base = 0.0;
    for _ in 0..ROUNDS {
        base += newton(cells, &everywhere, 0.0);
        for step in 0..weights.len() {
            let wanted = weights[step] + newton(cells, &with[step], RIDGE * weights[step]);
            let allowed = if step == unknown { wanted } else { wanted.max(0.0) };
            let taken_back = allowed - weights[step];
            // The cells have moved by what was wanted: they go where it is allowed.
            let correction = allowed - wanted;
            with[step].iter().for_each(|&at| cells[at].log_odds += correction);
            weights[step] += taken_back;
        }
    }
    base
}

/// Moves the cells at these places by one step of Newton's rule, which is given.
fn newton(cells: &mut [Cell], places: &[usize], pull: f64) -> f64 {
    let (mut slope, mut bend) = (-pull, RIDGE);
    for &at in places {
        let cell = &cells[at];
        let share = 1.0 / (1.0 + (-cell.log_odds).exp());
        slope += cell.reached - cell.children * share;
        bend += cell.children * share * (1.0 - share);
    }
    let step = (slope / bend).clamp(-1.0, 1.0);
    places.iter().for_each(|&at| cells[at].log_odds += step);
    step
}
