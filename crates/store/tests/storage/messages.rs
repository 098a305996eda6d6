//! What was sent to families, and whether it is still what was sent.

use domain::{
    id::{ContactId, MessageId, PupilId, SchoolId},
    message::{Channel, Delivery, NewMessage},
};
use store::{
    Engine, Store, StoreError, Tx, message,
    testing::{Database, on_both},
    verify::{EventLog, Fault},
};

use crate::hillside::{by, lift_guards, now, session, verified, with_school};

pub fn new(contact: Option<ContactId>) -> NewMessage {
    NewMessage {
        school: SchoolId(1),
        pupils: vec![PupilId(1), PupilId(2)],
        contact,
        name: "Rowan Hargreaves".into(),
        channel: Channel::Text,
        to: "07700 900011".into(),
        subject: String::new(),
        body: "Ellis and Alfie are not in school.\n\nPlease tell us why.".into(),
        template: "absent-today".into(),
        about: vec![session()],
        at: now(),
        by: by(),
    }
}

/// Two messages, the first of which was carried at the second try.
fn sent(store: &Store) -> (MessageId, MessageId) {
    with_school(store);
    let written = store.write::<_, StoreError>(|tx| {
        let first = message::add(tx, &new(Some(ContactId(11))))?;
        assert!(message::take(tx, first, 0, now())?, "nobody was quicker");
        assert!(!message::take(tx, first, 0, now())?, "it is taken");
        message::became(tx, first, now(), &Delivery::Delayed("the line was busy".into()))?;
        message::became(tx, first, now(), &Delivery::Sent("17".into()))?;
        Ok((first, message::add(tx, &new(None))?))
    });
    written.expect("writable")
}

/// Changes the outbox as somebody with the database's own tools could.
fn tamper(store: &Store, change: impl FnOnce(&mut dyn Tx) -> Result<u64, StoreError> + Send + 'static) {
    let changed = store.write(move |tx| {
        lift_guards(tx)?;
        change(tx)
    });
    assert_eq!(changed.expect("the guards are lifted"), 1);
}

#[test]
fn what_was_sent_and_became_of_it_stands_in_the_log() {
    on_both(|store| {
        let (first, second) = sent(store);
        let log = store.read(|tx| message::chained(tx, SchoolId(1))).expect("readable");
        let places: Vec<(MessageId, i64)> = log.iter().map(|one| (one.event.message, one.event.delivery)).collect();
        assert_eq!(places, [(first, 0), (first, 1), (first, 2), (first, 3), (second, 0)]);
        let kept = store.read(|tx| message::find(tx, first)).expect("readable").expect("it is there");
        assert_eq!(message::content_of_message(&kept), log[0].event.content);
        let found = verified(store);
        assert_eq!((found.messages, found.faults), (5, vec![]));
    });
}

#[test]
fn a_message_changed_behind_the_back_of_the_program_is_named() {
    let changes: [(&'static str, Fault); 6] = [
        ("update messages set body = 'All is well.' where id = 1", Fault::Message(MessageId(1))),
        ("update messages set receiver = '07700 900099' where id = 2", Fault::Message(MessageId(2))),
        ("update messages set contact_id = 0 where id = 2", Fault::Message(MessageId(2))),
        ("update deliveries set detail = '18' where number = 3", Fault::Delivery(MessageId(1), 3)),
        ("delete from deliveries where number = 3", Fault::Delivery(MessageId(1), 3)),
        (
            "insert into deliveries (message_id, number, at, kind, detail) values (2, 1, 5, 'delivered', '')",
            Fault::NeverWritten(MessageId(2), 1),
        ),
    ];
    on_both(|store| {
        sent(store);
        store.write(lift_guards).expect("the guards are lifted");
        for (sql, fault) in changes.clone() {
            let seen = store.write::<(), StoreError>(move |tx| {
                assert_eq!(tx.exec(sql, &[])?, 1, "{sql}");
                let found = store::verify::school(tx, SchoolId(1))?;
                assert_eq!(found.faults, [fault], "{sql}");
                // The next change begins from what was written.
                Err(StoreError::WriterGone)
            });
            assert!(matches!(seen, Err(StoreError::WriterGone)));
        }
        assert_eq!(verified(store).faults, []);
    });
}

#[test]
fn a_log_of_messages_that_was_changed_itself_is_found() {
    on_both(|store| {
        sent(store);
        tamper(store, |tx| tx.exec("update message_events set content = hash where number = 2", &[]));
        let found = [Fault::Event(EventLog::Messages, 2), Fault::Delivery(MessageId(1), 1)];
        assert_eq!(verified(store).faults, found);
        store.write(|tx| tx.exec("delete from message_events where number > 3", &[])).expect("writable");
        let faults = verified(store).faults;
        assert!(faults.contains(&Fault::EventHead { log: EventLog::Messages, expected: 5, found: 3 }), "{faults:?}");
        assert!(faults.contains(&Fault::NeverWritten(MessageId(2), 0)), "{faults:?}");
    });
}

#[test]
fn messages_from_before_the_log_come_into_it_and_new_ones_follow() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let database = Database::new(engine);
        let older = Store::open_at_step(database.address(), 7).expect("an empty database opens");
        let written = older.write::<u64, StoreError>(|tx| {
            let school = "insert into schools (id, urn, laestab, name, phase, pack, marking, am_opens, am_closes, am_ends, \
                 pm_opens, pm_closes, pm_ends) values (1, '999001', '8889901', 'Hillside', 'primary', 'lancashire', \
                 'everyone', '', '', '', '', '', '')";
            tx.exec(school, &[])?;
            let heads = "insert into heads (school_id, number, hash, event_number, event_hash) values (1, 0, $1, 0, $1)";
            tx.exec(heads, &[[0_u8; 32].into()])?;
            let sql = "insert into messages (id, school_id, pupils, contact_id, name, channel, receiver, subject, body, \
                 template, about, at, person_id, by_name, by_position) values (1, 1, '1', null, 'Rowan', 'text message', \
                 '07700 900011', '', 'Ellis is not in school.', 'absent-today', '', 100, 7, 'Joan', 'office')";
            tx.exec(sql, &[])?;
            tx.exec("insert into deliveries (message_id, number, at, kind, detail) values (1, 1, 110, 'sent', '17')", &[])
        });
        assert_eq!(written.expect("writable"), 1);
        drop(older);
        let store = Store::open(database.address()).expect("it is brought up to date");
        let arrived = |tx: &mut dyn Tx| message::became(tx, MessageId(1), now(), &Delivery::Delivered);
        store.write::<(), StoreError>(arrived).expect("writable");
        let found = verified(&store);
        assert_eq!((found.messages, found.faults), (3, vec![]));
    }
}
