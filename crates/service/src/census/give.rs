//! Looking at a return before it goes, making its file, and knowing who made one when.

use analysis::Period;
use domain::{
    act::By,
    case::{Done, Event, NOBODY},
    id::SchoolId,
    permission::{Actor, Permission},
};
use imports::census_return::{self, Part};
use jiff::Timestamp;

use super::{Asked, Census, CensusError, of_school};
use crate::{App, Error, case};

/// What the event is called by which the file of a return was made.
const MADE: &str = "School census attendance made";
const FIRST: &str = "first day";
const LAST: &str = "last day";
const PART: &str = "stands in";
const PUPILS: &str = "pupils";
const POSSIBLE: &str = "possible sessions";

/// That a file was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Of which sessions.
    pub asked: Asked,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: By,
    /// How many pupils stood in it.
    pub pupils: String,
}

/// Counts a return for whoever sends it. Nothing is recorded.
pub fn prepare(app: &App, by: &Actor, school: SchoolId, asked: Asked) -> Result<Census, CensusError> {
    app.permit(by, Permission::SendReturns, school)?;
    of_school(app, school, asked)
}

/// Makes the file of a return as XML, and records in the log of the school that it was made.
pub fn give(app: &App, by: &Actor, school: SchoolId, asked: Asked) -> Result<String, CensusError> {
    let census = prepare(app, by, school, asked)?;
    if census.pupils.is_empty() {
        return Err(CensusError::Nobody);
    }
    let xml = xml(app, &census)?;
    let event = case::event(app, by, NOBODY, school, made_of(&census), "");
    let kept = app.store.write::<(), store::StoreError>(move |tx| store::school_event::append(tx, &event));
    kept.map_err(Error::from)?;
    Ok(xml)
}

/// Who made files for this school when, newest first.
pub fn made(app: &App, by: &Actor, school: SchoolId) -> Result<Vec<Made>, Error> {
    app.permit(by, Permission::SendReturns, school)?;
    let events = app.store.read(|tx| store::school_event::of_school(tx, school))?;
    Ok(events.iter().rev().filter_map(read).collect())
}

/// The file as XML, read back before anybody has it: one that says anything else than the register is never given.
pub fn xml(app: &App, census: &Census) -> Result<String, CensusError> {
    let xml = census_return::write(&census.pupils, app.codes());
    match census_return::read(&xml, app.codes(), census.asked.period.last) {
        Ok(read) if read == census.pupils => Ok(xml),
        _ => Err(CensusError::NotEqual),
    }
}

fn made_of(census: &Census) -> Done {
    let Asked { period, part } = census.asked;
    let fields = [
        (FIRST, period.first.to_string()),
        (LAST, period.last.to_string()),
        (PART, part.element().to_owned()),
        (PUPILS, census.pupils.len().to_string()),
        (POSSIBLE, census.total.possible().to_string()),
    ];
    let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    Done::Did { action: MADE.to_owned(), outcome: String::new(), to: String::new(), fields }
}

fn read(event: &Event) -> Option<Made> {
    if event.name() != Some(MADE) {
        return None;
    }
    let day = |name: &str| event.field(name)?.parse().ok();
    let part = Part::BOTH.into_iter().find(|part| event.field(PART) == Some(part.element()))?;
    let period = Period { first: day(FIRST)?, last: day(LAST)? };
    let pupils = event.field(PUPILS)?.to_owned();
    Some(Made { asked: Asked { period, part }, at: event.at, by: event.by.clone(), pupils })
}
