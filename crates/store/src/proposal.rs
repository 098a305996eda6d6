//! Changes of handbooks that somebody proposed, with what somebody else said to them. Append-only.

use domain::{
    act::By,
    id::{PersonId, ProposalId},
    proposal::{Answer, Draft, Proposal, Verdict},
};
use jiff::Timestamp;

use crate::{Row, StoreError, Tx, error::changed};

/// More proposals than a handbook ever has.
const MOST: i64 = 100_000;

const COLUMNS: &str =
    "p.id, p.at, p.person_id, p.name, p.position, p.pack, p.chapter, p.body, p.begun_from, p.applies_from, p.reason";

/// Keeps a draft as a proposal.
pub fn append(tx: &mut dyn Tx, draft: &Draft, by: &By, at: Timestamp) -> Result<ProposalId, StoreError> {
    let id = crate::next_id::of(tx, "proposals")?;
    let sql = "insert into proposals (id, at, person_id, name, position, pack, chapter, body, begun_from, applies_from, reason) \
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let values = [
        id.into(),
        at.into(),
        by.person.0.into(),
        (&by.name).into(),
        (&by.position).into(),
        (&draft.pack).into(),
        (&draft.chapter).into(),
        (&draft.text).into(),
        draft.begun_from.into(),
        draft.from.into(),
        (&draft.reason).into(),
    ];
    changed("keeping a proposal", 1, tx.exec(sql, &values)?)?;
    Ok(ProposalId(id))
}

/// Keeps what was said to a proposal. The database refuses a second verdict on the same one.
pub fn decide(tx: &mut dyn Tx, proposal: ProposalId, verdict: &Verdict) -> Result<(), StoreError> {
    let sql = "insert into proposal_verdicts (proposal_id, at, person_id, name, position, answer, reason) \
               values ($1, $2, $3, $4, $5, $6, $7)";
    let values = [
        proposal.0.into(),
        verdict.at.into(),
        verdict.by.person.0.into(),
        (&verdict.by.name).into(),
        (&verdict.by.position).into(),
        verdict.answer.word().into(),
        (&verdict.reason).into(),
    ];
    changed("keeping what was said to a proposal", 1, tx.exec(sql, &values)?)
}

/// Every proposal, the first first.
pub fn all(tx: &mut dyn Tx) -> Result<Vec<Proposal>, StoreError> {
    let sql = format!("{} order by p.id limit {MOST}", select());
    tx.list(&sql, &[], read)
}

/// One proposal.
pub fn find(tx: &mut dyn Tx, id: ProposalId) -> Result<Option<Proposal>, StoreError> {
    tx.first(&format!("{} where p.id = $1", select()), &[id.0.into()], read)
}

/// How many proposals were decided: whoever knows as many knows all.
pub fn decided(tx: &mut dyn Tx) -> Result<i64, StoreError> {
    Ok(tx.first("select count(*) from proposal_verdicts", &[], |row| row.int(0))?.unwrap_or(0))
}

fn select() -> String {
    format!(
        "select {COLUMNS}, v.at, v.person_id, v.name, v.position, v.answer, v.reason \
         from proposals p left join proposal_verdicts v on v.proposal_id = p.id"
    )
}

fn read(row: &Row) -> Result<Proposal, StoreError> {
    Ok(Proposal {
        id: ProposalId(row.int(0)?),
        at: row.at(1)?,
        by: By { person: PersonId(row.int(2)?), name: row.text(3)?, position: row.text(4)? },
        draft: Draft {
            pack: row.text(5)?,
            chapter: row.text(6)?,
            text: row.text(7)?,
            begun_from: row.hash(8)?,
            from: row.date(9)?,
            reason: row.text(10)?,
        },
        verdict: verdict(row)?,
    })
}

fn verdict(row: &Row) -> Result<Option<Verdict>, StoreError> {
    if row.int_or_null(11)?.is_none() {
        return Ok(None);
    }
    Ok(Some(Verdict {
        at: row.at(11)?,
        by: By { person: PersonId(row.int(12)?), name: row.text(13)?, position: row.text(14)? },
        answer: row.parsed(15, "an answer to a proposal", Answer::parse)?,
        reason: row.text(16)?,
    }))
}
