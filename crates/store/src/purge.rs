//! Removing the contents of records whose time is over. Each record keeps its place, who made it and when, and its hash, so that
//! the chain of its log stays whole (docs/adr/0008). Only an open [`Door`] lets this through: the database refuses it otherwise.

use domain::{
    act::Mark,
    id::{DocumentId, EvidenceId, MessageId, SchoolId},
    log::{self, Entry, Hash},
    retention::Record,
    submission::SubmissionId,
};

use crate::{Chained, StoreError, Tx, Value, case, error::changed, message, submission};

/// The value that says that the door stands open. The database refuses to end a transaction in which one is left.
const OPEN: &str = "the door must be shut";

/// An open door for one approved purge of one school, in one transaction.
pub struct Door<'a> {
    tx: &'a mut dyn Tx,
    school: SchoolId,
}

impl Door<'_> {
    /// Opens the door, runs `work`, and shuts it. The database refuses a purge that no second person approved, or that has run.
    pub fn open<T>(
        tx: &mut dyn Tx,
        (school, purge): (SchoolId, i64),
        work: impl FnOnce(&mut Door<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let sql = "insert into purge_door (school_id, purge, shut) values ($1, $2, $3)";
        changed("opening the door for a purge", 1, tx.exec(sql, &[school.0.into(), purge.into(), OPEN.into()])?)?;
        let done = work(&mut Door { tx: &mut *tx, school })?;
        let shut = tx.exec("delete from purge_door where school_id = $1", &[school.0.into()])?;
        changed("shutting the door after a purge", 1, shut)?;
        Ok(done)
    }

    /// Removes the marks of an entry but these, and its reason with the last of them; gives what it then comes to.
    pub fn entry(&mut self, entry: Entry, keep: Vec<Mark>) -> Result<Hash, StoreError> {
        let Entry { number, mut what, previous, .. } = entry;
        if keep.is_empty() {
            what.reason.clear();
        }
        what.marks = keep;
        let days = || what.marks.iter().map(|mark| mark.session.date);
        let day = |day: Option<domain::Date>| day.map_or_else(|| Value::from(""), Value::from);
        let packed = log::pack(&what.marks);
        let sql = "update entries set marks = $1, reason = $2, first_day = $3, last_day = $4 \
             where school_id = $5 and number = $6";
        let values = [
            packed.as_slice().into(),
            (&what.reason).into(),
            day(days().min()),
            day(days().max()),
            self.school.0.into(),
            number.into(),
        ];
        self.one(sql, &values)?;
        Ok(log::hash(&what, number, previous, &packed))
    }

    /// Removes what an event of the case log says; gives what it then comes to.
    pub fn event(&mut self, one: Chained<domain::case::Event>) -> Result<Hash, StoreError> {
        let sql = "update case_events set kind = $1, subject = '', detail = '', note = '' \
             where school_id = $2 and number = $3";
        let mut event = one.event;
        event.done = domain::case::Done::Purged;
        event.note.clear();
        let (kind, ..) = case::parts(&event.done);
        self.one(sql, &[kind.into(), self.school.0.into(), one.number.into()])?;
        Ok(case::hash_of(&event, one.number, one.previous))
    }

    /// Removes the bytes of a letter and what it rested on; gives what it then comes to.
    pub fn letter(&mut self, id: DocumentId) -> Result<Hash, StoreError> {
        let sql = "update documents set receipt = '', pdf = $1 where id = $2 and school_id = $3";
        self.one(sql, &[Vec::new().into(), id.0.into(), self.school.0.into()])?;
        Ok(nothing())
    }

    /// Removes what a message says and to whom it went, and what carriers said of it; gives what each then comes to.
    pub fn message(&mut self, id: MessageId) -> Result<Vec<(Record, Hash)>, StoreError> {
        let sql =
            "update messages set name = '', receiver = '', subject = '', body = '' where id = $1 and school_id = $2";
        self.one(sql, &[id.0.into(), self.school.0.into()])?;
        let Some(left) = message::find(self.tx, id)? else { return Ok(Vec::new()) };
        let mut all = vec![(Record::Message(id), message::content_of_message(&left))];
        self.tx.exec("update deliveries set detail = '' where message_id = $1", &[id.0.into()])?;
        let became = (1..).zip(message::deliveries(self.tx, id)?);
        all.extend(became.map(|(number, (at, delivery))| {
            (Record::Delivery(id, number), message::content_of_delivery(id, number, at, &delivery))
        }));
        Ok(all)
    }

    /// Removes a file that a family sent; gives what it then comes to.
    pub fn evidence(&mut self, id: EvidenceId) -> Result<Hash, StoreError> {
        let sql = "update evidence set name = '', bytes = $1 where id = $2 and school_id = $3";
        self.one(sql, &[Vec::new().into(), id.0.into(), self.school.0.into()])?;
        Ok(nothing())
    }

    /// Removes the marks of a submitted form and why it was settled as it was; gives what each then comes to.
    pub fn submission(&mut self, id: SubmissionId) -> Result<Vec<(Record, Hash)>, StoreError> {
        let sql = "update submissions set given = $1, open_marks = '' where id = $2 and school_id = $3";
        self.one(sql, &[Vec::new().into(), id.to_string().into(), self.school.0.into()])?;
        let left = submission::find(self.tx, id)?;
        let mut all: Vec<(Record, Hash)> =
            left.map(|left| (Record::Submission(id), submission::content_of(&left))).into_iter().collect();
        self.tx.exec("update settlements set reason = '' where submission_id = $1", &[id.to_string().into()])?;
        let settled = submission::settlement(self.tx, id)?;
        all.extend(settled.map(|left| (Record::Settlement(id), submission::content_of_settlement(&left))));
        Ok(all)
    }

    fn one(&mut self, sql: &str, values: &[Value]) -> Result<(), StoreError> {
        changed("removing the contents of a record", 1, self.tx.exec(sql, values)?)
    }
}

/// What a file without bytes comes to.
pub(crate) fn nothing() -> Hash {
    *blake3::hash(b"").as_bytes()
}
