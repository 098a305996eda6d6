//! What handbooks count in windows of time, asked of the rules.

use domain::{
    decide::{Facts, Truth, Who, holds},
    id::PupilId,
    rule::{Amount, Atom, Bound, Condition, Measure, Range, Rules, Side, Test, Unit, What, Window},
};
use jiff::{ToSpan, civil::Date};

use crate::{
    random::School,
    slow::{Book, Counts, Standing, UNAUTHORISED, august_before, count, reaches, window},
};

/// What holidays and other leave are written with.
const LEAVE: [&str; 4] = ["C", "G", "H", "F"];

/// A pupil on a day.
struct Asked<'a> {
    school: &'a School,
    pupil: i64,
    day: Date,
    /// All marks up to the day.
    marks: Vec<Standing>,
}

impl Asked<'_> {
    fn book(&self) -> &Book {
        &self.school.book
    }

    fn since(&self, first: Date) -> Vec<Standing> {
        self.marks.iter().filter(|mark| mark.day >= first).cloned().collect()
    }

    /// Whether the kernel says that `measure` lies on `side` of so many thousandths.
    fn is(&self, measure: &Measure, side: Side, thousandths: i64) -> Truth {
        let amount = Amount { thousandths, unit: measure.unit() };
        let range = Range { bounds: vec![Bound { side, amount }] };
        let test = Test::Measured(measure.clone(), range);
        let condition = Condition::Atom(Atom { words: String::new(), test, is_negated: false });
        let sheet = self.school.roll.sheet_or_blank(PupilId(self.pupil));
        let facts = Facts { day: self.day, who: Who::default(), sheet, cohorts: &[], history: &[] };
        holds(&Rules::default(), &facts, &condition)
    }

    /// The kernel counts exactly so many.
    fn check(&self, measure: &Measure, count: u32) {
        let thousandths = |count: u32| i64::from(count) * if measure.unit() == Unit::Days { 500 } else { 1000 };
        let whose = format!("pupil {} of school {} on {}: {measure:?}", self.pupil, self.school.seed, self.day);
        assert_eq!(self.is(measure, Side::Exactly, thousandths(count)), Truth::Yes, "{whose} is not {count}");
        assert_eq!(self.is(measure, Side::AtLeast, thousandths(count) + 1), Truth::No, "{whose} is over {count}");
    }
}

fn for_each(check: impl Fn(&Asked<'_>)) {
    let mut checked = 0;
    for seed in 0..30 {
        let school = School::new(seed);
        for (_, day) in school.periods(6) {
            for &pupil in &school.pupils {
                let marks = school.book.marks(pupil, Date::MIN, day);
                checked += usize::from(!marks.is_empty());
                check(&Asked { school: &school, pupil, day, marks });
            }
        }
    }
    assert!(checked > 200, "only {checked} pupils and days had marks");
}

/// Whether a mark is of what is counted.
type IsOf = fn(&Book, &Standing) -> bool;

/// Each thing that is counted.
fn whats() -> Vec<(What, IsOf)> {
    vec![
        (What::Absent, |_, mark| count::is_missed(&mark.letters)),
        (What::AbsentOtherThanLeave, |_, mark| {
            count::is_missed(&mark.letters) && !LEAVE.contains(&mark.letters.as_str())
        }),
        (What::AbsentOnFirstDayBack, |book, mark| count::is_missed(&mark.letters) && book.is_first_day_back(mark.day)),
        (What::Unauthorised, |_, mark| UNAUTHORISED.contains(&mark.letters.as_str())),
        (What::Coded(vec!["U".into(), "L".into()]), |_, mark| ["U", "L"].contains(&mark.letters.as_str())),
    ]
}

/// Each window that ends with the day, and its first day on paper.
fn windows(asked: &Asked<'_>) -> Vec<(Window, Date)> {
    let (book, day) = (asked.book(), asked.day);
    let last = |count: i64, unit| Window::Last(Amount { thousandths: count * 1000, unit });
    let every = |first: Option<Date>| first.unwrap_or(Date::MIN);
    vec![
        (Window::Year, august_before(day)),
        (Window::Term, every(book.first_of_term(day))),
        (Window::HalfTerm, every(book.first_of_half_term(day))),
        (Window::Day, day),
        (Window::Ever, Date::MIN),
        (last(10, Unit::Days), day - 9.days()),
        (last(6, Unit::Weeks), day - 41.days()),
        (last(2, Unit::Months), window::same_day_of_an_earlier_month(day, 2) + 1.day()),
        (last(15, Unit::SchoolDays), every(book.first_of_school_days(day, 15))),
        (last(4, Unit::SchoolWeeks), every(book.first_of_school_weeks(day, 4))),
    ]
}

#[test]
fn sessions_in_each_window_are_counted_as_on_paper() {
    for_each(|asked| {
        for (window, first) in windows(asked) {
            let within = asked.since(first);
            for (what, is_of) in whats() {
                let number = within.iter().filter(|mark| is_of(asked.book(), mark)).count() as u32;
                for unit in [Unit::Days, Unit::Sessions] {
                    asked.check(&Measure::Count { unit, what: what.clone(), window: window.clone() }, number);
                }
            }
            let weekday = |mark: &Standing| mark.day.weekday().to_monday_zero_offset();
            let missed: Vec<&Standing> = within.iter().filter(|mark| count::is_missed(&mark.letters)).collect();
            let most = (0..7).map(|at| missed.iter().filter(|mark| weekday(mark) == at).count()).max().unwrap_or(0);
            let what = What::AbsentOnOneWeekday;
            asked.check(&Measure::Count { unit: Unit::Sessions, what, window: window.clone() }, most as u32);
            asked.check(&Measure::Spells(window.clone()), count::spells(&within).len() as u32);
            for most in [1, 2, 4] {
                let short = count::short_spells(&within, "I", most);
                let most = Amount { thousandths: most as i64 * 1000, unit: Unit::Sessions };
                let codes = vec![String::from("I")];
                asked.check(&Measure::ShortSpells { codes, most, window: window.clone() }, short);
            }
        }
    });
}

#[test]
fn shares_in_each_window_are_compared_as_on_paper() {
    for_each(|asked| {
        for (window, first) in windows(asked) {
            let counts = Counts::of(&asked.since(first));
            for thousandths in [5_000_u32, 10_000, 50_000, 90_000, 92_500] {
                let truth = |part| match reaches(part, counts.possible(), thousandths) {
                    None => Truth::NotKnown,
                    Some(true) => Truth::Yes,
                    Some(false) => Truth::No,
                };
                for (measure, part) in [
                    (Measure::Attendance(window.clone()), counts.attended),
                    (Measure::Absence(window.clone()), counts.missed()),
                ] {
                    let found = asked.is(&measure, Side::AtLeast, i64::from(thousandths));
                    assert_eq!(found, truth(part), "school {} {}: {measure:?}", asked.school.seed, asked.day);
                }
            }
        }
    });
}

#[test]
fn the_fullest_weeks_and_days_are_those_on_paper() {
    for_each(|asked| {
        let weeks = asked.book().school_weeks();
        for (what, is_of) in whats() {
            let of = asked.marks.iter().filter(|mark| is_of(asked.book(), mark));
            let days: Vec<Date> = of.map(|mark| mark.day).collect();
            for length in [1_u32, 2, 5, 10] {
                let window = Window::SchoolWeeks(length);
                let most = window::most_in_school_weeks(&days, &weeks, length as usize);
                asked.check(&Measure::Count { unit: Unit::Sessions, what: what.clone(), window }, most);
                let window = Window::Days(length * 7);
                let most = window::most_in_days(&days, i64::from(length * 7));
                asked.check(&Measure::Count { unit: Unit::Sessions, what: what.clone(), window }, most);
            }
        }
    });
}

#[test]
fn runs_up_to_the_day_are_those_on_paper() {
    for_each(|asked| {
        for (what, is_of) in whats() {
            let counts = |mark: &Standing| is_of(asked.book(), mark);
            let run = |unit| Measure::Run { unit, what: what.clone(), without: None };
            asked.check(&run(Unit::SchoolDays), window::whole_days_in_a_row(&asked.marks, counts));
            asked.check(&run(Unit::Sessions), window::sessions_in_a_row(&asked.marks, counts));
        }
    });
}
