//! The register log.

use domain::{
    act::Act,
    id::{PupilId, SchoolId},
};
use jiff::{Timestamp, ToSpan, civil::date};
use store::{Engine, StoreError, log, testing::on_both};

use crate::hillside::{DAY, act, append, entries, now, session, verified, with_school};

#[test]
fn what_is_appended_is_read_back_in_order() {
    on_both(|store| {
        with_school(store);
        let notes = ["", "a note; with 'quotes' and \\ and é", "\t日本\n\\N 😀"];
        let written = notes.map(|note| append(store, act(3, note)));
        assert_eq!(entries(store), written);
        assert_eq!((verified(store).marks, verified(store).faults), (9, vec![]));
    });
}

#[test]
fn many_acts_at_once_are_as_if_appended_one_by_one() {
    on_both(|store| {
        with_school(store);
        let one_by_one: Vec<_> = (1..=3).map(|count| append(store, act(count, "x"))).collect();
        let acts = (1..=3).map(|count| act(count, "\\x")).collect();
        let together = store.write(|tx| log::append_many(tx, acts)).expect("the log takes entries");
        assert_eq!(entries(store), [one_by_one, together].concat());
        let head = store.read(|tx| log::head(tx, SchoolId(1))).expect("readable");
        assert_eq!(Some((head.number, head.hash)), entries(store).last().map(|last| (last.number, last.hash)));
        assert_eq!(store.read(log::heads).expect("readable"), [(SchoolId(1), head)]);
        assert_eq!(verified(store).faults, []);
    });
}

#[test]
fn an_act_names_the_instant_as_exactly_as_it_is_kept() {
    on_both(|store| {
        with_school(store);
        let mut what = act(1, "");
        what.at = Timestamp::new(1_795_510_000, 123_456_789).expect("a time in 2026");
        let given_back = append(store, what);
        assert_eq!(entries(store), [given_back]);
    });
}

#[test]
fn the_database_itself_refuses_to_change_or_remove_an_entry() {
    on_both(|store| {
        with_school(store);
        append(store, act(1, ""));
        let emptied = match store.engine() {
            Engine::Sqlite => "insert or replace into entries select * from entries where reason <> $1",
            Engine::Postgres => "truncate entries; select 1",
        };
        let values = if store.engine() == Engine::Sqlite { vec!["x".into()] } else { vec![] };
        let mut attempts = vec![(emptied, values)];
        for sql in ["update entries set reason = $1", "delete from entries where reason <> $1"] {
            attempts.push((sql, vec!["x".into()]));
        }
        for (sql, values) in attempts {
            let refused = store.write(move |tx| tx.exec(sql, &values));
            let words = refused.expect_err("the trigger refuses").to_string();
            assert!(words.contains("append-only"), "{words}");
        }
        assert_eq!(verified(store).entries, 1);
    });
}

#[test]
fn only_acts_on_the_mark_are_its_history() {
    on_both(|store| {
        with_school(store);
        append(store, act(3, ""));
        let mut amended = act(1, "rang at 10:12");
        amended.act = Act::Amended;
        amended.reason = String::from("mother rang: dentist");
        append(store, amended.clone());
        let history = store.read(|tx| log::of_mark(tx, SchoolId(1), PupilId(1), session())).expect("readable");
        assert_eq!(history.iter().map(|entry| entry.number).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(history[1].what, amended);
        let other = store.read(|tx| log::of_mark(tx, SchoolId(1), PupilId(3), session())).expect("readable");
        assert_eq!(other.len(), 1);
        let amendments = store.read(|tx| log::amendments(tx, SchoolId(1), PupilId(1), date(2026, 9, 1)));
        assert_eq!(amendments.expect("readable").len(), 1);
    });
}

#[test]
fn an_act_over_many_days_is_found_on_each_of_them() {
    on_both(|store| {
        with_school(store);
        let mut import = act(3, "");
        import.act = Act::Imported { source: "autumn's marks.csv".into() };
        import.marks[0].session.date = DAY - 2.days();
        import.marks[2].session.date = DAY + 2.days();
        let written = append(store, import);
        let on = |day| store.read(|tx| log::on(tx, SchoolId(1), day)).expect("readable");
        for days in -2..=2 {
            assert_eq!(on(DAY + days.days()), std::slice::from_ref(&written), "{days}");
        }
        assert_eq!((on(DAY - 3.days()), on(DAY + 3.days())), (vec![], vec![]));
    });
}

#[test]
fn words_that_cannot_be_stored_are_refused_with_a_sentence() {
    on_both(|store| {
        with_school(store);
        let mut what = act(1, "");
        what.reason = String::from("a\0b");
        let refused = store.write(move |tx| log::append(tx, what)).expect_err("NUL cannot be stored").to_string();
        assert_eq!(refused, "the text `a␀b` holds a character that cannot be stored: remove it and save again");
        assert_eq!(verified(store).entries, 0);
    });
}

#[test]
fn acts_of_two_schools_are_not_appended_together_and_none_to_a_school_that_is_not_there() {
    on_both(|store| {
        with_school(store);
        let elsewhere = || {
            let mut what = act(1, "");
            what.school = SchoolId(2);
            what
        };
        let both = vec![act(1, ""), elsewhere()];
        let refused = store.write(move |tx| log::append_many(tx, both)).expect_err("two schools");
        assert!(matches!(refused, StoreError::TwoSchools(SchoolId(1), SchoolId(2))), "{refused}");
        let stranger = elsewhere();
        let refused = store.write(move |tx| log::append(tx, stranger)).expect_err("no such school").to_string();
        assert_eq!(refused, "there is no school with the number 2: choose one of the list");
    });
}

/// What taking a register does: whoever has not seen the last act on the day is told.
#[derive(Debug, thiserror::Error)]
enum TakeError {
    #[error("changed")]
    Changed,
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[test]
fn of_two_people_who_submit_the_same_register_at_once_one_is_told() {
    on_both(|store| {
        with_school(store);
        for round in 0..20 {
            let outcomes = std::thread::scope(|scope| {
                let submit = || {
                    store.write(move |tx| {
                        let version = log::on(tx, SchoolId(1), DAY)?.last().map_or(0, |entry| entry.number);
                        if version != round {
                            return Err(TakeError::Changed);
                        }
                        Ok(log::append(tx, act(30, ""))?)
                    })
                };
                let first = scope.spawn(submit);
                let second = scope.spawn(submit);
                [first.join().expect("no panic"), second.join().expect("no panic")]
            });
            let refused: Vec<_> = outcomes.iter().filter_map(|outcome| outcome.as_ref().err()).collect();
            assert!(matches!(refused[..], [TakeError::Changed]), "{outcomes:?}");
        }
        assert_eq!((verified(store).entries, verified(store).faults), (20, vec![]));
        assert_eq!(entries(store)[0].what.at, now());
    });
}
