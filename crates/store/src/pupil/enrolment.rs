//! On what terms a pupil is enrolled.

use std::collections::HashMap;

use domain::{
    Date,
    admission::Kind,
    id::{PupilId, SchoolId},
};

use super::Span;
use crate::{Row, StoreError, Tx, error::changed};

/// An enrolment with its terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// When.
    pub span: Span,
    /// On what terms.
    pub kind: Kind,
    /// The other school; empty when there is none.
    pub other_school: String,
}

/// Every enrolment of a pupil in a school with its terms, oldest first.
pub fn terms(tx: &mut dyn Tx, school: SchoolId, pupil: PupilId) -> Result<Vec<Terms>, StoreError> {
    let sql = "select from_day, until_day, kind, other_school from enrolments \
         where school_id = $1 and pupil_id = $2 order by from_day limit 100";
    tx.list(sql, &[school.0.into(), pupil.0.into()], read)
}

/// The same of every pupil of a school.
pub fn terms_of_school(tx: &mut dyn Tx, school: SchoolId) -> Result<HashMap<PupilId, Vec<Terms>>, StoreError> {
    let sql = "select from_day, until_day, kind, other_school, pupil_id from enrolments \
         where school_id = $1 order by pupil_id, from_day limit 50000";
    let rows = tx.list(sql, &[school.0.into()], |row| Ok((PupilId(row.int(4)?), read(row)?)))?;
    let mut each: HashMap<PupilId, Vec<Terms>> = HashMap::new();
    rows.into_iter().for_each(|(pupil, terms)| each.entry(pupil).or_default().push(terms));
    Ok(each)
}

fn read(row: &Row) -> Result<Terms, StoreError> {
    Ok(Terms {
        span: Span { from: row.date(0)?, until: row.date_or_null(1)? },
        kind: row.parsed(2, "a kind of enrolment", Kind::parse)?,
        other_school: row.text(3)?,
    })
}

/// Enrols a pupil on these terms.
pub fn begin(tx: &mut dyn Tx, school: SchoolId, pupil: PupilId, terms: &Terms) -> Result<(), StoreError> {
    super::enrol(tx, school, &[(pupil, terms.span)])?;
    set_terms(tx, school, pupil, terms)
}

/// Gives the enrolment that begins on the first day of `terms` its kind and its other school.
pub fn set_terms(tx: &mut dyn Tx, school: SchoolId, pupil: PupilId, terms: &Terms) -> Result<(), StoreError> {
    let sql =
        "update enrolments set kind = $1, other_school = $2 where school_id = $3 and pupil_id = $4 and from_day = $5";
    let (first, kind): (Date, &str) = (terms.span.from, terms.kind.words());
    let values = [kind.into(), (&terms.other_school).into(), school.0.into(), pupil.0.into(), first.into()];
    changed("changing the terms of an enrolment", 1, tx.exec(sql, &values)?)
}
