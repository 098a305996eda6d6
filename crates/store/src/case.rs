//! Casework events: append-only and chained, like the register.

use domain::{
    Date,
    act::By,
    case::{Done, Event, Reached},
    id::{ContactId, DocumentId, PersonId, PupilId, SchoolId},
    log::Hash,
    session::{Half, Session},
};

use crate::{
    Row, StoreError, Tx, Value,
    error::changed,
    head::{self, Head},
};

const COLUMNS: [&str; 13] = [
    "school_id",
    "number",
    "pupil_id",
    "at",
    "person_id",
    "name",
    "position",
    "kind",
    "subject",
    "detail",
    "note",
    "previous",
    "hash",
];

/// More events than one answer can truly have.
const EVENTS: usize = 1_000_000;

/// Appends one event.
pub fn append(tx: &mut dyn Tx, event: &Event) -> Result<(), StoreError> {
    append_many(tx, event.school, std::slice::from_ref(event))
}

/// Appends events of one school in their order.
pub fn append_many(tx: &mut dyn Tx, school: SchoolId, events: &[Event]) -> Result<(), StoreError> {
    if let Some(other) = events.iter().find(|event| event.school != school) {
        return Err(StoreError::TwoSchools(school, other.school));
    }
    let mut head = head::of(tx, school)?.cases;
    let mut rows = events.iter().map(|event| {
        let mut row = values(event, head.number + 1, head.hash);
        head = Head { number: head.number + 1, hash: hash(&row) };
        row.push(head.hash.into());
        row
    });
    let added = tx.bulk("case_events", &COLUMNS, &mut rows)?;
    changed("recording what was done", events.len() as u64, added)?;
    head::move_cases(tx, school, head)
}

/// The number of the last event of a school; 0 before the first.
pub fn last_number(tx: &mut dyn Tx, school: SchoolId) -> Result<i64, StoreError> {
    let sql = "select coalesce(max(number), 0) from case_events where school_id = $1";
    Ok(tx.first(sql, &[school.0.into()], |row| row.int(0))?.unwrap_or(0))
}

/// The events about a pupil, in order.
pub fn of_pupil(tx: &mut dyn Tx, pupil: PupilId) -> Result<Vec<Event>, StoreError> {
    let sql = format!(
        "select {} from case_events where pupil_id = $1 order by at, school_id, number limit {EVENTS}",
        COLUMNS.join(", ")
    );
    complete(tx.list(&sql, &[pupil.0.into()], read)?)
}

/// The events of a school since the beginning of `day`, in order.
pub fn of_school(tx: &mut dyn Tx, school: SchoolId, day: Date) -> Result<Vec<Event>, StoreError> {
    let since = day.to_zoned(jiff::tz::TimeZone::UTC).map_or(0, |start| start.timestamp().as_microsecond());
    let sql = format!(
        "select {} from case_events where school_id = $1 and at >= $2 order by number limit {EVENTS}",
        COLUMNS.join(", ")
    );
    complete(tx.list(&sql, &[school.0.into(), since.into()], read)?)
}

/// Part of a case would look like a case in which less was done.
fn complete(events: Vec<Event>) -> Result<Vec<Event>, StoreError> {
    if events.len() < EVENTS { Ok(events) } else { Err(StoreError::TooMany { what: "the events", limit: EVENTS }) }
}

/// Every column but the hash, which is taken over them.
fn values(event: &Event, number: i64, previous: Hash) -> Vec<Value> {
    let (kind, subject, detail) = parts(&event.done);
    vec![
        event.school.0.into(),
        number.into(),
        event.pupil.0.into(),
        event.at.into(),
        event.by.person.0.into(),
        (&event.by.name).into(),
        (&event.by.position).into(),
        kind.into(),
        subject.into(),
        detail.into(),
        (&event.note).into(),
        previous.into(),
    ]
}

/// The hash over all columns of a row but the hash itself, each with its length.
pub(crate) fn hash(row: &[Value]) -> Hash {
    let mut hasher = blake3::Hasher::new();
    for value in row {
        let bytes = match value {
            Value::Null => Vec::new(),
            Value::Int(value) => value.to_le_bytes().to_vec(),
            Value::Text(text) => text.clone().into_bytes(),
            Value::Bytes(bytes) => bytes.clone(),
        };
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(&bytes);
    }
    *hasher.finalize().as_bytes()
}

fn parts(done: &Done) -> (&'static str, String, String) {
    match done {
        Done::Contacted { contact, reached, about } => {
            ("contacted", contact.0.to_string(), format!("{about} {}", reached.word()))
        }
        Done::TaskDone { task } => ("task done", task.clone(), String::new()),
        Done::Considered { item, taken_up } => {
            ("considered", item.clone(), String::from(if *taken_up { "taken up" } else { "not taken up" }))
        }
        Done::Did { action, outcome } => ("did", action.clone(), outcome.clone()),
        Done::LetterMade { document, letter } => ("letter made", letter.clone(), document.0.to_string()),
    }
}

fn done(kind: &str, subject: &str, detail: &str) -> Option<Done> {
    Some(match kind {
        "contacted" => {
            let mut words = detail.splitn(3, ' ');
            let date = words.next()?.parse().ok()?;
            let half = Half::parse(words.next()?)?;
            let reached = Reached::parse(words.next()?)?;
            Done::Contacted { contact: ContactId(subject.parse().ok()?), reached, about: Session::new(date, half) }
        }
        "task done" => Done::TaskDone { task: subject.to_owned() },
        "considered" => Done::Considered { item: subject.to_owned(), taken_up: detail == "taken up" },
        "did" => Done::Did { action: subject.to_owned(), outcome: detail.to_owned() },
        "letter made" => Done::LetterMade { document: DocumentId(detail.parse().ok()?), letter: subject.to_owned() },
        _ => return None,
    })
}

fn read(row: &Row) -> Result<Event, StoreError> {
    let (subject, detail) = (row.str(8)?, row.str(9)?);
    Ok(Event {
        school: SchoolId(row.int(0)?),
        pupil: PupilId(row.int(2)?),
        at: row.at(3)?,
        by: By { person: PersonId(row.int(4)?), name: row.text(5)?, position: row.text(6)? },
        done: row.parsed(7, "a kind of event", |kind| done(kind, subject, detail))?,
        note: row.text(10)?,
    })
}

/// Every column of the events of a school, for [`crate::verify`].
pub(crate) fn select() -> String {
    format!("select {} from case_events where school_id = $1 order by number", COLUMNS.join(", "))
}
