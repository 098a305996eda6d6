//! Submissions from devices, each once, and how a person settled what could not be merged.

use domain::{
    Date,
    act::By,
    id::{GroupId, PersonId, PupilId, SchoolId},
    log::{Hash, pack, unpack},
    session::Session,
    submission::{Kind, Open, Settlement, Submission, SubmissionId, Why},
};

use crate::{Row, StoreError, Tx, Value, chain, error::changed};

const COLUMNS: &str = "id, school_id, person_id, name, position, kind, group_id, day, half, made_at, received_at, seen, \
     own, fingerprint, entry, given, open_marks";

/// The most submissions that one list has.
const LONGEST: usize = 5_000;

/// Keeps a submission, in the transaction that appends what it became to the log.
pub fn add(tx: &mut dyn Tx, new: &Submission) -> Result<(), StoreError> {
    let sql = format!(
        "insert into submissions ({COLUMNS}) values \
         ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)"
    );
    changed("keeping a submission", 1, tx.exec(&sql, &values(new))?)
}

/// Every column of a submission.
fn values(new: &Submission) -> Vec<Value> {
    let own: Vec<String> = new.own.iter().map(i64::to_string).collect();
    let open: Vec<String> = new.open.iter().map(|open| format!("{}:{}", open.pupil, open.why.word())).collect();
    vec![
        new.id.to_string().into(),
        new.school.0.into(),
        new.by.person.0.into(),
        (&new.by.name).into(),
        (&new.by.position).into(),
        new.kind.word().into(),
        new.group.0.into(),
        new.session.date.into(),
        new.session.half.short().into(),
        new.made.into(),
        new.received.into(),
        new.seen.into(),
        own.join(",").into(),
        new.fingerprint.into(),
        new.entry.map_or(Value::Null, Value::from),
        pack(&new.given).into(),
        open.join(",").into(),
    ]
}

/// What a submission comes to.
pub fn content_of(submission: &Submission) -> Hash {
    chain::hash(&values(submission))
}

/// What a settlement comes to.
pub fn content_of_settlement(settlement: &Settlement) -> Hash {
    chain::hash(&settlement_values(settlement))
}

/// Every submission of a school, oldest first.
pub fn of_school(tx: &mut dyn Tx, school: SchoolId) -> Result<Vec<Submission>, StoreError> {
    let sql = format!("select {COLUMNS} from submissions where school_id = $1 order by received_at, id limit 1000000");
    tx.list(&sql, &[school.0.into()], read)
}

/// How the submissions of a school were settled, oldest first.
pub fn settlements_of_school(tx: &mut dyn Tx, school: SchoolId) -> Result<Vec<Settlement>, StoreError> {
    let sql = "select at, settlements.person_id, settlements.name, settlements.position, settlements.entry, reason, \
         submission_id from settlements join submissions on submissions.id = settlements.submission_id \
         where school_id = $1 order by at, submission_id limit 1000000";
    tx.list(sql, &[school.0.into()], |row| {
        let id = row.parsed(6, "the id of a submission", SubmissionId::parse)?;
        read_settlement(id, row)
    })
}

/// One submission.
pub fn find(tx: &mut dyn Tx, id: SubmissionId) -> Result<Option<Submission>, StoreError> {
    tx.first(&format!("select {COLUMNS} from submissions where id = $1"), &[id.to_string().into()], read)
}

/// The submissions of a school since a day that wait for a person, oldest first.
pub fn waiting(tx: &mut dyn Tx, school: SchoolId, since: Date) -> Result<Vec<Submission>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from submissions where school_id = $1 and day >= $2 and open_marks <> '' and not exists \
         (select 1 from settlements where submission_id = submissions.id) order by received_at, id limit {LONGEST}"
    );
    tx.list(&sql, &[school.0.into(), since.into()], read)
}

/// Keeps how a submission was settled.
pub fn settle(tx: &mut dyn Tx, new: &Settlement) -> Result<(), StoreError> {
    let sql = "insert into settlements (submission_id, at, person_id, name, position, entry, reason) \
         values ($1, $2, $3, $4, $5, $6, $7)";
    changed("settling a submission", 1, tx.exec(sql, &settlement_values(new))?)
}

/// Every column of a settlement.
fn settlement_values(new: &Settlement) -> Vec<Value> {
    vec![
        new.submission.to_string().into(),
        new.at.into(),
        new.by.person.0.into(),
        (&new.by.name).into(),
        (&new.by.position).into(),
        new.entry.map_or(Value::Null, Value::from),
        (&new.reason).into(),
    ]
}

/// How a submission was settled, if it was.
pub fn settlement(tx: &mut dyn Tx, id: SubmissionId) -> Result<Option<Settlement>, StoreError> {
    let sql = "select at, person_id, name, position, entry, reason from settlements where submission_id = $1";
    tx.first(sql, &[id.to_string().into()], |row| read_settlement(id, row))
}

fn read_settlement(submission: SubmissionId, row: &Row) -> Result<Settlement, StoreError> {
    let by = By { person: PersonId(row.int(1)?), name: row.text(2)?, position: row.text(3)? };
    Ok(Settlement { submission, at: row.at(0)?, by, entry: row.int_or_null(4)?, reason: row.text(5)? })
}

fn read(row: &Row) -> Result<Submission, StoreError> {
    let marks = unpack(row.bytes(15)?).map_err(|error| StoreError::Column {
        column: 15,
        value: error.to_string(),
        expected: "packed marks",
    })?;
    Ok(Submission {
        id: row.parsed(0, "the id of a submission", SubmissionId::parse)?,
        school: SchoolId(row.int(1)?),
        by: By { person: PersonId(row.int(2)?), name: row.text(3)?, position: row.text(4)? },
        kind: row.parsed(5, "a kind of submission", Kind::parse)?,
        group: GroupId(row.int(6)?),
        session: Session::new(row.date(7)?, row.half(8)?),
        made: row.at(9)?,
        received: row.at(10)?,
        seen: row.int(11)?,
        own: row.parsed(12, "numbers of entries", |text| parted(text).map(|part| part.parse().ok()).collect())?,
        fingerprint: row.hash(13)?,
        entry: row.int_or_null(14)?,
        given: marks.into_iter().map(|one| one.mark).collect(),
        open: row.parsed(16, "open marks", |text| parted(text).map(open).collect())?,
    })
}

fn parted(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').filter(|part| !part.is_empty())
}

fn open(text: &str) -> Option<Open> {
    let (pupil, why) = text.split_once(':')?;
    Some(Open { pupil: PupilId(pupil.parse().ok()?), why: Why::parse(why)? })
}
