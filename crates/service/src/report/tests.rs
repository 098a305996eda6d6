//! The reports of the invented authority: nobody is named where nobody may be, and no small number can be worked out.

#[path = "../../../analysis/tests/suppression/adversary.rs"]
mod adversary;
#[path = "../../../analysis/tests/suppression/attack.rs"]
mod attack;

use analysis::{
    Period,
    suppression::{Child, Shape, publish},
};
use documents::table::Cell;
use domain::{
    Date,
    id::{PersonId, SchoolId},
    permission::{Actor, Role},
    pupil::Pupil,
};
use jiff::civil::date;

use super::{Report, bands, governors, small, week};
use crate::{App, Error, comparison::tests::authority, standing};
use attack::Nested;

const DAY: Date = date(2026, 11, 24);

fn actor(role: Role, school: SchoolId) -> Actor {
    Actor { person: PersonId(1), name: String::from("Somebody"), role, school: Some(school), groups: Vec::new() }
}

fn report(app: &App, school: SchoolId, to: Date) -> Report {
    let asked = governors::Asked { from: None, to };
    governors::governors(app, &actor(Role::Governor, school), school, asked).expect("a governor may see it")
}

fn words(report: &Report) -> String {
    let cell = |cell: &Cell| match cell {
        Cell::Text(text) => text.clone(),
        other => format!("{other:?}"),
    };
    let cells = report.sections.iter().flat_map(|section| section.table.rows.iter().flatten().map(cell));
    let said = report.sections.iter().flat_map(|section| section.opening.iter().chain(&section.table.notes).cloned());
    report.opening.iter().cloned().chain(said).chain(cells).collect::<Vec<String>>().join("\n")
}

/// Cohorts of which all that the school has in one are in another.
fn nested(children: &[Child], cohorts: usize) -> Vec<Nested> {
    let has = |child: &Child, cohort: usize| (child.cohorts >> cohort) & 1 == 1;
    let lies_in = |inner: usize, outer: usize| children.iter().all(|child| !has(child, inner) || has(child, outer));
    let pairs = (0..cohorts).flat_map(|inner| (0..cohorts).map(move |outer| (inner, outer)));
    let pairs = pairs.filter(|&(inner, outer)| inner != outer && lies_in(inner, outer) && !lies_in(outer, inner));
    pairs.map(|(inner, outer)| Nested { inner, outer }).collect()
}

/// The same children with some of the cohorts alone, so that the attack comes to an end.
fn only(children: &[Child], cohorts: std::ops::Range<usize>) -> Vec<Child> {
    let mask = (1_u64 << cohorts.len()) - 1;
    let cut = |child: &Child| Child { cohorts: (child.cohorts >> cohorts.start) & mask, ..child.clone() };
    children.iter().map(cut).collect()
}

#[test]
fn no_small_number_of_the_invented_schools_can_be_worked_out_from_all_that_is_shown() {
    let app = authority();
    let to = small::last_whole_week(DAY);
    let mut hidden = 0;
    for school in app.schools().take(2) {
        let gathered = small::gathered(app, school.id, Period::year_to(to)).expect("the school has a roll");
        let all = publish(&gathered.children, &gathered.shape);
        let cohorts = gathered.shape.cohorts;
        // One set of bands and two cohorts at a time.
        for start in (0..cohorts).step_by(2) {
            let some = start..(start + 2).min(cohorts);
            let children = only(&gathered.children, some.clone());
            let bands = gathered.shape.bands.iter().take(1).copied().collect();
            let shape = Shape { cohorts: some.len(), bands, ..gathered.shape };
            let mut published = analysis::suppression::Published { cohorts: all.cohorts[some].to_vec(), ..all.clone() };
            published.bands.truncate(1);
            hidden += attack::attack_on(&children, &shape, &nested(&children, shape.cohorts), &published).hidden;
        }
    }
    assert!(hidden > 100, "only {hidden} numbers were hidden");
}

#[test]
fn the_report_for_governors_names_nobody_and_hides_what_is_small() {
    let app = authority();
    let school = app.schools().next().expect("a school").id;
    let words = words(&report(app, school, DAY));
    let children = standing::of_school(app, school).expect("the school has a roll");
    for name in children.iter().map(|child| Pupil::name(&child.pupil)) {
        assert!(!words.contains(&name), "{name} is named");
    }
    assert!(words.contains("hidden"));
    assert!(words.contains("Sunday 22 November 2026"), "{words}");
    assert!(words.contains("Attendance: "), "each figure is defined");
}

#[test]
fn the_same_week_gives_the_same_report_whichever_of_its_days_is_asked_for() {
    let app = authority();
    let school = app.schools().next().expect("a school").id;
    let monday = report(app, school, date(2026, 11, 16));
    let saturday = report(app, school, date(2026, 11, 21));
    assert_eq!(monday, saturday);
    assert_eq!(monday.days.last, date(2026, 11, 15));
    assert_ne!(report(app, school, date(2026, 11, 22)).days, monday.days);
}

#[test]
fn a_report_of_some_weeks_begins_on_a_monday_and_one_that_is_upside_down_covers_the_year() {
    let asked = |from, to| governors::Asked { from, to }.days();
    let some = asked(Some(date(2026, 10, 7)), DAY);
    assert_eq!((some.first, some.last), (date(2026, 10, 5), date(2026, 11, 22)));
    assert_eq!(asked(Some(date(2026, 11, 24)), DAY), Period::year_to(date(2026, 11, 22)));
    assert_eq!(asked(Some(date(2020, 1, 1)), DAY), Period::year_to(date(2026, 11, 22)));
}

#[test]
fn the_bands_of_a_return_add_up_to_the_school_and_the_pack_says_which_there_are() {
    let app = authority();
    let school = app.schools().find(|school| school.pack == "lancashire").expect("a school follows it").id;
    let lead = actor(Role::AttendanceLead, school);
    let report = bands::bands(app, &lead, school, ("Pathway", DAY)).expect("a lead may see it");
    let table = &report.section("bands").expect("the numbers").table;
    let heads: Vec<&str> = table.columns.iter().map(|column| column.heading.as_str()).collect();
    assert_eq!(heads[2], "Universal");
    assert_eq!(heads.len(), 2 + 2 * 4, "four bands, each with its share");
    let numbers = |row: &Vec<Cell>| -> Vec<i64> {
        row.iter().filter_map(|cell| if let Cell::Number(number) = cell { Some(*number) } else { None }).collect()
    };
    for row in &table.rows {
        let row = numbers(row);
        assert!(row[1..].iter().sum::<i64>() <= row[0], "nobody is counted twice: {row:?}");
    }
    let school_row = numbers(&table.rows[0]);
    let children = standing::of_school(app, school).expect("the school has a roll");
    let years: std::collections::BTreeSet<u8> = children.iter().map(|child| child.pupil.year).collect();
    let years: i64 = table.rows[1..=years.len()].iter().map(|row| numbers(row)[0]).sum();
    assert_eq!(school_row[0], years, "the years are the school");
    let rules = app.packs().rules("lincolnshire").expect("the pack is here");
    let set = rules.deciding_bands().find(|set| set.head.name == "Category").expect("the set");
    let carried: Vec<&str> = bands::carried_by(rules, set).iter().map(|action| action.head.name.as_str()).collect();
    assert_eq!(carried.first(), Some(&"Five-category return"));
    assert!(carried.contains(&"Targeting support meeting"), "{carried:?}");
    assert!(matches!(bands::bands(app, &lead, school, ("Nothing", DAY)), Err(Error::NotFound(_))));
}

#[test]
fn the_week_is_for_those_who_see_every_name() {
    let app = authority();
    let school = app.schools().next().expect("a school").id;
    let of = |role| week::week(app, &actor(role, school), school, DAY);
    assert!(matches!(of(Role::Governor), Err(Error::Forbidden(_))));
    assert!(matches!(of(Role::Teacher), Err(Error::Forbidden(_))));
    let report = of(Role::Headteacher).expect("a head may see it");
    let keys: Vec<&str> = report.sections.iter().map(|section| section.key).collect();
    for key in ["figures", "crossed", "came-back", "tasks", "registers", "returns", "leave", "meetings"] {
        assert!(keys.contains(&key), "{keys:?}");
    }
    assert_eq!((report.days.first, report.days.last), (date(2026, 11, 23), DAY));
    let rows: usize = report.sections.iter().map(|section| section.table.rows.len()).sum();
    assert!(rows > 10, "the invented week has something to say");
    for section in &report.sections {
        assert!(section.opens.len() <= section.table.rows.len());
        let width = section.table.columns.len();
        assert!(section.table.rows.iter().all(|row| row.len() == width), "{}", section.key);
    }
}
