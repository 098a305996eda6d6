//! A file of marks as a command takes it, and what is wrong in it.

use std::path::PathBuf;

use clap::Args;
use domain::{Date, calendar::Calendar, code::CodeTable};
use imports::{Column, Layout, Options, Plan, RowFault, Wanted, Weight};
use service::Clock;

use crate::{argument, outcome::Failure};

/// A file of marks and how to read it.
#[derive(Debug, Clone, Args)]
pub struct MarksFile {
    /// Marks as CSV: one row a mark, a row a pupil and day, a grid with dates across, or totals by code
    #[arg(value_name = "MARKS.csv")]
    pub file: PathBuf,
    /// How the marks lie, when the headers do not say: long, day, grid or totals
    #[arg(long, value_parser = argument::layout)]
    pub layout: Option<Layout>,
    /// A column that is not under its usual header, as in `code=Mark`; may be repeated
    #[arg(long = "map", value_name = "FIELD=COLUMN", value_parser = argument::wanted)]
    pub map: Vec<Wanted>,
    /// The day up to which marks count; the last day with a mark unless given
    #[arg(long, value_name = "DAY", value_parser = argument::day)]
    pub as_of: Option<Date>,
}

impl MarksFile {
    /// Reads the file. Marks on days that `calendar` does not have are remarked on.
    pub fn read(&self, codes: &CodeTable, calendar: Option<&Calendar>) -> Result<Plan, Failure> {
        let bytes = argument::file(&self.file)?;
        let today = self.as_of.unwrap_or_else(|| Clock::Machine.today());
        Ok(imports::read(&bytes, &Options { codes, calendar, today, layout: self.layout, wanted: &self.map })?)
    }

    /// The day up to which marks count.
    pub fn day(&self, plan: &Plan) -> Result<Date, Failure> {
        let last = self.as_of.or_else(|| plan.days().map(|(_, last)| last));
        last.ok_or_else(|| Failure::new("no mark of the file could be taken: put its rows right, or export it again"))
    }
}

/// What is wrong in the file, a line each, to be read by a person. What stands in the columns that say who a pupil is, is left
/// out.
pub fn faults(plan: &Plan) -> Vec<String> {
    plan.faults.iter().map(|fault| line(plan, fault)).collect()
}

fn line(plan: &Plan, fault: &RowFault) -> String {
    let column = if fault.column.is_empty() { String::new() } else { format!(", column `{}`", fault.column) };
    let value = if fault.value.is_empty() || is_about_a_person(plan, fault) {
        String::new()
    } else {
        format!(", `{}`", fault.value)
    };
    let weight = match fault.weight() {
        Weight::Error => "left out",
        Weight::Warning => "taken",
    };
    let more = match fault.more {
        0 => String::new(),
        1 => String::from(" (and on 1 more line)"),
        more => format!(" (and on {more} more lines)"),
    };
    format!("line {}{column}{value}: {}: {} ({weight}){more}", fault.line, fault.what(), fault.to_do())
}

fn is_about_a_person(plan: &Plan, fault: &RowFault) -> bool {
    use Column::{Forename, Group, Key, Name, Surname, Upn};
    let used = plan.mapping.columns.iter().find(|used| used.header == fault.column);
    used.is_none_or(|used| matches!(used.column, Upn | Key | Name | Surname | Forename | Group))
        && plan.mapping.dated.iter().all(|dated| dated.header != fault.column)
        && plan.mapping.coded.iter().all(|coded| coded.header != fault.column)
}
