//! Fits the early warning to invented years and tests it on others: nothing here was ever a person's. The same command gives the
//! same text on every day.
//!
//! `cargo run -p bench-outlook -- 10` writes the model and what was measured of it; 10 is the percentage of the handbook's line.
//! `-- 10 check` makes both again and says whether they are what is checked in. `-- 10 others` leaves one shape of absence out of
//! the fitting after another and tests on that one only.

mod bins;
mod case;
mod fit;
mod measure;
mod random;
mod shape;
mod world;

use std::{path::PathBuf, process::ExitCode};

use analysis::outlook::{Group, Measured, Model, Part, Stage};
use domain::tally::Percent;

use crate::{
    case::{Seen, Terms, cases},
    shape::Shape,
    world::World,
};

/// Worlds of each shape, for each of the three uses.
const WORLDS: u64 = 10;
/// The first and the last school week of each part of the year.
const STAGES: [(u32, u32); 10] =
    [(3, 4), (5, 6), (7, 9), (10, 12), (13, 15), (16, 19), (20, 24), (25, 29), (30, 33), (34, 37)];

/// What the worlds of a seed are for. No two uses share one.
#[derive(Clone, Copy)]
enum Use {
    Fit = 1,
    Calibrate = 2,
    Test = 3,
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let line = words.first().and_then(|word| word.parse().ok()).map(Percent::whole);
    let Some(line) = line else {
        eprintln!("give the percentage of the line of persistent absence, such as 10");
        return ExitCode::FAILURE;
    };
    let terms = Terms { line, least_sessions: 20, recent_days: 20 };
    match words.get(1).map(String::as_str) {
        None => write(terms),
        Some("check") => check(terms),
        Some("others") => others(terms),
        Some(other) => {
            eprintln!("`{other}` is nothing this program does: leave it out, or say check or others");
            ExitCode::FAILURE
        }
    }
}

/// The texts and where they belong.
fn texts(terms: Terms) -> [(PathBuf, String); 2] {
    let (model, measured, covered) = whole(terms, &Shape::ALL, &Shape::ALL);
    let percent = terms.line.in_thousandths() / 1000;
    let command = format!("Made by: cargo run -p bench-outlook -- {percent}");
    let worlds = WORLDS * Shape::ALL.len() as u64;
    let made_of = format!("{worlds} invented years of {} children each", world::CHILDREN);
    let head = [
        "The score card of the early warning. See docs/early-warning.md.",
        &command,
        &format!("Fitted to {made_of}, ranges from {worlds} others, measured on {worlds} others again."),
        "Edges say where the bands of an input begin; points are thousandths of a unit of log odds, one for each band.",
        "bin: from this sum of points, children, of them over the line, lower end, middle, upper end (of a thousand).",
        "",
    ];
    let covered =
        format!("Of the bins of test years with 30 children or more, {covered} of 100 came out in their range.");
    let head_of_measured = [
        "What was measured of model.txt on invented years that it was not made of. See docs/early-warning.md.",
        &command,
        &format!("Measured on {made_of}."),
        &covered,
        "row: part of the year, group, children, reached, lower end, middle, upper end (of a thousand), squared errors of the",
        "early warning, the simple rule, one answer for all (of 100,000), certain gain over the simple rule, whether it speaks.",
        "reliability: group, children, reached, lower end, middle, upper end.",
        "",
    ];
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../crates/analysis/src/outlook");
    [(folder.join("model.txt"), model.write(&head)), (folder.join("measured.txt"), measured.write(&head_of_measured))]
}

fn write(terms: Terms) -> ExitCode {
    for (path, text) in texts(terms) {
        if let Err(error) = std::fs::write(&path, text) {
            eprintln!("{} cannot be written, {error}", path.display());
            return ExitCode::FAILURE;
        }
        println!("written: {}", path.display());
    }
    ExitCode::SUCCESS
}

fn check(terms: Terms) -> ExitCode {
    let differs = |(path, text): &(PathBuf, String)| std::fs::read_to_string(path).ok().as_ref() != Some(text);
    match texts(terms).iter().find(|one| differs(one)) {
        Some((path, _)) => {
            eprintln!("{} is not what this program makes: run it without check", path.display());
            ExitCode::FAILURE
        }
        None => {
            println!("the model and its measurements are what this program makes");
            ExitCode::SUCCESS
        }
    }
}

fn others(terms: Terms) -> ExitCode {
    println!(
        "left out and tested on; children; early warning, simple rule, one answer; certain gain; in their range of 100"
    );
    for left_out in Shape::ALL {
        let rest: Vec<Shape> = Shape::ALL.into_iter().filter(|&shape| shape != left_out).collect();
        let (_, measured, covered) = whole(terms, &rest, &[left_out]);
        match measured.row(Part::All, Group::Everybody) {
            Some(row) => {
                let (model, rule, base) = row.brier;
                let said = row.range;
                let observed = u64::from(row.reached) * 1000 / u64::from(row.children);
                println!(
                    "{}: {} children, {model} {rule} {base}, gain {}, said {}-{}, was {observed}, covered {covered}",
                    left_out.word(),
                    row.children,
                    row.gain,
                    said.low,
                    said.high
                );
            }
            None => println!("{}: nothing is said", left_out.word()),
        }
    }
    ExitCode::SUCCESS
}

/// Fits, calibrates and tests. Also gives how many bins of a hundred came out in their range.
fn whole(terms: Terms, made_of: &[Shape], tested_on: &[Shape]) -> (Model, Measured, u32) {
    let mut model = Model {
        line: terms.line,
        least_sessions: terms.least_sessions,
        recent_days: terms.recent_days,
        stages: STAGES.into_iter().map(blank).collect(),
    };
    for (stage, cases) in model.stages.iter_mut().zip(seen(Use::Fit, made_of, terms)) {
        stage.edges = fit::edges(&cases);
        fit::points(stage, &cases);
    }
    for (stage, cases) in model.stages.iter_mut().zip(seen(Use::Calibrate, made_of, terms)) {
        bins::fill(stage, &cases);
    }
    let cases = seen(Use::Test, tested_on, terms);
    let measured = measure::measure(&model, &cases);
    let covered = measure::covered(&model, &cases);
    (model, measured, covered)
}

/// The cases of each stage in the worlds of a use.
fn seen(of: Use, shapes: &[Shape], terms: Terms) -> Vec<Vec<Seen>> {
    let mut stages: Vec<Vec<Seen>> = STAGES.iter().map(|_| Vec::new()).collect();
    let mut number = 0;
    for &shape in shapes {
        for turn in 0..WORLDS {
            let world = World::invent(of as u64 * 1_000_000 + shape as u64 * 1_000 + turn, shape, terms.line);
            let years = world.years(terms.line);
            for (weeks, stage) in STAGES.into_iter().zip(&mut stages) {
                stage.extend(cases((number, &world), &years, weeks, terms));
            }
            number += 1;
        }
    }
    stages
}

fn blank((first_week, last_week): (u32, u32)) -> Stage {
    Stage {
        first_week,
        last_week,
        edges: Default::default(),
        points: Default::default(),
        unknown: 0,
        usual: [0; 4],
        bins: Vec::new(),
        rule: (0, 0),
        base: 0,
    }
}
