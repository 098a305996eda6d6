//! Registers of 30 marks appended, each on the disk before it is acknowledged.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::Instant,
};

use domain::{
    act::{Act, By, Mark, NewEntry},
    code::Code,
    example,
    id::{GroupId, PersonId, PupilId},
    session::{Half, Session},
};
use store::{Store, StoreError, log, school, testing::Database};

use crate::{DAY, Failure};

const MARKS: usize = 30;

/// Prints registers and marks per second on SQLite and PostgreSQL, by one writer and by sixteen.
pub fn measure(path: &str) -> Result<(), Failure> {
    println!("\ndurable appends of a register of {MARKS} marks, registers/s and marks/s:");
    let sqlite = Store::open(&format!("sqlite:{path}"))?;
    let database = Database::on(&store::testing::start_server("fsync=on"));
    let postgres = Store::open(database.address())?;
    let mut rates = Vec::new();
    for (name, store) in [("SQLite", &sqlite), ("PostgreSQL", &postgres)] {
        store.write::<(), StoreError>(|tx| school::add(tx, &example::school()))?;
        for (writers, registers) in [(1, 2_000), (16, 8_000)] {
            let rate = rate(store, writers, registers)?;
            println!(
                "  {name:<11} {writers:>2} writers  {rate:>8.0} registers/s  {:>9.0} marks/s",
                rate * MARKS as f64
            );
            rates.push(rate);
        }
    }
    if let [one, many, one_there, many_there] = rates.as_slice() {
        println!(
            "  ratio SQLite to PostgreSQL: {:.1} by one writer, {:.1} by sixteen",
            one / one_there,
            many / many_there
        );
    }
    Ok(())
}

fn rate(store: &Store, writers: usize, registers: usize) -> Result<f64, Failure> {
    let next = AtomicUsize::new(0);
    let began = Instant::now();
    let outcome: Result<(), StoreError> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..writers)
            .map(|_| {
                scope.spawn(|| {
                    while next.fetch_add(1, Ordering::Relaxed) < registers {
                        store.write(|tx| log::append(tx, register()))?;
                    }
                    Ok::<(), StoreError>(())
                })
            })
            .collect();
        threads.into_iter().try_for_each(|thread| thread.join().unwrap_or(Err(StoreError::WriterGone)))
    });
    outcome?;
    Ok(registers as f64 / began.elapsed().as_secs_f64())
}

fn register() -> NewEntry {
    let mark = |number: usize| Mark {
        pupil: PupilId(number as i64 + 1),
        session: Session::new(DAY, Half::Morning),
        was: None,
        code: Code::from_number(1).unwrap_or_else(|| unreachable!("1 is a number")),
        minutes_late: None,
        note: String::new(),
    };
    NewEntry {
        school: example::school().id,
        at: jiff::Timestamp::UNIX_EPOCH,
        by: By { person: PersonId(1), name: String::from("Bench"), position: String::from("bench") },
        act: Act::Taken { group: GroupId(1) },
        reason: String::new(),
        marks: (0..MARKS).map(mark).collect(),
    }
}
