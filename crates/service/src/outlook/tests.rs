//! The early warning on the last year of each invented school, whose years it was not made of.

use analysis::outlook::{Said, Silence, calibration::Count};
use domain::{
    clock,
    id::PersonId,
    permission::{Actor, Role},
};
use jiff::civil::{date, time};
use store::Store;

use super::*;
use crate::{Clock, Packs, demo};

/// A Friday in November: the ninth school week.
const DAY: Date = date(2026, 11, 6);

fn demo() -> (tempfile::TempDir, App) {
    let packs = Packs::built_in().expect("the packs have no fault");
    let authority = demo::generate(DAY, &packs, None, &|_, _, _| {});
    let folder = tempfile::tempdir().expect("a folder can be made");
    let store =
        Store::open(&format!("sqlite:{}", folder.path().join("demo.db").display())).expect("an empty file opens");
    demo::load(&store, &authority, "nobody signs in", &|_, _, _| {}).expect("the authority can be written");
    let evening = clock::instant(DAY, time(18, 0, 0, 0));
    let app = App::open(store, packs, Clock::from(evening), &|_, _| {}).expect("the log can be followed");
    (folder, app)
}

fn somebody(role: Role) -> Actor {
    Actor { person: PersonId(900), name: String::from("Ines Ward"), role, school: None, groups: Vec::new() }
}

#[test]
fn it_agrees_with_the_last_year_of_the_invented_schools_and_is_silent_where_a_school_s_own_year_says_otherwise() {
    let (_folder, app) = demo();
    let (model, administrator, officer) =
        (Model::built_in(), somebody(Role::Administrator), somebody(Role::AuthorityOfficer));
    let schools: Vec<SchoolId> = app.schools().map(|school| school.id).collect();
    let is_on: Vec<bool> = schools.iter().map(|&school| is_on(&app, school).expect("it can be read")).collect();
    assert_eq!(is_on.iter().filter(|is| **is).count(), 1, "the demo shows it in one school");
    let mut counts = vec![Count::default(); model.stages.len()];
    let mut silent = 0;
    for (&school, is_on) in schools.iter().zip(is_on) {
        if !is_on {
            assert!(matches!(list(&app, &officer, school), Err(Error::NotFound(_))), "off by default");
            switch(&app, &administrator, school, Position::On).expect("the administrator switches it on");
        }
        let own = own::whole(&app, school, model).expect("the last year can be counted");
        assert_eq!(own.len(), model.stages.len(), "last year is whole");
        for tested in &own {
            if let Own::Checked(count) = tested.own {
                counts[tested.stage] += count;
            }
        }
        let listed = list(&app, &officer, school).expect("it is on");
        let day = listed.day.expect("the year has begun");
        let stage = model.stage_of_week(listed.children[0].outlook.inputs.week).expect("a measured week");
        assert_eq!(day, date(2026, 11, 5), "registers of today are not over");
        let has_failed = own[stage].own.has_failed();
        let ranges = listed.children.iter().filter(|child| matches!(child.outlook.said, Said::Range(..))).count();
        let kept_back = Said::Silent(Silence::OwnSchool);
        let others = listed.children.iter().filter(|child| child.outlook.said == kept_back).count();
        assert_eq!((ranges == 0, others > 0), (has_failed, has_failed), "{school}");
        silent += usize::from(has_failed);
    }
    assert!(silent > 0 && silent < schools.len(), "some schools say otherwise at this time, and not all: {silent}");
    for (stage, count) in counts.iter().enumerate().filter(|(_, count)| count.children > 1000) {
        assert!(count.is_calibrated(), "{stage}: {count:?}");
        assert!(count.is_better(), "{stage}: {count:?}");
    }
}
