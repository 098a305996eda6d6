//! How long the roll of 5,000 pupils over two school years takes to build from packed entries:
//! `cargo run --release -p analysis --example load`.

use std::{sync::Arc, time::Instant};

use analysis::{
    Period, Roll, SchoolRoll,
    figures::{self, Thresholds},
    roll::StoredEntry,
};
use domain::{
    act::Mark,
    calendar::{Calendar, Term},
    code::Code,
    example,
    id::{PupilId, SchoolId},
    log::pack,
    session::{Half, Session},
    tally::{Percent, Tally},
};
use jiff::{ToSpan, civil::date};

const SCHOOLS: i64 = 13;
const GROUPS: i64 = 13;
const PUPILS: i64 = 30;

fn main() {
    let calendar = calendar();
    let sessions = calendar.days().len() * 2;
    let logs: Vec<Vec<Vec<u8>>> = (0..SCHOOLS).map(|school| log(school, &calendar)).collect();
    let bytes: usize = logs.iter().flatten().map(Vec::len).sum();
    println!("{} pupils, {sessions} sessions, {bytes} bytes of log", SCHOOLS * GROUPS * PUPILS);

    let begun = Instant::now();
    let one: Vec<SchoolRoll> = logs.iter().zip(0..).map(|(log, school)| build(school, log, &calendar)).collect();
    let marks: usize = one.iter().map(|school| school.marks().iter().filter(|&&mark| mark != 0).count()).sum();
    println!("built {marks} marks on one thread in {:?}", begun.elapsed());

    let begun = Instant::now();
    let mut roll = Roll::new(Arc::new(example::codes()));
    for school in in_threads(&logs, &calendar) {
        roll.insert(school);
    }
    println!("built on all threads in {:?}", begun.elapsed());

    let begun = Instant::now();
    let tally: Tally = roll
        .each_school(|school| figures::tally(school, school.pupils(), Period::ALL))
        .into_iter()
        .map(|(_, tally)| tally)
        .sum();
    println!("counted {} possible sessions in {:?}", tally.possible(), begun.elapsed());

    let begun = Instant::now();
    let thresholds = Thresholds { persistent: Percent::whole(10), severe: Percent::whole(50) };
    let facts = roll.each_school(|school| figures::per_pupil(school, school.pupils(), Period::ALL, thresholds).len());
    let pupils: usize = facts.into_iter().map(|(_, pupils)| pupils).sum();
    println!("every figure of {pupils} pupils in {:?}", begun.elapsed());
}

/// Two school years of 190 days.
fn calendar() -> Calendar {
    let term =
        |name: &str, first: domain::Date| Term { name: name.into(), first, last: first.saturating_add(265.days()) };
    Calendar::new(vec![term("2025/26", date(2025, 9, 1)), term("2026/27", date(2026, 9, 1))], Vec::new())
}

/// One register a group a session; every thirtieth pupil is away.
fn log(school: i64, calendar: &Calendar) -> Vec<Vec<u8>> {
    let mut entries = Vec::new();
    for (at, &day) in calendar.days().iter().enumerate() {
        for half in Half::BOTH {
            for group in 0..GROUPS {
                let mark = |pupil: i64| {
                    let is_away = (pupil + at as i64) % PUPILS == 0;
                    let number = if is_away { 4 } else { 1 + half as u8 };
                    let code = Code::from_number(number).expect("not 0");
                    let pupil = PupilId((school * GROUPS + group) * PUPILS + pupil);
                    let session = Session::new(day, half);
                    Mark { pupil, session, was: None, code, minutes_late: None, note: String::new() }
                };
                entries.push(pack(&(0..PUPILS).map(mark).collect::<Vec<_>>()));
            }
        }
    }
    entries
}

fn build(school: i64, log: &[Vec<u8>], calendar: &Calendar) -> SchoolRoll {
    let mut roll = SchoolRoll::new(SchoolId(school), Arc::new(example::codes()), calendar.clone());
    for (packed, number) in log.iter().zip(1..) {
        roll.apply_stored(StoredEntry { number, packed }).expect("just written, in order");
    }
    roll
}

fn in_threads(logs: &[Vec<Vec<u8>>], calendar: &Calendar) -> Vec<SchoolRoll> {
    std::thread::scope(|scope| {
        let logs = logs.iter().zip(0..);
        let threads: Vec<_> = logs.map(|(log, school)| scope.spawn(move || build(school, log, calendar))).collect();
        threads.into_iter().map(|thread| thread.join().expect("building does not panic")).collect()
    })
}
