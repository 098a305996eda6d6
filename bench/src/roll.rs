//! The figures of a large county through what the roll keeps of a school year, and through the marks one by one; how quickly
//! what is kept follows a register; and what it takes in memory.

use std::{
    hint::black_box,
    sync::Arc,
    time::{Duration, Instant},
};

use analysis::{
    Period, Roll, SchoolRoll,
    figures::{Thresholds, by_week, per_pupil, summary, totals, weekdays},
};
use domain::{
    Date,
    act::{Act, By, Mark, NewEntry},
    calendar::{Calendar, Term},
    code::CodeTable,
    id::{GroupId, PersonId, PupilId, SchoolId},
    log::{Entry, GENESIS},
    session::Session,
    tally::Percent,
};

use crate::spread::Spread;

/// As many schools as a large county has, and as many pupils in each.
const SCHOOLS: i64 = 700;
const PUPILS: i64 = 243;
const ROUNDS: usize = 7;
/// A register is taken of so many.
const CLASS: usize = 30;
const THRESHOLDS: Thresholds = Thresholds { persistent: Percent::whole(10), severe: Percent::whole(50) };

/// Prints the ratios.
pub fn measure(codes: &Arc<CodeTable>, calendar: &Calendar) {
    let calendar = with_a_day_before(calendar);
    let mut roll = invented(codes, &calendar);
    let pupils = (SCHOOLS * PUPILS) as usize;
    let last = roll.schools().next().and_then(|school| school.sessions().last()).map_or(Date::MAX, |last| last.date);
    let bytes = |roll: &Roll| roll.schools().map(SchoolRoll::bytes).sum::<usize>() / pupils;
    println!("\nfigures of {pupils} pupils in {SCHOOLS} schools, on one processor ({ROUNDS} rounds, in turn):");
    let marks = bytes(&roll);
    let kept = Period::year_to(last);
    // A day of the school year before makes it a period of two: those are read from the marks.
    let read = Period { first: first_day(&calendar), last };
    let began = Instant::now();
    let sum: u32 = roll.schools().map(|school| totals(school, school.pupils(), kept, THRESHOLDS).recorded).sum();
    println!("  the first question, at which the year is worked out: {} ms, {sum} marks", began.elapsed().as_millis());
    compare(
        &roll,
        "sessions, persistent and severe",
        &|school, pupils, period| totals(school, pupils, period, THRESHOLDS).persistent as usize,
        (kept, read),
    );
    compare(
        &roll,
        "everything of each pupil",
        &|school, pupils, period| {
            per_pupil(school, pupils, period, THRESHOLDS).iter().filter(|(_, facts)| facts.longest_spell > 5).count()
        },
        (kept, read),
    );
    compare(
        &roll,
        "weekdays and halves",
        &|school, pupils, period| weekdays(school, pupils, period).first_days_back as usize,
        (kept, read),
    );
    let each = |roll: &Roll, of: &dyn Fn(&SchoolRoll) -> usize| roll.schools().map(of).sum::<usize>();
    timed("the list of those near a threshold", || {
        each(&roll, &|school| summary(school, school.pupils(), last, THRESHOLDS, 10).near.len())
    });
    timed("the weeks of everybody", || each(&roll, &|school| by_week(school, school.pupils(), kept).len()));
    follow(&mut roll, last);
    println!("memory a pupil: {marks} bytes of marks, {} with what is kept of the year", bytes(&roll));
}

type Question<'a> = &'a dyn Fn(&SchoolRoll, &[PupilId], Period) -> usize;

fn compare(roll: &Roll, what: &str, ask: Question<'_>, (kept, read): (Period, Period)) {
    let (mut quick, mut slow) = (Vec::new(), Vec::new());
    // A copy of the list, so that it is one of pupils as a page has them.
    let lists: Vec<Vec<PupilId>> = roll.schools().map(|school| school.pupils().to_vec()).collect();
    let all = |period| {
        let began = Instant::now();
        let answers = roll.schools().zip(&lists).map(|(school, pupils)| ask(school, pupils, period));
        black_box(answers.sum::<usize>());
        began.elapsed()
    };
    for _ in 0..ROUNDS {
        quick.push(all(kept));
        slow.push(all(read));
    }
    let (quick, slow) = (Spread::of(quick), Spread::of(slow));
    let ratio = slow.median().as_secs_f64() / quick.median().as_secs_f64();
    println!("  {what:<36} kept {quick}; from the marks {slow}: {ratio:.0} times");
}

fn timed(what: &str, ask: impl Fn() -> usize) {
    let measured = (0..ROUNDS).map(|_| {
        let began = Instant::now();
        black_box(ask());
        began.elapsed()
    });
    println!("  {what:<36} {}", Spread::of(measured.collect()));
}

/// Registers of whole classes, one after another, each an entry of its school's log.
fn follow(roll: &mut Roll, last: Date) {
    let mut taken: Vec<Duration> = Vec::new();
    for number in 1..=ROUNDS as i64 {
        let entries: Vec<Entry> = roll.schools().map(|school| register(school, number, last)).collect();
        let began = Instant::now();
        for entry in &entries {
            roll.apply(entry).expect("each entry is the next of its school");
        }
        taken.push(began.elapsed() / entries.len() as u32);
    }
    println!("  a register of {CLASS} followed, figures and all: {}", Spread::of(taken));
}

fn register(school: &SchoolRoll, number: i64, day: Date) -> Entry {
    let code = school.codes().find(if number % 2 == 0 { "I" } else { "G" }, day).expect("codes of every year");
    let session = Session::new(day, domain::session::Half::Morning);
    let mark = |&pupil: &PupilId| Mark { pupil, session, was: None, code, minutes_late: None, note: String::new() };
    let what = NewEntry {
        school: school.school(),
        at: jiff::Timestamp::UNIX_EPOCH,
        by: By { person: PersonId(1), name: String::from("Somebody"), position: String::from("class teacher") },
        act: Act::Taken { group: GroupId(1) },
        reason: String::new(),
        marks: school.pupils().iter().take(CLASS).map(mark).collect(),
    };
    Entry::chain(what, number, GENESIS)
}

/// The same calendar with one school day in the school year before.
fn with_a_day_before(calendar: &Calendar) -> Calendar {
    let day = first_day(calendar).saturating_sub(jiff::Span::new().weeks(8));
    let term = Term { name: String::from("Before"), first: day, last: day };
    let terms = [term].into_iter().chain(calendar.terms().iter().cloned()).collect();
    Calendar::new(terms, calendar.closures().to_vec())
}

fn first_day(calendar: &Calendar) -> Date {
    calendar.days().first().copied().unwrap_or(Date::MAX)
}

/// About seven in a hundred sessions are missed, mostly in spells; the same each time.
fn invented(codes: &Arc<CodeTable>, calendar: &Calendar) -> Roll {
    let mut roll = Roll::new(codes.clone());
    let mut chance = 7_u64;
    let mut below = |limit: u64| {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (chance >> 33) % limit
    };
    for school in 1..=SCHOOLS {
        let blank = SchoolRoll::new(SchoolId(school), codes.clone(), calendar.clone());
        let mut marks = Vec::new();
        for pupil in 1..=PUPILS {
            let mut missed = None;
            for &session in blank.sessions() {
                missed = match (missed, below(200)) {
                    (None, 0..=2) => ["I", "I", "G", "O", "M"].get(below(5) as usize).copied(),
                    (None, 3) => Some("L"),
                    (Some(_), 0..=70) => None,
                    (stays, _) => stays,
                };
                let code = match missed {
                    Some(letters) => codes.find(letters, session.date),
                    None => codes.present(session.half, session.date),
                };
                let code = code.expect("codes of every year");
                let pupil = PupilId(school * 10_000 + pupil);
                marks.push(Mark { pupil, session, was: None, code, minutes_late: None, note: String::new() });
            }
        }
        roll.insert(blank.with_marks(&marks));
    }
    roll
}
