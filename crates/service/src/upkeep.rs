//! What needs looking after: calendars that end, classes without a teacher, people who cannot sign in, letters without an
//! address at their head. For the administrator.

use domain::{
    Date,
    id::SchoolId,
    permission::{Actor, Role},
    rule::PackHead,
    school::{Group, School},
};
use jiff::{Timestamp, ToSpan};
pub use store::log::Import;

use crate::{
    App, Error,
    people::{self, Person},
};

/// How many days before a calendar ends it is said: time enough to agree the next one.
const CALENDAR_DAYS: i64 = 56;
/// For how many days an import is listed.
const IMPORT_DAYS: i64 = 30;
/// More imports than one page shows.
const MOST_IMPORTS: i64 = 100;

/// Everything that needs looking after today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upkeep {
    /// How many people are in posts.
    pub people: usize,
    /// What is wrong, or will be soon, the gravest first.
    pub findings: Vec<Finding>,
    /// The schools, by name.
    pub schools: Vec<Line>,
    /// What was brought into the registers lately, newest first, each with the name of its school.
    pub imports: Vec<(String, Import)>,
    /// The packs, each with how many schools follow it.
    pub packs: Vec<(PackHead, usize)>,
}

/// A school in the list of whoever looks after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The school.
    pub school: School,
    /// How many of its people are in posts.
    pub people: usize,
    /// How many classes it has.
    pub classes: usize,
    /// The last school day of its calendar.
    pub last_day: Option<Date>,
}

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The school, or the person.
    pub about: String,
    /// Which school; nothing for a post with the authority.
    pub school: Option<SchoolId>,
    /// What it is.
    pub matter: Matter,
}

/// What can be wrong, the gravest first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// The school follows a pack of this name, which is not here.
    NoPack(String),
    /// No school day is left in the calendar; the last one was this.
    NoSchoolDay(Option<Date>),
    /// Nobody leads on attendance.
    NoLead,
    /// Somebody tried a wrong password too often and has to wait.
    LockedOut,
    /// The calendar ends soon, on this day.
    CalendarEnds(Date),
    /// So many classes have no teacher.
    ClassesWithoutTeacher(usize),
    /// So many class teachers have no class, and so no register to take.
    TeachersWithoutClass(usize),
    /// What the head of the school's letters lacks: `address`, `telephone`.
    LettersLack(Vec<&'static str>),
}

/// What needs looking after today.
pub fn upkeep(app: &App, by: &Actor) -> Result<Upkeep, Error> {
    let people = people::list(app, by)?;
    let own = |school: &&School| by.school.is_none_or(|own| own == school.id);
    let mut findings = locked_out(app, &people)?;
    let mut schools = Vec::new();
    for school in app.schools().filter(own) {
        let groups = app.store.read(|tx| store::group::of_school(tx, school.id))?;
        schools.push(Line {
            school: school.clone(),
            people: people.iter().filter(|person| person.actor.school == Some(school.id)).count(),
            classes: groups.len(),
            last_day: app.calendar(school.id)?.days().last().copied(),
        });
        let matters = matters(app, school, &people, &groups)?;
        let about = |matter| Finding { about: school.name.clone(), school: Some(school.id), matter };
        findings.extend(matters.into_iter().map(about));
    }
    findings.sort_by(|one, other| (&one.matter, &one.about).cmp(&(&other.matter, &other.about)));
    let packs = app
        .packs()
        .packs
        .iter()
        .map(|(folder, pack)| (pack.head.clone(), app.schools().filter(|school| school.pack == *folder).count()));
    Ok(Upkeep { people: people.len(), findings, schools, imports: imports(app, by)?, packs: packs.collect() })
}

fn matters(app: &App, school: &School, people: &[Person], groups: &[Group]) -> Result<Vec<Matter>, Error> {
    let of_school = || people.iter().filter(|person| person.actor.school == Some(school.id));
    let holds = |role: Role| of_school().filter(move |person| person.actor.role == role);
    let untaught =
        groups.iter().filter(|group| !of_school().any(|person| person.actor.groups.contains(&group.id))).count();
    let idle = holds(Role::Teacher).filter(|person| person.actor.groups.is_empty()).count();
    let lacking: Vec<&'static str> =
        [(school.address.is_empty(), "address"), (school.telephone.is_empty(), "telephone")]
            .into_iter()
            .filter_map(|(is_missing, what)| is_missing.then_some(what))
            .collect();
    let found = [
        app.rules(school.id).is_err().then(|| Matter::NoPack(school.pack.clone())),
        calendar(app, school.id)?,
        holds(Role::AttendanceLead).next().is_none().then_some(Matter::NoLead),
        (untaught > 0).then_some(Matter::ClassesWithoutTeacher(untaught)),
        (idle > 0).then_some(Matter::TeachersWithoutClass(idle)),
        (!lacking.is_empty()).then_some(Matter::LettersLack(lacking)),
    ];
    Ok(found.into_iter().flatten().collect())
}

fn calendar(app: &App, school: SchoolId) -> Result<Option<Matter>, Error> {
    let (calendar, today) = (app.calendar(school)?, app.today());
    let last = calendar.days().last().copied();
    Ok(match last {
        Some(last) if last >= today => {
            (last <= today.saturating_add(CALENDAR_DAYS.days())).then_some(Matter::CalendarEnds(last))
        }
        last => Some(Matter::NoSchoolDay(last)),
    })
}

fn locked_out(app: &App, people: &[Person]) -> Result<Vec<Finding>, Error> {
    let locked = crate::sign_in::locked_out(app)?;
    let waits = people.iter().filter(|person| locked.contains(&person.email));
    let finding = |person: &Person| Finding {
        about: format!("{}, {}", person.actor.name, person.actor.role.words()),
        school: person.actor.school,
        matter: Matter::LockedOut,
    };
    Ok(waits.map(finding).collect())
}

fn imports(app: &App, by: &Actor) -> Result<Vec<(String, Import)>, Error> {
    let since: Timestamp = app.now().saturating_sub((IMPORT_DAYS * 24).hours()).unwrap_or(Timestamp::MIN);
    let imports = app.store.read(|tx| store::log::imports(tx, by.school, since, MOST_IMPORTS))?;
    let named = imports.into_iter().map(|import| Ok((app.school(import.school)?.name.clone(), import)));
    named.collect()
}
