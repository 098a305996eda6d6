//! A program that is killed in the middle of its work.

use std::{
    env,
    io::{BufRead, BufReader, Write},
    process::{Command, Stdio},
};

use store::{Engine, Store, testing::Database};

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
