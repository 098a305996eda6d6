//! A person looks at both sides of what could not be merged, and settles it.

use domain::{
    act::{Act, Mark, NewEntry},
    calendar::school_year_start,
    code::Code,
    id::PupilId,
    permission::{Actor, Permission, Place},
    pupil::Pupil,
    register::Given,
    school::{Group, School},
    submission::{
        Kind, Open, Settlement, Submission, SubmissionId,
        merge::{Standing, Stands},
    },
};
use store::Tx;

use super::{Known, Subject, fits, is_over};
use crate::{App, Error, app::Beside};

/// A submission with everything that a person needs to settle it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// The submission.
    pub submission: Submission,
    /// How it was settled, if it was.
    pub settlement: Option<Settlement>,
    /// Whose register.
    pub group: Group,
    /// The pupils about whom a person has to decide.
    pub open: Vec<OpenPupil>,
    /// What this reader can do about them.
    pub right: Right,
}

/// A pupil about whom a person has to decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenPupil {
    /// Who and why.
    pub open: Open,
    /// What they are called.
    pub name: String,
    /// The mark that was submitted, if one could be read.
    pub mine: Option<Mark>,
    /// What the person had seen before.
    pub seen: Option<Code>,
    /// What stands now.
    pub now: Option<Standing>,
}

/// What somebody can do about what is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    /// Choose either side: the register can still be changed.
    Change,
    /// Choose either side, with a reason: the session is over, so a change is an amendment.
    Amend,
    /// Only leave what stands: the session is over, and amending is somebody else's.
    Leave,
}

/// Which of the two is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// What was submitted on the device.
    Device,
    /// What stands.
    Register,
}

/// What a person chose for one pupil.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// Who.
    pub pupil: PupilId,
    /// The entry that stood when they looked; 0 for none.
    pub seen: i64,
    /// The side they chose.
    pub side: Side,
}

/// The submissions that wait for a person and that this one may settle, oldest first.
pub fn waiting(app: &App, by: &Actor) -> Result<Vec<Submission>, Error> {
    by.require(Permission::TakeRegister, Place::Anywhere)?;
    let school = app.own_school(by)?;
    let since = school_year_start(app.today());
    let mut waiting = app.store.read(|tx| store::submission::waiting(tx, school.id, since))?;
    waiting.retain(|one| by.may(Permission::TakeRegister, Place::Group(school.id, one.group)));
    Ok(waiting)
}

/// Both sides of a submission.
pub fn look(app: &App, by: &Actor, id: SubmissionId) -> Result<Looked, Error> {
    app.store.read(|tx| looked(app, tx, by, id))
}

fn looked(app: &App, tx: &mut dyn Tx, by: &Actor, id: SubmissionId) -> Result<Looked, Error> {
    by.require(Permission::TakeRegister, Place::Anywhere)?;
    let submission = store::submission::find(tx, id)?.ok_or(Error::NotFound("submission"))?;
    let group = store::group::find(tx, submission.group)?.ok_or(Error::NotFound("class"))?;
    if !by.may(Permission::TakeRegister, Place::Group(group.school, group.id)) {
        return Err(Error::NotFound("submission"));
    }
    let school = app.school(group.school)?;
    let entries = store::log::on(tx, school.id, submission.day())?;
    let now = Stands::after(&entries, submission.session, |_| true);
    let pupils = store::pupil::of_group(tx, group.id, submission.day())?;
    let is_complete = pupils.iter().all(|pupil| now.get(pupil.id).is_some());
    let right = if !(is_over(app, school, &group, submission.session) && is_complete) {
        Right::Change
    } else if by.may(Permission::EnterCodes, Place::School(school.id)) {
        Right::Amend
    } else {
        Right::Leave
    };
    let settlement = store::submission::settlement(tx, id)?;
    let mut open = Vec::new();
    for &one in &submission.open {
        let mine = submission.mark(one.pupil).cloned();
        let name = name(tx, &pupils, one.pupil, submission.day())?;
        let seen = mine.as_ref().and_then(|mark| mark.was);
        open.push(OpenPupil { open: one, name, seen, mine, now: now.get(one.pupil).cloned() });
    }
    Ok(Looked { submission, settlement, group, open, right })
}

fn name(tx: &mut dyn Tx, pupils: &[Pupil], pupil: PupilId, day: domain::Date) -> Result<String, Error> {
    if let Some(known) = pupils.iter().find(|known| known.id == pupil) {
        return Ok(known.name());
    }
    Ok(store::pupil::find(tx, pupil, day)?.map_or_else(|| String::from("A pupil who has left"), |pupil| pupil.name()))
}

/// Settles a submission: the side that a person chose for each pupil stands.
pub fn settle(app: &App, by: &Actor, id: SubmissionId, choices: &[Choice], reason: &str) -> Result<(), Error> {
    let first = look(app, by, id)?;
    let school = app.school(first.group.school)?;
    let (at, stamp, reason) = (app.now(), by.stamp(), reason.trim());
    let decide = |tx: &mut dyn Tx, _: &analysis::SchoolRoll| {
        let looked = looked(app, tx, by, id)?;
        if looked.settlement.is_some() {
            return Err(Error::Changed);
        }
        let marks = chosen(app, tx, school, &looked, choices)?;
        let settlement =
            Settlement { submission: id, at, by: stamp.clone(), entry: None, reason: String::from(reason) };
        if marks.is_empty() {
            return Ok(Beside::Write(None, settlement));
        }
        let act = match (looked.right, looked.submission.kind) {
            (Right::Leave, _) => return Err(domain::permission::Forbidden(by.role).into()),
            (Right::Amend, _) if reason.is_empty() => {
                return Err(Error::Missing("say why the mark is amended, such as what was found out"));
            }
            (Right::Amend, _) => Act::Amended,
            (Right::Change, Kind::Register) => Act::Taken { group: looked.group.id },
            (Right::Change, Kind::Arrival) => Act::SignedIn,
        };
        let what = NewEntry { school: school.id, at, by: stamp.clone(), act, reason: reason.to_owned(), marks };
        Ok(Beside::Write(Some(what), settlement))
    };
    app.append_beside(school.id, decide, |tx, entry, settlement: Settlement| {
        store::submission::settle(tx, &Settlement { entry: entry.map(|entry| entry.number), ..settlement })
    })
}

/// The marks of the device that were chosen, after a look at whether both sides still stand as they were shown.
fn chosen(
    app: &App,
    tx: &mut dyn Tx,
    school: &School,
    looked: &Looked,
    choices: &[Choice],
) -> Result<Vec<Mark>, Error> {
    let subject = Subject { kind: looked.submission.kind, group: looked.group.id, session: looked.submission.session };
    let pupils = store::pupil::of_group(tx, looked.group.id, subject.session.date)?;
    let known = Known::load(app, tx, school, &pupils, subject.session)?;
    let mut marks = Vec::new();
    for one in &looked.open {
        let choice = choices.iter().find(|choice| choice.pupil == one.open.pupil);
        let choice = choice.ok_or(Error::Missing("choose which of the two is right for each child"))?;
        if choice.seen != one.now.as_ref().map_or(0, |now| now.entry) {
            return Err(Error::Changed);
        }
        if choice.side == Side::Register {
            continue;
        }
        let can_be_chosen = pupils.iter().any(|pupil| pupil.id == one.open.pupil);
        let mine = one.mine.as_ref().filter(|_| can_be_chosen);
        let mine = mine.ok_or(Error::Missing("the mark of the device cannot be used: leave what stands"))?;
        let stands = one.now.as_ref().map(|now| now.mark.code);
        let given =
            Given { pupil: mine.pupil, code: mine.code, minutes_late: mine.minutes_late, note: mine.note.clone() };
        if !fits(app, subject, &given, stands, &known) {
            return Err(Error::Missing("the mark of the device may not stand in this session: leave what stands"));
        }
        marks.push(Mark { was: stands, ..mine.clone() });
    }
    Ok(marks)
}
