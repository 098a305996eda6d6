//! `rollbook demo`, and `verify` on what it made, are in one place because making it takes the longest.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// A demo that is running; stopped when it goes.
pub(crate) struct Running {
    child: Child,
    pub(crate) json: serde_json::Value,
    pub(crate) first_line: (Duration, String),
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts a demo in `folder` and waits until it serves.
pub(crate) fn start(folder: &Path, day: &str, name: &str) -> Running {
    let (data, json) = (folder.join(format!("{name}.db")), folder.join(format!("{name}.json")));
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_rollbook"))
        .args(["demo", "--today", day, "--port", "0", "--data"])
        .arg(&data)
        .arg("--sign-ins-json")
        .arg(&json)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program was built for this test");
    let mut lines = BufReader::new(child.stdout.take().expect("it is piped")).lines();
    let first_line = (start.elapsed(), lines.next().expect("it says something").expect("in UTF-8"));
    // What else it says is read, so that it never waits for a reader; the last line comes when it serves.
    let password = lines.map_while(Result::ok).any(|line| line.starts_with("The password of each is"));
    assert!(password, "it ended before it served");
    while !json.exists() {
        std::thread::yield_now();
    }
    let json = serde_json::from_slice(&std::fs::read(&json).expect("just written")).expect("well formed");
    Running { child, json, first_line }
}

#[test]
fn the_demo_speaks_at_once_says_who_can_sign_in_and_serves() {
    let folder = tempfile::tempdir().expect("a folder");
    // 28 November 2026 is a Saturday.
    let running = start(folder.path(), "2026-11-28", "demo");
    assert!(running.first_line.1.starts_with("Rollbook "), "{:?}", running.first_line);
    let roles: Vec<&str> = running.json["people"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|person| person["role"].as_str())
        .collect();
    assert_eq!(roles.len(), 8, "{roles:?}");
    assert!(roles.contains(&"class teacher") && roles.contains(&"administrator"));
    let address = running.json["address"].as_str().expect("an address").trim_start_matches("http://").to_owned();
    let mut stream = TcpStream::connect(&address).expect("it listens");
    write!(stream, "GET /sign-in HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").expect("it reads");
    let mut page = String::new();
    stream.read_to_string(&mut page).expect("it answers");
    assert!(page.starts_with("HTTP/1.1 200"), "{}", page.lines().next().unwrap_or_default());
}
