//! Programs that are killed, disks that are full, servers that go away.

use std::{
    env,
    io::{BufRead, BufReader, Write},
    process::{Command, Stdio},
    sync::atomic::{AtomicU64, Ordering},
};

use store::{Engine, Store, log, testing::Database};

use crate::hillside::{act, append, verified, with_school};

/// Where the program to be killed finds its database.
const ADDRESS: &str = "ROLLBOOK_TEST_CRASH";

#[test]
fn what_was_acknowledged_before_the_program_was_killed_is_there() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let database = Database::new(engine);
        with_school(&Store::open(database.address()).expect("opens"));
        let mut acknowledged = 0;
        for round in 1..=4 {
            let mut program = Command::new(env::current_exe().expect("this test is a program"))
                .args(["--exact", "crash::appends_until_it_is_killed", "--ignored", "--nocapture"])
                .env(ADDRESS, database.address())
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .expect("it starts again");
            let lines = BufReader::new(program.stdout.take().expect("piped")).lines();
            let mut numbers = lines.map_while(Result::ok).filter_map(|line| line.parse::<u64>().ok());
            numbers.nth(round * 13).expect("it appends");
            program.kill().expect("it runs until it is killed");
            program.wait().expect("it has ended");
            acknowledged += numbers.count() as u64 + round as u64 * 13 + 1;
            let found = verified(&Store::open(database.address()).expect("opens after the crash"));
            assert!(found.entries >= acknowledged, "{acknowledged} were acknowledged, {} are there", found.entries);
            assert_eq!((found.marks, found.faults), (found.entries * 30, vec![]), "no half register, no broken chain");
        }
    }
}

#[test]
#[ignore = "the program that the test above starts and kills"]
fn appends_until_it_is_killed() {
    let store = Store::open(&env::var(ADDRESS).expect("the test above names it")).expect("opens");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                loop {
                    let number = append(&store, act(30, "")).number;
                    // In one piece, so that no line is cut by another.
                    std::io::stdout().write_all(format!("\n{number}\n").as_bytes()).expect("the test reads");
                }
            });
        }
    });
}

#[test]
fn a_full_disk_refuses_with_a_sentence_and_loses_nothing() {
    let database = Database::new(Engine::Sqlite);
    let store = Store::open(database.address()).expect("opens");
    with_school(&store);
    let limit_pages = |limit: &str| {
        let sql = format!("pragma max_page_count = {limit};");
        store.write(move |tx| tx.exec(&sql, &[])).expect("a setting of the connection");
    };
    limit_pages("120");
    let acknowledged = AtomicU64::new(0);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let refused = loop {
                    match store.write(|tx| log::append(tx, act(100, "a note that fills the disk"))) {
                        Ok(_) => acknowledged.fetch_add(1, Ordering::Relaxed),
                        Err(refused) => break refused.to_string(),
                    };
                };
                assert!(refused.contains("full"), "{refused}");
            });
        }
    });
    let (written, found) = (acknowledged.into_inner(), verified(&store));
    assert!(written > 0);
    assert_eq!((found.entries, found.faults), (written, vec![]));
    limit_pages("1073741823");
    append(&store, act(1, ""));
    assert_eq!(verified(&store).entries, written + 1);
}

#[test]
fn a_server_that_was_started_again_is_used_again() {
    let database = Database::new(Engine::Postgres);
    let store = Store::open(database.address()).expect("opens");
    with_school(&store);
    let other = Store::open(database.address()).expect("opens");
    for _ in 0..3 {
        let sql = "select pg_terminate_backend(pid, 10000)::text from pg_stat_activity \
             where datname = current_database() and pid <> pg_backend_pid()";
        other.write(|tx| tx.each(sql, &[], &mut |_| Ok(()))).expect("the server's own user may");
        append(&store, act(1, ""));
    }
    assert_eq!(verified(&store).entries, 3);
}
