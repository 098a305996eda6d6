//! A child of a cohort, as far as whoever looks after it sees.

use analysis::{Period, SchoolRoll, figures::Thresholds};
use domain::{
    Date,
    case::Event,
    clock,
    code::Code,
    decide::Deadline,
    id::{PupilId, SchoolId},
    permission::Actor,
    rule::{Kind, Rules},
    session::Session,
    tally::Tally,
};

use super::{is_absent, is_late, is_unexplained, permit};
use crate::{
    App, Error, area,
    protected::Veil,
    report::{self, Rag},
    standing::Standing,
};

/// The mark of a child in the session that their school is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Absent, and nobody knows why yet.
    Unexplained(Code),
    /// Absent, with this reason.
    Absent(Code),
    /// No register was taken yet.
    None,
    /// Late.
    Late(Code),
    /// Here, or not expected.
    Other(Code),
}

impl Mark {
    /// The code, where there is a mark.
    pub const fn code(self) -> Option<Code> {
        match self {
            Mark::Unexplained(code) | Mark::Absent(code) | Mark::Late(code) | Mark::Other(code) => Some(code),
            Mark::None => None,
        }
    }
}

/// Something that comes next for a child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    /// What it is called in the handbook.
    pub name: String,
    /// By when, where it has a date.
    pub deadline: Option<Deadline>,
    /// Whether that has gone by.
    pub is_overdue: bool,
}

/// How the attendance of a child is rated (LAN-234).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rated {
    /// `red`, `amber` or `green`.
    pub word: String,
    /// When somebody recorded it; nothing where it follows from the bands of the handbook.
    pub on: Option<Date>,
}

/// A child of a cohort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Child {
    /// Who.
    pub id: PupilId,
    /// Forename and surname.
    pub name: String,
    /// The surname, to sort by.
    pub surname: String,
    /// The class.
    pub group: String,
    /// The national curriculum year.
    pub year: u8,
    /// Where.
    pub school: SchoolId,
    /// The session that the school is in, or the last one begun.
    pub session: Option<Session>,
    /// The mark of that session.
    pub mark: Mark,
    /// The sessions of the school year.
    pub tally: Tally,
    /// Whether absence is persistent, and severe; nothing when no session was possible.
    pub persistent: Option<bool>,
    /// See [`Child::persistent`].
    pub severe: Option<bool>,
    /// Sessions of the year whose reason nobody knows yet, this one included.
    pub unsettled: u32,
    /// How attendance was rated last.
    pub rated: Option<Rated>,
    /// The meeting, plan or form that is due next.
    pub next: Option<Next>,
    /// What the school has done last, with the day.
    pub last: Option<(Date, String)>,
}

impl Child {
    /// Who needs somebody first: 0 is absent and nobody knows why.
    pub const fn urgency(&self) -> u8 {
        match self.mark {
            Mark::Unexplained(_) => 0,
            Mark::Absent(_) => 1,
            Mark::None => 2,
            Mark::Late(_) => 3,
            Mark::Other(_) => 4,
        }
    }
}

/// A child of a cohort, with what lies behind.
#[derive(Debug, Clone)]
pub struct Look {
    /// The child.
    pub child: Child,
    /// The sessions missed in the school year, newest first.
    pub missed: Vec<(Session, Code)>,
    /// What was done this school year, newest first: the day, what, how it ended, and in which post.
    pub done: Vec<(Date, String, String, String)>,
    /// What the handbook asks for now.
    pub due: Vec<Next>,
}

/// What children of one school are seen with.
pub(super) struct Seeing<'a> {
    app: &'a App,
    school: SchoolId,
    rules: &'a Rules,
    thresholds: Thresholds,
    session: Option<Session>,
    veil: Option<&'a Veil>,
}

impl<'a> Seeing<'a> {
    pub(super) fn new(app: &'a App, school: SchoolId, veil: Option<&'a Veil>) -> Result<Seeing<'a>, Error> {
        let rules = app.rules(school)?;
        let thresholds = crate::school::thresholds_of(rules)?;
        let session = app.current_session(app.school(school)?)?;
        Ok(Seeing { app, school, rules, thresholds, session, veil })
    }

    /// One of them, with the marks as they are now.
    pub(super) fn child(&self, standing: &Standing) -> Result<Child, Error> {
        let view = self.app.view(self.school);
        let roll = view.roll()?;
        let pupil = &standing.pupil;
        let facts = analysis::figures::of_pupil(roll, pupil.id, Period::year_to(self.app.today()), self.thresholds);
        let unsettled = facts.by_code.iter().filter(|(code, _)| is_unexplained(self.app, *code));
        let history: Vec<&Event> = self.history(standing).collect();
        Ok(Child {
            id: pupil.id,
            name: pupil.name(),
            surname: pupil.surname.clone(),
            group: standing.group.clone(),
            year: pupil.year,
            school: self.school,
            session: self.session,
            mark: self.mark(roll, pupil.id),
            tally: facts.tally,
            persistent: facts.persistent,
            severe: facts.severe,
            unsettled: unsettled.map(|(_, count)| count).sum(),
            rated: self.rated(standing, &history),
            next: self.next(standing),
            last: history.iter().rev().find_map(|event| Some((clock::local(event.at).date(), said(event)?))),
        })
    }

    fn mark(&self, roll: &SchoolRoll, pupil: PupilId) -> Mark {
        match self.session.and_then(|session| roll.mark(pupil, session)) {
            None => Mark::None,
            Some(code) if is_unexplained(self.app, code) => Mark::Unexplained(code),
            Some(code) if is_absent(self.app, code) => Mark::Absent(code),
            Some(code) if is_late(self.app, code) => Mark::Late(code),
            Some(code) => Mark::Other(code),
        }
    }

    /// What was done about the child, without what rests on circumstances that this reader does not look after.
    fn history<'s>(&'s self, standing: &'s Standing) -> impl DoubleEndedIterator<Item = &'s Event> {
        standing.history.iter().filter(|event| self.veil.is_none_or(|veil| !veil.covers(event)))
    }

    /// The rating of the handbook, with the day on which somebody recorded it; none that this reader may not see.
    fn rated(&self, standing: &Standing, history: &[&Event]) -> Option<Rated> {
        let rag = report::rag(self.rules, standing)?;
        let is_finding = |event: &&&Event| -> bool {
            let action = event.name().and_then(|name| self.rules.action(name));
            action.is_some_and(|action| action.kind == Kind::Finding) && Rag::parse(event.outcome()) == Some(rag)
        };
        let event = history.iter().rev().find(is_finding);
        if event.is_none() && standing.history.iter().any(|event| is_finding(&&event)) {
            return None;
        }
        Some(Rated { word: rag.word().to_owned(), on: event.map(|event| clock::local(event.at).date()) })
    }

    fn tasks<'s>(&'s self, standing: &'s Standing) -> impl Iterator<Item = (Next, Option<Kind>)> + 's {
        let now = (self.app.today(), self.app.time());
        let tasks = standing.decided.tasks.iter();
        let seen = tasks.filter(|task| self.veil.is_none_or(|veil| !veil.demands(&task.name)));
        seen.map(move |task| {
            let deadline = standing.deadlines.get(&task.name).copied();
            let kind = self.rules.action(task.opens.as_deref().unwrap_or(&task.name)).map(|action| action.kind);
            let is_overdue = task.is_overdue || deadline.is_some_and(|deadline| deadline.is_over(now));
            (Next { name: task.name.clone(), deadline, is_overdue }, kind)
        })
    }

    /// The meeting, plan or form with the earliest date.
    fn next(&self, standing: &Standing) -> Option<Next> {
        let is_meeting = |kind: Option<Kind>| matches!(kind, Some(Kind::Meeting | Kind::Plan | Kind::Form));
        let all = self.tasks(standing).filter(|(_, kind)| is_meeting(*kind)).map(|(next, _)| next);
        all.min_by_key(|next| (next.deadline.is_none(), next.deadline, next.name.clone()))
    }
}

/// What an event says was done; nothing for what nobody did.
fn said(event: &Event) -> Option<String> {
    use domain::case::Done;
    match &event.done {
        Done::Contacted { .. } => Some(String::from("Call home")),
        Done::Messaged { .. } => Some(String::from("Message home")),
        Done::Considered { item, taken_up: true } => Some(item.clone()),
        Done::Considered { .. } | Done::Replied { .. } | Done::Purged => None,
        _ => event.name().map(str::to_owned),
    }
}

/// One child of the cohort, for somebody who looks after it.
pub fn look(app: &App, by: &Actor, cohort: &str, pupil: PupilId) -> Result<Look, Error> {
    permit(app, by, cohort)?;
    let found = app.store.read(|tx| store::pupil::find_at(tx, pupil, app.today(), None))?;
    let school = found.ok_or(Error::NotFound("child"))?.school;
    let members = area::members_of(app, cohort, school)?;
    let is_it = |standing: &&Standing| standing.pupil.id == pupil;
    // Whoever is not in the cohort is not even said to exist.
    let standing = members.iter().find(is_it).ok_or(Error::NotFound("child"))?;
    let veil = super::veil(app, by, school)?;
    let seeing = Seeing::new(app, school, veil.as_ref())?;
    let child = seeing.child(standing)?;
    let year = Period::year_to(app.today());
    let view = app.view(school);
    let sheet = view.roll()?.sheet_or_blank(pupil).between(year.first, year.last);
    let done = seeing.history(standing).rev().filter_map(|event| {
        let (what, how) = (said(event)?, event.outcome().to_owned());
        Some((clock::local(event.at).date(), what, how, event.by.position.clone()))
    });
    let mut due: Vec<Next> = seeing.tasks(standing).map(|(next, _)| next).collect();
    due.sort_by_key(|next| (!next.is_overdue, next.deadline.is_none(), next.deadline, next.name.clone()));
    Ok(Look { missed: sheet.absences().rev().collect(), done: done.collect(), due, child })
}
