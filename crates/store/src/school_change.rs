//! Changes of a school's times and calendar, in words. Append-only; the last number tells other servers that there is
//! something new.

use domain::{
    act::By,
    id::{PersonId, SchoolId},
};
use jiff::Timestamp;

use crate::{StoreError, Tx, error::changed};

/// A change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: By,
    /// What, in words.
    pub what: String,
}

/// Records a change of a school.
pub fn add(tx: &mut dyn Tx, school: SchoolId, change: &Change) -> Result<(), StoreError> {
    // The row of the heads is held by whoever appends anything to a school.
    crate::log::head(tx, school)?;
    let sql = "insert into school_changes (school_id, number, at, person_id, name, position, what) \
         select $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6 from school_changes where school_id = $1";
    let values = [
        school.0.into(),
        change.at.into(),
        change.by.person.0.into(),
        (&change.by.name).into(),
        (&change.by.position).into(),
        (&change.what).into(),
    ];
    changed("recording a change of a school", 1, tx.exec(sql, &values)?)
}

/// The number of the last change of each school that was ever changed.
pub fn last(tx: &mut dyn Tx) -> Result<Vec<(SchoolId, i64)>, StoreError> {
    let sql = "select school_id, max(number) from school_changes group by school_id order by school_id limit 5000";
    tx.list(sql, &[], |row| Ok((SchoolId(row.int(0)?), row.int(1)?)))
}

/// The latest changes of a school, newest first.
pub fn of_school(tx: &mut dyn Tx, school: SchoolId, limit: i64) -> Result<Vec<Change>, StoreError> {
    let sql = "select at, person_id, name, position, what from school_changes where school_id = $1 \
         order by number desc limit $2";
    tx.list(sql, &[school.0.into(), limit.into()], |row| {
        Ok(Change {
            at: row.at(0)?,
            by: By { person: PersonId(row.int(1)?), name: row.text(2)?, position: row.text(3)? },
            what: row.text(4)?,
        })
    })
}
