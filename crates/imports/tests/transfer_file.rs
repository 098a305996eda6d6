//! The Common Transfer File: what is written is what is read, letter by letter and figure by figure.

use std::sync::Arc;

use analysis::{
    Period, SchoolRoll,
    figures::{Thresholds, of_pupil},
};
use domain::{
    id::{PupilId, SchoolId},
    tally::{Percent, Tally},
    upn::Upn,
};
use imports::{
    Days, Options,
    transfer_file::{
        Attended, Contact, Destination, Pupil, SchoolNumber, TransferFile, TransferFileError, YearData, read, write,
    },
};
use jiff::civil::date;
use proptest::prelude::*;

const SAMPLE: &str = include_str!("data/autumn1_2025/transfer.xml");
const MARKS: &str = include_str!("data/autumn1_2025/marks.csv");

fn sample() -> TransferFile {
    read(SAMPLE).expect("readable")
}

fn fault(from: &str, to: &str) -> String {
    assert!(SAMPLE.contains(from), "{from}");
    read(&SAMPLE.replacen(from, to, 1)).expect_err("it is refused").to_string()
}

#[test]
fn a_file_of_another_system_is_written_again_letter_by_letter() {
    let file = sample();
    assert_eq!(file.pupils.len(), 12);
    assert_eq!(file.header.destination, Destination::Authority(String::from("888")));
    assert_eq!(write(&file).trim_end(), SAMPLE.replace("\r\n", "\n").trim_end());
}

#[test]
fn sessions_counted_from_the_register_equal_those_of_the_other_system() {
    let text = include_str!("../../../packs/england/codes.csv");
    let codes = pack::codes::read("codes.csv", text)
        .unwrap_or_else(|faults| panic!("the code table has {} faults", faults.len()));
    let codes = Arc::new(codes);
    let plan = imports::read(MARKS.as_bytes(), &Options::new(&codes, date(2025, 10, 24))).expect("readable");
    let roll = SchoolRoll::new(SchoolId(1), codes.clone(), plan.calendar(Days::Marked, &codes))
        .with_marks(&plan.marks_of(|at, _| Some(PupilId(at as i64 + 1))));
    let thresholds = Thresholds { persistent: Percent::whole(10), severe: Percent::whole(50) };
    let mut ours = sample();
    for pupil in &mut ours.pupils {
        let at = plan.pupils.iter().position(|known| known.key == pupil.upn.as_str()).expect("in both");
        pupil.years[0].tally = of_pupil(&roll, PupilId(at as i64 + 1), Period::ALL, thresholds).tally;
    }
    assert_eq!(ours, sample());
    assert_eq!(read(&write(&ours)), Ok(ours));
}

#[test]
fn what_cannot_stand_in_a_file_is_refused_in_one_sentence() {
    assert_eq!(
        fault("<UPN>Z888990119986</UPN>", "<UPN>A888990119986</UPN>"),
        "`A888990119986` is no unique pupil number (the check letter does not fit: digits like these begin with `Z`, so compare \
         with the pupil's record)"
    );
    assert_eq!(
        fault("P888990118977", "Z888990119986"),
        "the pupil Z888990119986 is in the file twice: take one of the two out"
    );
    assert_eq!(
        fault("<SessionsPossible>76<", "<SessionsPossible>77<"),
        "77 sessions were possible, and 76 are accounted for: correct them where the file comes from"
    );
    assert_eq!(
        fault("<SessionsAttended>68<", "<SessionsAttended>-1<"),
        "`-1` cannot stand in `SessionsAttended`: correct it where the file comes from"
    );
    assert_eq!(
        fault("<Forename>Olivia</Forename>", ""),
        "`Pupil` has no `Forename`: save the file again from the system it comes from"
    );
    assert_eq!(
        fault("Common Transfer File", "Admissions Transfer File"),
        "the file says that it is `Admissions Transfer File`, and no Common Transfer File: choose another one"
    );
    assert_eq!(
        fault("<Estab>LLLL</Estab>", "<Estab>XY</Estab>"),
        "`888XY` is no number of a school: give the three digits of its authority and the four of its own, such as 8889901"
    );
}

#[test]
fn a_file_that_is_cut_off_or_defines_entities_is_refused() {
    assert!(matches!(read(&SAMPLE[..900]), Err(TransferFileError::NotXml(_))));
    let entity = SAMPLE.replacen("<CTfile>", "<!DOCTYPE CTfile [<!ENTITY many \"many\">]><CTfile>", 1);
    assert!(matches!(read(&entity), Err(TransferFileError::NotXml(_))));
    assert_eq!(
        read("<CTfile/>").expect_err("it is refused").to_string(),
        "`CTfile` has no `Header`: save the file again from the system it comes from"
    );
}

fn name() -> impl Strategy<Value = String> {
    "[ -~à-ž\r\n\t]{0,20}"
}

fn lines() -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec("[!-~à-ž]{1,20}", 0..=5)
}

fn school() -> impl Strategy<Value = SchoolNumber> {
    "[0-9]{7}".prop_map(|number| SchoolNumber::parse(&number).expect("seven digits"))
}

prop_compose! {
    fn any_contact()(
        order in 0_u8..20, names in (name(), name()), relationship in name(), is_parent: bool, address in lines(),
        phone in name(), email in name(),
    ) -> Contact {
        Contact { order, forename: names.0, surname: names.1, relationship, is_parent, address, phone, email }
    }
}

prop_compose! {
    fn any_year()(
        year in 1990_i16..2100, school in school(), name in name(), counts in proptest::array::uniform3(0_u32..400),
    ) -> YearData {
        let [attended, authorised, unauthorised] = counts;
        YearData { year, school, name, tally: Tally { attended, authorised, unauthorised } }
    }
}

prop_compose! {
    fn any_school()(
        school in proptest::option::of(school()), name in name(), from in proptest::option::of(1_i8..28),
        until in proptest::option::of(1_i8..28),
    ) -> Attended {
        Attended { school, name, from: from.map(|day| date(2024, 9, day)), until: until.map(|day| date(2026, 7, day)) }
    }
}

prop_compose! {
    fn any_pupil()(
        serial in 0_u16..2300, names in (name(), name()), sex in "[MF]", details in (name(), name(), name(), name()),
        address in lines(), contacts in proptest::collection::vec(any_contact(), 0..4),
        years in proptest::collection::vec(any_year(), 0..4), history in proptest::collection::vec(any_school(), 0..4),
    ) -> Pupil {
        let (former_upn, called, middle_names, year_group) = details;
        Pupil {
            upn: Upn::temporary("8889901", 2025, serial).expect("a number"),
            surname: names.0,
            forename: names.1,
            born: date(2014, 4, 20),
            sex: sex.chars().next().expect("one letter"),
            former_upn, called, middle_names, year_group, address, contacts, years, history,
        }
    }
}

proptest! {
    #[test]
    fn any_pupil_is_read_back_with_everything((pupil, to) in (any_pupil(), school())) {
        let mut file = sample();
        file.header.destination = Destination::School(to);
        file.pupils = vec![pupil];
        prop_assert_eq!(read(&write(&file)), Ok(file));
    }
}
