//! Returns and notices: what a school has to tell its authority and those who work with a child, by when, what was sent, and
//! who answered for having had it. Nothing is sent by itself.

mod due;
mod file;
mod send;
mod sent;

use domain::{
    Date,
    case::Event,
    decide::Deadline,
    id::{PupilId, SchoolId},
    permission::{Actor, Permission, Place, Role},
    rule::{Action, Kind, Rules, slug},
};
use jiff::{Span, Timestamp};

pub use file::file;
pub use send::{Unsent, receive, send};
pub use sent::{Look, Part, look};

use crate::{App, Error, admission, case::roles};

/// The return of somebody who came onto the register.
pub const JOINER: &str = "Return of a new pupil";
/// The return of somebody whose name is deleted.
pub const LEAVER: &str = "Return of a deleted name";

/// For how many days what was sent stands in the lists: a school year and what is left of the one before.
const DAYS_SHOWN: i64 = 400;

/// The returns and notices of a school.
#[derive(Debug, Clone)]
pub struct Returns {
    /// Whose.
    pub school: SchoolId,
    /// What is due, what is late first.
    pub due: Vec<Due>,
    /// What was sent, newest first.
    pub sent: Vec<Sent>,
}

impl Returns {
    /// How many are due and late.
    pub fn late(&self) -> usize {
        self.due.iter().filter(|due| due.is_late).count()
    }

    /// What was sent to the authority and nobody there has answered for.
    pub fn unanswered(&self) -> impl Iterator<Item = &Sent> {
        self.sent.iter().filter(|sent| sent.is_to_authority && sent.receipt.is_none())
    }
}

/// A return or notice that is due.
#[derive(Debug, Clone)]
pub struct Due {
    /// About whom, with the class; nothing for one about the school as a whole.
    pub pupil: Option<(PupilId, String)>,
    /// Its entry in the handbook.
    pub action: Action,
    /// The task that makes it due: its pack and its name; nothing where the admission register does.
    pub task: Option<(String, String)>,
    /// Why it is due.
    pub why: String,
    /// When it is due, where it has a date.
    pub deadline: Option<Deadline>,
    /// Whether that date has gone by.
    pub is_late: bool,
    /// Whether it can be sent as the record has it, without anything to fill in.
    pub is_ready: bool,
    /// Whether the reader is among those who send it.
    pub is_readers: bool,
}

/// A return or notice that was sent.
#[derive(Debug, Clone)]
pub struct Sent {
    /// By which school.
    pub school: SchoolId,
    /// About whom; nothing for one about the school as a whole.
    pub pupil: Option<PupilId>,
    /// The pupil's name, or the school's.
    pub who: String,
    /// Its entry in the handbook.
    pub action: Action,
    /// What was sent, unchanged: when, by whom, and every part.
    pub event: Event,
    /// That somebody has it: who and when.
    pub receipt: Option<Event>,
    /// Whether it goes to the authority, whose officer answers for it.
    pub is_to_authority: bool,
    /// Whether the admission register says something else of the pupil since.
    pub is_outdated: bool,
}

impl Sent {
    /// What tells it from every other of its school.
    pub fn key(&self) -> Key {
        Key { pupil: self.event.pupil, at: self.event.at, called: slug(&self.action.head.name) }
    }
}

/// What tells a return that was sent from every other of its school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// About whom.
    pub pupil: PupilId,
    /// When it was sent.
    pub at: Timestamp,
    /// The slug of its name.
    pub called: String,
}

/// The returns and notices of a school, for whoever sends or receives them.
pub fn of_school(app: &App, by: &Actor, school: SchoolId) -> Result<Returns, Error> {
    permit(by, school)?;
    let logs = sent::Logs::read(app, school)?;
    let mut due = due::of_school(app, by, school, &logs)?;
    due.retain(|one| is_seen(app, by, school, &one.action));
    let mut sent = sent::of_school(app, school, &logs)?;
    sent.retain(|one| is_seen(app, by, school, &one.action));
    Ok(Returns { school, due, sent })
}

/// The returns of every school that the officer looks after, by name.
pub fn of_authority(app: &App, by: &Actor) -> Result<Vec<Returns>, Error> {
    by.require(Permission::ReceiveReturns, Place::Anywhere)?;
    let own = app.schools().filter(|school| by.may(Permission::ReceiveReturns, Place::School(school.id)));
    own.map(|school| of_school(app, by, school.id)).collect()
}

fn permit(by: &Actor, school: SchoolId) -> Result<(), Error> {
    let place = Place::School(school);
    if by.may(Permission::ReceiveReturns, place) {
        return Ok(());
    }
    Ok(by.require(Permission::SendReturns, place)?)
}

/// Whoever sends a return sees it, and so does whoever receives it: that a child has a social worker is for few.
fn is_seen(app: &App, by: &Actor, school: SchoolId, action: &Action) -> bool {
    let Ok(rules) = app.rules(school) else { return false };
    roles::is_one_of(rules, by, &action.by) || by.may(Permission::ReceiveReturns, Place::School(school))
}

/// Whether an officer of the authority is among those to whom it goes.
pub(crate) fn is_to_authority(rules: &Rules, action: &Action) -> bool {
    let officer =
        |name: &String| rules.role(name).is_some_and(|role| Role::parse(&role.held_by) == Some(Role::AuthorityOfficer));
    action.to.iter().any(officer)
}

/// The entry of a return by its name.
fn entry<'r>(rules: &'r Rules, name: &str) -> Option<&'r Action> {
    rules.action(name).filter(|action| action.kind == Kind::Return)
}

/// The first day that the lists look back to.
fn first_day(app: &App) -> Date {
    app.today().saturating_sub(Span::new().days(DAYS_SHOWN))
}

/// The pupil, if the actor may see them, though they may have left.
fn pupil_of(app: &App, by: &Actor, pupil: PupilId) -> Result<domain::pupil::Pupil, Error> {
    admission::whose(app, by, pupil)
}
