//! Every figure of one pupil, over random periods.

use analysis::figures::{self, Counted, Facts, Weekdays, of_pupil, sessions_behind};
use domain::{code::Code, id::PupilId, session::Half, sheet::Sheet};
use jiff::civil::Weekday;

use crate::{
    both::{THRESHOLDS, lettered, on_paper, period, session, tally},
    random::School,
    slow::{ATTENDED, Counts, NOT_POSSIBLE, Standing, UNAUTHORISED, count, half_days_more, reaches},
};

const WEEKDAYS: [Weekday; 5] =
    [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];

/// Calls `check` with the facts of every pupil of many schools over many periods, and with the marks on paper.
fn for_each(check: impl Fn(&School, PupilId, Sheet<'_>, &Facts, &[Standing])) {
    let mut checked = 0;
    for seed in 0..40 {
        let school = School::new(seed);
        for days in school.periods_and_years(6) {
            for &pupil in &school.pupils {
                let marks = school.book.marks(pupil, days.0, days.1);
                let facts = of_pupil(&school.roll, PupilId(pupil), period(days), THRESHOLDS);
                let sheet = school.roll.sheet_or_blank(PupilId(pupil)).between(days.0, days.1);
                check(&school, PupilId(pupil), sheet, &facts, &marks);
                checked += usize::from(!marks.is_empty());
            }
        }
    }
    assert!(checked > 300, "only {checked} pupils and periods had marks");
}

#[test]
fn classes_codes_and_thresholds_are_counted_as_on_paper() {
    for_each(|school, pupil, sheet, facts, marks| {
        let counts = Counts::of(marks);
        let whose = format!("pupil {pupil} of school {}", school.seed);
        assert_eq!(facts.tally, tally(counts), "{whose}");
        assert_eq!(sheet.tally(), tally(counts), "{whose}");
        assert_eq!(facts.recorded as usize, marks.len(), "{whose}");
        assert_eq!(facts.not_possible(), counts.not_possible, "{whose}");
        assert_eq!(facts.tally.half_days_missed(), counts.missed(), "{whose}");
        assert_eq!(facts.persistent, reaches(counts.missed(), counts.possible(), 10_000), "{whose}");
        assert_eq!(facts.severe, reaches(counts.missed(), counts.possible(), 50_000), "{whose}");
        let codes = school.roll.codes();
        let counted: Vec<(String, u32)> =
            facts.by_code.iter().map(|&(code, count)| (codes.letters(code).to_owned(), count)).collect();
        let expected = count::by_letters(marks);
        assert_eq!(counted.len(), expected.len(), "{whose}");
        assert!(counted.iter().all(|(letters, count)| expected.get(letters) == Some(count)), "{whose}: {counted:?}");
        for thousandths in [1, 5_000, 7_500, 10_000, 33_333, 50_000, 100_000] {
            let percent = domain::tally::Percent::thousandths(thousandths);
            let expected = half_days_more(counts.missed(), counts.possible(), thousandths);
            assert_eq!(figures::half_days_before(facts.tally, percent), expected, "{whose}: {thousandths}");
            let expected = reaches(counts.missed(), counts.possible(), thousandths);
            assert_eq!(facts.tally.has_missed(percent), expected, "{whose}: {thousandths}");
        }
    });
}

#[test]
fn lateness_days_and_spells_are_counted_as_on_paper() {
    for_each(|school, pupil, sheet, facts, marks| {
        let whose = format!("pupil {pupil} of school {}", school.seed);
        let coded = |letters: &str| marks.iter().filter(|mark| mark.letters == letters).count() as u32;
        assert_eq!((facts.lates.before_close, facts.lates.after_close), (coded("L"), coded("U")), "{whose}");
        assert_eq!(facts.lates.minutes, count::minutes(marks), "{whose}");
        assert_eq!(facts.days_touched, count::days_touched(marks), "{whose}");
        let spells = count::spells(marks);
        let longest = spells.iter().map(|spell| spell.marks.len()).max().unwrap_or(0);
        assert_eq!(facts.longest_spell as usize, longest, "{whose}");
        let found = figures::spells(sheet);
        assert_eq!(found.len(), spells.len(), "{whose}");
        for (found, spell) in found.iter().zip(&spells) {
            let (first, last) = (&spell.marks[0], &spell.marks[spell.marks.len() - 1]);
            assert_eq!(found.first, session(first.day, first.half), "{whose}");
            assert_eq!(found.last, session(last.day, last.half), "{whose}");
            assert_eq!(found.tally, tally(Counts::of(&spell.marks)), "{whose}");
            let letters = count::by_letters(&spell.marks);
            assert_eq!(found.codes.len(), letters.len(), "{whose}");
            let is_counted = |&(code, count): &(Code, u32)| letters.get(sheet.codes.letters(code)) == Some(&count);
            assert!(found.codes.iter().all(is_counted), "{whose}");
            assert_eq!(sheet.codes.letters(found.codes[0].0), first.letters, "{whose}");
        }
        for mark in marks {
            let from_there: Vec<Standing> = marks.iter().filter(|other| other.day >= mark.day).cloned().collect();
            assert_eq!(figures::missed_since(sheet, mark.day), Counts::of(&from_there).missed(), "{whose}");
        }
    });
}

#[test]
fn weekdays_and_first_days_back_are_counted_as_on_paper() {
    for_each(|school, pupil, sheet, facts, marks| {
        let whose = format!("pupil {pupil} of school {}", school.seed);
        for weekday in WEEKDAYS {
            for (half, word) in [(Half::Morning, "am"), (Half::Afternoon, "pm")] {
                let expected = tally(Counts::of(&count::on(marks, weekday, word)));
                assert_eq!(facts.weekdays.at(weekday, half), expected, "{whose}: {weekday:?} {word}");
            }
            let both: Vec<Standing> = marks.iter().filter(|mark| mark.day.weekday() == weekday).cloned().collect();
            assert_eq!(facts.weekdays.on(weekday), tally(Counts::of(&both)), "{whose}: {weekday:?}");
        }
        let back = count::missed_on_first_days_back(&school.book, marks);
        assert_eq!(facts.first_days_back as usize, back.len(), "{whose}");
        assert_eq!(facts.weekdays.first_days_back as usize, back.len(), "{whose}");
        assert_eq!(Weekdays::of(sheet), facts.weekdays, "{whose}");
    });
}

#[test]
fn the_sessions_behind_each_figure_are_those_on_paper() {
    for_each(|school, pupil, sheet, _, marks| {
        let is_in = |mark: &Standing, list: &[&str]| list.contains(&mark.letters.as_str());
        let check = |counted: Counted, is_counted: &dyn Fn(&Standing) -> bool| {
            let expected: Vec<Standing> = marks.iter().filter(|mark| is_counted(mark)).cloned().collect();
            let behind = lettered(&sessions_behind(sheet, counted), sheet.codes);
            assert_eq!(behind, on_paper(&expected), "pupil {pupil} of school {}: {counted:?}", school.seed);
        };
        let missed = |mark: &Standing| count::is_missed(&mark.letters);
        check(Counted::Recorded, &|_| true);
        check(Counted::Possible, &|mark| !is_in(mark, NOT_POSSIBLE));
        check(Counted::NotPossible, &|mark| is_in(mark, NOT_POSSIBLE));
        check(Counted::Attended, &|mark| is_in(mark, ATTENDED));
        check(Counted::Absent, &missed);
        check(Counted::Authorised, &|mark| missed(mark) && !is_in(mark, UNAUTHORISED));
        check(Counted::Unauthorised, &|mark| is_in(mark, UNAUTHORISED));
        check(Counted::Late, &|mark| is_in(mark, &["L", "U"]));
        check(Counted::LateBeforeClose, &|mark| is_in(mark, &["L"]));
        check(Counted::LateAfterClose, &|mark| is_in(mark, &["U"]));
        check(Counted::FirstDaysBack, &|mark| missed(mark) && school.book.is_first_day_back(mark.day));
        for weekday in WEEKDAYS {
            check(Counted::On(weekday), &|mark| missed(mark) && mark.day.weekday() == weekday);
        }
        for entry in sheet.codes.entries() {
            check(Counted::Coded(entry.code), &|mark| mark.letters == entry.letters);
        }
    });
}
