use std::collections::BTreeSet;

use domain::admission::Asked;
use jiff::civil::date;

use crate::Packs;

fn packs() -> Packs {
    Packs::built_in().expect("the packs have no fault")
}

fn cohorts(packs: &Packs) -> BTreeSet<String> {
    let all = packs.rules.values().flat_map(|rules| &rules.cohorts);
    all.map(|cohort| cohort.head.name.clone()).collect()
}

#[test]
fn the_grounds_of_the_law_are_all_there_and_each_asks_something() {
    let packs = packs();
    let of = |prefix: &str| packs.grounds.0.iter().filter(|ground| ground.paragraph.starts_with(prefix)).count();
    assert_eq!((of("9(1)"), of("9(3)"), packs.grounds.0.len()), (15, 5, 20));
    for ground in &packs.grounds.0 {
        assert!(ground.conditions.iter().any(|condition| condition.asked == Asked::Evidence), "{}", ground.paragraph);
        let returns = ground.conditions.iter().filter(|condition| condition.asked == Asked::Return).count();
        assert_eq!(returns, 1, "{}", ground.paragraph);
    }
}

#[test]
fn what_the_grounds_and_the_list_of_cohorts_name_is_in_the_packs() {
    let packs = packs();
    let known = cohorts(&packs);
    for ground in &packs.grounds.0 {
        for condition in &ground.conditions {
            match &condition.asked {
                Asked::Absence { codes, .. } => {
                    for letters in codes {
                        assert!(packs.codes.find(letters, date(2026, 11, 24)).is_some(), "{letters}");
                    }
                }
                Asked::EvidenceOfCohorts(names) => assert!(names.iter().all(|name| known.contains(name)), "{names:?}"),
                _ => {}
            }
        }
    }
    let strangers: Vec<&String> = packs.sensitive.iter().filter(|name| !known.contains(*name)).collect();
    assert_eq!(strangers, [""; 0]);
}

#[test]
fn only_an_authority_that_placed_the_pupil_is_asked_and_only_where_the_law_asks_it() {
    let packs = packs();
    let asks = |paragraph: &str| {
        let ground = packs.grounds.find(paragraph).expect("the ground is there");
        ground.conditions.iter().any(|condition| condition.asked == Asked::EvidenceInSpecialSchool)
    };
    let asked = ["9(1)(a)", "9(1)(d)", "9(1)(e)", "9(1)(k)", "9(1)(l)", "9(1)(o)", "9(3)(a)"].map(asks);
    assert_eq!(asked, [true, false, false, false, true, false, false]);
}

#[test]
fn after_a_death_nothing_more_is_sent() {
    let packs = packs();
    let stopping = packs.grounds.0.iter().filter(|ground| ground.stops_messages);
    assert_eq!(stopping.map(|ground| ground.paragraph.as_str()).collect::<Vec<_>>(), ["9(1)(k)", "9(3)(d)"]);
}
