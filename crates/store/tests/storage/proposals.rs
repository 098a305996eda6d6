//! Changes of handbooks that were proposed.

use domain::{
    act::By,
    id::{PersonId, ProposalId},
    proposal::{Answer, Draft, Verdict},
};
use jiff::civil::date;
use store::{Store, StoreError, proposal, testing::on_both};

use crate::hillside::{hillside, now};

fn by(person: i64) -> By {
    By { person: PersonId(person), name: "Maggie Thwaite".into(), position: "administrator".into() }
}

fn draft() -> Draft {
    Draft {
        pack: "lancashire".into(),
        chapter: "1-pathway".into(),
        text: "# Pack: Lancashire\n\n> “It’s so”, with | and \\ and 14½\n".into(),
        begun_from: [7; 32],
        from: date(2026, 12, 1),
        reason: "The panel asked for it".into(),
    }
}

fn propose(store: &Store) -> ProposalId {
    store.write(move |tx| proposal::append(tx, &draft(), &by(7), now())).expect("writable")
}

fn verdict(answer: Answer) -> Verdict {
    Verdict { at: now(), by: by(8), answer, reason: "Agreed".into() }
}

#[test]
fn a_proposal_is_read_back_as_it_was_written_with_what_was_said_to_it() {
    on_both(|store| {
        hillside(store);
        let (first, second) = (propose(store), propose(store));
        store.write(move |tx| proposal::decide(tx, second, &verdict(Answer::Approved))).expect("writable");
        let all = store.read(proposal::all).expect("readable");
        assert_eq!(all.iter().map(|one| one.id).collect::<Vec<_>>(), [first, second]);
        assert_eq!((&all[0].draft, &all[0].by, &all[0].verdict), (&draft(), &by(7), &None));
        assert_eq!(all[1].verdict, Some(verdict(Answer::Approved)));
        assert_eq!(store.read(move |tx| proposal::find(tx, second)).expect("readable").as_ref(), all.last());
        assert_eq!(store.read(proposal::decided).expect("readable"), 1);
    });
}

#[test]
fn what_was_proposed_and_said_stays_and_is_decided_once() {
    on_both(|store| {
        hillside(store);
        let id = propose(store);
        store.write(move |tx| proposal::decide(tx, id, &verdict(Answer::Declined))).expect("writable");
        let again = store.write(move |tx| proposal::decide(tx, id, &verdict(Answer::Approved)));
        assert!(again.is_err(), "a second verdict is refused");
        for sql in [
            "update proposals set body = $1",
            "delete from proposals where body <> $1",
            "update proposal_verdicts set reason = $1",
            "delete from proposal_verdicts where reason <> $1",
        ] {
            assert!(store.write::<u64, StoreError>(|tx| tx.exec(sql, &["x".into()])).is_err(), "{sql}");
        }
        let kept = store.read(move |tx| proposal::find(tx, id)).expect("readable").expect("it stands");
        assert_eq!(kept.verdict, Some(verdict(Answer::Declined)));
    });
}
