//! `rollbook import`: marks of another system, looked at first and brought in once agreed.

use clap::Args;
use domain::{permission::Actor, school::School};
use imports::{Options, Plan};
use service::{App, Clock, import::Effect};

use crate::{
    argument,
    marks::{self, MarksFile},
    outcome::{Failure, Outcome},
    packs,
};

mod preview;

/// Look at marks of another system, and bring them into a school's register with --agree
#[derive(Debug, Clone, Args)]
#[command(after_help = "Examples:
  rollbook import MARKS.csv --store sqlite:rollbook.db --school 123456
  rollbook import MARKS.csv --store sqlite:rollbook.db --school 123456 --by office@school.example --agree

Without --agree nothing is changed. The exit code is 1 when rows have faults or name pupils who are not on the roll.")]
pub struct Import {
    #[command(flatten)]
    marks: MarksFile,
    /// Where the records are: `sqlite:FILE` or `postgres://USER@HOST/DATABASE`
    #[arg(long, value_name = "URL")]
    store: String,
    /// The national reference number of the school
    #[arg(long, value_name = "URN")]
    school: String,
    /// Bring the marks in
    #[arg(long, requires = "by")]
    agree: bool,
    /// Who agrees: the e-mail address with which they sign in
    #[arg(long, value_name = "EMAIL")]
    by: Option<String>,
}

/// Shows what the file would bring in, or brings it in.
pub fn run(import: &Import) -> Result<Outcome, Failure> {
    let store = argument::open_existing(&import.store)?;
    let by = import.by.as_deref().map(|email| argument::person(&store, email)).transpose()?;
    let app = App::open(store, packs::built_in()?, Clock::Machine, &|_, _| {})?;
    let school = school(&app, &import.school)?;
    let calendar = app.calendar(school.id)?;
    let bytes = argument::file(&import.marks.file)?;
    let options = Options {
        codes: app.codes(),
        calendar: Some(&calendar),
        today: import.marks.as_of.unwrap_or_else(|| app.today()),
        layout: import.marks.layout,
        wanted: &import.marks.map,
    };
    let plan = imports::read(&bytes, &options)?;
    let effect = service::import::effect(&app, school.id, &plan)?;
    print!("{}", preview::text(&import.marks.file, &plan, &effect, app.codes()));
    for fault in marks::faults(&plan) {
        println!("{fault}");
    }
    for line in &effect.strangers {
        println!(
            "line {line}: this pupil was never on the roll of the school: enrol them first, or take the line out (left out)"
        );
    }
    let has_faults = plan.errors().next().is_some() || !effect.strangers.is_empty();
    match by {
        _ if has_faults => Ok(faulty(import)),
        Some(by) if import.agree => agree(&app, &by, school, &plan, import),
        _ => {
            println!("Nothing was changed. Agree with `--agree --by EMAIL`.");
            Ok(Outcome::Done)
        }
    }
}

fn faulty(import: &Import) -> Outcome {
    if import.agree {
        println!("Nothing was changed, because of the faults above.");
    }
    Outcome::FoundFaults
}

fn agree(app: &App, by: &Actor, school: &School, plan: &Plan, import: &Import) -> Result<Outcome, Failure> {
    let source = import.marks.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let Effect { new, changed, equal, .. } = service::import::import(app, by, school.id, plan, &source)?;
    println!("{}: {new} marks brought in, {changed} changed, {equal} stood already.", school.name);
    Ok(Outcome::Done)
}

fn school<'a>(app: &'a App, urn: &str) -> Result<&'a School, Failure> {
    let unknown =
        || Failure::new(format!("no school with the number `{urn}` is here: add it with `rollbook school load`"));
    app.schools().find(|school| school.urn == urn).ok_or_else(unknown)
}
