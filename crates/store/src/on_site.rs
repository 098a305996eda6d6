//! Pupils signed out during the day, and back in. Append-only.

use domain::{
    Date,
    act::By,
    id::{PersonId, PupilId, SchoolId},
    on_site::{Movement, Way},
};
use jiff::Timestamp;

use crate::{StoreError, Tx, error::changed};

/// More movements of one school on one day than can be true.
const A_DAY: usize = 20_000;

/// A movement with who recorded it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// What was recorded.
    pub movement: Movement,
    /// By whom.
    pub by: By,
}

/// When and where a movement belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Of {
    /// At which school.
    pub school: SchoolId,
    /// On which day.
    pub day: Date,
    /// When it was recorded.
    pub recorded: Timestamp,
}

/// Records a movement.
pub fn add(tx: &mut dyn Tx, of: Of, one: &Recorded) -> Result<(), StoreError> {
    let id = crate::next_id::of(tx, "movements")?;
    let sql = "insert into movements (id, school_id, pupil_id, day, at, way, reason, companion, recorded_at, person_id, \
         name, position) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    let (movement, by) = (&one.movement, &one.by);
    let values = [
        id.into(),
        of.school.0.into(),
        movement.pupil.0.into(),
        of.day.into(),
        movement.at.into(),
        movement.way.word().into(),
        (&movement.reason).into(),
        (&movement.companion).into(),
        of.recorded.into(),
        by.person.0.into(),
        (&by.name).into(),
        (&by.position).into(),
    ];
    changed("recording a movement", 1, tx.exec(sql, &values)?)
}

/// The movements of a school on a day, in the order of their times.
pub fn on(tx: &mut dyn Tx, school: SchoolId, day: Date) -> Result<Vec<Recorded>, StoreError> {
    let sql = format!(
        "select pupil_id, at, way, reason, companion, person_id, name, position from movements \
         where school_id = $1 and day = $2 order by at, id limit {A_DAY}"
    );
    let found = tx.list(&sql, &[school.0.into(), day.into()], |row| {
        Ok(Recorded {
            movement: Movement {
                pupil: PupilId(row.int(0)?),
                at: row.at(1)?,
                way: row.parsed(2, "in or out", Way::parse)?,
                reason: row.text(3)?,
                companion: row.text(4)?,
            },
            by: By { person: PersonId(row.int(5)?), name: row.text(6)?, position: row.text(7)? },
        })
    })?;
    if found.len() == A_DAY {
        return Err(StoreError::TooMany { what: "the movements of one day", limit: A_DAY });
    }
    Ok(found)
}
