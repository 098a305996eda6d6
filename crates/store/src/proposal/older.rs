//! Proposals from before there was a log of them, put into it once.

use domain::{
    act::By,
    id::{PersonId, ProposalId},
    proposal::{Answer, Draft, Event, Happened, Rewritten},
};

use super::LOG;
use crate::{Row, StoreError, Tx, head};

/// Begins the log with what the tables before it held, in the order in which it happened.
pub(crate) fn carry_over(tx: &mut dyn Tx) -> Result<(), StoreError> {
    head::begin_proposals(tx)?;
    let proposed = "select id, at, person_id, name, position, pack, chapter, body, begun_from, applies_from, reason \
         from proposals order by at, id";
    let answered = "select proposal_id, at, person_id, name, position, answer, reason from proposal_verdicts \
         order by at, proposal_id";
    let mut events = Vec::new();
    for of_proposal in tx.list(proposed, &[], proposal)? {
        events.extend(of_proposal);
    }
    events.extend(tx.list(answered, &[], verdict)?);
    // What was proposed stays before what was said to it in the same instant.
    events.sort_by_key(|event| event.at);
    if let Some(end) = head::of_proposals(tx)? {
        let end = LOG.append(tx, end, &events)?;
        head::move_proposals(tx, end)?;
    }
    Ok(())
}

fn by(row: &Row) -> Result<By, StoreError> {
    Ok(By { person: PersonId(row.int(2)?), name: row.text(3)?, position: row.text(4)? })
}

fn proposal(row: &Row) -> Result<Vec<Event>, StoreError> {
    let draft = Draft {
        pack: row.text(5)?,
        first: Rewritten { chapter: row.text(6)?, text: row.text(7)?, begun_from: row.hash(8)? },
        beside: Vec::new(),
        from: row.date(9)?,
        reason: row.text(10)?,
    };
    Ok(draft.events(ProposalId(row.int(0)?), row.at(1)?, &by(row)?))
}

fn verdict(row: &Row) -> Result<Event, StoreError> {
    let answer = row.parsed(5, "an answer to a proposal", Answer::parse)?;
    let what = Happened::Answered(answer, row.text(6)?);
    Ok(Event { proposal: ProposalId(row.int(0)?), at: row.at(1)?, by: by(row)?, what })
}
