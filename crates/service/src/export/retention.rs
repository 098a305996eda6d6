//! What was done with the records of a school, in a copy.

use domain::{
    id::PupilId,
    retention::{Event, Parts, happened, parts},
};
use store::Chained;

use super::{
    ExportError, Fault,
    folder::{Files, Folder},
    part::{Listed, file, hash, hex},
    table::{Row, table},
};

const COLUMNS: [&str; 13] = [
    "number",
    "pupil",
    "at",
    "person",
    "name",
    "position",
    "kind",
    "subject",
    "detail",
    "reason",
    "remainder",
    "previous",
    "hash",
];

/// Writes the log of a school.
pub(super) fn put(copy: &mut Folder, urn: &str, log: &[Chained<Event>]) -> Result<(), ExportError> {
    let rows: Vec<Vec<String>> = log.iter().map(row).collect();
    copy.put_table(&file(urn, "retention"), &COLUMNS, &rows)
}

fn row(one: &Chained<Event>) -> Vec<String> {
    let event = &one.event;
    let Parts { kind, subject, detail, reason, left } = parts(&event.what);
    vec![
        one.number.to_string(),
        event.pupil.to_string(),
        event.at.to_string(),
        event.by.person.to_string(),
        event.by.name.clone(),
        event.by.position.clone(),
        kind,
        subject,
        detail,
        reason,
        hex(&left),
        hex(&one.previous),
        hex(&one.hash),
    ]
}

/// Reads what [`put`] wrote.
pub(super) fn read(files: &Files, school: &Listed, faults: &mut Vec<Fault>) -> Vec<Chained<Event>> {
    table((files, &file(&school.urn, "retention")), &COLUMNS, faults, |row| event(row, school))
}

fn event(row: &Row<'_>, school: &Listed) -> Result<Chained<Event>, Fault> {
    let left = |text: &str| if text.is_empty() { Some(Vec::new()) } else { hash(text).map(|hash| hash.to_vec()) };
    let text = |name: &str| row.text(name).to_owned();
    let parts = Parts {
        kind: text("kind"),
        subject: text("subject"),
        detail: text("detail"),
        reason: text("reason"),
        left: row.read("remainder", left)?,
    };
    let event = Event {
        school: school.id,
        pupil: PupilId(row.value("pupil")?),
        at: row.value("at")?,
        by: row.by()?,
        what: happened(&parts).ok_or_else(|| row.fault("kind"))?,
    };
    let (previous, hash) = (row.read("previous", hash)?, row.read("hash", hash)?);
    Ok(Chained { number: row.value("number")?, event, previous, hash })
}
