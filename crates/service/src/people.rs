//! Who signs in, and with which post. For the administrator.

use domain::permission::{Actor, Permission, Place};
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
