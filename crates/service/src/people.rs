//! Who signs in, and with which post; and what needs looking after. For the administrator.

use domain::{
    permission::{Actor, Permission, Place, Role},
    rule::PackHead,
};
use jiff::Timestamp;

use crate::{App, Error};

/// More people than one page shows.
const MOST: i64 = 2_000;

/// Somebody in a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Who they are and may do.
    pub actor: Actor,
    /// What they sign in with.
    pub email: String,
    /// The school, or the authority.
    pub organisation: String,
    /// Since when they are signed in; nothing for somebody who is not.
    pub signed_in: Option<Timestamp>,
}

/// What needs looking after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upkeep {
    /// How many people are in posts.
    pub people: usize,
    /// Schools with classes that no teacher has, and how many.
    pub without_teacher: Vec<(String, usize)>,
    /// Schools without somebody who leads on attendance.
    pub without_lead: Vec<String>,
    /// The packs, each with the schools that follow it.
    pub packs: Vec<(PackHead, usize)>,
}

/// Everybody in a post, by organisation and name.
pub fn list(app: &App, by: &Actor) -> Result<Vec<Person>, Error> {
    by.require(Permission::Administer, Place::Anywhere)?;
    let now = app.now();
    let (people, signed_in) = app
        .store
        .read::<_, Error>(|tx| Ok((store::person::list(tx, by.school, MOST)?, store::sign_in::since(tx, now)?)))?;
    let organisation = |actor: &Actor| match actor.school {
        Some(school) => app.school(school).map(|school| school.name.clone()),
        None => Ok(app.authority.clone()),
    };
    let each = people.into_iter().map(|person| {
        Ok(Person {
            organisation: organisation(&person.actor)?,
            signed_in: signed_in.get(&person.actor.person).copied(),
            email: person.email,
            actor: person.actor,
        })
    });
    each.collect()
}

/// What needs looking after today.
pub fn upkeep(app: &App, by: &Actor) -> Result<Upkeep, Error> {
    let people = list(app, by)?;
    let mut upkeep =
        Upkeep { people: people.len(), without_teacher: Vec::new(), without_lead: Vec::new(), packs: Vec::new() };
    for school in app.schools().filter(|school| by.school.is_none_or(|own| own == school.id)) {
        let groups = app.store.read(|tx| store::group::of_school(tx, school.id))?;
        let has_teacher = |group| people.iter().any(|person| person.actor.groups.contains(group));
        let without = groups.iter().filter(|group| !has_teacher(&group.id)).count();
        if without > 0 {
            upkeep.without_teacher.push((school.name.clone(), without));
        }
        let leads =
            |person: &Person| person.actor.school == Some(school.id) && person.actor.role == Role::AttendanceLead;
        if !people.iter().any(leads) {
            upkeep.without_lead.push(school.name.clone());
        }
    }
    upkeep.packs = app
        .packs
        .packs
        .iter()
        .map(|(folder, pack)| (pack.head.clone(), app.schools().filter(|school| school.pack == *folder).count()))
        .collect();
    Ok(upkeep)
}
