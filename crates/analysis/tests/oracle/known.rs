//! The register as it stands and as it was known earlier, mark by mark.

use analysis::{SchoolRoll, figures::of_pupil, roll::StoredEntry};
use domain::{id::PupilId, log::pack};
use jiff::Timestamp;

use crate::{
    both::{THRESHOLDS, ids, period, session, tally},
    random::{Random, School},
    slow::{Book, Counts},
};

/// Every mark, its minutes, and what lies outside the calendar.
fn check_marks(roll: &SchoolRoll, book: &Book, pupils: &[i64], whose: &str) {
    for &pupil in pupils {
        for day in book.every_day() {
            for half in ["am", "pm"] {
                let line = book.mark(pupil, day, half);
                let stands = roll.mark(PupilId(pupil), session(day, half)).map(|code| roll.codes().letters(code));
                assert_eq!(stands, line.map(|line| line.letters.as_str()), "{whose}: {pupil} {day} {half}");
                let minutes = roll.minutes_late(PupilId(pupil), session(day, half));
                assert_eq!(minutes, line.and_then(|line| line.minutes), "{whose}: {pupil} {day} {half}");
            }
        }
        let strays: Vec<_> =
            roll.strays(PupilId(pupil)).map(|(session, stray)| (session, stray.minutes_late)).collect();
        let on_paper = book.strays(pupil).into_iter().map(|mark| (session(mark.day, mark.half), mark.minutes));
        assert_eq!(strays, on_paper.collect::<Vec<_>>(), "{whose}: {pupil}");
    }
}

#[test]
fn the_last_line_about_a_session_stands() {
    let (mut strays, mut sessions) = (0, 0);
    for seed in 0..25 {
        let school = School::new(seed);
        check_marks(&school.roll, &school.book, &school.pupils, &format!("school {seed}"));
        let mut stored = school.blank();
        for entry in &school.entries {
            let packed = pack(&entry.what.marks);
            stored.apply_stored(StoredEntry { number: entry.number, packed: &packed }).expect("intact");
        }
        check_marks(&stored, &school.book, &school.pupils, &format!("stored school {seed}"));
        for day in school.book.every_day() {
            for half in ["am", "pm"] {
                let some = &school.pupils[..school.pupils.len().div_ceil(2)];
                let expected = school.book.last_entry_about(some, day, half);
                assert_eq!(
                    school.roll.version(session(day, half), &ids(some)),
                    expected,
                    "school {seed}: {day} {half}"
                );
                sessions += 1;
            }
        }
        strays += school.pupils.iter().map(|&pupil| school.book.strays(pupil).len()).sum::<usize>();
    }
    assert!(strays > 200 && sessions > 2000, "{strays} marks outside the calendar, {sessions} sessions");
}

#[test]
fn the_register_of_a_past_day_is_what_paper_said_then() {
    let mut changed = 0;
    for seed in 0..30 {
        let school = School::new(seed);
        let mut random = Random::new(seed + 2_000_000);
        for _ in 0..3 {
            let at = school.entries[random.below(school.entries.len())].what.at.as_second();
            let instant = Timestamp::from_second(at).expect("in range");
            let then = school.blank().as_known_at(instant, &school.entries).expect("in order");
            let book = school.book.as_known_at(at);
            check_marks(&then, &book, &school.pupils, &format!("school {seed} at {at}"));
            for days in school.periods_and_years(3) {
                for &pupil in &school.pupils {
                    let known = Counts::of(&book.marks(pupil, days.0, days.1));
                    let facts = of_pupil(&then, PupilId(pupil), period(days), THRESHOLDS);
                    assert_eq!(facts.tally, tally(known), "school {seed} at {at}: {pupil}");
                    changed += usize::from(known != Counts::of(&school.book.marks(pupil, days.0, days.1)));
                }
            }
        }
    }
    assert!(changed > 100, "only {changed} counts were another then");
}
