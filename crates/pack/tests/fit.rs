//! Whether a code fits a session: every code of the country in every situation, against a plain table by letter.

use domain::{
    code::{
        CodeTable, Misfit,
        fit::{Age, OtherSchool, PartTime, Situation},
    },
    session::{Half, Session},
};
use jiff::civil::{Date, date};

const DAYS: [Date; 2] = [date(2024, 8, 18), date(2026, 11, 24)];
const NOTES: [&str; 6] = ["", " ", "horse care", "horse care;", "; Beck Farm", "horse care; Beck Farm"];

/// Codes that began on 19 August 2024, and those that ended the day before.
const NEW: &str = "K C1 J1 C2 Q Y1 Y2 Y3 Y4 Y5 Y6 Y7";
const OLD: &str = "H J Y F";

fn codes() -> CodeTable {
    let text = include_str!("../../../packs/england/codes.csv");
    pack::codes::read("codes.csv", text).unwrap_or_else(|faults| panic!("the code table has {} faults", faults.len()))
}

fn situations() -> Vec<Situation> {
    let mut all = Vec::new();
    for day in DAYS {
        for half in Half::BOTH {
            for age in [Age::Below, Age::Compulsory, Age::Above] {
                for part_time in [PartTime::None, PartTime::Expected, PartTime::LeftOut] {
                    for other_school in [OtherSchool::None, OtherSchool::NotExpecting, OtherSchool::Expecting] {
                        all.push(Situation { session: Session::new(day, half), age, part_time, other_school });
                    }
                }
            }
        }
    }
    all
}

fn is_in(list: &str, letters: &str) -> bool {
    list.split(' ').any(|one| one == letters)
}

/// The law, letter by letter: what is wrong, or nothing.
fn by_hand(letters: &str, situation: &Situation, note: &str) -> Option<&'static str> {
    let is_new_day = situation.session.date >= date(2024, 8, 19);
    if (is_in(NEW, letters) && !is_new_day) || (is_in(OLD, letters) && is_new_day) {
        return Some("day");
    }
    let is_morning = situation.session.half == Half::Morning;
    let said = |text: &str| text.trim().chars().any(|letter| letter != ';' && letter != ' ');
    let (nature, provider) = note.split_once(';').unwrap_or((note, ""));
    match letters {
        "/" if !is_morning => Some("half"),
        "\\" if is_morning => Some("half"),
        "X" if situation.age == Age::Compulsory => Some("age"),
        "C2" if situation.part_time == PartTime::None => Some("no timetable"),
        "C2" if situation.part_time == PartTime::Expected => Some("on timetable"),
        "D" if situation.other_school == OtherSchool::None => Some("no other school"),
        "D" if situation.other_school == OtherSchool::NotExpecting => Some("not expected"),
        "B" | "K" if !(said(nature) && said(provider)) => Some("nature"),
        "Y7" if !said(note) => Some("cause"),
        "S" | "J1" if !said(note) => Some("reference"),
        _ => None,
    }
}

fn named(misfit: &Misfit) -> &'static str {
    match misfit {
        Misfit::NotInForce { .. } => "day",
        Misfit::OtherHalf { .. } => "half",
        Misfit::CompulsoryAge(_) => "age",
        Misfit::NoPartTimeTimetable(_) => "no timetable",
        Misfit::OnPartTimeTimetable(_) => "on timetable",
        Misfit::NoOtherSchool(_) => "no other school",
        Misfit::NotExpectedAtOtherSchool(_) => "not expected",
        Misfit::NatureNeeded(_) => "nature",
        Misfit::CauseNeeded(_) => "cause",
        Misfit::ReferenceNeeded(_) => "reference",
    }
}

#[test]
fn every_code_fits_exactly_where_the_law_lets_it() {
    let codes = codes();
    let mut asked = 0;
    for entry in codes.entries() {
        for situation in situations() {
            for note in NOTES {
                let found = codes.fit(entry.code, &situation, note).err();
                let expected = by_hand(&entry.letters, &situation, note);
                let (letters, found) = (&entry.letters, found.as_ref().map(named));
                assert_eq!(found, expected, "{letters} in {situation:?} with `{note}`");
                asked += 1;
            }
        }
    }
    assert_eq!(asked, codes.entries().len() * 2 * 2 * 27 * NOTES.len());
}

#[test]
fn each_refusal_is_one_sentence_that_names_the_code_and_says_what_to_do() {
    let codes = codes();
    for entry in codes.entries() {
        for situation in situations() {
            if let Err(misfit) = codes.fit(entry.code, &situation, "") {
                let words = misfit.to_string();
                assert!(words.starts_with(&format!("`{}`", entry.letters)), "{words}");
                assert!(words.contains(": ") && !words.ends_with('.'), "{words}");
            }
        }
    }
}

#[test]
fn a_mark_that_stands_is_entered_again_unless_what_has_to_stand_beside_it_is_blotted_out() {
    let codes = codes();
    let session = Session::new(date(2026, 11, 24), Half::Morning);
    let again = |letters: &str, note: &str| {
        let code = codes.find(letters, session.date).expect("in force");
        codes.fit_again(code, session, note).is_ok()
    };
    assert!(again("C2", "") && again("D", "") && again("X", ""));
    assert!(again("B", "horse care") && !again("B", "") && !again("Y7", " "));
    assert!(!again("\\", ""), "the half still counts");
}
