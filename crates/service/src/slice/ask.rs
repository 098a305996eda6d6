//! What somebody typed, read into a question; or the one thing that is wrong with it.

use analysis::{Period, SchoolRoll, slice::Side};
use domain::{
    Date,
    id::{GroupId, SchoolId},
    permission::Forbidden,
    school::Phase,
};
use jiff::ToSpan;

use super::Asked;
use crate::{
    App, Error,
    school::{
        scope::{Scope, last_school_day},
        stretch::Stretch,
    },
};

/// Why a slice cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The days have no such name.
    #[error("`{0}` is no stretch of days: choose one from the list, or give the first and last day")]
    When(String),
    /// A day cannot be read.
    #[error("`{1}` is not a day: write it as 2026-11-24")]
    NotADay(&'static str, String),
    /// The last day is before the first.
    #[error("the last day is before the first: put the earlier day first")]
    EndsBeforeItBegins,
    /// The last day is still to come.
    #[error("{1} is still to come: give a day up to today")]
    ToCome(&'static str, Date),
    /// There was no register yet.
    #[error("no register was taken before {1}: give that day or a later one")]
    BeforeTheFirst(&'static str, Date),
    /// There is no register at all.
    #[error("no register has been taken yet: figures begin with the first one")]
    NoRegister,
    /// There is no such side.
    #[error("`{1}` is no side to count by: choose one from the list")]
    Side(&'static str, String),
    /// Both sides are the same.
    #[error("both sides are the same: choose another one, or none, for the columns")]
    SameSides,
    /// The school has no such year, class, cohort or kind.
    #[error("there is no {0} `{1}` here: choose one from the list")]
    Unknown(&'static str, String),
    /// Classes, and what was known on a past day, are asked of one school.
    #[error("classes and what was known on a past day are counted for one school: open the school and ask there")]
    OneSchoolOnly,
    /// No school is in it.
    #[error("no school is in it: choose another kind of school")]
    NoSchool,
    /// There is nothing like that row.
    #[error("there is no such row any more: go back to the table")]
    NoRow,
    /// The reader may not see the children, and so no part of them that could be worked out.
    #[error(
        "without names figures are of everybody, by week, half term, term, weekday or session: others could give a child away, \
         so look into the report for governors, or choose one of these"
    )]
    CouldTell,
    /// The same, where each row would be of few days.
    #[error("without names weekdays and sessions are of five weeks or more: give an earlier first day")]
    FewWeeks,
    /// Something that is not about the question.
    #[error(transparent)]
    Failed(#[from] Error),
}

impl From<Forbidden> for Fault {
    fn from(forbidden: Forbidden) -> Fault {
        Fault::Failed(forbidden.into())
    }
}

impl Fault {
    /// The field that it is about.
    pub const fn field(&self) -> &'static str {
        match self {
            Fault::When(_) => "period",
            Fault::NotADay(field, _) | Fault::ToCome(field, _) | Fault::BeforeTheFirst(field, _) => field,
            Fault::EndsBeforeItBegins => "to",
            Fault::FewWeeks => "from",
            Fault::Side(field, _) => field,
            Fault::SameSides => "and",
            Fault::Unknown(field, _) => field,
            Fault::NoSchool => "phase",
            Fault::OneSchoolOnly | Fault::CouldTell | Fault::NoRow | Fault::NoRegister | Fault::Failed(_) => "by",
        }
    }
}

/// What was typed, as it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Typed<'a> {
    /// The name of a stretch; empty for that of the days below, or the school year.
    pub period: &'a str,
    /// The first day.
    pub from: &'a str,
    /// The last day.
    pub to: &'a str,
    /// What the rows are; empty for years of one school, and for schools.
    pub by: &'a str,
    /// What the columns are; empty for none.
    pub and: &'a str,
    /// A national curriculum year.
    pub year: &'a str,
    /// The identifier of a class.
    pub group: &'a str,
    /// A cohort by its name in the packs.
    pub cohort: &'a str,
    /// A kind of school.
    pub phase: &'a str,
    /// As known at the end of this day.
    pub known: &'a str,
}

/// Whose figures are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// Those of one school.
    School(SchoolId),
    /// Those of all schools together.
    Area,
}

/// The days that have a name, and those that somebody chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Up to today: the last school day, its week, its half term, the school year.
    To(Stretch),
    /// The term up to today.
    Term,
    /// The whole school year before.
    LastYear,
    /// From one day to another.
    Between,
}

impl When {
    /// All of them, in the order in which a page offers them.
    pub const ALL: [When; 7] = [
        When::To(Stretch::Day),
        When::To(Stretch::Week),
        When::To(Stretch::HalfTerm),
        When::Term,
        When::To(Stretch::Year),
        When::LastYear,
        When::Between,
    ];

    /// Reads the word of an address or a command.
    pub fn parse(text: &str) -> Option<When> {
        When::ALL.into_iter().find(|when| when.word() == text)
    }

    /// The word that [`When::parse`] reads.
    pub const fn word(self) -> &'static str {
        match self {
            When::To(stretch) => stretch.word(),
            When::Term => "term",
            When::LastYear => "last-year",
            When::Between => "between",
        }
    }

    /// Which of them was typed. Days that were typed and no name are days of one's own.
    pub fn of(typed: &Typed<'_>) -> Result<When, Fault> {
        match (typed.period, typed.from, typed.to) {
            ("", "", "") => Ok(When::To(Stretch::Year)),
            ("", ..) => Ok(When::Between),
            (word, ..) => When::parse(word).ok_or_else(|| Fault::When(word.to_owned())),
        }
    }
}

/// Reads what was typed about a school, or about all of them.
pub fn read(app: &App, of: Of, typed: &Typed<'_>) -> Result<Asked, Fault> {
    let scope = days(app, of, typed)?;
    let by = side("by", typed.by)?.unwrap_or(if of == Of::Area { Side::School } else { Side::Year });
    let across = side("and", typed.and)?.unwrap_or(Side::Whole);
    if by == across {
        return Err(Fault::SameSides);
    }
    let unknown = |name: &'static str, text: &str| Fault::Unknown(name, text.to_owned());
    let phase = match typed.phase {
        "" => None,
        word => Some(Phase::parse(word).ok_or_else(|| unknown("phase", word))?),
    };
    let scope = Scope { cohort: cohort(app, of, (typed.cohort, scope.to))?, ..who(app, of, typed, scope)? };
    let known = match typed.known {
        "" => None,
        text => Some(known(app, of, text)?),
    };
    Ok(Asked { by, across, scope, phase, known })
}

/// The first day on which a register was taken: of all schools, the first day of any calendar.
pub fn first_day(app: &App, of: Of) -> Result<Date, Fault> {
    let first_of = |school: SchoolId| -> Result<Option<Date>, Error> {
        let view = app.view(school);
        let roll = view.roll()?;
        Ok(first_mark(roll))
    };
    let first = match of {
        Of::School(school) => first_of(school)?,
        Of::Area => {
            let firsts = app.schools().map(|school| {
                Ok::<_, Error>(app.view(school.id).roll()?.sessions().first().map(|session| session.date))
            });
            firsts.collect::<Result<Vec<Option<Date>>, Error>>()?.into_iter().flatten().min()
        }
    };
    first.ok_or(Fault::NoRegister)
}

fn first_mark(roll: &SchoolRoll) -> Option<Date> {
    let width = roll.sessions().len();
    let rows = roll.marks().chunks(width.max(1));
    let first = rows.filter_map(|row| row.iter().position(|&mark| mark != 0)).min()?;
    roll.sessions().get(first).map(|session| session.date)
}

/// The class of a school that is called so.
pub fn class(app: &App, school: SchoolId, name: &str) -> Result<Option<GroupId>, Error> {
    let groups = app.store.read(|tx| store::group::of_school(tx, school))?;
    Ok(groups.into_iter().find(|group| group.name == name).map(|group| group.id))
}

fn side(field: &'static str, word: &str) -> Result<Option<Side>, Fault> {
    match word {
        "" => Ok(None),
        word => Side::parse(word).map(Some).ok_or_else(|| Fault::Side(field, word.to_owned())),
    }
}

fn day(field: &'static str, text: &str) -> Result<Date, Fault> {
    text.parse().map_err(|_| Fault::NotADay(field, text.to_owned()))
}

fn days(app: &App, of: Of, typed: &Typed<'_>) -> Result<Scope, Fault> {
    let today = app.today();
    let when = When::of(typed)?;
    if when == When::Between {
        return between(app, of, typed);
    }
    let school = match of {
        Of::School(school) => school,
        // Half terms and terms of all schools are those of the first: one day has to be the first for all.
        Of::Area => app.schools().next().ok_or(Fault::NoSchool)?.id,
    };
    let view = app.view(school);
    let roll = view.roll().map_err(Fault::Failed)?;
    let day = last_school_day(roll, today);
    Ok(match when {
        When::To(stretch) => stretch.of(roll, &Scope::to(today)),
        When::Term => {
            let first = roll.calendar().whole_term(day).map_or(day, |(first, _)| first);
            Scope { from: Some(first.max(Period::year_to(day).first).min(today)), ..Scope::to(today) }
        }
        When::LastYear | When::Between => {
            let this = Period::year_to(today).first;
            let last = this.yesterday().unwrap_or(this);
            Scope { from: Some(this.saturating_sub(1.year())), ..Scope::to(last) }
        }
    })
}

/// Days that somebody chose. Without a first day it is the school year to the last one, of the children on the roll on it.
fn between(app: &App, of: Of, typed: &Typed<'_>) -> Result<Scope, Fault> {
    let to = if typed.to.is_empty() { app.today() } else { day("to", typed.to)? };
    let from = if typed.from.is_empty() { Period::year_to(to).first } else { day("from", typed.from)? };
    if to > app.today() {
        return Err(Fault::ToCome("to", to));
    }
    if from > to {
        return Err(Fault::EndsBeforeItBegins);
    }
    let first = first_day(app, of)?;
    if to < first {
        return Err(Fault::BeforeTheFirst("to", first));
    }
    if !typed.from.is_empty() && from < Period::year_to(first).first {
        return Err(Fault::BeforeTheFirst("from", first));
    }
    Ok(Scope { from: Some(from).filter(|_| !typed.from.is_empty()), ..Scope::to(to) })
}

fn known(app: &App, of: Of, text: &str) -> Result<Date, Fault> {
    let known = day("known", text)?;
    if known > app.today() {
        return Err(Fault::ToCome("known", known));
    }
    if of == Of::Area {
        return Err(Fault::OneSchoolOnly);
    }
    let first = first_day(app, of)?;
    if known < first { Err(Fault::BeforeTheFirst("known", first)) } else { Ok(known) }
}

/// The year and the class, which the school has to have.
fn who(app: &App, of: Of, typed: &Typed<'_>, scope: Scope) -> Result<Scope, Fault> {
    let unknown = |name: &'static str, text: &str| Fault::Unknown(name, text.to_owned());
    let year = match typed.year {
        "" => None,
        text => Some(text.parse().map_err(|_| unknown("year", text))?),
    };
    let group = match typed.group {
        "" => None,
        text => Some(GroupId(text.parse().map_err(|_| unknown("group", text))?)),
    };
    if let Of::School(school) = of {
        let groups = app.store.read(|tx| store::group::of_school(tx, school)).map_err(Error::from)?;
        if year.is_some_and(|year| groups.iter().all(|group| group.year != year)) {
            return Err(unknown("year", typed.year));
        }
        if group.is_some_and(|id| groups.iter().all(|group| group.id != id)) {
            return Err(unknown("group", typed.group));
        }
    } else if year.is_some_and(|year: u8| year > 14) {
        return Err(unknown("year", typed.year));
    }
    Ok(Scope { year, group, ..scope })
}

fn cohort(app: &App, of: Of, (name, day): (&str, Date)) -> Result<Option<String>, Fault> {
    if name.is_empty() {
        return Ok(None);
    }
    let has = |school: SchoolId| -> Result<bool, Error> {
        Ok(app.rules_on(school, day)?.cohorts.iter().any(|cohort| cohort.head.name == name))
    };
    let is_known = match of {
        Of::School(school) => has(school)?,
        Of::Area => app.schools().map(|school| has(school.id)).collect::<Result<Vec<bool>, Error>>()?.contains(&true),
    };
    if is_known { Ok(Some(name.to_owned())) } else { Err(Fault::Unknown("cohort", name.to_owned())) }
}
