//! `rollbook figures`: any figure by any side over any days, as the page of figures shows it.

use clap::Args;
use documents::table::csv;
use domain::id::SchoolId;
use service::{
    App, Clock,
    slice::{self, Measure, Of, Typed},
};

use crate::{
    argument,
    outcome::{Failure, Outcome, print},
    packs,
};

/// Count days missed, attendance and more by any side, as CSV on standard output
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Examples: rollbook figures --store sqlite:rollbook.db --by week --from 2026-09-01 --to 2026-11-24
          rollbook figures --store sqlite:rollbook.db --school 990001 --by year --and cohort --show attendance

The numbers are those of the page of figures. A side is one of: school, phase, year, class, sex, cohort, band, weekday, session,
week, half-term, term, month, code, counts-as. Days by name are: day, week, half-term, term, year, last-year."
)]
pub struct Figures {
    /// Where the records are: `sqlite:FILE` or `postgres://USER@HOST/DATABASE`
    #[arg(long, value_name = "URL", default_value = "sqlite:rollbook.db")]
    store: String,
    /// The national reference number of one school; unless given, all schools together
    #[arg(long, value_name = "URN")]
    school: Option<String>,
    /// What the rows are; years of one school, and schools, unless given
    #[arg(long, value_name = "SIDE", default_value = "")]
    by: String,
    /// What the columns are; unless given, the columns are figures
    #[arg(long, value_name = "SIDE", default_value = "")]
    and: String,
    /// The figure in the cells of a table with two sides: days-per-child, days, attendance, authorised, unauthorised, persistent,
    /// severe, late-before-close, late-after-close, sessions, share, children, possible
    #[arg(long, value_name = "FIGURE", value_parser = measure)]
    show: Option<Measure>,
    /// Days by name; the school year to date unless given
    #[arg(long, value_name = "NAME", default_value = "", conflicts_with_all = ["from", "to"])]
    period: String,
    /// The first day
    #[arg(long, value_name = "DAY", default_value = "")]
    from: String,
    /// The last day; without a first one it is the school year to that day
    #[arg(long, value_name = "DAY", default_value = "")]
    to: String,
    /// Only the children of one national curriculum year
    #[arg(long, value_name = "YEAR", default_value = "")]
    year: String,
    /// Only the children of one class, by its name
    #[arg(long, value_name = "NAME", requires = "school")]
    class: Option<String>,
    /// Only the children of one cohort, by its name in the packs
    #[arg(long, value_name = "NAME", default_value = "")]
    cohort: String,
    /// Only schools of one kind: primary, secondary or special
    #[arg(long, value_name = "KIND", default_value = "", conflicts_with = "school")]
    phase: String,
    /// As the registers were known at the end of a past day; of one school
    #[arg(long, value_name = "DAY", default_value = "", requires = "school")]
    known: String,
}

/// Counts and prints.
pub fn run(asked: &Figures) -> Result<Outcome, Failure> {
    let store = argument::open_existing(&asked.store)?;
    let app = App::open(store, packs::built_in()?, Clock::Machine, &|_, _| ())?;
    let of = match &asked.school {
        Some(urn) => Of::School(school(&app, urn)?),
        None => Of::Area,
    };
    let group = match (&asked.class, of) {
        (Some(name), Of::School(school)) => class(&app, school, name)?,
        _ => String::new(),
    };
    let typed = Typed {
        period: &asked.period,
        from: &asked.from,
        to: &asked.to,
        by: &asked.by,
        and: &asked.and,
        year: &asked.year,
        group: &group,
        cohort: &asked.cohort,
        phase: &asked.phase,
        known: &asked.known,
    };
    let failed = |fault: slice::Fault| Failure::new(fault.to_string());
    let question = slice::read(&app, of, &typed).map_err(failed)?;
    let sliced = slice::of_records(&app, of, &question).map_err(failed)?;
    let fitting = slice::measures(&sliced);
    let measure = asked.show.filter(|measure| fitting.contains(measure)).or_else(|| fitting.first().copied());
    let Some(measure) = measure else {
        return Err(Failure::new("no figure fits these sides: choose another side with `--by`"));
    };
    print(&csv(&slice::table(&sliced, measure)))?;
    Ok(Outcome::Done)
}

fn measure(text: &str) -> Result<Measure, String> {
    let words = Measure::ALL.map(|measure| format!("`{}`", measure.word())).join(", ");
    Measure::parse(text).ok_or_else(|| format!("`{text}` is no figure: choose one of {words}"))
}

fn school(app: &App, urn: &str) -> Result<SchoolId, Failure> {
    let found = app.schools().find(|school| school.urn == urn);
    found
        .map(|school| school.id)
        .ok_or_else(|| Failure::new(format!("no school here has the number `{urn}`: look at `--school`")))
}

fn class(app: &App, school: SchoolId, name: &str) -> Result<String, Failure> {
    let found = slice::class(app, school, name)?;
    found
        .map(|group| group.to_string())
        .ok_or_else(|| Failure::new(format!("the school has no class `{name}`: look at how it is written")))
}
