//! Schools.

use domain::{
    id::{GroupId, SchoolId},
    school::{GroupTimes, Marking, Phase, School, SessionTimes},
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

/// Puts `times` in the place of the times that the groups of `school` have of their own.
pub fn replace_group_times(tx: &mut dyn Tx, school: SchoolId, times: &[GroupTimes]) -> Result<(), StoreError> {
    let sql = "delete from group_times where group_id in (select id from groups where school_id = $1)";
    tx.exec(sql, &[school.0.into()])?;
    for own in times {
        let sql = "insert into group_times (group_id, half, opens, closes, ends) values ($1, $2, $3, $4, $5)";
        let values = [
            own.group.0.into(),
            own.half.into(),
            own.times.opens.into(),
            own.times.closes.into(),
            own.times.ends.into(),
        ];
        changed("setting the times of a group", 1, tx.exec(sql, &values)?)?;
    }
    Ok(())
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
    let mut schools = tx.list(&format!("select {COLUMNS} from schools order by name, id limit 5000"), &[], read)?;
    let sql = "select groups.school_id, group_times.group_id, half, opens, closes, ends from group_times \
         join groups on groups.id = group_times.group_id order by group_times.group_id, half limit 50000";
    for (of, own) in tx.list(sql, &[], read_group_times)? {
        if let Some(school) = schools.iter_mut().find(|school| school.id == of) {
            school.group_times.push(own);
        }
    }
    Ok(schools)
}

/// One school.
pub fn find(tx: &mut dyn Tx, id: SchoolId) -> Result<Option<School>, StoreError> {
    let found = tx.first(&format!("select {COLUMNS} from schools where id = $1"), &[id.0.into()], read)?;
    found.map(|school| with_group_times(tx, school)).transpose()
}

/// The school with this national reference number.
pub fn with_urn(tx: &mut dyn Tx, urn: &str) -> Result<Option<School>, StoreError> {
    let found = tx.first(&format!("select {COLUMNS} from schools where urn = $1"), &[urn.into()], read)?;
    found.map(|school| with_group_times(tx, school)).transpose()
}

fn with_group_times(tx: &mut dyn Tx, school: School) -> Result<School, StoreError> {
    let sql = "select groups.school_id, group_times.group_id, half, opens, closes, ends from group_times \
         join groups on groups.id = group_times.group_id where groups.school_id = $1 \
         order by group_times.group_id, half limit 2000";
    let own = tx.list(sql, &[school.id.0.into()], read_group_times)?;
    Ok(School { group_times: own.into_iter().map(|(_, own)| own).collect(), ..school })
}

fn read_group_times(row: &Row) -> Result<(SchoolId, GroupTimes), StoreError> {
    let times = SessionTimes { opens: row.time(3)?, closes: row.time(4)?, ends: row.time(5)? };
    Ok((SchoolId(row.int(0)?), GroupTimes { group: GroupId(row.int(1)?), half: row.half(2)?, times }))
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
        group_times: Vec::new(),
    })
}
