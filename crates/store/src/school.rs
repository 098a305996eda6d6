//! Schools.

use domain::{
    id::SchoolId,
    school::{Marking, Phase, School, SessionTimes},
};

use crate::{Row, StoreError, Tx, Value, error::changed};

const COLUMNS: &str = "id, urn, laestab, name, phase, pack, marking, am_opens, am_closes, am_ends, pm_opens, pm_closes, pm_ends, \
     address, telephone";

/// Adds a school, with the beginning of its logs.
pub fn add(tx: &mut dyn Tx, school: &School) -> Result<(), StoreError> {
    let sql = format!(
        "insert into schools ({COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"
    );
    changed("adding a school", 1, tx.exec(&sql, &values(school))?)?;
    crate::head::begin(tx, school.id)
}

/// Saves what was changed about a school.
pub fn change(tx: &mut dyn Tx, school: &School) -> Result<(), StoreError> {
    let sql = "update schools set urn = $2, laestab = $3, name = $4, phase = $5, pack = $6, marking = $7, am_opens = $8, \
         am_closes = $9, am_ends = $10, pm_opens = $11, pm_closes = $12, pm_ends = $13, address = $14, telephone = $15 \
         where id = $1";
    changed("changing a school", 1, tx.exec(sql, &values(school))?)
}

fn values(school: &School) -> [Value; 15] {
    [
        school.id.0.into(),
        (&school.urn).into(),
        (&school.laestab).into(),
        (&school.name).into(),
        school.phase.word().into(),
        (&school.pack).into(),
        school.marking.word().into(),
        school.morning.opens.into(),
        school.morning.closes.into(),
        school.morning.ends.into(),
        school.afternoon.opens.into(),
        school.afternoon.closes.into(),
        school.afternoon.ends.into(),
        school.address.join("\n").into(),
        (&school.telephone).into(),
    ]
}

/// The next number for a new school.
pub fn next_id(tx: &mut dyn Tx) -> Result<SchoolId, StoreError> {
    crate::next_id::of(tx, "schools").map(SchoolId)
}

/// Every school, by name.
pub fn all(tx: &mut dyn Tx) -> Result<Vec<School>, StoreError> {
    tx.list(&format!("select {COLUMNS} from schools order by name, id limit 5000"), &[], read)
}

/// One school.
pub fn find(tx: &mut dyn Tx, id: SchoolId) -> Result<Option<School>, StoreError> {
    tx.first(&format!("select {COLUMNS} from schools where id = $1"), &[id.0.into()], read)
}

/// The school with this national reference number.
pub fn with_urn(tx: &mut dyn Tx, urn: &str) -> Result<Option<School>, StoreError> {
    tx.first(&format!("select {COLUMNS} from schools where urn = $1"), &[urn.into()], read)
}

fn read(row: &Row) -> Result<School, StoreError> {
    let times = |first: usize| -> Result<SessionTimes, StoreError> {
        Ok(SessionTimes { opens: row.time(first)?, closes: row.time(first + 1)?, ends: row.time(first + 2)? })
    };
    Ok(School {
        id: SchoolId(row.int(0)?),
        urn: row.text(1)?,
        laestab: row.text(2)?,
        name: row.text(3)?,
        address: row.text(13)?.lines().map(str::to_owned).collect(),
        telephone: row.text(14)?,
        phase: row.parsed(4, "a phase", Phase::parse)?,
        pack: row.text(5)?,
        marking: row.parsed(6, "a way of marking", Marking::parse)?,
        morning: times(7)?,
        afternoon: times(10)?,
    })
}
