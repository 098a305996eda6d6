//! The early warning in a school: off until its headteacher or the administrator switches it on, and never a reason for anything.
//!
//! It is read by pages only. Nothing that is decided, owed, written or sent asks here (docs/early-warning.md).

mod children;
mod groups;
mod own;

use analysis::outlook::{Measured, Model};
use domain::{
    Date,
    id::SchoolId,
    permission::{Actor, Forbidden, Permission, Place},
    school::School,
};
use jiff::ToSpan;
use store::Tx;

pub use children::{Child, Listed, list, of_pupil};
pub use own::{Own, Tested};
pub use store::school_change::Change;

use crate::{App, Error};

const ON: &str = "on";
const OFF: &str = "off";
/// What the record of a switch begins with.
const RECORD: &str = "Early warning switched";
/// How many changes of a school are looked through for those of the switch.
const CHANGES: i64 = 200;

/// Which way it is switched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    /// Pages show it.
    On,
    /// Nobody sees it.
    Off,
}

/// The switch of a school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Switch {
    /// The school.
    pub school: School,
    /// Which way it stands.
    pub position: Position,
    /// Whether this reader may switch it.
    pub may_switch: bool,
    /// When it was switched and by whom, newest first.
    pub changes: Vec<Change>,
}

/// How far what it says agrees with what happened.
#[derive(Debug, Clone)]
pub struct Calibration {
    /// The switch.
    pub switch: Switch,
    /// On invented years.
    pub measured: &'static Measured,
    /// The parts of the year.
    pub model: &'static Model,
    /// On the school's own last year, by part of the year; empty where no whole year is in the log.
    pub own: Vec<Tested>,
}

/// Whether the school has it on.
pub fn is_on(app: &App, school: SchoolId) -> Result<bool, Error> {
    Ok(position(app, school)? == Position::On)
}

/// The switch, for everybody of staff who may see pupils, and for those who may switch it.
pub fn look(app: &App, by: &Actor, school: SchoolId) -> Result<Switch, Error> {
    let may = |permission| by.may(permission, Place::School(school));
    if !may(Permission::SeePupils) && !may(Permission::KeepRecords) {
        return Err(Forbidden(by.role).into());
    }
    let mut changes = app.store.read(|tx| store::school_change::of_school(tx, school, CHANGES))?;
    changes.retain(|change| change.what.starts_with(RECORD));
    Ok(Switch {
        school: app.school(school)?.clone(),
        position: position(app, school)?,
        may_switch: may(Permission::KeepRecords),
        changes,
    })
}

/// Switches it. Those who answer for what is kept about pupils may: the headteacher, and whoever looks after the program.
pub fn switch(app: &App, by: &Actor, school: SchoolId, to: Position) -> Result<(), Error> {
    app.permit(by, Permission::KeepRecords, school)?;
    if position(app, school)? == to {
        return Err(Error::Missing(match to {
            Position::On => "it is on already: nothing was changed",
            Position::Off => "it is off already: nothing was changed",
        }));
    }
    let change = Change { at: app.now(), by: by.stamp(), what: words(to) };
    app.change_school(school, change, move |tx| store::meta::set(tx, &key(school), value(to)))
}

/// How far it agrees with what happened, for everybody who may see the switch.
pub fn calibration(app: &App, by: &Actor, school: SchoolId) -> Result<Calibration, Error> {
    let switch = look(app, by, school)?;
    app.follow(school)?;
    let model = Model::built_in();
    let own = own::whole(app, school, model)?;
    Ok(Calibration { switch, measured: Measured::built_in(), model, own })
}

/// Switches it on while the invented authority is written, where no application is running yet.
pub(crate) fn switch_on(tx: &mut dyn Tx, school: SchoolId, mut change: Change) -> Result<(), store::StoreError> {
    change.what = words(Position::On);
    store::meta::set(tx, &key(school), ON)?;
    store::school_change::add(tx, school, &change)
}

fn position(app: &App, school: SchoolId) -> Result<Position, Error> {
    let found = app.store.read(|tx| store::meta::find(tx, &key(school)))?;
    Ok(if found.as_deref() == Some(ON) { Position::On } else { Position::Off })
}

fn key(school: SchoolId) -> String {
    format!("early warning of school {school}")
}

const fn value(position: Position) -> &'static str {
    match position {
        Position::On => ON,
        Position::Off => OFF,
    }
}

fn words(position: Position) -> String {
    format!("{RECORD} {}", value(position))
}

/// The last school day that is over, where it lies in the school year of today: registers of today are not all taken yet.
fn last_whole_day(calendar: &domain::calendar::Calendar, today: Date) -> Option<Date> {
    let day = calendar.on_or_before(today.saturating_sub(1.day()))?;
    (day >= domain::calendar::school_year_start(today)).then_some(day)
}

#[cfg(test)]
mod tests;
