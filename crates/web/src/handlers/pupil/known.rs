//! Everything that the pages about one pupil share, loaded once.

use std::collections::HashMap;

use domain::{
    Date, Time,
    calendar::{Calendar, school_year_start},
    decide::{Deadline, Decided, Truth},
    id::PupilId,
    pupil::Pupil,
    rule::Rules,
    school::School,
    session::Session,
    tally::Tally,
};
use service::{App, pupil::Record};

use crate::{error::Problem, reader::Reader};

pub(super) struct Known<'a> {
    pub record: Record,
    pub school: &'a School,
    pub rules: &'a Rules,
    pub calendar: Calendar,
    pub decided: Decided,
    /// Since when each band set, flag, list and task that holds has held.
    pub since: HashMap<String, Date>,
    /// When each task is due that has a date.
    pub deadlines: HashMap<String, Deadline>,
    /// The school year to today.
    pub tally: Tally,
    pub today: Date,
    pub time: Time,
    /// The last session begun.
    pub session: Option<Session>,
}

impl Known<'_> {
    pub(super) fn load<'a>(app: &'a App, reader: &Reader, id: PupilId) -> Result<Known<'a>, Problem> {
        let today = app.today();
        let record = service::pupil::record(app, &reader.actor, id)?;
        let school = app.school(record.pupil.school)?;
        app.follow(school.id)?;
        let mut decided = service::pupil::decided(app, &record.pupil, &record.history, today)?;
        if let Some(veil) = service::protected::veil(app, &reader.actor, school.id, today)? {
            veil.cover_decided(&mut decided);
        }
        let since = since(app, &record, &decided)?;
        let deadlines = service::pupil::deadlines(app, &record.pupil, &record.history, &decided, &since)?;
        let tally = {
            let view = app.view(school.id);
            view.roll()?.sheet_or_blank(id).between(school_year_start(today), today).tally()
        };
        Ok(Known {
            school,
            rules: app.rules(school.id)?,
            calendar: app.calendar(school.id)?,
            session: app.current_session(school)?,
            record,
            decided,
            since,
            deadlines,
            tally,
            today,
            time: app.time(),
        })
    }

    pub(super) fn pupil(&self) -> &Pupil {
        &self.record.pupil
    }

    /// `17 days missed, 85.5%`.
    pub(super) fn missed(&self) -> String {
        let missed = crate::words::days(self.tally.half_days_missed().into());
        match self.tally.attendance() {
            Some(percent) => format!("{missed} missed, {}", crate::words::percent(percent)),
            None => format!("{missed} missed, no session possible yet"),
        }
    }

    /// How many bands the set called `name` has.
    pub(super) fn bands_in(&self, name: &str) -> usize {
        self.rules.bands.iter().rev().find(|set| set.head.name == name).map_or(0, |set| set.bands.len())
    }

    /// Sessions of the year whose reason is not known, oldest first.
    pub(super) fn unexplained(&self, app: &App) -> Result<Vec<Session>, Problem> {
        let view = app.view(self.school.id);
        let year = view.roll()?.sheet_or_blank(self.pupil().id).between(school_year_start(self.today), self.today);
        let is_unknown =
            |code| year.codes.entry(code).is_some_and(|entry| entry.role == domain::code::Role::ReasonNotKnown);
        Ok(year.marked().filter(|&(_, code)| is_unknown(code)).map(|(session, _)| session).collect())
    }
}

fn since(app: &App, record: &Record, decided: &Decided) -> Result<HashMap<String, Date>, Problem> {
    let bands = decided.bands.iter().map(|band| band.set.as_str());
    let flags = decided.flags.iter().chain(&decided.lists);
    let flags = flags.filter(|flag| flag.receipt.proofs.iter().any(|proof| proof.holds == Truth::Yes));
    let tasks = decided.tasks.iter().map(|task| task.name.as_str());
    let names: Vec<&str> = bands.chain(flags.map(|flag| flag.name.as_str())).chain(tasks).collect();
    let found = service::pupil::since_each(app, &record.pupil, &record.history, &names)?;
    Ok(found.into_iter().filter_map(|(name, since)| Some((name.to_owned(), since?))).collect())
}
