//! The admission register: entries about pupils, append-only and chained like the other logs.

use domain::{
    Date,
    act::By,
    admission::{self, Act, Entry},
    id::{PersonId, PupilId, SchoolId},
    log::Hash,
};

use crate::{
    Row, StoreError, Tx, Value,
    chain::{Chained, EVENTS, Log, SchoolLog, hash},
    head,
};

const COLUMNS: [&str; 13] = [
    "school_id",
    "number",
    "pupil_id",
    "at",
    "person_id",
    "name",
    "position",
    "act",
    "from_day",
    "facts",
    "reason",
    "previous",
    "hash",
];

pub(crate) const LOG: SchoolLog<Entry> = SchoolLog {
    log: Log { table: "admission_entries", columns: &COLUMNS, what: "entering in the admission register", values },
    school: |entry| entry.school,
    head: |heads| heads.admissions,
    move_head: head::move_admissions,
};

/// Appends one entry.
pub fn append(tx: &mut dyn Tx, entry: &Entry) -> Result<(), StoreError> {
    append_many(tx, entry.school, std::slice::from_ref(entry))
}

/// Appends entries of one school in their order.
pub fn append_many(tx: &mut dyn Tx, school: SchoolId, entries: &[Entry]) -> Result<(), StoreError> {
    LOG.append_many(tx, school, entries)
}

/// The number of the last entry of a school; 0 before the first.
pub fn last_number(tx: &mut dyn Tx, school: SchoolId) -> Result<i64, StoreError> {
    LOG.last_number(tx, school)
}

/// The entries of a school about a pupil, in order.
pub fn of_pupil(tx: &mut dyn Tx, school: SchoolId, pupil: PupilId) -> Result<Vec<Entry>, StoreError> {
    let sql = format!(
        "select {} from admission_entries where school_id = $1 and pupil_id = $2 order by number limit {EVENTS}",
        COLUMNS.join(", ")
    );
    complete(tx.list(&sql, &[school.0.into(), pupil.0.into()], read)?)
}

/// The entries of a school, in order.
pub fn of_school(tx: &mut dyn Tx, school: SchoolId) -> Result<Vec<Entry>, StoreError> {
    let sql = format!("{} limit {EVENTS}", LOG.select());
    complete(tx.list(&sql, &[school.0.into()], read)?)
}

/// The entries of a school made since the beginning of `day`, in order, without those by which the register was opened.
pub fn since(tx: &mut dyn Tx, school: SchoolId, day: Date) -> Result<Vec<Entry>, StoreError> {
    let since = day.to_zoned(jiff::tz::TimeZone::UTC).map_or(0, |start| start.timestamp().as_microsecond());
    let sql = format!(
        "select {} from admission_entries where school_id = $1 and at >= $2 and act <> $3 order by number limit {EVENTS}",
        COLUMNS.join(", ")
    );
    complete(tx.list(&sql, &[school.0.into(), since.into(), Act::Opening.word().into()], read)?)
}

/// Every entry of a school with its chain, in order.
pub fn chained(tx: &mut dyn Tx, school: SchoolId) -> Result<Vec<Chained<Entry>>, StoreError> {
    tx.list(&LOG.select(), &[school.0.into()], |row| {
        Ok(Chained { number: row.int(1)?, event: read(row)?, previous: row.hash(11)?, hash: row.hash(12)? })
    })
}

/// The hash of an entry at this place.
pub fn hash_of(entry: &Entry, number: i64, previous: Hash) -> Hash {
    hash(&values(entry, number, previous))
}

/// The pupils who are or were enrolled in a school and of whom its admission register has no entry.
pub fn without(tx: &mut dyn Tx, school: SchoolId) -> Result<Vec<PupilId>, StoreError> {
    let sql = "select distinct enrolments.pupil_id from enrolments where enrolments.school_id = $1 \
         and not exists (select 1 from admission_entries where admission_entries.pupil_id = enrolments.pupil_id \
         and admission_entries.school_id = $1) order by enrolments.pupil_id limit 20000";
    tx.list(sql, &[school.0.into()], |row| Ok(PupilId(row.int(0)?)))
}

/// Part of the register would look like one in which less was entered.
fn complete(entries: Vec<Entry>) -> Result<Vec<Entry>, StoreError> {
    if entries.len() < EVENTS { Ok(entries) } else { Err(StoreError::TooMany { what: "the entries", limit: EVENTS }) }
}

/// Every column but the hash, which is taken over them.
fn values(entry: &Entry, number: i64, previous: Hash) -> Vec<Value> {
    vec![
        entry.school.0.into(),
        number.into(),
        entry.pupil.0.into(),
        entry.at.into(),
        entry.by.person.0.into(),
        (&entry.by.name).into(),
        (&entry.by.position).into(),
        entry.act.word().into(),
        entry.from.into(),
        admission::write(&entry.facts).into(),
        (&entry.reason).into(),
        previous.into(),
    ]
}

fn read(row: &Row) -> Result<Entry, StoreError> {
    let pupil = PupilId(row.int(2)?);
    Ok(Entry {
        school: SchoolId(row.int(0)?),
        pupil,
        at: row.at(3)?,
        by: By { person: PersonId(row.int(4)?), name: row.text(5)?, position: row.text(6)? },
        act: row.parsed(7, "a kind of entry", Act::parse)?,
        from: row.date(8)?,
        facts: row.parsed(9, "facts of the admission register", |text| admission::read(text, pupil))?,
        reason: row.text(10)?,
    })
}
