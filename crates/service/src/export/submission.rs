//! What was submitted on devices, in a copy: each form as it arrived, the marks in it, and how a person settled it.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    act::Mark,
    code::CodeTable,
    id::{GroupId, PupilId, SchoolId},
    log::{Entry, Hash},
    session::{Half, Session},
    submission::{Kind, Open, Settlement, Submission, SubmissionId, Why},
};
use store::{
    StoreError, Tx,
    submission::{content_of, content_of_settlement},
};

use super::{
    ExportError, Fault,
    folder::{Files, Folder},
    part::{Listed, code, file, hash, hex, letters},
    table::{Row, table},
};

const COLUMNS: [&str; 16] = [
    "submission",
    "person",
    "name",
    "position",
    "kind",
    "group",
    "day",
    "half",
    "made_at",
    "received_at",
    "seen",
    "own",
    "fingerprint",
    "entry",
    "open",
    "hash",
];
const MARKS: [&str; 8] = ["submission", "pupil", "day", "half", "was", "code", "minutes_late", "note"];
const SETTLEMENTS: [&str; 8] = ["submission", "at", "person", "name", "position", "entry", "reason", "hash"];

/// The submissions of a school with the hash of each as it was exported, and how they were settled.
#[derive(Debug, Clone, Default)]
pub(super) struct Submissions {
    pub(super) received: Vec<(Submission, Hash)>,
    pub(super) settled: Vec<(Settlement, Hash)>,
}

impl Submissions {
    /// Those of a school as the records have them.
    pub(super) fn of(tx: &mut dyn Tx, school: SchoolId) -> Result<Submissions, StoreError> {
        let received = store::submission::of_school(tx, school)?.into_iter();
        let settled = store::submission::settlements_of_school(tx, school)?.into_iter();
        Ok(Submissions {
            received: received.map(|one| (content_of(&one), one)).map(|(hash, one)| (one, hash)).collect(),
            settled: settled.map(|one| (content_of_settlement(&one), one)).map(|(hash, one)| (one, hash)).collect(),
        })
    }

    /// Submissions and settlements that are not as they were, or that became an entry which is not there.
    pub(super) fn faults(&self, urn: &str, entries: &[Entry]) -> Vec<Fault> {
        let numbers: BTreeSet<i64> = entries.iter().map(|entry| entry.number).collect();
        let known: BTreeSet<SubmissionId> = self.received.iter().map(|(one, _)| one.id).collect();
        let mut faults = Vec::new();
        let mut fault = |name: &str, what: String| faults.push(Fault::new(file(urn, name), what));
        for (one, hash) in &self.received {
            if content_of(one) != *hash {
                fault("submissions", format!("submission {} is not as it was received", one.id));
            }
            for number in one.entry.iter().filter(|number| !numbers.contains(number)) {
                fault("submissions", format!("submission {} became entry {number}, which is missing", one.id));
            }
        }
        for (one, hash) in &self.settled {
            if content_of_settlement(one) != *hash || !known.contains(&one.submission) {
                fault("settlements", format!("how submission {} was settled is not as it was written", one.submission));
            }
        }
        faults
    }
}

/// Writes the submissions of a school.
pub(super) fn put(copy: &mut Folder, urn: &str, codes: &CodeTable, all: &Submissions) -> Result<(), ExportError> {
    copy.put_table(&file(urn, "submissions"), &COLUMNS, &all.received.iter().map(row).collect::<Vec<_>>())?;
    let marks = all.received.iter().flat_map(|(one, _)| one.given.iter().map(|mark| mark_row(codes, one.id, mark)));
    copy.put_table(&file(urn, "submitted_marks"), &MARKS, &marks.collect::<Vec<_>>())?;
    let settled = all.settled.iter().map(settlement_row);
    copy.put_table(&file(urn, "settlements"), &SETTLEMENTS, &settled.collect::<Vec<_>>())
}

fn row((one, hash): &(Submission, Hash)) -> Vec<String> {
    let own: Vec<String> = one.own.iter().map(i64::to_string).collect();
    let open: Vec<String> = one.open.iter().map(|open| format!("{}:{}", open.pupil, open.why.word())).collect();
    vec![
        one.id.to_string(),
        one.by.person.to_string(),
        one.by.name.clone(),
        one.by.position.clone(),
        one.kind.word().to_owned(),
        one.group.to_string(),
        one.session.date.to_string(),
        one.session.half.short().to_owned(),
        one.made.to_string(),
        one.received.to_string(),
        one.seen.to_string(),
        own.join(","),
        hex(&one.fingerprint),
        one.entry.map(|entry| entry.to_string()).unwrap_or_default(),
        open.join(","),
        hex(hash),
    ]
}

fn mark_row(codes: &CodeTable, id: SubmissionId, mark: &Mark) -> Vec<String> {
    let day = mark.session.date;
    vec![
        id.to_string(),
        mark.pupil.to_string(),
        day.to_string(),
        mark.session.half.short().to_owned(),
        mark.was.map_or_else(String::new, |code| letters(codes, code, day)),
        letters(codes, mark.code, day),
        mark.minutes_late.map_or_else(String::new, |minutes| minutes.to_string()),
        mark.note.clone(),
    ]
}

fn settlement_row((one, hash): &(Settlement, Hash)) -> Vec<String> {
    vec![
        one.submission.to_string(),
        one.at.to_string(),
        one.by.person.to_string(),
        one.by.name.clone(),
        one.by.position.clone(),
        one.entry.map(|entry| entry.to_string()).unwrap_or_default(),
        one.reason.clone(),
        hex(hash),
    ]
}

/// Reads what [`put`] wrote.
pub(super) fn read(files: &Files, codes: &CodeTable, school: &Listed, faults: &mut Vec<Fault>) -> Submissions {
    let name = |name: &str| file(&school.urn, name);
    let mut received = table((files, &name("submissions")), &COLUMNS, faults, |row| submission(row, school.id));
    let marks = table((files, &name("submitted_marks")), &MARKS, faults, |row| mark(row, codes));
    let mut of: BTreeMap<SubmissionId, Vec<Mark>> = BTreeMap::new();
    for (id, mark) in marks {
        of.entry(id).or_default().push(mark);
    }
    for (one, _) in &mut received {
        one.given = of.remove(&one.id).unwrap_or_default();
    }
    let stray = of.keys().map(|id| Fault::new(name("submitted_marks"), format!("there is no submission {id}")));
    faults.extend(stray);
    let settled = table((files, &name("settlements")), &SETTLEMENTS, faults, |row| {
        let settlement = Settlement {
            submission: row.read("submission", SubmissionId::parse)?,
            at: row.value("at")?,
            by: row.by()?,
            entry: row.read("entry", optional)?,
            reason: row.text("reason").to_owned(),
        };
        Ok((settlement, row.read("hash", hash)?))
    });
    Submissions { received, settled }
}

fn submission(row: &Row<'_>, school: SchoolId) -> Result<(Submission, Hash), Fault> {
    let own = |text: &str| parted(text).map(|part| part.parse().ok()).collect();
    let submission = Submission {
        id: row.read("submission", SubmissionId::parse)?,
        school,
        by: row.by()?,
        kind: row.read("kind", Kind::parse)?,
        group: GroupId(row.value("group")?),
        session: Session::new(row.value("day")?, row.read("half", Half::parse)?),
        made: row.value("made_at")?,
        received: row.value("received_at")?,
        seen: row.value("seen")?,
        own: row.read("own", own)?,
        fingerprint: row.read("fingerprint", hash)?,
        entry: row.read("entry", optional)?,
        given: Vec::new(),
        open: row.read("open", |text| parted(text).map(open).collect())?,
    };
    Ok((submission, row.read("hash", hash)?))
}

fn mark(row: &Row<'_>, codes: &CodeTable) -> Result<(SubmissionId, Mark), Fault> {
    let date = row.value("day")?;
    let was = |text: &str| if text.is_empty() { Some(None) } else { code(codes, text, date).map(Some) };
    let mark = Mark {
        pupil: PupilId(row.value("pupil")?),
        session: Session::new(date, row.read("half", Half::parse)?),
        was: row.read("was", was)?,
        code: row.read("code", |text| code(codes, text, date))?,
        minutes_late: row.read("minutes_late", optional)?,
        note: row.text("note").to_owned(),
    };
    Ok((row.read("submission", SubmissionId::parse)?, mark))
}

/// A number that may be missing.
fn optional<T: std::str::FromStr>(text: &str) -> Option<Option<T>> {
    if text.is_empty() { Some(None) } else { text.parse().ok().map(Some) }
}

fn parted(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').filter(|part| !part.is_empty())
}

fn open(text: &str) -> Option<Open> {
    let (pupil, why) = text.split_once(':')?;
    Some(Open { pupil: PupilId(pupil.parse().ok()?), why: Why::parse(why)? })
}
