//! People who sign in, and their posts.

use std::collections::HashMap;

use domain::{
    id::{GroupId, PersonId, SchoolId},
    permission::{Actor, Role},
};

use crate::{Row, StoreError, Tx, error::changed};

/// Somebody who signs in, with their post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Who they are and may do.
    pub actor: Actor,
    /// What they sign in with, in lower case.
    pub email: String,
    /// The argon2 hash of their password.
    pub password_hash: String,
}

/// Adds somebody with their post.
pub fn add(tx: &mut dyn Tx, person: &Person) -> Result<(), StoreError> {
    let id = person.actor.person.0;
    let sql = "insert into people (id, email, name, password_hash) values ($1, $2, $3, $4)";
    let values =
        [id.into(), person.email.to_lowercase().into(), (&person.actor.name).into(), (&person.password_hash).into()];
    changed("adding a person", 1, tx.exec(sql, &values)?)?;
    let sql = "insert into posts (person_id, role, school_id) values ($1, $2, $3)";
    let values = [id.into(), person.actor.role.words().into(), person.actor.school.map(|school| school.0).into()];
    changed("adding a post", 1, tx.exec(sql, &values)?)?;
    add_groups(tx, &person.actor)
}

/// Saves somebody's name, role, school and groups after a change.
pub fn change(tx: &mut dyn Tx, actor: &Actor) -> Result<(), StoreError> {
    let id = actor.person.0;
    let named = tx.exec("update people set name = $1 where id = $2", &[(&actor.name).into(), id.into()])?;
    changed("changing a person", 1, named)?;
    let sql = "update posts set role = $1, school_id = $2 where person_id = $3";
    let values = [actor.role.words().into(), actor.school.map(|school| school.0).into(), id.into()];
    changed("changing a post", 1, tx.exec(sql, &values)?)?;
    tx.exec("delete from post_groups where person_id = $1", &[id.into()])?;
    add_groups(tx, actor)
}

fn add_groups(tx: &mut dyn Tx, actor: &Actor) -> Result<(), StoreError> {
    for group in &actor.groups {
        let sql = "insert into post_groups (person_id, group_id) values ($1, $2)";
        changed("giving a group to a teacher", 1, tx.exec(sql, &[actor.person.0.into(), group.0.into()])?)?;
    }
    Ok(())
}

/// The next number for a new person.
pub fn next_id(tx: &mut dyn Tx) -> Result<PersonId, StoreError> {
    crate::next_id::of(tx, "people").map(PersonId)
}

const SELECT: &str = "select people.id, people.name, posts.role, posts.school_id, people.email, people.password_hash \
     from people join posts on posts.person_id = people.id";

/// The person with this e-mail address, whatever its case.
pub fn with_email(tx: &mut dyn Tx, email: &str) -> Result<Option<Person>, StoreError> {
    one(tx, &format!("{SELECT} where people.email = $1"), email.trim().to_lowercase().into())
}

/// One person.
pub fn find(tx: &mut dyn Tx, id: PersonId) -> Result<Option<Person>, StoreError> {
    one(tx, &format!("{SELECT} where people.id = $1"), id.0.into())
}

/// People by organisation and name: of `school`, or of everywhere.
pub fn list(tx: &mut dyn Tx, school: Option<SchoolId>, limit: i64) -> Result<Vec<Person>, StoreError> {
    let sql = format!(
        "{SELECT} where cast($1 as bigint) = 0 or posts.school_id = $1 \
         order by coalesce(posts.school_id, 0), posts.role, people.name, people.id limit $2"
    );
    let mut people = tx.list(&sql, &[school.map_or(0, |school| school.0).into(), limit.into()], read)?;
    let sql = "select person_id, group_id from post_groups order by person_id, group_id limit 100000";
    let mut groups: HashMap<PersonId, Vec<GroupId>> = HashMap::new();
    for (person, group) in tx.list(sql, &[], |row| Ok((PersonId(row.int(0)?), GroupId(row.int(1)?))))? {
        groups.entry(person).or_default().push(group);
    }
    for person in &mut people {
        person.actor.groups = groups.remove(&person.actor.person).unwrap_or_default();
    }
    Ok(people)
}

/// The teachers of a group, by name.
pub fn teachers(tx: &mut dyn Tx, group: GroupId) -> Result<Vec<String>, StoreError> {
    let sql = "select people.name from post_groups join people on people.id = post_groups.person_id \
         where post_groups.group_id = $1 order by people.name, people.id limit 20";
    tx.list(sql, &[group.0.into()], |row| row.text(0))
}

/// The teachers of every group of a school.
pub fn teachers_of_school(tx: &mut dyn Tx, school: SchoolId) -> Result<Vec<(GroupId, String)>, StoreError> {
    let sql = "select post_groups.group_id, people.name from post_groups \
         join people on people.id = post_groups.person_id join groups on groups.id = post_groups.group_id \
         where groups.school_id = $1 order by people.name, people.id limit 5000";
    tx.list(sql, &[school.0.into()], |row| Ok((GroupId(row.int(0)?), row.text(1)?)))
}

/// Gives somebody a new password.
pub fn set_password(tx: &mut dyn Tx, id: PersonId, password_hash: &str) -> Result<(), StoreError> {
    let sql = "update people set password_hash = $1 where id = $2";
    changed("setting a password", 1, tx.exec(sql, &[password_hash.into(), id.0.into()])?)
}

fn one(tx: &mut dyn Tx, sql: &str, value: crate::Value) -> Result<Option<Person>, StoreError> {
    let Some(mut person) = tx.first(sql, &[value], read)? else { return Ok(None) };
    let sql = "select group_id from post_groups where person_id = $1 order by group_id limit 200";
    person.actor.groups = tx.list(sql, &[person.actor.person.0.into()], |row| row.int(0).map(GroupId))?;
    Ok(Some(person))
}

fn read(row: &Row) -> Result<Person, StoreError> {
    let actor = Actor {
        person: PersonId(row.int(0)?),
        name: row.text(1)?,
        role: row.parsed(2, "a role", Role::parse)?,
        school: row.int_or_null(3)?.map(SchoolId),
        groups: Vec::new(),
    };
    Ok(Person { actor, email: row.text(4)?, password_hash: row.text(5)? })
}
