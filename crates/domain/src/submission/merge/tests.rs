use alloc::{string::ToString, vec, vec::Vec};

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::{
    act::{By, NewEntry},
    example::codes,
    id::{GroupId, PersonId, SchoolId},
    session::Half,
};

const MORNING: Session = Session::new(date(2026, 11, 24), Half::Morning);
const TAKEN: Act = Act::Taken { group: GroupId(12) };
const PUPILS: [PupilId; 4] = [PupilId(1), PupilId(2), PupilId(3), PupilId(4)];

fn code(letters: &str) -> Code {
    codes().find(letters, MORNING.date).expect("a code of the example")
}

fn given(pupil: i64, letters: &str) -> Given {
    Given { pupil: PupilId(pupil), code: code(letters), minutes_late: None, note: String::new() }
}

fn entry(number: i64, act: Act, marks: Vec<Mark>) -> Entry {
    let by = By { person: PersonId(number), name: "Joan Prescott".to_string(), position: "school office".to_string() };
    let what = NewEntry { school: SchoolId(1), at: Timestamp::UNIX_EPOCH, by, act, reason: String::new(), marks };
    Entry::chain(what, number, [0; 32])
}

fn set(pupil: i64, letters: &str) -> Mark {
    mark(&given(pupil, letters), None, MORNING)
}

fn after(entries: &[Entry], version: i64) -> Stands {
    Stands::after(entries, MORNING, |number| number <= version)
}

/// Merges what one pupil was given with a log of which the person saw the first `seen` entries.
fn merged(one: Given, entries: &[Entry], seen: i64) -> Merge {
    let (base, now) = (after(entries, seen), after(entries, i64::MAX));
    register(&[one.pupil], &[one], Sides { base: &base, now: &now }, terms(&codes()))
}

/// Every mark fits but one of the other half of the day.
fn terms(codes: &CodeTable) -> Terms<'_> {
    Terms { session: MORNING, codes, fits: &|given| given.code != code("\\") }
}

fn why(merge: &Merge) -> Option<Why> {
    merge.open.first().map(|open| open.why)
}

#[test]
fn the_office_s_sign_in_in_the_meantime_is_not_overwritten() {
    let log = [entry(1, Act::SignedIn, vec![set(1, "L")])];
    assert_eq!(merged(given(1, "N"), &log, 0).stays, [PupilId(1)], "absent when the register was taken, in since");
    assert_eq!(why(&merged(given(1, "/"), &log, 0)), Some(Why::Differs), "in or late is for a person to say");
    let minutes = Given { minutes_late: Some(4), ..given(1, "L") };
    assert_eq!(merged(minutes, &log, 0).stays, [PupilId(1)], "the office knows the minute");
}

#[test]
fn two_devices_that_disagree_ask_a_person_and_two_that_agree_do_not() {
    let log = [entry(1, TAKEN, vec![set(1, "/")])];
    assert_eq!(why(&merged(given(1, "N"), &log, 0)), Some(Why::Differs));
    assert_eq!(merged(given(1, "/"), &log, 0).same.len(), 1);
    assert_eq!(merged(given(1, "N"), &log, 1).marks.len(), 1, "whoever saw it may change it");
}

#[test]
fn a_reason_found_meanwhile_stands_against_a_reason_not_known() {
    let log = [entry(1, TAKEN, vec![set(1, "N")]), entry(2, Act::ReasonFound, vec![set(1, "I")])];
    assert_eq!(merged(given(1, "N"), &log, 1).stays, [PupilId(1)], "the device changed nothing");
    assert_eq!(merged(given(1, "N"), &log[1..], 0).stays, [PupilId(1)]);
    assert_eq!(why(&merged(given(1, "/"), &log, 1)), Some(Why::Differs));
}

#[test]
fn a_note_that_nobody_has_is_never_dropped() {
    let log = [entry(1, TAKEN, vec![set(1, "/")])];
    let noted = Given { note: "came without a coat".to_string(), ..given(1, "/") };
    assert_eq!(why(&merged(noted, &log, 0)), Some(Why::Differs));
}

#[test]
fn pupils_who_joined_or_left_meanwhile_are_shown_to_a_person() {
    let (base, now) = (Stands::default(), Stands::default());
    let sides = Sides { base: &base, now: &now };
    let merge = register(&[PupilId(1), PupilId(9)], &[given(1, "/"), given(2, "/")], sides, terms(&codes()));
    let open = |pupil: i64, why| Open { pupil: PupilId(pupil), why };
    assert_eq!(merge.open, [open(9, Why::NoMark), open(2, Why::Left)]);
    assert_eq!(merge.marks.len(), 1);
}

#[test]
fn a_code_of_the_other_half_of_the_day_is_not_set() {
    assert_eq!(why(&merged(given(1, "\\"), &[], 0)), Some(Why::Refused));
}

#[test]
fn an_arrival_ends_the_absence_of_a_register_and_speaks_to_everybody_else_s_mark() {
    let sides_of = |act: Act, letters: &str| [entry(1, act, vec![set(1, letters)])];
    let merge = |log: &[Entry]| {
        let (base, now) = (after(log, 0), after(log, i64::MAX));
        arrival(&given(1, "L"), Sides { base: &base, now: &now }, terms(&codes()))
    };
    assert_eq!(merge(&[]).marks.len(), 1);
    assert_eq!(merge(&sides_of(TAKEN, "N")).marks.len(), 1);
    assert_eq!(merge(&sides_of(Act::SignedIn, "L")).same.len(), 1, "two devices signed the same child in");
    assert_eq!(why(&merge(&sides_of(Act::SignedIn, "U"))), Some(Why::Differs));
    assert_eq!(why(&merge(&sides_of(TAKEN, "/"))), Some(Why::Differs));
    assert_eq!(why(&merge(&sides_of(TAKEN, "U"))), Some(Why::Differs), "the teacher gave another time");
    assert_eq!(why(&merge(&sides_of(Act::ReasonFound, "I"))), Some(Why::Differs));
}

#[test]
fn once_the_session_is_over_what_would_change_waits_for_a_person() {
    let log = [entry(1, TAKEN, vec![set(1, "/")])];
    let merge = merged(given(1, "N"), &log, 1).closed();
    assert_eq!((merge.marks.len(), why(&merge)), (0, Some(Why::Closed)));
}

/// Something that a device submits: a code for each of the four pupils.
fn a_register() -> impl Strategy<Value = Vec<Given>> {
    let one = (prop::sample::select(vec!["/", "N", "L", "I"]), prop::option::of(0_u16..30));
    prop::collection::vec(one, PUPILS.len()).prop_map(|codes| {
        let each = codes.into_iter().zip(1..);
        each.map(|((letters, minutes), pupil)| Given {
            minutes_late: minutes.filter(|_| letters == "L"),
            ..given(pupil, letters)
        })
        .collect()
    })
}

/// What others did: acts on some of the pupils.
fn a_log() -> impl Strategy<Value = Vec<Entry>> {
    let act = prop::sample::select(vec![TAKEN, Act::SignedIn, Act::ReasonFound, Act::Amended]);
    let letters = prop::sample::select(vec!["/", "N", "L", "U", "I"]);
    let one = (act, prop::collection::vec((1_i64..5, letters), 1..4));
    prop::collection::vec(one, 0..5).prop_map(|acts| {
        let each = acts.into_iter().zip(1..);
        each.map(|((act, marks), number)| {
            entry(number, act, marks.into_iter().map(|(pupil, letters)| set(pupil, letters)).collect())
        })
        .collect()
    })
}

fn merge_of(given: &[Given], base: &Stands, now: &Stands) -> Merge {
    register(&PUPILS, given, Sides { base, now }, terms(&codes()))
}

/// The log with one more entry of the marks that were merged.
fn with(log: &[Entry], merge: &Merge) -> Vec<Entry> {
    let mut longer = log.to_vec();
    longer.push(entry(log.len() as i64 + 1, TAKEN, merge.marks.clone()));
    longer
}

fn open(merge: &Merge) -> Vec<PupilId> {
    merge.open.iter().map(|open| open.pupil).collect()
}

proptest! {
    #[test]
    fn every_pupil_is_in_exactly_one_list(given in a_register(), log in a_log(), seen in 0_i64..6) {
        let (base, now) = (after(&log, seen), after(&log, i64::MAX));
        let merge = merge_of(&given, &base, &now);
        let marked = merge.marks.iter().chain(&merge.same).map(|mark| mark.pupil);
        let mut all: Vec<PupilId> = marked.chain(merge.stays.iter().copied()).chain(open(&merge)).collect();
        all.sort_unstable();
        prop_assert_eq!(all, PUPILS);
    }

    #[test]
    fn nothing_that_somebody_set_since_is_overwritten(given in a_register(), log in a_log(), seen in 0_i64..6) {
        let (base, now) = (after(&log, seen), after(&log, i64::MAX));
        for mark in merge_of(&given, &base, &now).marks {
            let stood = now.get(mark.pupil).map(|standing| standing.entry);
            prop_assert!(stood.is_none_or(|entry| entry <= seen), "{:?}", mark);
        }
    }

    #[test]
    fn with_nobody_else_about_everything_submitted_stands(given in a_register(), log in a_log()) {
        let now = after(&log, i64::MAX);
        let merge = merge_of(&given, &now, &now);
        prop_assert!(merge.open.is_empty() && merge.stays.is_empty());
        let longer = with(&log, &merge);
        let then = after(&longer, i64::MAX);
        for one in given {
            prop_assert_eq!(then.code(one.pupil), Some(one.code));
        }
    }

    #[test]
    fn what_was_merged_once_sets_nothing_when_it_comes_again(given in a_register(), log in a_log(), seen in 0_i64..6) {
        let (base, now) = (after(&log, seen), after(&log, i64::MAX));
        let merge = merge_of(&given, &base, &now);
        let longer = with(&log, &merge);
        let again = merge_of(&given, &base, &after(&longer, i64::MAX));
        prop_assert!(again.marks.is_empty());
        prop_assert_eq!(open(&again), open(&merge));
    }

    #[test]
    fn the_order_of_two_devices_changes_neither_what_is_open_nor_what_they_agree_on(
        one in a_register(), other in a_register(), log in a_log(),
    ) {
        let base = after(&log, i64::MAX);
        let ends = [[&one, &other], [&other, &one]].map(|[first, second]| {
            let longer = with(&log, &merge_of(first, &base, &base));
            let then = after(&longer, i64::MAX);
            let merge = merge_of(second, &base, &then);
            let last = with(&longer, &merge);
            (after(&last, i64::MAX), open(&merge))
        });
        for pupil in PUPILS {
            let codes_of = [one.iter(), other.iter()].map(|mut all| all.find(|given| given.pupil == pupil));
            let is_agreed = codes_of[0].map(|given| given.code) == codes_of[1].map(|given| given.code);
            if is_agreed {
                prop_assert_eq!(ends[0].0.code(pupil), ends[1].0.code(pupil));
            }
            let is_lost = |mine: &Given, end: &(Stands, Vec<PupilId>)| {
                end.0.code(pupil) != Some(mine.code) && !end.1.contains(&pupil)
            };
            for mine in codes_of.into_iter().flatten() {
                let unchanged = base.code(pupil) == Some(mine.code);
                let holding = mine.code == code("N");
                for end in &ends {
                    prop_assert!(!is_lost(mine, end) || unchanged || holding, "{:?}", mine);
                }
            }
        }
    }
}
