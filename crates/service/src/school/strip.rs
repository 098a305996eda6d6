//! A day, its week, its half term and the year to date side by side.

use analysis::{
    SchoolRoll,
    figures::{Lates, arrivals},
};
use domain::{
    Date,
    id::{PupilId, SchoolId},
    permission::{Actor, Permission},
    pupil::Pupil,
    tally::Tally,
};

use super::{scope::Scope, stretch::Stretch};
use crate::{App, Error, standing};

/// What was counted in one stretch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Which.
    pub stretch: Stretch,
    /// Its days and children, as a list of its sessions asks for them.
    pub scope: Scope,
    /// How many children it is about.
    pub children: u32,
    /// Their sessions.
    pub tally: Tally,
    /// Their late arrivals.
    pub lates: Lates,
    /// How many of them missed a session or came late.
    pub affected: u32,
}

/// The four stretches that end with the day `to`, for somebody who may see figures.
pub fn strip(app: &App, by: &Actor, school: SchoolId, to: Date) -> Result<Vec<Column>, Error> {
    app.permit(by, Permission::SeeFigures, school)?;
    let standings = standing::of_school_on(app, school, to)?;
    let view = app.view(school);
    let roll = view.roll()?;
    let everybody = Scope::to(to);
    let first = Stretch::HalfTerm.of(roll, &everybody).period().first;
    let first = first.min(Stretch::Week.of(roll, &everybody).period().first);
    let during = app.store.read(|tx| store::pupil::of_school_during(tx, school, first, to))?;
    let column = |stretch: Stretch| {
        let scope = stretch.of(roll, &everybody);
        let was_there =
            |pupil: &&Pupil| scope.from.is_some_and(|first| pupil.enrolled_until.is_none_or(|last| last >= first));
        let pupils: Vec<PupilId> = match scope.from {
            None => standings.iter().map(|child| child.pupil.id).collect(),
            Some(_) => during.iter().filter(was_there).map(|pupil| pupil.id).collect(),
        };
        counted(roll, stretch, scope, &pupils)
    };
    Ok(Stretch::NAMED.into_iter().map(column).collect())
}

fn counted(roll: &SchoolRoll, stretch: Stretch, scope: Scope, pupils: &[PupilId]) -> Column {
    let period = scope.period();
    let tally = |&pupil: &PupilId| roll.sheet_or_blank(pupil).between(period.first, period.last).tally();
    let tallies: Vec<Tally> = pupils.iter().map(tally).collect();
    let lates: Vec<Lates> = arrivals(roll, pupils, period).iter().map(|arrivals| arrivals.iter().collect()).collect();
    let is_affected = |(tally, lates): &(&Tally, &Lates)| tally.absent() > 0 || lates.all() > 0;
    let mut all = Lates::default();
    lates.iter().for_each(|&lates| all += lates);
    Column {
        children: pupils.len() as u32,
        affected: tallies.iter().zip(&lates).filter(is_affected).count() as u32,
        tally: tallies.into_iter().sum(),
        lates: all,
        stretch,
        scope,
    }
}
