//! What somebody of the authority looks after: schools, and cohorts of children.

use domain::id::{PersonId, SchoolId};

use crate::{StoreError, Tx, error::changed};

/// The schools that somebody looks after, by identifier.
pub fn schools(tx: &mut dyn Tx, person: PersonId) -> Result<Vec<SchoolId>, StoreError> {
    let sql = "select school_id from post_schools where person_id = $1 order by school_id limit 5000";
    tx.list(sql, &[person.0.into()], |row| row.int(0).map(SchoolId))
}

/// The cohorts whose children somebody sees, by name.
pub fn cohorts(tx: &mut dyn Tx, person: PersonId) -> Result<Vec<String>, StoreError> {
    let sql = "select cohort from post_cohorts where person_id = $1 order by cohort limit 200";
    tx.list(sql, &[person.0.into()], |row| row.text(0))
}

/// The cohorts that somebody or other looks after, by name.
pub fn held_cohorts(tx: &mut dyn Tx) -> Result<Vec<String>, StoreError> {
    let sql = "select distinct cohort from post_cohorts order by cohort limit 200";
    tx.list(sql, &[], |row| row.text(0))
}

/// Gives somebody these schools to look after, in place of those before.
pub fn look_after_schools(tx: &mut dyn Tx, person: PersonId, schools: &[SchoolId]) -> Result<(), StoreError> {
    tx.exec("delete from post_schools where person_id = $1", &[person.0.into()])?;
    for school in schools {
        let sql = "insert into post_schools (person_id, school_id) values ($1, $2)";
        changed("giving a school to look after", 1, tx.exec(sql, &[person.0.into(), school.0.into()])?)?;
    }
    Ok(())
}

/// Gives somebody these cohorts to look after, in place of those before.
pub fn look_after_cohorts(tx: &mut dyn Tx, person: PersonId, cohorts: &[String]) -> Result<(), StoreError> {
    tx.exec("delete from post_cohorts where person_id = $1", &[person.0.into()])?;
    for cohort in cohorts {
        let sql = "insert into post_cohorts (person_id, cohort) values ($1, $2)";
        changed("giving a cohort to look after", 1, tx.exec(sql, &[person.0.into(), cohort.into()])?)?;
    }
    Ok(())
}
