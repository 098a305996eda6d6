//! The admission register in a copy, and what was done for the authority itself.

use domain::{
    admission::{self, Act, Entry},
    case::Event,
    id::PupilId,
};
use store::Chained;

use super::{
    AUTHORITY, ExportError, Fault,
    folder::{Files, Folder},
    part::{self, Listed, file, hash, hex},
    read,
    table::{Row, table},
    write,
};

const COLUMNS: [&str; 12] =
    ["number", "pupil", "at", "person", "name", "position", "act", "from", "facts", "reason", "previous", "hash"];

/// Writes the admission register of a school.
pub(super) fn put(copy: &mut Folder, urn: &str, log: &[Chained<Entry>]) -> Result<(), ExportError> {
    let rows: Vec<Vec<String>> = log.iter().map(row).collect();
    copy.put_table(&file(urn, "admissions"), &COLUMNS, &rows)
}

fn row(one: &Chained<Entry>) -> Vec<String> {
    let entry = &one.event;
    vec![
        one.number.to_string(),
        entry.pupil.to_string(),
        entry.at.to_string(),
        entry.by.person.to_string(),
        entry.by.name.clone(),
        entry.by.position.clone(),
        entry.act.word().to_owned(),
        entry.from.to_string(),
        admission::write(&entry.facts),
        entry.reason.clone(),
        hex(&one.previous),
        hex(&one.hash),
    ]
}

/// Reads what [`put`] wrote.
pub(super) fn read(files: &Files, school: &Listed, faults: &mut Vec<Fault>) -> Vec<Chained<Entry>> {
    table((files, &file(&school.urn, "admissions")), &COLUMNS, faults, |row| entry(row, school))
}

fn entry(row: &Row<'_>, school: &Listed) -> Result<Chained<Entry>, Fault> {
    let pupil = PupilId(row.value("pupil")?);
    let event = Entry {
        school: school.id,
        pupil,
        at: row.value("at")?,
        by: row.by()?,
        act: row.read("act", Act::parse)?,
        from: row.value("from")?,
        facts: row.read("facts", |text| admission::read(text, pupil))?,
        reason: row.text("reason").to_owned(),
    };
    let (previous, hash) = (row.read("previous", hash)?, row.read("hash", hash)?);
    Ok(Chained { number: row.value("number")?, event, previous, hash })
}

/// Writes what was done for the authority itself.
pub(super) fn put_authority(copy: &mut Folder, log: &[Chained<Event>]) -> Result<(), ExportError> {
    copy.put_table(AUTHORITY, &part::DUTIES, &log.iter().map(write::duty_row).collect::<Vec<_>>())
}

/// Reads what [`put_authority`] wrote.
pub(super) fn read_authority(files: &Files, faults: &mut Vec<Fault>) -> Vec<Chained<Event>> {
    table((files, AUTHORITY), &part::DUTIES, faults, |row| {
        read::event(row, domain::case::AUTHORITY, domain::case::NOBODY)
    })
}
