//! A name taken off the admission register, and what has to go before it.

use domain::{
    Date,
    admission::{Act, DeletionFault, Enquiry, Fact, Facts, Fault, Ground, Proof, Record, decide},
    compulsory_age::CompulsoryAge,
    id::{PupilId, SchoolId},
    permission::{Actor, Permission},
    pupil::Pupil,
    school::Phase,
    session::Session,
};

use super::{New, enter, kept};
use crate::{App, Error};

/// How many marked sessions are looked back over: more than any ground asks for.
const SESSIONS: usize = 400;

/// The grounds of the law with what the registers say of each condition.
#[derive(Debug, Clone)]
pub struct Asking {
    /// The pupil.
    pub pupil: Pupil,
    /// Each ground with its conditions that are asked of this pupil, and what is known of them.
    pub grounds: Vec<(Ground, Vec<Option<String>>)>,
    /// What was done to find the pupil.
    pub enquiries: Vec<Enquiry>,
    /// The last day on the register, once it is known.
    pub until: Option<Date>,
    /// The day on which the return about the leaver was sent, if it was.
    pub returned: Option<Date>,
}

/// What is asked of whoever wants to delete the name of a pupil.
pub fn asking(app: &App, by: &Actor, pupil: PupilId) -> Result<Asking, Error> {
    let pupil = kept(app, by, pupil)?;
    let record = record(app, &pupil)?;
    let known = Known::load(app, by, &pupil)?;
    let facts = known.facts(&record);
    let asked = |ground: &Ground| {
        let mut ground = ground.clone();
        ground.conditions.retain(|condition| condition.is_asked(&facts));
        let found = ground.conditions.iter().map(|condition| condition.found(&facts)).collect();
        (ground, found)
    };
    Ok(Asking {
        grounds: app.packs().grounds.0.iter().map(asked).collect(),
        enquiries: record.enquiries.clone(),
        until: record.enrolment().and_then(|enrolment| enrolment.until),
        returned: returned(app, &pupil)?,
        pupil,
    })
}

/// When the return about the pupil as a leaver was last sent, since they came onto the register.
fn returned(app: &App, pupil: &Pupil) -> Result<Option<Date>, Error> {
    let history = app.store.read(|tx| store::case::of_pupil(tx, pupil.id))?;
    let sent = history.iter().rev().filter(|event| event.school == pupil.school);
    let days = sent.filter(|event| event.name() == Some(crate::returns::LEAVER));
    let mut days = days.map(|event| domain::clock::local(event.at).date());
    Ok(days.next().filter(|day| *day >= pupil.enrolled_from))
}

/// Deletes the name of a pupil, on a ground of the law, with its conditions met and shown, today or on a later day.
pub fn delete(app: &App, by: &Actor, pupil: PupilId, proof: &Proof) -> Result<(), Error> {
    let pupil = kept(app, by, pupil)?;
    let known = Known::load(app, by, &pupil)?;
    let (grounds, proof) = (app.packs().grounds.clone(), proof.clone());
    let from = proof.on.unwrap_or(known.today);
    let new = New { act: Act::Deletion, from, reason: format!("Regulation {}", proof.paragraph) };
    enter(app, by, &pupil, new, move |_, record| {
        let deletion = decide(&grounds, &proof, &known.facts(record)).map_err(Error::Deletion)?;
        if deletion.on > known.today && record.enrolment().is_none_or(|enrolment| enrolment.from > deletion.on) {
            return Err(Error::Deletion(vec![DeletionFault::NotOnRegister(deletion.on)]));
        }
        Ok(vec![Fact::Deleted(deletion)])
    })
}

/// Takes back a deletion whose day has not ended, because its ground has fallen away. Both entries stay.
pub fn withdraw(app: &App, by: &Actor, pupil: PupilId, reason: &str) -> Result<(), Error> {
    let pupil = kept(app, by, pupil)?;
    let today = app.today();
    if reason.trim().is_empty() {
        return Err(Error::Admission(vec![Fault::NoReason]));
    }
    let new = New { act: Act::Change, from: today, reason: reason.to_owned() };
    let role = by.role;
    let grounds = app.packs().grounds.clone();
    enter(app, by, &pupil, new, move |_, record| {
        let coming = record.deletion.as_ref().filter(|deletion| deletion.on >= today);
        let deletion = coming.ok_or(Error::Admission(vec![Fault::NoDeletion]))?;
        // Whoever decides on the ground decides that it has gone.
        let ground = grounds.find(&deletion.paragraph);
        if ground.is_some_and(|ground| !ground.decided_by.contains(&role)) {
            return Err(domain::permission::Forbidden(role).into());
        }
        Ok(vec![Fact::DeletionWithdrawn(deletion.on)])
    })
}

/// Whether a pupil's name is deleted, or will be, on a ground after which nothing more is sent to the family.
pub(crate) fn stops_messages(app: &App, school: SchoolId, pupil: PupilId) -> Result<bool, Error> {
    let entries = app.store.read(|tx| store::admission::of_pupil(tx, school, pupil))?;
    let deletion = Record::on(&entries, app.today()).and_then(|record| record.deletion);
    let grounds = &app.packs().grounds;
    let ground = deletion.and_then(|deletion| grounds.find(&deletion.paragraph).map(|ground| ground.stops_messages));
    Ok(ground.unwrap_or(false))
}

/// A joint enquiry as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enquire {
    /// The day; nothing when none could be read.
    pub on: Option<Date>,
    /// Who of the authority took part.
    pub with: String,
    /// What was done.
    pub done: String,
    /// What was found.
    pub found: String,
}

/// Enters what school and authority did together to find out where a pupil is and how they fare.
pub fn enquire(app: &App, by: &Actor, pupil: PupilId, form: &Enquire) -> Result<(), Error> {
    let pupil = kept(app, by, pupil)?;
    let today = app.today();
    let text = |text: &str| text.trim().to_owned();
    let (with, done, found) = (text(&form.with), text(&form.done), text(&form.found));
    let mut faults = Vec::new();
    match form.on {
        None => faults.push(Fault::NoDay("enquired")),
        Some(on) if on > today => faults.push(Fault::NoDay("enquired")),
        Some(_) => {}
    }
    faults.extend(with.is_empty().then_some(Fault::NoAuthority));
    faults.extend(done.is_empty().then_some(Fault::NoFinding("done")));
    faults.extend(found.is_empty().then_some(Fault::NoFinding("found")));
    let Some(on) = form.on.filter(|_| faults.is_empty()) else { return Err(Error::Admission(faults)) };
    let new = New { act: Act::Enquiry, from: on, reason: String::from("Joint reasonable enquiries") };
    enter(app, by, &pupil, new, move |_, _| Ok(vec![Fact::Enquiry(Enquiry { on, with, done, found })]))
}

fn record(app: &App, pupil: &Pupil) -> Result<Record, Error> {
    let entries = app.store.read(|tx| store::admission::of_pupil(tx, pupil.school, pupil.id))?;
    Record::on(&entries, app.today()).ok_or(Error::NotFound("entry in the admission register"))
}

/// What a deletion is decided on, beside the register itself.
struct Known {
    today: Date,
    role: domain::permission::Role,
    is_special: bool,
    age: Option<CompulsoryAge>,
    cohorts: Vec<String>,
    marks: Vec<(Session, String)>,
}

impl Known {
    fn load(app: &App, by: &Actor, pupil: &Pupil) -> Result<Known, Error> {
        app.permit(by, Permission::KeepAdmissions, pupil.school)?;
        app.follow(pupil.school)?;
        let view = app.view(pupil.school);
        let sheet = view.roll()?.sheet_or_blank(pupil.id).between(Date::MIN, app.today());
        let marks = sheet.marked().rev().take(SESSIONS);
        Ok(Known {
            today: app.today(),
            role: by.role,
            is_special: app.school(pupil.school)?.phase == Phase::Special,
            age: CompulsoryAge::read(app.rules(pupil.school)?),
            cohorts: pupil.cohorts.clone(),
            marks: marks.map(|(session, code)| (session, app.codes().letters(code).to_owned())).collect(),
        })
    }

    fn facts<'a>(&'a self, record: &'a Record) -> Facts<'a> {
        Facts {
            today: self.today,
            role: self.role,
            record,
            is_special: self.is_special,
            age: self.age,
            cohorts: &self.cohorts,
            marks: &self.marks,
        }
    }
}
