//! Who works with a pupil outside the school, such as a social worker: told of absences that nobody has explained.

use domain::{
    Date,
    admission::{Act, Fact, Fault, Worker, way_faults},
    id::PupilId,
    permission::{Actor, Permission},
};

use super::{New, enter, kept};
use crate::{App, Error};

/// The posts whose holders are told, in alphabetical order, as the national pack names them.
pub fn posts(app: &App) -> Vec<String> {
    let mut posts: Vec<String> = app.packs().told.values().flatten().cloned().collect();
    posts.sort();
    posts.dedup();
    posts
}

/// A worker as they were typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keep {
    /// What they are to the pupil: one of [`posts`].
    pub post: String,
    /// The first day; nothing when none could be read.
    pub from: Option<Date>,
    /// The last day; nothing while it goes on.
    pub until: Option<Date>,
    /// Their name.
    pub name: String,
    /// Their e-mail address.
    pub email: String,
    /// Their telephone number.
    pub telephone: String,
    /// Why it is entered.
    pub reason: String,
}

/// Enters who works with a pupil, or, with the same post and first day, what is different about them.
pub fn keep(app: &App, by: &Actor, pupil: PupilId, form: &Keep) -> Result<(), Error> {
    let pupil = kept(app, by, pupil)?;
    app.permit(by, Permission::SeeProtected, pupil.school)?;
    let (posts, today, form) = (posts(app), app.today(), form.clone());
    let new = New { act: Act::Change, from: form.from.unwrap_or(today), reason: form.reason.clone() };
    enter(app, by, &pupil, new, move |_, _| {
        let faults = faults(&form, &posts, today);
        match form.from {
            Some(from) if faults.is_empty() => Ok(vec![Fact::Worker(Worker {
                post: form.post,
                from,
                until: form.until,
                name: form.name.trim().to_owned(),
                email: form.email.trim().to_owned(),
                telephone: form.telephone.trim().to_owned(),
            })]),
            _ => Err(Error::Admission(faults)),
        }
    })
}

fn faults(form: &Keep, posts: &[String], today: Date) -> Vec<Fault> {
    let mut faults = Vec::new();
    if !posts.contains(&form.post) {
        faults.push(Fault::NoPost);
    }
    if form.name.trim().is_empty() {
        faults.push(Fault::NoName);
    }
    let (email, telephone) = (form.email.trim(), form.telephone.trim());
    if email.is_empty() && telephone.is_empty() {
        faults.push(Fault::NoWay);
    }
    faults.extend(way_faults(telephone, email));
    match form.from {
        None => faults.push(Fault::NoDay("from")),
        Some(from) if from > today => faults.push(Fault::Future(from)),
        Some(from) if form.until.is_some_and(|until| until < from) => faults.push(Fault::Ends),
        Some(_) => {}
    }
    if form.reason.trim().is_empty() {
        faults.push(Fault::NoReason);
    }
    faults
}
