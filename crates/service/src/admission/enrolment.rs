//! Onto the register, and on what terms: registered here only, at two schools, or a guest.

use domain::{
    Date,
    admission::{Act, Amendment, Enrolment, Entry, Fact, Fault, Kind, Particular, Record, Stand, check},
    id::{GroupId, PupilId},
    permission::{Actor, Permission},
    school::School,
    upn::Upn,
};
use store::{
    Tx,
    pupil::{NewPupil, Span, Terms},
};

use super::{New, enter, kept};
use crate::{App, Error};

/// How many numbers for the time being a school can give in a year.
const TEMPORARY_NUMBERS: u16 = 2_300;

/// New terms of an enrolment, as they were typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// On what terms.
    pub kind: Kind,
    /// The other school.
    pub other_school: String,
    /// Since when the pupil has attended there, or will.
    pub other_from: Option<Date>,
    /// From which day on; nothing when none could be read.
    pub from: Option<Date>,
    /// Why.
    pub reason: String,
}

/// Enters on what terms a pupil is enrolled from a day on. Between guest and registered a new time on the roll begins.
pub fn change(app: &App, by: &Actor, pupil: PupilId, form: &Change) -> Result<(), Error> {
    let pupil = kept(app, by, pupil)?;
    let (today, form, group) = (app.today(), form.clone(), pupil.group);
    let new = New { act: Act::Change, from: form.from.unwrap_or(today), reason: form.reason.clone() };
    let (id, school) = (pupil.id, pupil.school);
    enter(app, by, &pupil, new, move |tx, record| {
        let known = record.enrolment().cloned().ok_or(Error::NotFound("enrolment"))?;
        let mut faults = other_school_faults(form.kind, &form.other_school);
        let begins_anew = (known.kind == Kind::Guest) != (form.kind == Kind::Guest);
        match form.from {
            None => faults.push(Fault::NoDay("from")),
            Some(from) if from > today => faults.push(Fault::Future(from)),
            Some(from) if from < known.from || begins_anew && from == known.from => {
                faults.push(Fault::AlreadyFrom(known.from));
            }
            Some(_) => {}
        }
        if form.reason.trim().is_empty() {
            faults.push(Fault::NoReason);
        }
        let changed = Enrolment {
            from: form.from.filter(|_| begins_anew).unwrap_or(known.from),
            kind: form.kind,
            other_school: form.other_school.trim().to_owned(),
            other_from: form.other_from,
            until: known.until,
        };
        if changed == known && faults.is_empty() {
            faults.push(Fault::Nothing);
        }
        let Some(from) = form.from.filter(|_| faults.is_empty()) else { return Err(Error::Admission(faults)) };
        if !begins_anew {
            return Ok(vec![Fact::Enrolment(changed)]);
        }
        let eve = from.yesterday().map_err(|_| Error::Admission(vec![Fault::NoDay("from")]))?;
        store::pupil::leave(tx, school, id, eve)?;
        store::pupil::join(tx, &[(id, group, Span { from, until: known.until })])?;
        Ok(vec![Fact::Enrolment(Enrolment { until: Some(eve), ..known }), Fact::Enrolment(changed)])
    })
}

fn other_school_faults(kind: Kind, other_school: &str) -> Vec<Fault> {
    match (kind.has_other_school(), other_school.trim().is_empty()) {
        (true, true) => vec![Fault::NoOtherSchool],
        (false, false) => vec![Fault::OtherSchool],
        _ => Vec::new(),
    }
}

/// Somebody who comes onto the register, as they were typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admit {
    /// The particulars. An empty unique pupil number asks for one for the time being.
    pub values: Vec<(Particular, String)>,
    /// The starting day; nothing when none could be read.
    pub from: Option<Date>,
    /// The class whose register they stand in.
    pub group: Option<GroupId>,
    /// On what terms.
    pub kind: Kind,
    /// The other school.
    pub other_school: String,
    /// Since when the pupil has attended there, or will.
    pub other_from: Option<Date>,
}

/// Enters a pupil in the register of the actor's school, from their starting day on, whether they come or not. A pupil whom another school of this
/// authority knows by the same number and birthday stays the same child.
pub fn admit(app: &App, by: &Actor, form: &Admit) -> Result<PupilId, Error> {
    let school = app.own_school(by)?.clone();
    app.permit(by, Permission::KeepAdmissions, school.id)?;
    let (form, today, at, stamp) = (form.clone(), app.today(), app.now(), by.stamp());
    let admitted = app.store.write::<PupilId, Error>(move |tx| {
        let form = with_number(tx, form, &school, today)?;
        let mut faults = other_school_faults(form.kind, &form.other_school);
        let amendment = Amendment { values: form.values.clone(), from: today, reason: String::from("admitted") };
        let blank = Record::default();
        let facts = check(&amendment, &Stand { record: &blank, today });
        faults.extend(facts.as_ref().err().cloned().unwrap_or_default());
        let groups = store::group::of_school(tx, school.id)?;
        if !groups.iter().any(|group| Some(group.id) == form.group) {
            faults.push(Fault::NoGroup);
        }
        if form.from.is_none() {
            faults.push(Fault::NoDay("from"));
        }
        let (Some(from), Some(group), Ok(facts), []) = (form.from, form.group, facts, faults.as_slice()) else {
            return Err(Error::Admission(faults));
        };
        let pupil = person(tx, &form, &school)?;
        let enrolment = Enrolment {
            from,
            kind: form.kind,
            other_school: form.other_school.trim().to_owned(),
            other_from: form.other_from,
            until: None,
        };
        let span = Span { from, until: None };
        let terms = Terms { span, kind: enrolment.kind, other_school: enrolment.other_school.clone() };
        store::pupil::begin(tx, school.id, pupil, &terms)?;
        store::pupil::join(tx, &[(pupil, group, span)])?;
        let facts = facts.into_iter().chain([Fact::Enrolment(enrolment)]).collect();
        let reason = String::from("Admitted");
        let entry = Entry { school: school.id, pupil, at, by: stamp, act: Act::Admission, from, facts, reason };
        store::admission::append(tx, &entry)?;
        Ok(pupil)
    })?;
    app.cache.forget();
    Ok(admitted)
}

/// The form with a number for the time being, where none was typed.
fn with_number(tx: &mut dyn Tx, mut form: Admit, school: &School, today: Date) -> Result<Admit, Error> {
    let typed = form.values.iter_mut().find(|(particular, _)| *particular == Particular::Upn);
    let Some((_, upn)) = typed.filter(|(_, upn)| upn.trim().is_empty()) else { return Ok(form) };
    for serial in 0..TEMPORARY_NUMBERS {
        let Some(number) = Upn::temporary(&school.laestab, today.year(), serial) else { break };
        if store::pupil::with_upn(tx, number.as_str())?.is_none() {
            *upn = number.to_string();
            break;
        }
    }
    Ok(form)
}

/// Who it is: somebody new, or a child whom another school of the authority has or had.
fn person(tx: &mut dyn Tx, form: &Admit, school: &School) -> Result<PupilId, Error> {
    let value = |wanted: Particular| {
        let found = form.values.iter().find(|(particular, _)| *particular == wanted);
        found.map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
    };
    let upn = Upn::parse(&value(Particular::Upn)).map(|upn| upn.to_string()).unwrap_or_default();
    let called = value(Particular::Called);
    let taken = |upn: &str| Error::Admission(vec![Fault::UpnTaken(upn.to_owned())]);
    let born: Date = value(Particular::Born).parse().map_err(|_| taken(&upn))?;
    if let Some(known) = store::pupil::with_upn(tx, &upn)? {
        let is_same = store::pupil::on_record(tx, known)?.is_some_and(|pupil| pupil.born == born);
        let was_here = !store::pupil::terms(tx, school.id, known)?.is_empty();
        if !is_same || was_here {
            return Err(taken(&upn));
        }
        return match elsewhere(tx, known, form)? {
            Some(school) => Err(Error::Admission(vec![Fault::Elsewhere(school)])),
            None => Ok(known),
        };
    }
    let id = store::pupil::next_id(tx)?;
    store::pupil::add(
        tx,
        &NewPupil {
            id,
            upn,
            forename: if called.is_empty() { value(Particular::Forenames) } else { called },
            surname: value(Particular::Surname),
            sex: value(Particular::Sex).chars().next().unwrap_or('F'),
            born,
            household: id.0,
        },
    )?;
    Ok(id)
}

/// The school that has the pupil on its register on the starting day, where the form says that no other does.
fn elsewhere(tx: &mut dyn Tx, pupil: PupilId, form: &Admit) -> Result<Option<String>, Error> {
    let Some(from) = form.from.filter(|_| form.kind == Kind::Sole) else { return Ok(None) };
    let stays = store::pupil::enrolments(tx, pupil)?;
    let there = stays.into_iter().find(|(_, span)| span.until.is_none_or(|until| from <= until));
    let Some((school, _)) = there else { return Ok(None) };
    Ok(store::school::find(tx, school)?.map(|school| school.name))
}
