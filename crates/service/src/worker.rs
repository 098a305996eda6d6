//! Named workers: who outside the school is told on the day that a pupil is absent and nobody knows why, and that they were told.

use domain::{
    admission::{Record, Worker},
    case::{Done, Event},
    id::{MessageId, PupilId},
    message::{Channel, NewMessage},
    permission::{Actor, Permission, Place},
    pupil::Pupil,
    session::Session,
};

use crate::{
    App, Error,
    board::Unexplained,
    case,
    message::{self, WORKER_ABSENT},
    protected,
};

/// What telling one is called in the national pack, so that the task it sets is done.
pub const NOTICE: &str = "Notice of an unexplained absence";

/// Somebody who is to be told of one pupil's absence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Of whose absence.
    pub pupil: Pupil,
    /// What they are to the pupil, such as `social worker`.
    pub post: String,
    /// Who it is; nothing when nobody is on record.
    pub worker: Option<Worker>,
    /// That they were told today.
    pub done: Option<Event>,
}

/// How a worker is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// By the notice, which goes out by e-mail.
    Notice,
    /// In a call that somebody made.
    Call,
}

impl Way {
    /// Both, in the order a form offers them.
    pub const ALL: [Way; 2] = [Way::Notice, Way::Call];

    /// The word stored and sent by the form.
    pub const fn word(self) -> &'static str {
        match self {
            Way::Notice => "by e-mail",
            Way::Call => "by telephone",
        }
    }

    /// Reads [`Way::word`].
    pub fn parse(text: &str) -> Option<Way> {
        Way::ALL.into_iter().find(|way| way.word() == text)
    }
}

/// Who is to be told of these absences and was not told today; nobody for a reader who may not know of them.
pub fn to_tell(app: &App, by: &Actor, session: Session, absent: &Unexplained) -> Result<Vec<Told>, Error> {
    let mut all = Vec::new();
    for child in &absent.children {
        let school = child.pupil.school;
        if !protected::may_see(by, school) || !by.may(Permission::LogContact, Place::School(school)) {
            continue;
        }
        all.extend(of_pupil(app, &child.pupil, &child.history, session)?);
    }
    all.retain(|one| one.done.is_none());
    Ok(all)
}

/// Everybody who is told of an absence of a pupil, told or not, for somebody who may tell them.
pub fn of(app: &App, by: &Actor, pupil: PupilId, post: &str) -> Result<(Session, Told), Error> {
    let pupil = crate::pupil::seen(app, by, pupil, app.today())?;
    app.permit(by, Permission::LogContact, pupil.school)?;
    app.permit(by, Permission::SeeProtected, pupil.school)?;
    let session = app.current_session(app.school(pupil.school)?)?.ok_or(Error::NotFound("school day"))?;
    let history = app.store.read(|tx| store::case::of_pupil(tx, pupil.id))?;
    let found = of_pupil(app, &pupil, &history, session)?.into_iter().find(|one| one.post == post);
    Ok((session, found.ok_or(Error::NotFound("worker of this child"))?))
}

fn of_pupil(app: &App, pupil: &Pupil, history: &[Event], session: Session) -> Result<Vec<Told>, Error> {
    let told = app.packs().told.clone();
    let mut posts: Vec<&String> = pupil.cohorts.iter().filter_map(|cohort| told.get(cohort)).flatten().collect();
    posts.sort();
    posts.dedup();
    if posts.is_empty() {
        return Ok(Vec::new());
    }
    let entries = app.store.read(|tx| store::admission::of_pupil(tx, pupil.school, pupil.id))?;
    let workers = Record::on(&entries, session.date).map(|record| record.workers).unwrap_or_default();
    let each = posts.into_iter().map(|post| Told {
        pupil: pupil.clone(),
        worker: workers.iter().rev().find(|one| one.post == *post && one.is_on(session.date)).cloned(),
        done: history.iter().rev().find(|event| is_telling(event, post, session)).cloned(),
        post: post.clone(),
    });
    Ok(each.collect())
}

/// Whether somebody with `post` was told of the day of `session`.
fn is_telling(event: &Event, post: &str, session: Session) -> bool {
    matches!(&event.done, Done::Did { action, .. } if action == NOTICE)
        && event.field("post") == Some(post)
        && event.field("day") == Some(session.date.to_string().as_str())
}

/// The notice as it would be sent, to be read first.
pub fn preview(app: &App, by: &Actor, told: &Told, session: Session) -> Result<NewMessage, Error> {
    let pupil = &told.pupil;
    let worker = told.worker.as_ref().filter(|worker| !worker.email.is_empty());
    let worker = worker.ok_or(Error::Missing(
        "no e-mail address of this worker is on record: ring, or add it to the admission register",
    ))?;
    let school = app.school(pupil.school)?;
    let words = app.packs().message(&school.pack, WORKER_ABSENT, Channel::Email);
    let words = words.ok_or(Error::NotFound("template of a message"))?;
    let filled = words.fill(|field| match field {
        "child" => pupil.name(),
        "worker" => worker.name.clone(),
        "school" => school.name.clone(),
        "telephone" => school.telephone.clone(),
        "sessions" => message::sessions(&[session]),
        "sender" => by.name.clone(),
        "position" => by.role.words().to_owned(),
        "date" => app.today().strftime("%-d %B %Y").to_string(),
        // A notice to a worker has no parent to address and no link.
        _ => String::new(),
    });
    Ok(NewMessage {
        school: pupil.school,
        pupils: vec![pupil.id],
        contact: None,
        name: worker.name.clone(),
        channel: Channel::Email,
        to: worker.email.clone(),
        subject: filled.title.clone(),
        body: message::plain(&filled),
        template: WORKER_ABSENT.to_owned(),
        about: vec![session],
        at: app.now(),
        by: by.stamp(),
    })
}

/// Tells a worker: sends the notice, or records the call in which they were told. What was said of a call is part of it.
pub fn tell(
    app: &App,
    by: &Actor,
    pupil: PupilId,
    post: &str,
    (way, note): (Way, &str),
) -> Result<Option<MessageId>, Error> {
    let (session, told) = of(app, by, pupil, post)?;
    if told.done.is_some() {
        return Err(Error::Missing("they were told of this absence today already: see the record of the pupil"));
    }
    if way == Way::Call && note.trim().is_empty() {
        return Err(Error::Missing("say who was spoken to and what was said"));
    }
    let sent = match way {
        Way::Notice => Some(message::keep(app, by, preview(app, by, &told, session)?)?),
        Way::Call => None,
    };
    let done = Done::Did {
        action: NOTICE.to_owned(),
        outcome: way.word().to_owned(),
        to: told.worker.map(|worker| worker.name).unwrap_or_default(),
        fields: vec![(String::from("post"), post.to_owned()), (String::from("day"), session.date.to_string())],
    };
    case::append(app, vec![case::event(app, by, told.pupil.id, told.pupil.school, done, note)])?;
    Ok(sent)
}
