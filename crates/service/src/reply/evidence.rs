//! What families send with a reply: a photograph or a PDF.

use domain::{
    id::{ContactId, EvidenceId, PupilId, SchoolId},
    permission::{Actor, Permission, Place},
};
use jiff::{SignedDuration, Timestamp};
use store::{StoreError, Tx, evidence::Evidence};

use super::Lacks;
use crate::{App, Error};

/// The most files of one reply.
pub const MOST_FILES: usize = 5;

/// The most bytes of one file: a photograph of a telephone has some five million.
pub const MOST_BYTES: usize = 10 << 20;

/// How many files one contact may send in a day.
const MOST_IN_A_DAY: i64 = 20;

/// A file as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What a file is by its first bytes; nothing for one that is no picture and no PDF. What its name says is not asked.
fn kind(bytes: &[u8]) -> Option<&'static str> {
    let kinds: [(&[u8], &str); 3] =
        [(b"%PDF-", "application/pdf"), (&[0xFF, 0xD8, 0xFF], "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png")];
    let known = kinds.into_iter().find(|(first, _)| bytes.starts_with(first)).map(|(_, kind)| kind);
    let is_webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    let is_heic = bytes.get(4..12).is_some_and(|brand| matches!(brand, b"ftypheic" | b"ftypmif1" | b"ftypheix"));
    known.or(is_webp.then_some("image/webp")).or(is_heic.then_some("image/heic"))
}

/// What is wrong with the files of a reply.
pub(super) fn lacks(app: &App, contact: ContactId, files: &[File]) -> Result<Vec<Lacks>, Error> {
    let mut lacks = Vec::new();
    if files.iter().any(|file| file.bytes.len() > MOST_BYTES) {
        lacks.push(Lacks::TooLarge);
    }
    if files.iter().any(|file| kind(&file.bytes).is_none()) {
        lacks.push(Lacks::Kind);
    }
    let since = app.now() - SignedDuration::from_hours(24);
    let sent = app.store.read(|tx| store::evidence::sent_since(tx, contact, since))?;
    let more = i64::try_from(files.len()).unwrap_or(i64::MAX);
    if files.len() > MOST_FILES || sent.saturating_add(more) > MOST_IN_A_DAY {
        lacks.push(Lacks::TooMany);
    }
    Ok(lacks)
}

pub(super) fn keep(
    tx: &mut dyn Tx,
    (school, pupil, contact): (SchoolId, PupilId, ContactId),
    file: &File,
    at: Timestamp,
) -> Result<EvidenceId, StoreError> {
    let name: String = file.name.chars().filter(|letter| !letter.is_control()).take(120).collect();
    let kind = kind(&file.bytes).unwrap_or("application/octet-stream").to_owned();
    let new = Evidence { school, pupil, contact, name, kind, at, bytes: file.bytes.clone() };
    store::evidence::add(tx, &new)
}

/// What a family sent, for somebody who records reasons and sees this child.
pub fn evidence(app: &App, by: &Actor, id: EvidenceId) -> Result<Evidence, Error> {
    by.require(Permission::SeeContacts, Place::Anywhere)?;
    let found = app.store.read(|tx| store::evidence::find(tx, id))?.ok_or(Error::NotFound("file"))?;
    crate::pupil::seen(app, by, found.pupil, app.today())?;
    app.permit(by, Permission::SeeContacts, found.school)?;
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::kind;

    #[test]
    fn a_file_is_what_its_bytes_say() {
        assert_eq!(kind(b"%PDF-1.7"), Some("application/pdf"));
        assert_eq!(kind(&[0xFF, 0xD8, 0xFF, 0xE0]), Some("image/jpeg"));
        assert_eq!(kind(b"\0\0\0\x18ftypheic"), Some("image/heic"));
        assert_eq!(kind(b"RIFF\0\0\0\0WEBP"), Some("image/webp"));
        assert_eq!(kind(b"<html><script>"), None);
        assert_eq!(kind(b""), None);
    }
}
