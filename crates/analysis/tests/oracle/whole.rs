//! What is said of all pupils together: the summary, the weeks compared, and the rows of a file.

use analysis::{
    facts::{self, Who},
    figures::{self, Dated, Near, per_pupil},
};
use domain::id::PupilId;
use jiff::{ToSpan, civil::Date};

use crate::{
    both::{THRESHOLDS, ids, period, tally},
    random::School,
    slow::{Counts, Standing, august_before, half_days_more, monday_before, reaches},
};

fn counts(school: &School, first: Date, last: Date) -> Counts {
    let marks: Vec<Standing> = school.pupils.iter().flat_map(|&pupil| school.book.marks(pupil, first, last)).collect();
    Counts::of(&marks)
}

#[test]
fn the_summary_of_a_school_year_is_that_on_paper() {
    let (mut persistent, mut severe, mut near) = (0, 0, 0);
    for seed in 0..80 {
        let school = School::new(seed);
        let pupils = ids(&school.pupils);
        for (_, day) in school.periods_and_years(5) {
            let august = august_before(day);
            let of = |pupil: i64| Counts::of(&school.book.marks(pupil, august, day));
            let summary = figures::summary(&school.roll, &pupils, day, THRESHOLDS, 6);
            assert_eq!(summary.tally, tally(counts(&school, august, day)), "school {seed} on {day}");
            let who = |is: &dyn Fn(Counts) -> bool| -> Vec<PupilId> {
                school.pupils.iter().filter(|&&pupil| is(of(pupil))).map(|&pupil| PupilId(pupil)).collect()
            };
            let is_at_least = |thousandths| {
                move |counts: Counts| reaches(counts.missed(), counts.possible(), thousandths) == Some(true)
            };
            assert_eq!(summary.persistent, who(&is_at_least(10_000)), "school {seed} on {day}");
            assert_eq!(summary.severe, who(&is_at_least(50_000)), "school {seed} on {day}");
            assert_eq!(summary.pupils as usize, who(&|counts| counts.possible() > 0).len(), "school {seed} on {day}");
            for within in [0, 1, 2, 4, 6] {
                let mut expected: Vec<Near> = Vec::new();
                for half_days in 1..=within {
                    let is_near =
                        |counts: Counts| half_days_more(counts.missed(), counts.possible(), 10_000) == Some(half_days);
                    expected.extend(who(&is_near).into_iter().map(|pupil| Near { pupil, half_days }));
                }
                let found = figures::summary(&school.roll, &pupils, day, THRESHOLDS, within).near;
                assert_eq!(found, expected, "school {seed} on {day}: {within}");
            }
            persistent += summary.persistent.len();
            severe += summary.severe.len();
            near += summary.near.len();
        }
    }
    assert!(severe > 50 && persistent > severe && near > 20, "{persistent}, {severe}, {near}");
}

#[test]
fn a_week_is_compared_with_the_weeks_on_paper() {
    let mut before = 0;
    for seed in 0..40 {
        let school = School::new(seed);
        let pupils = ids(&school.pupils);
        for (_, day) in school.periods_and_years(8) {
            let compared = figures::compare(&school.roll, &pupils, day);
            let monday = monday_before(day);
            let week = |first: Date| Dated { first, tally: tally(counts(&school, first, first + 6.days())) };
            let this_week = Dated { first: monday, tally: tally(counts(&school, monday, day)) };
            assert_eq!(compared.this_week, this_week, "school {seed} on {day}");
            let last_open = school.book.every_day().into_iter().rfind(|&one| one < monday && school.book.is_open(one));
            assert_eq!(compared.week_before, last_open.map(|one| week(monday_before(one))), "school {seed} on {day}");
            assert_eq!(compared.year_before, week(monday - 364.days()), "school {seed} on {day}");
            assert_eq!(compared.year, tally(counts(&school, august_before(day), day)), "school {seed} on {day}");
            before += usize::from(compared.week_before.is_some_and(|week| week.tally.possible() > 0));
        }
    }
    assert!(before > 100, "only {before} weeks had one before");
}

#[test]
fn every_cell_of_the_file_is_the_one_on_paper() {
    let mut cells = 0;
    for seed in 0..40 {
        let school = School::new(seed);
        let header = facts::header(school.roll.codes());
        let who = |&pupil: &i64| Who { pupil: PupilId(pupil), upn: format!("pupil {pupil}") };
        let who: Vec<Who> = school.pupils.iter().map(who).collect();
        for days in school.periods_and_years(4) {
            let rows = facts::rows(&school.roll, &who, period(days), THRESHOLDS);
            assert_eq!(rows.len(), who.len());
            for ((row, &pupil), who) in rows.iter().zip(&school.pupils).zip(&who) {
                let expected = school.book.row(&who.upn, &school.book.marks(pupil, days.0, days.1));
                assert_eq!(header.len(), row.len());
                for (name, cell) in header.iter().zip(row) {
                    let on_paper = expected.get(name).map_or("0", String::as_str);
                    assert_eq!(cell, on_paper, "{name} of pupil {pupil} of school {seed}");
                    cells += 1;
                }
            }
        }
    }
    assert!(cells > 20_000, "only {cells} cells");
}

#[test]
fn figures_of_many_are_those_of_each() {
    for seed in 0..40 {
        let school = School::new(seed);
        let pupils = ids(&school.pupils);
        for days in school.periods_and_years(4) {
            let each = per_pupil(&school.roll, &pupils, period(days), THRESHOLDS);
            assert_eq!(each.iter().map(|&(pupil, _)| pupil).collect::<Vec<_>>(), pupils, "school {seed}");
            for (pupil, facts) in each {
                let marks = school.book.marks(pupil.0, days.0, days.1);
                assert_eq!(facts.tally, tally(Counts::of(&marks)), "school {seed}: {pupil}");
            }
        }
    }
}
