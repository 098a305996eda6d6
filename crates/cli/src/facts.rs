//! `rollbook facts`: every figure of every pupil of a file, so that anybody can check us against their own arithmetic.

use std::io::Write;

use analysis::{
    Period,
    facts::{Who, header, rows, rows_of_totals},
};
use clap::Args;
use imports::{Days, Layout, Plan};
use service::{Packs, review, school::thresholds_of};

use crate::{
    marks::{self, MarksFile},
    outcome::{Failure, Outcome, print},
    packs,
};

/// Print every figure of every pupil of a file of marks, as CSV
#[derive(Debug, Clone, Args)]
#[command(after_help = "Example: rollbook facts MARKS.csv --as-of 2027-03-12 > facts.csv

Counts the school year up to the day. Rows that cannot be taken are told on standard error, and the exit code is then 1.")]
pub struct Facts {
    #[command(flatten)]
    marks: MarksFile,
}

/// Prints the figures.
pub fn run(facts: &Facts) -> Result<Outcome, Failure> {
    let packs = packs::built_in()?;
    let plan = facts.marks.read(&packs.codes, None)?;
    let mut errors = std::io::stderr().lock();
    for fault in marks::faults(&plan) {
        writeln!(errors, "{fault}")?;
    }
    let rows = figures(&facts.marks, &plan, &packs)?;
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header(&packs.codes))?;
    for row in rows {
        writer.write_record(row)?;
    }
    print(&writer.into_inner().map_err(|error| Failure::new(error.to_string()))?)?;
    Ok(if plan.errors().next().is_some() { Outcome::FoundFaults } else { Outcome::Done })
}

fn figures(marks: &MarksFile, plan: &Plan, packs: &Packs) -> Result<Vec<Vec<String>>, Failure> {
    let thresholds = thresholds_of(packs.rules("england")?)?;
    if plan.layout == Layout::Totals {
        let totals =
            plan.totals.iter().map(|totals| (plan.pupils[totals.pupil].key.as_str(), totals.counts.as_slice()));
        return Ok(rows_of_totals(&packs.codes, totals, thresholds));
    }
    let period = Period::year_to(marks.day(plan)?);
    let roll = review::roll(plan, packs, plan.calendar(Days::Marked, &packs.codes));
    let who =
        |(at, pupil): (usize, &imports::ImportedPupil)| Who { pupil: review::pupil_id(at), upn: pupil.key.clone() };
    let who: Vec<Who> = plan.pupils.iter().enumerate().map(who).collect();
    Ok(rows(&roll, &who, period, thresholds))
}
