//! What families say about an absence: by a link that only they have, without an account. It changes no mark; a person decides.

mod evidence;

use domain::{
    Date,
    act::By,
    case::{Done, Event},
    code::{Code, Role},
    id::{EvidenceId, PersonId, PupilId},
    message::{Channel, NewMessage},
    pupil::{Contact, Pupil},
    school::School,
    session::{Half, Session},
};
use jiff::SignedDuration;
use pack::reasons::Reason;

pub use evidence::{File, MOST_BYTES, MOST_FILES, evidence};

use crate::{
    App, Error,
    link::{self, Link, Purpose},
    message,
};

/// How many days back a parent is asked about.
const ASKED_DAYS: i64 = 14;

/// The most letters that a reply has.
pub const LONGEST: usize = 2_000;

/// How far ahead the day of coming back may lie.
const AHEAD_DAYS: i64 = 60;

/// The template of the message that carries a link which its parent asked for.
const fn template(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Absence => "report-link",
        Purpose::Leave => "leave-link",
    }
}

/// How long after one link the next is sent to the same contact.
const BETWEEN_LINKS: SignedDuration = SignedDuration::from_mins(10);

/// What the page behind a link asks.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Who is asked.
    pub contact: Contact,
    /// Their school.
    pub school: School,
    /// The child of the link, and brothers and sisters in the same school whom the same parent is to be rung about.
    pub children: Vec<Pupil>,
    /// The days that can be explained, oldest first: those missed without a reason, today and the next school day.
    pub days: Vec<Day>,
    /// The reasons that can be chosen.
    pub reasons: Vec<Reason>,
}

/// A day that can be explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// Its sessions.
    pub sessions: Vec<Session>,
    /// Which children the register says are away, for reasons not known.
    pub missed: Vec<PupilId>,
}

/// What a parent says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// About which children.
    pub children: Vec<PupilId>,
    /// About which days.
    pub days: Vec<Date>,
    /// The words of one of [`Asked::reasons`].
    pub reason: String,
    /// In their own words. May be empty when the reason says enough.
    pub words: String,
    /// When the child is expected back, if they know.
    pub back: Option<Date>,
    /// What shows it.
    pub files: Vec<File>,
}

/// What is wrong with a reply, with the field that it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lacks {
    /// No child was chosen.
    Child,
    /// No day was chosen.
    Day,
    /// No reason was chosen.
    Reason,
    /// The reason needs words.
    Words,
    /// The words are too many.
    TooLong,
    /// The child cannot come back then.
    Back,
    /// A file is too large.
    TooLarge,
    /// Too many files.
    TooMany,
    /// A file is no picture and no PDF.
    Kind,
}

/// Whether a reply was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Replied {
    /// It was kept, about these sessions.
    Kept(Vec<Session>),
    /// Something is wrong with it; nothing was kept.
    Lacks(Vec<Lacks>),
}

/// What the page behind a link asks; nothing when the link opens nothing.
pub fn asked(app: &App, token: &str) -> Result<Option<Asked>, Error> {
    let Some(link) = link::read(app, token)?.filter(|link| link.purpose == Purpose::Absence) else { return Ok(None) };
    let Some((contact, children)) = family(app, &link)? else { return Ok(None) };
    let school = app.school(children[0].school)?.clone();
    let days = days(app, &school, &children)?;
    Ok(Some(Asked { contact, school, children, days, reasons: app.packs().reasons.clone() }))
}

/// The parent of a link with the child it is about, and brothers and sisters in the same school whom the same parent is to be
/// rung about; nothing when the child has left.
pub(crate) fn family(app: &App, link: &Link) -> Result<Option<(Contact, Vec<Pupil>)>, Error> {
    let today = app.today();
    app.store.read::<_, Error>(|tx| {
        let Some(child) = store::pupil::find(tx, link.pupil, today)? else { return Ok(None) };
        let contacts = store::contact::of_pupil(tx, link.pupil)?;
        let Some(contact) = contacts.into_iter().find(|contact| contact.id == link.contact) else { return Ok(None) };
        let siblings: Vec<Pupil> = (store::pupil::siblings(tx, link.pupil, today)?.into_iter())
            .filter(|sibling| sibling.school == child.school)
            .collect();
        let ids: Vec<PupilId> = siblings.iter().map(|sibling| sibling.id).collect();
        let theirs = store::contact::of_pupils(tx, &ids)?;
        let is_same = |of: PupilId| {
            theirs.iter().any(|one| one.pupil == of && one.name == contact.name && one.phone == contact.phone)
        };
        let siblings = siblings.into_iter().filter(|sibling| is_same(sibling.id));
        let children: Vec<Pupil> = std::iter::once(child).chain(siblings).collect();
        Ok(Some((contact, children)))
    })
}

/// Keeps what a parent says, with everything that they sent; nothing when the link opens nothing.
pub fn reply(app: &App, token: &str, reply: Reply) -> Result<Option<Replied>, Error> {
    let Some(asked) = asked(app, token)? else { return Ok(None) };
    let lacks = lacks(app, &asked, &reply)?;
    if !lacks.is_empty() {
        return Ok(Some(Replied::Lacks(lacks)));
    }
    let days = asked.days.iter().filter(|day| day.sessions.iter().any(|one| reply.days.contains(&one.date)));
    let about: Vec<Session> = days.flat_map(|day| day.sessions.iter().copied()).collect();
    let contact = asked.contact;
    let position = if contact.relationship.is_empty() { "parent" } else { &contact.relationship };
    let by = By { person: PersonId(0), name: contact.name.clone(), position: position.to_owned() };
    let at = app.now();
    let children: Vec<Pupil> = asked.children.into_iter().filter(|child| reply.children.contains(&child.id)).collect();
    let kept = about.clone();
    app.store.write::<(), store::StoreError>(move |tx| {
        let whose = (children[0].school, children[0].id, contact.id);
        let evidence: Vec<EvidenceId> =
            reply.files.iter().map(|file| evidence::keep(tx, whose, file, at)).collect::<Result<_, _>>()?;
        children.iter().try_for_each(|child| {
            let done = Done::Replied {
                contact: contact.id,
                reason: reply.reason.clone(),
                about: about.clone(),
                back: reply.back,
                evidence: evidence.clone(),
            };
            let note = reply.words.trim().to_owned();
            store::case::append(tx, &Event { pupil: child.id, school: child.school, at, by: by.clone(), done, note })
        })
    })?;
    app.cache.forget();
    Ok(Some(Replied::Kept(kept)))
}

fn lacks(app: &App, asked: &Asked, reply: &Reply) -> Result<Vec<Lacks>, Error> {
    let mut lacks = Vec::new();
    let is_child = |id: &PupilId| asked.children.iter().any(|child| child.id == *id);
    if reply.children.is_empty() || !reply.children.iter().all(is_child) {
        lacks.push(Lacks::Child);
    }
    let can_be_said = |date: &Date| asked.days.iter().any(|day| day.sessions.iter().any(|one| one.date == *date));
    if reply.days.is_empty() || !reply.days.iter().all(can_be_said) {
        lacks.push(Lacks::Day);
    }
    match asked.reasons.iter().find(|reason| reason.words == reply.reason) {
        None => lacks.push(Lacks::Reason),
        Some(reason) if reason.letters.is_empty() && reply.words.trim().is_empty() => lacks.push(Lacks::Words),
        Some(_) => {}
    }
    if reply.words.chars().count() > LONGEST {
        lacks.push(Lacks::TooLong);
    }
    let first = reply.days.iter().min();
    let latest = app.today().saturating_add(jiff::Span::new().days(AHEAD_DAYS));
    if reply.back.is_some_and(|back| back > latest || first.is_some_and(|first| back < *first)) {
        lacks.push(Lacks::Back);
    }
    lacks.extend(evidence::lacks(app, asked.contact.id, &reply.files)?);
    Ok(lacks)
}

/// What was said about the children in any of `sessions`, latest first.
pub(crate) fn about(history: &[Event], is_of: impl Fn(Session) -> bool) -> Vec<Event> {
    let is_ours = |event: &&Event| matches!(&event.done, Done::Replied { about, .. } if about.iter().any(|session| is_of(*session)));
    history.iter().rev().filter(is_ours).cloned().collect()
}

/// The code that a reply may mean, to be offered to whoever records the reason.
pub fn offered(app: &App, reply: &Event) -> Option<Code> {
    let Done::Replied { reason, about, .. } = &reply.done else { return None };
    let day = about.first()?.date;
    let reasons = &app.packs_on(day).reasons;
    reasons.iter().find(|known| known.words == *reason)?.code(app.codes(), day)
}

fn days(app: &App, school: &School, children: &[Pupil]) -> Result<Vec<Day>, Error> {
    let today = app.today();
    let calendar = app.calendar(school.id)?;
    let first = today.saturating_sub(jiff::Span::new().days(ASKED_DAYS));
    app.follow(school.id)?;
    let view = app.view(school.id);
    let roll = view.roll()?;
    let is_holding = |code| app.codes().entry(code).is_some_and(|entry| entry.role == Role::ReasonNotKnown);
    let missed = |session| -> Vec<PupilId> {
        let away = children.iter().filter(|child| roll.mark(child.id, session).is_some_and(is_holding));
        away.map(|child| child.id).collect()
    };
    let known = calendar.between(first, today).iter().map(|&date| {
        let halves = Half::BOTH.map(|half| Session::new(date, half));
        let (sessions, away): (Vec<Session>, Vec<Vec<PupilId>>) =
            halves.into_iter().map(|session| (session, missed(session))).filter(|(_, away)| !away.is_empty()).unzip();
        let mut away: Vec<PupilId> = away.into_iter().flatten().collect();
        away.sort_unstable();
        away.dedup();
        // Today can be explained before its register is taken, and so can an afternoon that follows a morning.
        let sessions = if date == today { halves.to_vec() } else { sessions };
        Day { sessions, missed: away }
    });
    let mut days: Vec<Day> = known.filter(|day| !day.sessions.is_empty()).collect();
    if let Some(next) = calendar.after(today, 1) {
        let sessions = Half::BOTH.map(|half| Session::new(next, half)).to_vec();
        days.push(Day { sessions, missed: Vec::new() });
    }
    Ok(days)
}

/// Sends a link to whoever has this e-mail address or telephone number on record as a contact of a child. Says to nobody
/// whether there is one.
pub fn send_link(app: &App, typed: &str, purpose: Purpose) -> Result<(), Error> {
    let channel = if typed.contains('@') { Channel::Email } else { Channel::Text };
    let today = app.today();
    let found = app.store.read(|tx| store::contact::reached_at(tx, typed))?;
    let mut done: Vec<(domain::id::SchoolId, String)> = Vec::new();
    for contact in found {
        let Some(pupil) = app.store.read(|tx| store::pupil::find(tx, contact.pupil, today))? else { continue };
        let key = (pupil.school, contact.name.clone());
        if done.contains(&key) || has_link(app, &contact, purpose)? {
            continue;
        }
        done.push(key);
        if let Some(new) = link_message(app, &pupil, &contact, (channel, purpose))? {
            app.store.write::<_, store::StoreError>(move |tx| store::message::add(tx, &new))?;
        }
    }
    Ok(())
}

fn has_link(app: &App, contact: &Contact, purpose: Purpose) -> Result<bool, Error> {
    let since = app.now() - BETWEEN_LINKS;
    app.store.read(|tx| store::message::has_been_sent(tx, contact.id, template(purpose), since)).map_err(Error::from)
}

fn link_message(
    app: &App,
    pupil: &Pupil,
    contact: &Contact,
    (channel, purpose): (Channel, Purpose),
) -> Result<Option<NewMessage>, Error> {
    let school = app.school(pupil.school)?;
    let Some(words) = app.packs().message(&school.pack, template(purpose), channel) else { return Ok(None) };
    let until = link::until(app.now(), 1);
    let link = Link { purpose, pupil: pupil.id, contact: contact.id, until };
    let address = link::address(app, &link)?;
    let filled = words.fill(|field| match field {
        "child" => pupil.forename.clone(),
        "parent" => contact.name.clone(),
        "school" => school.name.clone(),
        "telephone" => school.telephone.clone(),
        "link" => address.clone(),
        _ => String::new(),
    });
    Ok(Some(NewMessage {
        school: pupil.school,
        pupils: vec![pupil.id],
        contact: Some(contact.id),
        name: contact.name.clone(),
        channel,
        to: if channel == Channel::Email { contact.email.clone() } else { contact.phone.clone() },
        subject: if channel == Channel::Email { filled.title.clone() } else { String::new() },
        body: message::plain(&filled),
        template: template(purpose).to_owned(),
        about: Vec::new(),
        at: app.now(),
        by: By { person: PersonId(0), name: contact.name.clone(), position: String::from("asked for it") },
    }))
}
