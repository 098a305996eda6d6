//! A PostgreSQL server: the one that is named, or one of this test process's own.

use std::{
    env, fs,
    net::TcpListener,
    path::PathBuf,
    process::{Command, Stdio},
    sync::OnceLock,
};

use super::scratch;

/// The variable with the address of a running PostgreSQL server on which tests may make databases.
pub const SERVER: &str = "ROLLBOOK_TEST_POSTGRES";

/// `postgres://USER@HOST:PORT`, without a database.
pub(super) fn address() -> &'static str {
    static ADDRESS: OnceLock<String> = OnceLock::new();
    ADDRESS.get_or_init(|| env::var(SERVER).map_or_else(|_| start("fsync=off"), |named| without_database(&named)))
}

fn without_database(named: &str) -> String {
    let (scheme, rest) = named.split_once("://").unwrap_or(("postgres", named));
    format!("{scheme}://{}", rest.split('/').next().unwrap_or(rest))
}

/// Starts a server that stops, and leaves nothing behind, soon after this process has ended.
///
/// # Panics
/// When PostgreSQL is not installed or does not start.
pub fn start(setting: &str) -> String {
    let bin = newest_programs().expect("PostgreSQL is installed (Debian: postgresql)");
    let bin = bin.display();
    let folder = scratch("postgres");
    fs::create_dir_all(&folder).expect("the temporary folder can be written");
    let port = TcpListener::bind("127.0.0.1:0").and_then(|one| one.local_addr()).expect("a port is free").port();
    if is_root() {
        std::os::unix::fs::chown(&folder, Some(postgres_user()), None).expect("root may give folders away");
    }
    let folder = folder.display();
    run(&format!("{bin}/initdb -D {folder}/data -A trust -U postgres -E UTF8 --locale=C.UTF-8 --no-sync"));
    let options = format!("-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=200 -c {setting}");
    run(&format!("{bin}/pg_ctl -D {folder}/data -w -l {folder}/log -o '{options}' start"));
    stop_after_us(&format!("{bin}/pg_ctl -D {folder}/data -m immediate -w stop; rm -rf {folder}"));
    format!("postgres://postgres@127.0.0.1:{port}")
}

/// Leaves a watcher behind, because a test process may be killed at any moment.
#[expect(clippy::zombie_processes, reason = "the watcher outlives this process on purpose")]
fn stop_after_us(stop: &str) {
    let script = format!("while [ -d /proc/{} ]; do sleep 1; done; {stop}", std::process::id());
    let mut watcher = shell(&script);
    watcher.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    watcher.spawn().expect("the shell starts");
}

fn newest_programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?.filter_map(Result::ok);
    let numbered = versions.filter_map(|entry| Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path())));
    let folders = numbered.map(|(version, folder)| (version, folder.join("bin")));
    folders.filter(|(_, folder)| folder.join("initdb").exists()).max().map(|(_, folder)| folder)
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0)
}

fn postgres_user() -> u32 {
    let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let line = users.lines().find_map(|line| line.strip_prefix("postgres:"));
    let number = line.and_then(|rest| rest.split(':').nth(1)?.parse().ok());
    number.expect("the package of PostgreSQL makes a user `postgres`")
}

/// PostgreSQL refuses to run as root.
fn shell(script: &str) -> Command {
    let mut command = Command::new(if is_root() { "su" } else { "sh" });
    if is_root() {
        command.args(["postgres", "-s", "/bin/sh"]);
    }
    command.args(["-c", script]).current_dir("/");
    command
}

fn run(script: &str) {
    let output = shell(script).stdin(Stdio::null()).stdout(Stdio::null()).output().expect("the shell starts");
    assert!(output.status.success(), "`{script}` failed: {}", String::from_utf8_lossy(&output.stderr));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_may_be_named_with_a_database_or_without() {
        for named in ["postgres://postgres@127.0.0.1:5433", "postgres://postgres@127.0.0.1:5433/postgres"] {
            assert_eq!(without_database(named), "postgres://postgres@127.0.0.1:5433");
        }
    }
}
