//! Schools, their calendars and groups, and settings.

use domain::{
    calendar::{Calendar, Closure, ClosureKind, Term},
    example,
    id::{GroupId, SchoolId},
    school::{Group, Marking},
};
use jiff::civil::date;
use store::{calendar, group, meta, school, testing::on_both};

use crate::hillside::{hillside, with_school};

#[test]
fn closures_and_settings_are_kept() {
    on_both(|store| {
        hillside(store);
        let snow = Closure {
            first: date(2027, 1, 13),
            last: date(2027, 1, 13),
            kind: ClosureKind::Sudden,
            label: "snow".into(),
        };
        store
            .write(move |tx| {
                calendar::add_closure(tx, SchoolId(1), &snow)?;
                meta::set(tx, "a", "first")?;
                meta::set(tx, "a", "second")
            })
            .expect("writable");
        let calendar = store.read(|tx| calendar::find(tx, SchoolId(1))).expect("readable");
        assert!(!calendar.is_school_day(date(2027, 1, 13)));
        assert_eq!(store.read(|tx| meta::find(tx, "a")).expect("readable").as_deref(), Some("second"));
    });
}

#[test]
fn a_school_is_found_by_its_national_number_and_can_be_changed() {
    on_both(|store| {
        with_school(store);
        let changed =
            domain::school::School { marking: Marking::Everyone, name: "Hillside".into(), ..example::school() };
        let saved = changed.clone();
        let next = store.write(move |tx| {
            school::change(tx, &saved)?;
            school::next_id(tx)
        });
        assert_eq!(next.expect("writable"), SchoolId(2));
        assert_eq!(store.read(|tx| school::find(tx, SchoolId(1))).expect("readable").as_ref(), Some(&changed));
        assert_eq!(store.read(|tx| school::with_urn(tx, "999001")).expect("readable"), Some(changed));
        assert_eq!(store.read(|tx| school::with_urn(tx, "999002")).expect("readable"), None);
        let stranger = domain::school::School { id: SchoolId(2), ..example::school() };
        assert!(store.write(move |tx| school::change(tx, &stranger)).is_err());
    });
}

#[test]
fn a_school_keeps_its_address_line_by_line_and_its_telephone() {
    on_both(|store| {
        with_school(store);
        let found = store.read(|tx| school::find(tx, SchoolId(1))).expect("readable").expect("added");
        assert_eq!(found.address, ["Hillside Lane", "Marlbeck", "ZZ99 1AA"]);
        assert_eq!(found.telephone, "01632 960001");
        let unsaid = domain::school::School { address: Vec::new(), telephone: String::new(), ..found };
        let saved = unsaid.clone();
        store.write(move |tx| school::change(tx, &saved)).expect("writable");
        assert_eq!(store.read(|tx| school::find(tx, SchoolId(1))).expect("readable"), Some(unsaid));
    });
}

#[test]
fn a_new_calendar_takes_the_place_of_the_old_one() {
    on_both(|store| {
        hillside(store);
        let term = Term { name: "Autumn".into(), first: date(2027, 9, 1), last: date(2027, 12, 17) };
        let new = Calendar::new(vec![term], vec![]);
        let saved = new.clone();
        store.write(move |tx| calendar::replace(tx, SchoolId(1), &saved)).expect("writable");
        assert_eq!(store.read(|tx| calendar::find(tx, SchoolId(1))).expect("readable"), new);
    });
}

#[test]
fn groups_are_listed_by_year_and_name() {
    on_both(|store| {
        hillside(store);
        let id = store.write(|tx| {
            let id = group::next_id(tx)?;
            group::add(tx, &Group { id, school: SchoolId(1), name: "2 Élan".into(), year: 2 })?;
            Ok::<_, store::StoreError>(id)
        });
        assert_eq!(id.expect("writable"), GroupId(14));
        let groups = store.read(|tx| group::of_school(tx, SchoolId(1))).expect("readable");
        let names: Vec<&str> = groups.iter().map(|group| group.name.as_str()).collect();
        assert_eq!(names, ["2 Alder", "2 Élan", "5 Hazel"]);
        assert_eq!(store.read(|tx| group::find(tx, GroupId(14))).expect("readable").as_ref(), groups.get(1));
    });
}
