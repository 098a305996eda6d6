//! The contents of records go through one door, which two people open; nothing else is let through, and the chains stay whole.

use domain::{
    act::{Act, Mark},
    case::{Done, Event as Step, NOBODY},
    id::{ContactId, DocumentId, EvidenceId, MessageId, PersonId, PupilId, SchoolId},
    message::Delivery,
    proposal::Answer,
    retention::{Event, Happened, Record},
    submission::SubmissionId,
};
use store::{
    Store, StoreError, Tx, case,
    document::{self, NewDocument},
    evidence::{self, Evidence},
    log, message,
    purge::Door,
    retention, submission,
    testing::on_both,
    verify::Fault,
};

use crate::hillside::{DAY, act, append, by, entries, hillside, now, verified};

const SCHOOL: SchoolId = SchoolId(1);

fn event(person: i64, what: Happened) -> Event {
    let by = domain::act::By { person: PersonId(person), ..by() };
    Event { school: SCHOOL, pupil: NOBODY, at: now(), by, what }
}

/// A register with two entries, a step, a letter and a file; and a purge, proposed by person 1 and approved by `second`.
fn records(store: &Store, second: i64) {
    hillside(store);
    append(store, act(3, "a note"));
    append(store, domain::act::NewEntry { reason: "rang home".into(), act: Act::Amended, ..act(1, "") });
    let written = store.write::<(), StoreError>(move |tx| {
        let done = Done::TaskDone { task: "Talk".into() };
        let step = Step { pupil: PupilId(1), school: SCHOOL, at: now(), by: by(), done, note: "Said much".into() };
        case::append(tx, &step)?;
        let letter = NewDocument {
            school: SCHOOL,
            pupil: PupilId(1),
            letter: "attendance-letter".into(),
            title: "A letter".into(),
            made_at: now(),
            made_by: "Helen Marsh, headteacher".into(),
            receipt: "29 sessions".into(),
            pdf: vec![1, 2, 3],
        };
        document::add(tx, &letter)?;
        let file = Evidence {
            school: SCHOOL,
            pupil: PupilId(1),
            contact: ContactId(1),
            name: "letter.txt".into(),
            kind: "text/plain".into(),
            at: now(),
            bytes: vec![4, 5, 6],
        };
        evidence::add(tx, &file)?;
        let message = message::add(tx, &crate::messages::new(None))?;
        message::became(tx, message, now(), &Delivery::Failed("no such number".into()))?;
        submission::add(tx, &crate::submissions::disagreed())?;
        submission::settle(tx, &crate::submissions::settled())?;
        retention::append(tx, &event(1, Happened::Proposed { day: DAY, reason: "Time".into() }))?;
        let answer = Answer::Approved;
        retention::append(tx, &event(second, Happened::Answered { purge: 1, answer, reason: "Yes".into() }))
    });
    written.expect("the records can be written");
}

/// Empties everything but the first mark of the first entry, as purge 1.
fn purge(tx: &mut dyn Tx) -> Result<(), StoreError> {
    let mut all = Vec::new();
    log::each(tx, SCHOOL, 0, &mut |entry| {
        all.push(entry);
        Ok(())
    })?;
    let steps = case::chained(tx, SCHOOL)?;
    let removed = Door::open(tx, (SCHOOL, 1), |door| {
        let keep: Vec<Mark> = all[0].what.marks[..1].to_vec();
        let mut removed = Vec::new();
        for (entry, keep) in all.into_iter().zip([keep, Vec::new()]) {
            removed.push((Record::Entry(entry.number), door.entry(entry, keep)?));
        }
        for step in steps {
            removed.push((Record::Event(step.number), door.event(step)?));
        }
        removed.push((Record::Letter(DocumentId(1)), door.letter(DocumentId(1))?));
        removed.push((Record::Evidence(EvidenceId(1)), door.evidence(EvidenceId(1))?));
        removed.extend(door.message(MessageId(1))?);
        removed.extend(door.submission(SubmissionId(2))?);
        Ok(removed)
    })?;
    let count = removed.len() as i64;
    for (record, left) in removed {
        retention::append(tx, &event(2, Happened::Purged { purge: 1, record, left }))?;
    }
    retention::append(tx, &event(2, Happened::Finished { purge: 1, records: count }))
}

#[test]
fn what_a_purge_removed_is_gone_and_every_chain_is_still_whole() {
    on_both(|store| {
        records(store, 2);
        let before = entries(store);
        store.write(purge).expect("two people opened the door");
        let after = entries(store);
        assert_eq!(after.iter().map(|entry| entry.what.marks.len()).collect::<Vec<_>>(), [1, 0]);
        assert_eq!(after[1].what.reason, "");
        let hashes = |all: &[domain::log::Entry]| all.iter().map(|entry| entry.hash).collect::<Vec<_>>();
        assert_eq!(hashes(&before), hashes(&after), "a purged entry keeps its hash");
        let steps = store.read(|tx| case::of_pupil(tx, PupilId(1))).expect("readable");
        assert_eq!((steps[0].done.clone(), steps[0].note.as_str()), (Done::Purged, ""));
        let (_, pdf) = store.read(|tx| document::find(tx, DocumentId(1))).expect("readable").expect("its row stays");
        assert!(pdf.is_empty());
        let message = store.read(|tx| message::find(tx, MessageId(1))).expect("readable").expect("its row stays");
        assert_eq!((message.what.body.as_str(), message.what.to.as_str()), ("", ""));
        let became = store.read(|tx| message::deliveries(tx, MessageId(1))).expect("readable");
        assert_eq!(became[0].1, Delivery::Failed(String::new()));
        let form = store.read(|tx| submission::find(tx, SubmissionId(2))).expect("readable").expect("its row stays");
        assert!(form.given.is_empty() && form.open.is_empty());
        let settled = store.read(|tx| submission::settlement(tx, SubmissionId(2))).expect("readable");
        assert_eq!(settled.expect("its row stays").reason, "");
        let found = verified(store);
        assert_eq!(found.faults, []);
        assert_eq!(
            found.purged[0].to_string(),
            "purged on 2026-11-24 as approved by Siân O’Neill, class teacher under entry 1 of the retention log: \
             2 of marks of the attendance register, 1 of steps of casework, 1 of letters, 2 of messages, 1 of files that families sent, 2 of forms submitted on devices"
        );
        // Nobody can put something else where a purge left nothing.
        let marks = domain::log::pack(&act(2, "").marks);
        store
            .write(move |tx| {
                crate::hillside::lift_guards(tx)?;
                tx.exec("update entries set marks = $1 where number = 1", &[marks.into()])
            })
            .expect("the guards are lifted");
        assert_eq!(verified(store).faults, [Fault::Entry(1)]);
    });
}

#[test]
fn without_an_open_door_nothing_is_changed_or_removed() {
    on_both(|store| {
        records(store, 2);
        for sql in [
            "update entries set marks = '' where number = 1",
            "update entries set reason = '' where number = 2",
            "delete from entries where number = 1",
            "update case_events set note = '' where number = 1",
            "delete from case_events where number = 1",
            "update documents set receipt = '' where id = 1",
            "update evidence set name = '' where id = 1",
            "delete from evidence where id = 1",
            "update messages set body = '' where id = 1",
            "update deliveries set detail = '' where message_id = 1",
            "update settlements set reason = ''",
            "update submissions set open_marks = ''",
            "delete from retention_events where number = 1",
            "update retention_events set person_id = 9 where number = 1",
        ] {
            let refused = store.write(move |tx| tx.exec(sql, &[])).expect_err("it is append-only");
            assert!(
                refused.to_string().contains("append-only") || refused.to_string().contains("unchanged"),
                "{refused}"
            );
        }
        assert_eq!(verified(store).faults, []);
    });
}

#[test]
fn an_open_door_lets_nothing_through_but_removing_contents() {
    on_both(|store| {
        records(store, 2);
        for sql in [
            "update entries set reason = 'no call' where number = 2",
            "update entries set name = '' where number = 2",
            "update entries set hash = previous where number = 2",
            "update case_events set note = 'Said little' where number = 1",
            "update case_events set kind = 'did' where number = 1",
            "update evidence set hash = hash, kind = '' where id = 1",
            "update messages set receiver = '07700 900099' where id = 1",
            "update deliveries set detail = 'arrived' where message_id = 1",
            "update settlements set reason = 'Not seen'",
            "update submissions set open_marks = '9:left'",
            "delete from messages where id = 1",
            "delete from entries where number = 1",
            "delete from documents where id = 1",
        ] {
            let tried = store.write::<(), StoreError>(move |tx| {
                tx.exec("insert into purge_door (school_id, purge, shut) values (1, 1, 'open')", &[])?;
                tx.exec(sql, &[]).map(drop)
            });
            let refused = tried.expect_err(sql).to_string();
            assert!(refused.contains("append-only") || refused.contains("unchanged"), "{sql}: {refused}");
        }
    });
}

#[test]
fn the_door_opens_once_for_what_a_second_person_approved_and_is_never_left_open() {
    on_both(|store| {
        // Who proposed it approved it themselves, behind the back of the program.
        records(store, 1);
        let refused = store.write(purge).expect_err("one person cannot").to_string();
        assert!(refused.contains("a second person approved"), "{refused}");
    });
    on_both(|store| {
        records(store, 2);
        let left_open = store.write::<(), StoreError>(|tx| {
            tx.exec("insert into purge_door (school_id, purge, shut) values (1, 1, 'open')", &[]).map(drop)
        });
        assert!(left_open.is_err(), "a transaction cannot end while the door is open");
        store.write(purge).expect("two people opened the door");
        let again = store.write(purge).expect_err("it has run").to_string();
        assert!(again.contains("only once"), "{again}");
    });
}
