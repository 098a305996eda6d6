//! What if, held against what really switching gives: an invented school, its pack changed in the records, opened again.

#[path = "what_if/invented.rs"]
mod invented;

use std::collections::BTreeMap;

use analysis::{
    Period,
    what_if::{Stand, Week},
};
use domain::{Date, calendar::school_year_start, clock, decide::Decided, example, id::SchoolId, rule::Rules};
use invented::{DAY, Invented};
use jiff::civil::date;
use service::{
    App, Clock, Error, Packs,
    school::Names,
    standing,
    what_if::{Asked, WhatIf, compare, of},
};
use store::Store;

const HILLSIDE: SchoolId = SchoolId(1);
/// Each pack is held against every so manieth week, beginning at another one.
const STRIDE: usize = 4;
const PACKS: [&str; 5] = ["lancashire", "lincolnshire", "leicestershire", "knowsley", "lady-boswells"];

fn packs() -> Packs {
    Packs::built_in().expect("the packs have no fault")
}

fn opened(school: &Invented, day: Date) -> App {
    let store = Store::open(&school.address).expect("the file is there");
    let clock = Clock::Stands(clock::instant(day, example::school().afternoon.ends));
    App::open(store, packs(), clock, &|_, _| ()).expect("the log can be followed")
}

fn asked(app: &App, to: &Rules, period: Period) -> WhatIf {
    compare(app, Asked { school: Some(HILLSIDE), period: Some(period), from: None, to })
        .expect("the roll can be compared")
}

fn switched(school: &Invented, pack: &'static str) {
    let store = Store::open(&school.address).expect("the file is there");
    let changed = store.write::<(), Error>(move |tx| {
        let mut hillside = store::school::find(tx, HILLSIDE)?.expect("it was added");
        hillside.pack = String::from(pack);
        Ok(store::school::change(tx, &hillside)?)
    });
    changed.expect("a school changes its pack");
}

#[test]
fn what_if_says_of_every_pupil_what_switching_really_gives() {
    let (packs, days) = (packs(), [date(2026, 10, 2), date(2026, 12, 18), date(2027, 2, 3), DAY]);
    for pack in PACKS {
        let school = Invented::by_chance(pack.len() as u64);
        let before = opened(&school, DAY);
        let said = days.map(|day| asked(&before, packs.rules(pack).expect("built in"), year_to(day)));
        drop(before);
        switched(&school, pack);
        let after = opened(&school, DAY);
        for (day, said) in days.into_iter().zip(said) {
            let really = standing::of_school_on(&after, HILLSIDE, day).expect("the school is there");
            assert_eq!(said.children.len(), really.len(), "{pack} on {day}");
            for (child, real) in said.children.iter().zip(really.iter()) {
                assert_eq!(child.pupil, real.pupil);
                assert_eq!(child.after, Stand::of(&real.decided), "{pack} on {day}: {}", child.pupil.name());
            }
        }
    }
}

#[test]
fn what_it_is_compared_with_is_how_things_stand_now() {
    let school = Invented::by_chance(7);
    let app = opened(&school, DAY);
    let packs = packs();
    let said = asked(&app, packs.rules("knowsley").expect("built in"), year_to(DAY));
    let really = standing::of_school_on(&app, HILLSIDE, DAY).expect("the school is there");
    for (child, real) in said.children.iter().zip(really.iter()) {
        assert_eq!(child.before, Stand::of(&real.decided), "{}", child.pupil.name());
    }
    let same = asked(&app, packs.rules("lancashire").expect("built in"), year_to(DAY));
    assert_eq!(same.total.changed(), 0, "nobody changes by following the same pack");
    assert!(same.children.iter().all(|child| child.before == child.after && child.tasks.0 == child.tasks.1));
    assert!(same.weeks.iter().all(|week| week.before == week.after));
}

#[test]
fn each_week_counts_the_bands_flags_and_tasks_that_switching_gives_at_its_end() {
    let packs = packs();
    for pack in PACKS {
        let school = Invented::by_chance(100 + pack.len() as u64);
        let said = asked(&opened(&school, DAY), packs.rules(pack).expect("built in"), year_to(DAY));
        switched(&school, pack);
        let after = opened(&school, DAY);
        assert!(said.weeks.len() > 20, "the invented year has weeks");
        for week in said.weeks.iter().skip(pack.len() % STRIDE).step_by(STRIDE) {
            let real = standing::of_school_on(&after, HILLSIDE, week.days.last).expect("the school is there");
            assert_eq!(week.children, real.len() as u64, "{pack}, {:?}", week.days);
            let decided: Vec<&Decided> = real.iter().map(|one| &one.decided).collect();
            assert_eq!(bands(week), real_bands(&decided), "{pack}, {:?}", week.days);
            assert_eq!(flags(week), real_flags(&decided), "{pack}, {:?}", week.days);
            for (task, newly) in arisen(&real, week) {
                let counted = week.after.work.tasks.get(&task).copied().unwrap_or(0);
                assert!(counted >= newly, "{pack}, {:?}: {task} arose {newly} times, {counted} counted", week.days);
            }
        }
    }
}

#[test]
fn whoever_may_see_no_pupil_gets_the_numbers_and_no_names() {
    let school = Invented::by_chance(3);
    let app = opened(&school, DAY);
    let packs = packs();
    let asked = Asked { school: None, period: None, from: None, to: packs.rules("knowsley").expect("built in") };
    let administrator = invented::actor(domain::permission::Role::Administrator, None);
    let found = of(&app, &administrator, asked).expect("an administrator may ask");
    assert!(found.names == Names::Hidden && found.children.is_empty() && found.total.children > 0);
    let lead = invented::actor(domain::permission::Role::AttendanceLead, Some(HILLSIDE));
    assert_eq!(of(&app, &lead, asked).expect("their own school").children.len() as u64, found.total.children);
    let teacher = invented::actor(domain::permission::Role::Teacher, Some(HILLSIDE));
    assert!(of(&app, &teacher, asked).is_err());
}

fn year_to(day: Date) -> Period {
    Period { first: school_year_start(day), last: day }
}

fn counts<'a>(names: impl Iterator<Item = (&'a str, &'a str)>) -> BTreeMap<(String, String), u64> {
    let mut counts = BTreeMap::new();
    names.for_each(|(set, name)| *counts.entry((set.to_owned(), name.to_owned())).or_default() += 1);
    counts
}

fn bands(week: &Week) -> BTreeMap<(String, String), u64> {
    let held = week.after.bands.0.iter().filter(|band| band.children > 0);
    held.map(|band| ((band.set.clone(), band.band.clone()), band.children)).collect()
}

fn real_bands(decided: &[&Decided]) -> BTreeMap<(String, String), u64> {
    let bands = decided.iter().flat_map(|one| &one.bands).filter(|band| band.decides());
    let bands = bands.map(|band| (band.set.as_str(), band.band.as_str()));
    let stages = decided.iter().flat_map(|one| &one.stages);
    counts(bands.chain(stages.map(|stage| (stage.set.as_str(), stage.stage.as_str()))))
}

fn flags(week: &Week) -> BTreeMap<(String, String), u64> {
    week.after.flags.0.iter().map(|flag| ((flag.set.clone(), flag.band.clone()), flag.children)).collect()
}

fn real_flags(decided: &[&Decided]) -> BTreeMap<(String, String), u64> {
    let flags = decided.iter().flat_map(|one| &one.flags).map(|flag| ("Flags", flag.name.as_str()));
    counts(flags.chain(decided.iter().flat_map(|one| &one.lists).map(|list| ("Lists", list.name.as_str()))))
}

/// How many children have each task at the end of the week whose reason came in it.
fn arisen(real: &[standing::Standing], week: &Week) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for child in real {
        for task in &child.decided.tasks {
            if child.since.get(&task.name).is_some_and(|&since| week.days.contains(since)) {
                *counts.entry(task.name.clone()).or_default() += 1;
            }
        }
    }
    counts
}
