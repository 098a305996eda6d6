//! Databases for tests: a real SQLite file and a real PostgreSQL server, each empty and each test's own.

use std::{
    env, fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicU64, Ordering},
    },
};

use postgres::{Client, NoTls};

use crate::Store;

/// Names a running PostgreSQL server, such as `postgres://postgres@127.0.0.1:5432/postgres`, on which tests may make databases.
pub const SERVER: &str = "ROLLBOOK_TEST_POSTGRES";

/// Runs `test` on an empty database of each engine.
///
/// # Panics
/// When an engine cannot be had: install PostgreSQL, or name a running server in [`SERVER`].
pub fn on_both(test: impl Fn(&Store)) {
    let folder = scratch("sqlite");
    fs::create_dir_all(&folder).expect("the temporary folder can be written");
    let file = format!("sqlite:{}", folder.join("test.db").display());
    test(&Store::open(&file).expect("an empty SQLite file opens"));
    // A file that stays behind does no harm.
    let _ = fs::remove_dir_all(&folder);
    test(&Store::open(&postgres_database()).expect("an empty PostgreSQL database opens"));
}

/// The address of a new, empty PostgreSQL database.
///
/// # Panics
/// When no server can be had.
pub fn postgres_database() -> String {
    static SERVER_ADDRESS: OnceLock<String> = OnceLock::new();
    let server = SERVER_ADDRESS.get_or_init(|| env::var(SERVER).unwrap_or_else(|_| start_server()));
    let name = unique("rollbook_test");
    let mut client = Client::connect(server, NoTls).expect("the test server answers");
    client.batch_execute(&format!("create database {name}")).expect("the test server makes databases");
    let (host, _) = server.rsplit_once('/').expect("the address names a database");
    format!("{host}/{name}")
}

fn unique(prefix: &str) -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_nanos());
    format!("{prefix}_{}_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed), now % 1_000_000_000)
}

fn scratch(prefix: &str) -> PathBuf {
    env::temp_dir().join(unique(&format!("rollbook_{prefix}")))
}

/// Starts a server of this test process's own, which the operating system ends with it at the latest when the machine stops.
fn start_server() -> String {
    let programs = newest_server().expect("PostgreSQL is installed (Debian: postgresql)");
    let folder = scratch("postgres");
    fs::create_dir_all(&folder).expect("the temporary folder can be written");
    let port = TcpListener::bind("127.0.0.1:0").and_then(|one| one.local_addr()).expect("a port is free").port();
    run(&format!("chown postgres {0} 2>/dev/null || true", folder.display()));
    let data = folder.join("data");
    let (bin, data) = (programs.display(), data.display());
    as_postgres(&format!("{bin}/initdb -D {data} -A trust -U postgres -E UTF8 --no-sync"));
    let options = format!("-p {port} -k {} -c listen_addresses=127.0.0.1 -c fsync=off", folder.display());
    as_postgres(&format!("{bin}/pg_ctl -D {data} -w -l {data}/log -o '{options}' start"));
    // The server outlives this process by a watcher that stops it as soon as the process has gone.
    let watcher = format!("while [ -d /proc/{} ]; do sleep 1; done; {bin}/pg_ctl -D {data} -m immediate stop", std::process::id());
    let mut command = shell(&watcher);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().expect("the shell starts");
    format!("postgres://postgres@127.0.0.1:{port}/postgres")
}

fn newest_server() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut folders: Vec<PathBuf> = versions.filter_map(|entry| Some(entry.ok()?.path().join("bin"))).collect();
    folders.retain(|folder| Path::new(&folder.join("initdb")).exists());
    folders.sort();
    folders.pop()
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0)
}

/// PostgreSQL refuses to run as root.
fn shell(script: &str) -> Command {
    if is_root() {
        let mut command = Command::new("su");
        command.args(["postgres", "-s", "/bin/sh", "-c", script]);
        command
    } else {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }
}

fn as_postgres(script: &str) {
    let output = shell(script).stdin(Stdio::null()).stdout(Stdio::null()).output().expect("the shell starts");
    assert!(output.status.success(), "`{script}` failed: {}", String::from_utf8_lossy(&output.stderr));
}

fn run(script: &str) {
    let status = Command::new("sh").args(["-c", script]).status().expect("the shell starts");
    assert!(status.success(), "`{script}` failed");
}
