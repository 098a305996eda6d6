use alloc::vec;

use jiff::civil::date;

use super::*;
use crate::{clock, id::PersonId};

const DAY: Date = date(2026, 11, 24);

fn by(person: i64) -> By {
    By { person: PersonId(person), name: "Maggie Thwaite".into(), position: "administrator".into() }
}

fn now() -> (Timestamp, Date) {
    (clock::instant(DAY, jiff::civil::time(9, 0, 0, 0)), DAY)
}

fn rewritten(chapter: &str, begun_from: u8) -> Rewritten {
    Rewritten { chapter: chapter.into(), text: "# Pack: Lancashire".into(), begun_from: [begun_from; 32] }
}

fn proposal() -> Proposal {
    let draft = Draft {
        pack: "lancashire".into(),
        first: rewritten("1-pathway", 1),
        beside: vec![rewritten("9-examples", 2)],
        from: date(2026, 12, 1),
        reason: "The panel asked for it".into(),
    };
    Proposal { id: ProposalId(1), at: now().0, by: by(7), draft, checks: Vec::new(), verdict: None }
}

#[test]
fn nobody_approves_what_they_proposed_and_nobody_else_takes_it_back() {
    let proposal = proposal();
    assert_eq!(proposal.decide(by(7), now(), Answer::Approved, "Good"), Err(ProposalError::Own));
    let not_own = Err(ProposalError::NotOwn("Maggie Thwaite".into()));
    assert_eq!(proposal.decide(by(8), now(), Answer::Withdrawn, "No more"), not_own);
    let withdrawn = proposal.decide(by(7), now(), Answer::Withdrawn, "No more").expect("it is theirs");
    assert!(!Proposal { verdict: Some(withdrawn), ..proposal.clone() }.is_approved());
    let verdict = proposal.decide(by(8), now(), Answer::Approved, " Good ").expect("somebody else may");
    assert_eq!((verdict.reason.as_str(), verdict.answer), ("Good", Answer::Approved));
    assert!(Proposal { verdict: Some(verdict), ..proposal }.is_approved());
}

#[test]
fn it_is_decided_once_with_a_reason_and_before_its_day_is_past() {
    let mut proposal = proposal();
    assert_eq!(proposal.decide(by(8), now(), Answer::Declined, " "), Err(ProposalError::NoReason));
    let late = (now().0, date(2026, 12, 2));
    let past = Err(ProposalError::Past(date(2026, 12, 1)));
    assert_eq!(proposal.decide(by(8), late, Answer::Approved, "Good"), past);
    assert!(proposal.decide(by(8), late, Answer::Declined, "Too late").is_ok());
    proposal.verdict = proposal.decide(by(8), now(), Answer::Declined, "No").ok();
    let again = proposal.decide(by(9), now(), Answer::Approved, "Good");
    assert_eq!(again, Err(ProposalError::Decided(Answer::Declined)));
    assert!(!proposal.is_approved());
}

#[test]
fn a_draft_says_something_new_from_a_day_to_come() {
    let draft = proposal().draft;
    let said = |chapter: &str| if chapter == "1-pathway" { [1; 32] } else { [2; 32] };
    let new = |_: &str| [9; 32];
    assert_eq!(draft.check(DAY, said, new), Ok(()));
    let moved = |chapter: &str| if chapter == "1-pathway" { [1; 32] } else { [3; 32] };
    assert_eq!(draft.check(DAY, moved, new), Err(ProposalError::Stale), "one chapter of it was changed meanwhile");
    let alone = Draft { beside: Vec::new(), ..draft.clone() };
    assert_eq!(alone.check(DAY, said, |_| [1; 32]), Err(ProposalError::Nothing));
    let past = Draft { from: date(2026, 11, 23), ..draft.clone() };
    assert_eq!(past.check(DAY, said, new), Err(ProposalError::Past(past.from)));
    let mute = Draft { reason: " ".into(), ..draft };
    assert_eq!(mute.check(DAY, said, new), Err(ProposalError::NoReason));
}

#[test]
fn a_proposal_is_what_its_events_make_of_it() {
    let mut proposal = proposal();
    let found = Findings { examples: 233, changes: 2, children: 8, bands: 1, tasks: 0 };
    proposal.checks.push(Check { at: now().0, by: by(7), found });
    proposal.verdict = proposal.decide(by(8), now(), Answer::Approved, "Good").ok();
    let mut events = proposal.draft.events(proposal.id, proposal.at, &proposal.by);
    assert_eq!(events.len(), 2, "one for each chapter");
    let event = |person, what| Event { proposal: ProposalId(1), at: now().0, by: by(person), what };
    events.push(event(7, Happened::Checked(found)));
    events.push(event(8, Happened::Answered(Answer::Approved, "Good".into())));
    events.push(Event { proposal: ProposalId(2), ..event(8, Happened::Checked(found)) });
    assert_eq!(fold(events), [proposal]);
}
