//! What was submitted on a device, perhaps without network: received once, merged with what others did meanwhile, and kept for
//! a person where two people disagree.

use std::collections::HashMap;

use domain::{
    Date, Time,
    act::{Act, By, Mark, NewEntry},
    clock,
    code::{Code, Role, Situation},
    id::{GroupId, PupilId},
    log::Entry,
    permission::{Actor, Permission, Place},
    pupil::Pupil,
    register::{Given, Line, Register, Terms},
    school::{Group, School},
    session::Session,
    submission::{
        Kind, Settlement, Submission, SubmissionId,
        merge::{self, Merge, Sides, Stands},
    },
};
use jiff::Timestamp;
use store::Tx;

use crate::{
    App, Error,
    app::Beside,
    register::{self, Opened},
    situation::Situations,
};

mod device;
mod settle;

pub use device::{Children, Device, children, device};
pub use settle::{Choice, Looked, OpenPupil, Right, Side, look, settle, waiting};

/// After how many seconds on the device the log says that it was submitted there.
const WORTH_SAYING_SECONDS: i64 = 60;

/// What comes with everything that a device sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// The id made on the device.
    pub id: SubmissionId,
    /// When it was submitted there.
    pub made: Timestamp,
    /// The last entry of the log that the person had seen.
    pub seen: i64,
    /// What the same device sent before about the same, which the person knew as well.
    pub after: Option<SubmissionId>,
    /// Everything that was sent, in its order.
    pub text: String,
    /// Where the person is.
    pub presence: Presence,
}

/// Where the person is who submitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// At the screen: what cannot be merged is better asked at once.
    Waiting,
    /// Elsewhere: it was kept on the device until there was network.
    Away,
}

/// What became of something that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It is kept, and what could be merged stands in the register.
    Kept(Box<Submission>),
    /// Nothing was saved: the person is at the screen and has to look at both sides.
    Asked,
}

/// The submission with this id, when it was received before. Another person's, or another content under the same id, is refused.
pub fn known(app: &App, by: &Actor, sent: &Sent) -> Result<Option<Submission>, Error> {
    app.store.read(|tx| known_in(tx, by, sent))
}

fn known_in(tx: &mut dyn Tx, by: &Actor, sent: &Sent) -> Result<Option<Submission>, Error> {
    let Some(known) = store::submission::find(tx, sent.id)? else { return Ok(None) };
    if known.by.person != by.person || known.fingerprint != fingerprint(sent) {
        return Err(Error::Missing(
            "this was sent before with something else in it: open the register and submit it again",
        ));
    }
    Ok(Some(known))
}

fn fingerprint(sent: &Sent) -> [u8; 32] {
    *blake3::hash(sent.text.as_bytes()).as_bytes()
}

/// The register as the person saw it who submits: with the marks of the entries up to `seen`, and of those that their own
/// device sent before.
pub fn opened(app: &App, by: &Actor, group: GroupId, session: Session, sent: &Sent) -> Result<Opened, Error> {
    let mut opened = register::open(app, by, group, session)?;
    let base = app.store.read::<_, Error>(|tx| {
        let own = own_entries(tx, by, sent, session)?;
        let entries = store::log::on(tx, opened.school.id, session.date)?;
        Ok(Stands::after(&entries, session, |number| number <= sent.seen || own.contains(&number)))
    })?;
    opened.register.version = sent.seen;
    for (at, line) in opened.register.lines.iter_mut().enumerate() {
        let seen = base.get(line.pupil);
        line.mark = seen.map(|standing| standing.mark.code);
        opened.minutes[at] = seen.and_then(|standing| standing.mark.minutes_late);
        opened.notes[at] = seen.map(|standing| standing.mark.note.clone()).unwrap_or_default();
    }
    Ok(opened)
}

/// The entries that earlier submissions of the same device about the same session became.
fn own_entries(tx: &mut dyn Tx, by: &Actor, sent: &Sent, session: Session) -> Result<Vec<i64>, Error> {
    let before = sent.after.map(|id| store::submission::find(tx, id)).transpose()?.flatten();
    let own = before.filter(|before| before.by.person == by.person && before.session == session);
    Ok(own.map(|before| before.own).unwrap_or_default())
}

/// Receives a register.
pub fn take(
    app: &App,
    by: &Actor,
    sent: &Sent,
    group: GroupId,
    session: Session,
    given: &[Given],
) -> Result<Answer, Error> {
    let group = app.store.read(|tx| store::group::find(tx, group))?.ok_or(Error::NotFound("class"))?;
    by.require(Permission::TakeRegister, Place::Group(group.school, group.id))?;
    let school = app.school(group.school)?;
    if !app.calendar(school.id)?.is_school_day(session.date) {
        return Err(Error::NotFound("session on that day"));
    }
    if session.date > app.today() {
        return Err(domain::register::TakeError::Future(session.date).into());
    }
    let subject = Subject { kind: Kind::Register, group: group.id, session };
    receive(app, by, sent, school, subject, given, |tx, entries, sides| {
        let pupils = store::pupil::of_group(tx, group.id, session.date)?;
        let merge = merge_register(app, tx, school, &pupils, subject, given, sides)?;
        let is_complete = pupils.iter().all(|pupil| sides.now.get(pupil.id).is_some());
        let act = Act::Taken { group: group.id };
        if is_over(app, school, &group, session) && is_complete {
            return Ok((act, merge.closed()));
        }
        let is_of_session = |entry: &Entry| entry.what.marks.iter().any(|mark| mark.session == session);
        let was_taken = entries.iter().any(|entry| entry.what.act == act && is_of_session(entry));
        Ok((act, if was_taken { merge } else { signed(merge) }))
    })
}

/// Whether the session has ended by the school's clock.
fn is_over(app: &App, school: &School, group: &Group, session: Session) -> bool {
    (session.date, school.times_of(group.id, session.half).ends) < (app.today(), app.time())
}

/// A register that nobody has taken is taken also by whoever finds every mark right.
fn signed(mut merge: Merge) -> Merge {
    if merge.marks.is_empty() {
        merge.marks = std::mem::take(&mut merge.same);
    }
    merge
}

fn merge_register(
    app: &App,
    tx: &mut dyn Tx,
    school: &School,
    pupils: &[Pupil],
    subject: Subject,
    given: &[Given],
    sides: Sides<'_>,
) -> Result<Merge, Error> {
    let known = Known::load(app, tx, school, pupils, subject.session)?;
    let fits = |one: &Given| {
        let stands = sides.now.code(one.pupil).or(sides.base.code(one.pupil));
        fits(app, subject, one, stands, &known)
    };
    let ids: Vec<PupilId> = pupils.iter().map(|pupil| pupil.id).collect();
    let terms = merge::Terms { session: subject.session, codes: app.codes(), fits: &fits };
    let mut merge = merge::register(&ids, given, sides, terms);
    merge.marks = merge.marks.into_iter().map(|mark| known.loaded.expected().decided(app.codes(), mark)).collect();
    Ok(merge)
}

/// What decides which marks may stand.
struct Known<'a> {
    loaded: Situations<'a>,
    situations: HashMap<PupilId, Situation>,
    planned: HashMap<PupilId, Code>,
}

impl<'a> Known<'a> {
    fn load(app: &'a App, tx: &mut dyn Tx, school: &School, pupils: &[Pupil], session: Session) -> Result<Self, Error> {
        let loaded = Situations::load(app, tx, (school.id, session.date, session.date), pupils)?;
        let planned = pupils.iter().filter_map(|pupil| Some((pupil.id, loaded.expected().of(pupil, session)?.code)));
        let planned = planned.collect();
        let situations = pupils.iter().map(|pupil| Ok((pupil.id, loaded.of(pupil.id, session)?)));
        let situations = situations.collect::<Result<_, Error>>()?;
        Ok(Known { loaded, situations, planned })
    }
}

/// Whether one mark may stand where `stands` does, judged as a register of that pupil alone.
fn fits(app: &App, subject: Subject, given: &Given, stands: Option<Code>, known: &Known<'_>) -> bool {
    let situation =
        |pupil: PupilId| known.situations.get(&pupil).copied().unwrap_or(Situation::ordinary(subject.session));
    let line = Line { pupil: given.pupil, mark: stands, planned: known.planned.get(&given.pupil).copied() };
    let register = Register { group: subject.group, session: subject.session, version: 0, lines: vec![line] };
    let terms = Terms { today: app.today(), codes: app.codes(), situation: &situation };
    register.take(std::slice::from_ref(given), 0, terms).is_ok()
}

/// A late arrival as a device sends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrived {
    /// Who.
    pub pupil: PupilId,
    /// On which day.
    pub day: Date,
    /// At what time of the school's clock.
    pub time: Time,
    /// Why late; may be empty.
    pub reason: String,
}

/// Receives a late arrival.
pub fn sign_in_late(app: &App, by: &Actor, sent: &Sent, arrived: &Arrived) -> Result<Answer, Error> {
    let pupil = crate::pupil::seen(app, by, arrived.pupil, arrived.day)?;
    app.permit(by, Permission::SignIn, pupil.school)?;
    let school = app.school(pupil.school)?;
    if !app.calendar(school.id)?.is_school_day(arrived.day) {
        return Err(Error::NotFound("session on that day"));
    }
    if (arrived.day, arrived.time) > (app.today(), app.time()) {
        return Err(Error::Missing("give a time of arrival that has already been"));
    }
    let session = crate::board::arrival_session(school, arrived.day, arrived.time);
    let given = arrival(app, school, &pupil, session, arrived)?;
    let subject = Subject { kind: Kind::Arrival, group: pupil.group, session };
    let is_over = arrived.day < app.today();
    receive(app, by, sent, school, subject, std::slice::from_ref(&given), |_, _, sides| {
        let terms = merge::Terms { session, codes: app.codes(), fits: &|_| true };
        let merge = merge::arrival(&given, sides, terms);
        let stands = sides.now.get(pupil.id).is_some();
        Ok((Act::SignedIn, if is_over && stands { merge.closed() } else { merge }))
    })
}

/// The code and the minutes that fall out of the time.
fn arrival(app: &App, school: &School, pupil: &Pupil, session: Session, arrived: &Arrived) -> Result<Given, Error> {
    let (role, late) = school.times_of(pupil.group, session.half).arrival(session.half, arrived.time);
    let code = app.codes().with_role(role, session.date).ok_or(Error::NotFound("code for a late arrival"))?;
    let minutes_late = (late > 0 || role == Role::LateBeforeClose).then(|| u16::try_from(late).unwrap_or(u16::MAX));
    Ok(Given { pupil: pupil.id, code, minutes_late, note: arrived.reason.trim().to_owned() })
}

/// What a submission is about.
#[derive(Debug, Clone, Copy)]
struct Subject {
    kind: Kind,
    group: GroupId,
    session: Session,
}

/// What is written beside the entry of the log.
struct Record {
    submission: Submission,
    /// The earlier submission of the same device, whose open marks this one answers.
    replaced: Option<SubmissionId>,
}

/// Receives a submission once: `merge` says what becomes of it, given the entries of the day and both sides.
fn receive(
    app: &App,
    by: &Actor,
    sent: &Sent,
    school: &School,
    subject: Subject,
    given: &[Given],
    merge: impl Fn(&mut dyn Tx, &[Entry], Sides<'_>) -> Result<(Act, Merge), Error>,
) -> Result<Answer, Error> {
    let (received, stamp) = (app.now(), by.stamp());
    let decide = |tx: &mut dyn Tx, _: &analysis::SchoolRoll| {
        if let Some(known) = known_in(tx, by, sent)? {
            return Ok(Beside::Answer(Answer::Kept(Box::new(known))));
        }
        let own = own_entries(tx, by, sent, subject.session)?;
        let entries = store::log::on(tx, school.id, subject.session.date)?;
        let base = Stands::after(&entries, subject.session, |number| number <= sent.seen || own.contains(&number));
        let now = Stands::after(&entries, subject.session, |_| true);
        let (act, merge) = merge(tx, &entries, Sides { base: &base, now: &now })?;
        if sent.presence == Presence::Waiting && !merge.open.is_empty() {
            return Ok(Beside::Answer(Answer::Asked));
        }
        let what = new_entry(school, sent, received, &stamp, act, merge.marks);
        let submission = Submission {
            id: sent.id,
            school: school.id,
            by: stamp.clone(),
            kind: subject.kind,
            group: subject.group,
            session: subject.session,
            made: sent.made,
            received,
            seen: sent.seen,
            own,
            fingerprint: fingerprint(sent),
            entry: None,
            given: given.iter().map(|one| as_seen(one, &base, subject.session)).collect(),
            open: merge.open,
        };
        Ok(Beside::Write(what, Record { submission, replaced: sent.after }))
    };
    app.append_beside(school.id, decide, keep)
}

/// What was given, as a mark that says what the person had seen before.
fn as_seen(given: &Given, base: &Stands, session: Session) -> Mark {
    Mark {
        pupil: given.pupil,
        session,
        was: base.code(given.pupil),
        code: given.code,
        minutes_late: given.minutes_late,
        note: given.note.clone(),
    }
}

fn new_entry(
    school: &School,
    sent: &Sent,
    received: Timestamp,
    by: &By,
    act: Act,
    marks: Vec<Mark>,
) -> Option<NewEntry> {
    if marks.is_empty() {
        return None;
    }
    let waited = received.as_second() - sent.made.as_second();
    let made = clock::local(sent.made);
    let reason = match waited >= WORTH_SAYING_SECONDS {
        true => made.strftime("submitted on a device on %-d %B %Y at %H:%M and received later").to_string(),
        false => String::new(),
    };
    Some(NewEntry { school: school.id, at: received, by: by.clone(), act, reason, marks })
}

/// Keeps the submission in the transaction that appended its entry.
fn keep(tx: &mut dyn Tx, entry: Option<&Entry>, record: Record) -> Result<Answer, store::StoreError> {
    let Record { mut submission, replaced } = record;
    submission.entry = entry.map(|entry| entry.number);
    submission.own.extend(submission.entry);
    store::submission::add(tx, &submission)?;
    if let Some(before) = replaced.map(|id| store::submission::find(tx, id)).transpose()?.flatten()
        && before.by.person == submission.by.person
        && before.session == submission.session
        && !before.open.is_empty()
        && store::submission::settlement(tx, before.id)?.is_none()
    {
        let settlement = Settlement {
            submission: before.id,
            at: submission.received,
            by: submission.by.clone(),
            entry: submission.entry,
            reason: String::from("submitted again on the same device"),
        };
        store::submission::settle(tx, &settlement)?;
    }
    Ok(Answer::Kept(Box::new(submission)))
}
