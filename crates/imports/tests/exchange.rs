//! Files of other systems that say what the same register comes to: our counts of its marks are theirs.
//!
//! Nothing here reads these files into the register. They are looked through for what they state.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use analysis::{
    Period, SchoolRoll,
    figures::{Facts, Thresholds, of_pupil},
};
use domain::{
    code::CodeTable,
    id::{PupilId, SchoolId},
    session::{Half, Session},
    tally::Percent,
};
use imports::{Days, Options, Plan, read};
use jiff::civil::date;

const MARKS: &str = include_str!("data/autumn1_2025/marks.csv");
const TRANSFER: &str = include_str!("data/autumn1_2025/transfer.xml");
const CENSUS: &str = include_str!("data/autumn1_2025/census_attendance.xml");
const WRITEBACK: &str = include_str!("data/autumn1_2025/session_writeback.json");
const STUDENTS: &str = include_str!("data/autumn1_2025/students.json");
const CODES: &str = include_str!("data/autumn1_2025/attendance_codes.json");

fn codes() -> CodeTable {
    let text = include_str!("../../../packs/england/codes.csv");
    pack::codes::read("codes.csv", text).unwrap_or_else(|faults| panic!("the code table has {} faults", faults.len()))
}

fn plan() -> Plan {
    read(MARKS.as_bytes(), &Options::new(&codes(), date(2025, 10, 24))).expect("readable")
}

/// The facts of every pupil, by unique pupil number.
fn facts() -> BTreeMap<String, Facts> {
    let (plan, codes) = (plan(), Arc::new(codes()));
    let school = SchoolRoll::new(SchoolId(1), codes.clone(), plan.calendar(Days::Marked, &codes))
        .with_marks(&plan.marks_of(|at, _| Some(PupilId(at as i64 + 1))));
    let thresholds = Thresholds { persistent: Percent::whole(10), severe: Percent::whole(50) };
    let facts = |id| of_pupil(&school, PupilId(id), Period::ALL, thresholds);
    plan.pupils.iter().zip(1..).map(|(pupil, id)| (pupil.key.clone(), facts(id))).collect()
}

/// What stands between each pair of these tags.
fn each<'a>(text: &'a str, name: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let parts = text.split(open.as_str()).skip(1);
    parts.map(|part| part.split_once(close.as_str()).expect("every tag is closed").0).collect()
}

fn only<'a>(text: &'a str, name: &str) -> &'a str {
    let [one] = each(text, name)[..] else { panic!("`{name}` stands once") };
    one
}

fn number(text: &str, name: &str) -> u32 {
    only(text, name).parse().unwrap_or_else(|_| panic!("`{name}` is a number"))
}

/// The values of these keys, in the order of the file, of each object that has all of them.
fn objects<'a, const N: usize>(text: &'a str, keys: [&str; N]) -> Vec<[&'a str; N]> {
    let value = |object: &'a str, key: &str| {
        let (_, rest) = object.split_once(&format!("\"{key}\": \""))?;
        rest.split_once('"').map(|(value, _)| value)
    };
    let whole = |object: &'a str| {
        let values: Vec<&str> = keys.iter().filter_map(|key| value(object, key)).collect();
        values.try_into().ok()
    };
    text.split('{').filter_map(whole).collect()
}

#[test]
fn a_transfer_file_states_the_totals_that_we_count() {
    let facts = facts();
    let pupils = each(TRANSFER, "Pupil");
    for pupil in &pupils {
        let upn = only(pupil, "UPN");
        let tally = facts[upn].tally;
        let counted = [tally.possible(), tally.attended, tally.authorised, tally.unauthorised];
        let names = ["SessionsPossible", "SessionsAttended", "SessionsAuthorised", "SessionsUnauthorised"];
        assert_eq!(counted, names.map(|name| number(pupil, name)), "{upn}");
    }
    let named: BTreeSet<&str> = pupils.iter().map(|pupil| only(pupil, "UPN")).collect();
    assert!(named.iter().copied().eq(facts.keys().map(String::as_str)), "every pupil once");
}

#[test]
fn a_census_return_states_how_often_we_count_each_code() {
    let (facts, codes) = (facts(), codes());
    let pupils = each(CENSUS, "Pupil");
    let mut stated = 0;
    for pupil in &pupils {
        let upn = only(pupil, "UPN");
        assert_eq!(facts[upn].tally.possible(), number(pupil, "SessionsPossible"), "{upn}");
        let details = each(pupil, "SessionDetail").into_iter();
        let mut details: Vec<(String, u32)> = details
            .map(|detail| (only(detail, "AttendanceReason").to_owned(), number(detail, "AbsenceSessions")))
            .collect();
        details.sort();
        // A return has no code for days on which there was nothing to attend.
        let is_returned = |letters: &str| letters != "#" && letters != "Z";
        let counts = facts[upn].by_code.iter().map(|&(code, count)| (codes.letters(code).to_owned(), count));
        let mut counts: Vec<(String, u32)> = counts.filter(|(letters, _)| is_returned(letters)).collect();
        counts.sort();
        assert_eq!(counts, details, "{upn}");
        stated += details.iter().map(|&(_, count)| count).sum::<u32>();
    }
    assert_eq!((pupils.len(), stated), (12, 912));
}

#[test]
fn an_exchange_of_one_day_has_the_marks_that_we_read() {
    let (plan, codes) = (plan(), codes());
    let upns: BTreeMap<&str, &str> = objects(STUDENTS, ["id", "upn"]).into_iter().map(|[id, upn]| (id, upn)).collect();
    let letters: BTreeMap<&str, String> =
        objects(CODES, ["id", "code"]).into_iter().map(|[id, code]| (id, code.replace("\\\\", "\\"))).collect();
    let mut checked = 0;
    for [day, half, pupil, code] in objects(WRITEBACK, ["date", "session", "student_id", "attendance_code_id"]) {
        let session = Session::new(day.parse().expect("a date"), Half::parse(half).expect("`AM` or `PM`"));
        let is_it =
            |mark: &&imports::ImportedMark| mark.session == session && plan.pupils[mark.pupil].key == upns[pupil];
        let mark = plan.marks.iter().find(is_it).unwrap_or_else(|| panic!("{pupil} has no mark for {session}"));
        assert_eq!(codes.letters(mark.code), letters[code], "{pupil} {session}");
        checked += 1;
    }
    assert_eq!(checked, 24);
}
