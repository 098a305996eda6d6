//! Casework events: append-only and chained, like the register.

mod chained;

use domain::{
    Date,
    act::By,
    case::{Done, Event, Reached},
    id::{ContactId, DocumentId, EvidenceId, MessageId, PersonId, PupilId, SchoolId},
    line::{escaped, plain},
    log::Hash,
    message::Channel,
    session::{Half, Session},
};

use crate::{
    Row, StoreError, Tx, Value,
    chain::{EVENTS, Log, SchoolLog, complete},
    head,
};

pub use chained::{chained, hash_of};

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

pub(crate) const LOG: SchoolLog<Event> = SchoolLog {
    log: Log { table: "case_events", columns: &COLUMNS, what: "recording what was done", values },
    school: |event| event.school,
    head: |heads| heads.cases,
    move_head: head::move_cases,
};

/// Appends one event.
pub fn append(tx: &mut dyn Tx, event: &Event) -> Result<(), StoreError> {
    append_many(tx, event.school, std::slice::from_ref(event))
}

/// Appends events of one school in their order.
pub fn append_many(tx: &mut dyn Tx, school: SchoolId, events: &[Event]) -> Result<(), StoreError> {
    LOG.append_many(tx, school, events)
}

/// The number of the last event of a school; 0 before the first.
pub fn last_number(tx: &mut dyn Tx, school: SchoolId) -> Result<i64, StoreError> {
    LOG.last_number(tx, school)
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

/// What was done of a school under one of these names since the beginning of `day`, in order.
pub fn named(tx: &mut dyn Tx, school: SchoolId, day: Date, names: &[&str]) -> Result<Vec<Event>, StoreError> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let since = day.to_zoned(jiff::tz::TimeZone::UTC).map_or(0, |start| start.timestamp().as_microsecond());
    let places: Vec<String> = (3..names.len() + 3).map(|place| format!("${place}")).collect();
    let sql = format!(
        "select {} from case_events where school_id = $1 and at >= $2 and kind = 'did' and subject in ({}) \
         order by number limit {EVENTS}",
        COLUMNS.join(", "),
        places.join(", ")
    );
    let mut values: Vec<Value> = vec![school.0.into(), since.into()];
    values.extend(names.iter().map(|name| Value::from(*name)));
    complete(tx.list(&sql, &values, read)?)
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

/// What was done as three columns: its kind, what it is called, and everything else of it.
pub fn parts(done: &Done) -> (&'static str, String, String) {
    match done {
        Done::Contacted { contact, reached, about } => {
            ("contacted", contact.0.to_string(), format!("{about} {}", reached.word()))
        }
        Done::TaskDone { task } => ("task done", task.clone(), String::new()),
        Done::Considered { item, taken_up } => {
            ("considered", item.clone(), String::from(if *taken_up { "taken up" } else { "not taken up" }))
        }
        Done::Did { action, outcome, to, fields } => ("did", action.clone(), did_detail(outcome, to, fields)),
        Done::LetterMade { document, letter, to, fields } => {
            ("letter made", letter.clone(), did_detail(&document.0.to_string(), to, fields))
        }
        Done::Messaged { message, template, to, channel, about } => {
            let about: Vec<String> = about.iter().map(Session::to_string).collect();
            let fields = [(CHANNEL.into(), channel.word().into()), (ABOUT.into(), about.join(", "))];
            ("messaged", template.clone(), did_detail(&message.0.to_string(), to, &fields))
        }
        Done::Replied { contact, reason, about, back, evidence } => {
            let about: Vec<String> = about.iter().map(Session::to_string).collect();
            let evidence: Vec<String> = evidence.iter().map(EvidenceId::to_string).collect();
            let back = back.map(|day| day.to_string()).unwrap_or_default();
            let fields = [(ABOUT, about.join(", ")), (BACK, back), (EVIDENCE, evidence.join(", "))];
            let given: Vec<(String, String)> = (fields.into_iter())
                .filter(|(_, value)| !value.is_empty())
                .map(|(name, value)| (name.into(), value))
                .collect();
            ("replied", contact.0.to_string(), did_detail(reason, "", &given))
        }
        Done::Purged => ("purged", String::new(), String::new()),
    }
}

/// Reads [`parts`].
pub fn done(kind: &str, subject: &str, detail: &str) -> Option<Done> {
    Some(match kind {
        "contacted" => {
            let mut words = detail.splitn(3, ' ');
            let date = words.next()?.parse().ok()?;
            let half = Half::parse(words.next()?)?;
            let reached = Reached::parse(words.next()?)?;
            Done::Contacted { contact: ContactId(subject.parse().ok()?), reached, about: Session::new(date, half) }
        }
        "purged" => Done::Purged,
        "task done" => Done::TaskDone { task: subject.to_owned() },
        "considered" => Done::Considered { item: subject.to_owned(), taken_up: detail == "taken up" },
        "did" => {
            let (outcome, to, fields) = did(detail);
            Done::Did { action: subject.to_owned(), outcome, to, fields }
        }
        "letter made" => {
            let (document, to, fields) = did(detail);
            Done::LetterMade { document: DocumentId(document.parse().ok()?), letter: subject.to_owned(), to, fields }
        }
        "messaged" => {
            let (message, to, fields) = did(detail);
            let field = |name| fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str());
            Done::Messaged {
                message: MessageId(message.parse().ok()?),
                template: subject.to_owned(),
                channel: Channel::parse(field(CHANNEL)?)?,
                about: parted(field(ABOUT)?).map(session).collect::<Option<Vec<Session>>>()?,
                to,
            }
        }
        "replied" => {
            let (reason, _, fields) = did(detail);
            let field = |name| fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str());
            let evidence = parted(field(EVIDENCE).unwrap_or_default()).map(|id| id.parse().ok().map(EvidenceId));
            Done::Replied {
                contact: ContactId(subject.parse().ok()?),
                reason,
                about: parted(field(ABOUT).unwrap_or_default()).map(session).collect::<Option<Vec<Session>>>()?,
                back: field(BACK).map(str::parse).transpose().ok()?,
                evidence: evidence.collect::<Option<Vec<EvidenceId>>>()?,
            }
        }
        _ => return None,
    })
}

/// The fields in the detail of a message and of a reply: how it travels, the sessions it is about, when the child is expected
/// back, and what came with it.
const CHANNEL: &str = "channel";
const ABOUT: &str = "about";
const BACK: &str = "back";
const EVIDENCE: &str = "evidence";

/// The parts of a list.
fn parted(text: &str) -> impl Iterator<Item = &str> {
    text.split(", ").filter(|text| !text.is_empty())
}

/// Reads `2027-03-12 am`.
pub(crate) fn session(text: &str) -> Option<Session> {
    let (date, half) = text.split_once(' ')?;
    Some(Session::new(date.parse().ok()?, Half::parse(half)?))
}

/// How something ended on the first line, then the parent and each field on lines of their own, name and value parted by a tab.
fn did_detail(outcome: &str, to: &str, fields: &[(String, String)]) -> String {
    let mut detail = escaped(outcome);
    let parent = [("", to)].into_iter().filter(|(_, to)| !to.is_empty());
    for (name, value) in parent.chain(fields.iter().map(|(name, value)| (name.as_str(), value.as_str()))) {
        detail.push('\n');
        detail.push_str(&escaped(name));
        detail.push('\t');
        detail.push_str(&escaped(value));
    }
    detail
}

/// The first line, the parent, and the fields of [`did_detail`].
fn did(detail: &str) -> (String, String, Vec<(String, String)>) {
    let mut lines = detail.split('\n');
    let outcome = plain(lines.next().unwrap_or(""));
    let (mut to, mut fields) = (String::new(), Vec::new());
    for (name, value) in lines.filter_map(|line| line.split_once('\t')) {
        if name.is_empty() {
            to = plain(value);
        } else {
            fields.push((plain(name), plain(value)));
        }
    }
    (outcome, to, fields)
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
