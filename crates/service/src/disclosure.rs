//! A copy of everything that is kept about one pupil, for the pupil or a parent who asks for it. What is about others is left out, and
//! the copy says so. That it was given, by whom, to whom and why, stands in the log of the school.

mod gather;

use documents::dossier::{Dossier, zip};
use domain::{
    id::PupilId,
    permission::{Actor, Permission},
    retention::Happened,
};

use crate::{App, Error};

/// A copy as somebody asks for it.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    /// Who gets it: the pupil, or a parent by name.
    pub to: &'a str,
    /// Why it is given, such as the day of a written request.
    pub reason: &'a str,
}

/// Makes the copy as a ZIP archive, and records that it was given.
pub fn give(app: &App, by: &Actor, pupil: PupilId, ask: Ask<'_>) -> Result<Vec<u8>, Error> {
    let known = crate::admission::whose(app, by, pupil)?;
    app.permit(by, Permission::KeepRecords, known.school)?;
    let (to, reason) = (ask.to.trim(), ask.reason.trim());
    if to.is_empty() {
        return Err(Error::Missing("say who gets the copy"));
    }
    if reason.is_empty() {
        return Err(Error::Missing("say why the copy is given"));
    }
    let gathered = gather::gather(app, &known)?;
    let school = app.school(known.school)?;
    let made =
        format!("Made at {} on {} by {}, {}, for {to}: {reason}.", school.name, app.today(), by.name, by.role.words());
    let dossier = Dossier {
        title: format!("What is kept about {}", known.name()),
        opening: vec![made, String::from(READ_THROUGH)],
        ..gathered
    };
    let left_out = dossier.left_out.join("\n");
    let archive = zip(&dossier).map_err(|error| Error::Copy(error.to_string()))?;
    let what = Happened::Disclosed { to: to.into(), reason: reason.into(), left_out };
    crate::retention::record(app, by, (known.school, pupil), what)?;
    Ok(archive)
}

/// What whoever gives it has still to do.
const READ_THROUGH: &str = "Each table of this page stands beside it as a file of comma-separated values. \
    Notes and letters are in the words of those who wrote them.";
