//! The quick refresh against a slow count on paper, on random school years, by every way that this processor can go.

#[path = "refresh/edits.rs"]
mod edits;
#[path = "refresh/on_paper.rs"]
mod on_paper;

use std::sync::Arc;

use analysis::refresh::{Counting, Kind, Limits, Processor, Pupil, PupilFacts, School, Terms, Timetable};
use domain::{Date, code::Class};
use jiff::ToSpan;
use proptest::{collection::vec, prelude::*};

use on_paper::{facts, groups};

const CODES: usize = 34;
const BLANK: u8 = 63;

/// What the bytes of these tests count as: invented, with a few of each class, and bytes 2 and 23 late.
fn class(byte: u8) -> Class {
    match byte {
        0..=7 => Class::Present,
        8 | 9 | 24..=33 => Class::NotPossible,
        10..=19 => Class::Authorised,
        _ => Class::Unauthorised,
    }
}

const fn is_late(byte: u8) -> bool {
    byte == 2 || byte == 23
}

/// Which bytes count for a notice: the unauthorised ones, or others.
fn counts_for_notice(byte: u8, is_apart: bool) -> bool {
    if is_apart { matches!(byte, 19..=21) } else { class(byte) == Class::Unauthorised }
}

/// A school year on random days, with terms and holidays of random length.
fn days() -> impl Strategy<Value = Vec<Date>> {
    (vec((any::<bool>(), 1_usize..40), 1..20), 0_i64..7, any::<bool>()).prop_map(|(stretches, start, has_saturdays)| {
        let mut day = jiff::civil::date(2026, 9, 1) + start.days();
        let mut days = Vec::new();
        for (is_open, length) in stretches {
            for _ in 0..length {
                let is_school = day.weekday().to_monday_zero_offset() < if has_saturdays { 6 } else { 5 };
                if is_open && is_school && days.len() < 192 {
                    days.push(day);
                }
                day += 1.day();
            }
        }
        days
    })
}

/// Marks in stretches of one code, so that runs and gaps of every length come up.
fn marks(sessions: usize) -> impl Strategy<Value = Vec<u8>> {
    let code = prop_oneof![4 => 0..2_u8, 3 => 18..23_u8, 2 => 8..10_u8, 2 => 0..34_u8, 1 => Just(BLANK)];
    let length = prop_oneof![5 => 1_usize..4, 2 => 1_usize..20, 1 => 1_usize..200];
    vec((code, length), sessions.max(1)).prop_map(move |stretches| {
        let all = stretches.into_iter().flat_map(|(code, length)| std::iter::repeat_n(code, length));
        all.take(sessions).collect()
    })
}

fn pupil() -> impl Strategy<Value = Pupil> {
    (0..16_u8, 0..16_u8).prop_map(|(year_group, cohorts)| Pupil { year_group, cohorts })
}

fn limits() -> impl Strategy<Value = Limits> {
    (1_usize..=16, 1_u16..30, 1_u32..30).prop_map(|(notice_weeks, notice_sessions, percent)| Limits {
        persistent_percent: percent,
        severe_percent: 50,
        bands_percent: [percent / 2, percent, 40, 50],
        notice_weeks,
        notice_sessions,
    })
}

#[derive(Debug, Clone)]
struct Case {
    is_notice_apart: bool,
    limits: Limits,
    timetable: Arc<Timetable>,
    pupils: Vec<Pupil>,
    rows: Vec<Vec<u8>>,
}

fn case() -> impl Strategy<Value = Case> {
    (days(), limits(), any::<bool>()).prop_flat_map(|(days, limits, is_notice_apart)| {
        let timetable = Arc::new(Timetable::new(days).expect("the days are in order and few enough"));
        let rows = vec((pupil(), marks(timetable.sessions())), 0..20);
        rows.prop_map(move |rows| {
            let (pupils, rows) = rows.into_iter().unzip();
            Case { is_notice_apart, limits, timetable: timetable.clone(), pupils, rows }
        })
    })
}

impl Case {
    /// One pupil who was there all day.
    fn of_one_day() -> Case {
        let limits = Limits {
            persistent_percent: 10,
            severe_percent: 50,
            bands_percent: [5, 10, 20, 50],
            notice_weeks: 10,
            notice_sessions: 10,
        };
        let days = vec![jiff::civil::date(2026, 9, 1)];
        let timetable = Arc::new(Timetable::new(days).expect("one day is a timetable"));
        Case { is_notice_apart: false, limits, timetable, pupils: vec![Pupil::default()], rows: vec![vec![0, 1]] }
    }

    fn terms(&self) -> Arc<Terms> {
        let kinds = (0..CODES as u8).map(|byte| Kind {
            byte,
            class: class(byte),
            is_late: is_late(byte),
            counts_for_notice: counts_for_notice(byte, self.is_notice_apart),
        });
        let counting = Counting::new(CODES, [0, 1], BLANK, kinds).expect("the bytes are below 63");
        Arc::new(Terms { counting, limits: self.limits })
    }

    fn facts(&self, row: &[u8]) -> PupilFacts {
        facts(row, &self.timetable, &self.limits, &|mark| counts_for_notice(mark, self.is_notice_apart))
    }

    fn school(&self, rows: &[Vec<u8>]) -> School {
        School::new(self.terms(), self.timetable.clone(), self.pupils.clone(), &rows.concat())
            .expect("all bytes are marks")
    }

    /// The same with the last sessions still blank.
    fn before(&self, session: usize) -> Vec<Vec<u8>> {
        let cut = |row: &Vec<u8>| [&row[..session], &vec![BLANK; row.len() - session]].concat();
        self.rows.iter().map(cut).collect()
    }

    fn expect(&self, school: &School) {
        let facts: Vec<_> = self.rows.iter().map(|row| self.facts(row)).collect();
        for (at, facts) in facts.iter().enumerate() {
            assert_eq!(school.facts(at).as_ref(), Some(facts), "pupil {at}");
        }
        assert_eq!(school.aggregate(), groups(&self.pupils, &facts, &self.limits));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn a_scan_of_all_marks_gives_what_paper_gives(case in case()) {
        for processor in Processor::available() {
            let mut school = case.school(&case.rows);
            school.scan(processor);
            case.expect(&school);
        }
    }

    #[test]
    fn planes_give_what_paper_gives_and_one_pupil_alone_does_too(case in case()) {
        for processor in Processor::available() {
            let mut school = case.school(&case.rows);
            school.scan(Processor::PORTABLE);
            school.from_planes(processor);
            case.expect(&school);
            for (at, row) in case.rows.iter().enumerate() {
                let alone = school.recompute(processor, at);
                prop_assert_eq!(alone, Some(case.facts(row)));
            }
        }
    }

    #[test]
    fn session_after_session_gives_what_all_at_once_gives(case in case(), last in 0_usize..40) {
        let sessions = case.timetable.sessions();
        let from = sessions.saturating_sub(last);
        for processor in Processor::available() {
            let mut school = case.school(&case.before(from));
            school.scan(processor);
            school.stand_before(from);
            for session in from..sessions {
                let marks: Vec<u8> = case.rows.iter().map(|row| row[session]).collect();
                school.increment(processor, session, &marks).expect("one mark for each pupil");
            }
            case.expect(&school);
            school.from_planes(processor);
            case.expect(&school);
        }
    }
}

#[test]
fn each_way_of_the_processor_is_there_to_be_tested() {
    let names: Vec<&str> = Processor::available().into_iter().map(Processor::name).collect();
    assert_eq!(names[0], "portable");
    #[cfg(target_arch = "x86_64")]
    {
        assert_eq!(names.contains(&"avx2"), is_x86_feature_detected!("avx2"));
        assert_eq!(names.contains(&"avx512"), is_x86_feature_detected!("avx512vbmi2"));
    }
    assert_eq!(names.last().copied(), Some(Processor::best().name()));
}

#[test]
fn marks_that_cannot_be_are_refused() {
    let case = Case::of_one_day();
    let timetable = case.timetable.clone();
    let new = |pupil, marks: &[u8]| School::new(case.terms(), timetable.clone(), vec![pupil], marks).map(|_| ());
    let refusal = |pupil, marks: &[u8]| new(pupil, marks).map_err(|error| error.to_string());
    assert_eq!(refusal(Pupil::default(), &[0, 1]), Ok(()));
    assert_eq!(
        refusal(Pupil::default(), &[0]),
        Err("1 bytes of marks were given for 1 pupils: give one for each pupil and session".to_owned())
    );
    assert_eq!(
        refusal(Pupil::default(), &[0, 64]),
        Err("byte 1 of the marks is above 63: number codes below that".to_owned())
    );
    assert_eq!(
        refusal(Pupil { year_group: 16, cohorts: 0 }, &[0, 1]),
        Err("pupil 0 has a year group above 15 or a fifth cohort: number them from 0".to_owned())
    );
    let mut school = case.school(&case.rows);
    assert!(school.increment(Processor::best(), 0, &[]).is_err());
    assert!(school.increment(Processor::best(), 2, &[0]).is_err());
}

#[test]
fn school_days_out_of_order_or_too_many_are_refused() {
    let first = jiff::civil::date(2026, 9, 1);
    let many: Vec<Date> = (0..193).map(|day| first + i64::from(day).days()).collect();
    assert!(Timetable::new(many).is_err());
    assert!(Timetable::new(vec![first, first]).is_err());
}
