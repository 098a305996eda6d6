//! Changes of handbooks that were proposed.

use domain::{
    act::By,
    id::{PersonId, ProposalId},
    proposal::{Answer, Draft, Findings, Rewritten, Verdict},
};
use jiff::civil::date;
use store::{
    Engine, Store, StoreError, proposal,
    testing::{Database, on_both},
    verify::{self, EventLog, Fault},
};

use crate::hillside::{lift_guards, now};

fn by(person: i64) -> By {
    By { person: PersonId(person), name: "Maggie Thwaite".into(), position: "administrator".into() }
}

fn rewritten(chapter: &str) -> Rewritten {
    let text = "# Pack: Lancashire\n\n> “It’s so”, with | and \\ and 14½\n";
    Rewritten { chapter: chapter.into(), text: text.into(), begun_from: [7; 32] }
}

fn draft() -> Draft {
    Draft {
        pack: "lancashire".into(),
        first: rewritten("1-pathway"),
        beside: vec![rewritten("9-examples")],
        from: date(2026, 12, 1),
        reason: "The panel asked for it".into(),
    }
}

const FOUND: Findings = Findings { examples: 233, changes: 2, children: 8, bands: 1, tasks: 0 };

fn propose(store: &Store) -> ProposalId {
    store.write(move |tx| proposal::append(tx, &draft(), FOUND, &by(7), now())).expect("writable")
}

fn verdict(answer: Answer) -> Verdict {
    Verdict { at: now(), by: by(8), answer, reason: "Agreed".into() }
}

fn decide(store: &Store, id: ProposalId, answer: Answer, found: Option<Findings>) -> Result<(), StoreError> {
    store.write(move |tx| proposal::decide(tx, id, &verdict(answer), found))
}

fn faults(store: &Store) -> Vec<Fault> {
    store.read(verify::proposals).expect("the log can be read").faults
}

/// Changes the log as somebody with the database's own tools could.
fn tamper(store: &Store, sql: &'static str) {
    let changed = store.write::<u64, StoreError>(move |tx| {
        lift_guards(tx)?;
        tx.exec(sql, &[])
    });
    assert_eq!(changed.expect("the guards are lifted"), 1);
}

#[test]
fn a_proposal_is_read_back_as_it_was_written_with_its_checks_and_what_was_said_to_it() {
    on_both(|store| {
        let (first, second) = (propose(store), propose(store));
        decide(store, second, Answer::Approved, Some(FOUND)).expect("writable");
        let all = store.read(proposal::all).expect("readable");
        assert_eq!(all.iter().map(|one| one.id).collect::<Vec<_>>(), [first, second]);
        assert_eq!((&all[0].draft, &all[0].by, &all[0].verdict), (&draft(), &by(7), &None));
        assert_eq!((all[0].checks.len(), all[0].checks[0].found), (1, FOUND));
        assert_eq!(all[1].verdict, Some(verdict(Answer::Approved)));
        let checked_for: Vec<&By> = all[1].checks.iter().map(|check| &check.by).collect();
        assert_eq!(checked_for, [&by(7), &by(8)]);
        assert_eq!(store.read(move |tx| proposal::find(tx, second)).expect("readable").as_ref(), all.last());
        assert_eq!(store.read(proposal::decided).expect("readable"), 1);
        assert_eq!(faults(store), []);
    });
}

#[test]
fn what_was_proposed_and_said_stays_and_ends_once() {
    on_both(|store| {
        let id = propose(store);
        decide(store, id, Answer::Withdrawn, None).expect("writable");
        assert!(decide(store, id, Answer::Approved, None).is_err(), "a second end is refused");
        for sql in ["update proposal_events set body = $1", "delete from proposal_events where body <> $1"] {
            assert!(store.write::<u64, StoreError>(|tx| tx.exec(sql, &["x".into()])).is_err(), "{sql}");
        }
        let kept = store.read(move |tx| proposal::find(tx, id)).expect("readable").expect("it stands");
        assert_eq!(kept.verdict, Some(verdict(Answer::Withdrawn)));
        assert_eq!(faults(store), []);
    });
}

#[test]
fn one_letter_changed_in_an_approved_chapter_is_found_and_says_which_proposal() {
    on_both(|store| {
        propose(store);
        let id = propose(store);
        decide(store, id, Answer::Approved, None).expect("writable");
        tamper(store, "update proposal_events set body = replace(body, '14½', '15½') where number = 5");
        let fault = Fault::Proposal { proposal: id, chapter: "lancashire/9-examples".into(), event: 5 };
        assert_eq!(
            fault.to_string(),
            "proposal 2 for `lancashire/9-examples` is not as it was written, in event 5 of the proposal log: restore it \
             from a backup"
        );
        assert_eq!(faults(store), [fault]);
    });
}

#[test]
fn an_answer_turned_round_or_taken_away_is_found() {
    on_both(|store| {
        let id = propose(store);
        decide(store, id, Answer::Declined, None).expect("writable");
        tamper(store, "update proposal_events set kind = 'approved' where kind = 'declined'");
        assert_eq!(faults(store), [Fault::Proposal { proposal: id, chapter: String::new(), event: 4 }]);
        store.write(|tx| tx.exec("delete from proposal_events where number = 4", &[])).expect("writable");
        assert_eq!(faults(store), [Fault::EventHead { log: EventLog::Proposals, expected: 4, found: 3 }]);
        store.write(|tx| tx.exec("delete from proposal_head", &[])).expect("writable");
        assert_eq!(faults(store), [Fault::NoProposalHead]);
        assert!(matches!(decide(store, id, Answer::Approved, None), Err(StoreError::NoEnd)));
    });
}

#[test]
fn proposals_from_before_the_log_come_into_it_once() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let database = Database::new(engine);
        let older = Store::open_at_step(database.address(), 7).expect("an empty database opens");
        let written = older.write::<u64, StoreError>(|tx| {
            for (id, at) in [(1_i64, 100_i64), (2, 300)] {
                let sql = "insert into proposals (id, at, person_id, name, position, pack, chapter, body, begun_from, \
                     applies_from, reason) values ($1, $2, 7, 'Maggie Thwaite', 'administrator', 'lancashire', \
                     '1-pathway', 'It is so', $3, '2026-12-01', 'The panel asked for it')";
                tx.exec(sql, &[id.into(), at.into(), [7_u8; 32].into()])?;
            }
            let sql = "insert into proposal_verdicts (proposal_id, at, person_id, name, position, answer, reason) \
                 values (1, 200, 8, 'Idris Penhallow', 'administrator', 'approved', 'Agreed')";
            tx.exec(sql, &[])
        });
        assert_eq!(written.expect("writable"), 1);
        drop(older);
        for _ in 0..2 {
            let store = Store::open(database.address()).expect("it is brought up to date");
            let all = store.read(proposal::all).expect("readable");
            assert_eq!(
                all.iter().map(|one| (one.id.0, one.is_approved())).collect::<Vec<_>>(),
                [(1, true), (2, false)]
            );
            assert_eq!((all[0].draft.first.text.as_str(), all[0].draft.beside.len()), ("It is so", 0));
            assert_eq!(all[0].draft.first.begun_from, [7; 32]);
            let log = store.read(proposal::chained).expect("readable");
            let order: Vec<i64> = log.iter().map(|one| one.event.proposal.0).collect();
            assert_eq!((order, faults(&store)), (vec![1, 1, 2], vec![]), "in the order in which it happened");
        }
    }
}
