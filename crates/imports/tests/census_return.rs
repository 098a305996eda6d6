//! The attendance part of a census return: what is written is what is read, figure by figure.

use std::sync::Arc;

use analysis::{
    Period, SchoolRoll,
    figures::{Thresholds, of_pupil},
};
use domain::{
    code::{Code, CodeTable},
    id::{PupilId, SchoolId},
    tally::Percent,
    upn::Upn,
};
use imports::{
    Days, Options,
    census_return::{ReturnError, Returned, Sessions, is_returned, read, returned, write},
};
use jiff::civil::{Date, date};
use proptest::prelude::*;

const SAMPLE: &str = include_str!("data/autumn1_2025/census_attendance.xml");
const MARKS: &str = include_str!("data/autumn1_2025/marks.csv");
const DAY: Date = date(2025, 10, 24);

fn codes() -> CodeTable {
    let text = include_str!("../../../packs/england/codes.csv");
    pack::codes::read("codes.csv", text).unwrap_or_else(|faults| panic!("the code table has {} faults", faults.len()))
}

fn fault(xml: &str) -> String {
    read(xml, &codes(), DAY).expect_err("it is refused").to_string()
}

#[test]
fn a_return_of_another_system_is_written_again_letter_by_letter() {
    let codes = codes();
    let pupils = read(SAMPLE, &codes, DAY).expect("readable");
    assert_eq!(pupils.len(), 12);
    assert_eq!(write(&pupils, &codes).trim_end(), SAMPLE.replace("\r\n", "\n").trim_end());
}

#[test]
fn a_return_counted_from_the_register_equals_that_of_the_other_system() {
    let codes = Arc::new(codes());
    let plan = imports::read(MARKS.as_bytes(), &Options::new(&codes, DAY)).expect("readable");
    let roll = SchoolRoll::new(SchoolId(1), codes.clone(), plan.calendar(Days::Marked, &codes))
        .with_marks(&plan.marks_of(|at, _| Some(PupilId(at as i64 + 1))));
    let thresholds = Thresholds { persistent: Percent::whole(10), severe: Percent::whole(50) };
    let theirs = read(SAMPLE, &codes, DAY).expect("readable");
    let ours = theirs.iter().map(|pupil| {
        let at = plan.pupils.iter().position(|known| known.key == pupil.upn.as_str()).expect("in both");
        let facts = of_pupil(&roll, PupilId(at as i64 + 1), Period::ALL, thresholds);
        let sessions = Sessions { possible: facts.tally.possible(), counts: returned(&facts.by_code, &codes) };
        Returned { term: Some(sessions), ..pupil.clone() }
    });
    let ours: Vec<Returned> = ours.collect();
    assert_eq!(ours, theirs);
    assert_eq!(read(&write(&ours, &codes), &codes, DAY), Ok(theirs));
}

#[test]
fn what_cannot_stand_in_a_return_is_refused_in_one_sentence() {
    assert_eq!(
        fault(&SAMPLE.replacen("<UPN>Z888990119986</UPN>", "<UPN></UPN>", 1)),
        "`` is no unique pupil number (the unique pupil number is empty: copy it from the pupil's record)"
    );
    assert_eq!(
        fault(&SAMPLE.replacen("P888990118977", "Z888990119986", 1)),
        "the pupil Z888990119986 is in the file twice: take one of the two out"
    );
    assert_eq!(
        fault(&SAMPLE.replacen("<AttendanceReason>I<", "<AttendanceReason>?<", 1)),
        "`?` cannot stand in `AttendanceReason`: correct it where the file comes from"
    );
    assert_eq!(
        fault(&SAMPLE.replacen("<AttendanceReason>I<", "<AttendanceReason>/<", 1)),
        "the pupil Z888990119986 has the code `/` twice: add both counts up"
    );
    assert_eq!(
        fault(&SAMPLE.replacen("<SessionsPossible>76<", "<SessionsPossible>-1<", 1)),
        "`-1` cannot stand in `SessionsPossible`: correct it where the file comes from"
    );
    assert_eq!(
        fault(&SAMPLE.replacen("<Forename>Olivia</Forename>", "", 1)),
        "a pupil has no `Forename`: save the file again with all parts of the attendance"
    );
    assert_eq!(
        fault(&SAMPLE.replace("TermlyAttendance", "AnnualAttendance")),
        "a pupil has no `TermlyAttendance`: save the file again with all parts of the attendance"
    );
    assert!(matches!(read(&SAMPLE[..900], &codes(), DAY), Err(ReturnError::NotXml(_))), "cut off");
}

#[test]
fn a_file_that_defines_entities_is_refused() {
    let entity = "<!DOCTYPE Pupils [<!ENTITY many \"many\">]><Pupils/>";
    assert!(matches!(read(entity, &codes(), DAY), Err(ReturnError::NotXml(_))));
}

#[test]
fn the_second_half_of_the_summer_stands_on_its_own_element_beside_the_first_or_alone() {
    let codes = codes();
    let mut pupils = read(SAMPLE, &codes, DAY).expect("readable");
    let ill = codes.find("I", DAY).expect("a code");
    let later = Some(Sessions { possible: 60, counts: vec![(ill, 3)] });
    (pupils[0].second_half, pupils[1].second_half) = (later.clone(), later);
    pupils[1].term = None;
    let xml = write(&pupils, &codes);
    assert_eq!(xml.matches("<SummerHalfTerm2Attendance>").count(), 2);
    assert_eq!(xml.matches("<TermlyAttendance>").count(), pupils.len() - 1);
    assert_eq!(read(&xml, &codes, DAY), Ok(pupils));
}

prop_compose! {
    fn any_sessions()(
        possible in 0_u32..400,
        counts in proptest::collection::vec(0_u32..400, 60),
    ) -> Sessions {
        let codes = codes();
        let known = codes.in_force(DAY).map(|entry| codes.find(&entry.letters, DAY).expect("in force"));
        Sessions { possible, counts: known.zip(counts).collect() }
    }
}

prop_compose! {
    fn any_pupil()(
        serial in 0_u16..2300,
        surname in "[ -~à-ž]{0,20}",
        forename in "[ -~à-ž\r\n\t]{0,20}",
        sex in "[MF]",
        term in any_sessions(),
        second_half in proptest::option::of(any_sessions()),
    ) -> Returned {
        let upn = Upn::temporary("8889901", 2025, serial).expect("a number");
        let sex = sex.chars().next().expect("one letter");
        Returned { upn, surname, forename, sex, born: date(2014, 4, 20), term: Some(term), second_half }
    }
}

/// What a return has of these sessions.
fn kept(sessions: Option<Sessions>, codes: &CodeTable) -> Option<Sessions> {
    sessions.map(|sessions| Sessions { counts: returned(&sessions.counts, codes), ..sessions })
}

proptest! {
    #[test]
    fn any_register_is_read_back_with_every_figure(pupil in any_pupil()) {
        let codes = codes();
        let read = read(&write(std::slice::from_ref(&pupil), &codes), &codes, DAY).expect("readable");
        let counts: Vec<(Code, u32)> = pupil.term.clone().expect("a term").counts;
        let wanted = Returned {
            term: kept(pupil.term.clone(), &codes),
            second_half: kept(pupil.second_half.clone(), &codes),
            ..pupil
        };
        prop_assert_eq!(&read, &vec![wanted]);
        let term = read[0].term.as_ref().expect("a term");
        for (code, count) in counts {
            let found = term.counts.iter().find(|found| found.0 == code).map_or(0, |found| found.1);
            prop_assert_eq!(found, if is_returned(code, &codes) { count } else { 0 }, "{}", codes.letters(code));
        }
    }
}
