//! What the attendance register rests on beside its marks: closures, movements, arrangements, times of groups.

use domain::{
    closing::{Closing, Scope, Sessions},
    code::Code,
    elsewhere::{Arrangement, Pattern},
    example,
    id::{ArrangementId, ClosingId, GroupId, PersonId, PupilId, SchoolId},
    on_site::{Movement, Way},
    school::{GroupTimes, School},
    session::{Half, Session},
};
use jiff::civil::{Date, date};
use store::{
    Engine, Store, arrangement, closing,
    on_site::{self, Of, Recorded},
    school, school_change,
    testing::on_both,
};

use crate::hillside::{DAY, by, hillside, now};

const SCHOOL: SchoolId = SchoolId(1);

fn closed() -> Closing {
    Closing {
        id: ClosingId(1),
        school: SCHOOL,
        at: now(),
        by: by(),
        code: Code::from_number(28).expect("not 0"),
        scope: Scope::Group(GroupId(12)),
        sessions: Sessions { first: Session::new(DAY, Half::Afternoon), last: Session::new(DAY, Half::Afternoon) },
        reason: "burst pipe".into(),
        undoes: None,
    }
}

fn closings(store: &Store, day: Date) -> Vec<Closing> {
    store.read(|tx| closing::of_school(tx, SCHOOL, day, day)).expect("readable")
}

#[test]
fn a_closure_is_read_back_until_another_undoes_it() {
    on_both(|store| {
        hillside(store);
        store.write(|tx| closing::add(tx, &closed())).expect("writable");
        assert_eq!(closings(store, DAY), [closed()]);
        assert_eq!(closings(store, date(2026, 11, 25)), []);
        let undone = Closing { undoes: Some(ClosingId(1)), reason: "mended".into(), ..closed() };
        store.write(move |tx| closing::add(tx, &undone)).expect("writable");
        assert_eq!(closings(store, DAY), []);
        assert_eq!(store.read(|tx| closing::find(tx, SCHOOL, ClosingId(1))).expect("readable"), None);
        assert_eq!(store.read(|tx| closing::find(tx, SCHOOL, ClosingId(2))).expect("readable"), None);
    });
}

fn left() -> Recorded {
    let (reason, companion) = ("dentist".into(), "her mother".into());
    Recorded { movement: Movement { pupil: PupilId(1), at: now(), way: Way::Out, reason, companion }, by: by() }
}

#[test]
fn movements_are_read_back_by_their_day_and_the_database_refuses_to_change_them() {
    on_both(|store| {
        hillside(store);
        let of = Of { school: SCHOOL, day: DAY, recorded: now() };
        store.write(move |tx| on_site::add(tx, of, &left())).expect("writable");
        store.write(|tx| closing::add(tx, &closed())).expect("writable");
        assert_eq!(store.read(|tx| on_site::on(tx, SCHOOL, DAY)).expect("readable"), [left()]);
        assert_eq!(store.read(|tx| on_site::on(tx, SCHOOL, date(2026, 11, 25))).expect("readable"), []);
        let replace = match store.engine() {
            Engine::Sqlite => "insert or replace into movements select * from movements",
            Engine::Postgres => "truncate movements; select 1",
        };
        let attempts = [
            "update movements set reason = reason",
            "delete from movements",
            "update closings set reason = reason",
            "delete from closings",
            replace,
        ];
        for sql in attempts {
            let refused = store.write(move |tx| tx.exec(sql, &[]));
            let words = refused.expect_err("the trigger refuses").to_string();
            assert!(words.contains("append-only"), "{sql}: {words}");
        }
    });
}

#[test]
fn an_arrangement_runs_from_its_first_to_its_last_day() {
    on_both(|store| {
        hillside(store);
        let new = Arrangement {
            id: ArrangementId(1),
            pupil: PupilId(1),
            code: Code::from_number(8).expect("not 0"),
            place: "Beck Farm".into(),
            nature: "horse care".into(),
            pattern: Pattern::parse("mon-am tue-pm").expect("half-days"),
            first: DAY,
            last: None,
        };
        let expected = new.clone();
        store.write(move |tx| arrangement::add(tx, SCHOOL, &new, PersonId(7), now())).expect("writable");
        let on = |day| store.read(|tx| arrangement::of_school(tx, SCHOOL, day, day)).expect("readable");
        assert_eq!(on(date(2026, 11, 23)), []);
        assert_eq!(on(date(2027, 3, 1)), [expected]);
        let end = |last| store.write(move |tx| arrangement::end(tx, SCHOOL, ArrangementId(1), last));
        assert!(end(date(2026, 11, 23)).is_err(), "before it began");
        end(date(2026, 11, 30)).expect("it runs");
        assert_eq!((on(date(2026, 11, 30)).len(), on(date(2026, 12, 1)).len()), (1, 0));
    });
}

#[test]
fn the_times_of_a_group_are_read_back_with_their_school_and_a_change_is_counted() {
    on_both(|store| {
        hillside(store);
        let own = GroupTimes { group: GroupId(12), half: Half::Morning, times: example::school().afternoon };
        let change = school_change::Change { at: now(), by: by(), what: "Registers".into() };
        let kept = change.clone();
        store
            .write(move |tx| {
                school::replace_group_times(tx, SCHOOL, &[own])?;
                school_change::add(tx, SCHOOL, &kept)?;
                school_change::add(tx, SCHOOL, &kept)
            })
            .expect("writable");
        let expected = School { group_times: vec![own], ..example::school() };
        assert_eq!(store.read(|tx| school::find(tx, SCHOOL)).expect("readable"), Some(expected.clone()));
        assert!(store.read(school::all).expect("readable").contains(&expected));
        assert_eq!(store.read(school_change::last).expect("readable"), [(SCHOOL, 2)]);
        assert_eq!(store.read(|tx| school_change::of_school(tx, SCHOOL, 1)).expect("readable"), [change]);
    });
}
