//! Every figure equals a slow and obvious count over random registers.

use std::sync::Arc;

use analysis::{
    Period, SchoolRoll, facts,
    figures::{self, Counted, Thresholds},
};
use domain::{
    act::Mark,
    calendar::{Calendar, Term},
    code::{Asks, Class, Code, CodeEntry, CodeTable, Only, Role},
    id::{PupilId, SchoolId},
    session::{Half, Session},
    sheet::Sheet,
    tally::Percent,
};
use jiff::civil::{Date, date};
use proptest::prelude::*;

const ATTENDED: &str = "/ \\ L K V P W B";
const AUTHORISED: &str = "C C1 C2 E I J1 M R S T";
const UNAUTHORISED: &str = "G N O U";
const NOT_POSSIBLE: &str = "D X Q Y1 Y2 Y3 Y4 Y5 Y6 Y7 Z #";

const THRESHOLDS: Thresholds = Thresholds { persistent: Percent::whole(10), severe: Percent::whole(50) };

fn is_in(list: &str, letters: &str) -> bool {
    list.split(' ').any(|one| one == letters)
}

fn all_letters() -> Vec<&'static str> {
    [ATTENDED, AUTHORISED, UNAUTHORISED, NOT_POSSIBLE].into_iter().flat_map(|list| list.split(' ')).collect()
}

fn class(letters: &str) -> Class {
    match letters {
        "/" | "\\" => Class::Present,
        "L" => Class::Late,
        "Z" | "#" => Class::Administrative,
        _ if is_in(ATTENDED, letters) => Class::ApprovedActivity,
        _ if is_in(AUTHORISED, letters) => Class::Authorised,
        _ if is_in(UNAUTHORISED, letters) => Class::Unauthorised,
        _ => Class::NotPossible,
    }
}

fn codes() -> CodeTable {
    let entry = |(letters, number): (&str, u8)| CodeEntry {
        code: Code::from_number(number).expect("counted from 1"),
        letters: letters.to_owned(),
        description: String::new(),
        plain: String::new(),
        class: class(letters),
        role: match letters {
            "L" => Role::LateBeforeClose,
            "U" => Role::LateAfterClose,
            _ => Role::Other,
        },
        half: None,
        only: Only::Anyone,
        asks: Asks::Nothing,
        is_leave: false,
        counts_for_notice: false,
        from: None,
        until: None,
    };
    CodeTable::new(all_letters().into_iter().zip(1..).map(entry).collect()).expect("every code once")
}

/// Two school years of five weeks each, with a holiday in the middle of both.
fn calendar() -> Calendar {
    let term = |name: &str, first, last| Term { name: name.to_owned(), first, last };
    Calendar::new(
        vec![
            term("Summer 2026", date(2026, 6, 15), date(2026, 6, 26)),
            term("Summer 2026", date(2026, 7, 6), date(2026, 7, 17)),
            term("Autumn 2026", date(2026, 9, 2), date(2026, 9, 18)),
            term("Autumn 2026", date(2026, 9, 29), date(2026, 10, 8)),
        ],
        Vec::new(),
    )
}

/// One pupil: where the marks begin and end, and what they are; 0 is no mark.
#[derive(Debug, Clone)]
struct Register {
    joins: usize,
    leaves: usize,
    marks: Vec<usize>,
}

impl Register {
    /// Dates, halves and letters of the marks between two days.
    fn between(&self, period: Period) -> Vec<(Session, &'static str)> {
        let letters = all_letters();
        let sessions: Vec<Session> =
            calendar().days().iter().flat_map(|&day| Half::BOTH.map(|half| Session::new(day, half))).collect();
        let mut found = Vec::new();
        for (at, session) in sessions.into_iter().enumerate() {
            let mark = self.marks[at % self.marks.len()];
            if at >= self.joins && at < self.leaves && mark > 0 && period.contains(session.date) {
                found.push((session, letters[mark - 1]));
            }
        }
        found
    }
}

fn registers() -> impl Strategy<Value = Vec<Register>> {
    let count = all_letters().len();
    // Half of the marks are present, so that runs of absence begin and end.
    let mark = prop_oneof![5 => Just(1_usize), 1 => Just(0), 4 => 1..=count];
    let register = (0_usize..40, 40_usize..90, prop::collection::vec(mark, 90));
    let register = register.prop_map(|(joins, leaves, marks)| Register { joins, leaves, marks });
    prop::collection::vec(register, 1..5)
}

fn period() -> impl Strategy<Value = Period> {
    let day = || (6_i8..=10, 1_i8..=28).prop_map(|(month, day)| date(2026, month, day));
    (day(), day()).prop_map(|(one, other)| Period { first: one.min(other), last: one.max(other) })
}

fn roll(registers: &[Register]) -> SchoolRoll {
    let codes = Arc::new(codes());
    let mut marks = Vec::new();
    for (register, pupil) in registers.iter().zip(1..) {
        for (session, letters) in register.between(Period::ALL) {
            let code = codes.find(letters, session.date).expect("in the table");
            let minutes_late = (letters == "L").then_some(5);
            marks.push(Mark { pupil: PupilId(pupil), session, was: None, code, minutes_late, note: String::new() });
        }
    }
    SchoolRoll::new(SchoolId(1), codes, calendar()).with_marks(&marks)
}

fn count(marks: &[(Session, &str)], list: &str) -> u32 {
    marks.iter().filter(|(_, letters)| is_in(list, letters)).count() as u32
}

fn is_absent(letters: &str) -> bool {
    is_in(AUTHORISED, letters) || is_in(UNAUTHORISED, letters)
}

fn slow_longest_spell(marks: &[(Session, &str)]) -> u32 {
    let counted: Vec<bool> = marks
        .iter()
        .filter(|(_, letters)| !is_in(NOT_POSSIBLE, letters))
        .map(|(_, letters)| is_absent(letters))
        .collect();
    let spells = counted.split(|is_absent| !is_absent);
    spells.map(<[bool]>::len).max().unwrap_or(0) as u32
}

proptest! {
    #[test]
    fn figures_of_a_pupil_equal_the_obvious_count(registers in registers(), period in period()) {
        let school = roll(&registers);
        let pupils: Vec<PupilId> = (1..=registers.len() as i64).map(PupilId).collect();
        for ((pupil, facts), register) in figures::per_pupil(&school, &pupils, period, THRESHOLDS).iter().zip(&registers) {
            let marks = register.between(period);
            let absent = count(&marks, AUTHORISED) + count(&marks, UNAUTHORISED);
            let possible = absent + count(&marks, ATTENDED);
            prop_assert_eq!(facts.tally.attended, count(&marks, ATTENDED));
            prop_assert_eq!(facts.tally.authorised, count(&marks, AUTHORISED));
            prop_assert_eq!(facts.tally.unauthorised, count(&marks, UNAUTHORISED));
            prop_assert_eq!(facts.tally.possible(), possible);
            prop_assert_eq!(facts.not_possible(), count(&marks, NOT_POSSIBLE));
            prop_assert_eq!(facts.recorded as usize, marks.len());
            prop_assert_eq!(facts.persistent, (possible > 0).then_some(absent * 10 >= possible));
            prop_assert_eq!(facts.severe, (possible > 0).then_some(absent * 2 >= possible));
            prop_assert_eq!(facts.lates.before_close, count(&marks, "L"));
            prop_assert_eq!(facts.lates.minutes, count(&marks, "L") * 5);
            prop_assert_eq!(facts.lates.after_close, count(&marks, "U"));
            prop_assert_eq!(facts.longest_spell, slow_longest_spell(&marks));
            for letters in all_letters() {
                let code = school.codes().find(letters, period.first).expect("in the table");
                prop_assert_eq!(facts.count(code), count(&marks, letters), "{}", letters);
            }
            let mut days: Vec<Date> =
                marks.iter().filter(|(_, letters)| is_absent(letters)).map(|(session, _)| session.date).collect();
            days.dedup();
            prop_assert_eq!(facts.days_touched as usize, days.len());
            let sheet = school.sheet_or_blank(*pupil).between(period.first, period.last);
            check_behind(sheet, facts);
            let spells = figures::spells(sheet);
            prop_assert_eq!(spells.iter().map(|spell| spell.tally.absent()).sum::<u32>(), absent);
            prop_assert_eq!(spells.iter().map(|spell| spell.tally.absent()).max().unwrap_or(0), facts.longest_spell);
            for weekday in figures::Weekdays::DAYS {
                let slow = marks.iter().filter(|(session, letters)| session.date.weekday() == weekday && is_absent(letters));
                prop_assert_eq!(facts.weekdays.on(weekday).absent() as usize, slow.count());
            }
        }
    }

    #[test]
    fn a_school_is_the_sum_of_its_pupils_its_weeks_and_its_months(registers in registers(), period in period()) {
        let school = roll(&registers);
        let pupils: Vec<PupilId> = (1..=registers.len() as i64).map(PupilId).collect();
        let whole = figures::tally(&school, &pupils, period);
        let each = figures::per_pupil(&school, &pupils, period, THRESHOLDS);
        prop_assert_eq!(each.iter().map(|(_, facts)| facts.tally).sum::<domain::tally::Tally>(), whole);
        for dated in [figures::by_day, figures::by_week, figures::by_month] {
            let parts = dated(&school, &pupils, period);
            prop_assert_eq!(parts.iter().map(|part| part.tally).sum::<domain::tally::Tally>(), whole);
            prop_assert!(parts.is_sorted_by_key(|part| part.first));
        }
        let summary = figures::summary(&school, &pupils, period.last, THRESHOLDS, 4);
        let year = figures::per_pupil(&school, &pupils, Period::year_to(period.last), THRESHOLDS);
        let who = |is: fn(&figures::Facts) -> bool| -> Vec<PupilId> {
            year.iter().filter(|(_, facts)| is(facts)).map(|&(pupil, _)| pupil).collect()
        };
        prop_assert_eq!(&summary.persistent, &who(|facts| facts.persistent == Some(true)));
        prop_assert_eq!(&summary.severe, &who(|facts| facts.severe == Some(true)));
        prop_assert_eq!(summary.pupils as usize, who(|facts| facts.tally.possible() > 0).len());
        for near in summary.near {
            let tally = year.iter().find(|(pupil, _)| *pupil == near.pupil).expect("asked for").1.tally;
            let missed = |more: u32| (tally.absent() + more) * 10 >= tally.possible();
            prop_assert!((1..=4).contains(&near.half_days) && missed(near.half_days) && !missed(near.half_days - 1));
        }
    }
}

fn check_behind(sheet: Sheet<'_>, facts: &figures::Facts) {
    let behind = |counted| figures::sessions_behind(sheet, counted).len() as u32;
    assert_eq!(behind(Counted::Recorded), facts.recorded);
    assert_eq!(behind(Counted::Possible), facts.tally.possible());
    assert_eq!(behind(Counted::NotPossible), facts.not_possible());
    assert_eq!(behind(Counted::Attended), facts.tally.attended);
    assert_eq!(behind(Counted::Absent), facts.tally.absent());
    assert_eq!(behind(Counted::Authorised), facts.tally.authorised);
    assert_eq!(behind(Counted::Unauthorised), facts.tally.unauthorised);
    assert_eq!(behind(Counted::LateBeforeClose), facts.lates.before_close);
    assert_eq!(behind(Counted::LateAfterClose), facts.lates.after_close);
    assert_eq!(behind(Counted::FirstDaysBack), facts.first_days_back);
}

/// A pupil whose first `absent` of `possible` sessions are missed.
fn missed(absent: usize, possible: usize) -> Register {
    let illness = all_letters().iter().position(|&letters| letters == "I").expect("in the list") + 1;
    let marks = (0..90).map(|at| if at < absent { illness } else { usize::from(at < possible) });
    Register { joins: 0, leaves: 90, marks: marks.collect() }
}

#[test]
fn exactly_a_tenth_is_persistent_exactly_half_is_severe_and_one_session_less_is_not() {
    let school = roll(&[missed(4, 40), missed(3, 40), missed(20, 40), missed(19, 40), missed(0, 0)]);
    let of = |pupil| figures::of_pupil(&school, PupilId(pupil), Period::ALL, THRESHOLDS);
    assert_eq!((of(1).persistent, of(1).severe), (Some(true), Some(false)));
    assert_eq!(of(2).persistent, Some(false));
    assert_eq!((of(3).persistent, of(3).severe), (Some(true), Some(true)));
    assert_eq!((of(4).persistent, of(4).severe), (Some(true), Some(false)));
    assert_eq!((of(5).persistent, of(5).severe), (None, None));
    assert_eq!(figures::half_days_before(of(2).tally, THRESHOLDS.persistent), Some(1));
    assert_eq!(figures::half_days_before(of(1).tally, THRESHOLDS.persistent), Some(0));
    assert_eq!(figures::half_days_before(of(5).tally, THRESHOLDS.persistent), None);
}

#[test]
fn a_year_ends_with_july_and_weeks_are_compared_across_the_holiday() {
    let school = roll(&[missed(2, 90)]);
    let pupils = [PupilId(1)];
    let compared = figures::compare(&school, &pupils, date(2026, 9, 29));
    assert_eq!((compared.this_week.first, compared.this_week.tally.possible()), (date(2026, 9, 28), 2));
    let before = compared.week_before.expect("the school was open before");
    assert_eq!((before.first, before.tally.possible()), (date(2026, 9, 14), 10));
    assert_eq!(compared.year.absent(), 0);
    assert_eq!(compared.year_before.first, date(2025, 9, 29));
    let july = figures::compare(&school, &pupils, date(2026, 7, 17));
    assert_eq!((july.year.absent(), july.year.possible()), (2, 40));
    assert!(figures::compare(&school, &pupils, date(2026, 6, 15)).week_before.is_none());
}

#[test]
fn a_spell_goes_on_over_a_holiday_and_names_its_codes() {
    let mut register = missed(0, 90);
    let number = |wanted: &str| all_letters().iter().position(|&letters| letters == wanted).expect("in the list") + 1;
    // The last session before the holiday of June, a closed session in between, and the first two after it.
    for (at, letters) in [(18, "I"), (19, "#"), (20, "I"), (21, "O")] {
        register.marks[at] = number(letters);
    }
    let school = roll(&[register]);
    let sheet = school.sheet(PupilId(1)).expect("has marks");
    let spells = figures::spells(sheet);
    assert_eq!(spells.len(), 1);
    let code = |letters| school.codes().find(letters, date(2026, 6, 26)).expect("in the table");
    assert_eq!(spells[0].first, Session::new(date(2026, 6, 26), Half::Morning));
    assert_eq!(spells[0].last, Session::new(date(2026, 7, 6), Half::Afternoon));
    assert_eq!(spells[0].codes, [(code("I"), 2), (code("O"), 1)]);
    assert_eq!((spells[0].tally.authorised, spells[0].tally.unauthorised), (2, 1));
    assert_eq!(figures::longest_spell(sheet), 3);
    assert_eq!(figures::missed_since(sheet, date(2026, 7, 1)), 2);
    // 6 July is a Monday after a holiday.
    assert_eq!(figures::sessions_behind(sheet, Counted::FirstDaysBack).len(), 2);
}

#[test]
fn every_column_of_the_facts_is_filled_and_defined() {
    let school = roll(&[missed(5, 40)]);
    let header = facts::header(school.codes());
    let who = [facts::Who { pupil: PupilId(1), upn: "A".into() }, facts::Who { pupil: PupilId(2), upn: "B".into() }];
    let rows = facts::rows(&school, &who, Period::ALL, THRESHOLDS);
    assert!(rows.iter().all(|row| row.len() == header.len()));
    let cell = |row: usize, name: &str| rows[row][header.iter().position(|one| one == name).expect(name)].as_str();
    assert_eq!((cell(0, "sessions_possible"), cell(0, "attendance_percent")), ("40", "87.500000"));
    assert_eq!((cell(0, "days_missed"), cell(0, "persistently_absent"), cell(0, "I")), ("2.5", "yes", "5"));
    assert_eq!(
        (cell(1, "sessions_possible"), cell(1, "attendance_percent"), cell(1, "severely_absent")),
        ("0", "", "")
    );
    let weekdays = ["tuesday", "wednesday", "thursday", "friday"];
    let fixed = header.iter().take_while(|name| *name != "/").filter(|name| !weekdays.contains(&name.as_str()));
    for name in fixed.skip(1) {
        let definition = figures::definition(name).unwrap_or_else(|| panic!("`{name}` has no definition"));
        assert!(!definition.words(THRESHOLDS).contains('{'), "{name}");
    }
    let persistent = figures::definition("persistently_absent").expect("defined").words(THRESHOLDS);
    assert!(persistent.starts_with("Missed 10% or more"), "{persistent}");
}

#[test]
fn the_word_of_what_is_counted_is_read_back() {
    for word in ["absent", "late-after-close", "monday", "friday", "first-days-back", "not-possible"] {
        assert_eq!(Counted::parse(word).and_then(Counted::word), Some(word));
    }
    assert_eq!(Counted::parse("sunday"), None);
}
