//! Submissions from devices, and how a person settled them.

use domain::{
    Date,
    id::{GroupId, PupilId, SchoolId},
    submission::{Kind, Open, Settlement, Submission, SubmissionId, Why},
};
use store::{Engine, submission, testing::on_both};

use crate::hillside::{DAY, act, by, hillside, now, session};

const SCHOOL: SchoolId = SchoolId(1);

fn received(id: u128, open: Vec<Open>) -> Submission {
    Submission {
        id: SubmissionId(id),
        school: SCHOOL,
        by: by(),
        kind: Kind::Register,
        group: GroupId(12),
        session: session(),
        made: now(),
        received: now(),
        seen: 7,
        own: vec![5, 7],
        fingerprint: [9; 32],
        entry: None,
        given: act(2, "came without a coat").marks,
        open,
    }
}

pub fn disagreed() -> Submission {
    let open = |pupil: i64, why| Open { pupil: PupilId(pupil), why };
    received(2, vec![open(1, Why::Differs), open(2, Why::NoMark)])
}

pub fn settled() -> Settlement {
    Settlement { submission: SubmissionId(2), at: now(), by: by(), entry: Some(8), reason: "Seen at the gate".into() }
}

fn waiting(store: &store::Store, since: Date) -> Vec<Submission> {
    store.read(|tx| submission::waiting(tx, SCHOOL, since)).expect("readable")
}

#[test]
fn a_submission_is_read_back_as_it_was_written_and_its_id_counts_once() {
    on_both(|store| {
        hillside(store);
        store.write(|tx| submission::add(tx, &received(1, Vec::new()))).expect("writable");
        let found = store.read(|tx| submission::find(tx, SubmissionId(1))).expect("readable");
        assert_eq!(found, Some(received(1, Vec::new())));
        assert_eq!(store.read(|tx| submission::find(tx, SubmissionId(3))).expect("readable"), None);
        assert!(store.write(|tx| submission::add(tx, &received(1, Vec::new()))).is_err());
    });
}

#[test]
fn what_a_person_has_to_settle_waits_until_it_is_settled_once() {
    on_both(|store| {
        hillside(store);
        store.write(|tx| submission::add(tx, &received(1, Vec::new()))).expect("writable");
        store.write(|tx| submission::add(tx, &disagreed())).expect("writable");
        assert_eq!(waiting(store, DAY), [disagreed()]);
        assert_eq!(waiting(store, DAY.tomorrow().expect("a day has one after")), []);
        store.write(|tx| submission::settle(tx, &settled())).expect("writable");
        assert_eq!(waiting(store, DAY), []);
        let found = store.read(|tx| submission::settlement(tx, SubmissionId(2))).expect("readable");
        assert_eq!(found, Some(settled()));
        assert!(store.write(|tx| submission::settle(tx, &settled())).is_err());
    });
}

#[test]
fn the_database_refuses_to_change_a_submission_or_its_settlement() {
    on_both(|store| {
        hillside(store);
        store.write(|tx| submission::add(tx, &disagreed())).expect("writable");
        store.write(|tx| submission::settle(tx, &settled())).expect("writable");
        let replace = match store.engine() {
            Engine::Sqlite => "insert or replace into submissions select * from submissions",
            Engine::Postgres => "truncate settlements",
        };
        let attempts = [
            "update submissions set open_marks = ''",
            "delete from settlements",
            "update settlements set reason = ''",
            "delete from submissions",
            replace,
        ];
        for sql in attempts {
            let refused = store.write(move |tx| tx.exec(sql, &[]));
            let words = refused.expect_err("the trigger refuses").to_string();
            assert!(words.contains("append-only"), "{sql}: {words}");
        }
    });
}
