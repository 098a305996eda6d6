//! How fast both engines keep registers: `cargo run --release -p store --example appends`. Needs PostgreSQL installed.
//!
//! The figures are of this machine and this moment; compare those of one run with each other.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    thread,
    time::{Duration, Instant},
};

use domain::{
    Date,
    act::{Act, By, Mark, NewEntry},
    code::Code,
    example,
    id::{GroupId, PersonId, PupilId, SchoolId},
    school::{Group, School},
    session::{Half, Session},
};
use jiff::{Timestamp, ToSpan, civil::date};
use store::{
    Engine, Store, StoreError, group, log,
    pupil::{self, NewPupil, Span},
    school,
    testing::{Database, start_server},
    verify,
};

const DAY: Date = date(2026, 11, 24);
const SCHOOLS: i64 = 100;
const PUPILS_A_SCHOOL: i64 = 1_700;
const MARKS: i64 = 30;

fn main() -> Result<(), StoreError> {
    let server = start_server("fsync=on");
    for (name, engine) in [("SQLite", Engine::Sqlite), ("PostgreSQL", Engine::Postgres)] {
        println!("\n{name}");
        let database = match engine {
            Engine::Sqlite => Database::new(engine),
            Engine::Postgres => Database::on(&server),
        };
        let store = Store::open(database.address())?;
        rows(&store)?;
        for (writers, schools) in [(1, 1), (16, 1), (16, 16)] {
            appends(&store, writers, schools)?;
        }
        bulk(&store)?;
        questions(&store)?;
    }
    Ok(())
}

/// The pupils of a large authority, in one transaction.
fn rows(store: &Store) -> Result<(), StoreError> {
    store.write(|tx| {
        for id in 1..=SCHOOLS {
            school::add(tx, &School { id: SchoolId(id), urn: (999_000 + id).to_string(), ..example::school() })?;
            group::add(tx, &Group { id: GroupId(id), school: SchoolId(id), name: "5 Hazel".into(), year: 5 })?;
        }
        Ok::<_, StoreError>(())
    })?;
    let pupils: Vec<NewPupil> = (1..=SCHOOLS * PUPILS_A_SCHOOL).map(invented).collect();
    let count = pupils.len();
    timed("rows added at once", "rows", count, || store.write(move |tx| pupil::add_many(tx, &pupils)))?;
    let whole = Span { from: date(2026, 9, 1), until: None };
    store.write(move |tx| {
        for school in 1..=SCHOOLS {
            let ids = ((school - 1) * PUPILS_A_SCHOOL + 1..=school * PUPILS_A_SCHOOL).map(PupilId);
            let (enrolled, joined): (Vec<_>, Vec<_>) =
                ids.map(|id| ((id, whole), (id, GroupId(school), whole))).unzip();
            pupil::enrol(tx, SchoolId(school), &enrolled)?;
            pupil::join(tx, &joined)?;
        }
        // A server does this by itself within a minute or so.
        if tx.engine() == Engine::Postgres { tx.exec("analyze", &[]).map(drop) } else { Ok(()) }
    })
}

/// About as many names as there are: 1,000 forenames and 10,000 surnames.
fn invented(id: i64) -> NewPupil {
    let names = ["Ellis", "Alfie", "Isla", "Zoë", "Siân", "Łukasz", "Priya", "Tomos"];
    let name = |number: i64| format!("{}{}", names[(number % 8) as usize], number / 8);
    NewPupil {
        id: PupilId(id),
        upn: format!("A{id:012}"),
        forename: name(id * 7_919 % 1_000),
        surname: name(id * 104_729 % 10_000),
        sex: 'F',
        born: date(2017, 5, 3),
        household: id / 2,
    }
}

/// Durable appends of one register each, for three seconds.
fn appends(store: &Store, writers: i64, schools: i64) -> Result<(), StoreError> {
    let count = AtomicU64::new(0);
    let began = Instant::now();
    thread::scope(|scope| {
        let work: Vec<_> = (0..writers)
            .map(|writer| {
                let count = &count;
                scope.spawn(move || {
                    while began.elapsed() < Duration::from_secs(3) {
                        let what = register(1 + writer % schools, DAY);
                        store.write(move |tx| log::append(tx, what))?;
                        count.fetch_add(1, Ordering::Relaxed);
                    }
                    Ok::<_, StoreError>(())
                })
            })
            .collect();
        work.into_iter().try_for_each(|one| one.join().expect("no writer panics"))
    })?;
    let title = format!("durable registers of {MARKS} marks, writers {writers}, schools {schools}");
    report(&title, "registers", count.into_inner() as f64, began.elapsed());
    Ok(())
}

/// A school's year at once, as an import brings it.
fn bulk(store: &Store) -> Result<(), StoreError> {
    let days = (0..190).flat_map(|day| (0..50).map(move |_| register(SCHOOLS, date(2026, 9, 1) + day.days())));
    let acts: Vec<NewEntry> = days.collect();
    let count = acts.len() * MARKS as usize;
    timed("marks of a year imported", "marks", count, || store.write(move |tx| log::append_many(tx, acts)))?;
    timed("marks of a year read", "marks", count, || {
        store.read(|tx| log::each(tx, SchoolId(SCHOOLS), 0, &mut |_| Ok(())))
    })?;
    let verified =
        timed("marks of a year verified", "marks", count, || store.read(|tx| verify::school(tx, SchoolId(SCHOOLS))))?;
    assert_eq!(verified.faults, []);
    Ok(())
}

/// What a page asks, the best of five.
fn questions(store: &Store) -> Result<(), StoreError> {
    let best = |title: &str, ask: &dyn Fn() -> Result<usize, StoreError>| -> Result<(), StoreError> {
        let mut quickest = Duration::MAX;
        let mut found = 0;
        for _ in 0..5 {
            let began = Instant::now();
            found = ask()?;
            quickest = quickest.min(began.elapsed());
        }
        println!("  {title}: {:.1} ms ({found} rows)", quickest.as_secs_f64() * 1e3);
        Ok(())
    };
    best("the roll of a school", &|| store.read(|tx| Ok(pupil::of_school(tx, SchoolId(7), DAY)?.len())))?;
    best("a name in a school", &|| store.read(|tx| Ok(pupil::search(tx, Some(SchoolId(7)), "zoe1", DAY, 20)?.len())))?;
    best("a name among all", &|| store.read(|tx| Ok(pupil::search(tx, None, "zoe1", DAY, 20)?.len())))?;
    best("a name that nobody has", &|| store.read(|tx| Ok(pupil::search(tx, None, "nobody", DAY, 20)?.len())))?;
    best("the acts of a day", &|| {
        store.read(|tx| Ok(log::on(tx, SchoolId(SCHOOLS), date(2026, 9, 1) + 180.days())?.len()))
    })
}

fn register(school: i64, day: Date) -> NewEntry {
    let mark = |pupil| Mark {
        pupil: PupilId(pupil),
        session: Session::new(day, Half::Morning),
        was: None,
        code: Code::from_number(1).expect("not 0"),
        minutes_late: None,
        note: String::new(),
    };
    NewEntry {
        school: SchoolId(school),
        at: Timestamp::from_second(1_795_510_000).expect("a time in 2026"),
        by: By { person: PersonId(7), name: "Miss Hartley".into(), position: "class teacher".into() },
        act: Act::Taken { group: GroupId(school) },
        reason: String::new(),
        marks: (0..MARKS).map(|pupil| mark((school - 1) * PUPILS_A_SCHOOL + 1 + pupil)).collect(),
    }
}

fn timed<T>(
    title: &str,
    unit: &str,
    count: usize,
    work: impl FnOnce() -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let began = Instant::now();
    let done = work()?;
    report(title, unit, count as f64, began.elapsed());
    Ok(done)
}

fn report(title: &str, unit: &str, count: f64, took: Duration) {
    let seconds = took.as_secs_f64();
    println!("  {title}: {:.0} {unit}/s ({count} in {seconds:.2} s)", count / seconds);
}
