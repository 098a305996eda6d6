//! The register log in the database.

use domain::{
    Date,
    act::{Act, By, Mark, NewEntry},
    id::{GroupId, PersonId, PupilId, SchoolId},
    log::{Entry, marks, pack},
    session::Session,
};
use jiff::Timestamp;

use crate::{Purpose, Row, StoreError, Tx, Value, error::changed, head};

pub use crate::head::Head;

const COLUMNS: [&str; 14] = [
    "school_id",
    "number",
    "at",
    "person_id",
    "name",
    "position",
    "act",
    "subject",
    "reason",
    "first_day",
    "last_day",
    "marks",
    "previous",
    "hash",
];

/// More acts on one day of one school than can be true.
const ACTS_A_DAY: usize = 20_000;

/// More entries after a day that touch it or earlier days than can be true.
const CORRECTIONS: usize = 1_000_000;

/// Where the log of `school` ends. In a transaction that writes, nobody else appends to it until that ends: whoever
/// checks before appending asks this first, or [`on`], and then what they read still stands when they append.
pub fn head(tx: &mut dyn Tx, school: SchoolId) -> Result<Head, StoreError> {
    Ok(head::of(tx, school)?.register)
}

/// Where the log of every school ends, for whoever follows them.
pub fn heads(tx: &mut dyn Tx) -> Result<Vec<(SchoolId, Head)>, StoreError> {
    let sql = "select school_id, number, hash from heads order by school_id limit 5000";
    tx.list(sql, &[], |row| Ok((SchoolId(row.int(0)?), Head { number: row.int(1)?, hash: row.hash(2)? })))
}

/// Where the logs of a school end on which its figures rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ends {
    /// Which school.
    pub school: SchoolId,
    /// The last entry of its register; 0 before the first.
    pub register: i64,
    /// The last event of its case log.
    pub events: i64,
    /// The last entry of its admission register.
    pub admissions: i64,
}

/// Where these logs end of every school, by identifier, in one reading.
pub fn ends(tx: &mut dyn Tx) -> Result<Vec<Ends>, StoreError> {
    let sql = "select school_id, number, event_number, admission_number from heads order by school_id limit 5000";
    let read = |row: &crate::Row| {
        Ok(Ends { school: SchoolId(row.int(0)?), register: row.int(1)?, events: row.int(2)?, admissions: row.int(3)? })
    };
    tx.list(sql, &[], read)
}

/// Appends one act and gives the entry that it became.
pub fn append(tx: &mut dyn Tx, what: NewEntry) -> Result<Entry, StoreError> {
    let mut entries = append_many(tx, vec![what])?;
    entries.pop().ok_or(StoreError::RowsChanged { what: "appending to the register", changed: 0, expected: 1 })
}

/// Appends acts of one school in their order.
pub fn append_many(tx: &mut dyn Tx, acts: Vec<NewEntry>) -> Result<Vec<Entry>, StoreError> {
    let Some(school) = acts.first().map(|act| act.school) else { return Ok(Vec::new()) };
    if let Some(other) = acts.iter().find(|act| act.school != school) {
        return Err(StoreError::TwoSchools(school, other.school));
    }
    let mut head = head(tx, school)?;
    let mut entries = Vec::with_capacity(acts.len());
    for mut act in acts {
        act.at = kept(act.at);
        let entry = Entry::chain(act, head.number + 1, head.hash);
        head = Head { number: entry.number, hash: entry.hash };
        entries.push(entry);
    }
    let added = tx.bulk("entries", &COLUMNS, &mut entries.iter().map(values))?;
    changed("appending to the register", entries.len() as u64, added)?;
    head::move_register(tx, school, head)?;
    Ok(entries)
}

/// An instant as exactly as the database keeps it, so that what is given back is what is read later.
fn kept(at: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at)
}

/// Gives `entry` every entry of `school` after number `after`, in order.
pub fn each(
    tx: &mut dyn Tx,
    school: SchoolId,
    after: i64,
    entry: &mut dyn FnMut(Entry) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let sql =
        format!("select {} from entries where school_id = $1 and number > $2 order by number", COLUMNS.join(", "));
    tx.each(&sql, &[school.0.into(), after.into()], &mut |row| entry(read(row)?))
}

/// What is done with the number and the packed marks of an entry.
pub type EachPacked<'a> = &'a mut dyn FnMut(i64, &[u8]) -> Result<(), StoreError>;

/// Gives `entry` the number and the packed marks of every entry of `school` after number `after`, in order: all that a roll is
/// built from.
pub fn each_packed(tx: &mut dyn Tx, school: SchoolId, after: i64, entry: EachPacked<'_>) -> Result<(), StoreError> {
    let sql = "select number, marks from entries where school_id = $1 and number > $2 order by number";
    tx.each(sql, &[school.0.into(), after.into()], &mut |row| entry(row.int(0)?, row.bytes(1)?))
}

/// The entries of `school` that set marks on `day`, in order. In a transaction that writes they are held as by [`head`].
pub fn on(tx: &mut dyn Tx, school: SchoolId, day: Date) -> Result<Vec<Entry>, StoreError> {
    if tx.purpose() == Purpose::Write {
        head(tx, school)?;
    }
    let sql = format!(
        "select {} from entries where school_id = $1 and first_day <= $2 and last_day >= $2 order by number \
         limit {ACTS_A_DAY}",
        COLUMNS.join(", ")
    );
    let entries = tx.list(&sql, &[school.0.into(), day.into()], read)?;
    // Half a day's acts would look like a register with marks missing.
    if entries.len() == ACTS_A_DAY {
        return Err(StoreError::TooMany { what: "the acts of one day", limit: ACTS_A_DAY });
    }
    Ok(entries)
}

/// The entries that set the mark of `pupil` for `session`, in order, each with that mark alone.
pub fn of_mark(tx: &mut dyn Tx, school: SchoolId, pupil: PupilId, session: Session) -> Result<Vec<Entry>, StoreError> {
    let mut entries = on(tx, school, session.date)?;
    for entry in &mut entries {
        entry.what.marks.retain(|mark| mark.pupil == pupil && mark.session == session);
    }
    entries.retain(|entry| !entry.what.marks.is_empty());
    Ok(entries)
}

/// The amendments of a pupil's marks, newest first: entries of the acts that the law wants shown, each with those marks alone.
pub fn amendments(tx: &mut dyn Tx, school: SchoolId, pupil: PupilId, since: Date) -> Result<Vec<Entry>, StoreError> {
    let sql = format!(
        "select {} from entries where school_id = $1 and last_day >= $2 and act in ($3, $4, $5) \
         order by number desc limit 20000",
        COLUMNS.join(", ")
    );
    let acts = [Act::ReasonFound, Act::Amended, Act::Settled].map(|act| Value::from(act.word()));
    let values: Vec<Value> = [school.0.into(), since.into()].into_iter().chain(acts).collect();
    let mut entries = tx.list(&sql, &values, read)?;
    for entry in &mut entries {
        entry.what.marks.retain(|mark| mark.pupil == pupil);
    }
    entries.retain(|entry| !entry.what.marks.is_empty());
    Ok(entries)
}

/// The entries of a school since an instant that set marks of `day` or earlier, in order. A register taken in time is none of
/// them where the instant is later than it.
pub fn corrections(tx: &mut dyn Tx, school: SchoolId, since: Timestamp, day: Date) -> Result<Vec<Entry>, StoreError> {
    let sql = format!(
        "select {} from entries where school_id = $1 and at > $2 and first_day <> '' and first_day <= $3 \
         order by number limit {CORRECTIONS}",
        COLUMNS.join(", ")
    );
    let entries = tx.list(&sql, &[school.0.into(), since.into(), day.into()], read)?;
    if entries.len() == CORRECTIONS {
        return Err(StoreError::TooMany { what: "the corrections of a register", limit: CORRECTIONS });
    }
    Ok(entries)
}

/// Marks that were brought in from elsewhere, without the marks themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// Into which school's register.
    pub school: SchoolId,
    /// When the last of them came.
    pub at: Timestamp,
    /// By whom.
    pub name: String,
    /// From where, such as the name of a file.
    pub source: String,
    /// The first day with a mark.
    pub first: Date,
    /// The last day with a mark.
    pub last: Date,
}

/// What was brought into the registers since then, newest first: into that of `school`, or of everybody. What one person
/// brought in from one source counts as one import, however many entries it took.
pub fn imports(
    tx: &mut dyn Tx,
    school: Option<SchoolId>,
    since: Timestamp,
    limit: i64,
) -> Result<Vec<Import>, StoreError> {
    let sql = "select school_id, max(at), name, subject, min(first_day), max(last_day) from entries \
         where act = 'imported' and at >= $1 and first_day <> '' and (cast($2 as bigint) = 0 or school_id = $2) \
         group by school_id, name, subject order by max(at) desc, school_id limit $3";
    let values = [since.into(), school.map_or(0, |school| school.0).into(), limit.into()];
    tx.list(sql, &values, |row| {
        Ok(Import {
            school: SchoolId(row.int(0)?),
            at: row.at(1)?,
            name: row.text(2)?,
            source: row.text(3)?,
            first: row.date(4)?,
            last: row.date(5)?,
        })
    })
}

fn values(entry: &Entry) -> Vec<Value> {
    let what = &entry.what;
    let (first, last) =
        days(what).map_or((Value::from(""), Value::from("")), |(first, last)| (first.into(), last.into()));
    let subject = subject(&what.act);
    vec![
        what.school.0.into(),
        entry.number.into(),
        what.at.into(),
        what.by.person.0.into(),
        (&what.by.name).into(),
        (&what.by.position).into(),
        what.act.word().into(),
        subject.into(),
        (&what.reason).into(),
        first,
        last,
        pack(&what.marks).into(),
        entry.previous.into(),
        entry.hash.into(),
    ]
}

/// What an act is about, where it is about one thing: the group, or where marks were brought in from.
pub fn subject(act: &Act) -> String {
    match act {
        Act::Taken { group } => group.0.to_string(),
        Act::Imported { source } => source.clone(),
        _ => String::new(),
    }
}

/// The first and the last day of the marks of an act.
fn days(what: &NewEntry) -> Option<(Date, Date)> {
    let days = || what.marks.iter().map(|mark| mark.session.date);
    Some((days().min()?, days().max()?))
}

/// The act stored as `word` about `subject`.
pub fn act(word: &str, subject: &str) -> Option<Act> {
    Some(match word {
        "taken" => Act::Taken { group: GroupId(subject.parse().ok()?) },
        "signed in" => Act::SignedIn,
        "reason found" => Act::ReasonFound,
        "amended" => Act::Amended,
        "settled" => Act::Settled,
        "imported" => Act::Imported { source: subject.to_owned() },
        _ => return None,
    })
}

/// A row with its marks still packed.
pub(crate) struct Stored {
    pub(crate) entry: Entry,
    pub(crate) packed: Vec<u8>,
    /// The first and last day by which the entry is found.
    pub(crate) days: Option<(Date, Date)>,
}

pub(crate) fn stored(row: &Row) -> Result<Stored, StoreError> {
    let subject = row.str(7)?;
    let what = NewEntry {
        school: SchoolId(row.int(0)?),
        at: row.at(2)?,
        by: By { person: PersonId(row.int(3)?), name: row.text(4)?, position: row.text(5)? },
        act: row.parsed(6, "an act of the register", |word| act(word, subject))?,
        reason: row.text(8)?,
        marks: Vec::new(),
    };
    let entry = Entry { number: row.int(1)?, what, previous: row.hash(12)?, hash: row.hash(13)? };
    let days = if row.str(9)?.is_empty() { None } else { Some((row.date(9)?, row.date(10)?)) };
    Ok(Stored { entry, packed: row.bytes(11)?.to_vec(), days })
}

fn read(row: &Row) -> Result<Entry, StoreError> {
    let Stored { mut entry, packed, .. } = stored(row)?;
    // Whether each mark is still as it was written is the question of `crate::verify`, and costs more than all else here.
    let marks: Result<Vec<Mark>, _> = marks(&packed).collect();
    entry.what.marks = marks.map_err(|error| StoreError::Column {
        column: 11,
        value: format!("entry {}: {error}", entry.number),
        expected: "packed marks",
    })?;
    Ok(entry)
}

/// Every column of an entry, for [`crate::verify`].
pub(crate) fn select() -> String {
    format!("select {} from entries where school_id = $1 order by number", COLUMNS.join(", "))
}
