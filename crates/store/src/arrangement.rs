//! What pupils attend regularly somewhere else.

use domain::{
    Date,
    elsewhere::{Arrangement, Pattern},
    id::{ArrangementId, PersonId, PupilId, SchoolId},
};
use jiff::Timestamp;

use crate::{Row, StoreError, Tx, error::changed};

const SELECT: &str = "select id, pupil_id, code, place, nature, pattern, first_day, last_day from arrangements";

/// More arrangements of one school at a time than can be true.
const MOST: usize = 5_000;

/// Adds an arrangement, recorded by somebody at a time. Its own number is not looked at; the new one is given back.
pub fn add(
    tx: &mut dyn Tx,
    school: SchoolId,
    new: &Arrangement,
    by: PersonId,
    at: Timestamp,
) -> Result<ArrangementId, StoreError> {
    let id = crate::next_id::of(tx, "arrangements")?;
    let sql = "insert into arrangements (id, school_id, pupil_id, code, place, nature, pattern, first_day, last_day, \
         recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let values = [
        id.into(),
        school.0.into(),
        new.pupil.0.into(),
        new.code.into(),
        (&new.place).into(),
        (&new.nature).into(),
        new.pattern.text().into(),
        new.first.into(),
        new.last.into(),
        by.0.into(),
        at.into(),
    ];
    changed("recording an arrangement", 1, tx.exec(sql, &values)?)?;
    Ok(ArrangementId(id))
}

/// Ends an arrangement of a school with its last day. Refuses when there is none that runs beyond it.
pub fn end(tx: &mut dyn Tx, school: SchoolId, id: ArrangementId, last: Date) -> Result<(), StoreError> {
    let sql = "update arrangements set last_day = $1 where id = $2 and school_id = $3 and first_day <= $1 \
         and (last_day is null or last_day >= $1)";
    changed("ending an arrangement", 1, tx.exec(sql, &[last.into(), id.0.into(), school.0.into()])?)
}

/// The arrangements of a school that run on some day from `first` to `last`, by place.
pub fn of_school(tx: &mut dyn Tx, school: SchoolId, first: Date, last: Date) -> Result<Vec<Arrangement>, StoreError> {
    let sql = format!(
        "{SELECT} where school_id = $1 and first_day <= $3 and (last_day is null or last_day >= $2) \
         order by place, id limit {MOST}"
    );
    let found = tx.list(&sql, &[school.0.into(), first.into(), last.into()], read)?;
    if found.len() == MOST {
        return Err(StoreError::TooMany { what: "the arrangements of a school", limit: MOST });
    }
    Ok(found)
}

fn read(row: &Row) -> Result<Arrangement, StoreError> {
    Ok(Arrangement {
        id: ArrangementId(row.int(0)?),
        pupil: PupilId(row.int(1)?),
        code: row.code(2)?,
        place: row.text(3)?,
        nature: row.text(4)?,
        pattern: row.parsed(5, "half-days of a week", Pattern::parse)?,
        first: row.date(6)?,
        last: row.date_or_null(7)?,
    })
}
