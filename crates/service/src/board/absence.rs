//! An absence that nobody has explained: what is known of it, and the reason once it is found.

use domain::{
    Date,
    act::Act,
    case::Event,
    code::{Code, Role},
    id::{PupilId, SchoolId},
    log::Entry,
    permission::{Actor, Permission},
    pupil::{Contact, Pupil},
    session::Session,
};

use crate::{
    App, Error,
    mark::{self, Change},
};

/// Whose absence it is: children of one household, away in the same sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// The children.
    pub pupils: Vec<PupilId>,
    /// The sessions.
    pub sessions: Vec<Session>,
}

/// What is known of an absence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// The school.
    pub school: SchoolId,
    /// The children.
    pub children: Vec<Pupil>,
    /// Whom to ring, in the order to try.
    pub contacts: Vec<Contact>,
    /// What was tried about these sessions, in order.
    pub tries: Vec<Event>,
    /// What the family has said about these sessions, latest first.
    pub replies: Vec<Event>,
    /// The marks that stand: for each child, each session.
    pub marks: Vec<(PupilId, Session, Option<Code>)>,
    /// The last day on which the oldest of the sessions may have a holding code.
    pub deadline: Option<Date>,
}

/// The reason of an absence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// For whom and when, each with the code that the actor saw there.
    pub marks: Vec<(PupilId, Session, Option<Code>)>,
    /// The code that says why.
    pub code: Code,
    /// What was said, by whom.
    pub note: String,
}

/// How many school days a holding code may stand, by the rules of a school on `day`.
pub fn days_to_settle(app: &App, school: SchoolId, day: Date) -> Result<usize, Error> {
    let setting = app.rules_on(school, day)?.setting("days to settle a code N");
    Ok(setting.and_then(|setting| usize::try_from(setting.amount()?.thousandths / 1000).ok()).unwrap_or(0))
}

/// What is known of an absence, for somebody who rings about it or records its reason.
pub fn absence(app: &App, by: &Actor, about: &About) -> Result<Absence, Error> {
    let day = about.sessions.iter().map(|session| session.date).min().ok_or(Error::NotFound("session"))?;
    let seen = about.pupils.iter().map(|&pupil| crate::pupil::seen(app, by, pupil, day));
    let children: Vec<Pupil> = seen.collect::<Result<_, Error>>()?;
    let first = children.first().ok_or(Error::NotFound("child"))?;
    let school = first.school;
    if children.iter().any(|child| child.school != school) {
        return Err(Error::NotFound("child of this school"));
    }
    app.permit(by, Permission::LogContact, school)?;
    app.permit(by, Permission::SeeContacts, school)?;
    let days: Vec<Date> = about.sessions.iter().map(|session| session.date).collect();
    let (contacts, history) = app
        .store
        .read::<_, Error>(|tx| Ok((store::contact::of_pupil(tx, first.id)?, store::case::of_pupil(tx, first.id)?)))?;
    let replies = crate::reply::about(&history, |of| days.contains(&of.date));
    let tries = history.into_iter().filter(|event| super::is_about(event, |of| days.contains(&of.date)));
    let view = app.view(school);
    let roll = view.roll()?;
    let marks = children.iter().flat_map(|child| about.sessions.iter().map(move |&session| (child.id, session)));
    Ok(Absence {
        school,
        contacts,
        tries: tries.collect(),
        replies,
        marks: marks.map(|(pupil, session)| (pupil, session, roll.mark(pupil, session))).collect(),
        deadline: roll.calendar().after(day, days_to_settle(app, school, app.today())?),
        children,
    })
}

/// Records why children were absent. Refuses when a mark is no longer the one that was seen.
pub fn find_reason(app: &App, by: &Actor, found: &Found) -> Result<Entry, Error> {
    let pupils = found.marks.iter().map(|(pupil, ..)| *pupil).collect();
    let sessions = found.marks.iter().map(|(_, session, _)| *session).collect();
    let absence = absence(app, by, &About { pupils, sessions })?;
    let role = |code: Code| app.codes().entry(code).map(|entry| entry.role);
    let is_holding = found.marks.iter().all(|(.., code)| code.and_then(role) == Some(Role::ReasonNotKnown));
    let has_come = absence.deadline.is_some_and(|deadline| deadline <= app.today());
    let act = if !is_holding {
        Act::Amended
    } else if has_come || role(found.code) == Some(Role::NoReason) {
        Act::Settled
    } else {
        Act::ReasonFound
    };
    let change = Change {
        act,
        code: found.code,
        reason: found.note.clone(),
        note: found.note.clone(),
        minutes_late: None,
        marks: found.marks.clone(),
    };
    mark::change(app, by, absence.school, &change)
}
