//! Changes of handbooks: one log for the whole program of what was proposed, checked, approved, declined and withdrawn.
//! Append-only and chained, like the logs of the schools.

mod older;

use domain::{
    Date,
    act::By,
    id::{PersonId, ProposalId},
    log::Hash,
    proposal::{Answer, Draft, Event, Findings, Happened, Proposal, Rewritten, Verdict, fold},
};
use jiff::Timestamp;

use crate::{
    Purpose, Row, StoreError, Tx, Value,
    chain::{Chained, EVENTS, Log, hash},
    head,
};

pub(crate) use older::carry_over;

const COLUMNS: [&str; 14] = [
    "number",
    "proposal_id",
    "at",
    "person_id",
    "name",
    "position",
    "kind",
    "chapter",
    "begun_from",
    "applies_from",
    "body",
    "reason",
    "previous",
    "hash",
];

pub(crate) const LOG: Log<Event> =
    Log { table: "proposal_events", columns: &COLUMNS, what: "recording what became of a proposal", values };

/// Keeps a draft as a proposal, which was found to be able to stand.
pub fn append(
    tx: &mut dyn Tx,
    draft: &Draft,
    found: Findings,
    by: &By,
    at: Timestamp,
) -> Result<ProposalId, StoreError> {
    // Who is first to hold the end of the log is given the next number.
    let end = head::of_proposals(tx)?;
    let sql = "select coalesce(max(proposal_id), 0) + 1 from proposal_events";
    let id = ProposalId(tx.first(sql, &[], |row| row.int(0))?.unwrap_or(1));
    let mut events = draft.events(id, at, by);
    events.push(Event { proposal: id, at, by: by.clone(), what: Happened::Checked(found) });
    put(tx, end, &events)?;
    Ok(id)
}

/// Keeps how a proposal ended, and what a check found that it rests on. The database refuses a second end of the same one.
pub fn decide(
    tx: &mut dyn Tx,
    proposal: ProposalId,
    verdict: &Verdict,
    found: Option<Findings>,
) -> Result<(), StoreError> {
    let event = |what| Event { proposal, at: verdict.at, by: verdict.by.clone(), what };
    let answered = Happened::Answered(verdict.answer, verdict.reason.clone());
    let events: Vec<Event> = found.map(Happened::Checked).into_iter().chain([answered]).map(event).collect();
    let end = head::of_proposals(tx)?;
    put(tx, end, &events)
}

/// Appends behind `end`; to a log whose end was taken away nothing is appended.
fn put(tx: &mut dyn Tx, end: Option<head::Head>, events: &[Event]) -> Result<(), StoreError> {
    let end = end.ok_or(StoreError::NoEnd)?;
    let end = LOG.append(tx, end, events)?;
    head::move_proposals(tx, end)
}

/// Every proposal, the first first.
pub fn all(tx: &mut dyn Tx) -> Result<Vec<Proposal>, StoreError> {
    Ok(fold(chained(tx)?.into_iter().map(|one| one.event)))
}

/// One proposal.
pub fn find(tx: &mut dyn Tx, id: ProposalId) -> Result<Option<Proposal>, StoreError> {
    let sql = format!(
        "select {} from proposal_events where proposal_id = $1 order by number limit {EVENTS}",
        COLUMNS.join(", ")
    );
    Ok(fold(tx.list(&sql, &[id.0.into()], read)?).pop())
}

/// How many proposals ended: whoever knows as many knows all. In a transaction that writes, no other ends until it does.
pub fn decided(tx: &mut dyn Tx) -> Result<i64, StoreError> {
    if tx.purpose() == Purpose::Write {
        head::of_proposals(tx)?;
    }
    let sql = "select count(*) from proposal_events where kind in ('approved', 'declined', 'withdrawn')";
    Ok(tx.first(sql, &[], |row| row.int(0))?.unwrap_or(0))
}

/// The whole log with its chain, in order.
pub fn chained(tx: &mut dyn Tx) -> Result<Vec<Chained<Event>>, StoreError> {
    tx.list(&select(), &[], |row| {
        Ok(Chained { number: row.int(0)?, event: read(row)?, previous: row.hash(12)?, hash: row.hash(13)? })
    })
}

/// The hash of an event at this place.
pub fn hash_of(event: &Event, number: i64, previous: Hash) -> Hash {
    hash(&values(event, number, previous))
}

/// Every column of the log, in order, for [`crate::verify`].
pub(crate) fn select() -> String {
    format!("select {} from proposal_events order by number limit {EVENTS}", COLUMNS.join(", "))
}

/// What happened, as the columns hold it. What an event does not have is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parts {
    /// `proposed`, `checked`, or the word of an answer.
    pub kind: String,
    /// `lancashire/1-pathway`.
    pub chapter: String,
    /// The hash of what it said when the draft was begun.
    pub begun_from: String,
    /// The first day on which it is to apply.
    pub applies_from: String,
    /// What the chapter is to say, or what the check found.
    pub body: String,
    /// Why.
    pub reason: String,
}

/// What happened as columns.
pub fn parts(what: &Happened) -> Parts {
    match what {
        Happened::Proposed { pack, chapter, from, reason } => Parts {
            kind: PROPOSED.into(),
            chapter: format!("{pack}/{}", chapter.chapter),
            begun_from: blake3::Hash::from_bytes(chapter.begun_from).to_hex().to_string(),
            applies_from: from.to_string(),
            body: chapter.text.clone(),
            reason: reason.clone(),
        },
        Happened::Checked(found) => Parts { kind: CHECKED.into(), body: findings(found), ..Parts::default() },
        Happened::Answered(answer, reason) => {
            Parts { kind: answer.word().into(), reason: reason.clone(), ..Parts::default() }
        }
    }
}

/// Reads [`parts`].
pub fn happened(parts: Parts) -> Option<Happened> {
    Some(match parts.kind.as_str() {
        PROPOSED => {
            let (pack, chapter) = parts.chapter.split_once('/')?;
            let begun_from = *blake3::Hash::from_hex(&parts.begun_from).ok()?.as_bytes();
            Happened::Proposed {
                pack: pack.to_owned(),
                chapter: Rewritten { chapter: chapter.to_owned(), text: parts.body, begun_from },
                from: parts.applies_from.parse::<Date>().ok()?,
                reason: parts.reason,
            }
        }
        CHECKED => Happened::Checked(read_findings(&parts.body)?),
        word => Happened::Answered(Answer::parse(word)?, parts.reason),
    })
}

const PROPOSED: &str = "proposed";
const CHECKED: &str = "checked";

fn findings(found: &Findings) -> String {
    let Findings { examples, changes, children, bands, tasks } = found;
    format!("examples {examples}, changes {changes}, children {children}, bands {bands}, tasks {tasks}")
}

fn read_findings(text: &str) -> Option<Findings> {
    let counts = text.split(", ").map(|part| part.rsplit_once(' ')?.1.parse().ok());
    let counts: Vec<u64> = counts.collect::<Option<_>>()?;
    let [examples, changes, children, bands, tasks] = counts.try_into().ok()?;
    Some(Findings { examples, changes, children, bands, tasks })
}

/// Every column but the hash, which is taken over them.
fn values(event: &Event, number: i64, previous: Hash) -> Vec<Value> {
    let Parts { kind, chapter, begun_from, applies_from, body, reason } = parts(&event.what);
    vec![
        number.into(),
        event.proposal.0.into(),
        event.at.into(),
        event.by.person.0.into(),
        (&event.by.name).into(),
        (&event.by.position).into(),
        kind.into(),
        chapter.into(),
        begun_from.into(),
        applies_from.into(),
        body.into(),
        reason.into(),
        previous.into(),
    ]
}

fn read(row: &Row) -> Result<Event, StoreError> {
    let parts = Parts {
        kind: row.text(6)?,
        chapter: row.text(7)?,
        begun_from: row.text(8)?,
        applies_from: row.text(9)?,
        body: row.text(10)?,
        reason: row.text(11)?,
    };
    Ok(Event {
        proposal: ProposalId(row.int(1)?),
        at: row.at(2)?,
        by: By { person: PersonId(row.int(3)?), name: row.text(4)?, position: row.text(5)? },
        what: row.parsed(6, "something that happens to a proposal", |_| happened(parts))?,
    })
}
