//! Groups whose register is taken together.

use domain::{
    id::{GroupId, PupilId, SchoolId},
    school::Group,
};

use crate::{Row, StoreError, Tx, error::changed, pupil::Span, search_key};

/// Adds a group.
pub fn add(tx: &mut dyn Tx, group: &Group) -> Result<(), StoreError> {
    let sql = "insert into groups (id, school_id, name, search_key, year) values ($1, $2, $3, $4, $5)";
    let values = [
        group.id.0.into(),
        group.school.0.into(),
        (&group.name).into(),
        search_key::of(&group.name).into(),
        group.year.into(),
    ];
    changed("adding a group", 1, tx.exec(sql, &values)?)
}

/// The next number for a new group.
pub fn next_id(tx: &mut dyn Tx) -> Result<GroupId, StoreError> {
    crate::next_id::of(tx, "groups").map(GroupId)
}

/// One group.
pub fn find(tx: &mut dyn Tx, id: GroupId) -> Result<Option<Group>, StoreError> {
    tx.first("select id, school_id, name, year from groups where id = $1", &[id.0.into()], read)
}

/// The groups of a school, by year and name.
pub fn of_school(tx: &mut dyn Tx, school: SchoolId) -> Result<Vec<Group>, StoreError> {
    let sql = "select id, school_id, name, year from groups where school_id = $1 order by year, name, id limit 1000";
    tx.list(sql, &[school.0.into()], read)
}

/// The groups that a pupil was ever in, oldest first, each with its time.
pub fn of_pupil(tx: &mut dyn Tx, pupil: PupilId) -> Result<Vec<(Group, Span)>, StoreError> {
    let sql = "select groups.id, groups.school_id, groups.name, groups.year, memberships.from_day, memberships.until_day \
         from memberships join groups on groups.id = memberships.group_id \
         where memberships.pupil_id = $1 order by memberships.from_day, groups.id limit 200";
    tx.list(sql, &[pupil.0.into()], |row| Ok((read(row)?, Span { from: row.date(4)?, until: row.date_or_null(5)? })))
}

fn read(row: &Row) -> Result<Group, StoreError> {
    Ok(Group { id: GroupId(row.int(0)?), school: SchoolId(row.int(1)?), name: row.text(2)?, year: row.byte(3)? })
}
