//! The Common Transfer File of pupils who leave: figures from the register, everything else from the admission register, and nothing
//! that is protected. That it was given, by whom and to which school, stands in the log of the school.

mod gather;

use std::collections::BTreeSet;

use domain::{
    Date,
    calendar::school_year_start,
    clock,
    id::{PupilId, SchoolId},
    permission::{Actor, Permission},
    pupil::Pupil,
    retention::{Event, Happened},
    upn::UpnError,
};
use imports::transfer_file::{
    Destination, Header, NumberError, PARTIAL, SchoolNumber, TransferFile, VERSION, file_name, read, write,
};

use crate::{App, Error};

/// What the log says of why a file was given.
pub const WHY: &str = "Common Transfer File";

/// A file as somebody asks for it.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    /// The school that the pupils leave.
    pub school: SchoolId,
    /// Whom it is about.
    pub pupils: &'a [PupilId],
    /// The seven digits of the school it goes to; empty where that is not known, and the file then goes to the own authority.
    pub to: &'a str,
}

/// A file that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// What it is called.
    pub name: String,
    /// What is in it.
    pub xml: String,
}

/// Why there can be no file.
#[derive(Debug, thiserror::Error)]
pub enum TransferError {
    /// Nobody was named.
    #[error("say whom the file is about: name one pupil or more")]
    Nobody,
    /// It cannot go there, or it cannot come from here.
    #[error(transparent)]
    Number(#[from] NumberError),
    /// It would go to where it comes from.
    #[error("{0} is the number of this school: give that of the school the pupil goes to")]
    Own(SchoolNumber),
    /// The file needs the number of each pupil.
    #[error("{name} cannot be in the file: {why}")]
    NoUpn {
        /// Forename and surname.
        name: String,
        /// What is wrong with the number.
        why: UpnError,
    },
    /// The file needs the attendance of each pupil.
    #[error("{0} has no mark of a session that was possible: take a register before the file is made")]
    NoMarks(String),
    /// What was written is not what is on record.
    #[error("a name has characters that the file cannot hold: correct it in the admission register")]
    NotEqual,
    /// The records cannot be read.
    #[error(transparent)]
    Records(#[from] Error),
}

/// The pupil, for somebody who may make the file.
pub fn whom(app: &App, by: &Actor, pupil: PupilId) -> Result<Pupil, Error> {
    let pupil = crate::admission::whose(app, by, pupil)?;
    app.permit(by, Permission::KeepAdmissions, pupil.school)?;
    Ok(pupil)
}

/// Makes the file, reads it back, and records that it was given.
pub fn of_pupils(app: &App, by: &Actor, ask: Ask<'_>) -> Result<Made, TransferError> {
    app.permit(by, Permission::KeepAdmissions, ask.school)?;
    let pupils: BTreeSet<PupilId> = ask.pupils.iter().copied().collect();
    let pupils = pupils.into_iter().map(|pupil| whom(app, by, pupil)).collect::<Result<Vec<Pupil>, Error>>()?;
    if pupils.is_empty() {
        return Err(TransferError::Nobody);
    }
    if pupils.iter().any(|pupil| pupil.school != ask.school) {
        return Err(Error::NotFound("pupil").into());
    }
    let school = app.school(ask.school)?;
    let source = SchoolNumber::parse(&school.laestab)?;
    let destination = destination(ask.to, &source)?;
    let made_at = clock::local(app.now());
    let header = Header {
        version: VERSION.into(),
        at: made_at.with().subsec_nanosecond(0).build().unwrap_or(made_at),
        qualifier: PARTIAL.into(),
        supplier: "Rollbook".into(),
        source: source.clone(),
        source_name: school.name.clone(),
        year: start_year(app.today()),
        destination: destination.clone(),
    };
    let gathered = gather::gather(app, (&source, &school.name), &pupils)?;
    let (said, left_out): (Vec<_>, Vec<_>) = gathered.into_iter().unzip();
    let file = TransferFile { header, pupils: said };
    let xml = write(&file);
    if read(&xml).as_ref() != Ok(&file) {
        return Err(TransferError::NotEqual);
    }
    let serial = record(app, by, (ask.school, &destination), pupils.iter().map(|pupil| pupil.id).zip(left_out))?;
    Ok(Made { name: file_name(&source, &destination, serial), xml })
}

fn destination(to: &str, source: &SchoolNumber) -> Result<Destination, TransferError> {
    if to.trim().is_empty() {
        return Ok(Destination::Authority(source.authority().to_owned()));
    }
    match Destination::parse(to)? {
        Destination::School(number) if number == *source => Err(TransferError::Own(number)),
        destination => Ok(destination),
    }
}

/// The year in which the school year of `day` began.
fn start_year(day: Date) -> i16 {
    school_year_start(day).year()
}

/// Puts it into the log of the school for each pupil, with what was left out. Gives which file to this school it is, from 1.
fn record(
    app: &App,
    by: &Actor,
    (school, to): (SchoolId, &Destination),
    pupils: impl Iterator<Item = (PupilId, String)>,
) -> Result<usize, Error> {
    let to = match to {
        Destination::School(number) => format!("the school {number}"),
        Destination::Authority(authority) => format!("a school of the authority {authority} that is not known"),
    };
    let (at, stamp) = (app.now(), by.stamp());
    let event = |(pupil, left_out)| {
        let what = Happened::Disclosed { to: to.clone(), reason: WHY.into(), left_out };
        Event { school, pupil, at, by: stamp.clone(), what }
    };
    let events: Vec<Event> = pupils.map(event).collect();
    Ok(app.store.write::<_, store::StoreError>(move |tx| {
        let log = store::retention::of_school(tx, school)?;
        let is_one = |event: &&Event| matches!(&event.what, Happened::Disclosed { to: known, reason, .. } if reason == WHY && *known == to);
        // All that goes into one file is recorded at one time.
        let times: BTreeSet<_> = log.iter().map(|(_, event)| event).filter(is_one).map(|event| event.at).collect();
        store::retention::append_many(tx, school, &events)?;
        Ok(times.len() + 1)
    })?)
}
