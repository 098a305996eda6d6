//! Closures of a school or a part of it. Append-only: to undo one is to add another.

use domain::{
    Date,
    act::By,
    closing::{Closing, Scope, Sessions},
    id::{ClosingId, GroupId, PersonId, SchoolId},
    session::Session,
};

use crate::{Row, StoreError, Tx, error::changed};

const SELECT: &str = "select id, school_id, at, person_id, name, position, code, scope, subject, first_day, first_half, \
     last_day, last_half, reason, undoes from closings";

/// More closures of one school than can be true.
const MOST: usize = 5_000;

/// Adds a closure. Its own number is not looked at; the new one is given back.
pub fn add(tx: &mut dyn Tx, new: &Closing) -> Result<ClosingId, StoreError> {
    let id = crate::next_id::of(tx, "closings")?;
    let (scope, subject) = match new.scope {
        Scope::School => ("school", 0),
        Scope::Year(year) => ("year", i64::from(year)),
        Scope::Group(group) => ("group", group.0),
    };
    let sql = "insert into closings (id, school_id, at, person_id, name, position, code, scope, subject, first_day, \
         first_half, last_day, last_half, reason, undoes) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    let values = [
        id.into(),
        new.school.0.into(),
        new.at.into(),
        new.by.person.0.into(),
        (&new.by.name).into(),
        (&new.by.position).into(),
        new.code.into(),
        scope.into(),
        subject.into(),
        new.sessions.first.date.into(),
        new.sessions.first.half.into(),
        new.sessions.last.date.into(),
        new.sessions.last.half.into(),
        (&new.reason).into(),
        new.undoes.map(|undone| undone.0).into(),
    ];
    changed("recording a closure", 1, tx.exec(sql, &values)?)?;
    Ok(ClosingId(id))
}

/// The closures of a school that have a session from `first` to `last` and were not undone, oldest first.
pub fn of_school(tx: &mut dyn Tx, school: SchoolId, first: Date, last: Date) -> Result<Vec<Closing>, StoreError> {
    let sql = format!(
        "{SELECT} where school_id = $1 and first_day <= $3 and last_day >= $2 and undoes is null \
         and id not in (select undoes from closings where undoes is not null) order by id limit {MOST}"
    );
    let found = tx.list(&sql, &[school.0.into(), first.into(), last.into()], read)?;
    if found.len() == MOST {
        return Err(StoreError::TooMany { what: "the closures of a school", limit: MOST });
    }
    Ok(found)
}

/// One closure that was not undone.
pub fn find(tx: &mut dyn Tx, school: SchoolId, id: ClosingId) -> Result<Option<Closing>, StoreError> {
    let sql = format!(
        "{SELECT} where id = $1 and school_id = $2 and undoes is null \
         and id not in (select undoes from closings where undoes is not null)"
    );
    tx.first(&sql, &[id.0.into(), school.0.into()], read)
}

fn read(row: &Row) -> Result<Closing, StoreError> {
    let subject = row.int(8)?;
    let scope = |word: &str| match word {
        "school" => Some(Scope::School),
        "year" => u8::try_from(subject).ok().map(Scope::Year),
        "group" => Some(Scope::Group(GroupId(subject))),
        _ => None,
    };
    Ok(Closing {
        id: ClosingId(row.int(0)?),
        school: SchoolId(row.int(1)?),
        at: row.at(2)?,
        by: By { person: PersonId(row.int(3)?), name: row.text(4)?, position: row.text(5)? },
        code: row.code(6)?,
        scope: row.parsed(7, "a part of a school", scope)?,
        sessions: Sessions {
            first: Session::new(row.date(9)?, row.half(10)?),
            last: Session::new(row.date(11)?, row.half(12)?),
        },
        reason: row.text(13)?,
        undoes: row.int_or_null(14)?.map(ClosingId),
    })
}
