//! What families sent in a copy: a list, and each file beside it.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    case::{Done, Event},
    id::{ContactId, EvidenceId, PupilId},
    log::Hash,
    retention::Record,
};
use store::{
    Chained,
    evidence::{Evidence, Kept},
};

use super::{
    ExportError, Fault,
    folder::{Files, Folder},
    part::{Listed, file, hash, hex},
    table::table,
};

const COLUMNS: [&str; 7] = ["evidence", "pupil", "contact", "file_name", "kind", "at", "hash"];

/// Where the bytes of a file stand.
fn bytes_of(urn: &str, id: EvidenceId) -> String {
    format!("schools/{urn}/evidence/{id}")
}

/// Writes the list, and each file.
pub(super) fn put(copy: &mut Folder, urn: &str, all: &[Kept]) -> Result<(), ExportError> {
    for one in all {
        copy.put(&bytes_of(urn, one.id), &one.what.bytes)?;
    }
    let rows: Vec<Vec<String>> = all.iter().map(row).collect();
    copy.put_table(&file(urn, "evidence"), &COLUMNS, &rows)
}

fn row(one: &Kept) -> Vec<String> {
    vec![
        one.id.to_string(),
        one.what.pupil.to_string(),
        one.what.contact.to_string(),
        one.what.name.clone(),
        one.what.kind.clone(),
        one.what.at.to_string(),
        hex(&one.hash),
    ]
}

/// Reads what [`put`] wrote.
pub(super) fn read(files: &Files, school: &Listed, faults: &mut Vec<Fault>) -> Vec<Kept> {
    table((files, &file(&school.urn, "evidence")), &COLUMNS, faults, |row| {
        let id = EvidenceId(row.value("evidence")?);
        let name = bytes_of(&school.urn, id);
        let bytes = files.get(&name).ok_or_else(|| Fault::new(&row.place, format!("there is no file `{name}`")))?;
        let what = Evidence {
            school: school.id,
            pupil: PupilId(row.value("pupil")?),
            contact: ContactId(row.value("contact")?),
            name: row.text("file_name").to_owned(),
            kind: row.text("kind").to_owned(),
            at: row.value("at")?,
            bytes: bytes.clone(),
        };
        Ok(Kept { id, what, hash: row.read("hash", hash)? })
    })
}

/// Files that are not those that came, and files that a reply of the case log names and that are not there, or not of its pupil.
pub(super) fn faults(
    (urn, left): (&str, &BTreeMap<Record, Hash>),
    all: &[Kept],
    events: &[Chained<Event>],
) -> Vec<Fault> {
    let expected = |one: &Kept| *left.get(&Record::Evidence(one.id)).unwrap_or(&one.hash);
    let changed = all.iter().filter(|one| *blake3::hash(&one.what.bytes).as_bytes() != expected(one));
    let mut faults: Vec<Fault> = changed
        .map(|one| {
            Fault::new(bytes_of(urn, one.id), format!("evidence {} is not the file that the family sent", one.id))
        })
        .collect();
    let there: BTreeSet<(EvidenceId, PupilId)> = all.iter().map(|one| (one.id, one.what.pupil)).collect();
    for one in events {
        let Done::Replied { evidence, .. } = &one.event.done else { continue };
        let missing = evidence.iter().filter(|id| !there.contains(&(**id, one.event.pupil)));
        faults.extend(missing.map(|id| {
            Fault::new(
                file(urn, "evidence"),
                format!("evidence {id} of event {} of the case log is missing", one.number),
            )
        }));
    }
    faults
}
