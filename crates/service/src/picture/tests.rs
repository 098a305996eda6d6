//! The picture of each invented school, held against counting its children one by one.

use analysis::figures::{self, Facts};
use domain::{
    act::{Act, By, Mark, NewEntry},
    id::PersonId,
    pupil::Pupil,
};
use store::Store;

use super::*;
use crate::{Clock, Packs, demo};

const DAY: Date = Date::constant(2026, 11, 24);

/// The invented authority, opened in the evening of the day.
fn demo() -> (tempfile::TempDir, App) {
    let packs = Packs::built_in().expect("the packs have no fault");
    let authority = demo::generate(DAY, &packs, None, &|_, _, _| {});
    let folder = tempfile::tempdir().expect("a folder can be made");
    let store =
        Store::open(&format!("sqlite:{}", folder.path().join("demo.db").display())).expect("an empty file opens");
    demo::load(&store, &authority, "nobody signs in", &|_, _, _| {}).expect("the authority can be written");
    let app = App::open(store, packs, Clock::from(authority.now), &|_, _| {}).expect("the log can be followed");
    (folder, app)
}

/// The children of a school on a day, each counted by itself.
fn one_by_one(app: &App, school: SchoolId, day: Date) -> Vec<(Pupil, Facts)> {
    let pupils = app.store.read(|tx| store::pupil::of_school(tx, school, day)).expect("the pupils can be read");
    let thresholds = crate::school::thresholds(app, school, day).expect("the packs have them");
    let view = app.view(school);
    let roll = view.roll().expect("the school is there");
    let count = |pupil: &Pupil| figures::of_pupil(roll, pupil.id, Period::year_to(day), thresholds);
    pupils.into_iter().map(|pupil| (pupil.clone(), count(&pupil))).collect()
}

fn by_hand<'a>(facts: impl Iterator<Item = &'a Facts>) -> Group {
    let mut sum = Group::default();
    for Facts { tally, lates, persistent, severe, recorded, .. } in facts {
        sum.pupils += 1;
        sum.counted += u32::from(tally.possible() > 0);
        sum.tally += *tally;
        sum.lates.before_close += lates.before_close;
        sum.lates.after_close += lates.after_close;
        sum.lates.minutes += lates.minutes;
        sum.persistent += u32::from(*persistent == Some(true));
        sum.severe += u32::from(*severe == Some(true));
        sum.recorded += recorded;
    }
    sum
}

fn is_of(group: &Group, pupil: &Pupil) -> bool {
    let is_member = |cohort: &String| pupil.cohorts.contains(cohort);
    group.year.is_none_or(|year| pupil.year == year) && group.cohort.as_ref().is_none_or(is_member)
}

#[test]
fn a_picture_is_the_sum_of_its_children_in_each_year_and_cohort_until_a_mark_changes_it() {
    let (_folder, app) = demo();
    is_the_sum_of_its_children(&app);
    is_kept_until_a_mark_changes_it(&app);
}

fn is_the_sum_of_its_children(app: &App) {
    let mut compared = 0;
    for day in [DAY, Date::constant(2026, 10, 9), Date::constant(2026, 6, 12)] {
        let pictures = of_all(app, day).expect("pictures can be worked out");
        let order: Vec<SchoolId> = app.schools().map(|school| school.id).collect();
        assert_eq!(pictures.iter().map(|picture| picture.school).collect::<Vec<_>>(), order);
        for picture in &pictures {
            let rules = app.rules_on(picture.school, day).expect("the pack is built in");
            let follows = |name: &String| rules.cohorts.iter().any(|one| one.head.name == *name && one.when.is_some());
            let children = one_by_one(app, picture.school, day);
            for group in picture.groups.iter().filter(|group| !group.cohort.as_ref().is_some_and(follows)) {
                let members = children.iter().filter(|(pupil, _)| is_of(group, pupil));
                let sum = by_hand(members.map(|(_, facts)| facts));
                let named = Group { year: group.year, cohort: group.cohort.clone(), ..sum };
                assert_eq!(*group, named, "{:?} on {day}", picture.school);
                compared += 1;
            }
            assert!(picture.all().pupils > 20 && picture.all().recorded > 0, "{:?} on {day}", picture.school);
            assert!(picture.weeks.iter().all(|(_, week)| week.possible() > 0) && !picture.weeks.is_empty());
        }
    }
    assert!(compared > 500, "{compared}");
}

fn is_kept_until_a_mark_changes_it(app: &App) {
    let school = app.schools().next().expect("there is a school").id;
    let before = of_school(app, school, DAY).expect("it can be worked out");
    let again = of_school(app, school, DAY).expect("it is kept");
    assert!(Arc::ptr_eq(&before, &again));
    let mark = {
        let view = app.view(school);
        let roll = view.roll().expect("the school is there");
        let pupils = app.store.read(|tx| store::pupil::of_school(tx, school, DAY)).expect("the pupils can be read");
        let here = |pupil: &Pupil| {
            let (session, was) = roll.sheet(pupil.id)?.between(DAY, DAY).marked().next()?;
            (app.codes().letters(was) == "/").then_some((pupil.id, session, was))
        };
        let (pupil, session, was) = pupils.iter().find_map(here).expect("somebody was there this morning");
        let code = app.codes().find("G", DAY).expect("the code is in force");
        Mark { pupil, session, was: Some(was), code, minutes_late: None, note: String::new() }
    };
    let entry = NewEntry {
        school,
        at: app.now(),
        by: By { person: PersonId(1), name: String::from("Somebody"), position: String::from("office") },
        act: Act::Amended,
        reason: String::from("on holiday"),
        marks: vec![mark],
    };
    app.append(school, |_, _| Ok(entry.clone())).expect("the mark can be amended");
    let after = of_school(app, school, DAY).expect("it can be worked out anew");
    let (before, after) = (before.all(), after.all());
    assert_eq!(after.tally.unauthorised, before.tally.unauthorised + 1);
    assert_eq!((after.tally.possible(), after.recorded), (before.tally.possible(), before.recorded));
}
