//! The changes of handbooks in a copy: their log, the chapters as files of their own, and the editions that follow from them.

use domain::{
    id::ProposalId,
    proposal::{Event, fold},
};
use store::{
    Chained,
    proposal::{Parts, happened, parts},
};

use super::{
    ExportError, Fault, PROPOSALS,
    folder::{Files, Folder},
    part::{hash, hex},
    table::{Row, table},
};
use crate::{Error, Packs, packs::Shelf};

const COLUMNS: [&str; 14] = [
    "number",
    "proposal",
    "at",
    "person",
    "name",
    "position",
    "kind",
    "chapter",
    "begun_from",
    "applies_from",
    "text",
    "reason",
    "previous",
    "hash",
];

/// The file in which the chapter stands that event `number` proposed.
fn file(number: i64, chapter: &str) -> String {
    format!("proposals/{number}/{chapter}.md")
}

/// Writes the log, and each chapter that was proposed.
pub(super) fn put(copy: &mut Folder, log: &[Chained<Event>]) -> Result<(), ExportError> {
    let mut rows = Vec::new();
    for one in log {
        let Parts { kind, chapter, begun_from, applies_from, body, reason } = parts(&one.event.what);
        let text = if chapter.is_empty() {
            body
        } else {
            let file = file(one.number, &chapter);
            copy.put(&file, body.as_bytes())?;
            file
        };
        rows.push(vec![
            one.number.to_string(),
            one.event.proposal.to_string(),
            one.event.at.to_string(),
            one.event.by.person.to_string(),
            one.event.by.name.clone(),
            one.event.by.position.clone(),
            kind,
            chapter,
            begun_from,
            applies_from,
            text,
            reason,
            hex(&one.previous),
            hex(&one.hash),
        ]);
    }
    copy.put_table(PROPOSALS, &COLUMNS, &rows)
}

/// Reads what [`put`] wrote.
pub(super) fn read(files: &Files, faults: &mut Vec<Fault>) -> Vec<Chained<Event>> {
    table((files, PROPOSALS), &COLUMNS, faults, |row| event(files, row))
}

fn event(files: &Files, row: &Row<'_>) -> Result<Chained<Event>, Fault> {
    let number = row.value("number")?;
    let chapter = row.text("chapter").to_owned();
    let body = if chapter.is_empty() {
        row.text("text").to_owned()
    } else {
        let file = file(number, &chapter);
        let bytes = files.get(&file).ok_or_else(|| Fault::new(&row.place, format!("there is no file `{file}`")))?;
        String::from_utf8_lossy(bytes).into_owned()
    };
    let parts = Parts {
        kind: row.text("kind").to_owned(),
        chapter,
        begun_from: row.text("begun_from").to_owned(),
        applies_from: row.text("applies_from").to_owned(),
        body,
        reason: row.text("reason").to_owned(),
    };
    let event = Event {
        proposal: ProposalId(row.value("proposal")?),
        at: row.value("at")?,
        by: row.by()?,
        what: happened(parts).ok_or_else(|| row.fault("kind"))?,
    };
    let (previous, hash) = (row.read("previous", hash)?, row.read("hash", hash)?);
    Ok(Chained { number, event, previous, hash })
}

/// Every edition of `packs` that follows from what was approved. Changes of handbooks that are not among them are left out.
pub(super) fn editions(packs: Packs, log: &[Chained<Event>]) -> Result<Shelf, Error> {
    let mut all = fold(log.iter().map(|one| one.event.clone()));
    all.retain(|proposal| packs.packs.contains_key(&proposal.draft.pack));
    Shelf::new(packs, &all)
}

/// What an event is about, for whoever reads that it was changed.
pub(super) fn about(event: &Event) -> String {
    let of = parts(&event.what).chapter;
    let of = if of.is_empty() { of } else { format!(" for `{of}`") };
    format!("proposal {}{of}", event.proposal)
}
