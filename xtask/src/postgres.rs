//! A PostgreSQL server for the tests: new, on a free port, in a temporary folder, gone afterwards.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use crate::{
    command::{Fault, Temporary, ask, command, run, temporary, which},
    guard::{Server, User, bound, free_port},
    place::Place,
};

/// The user that the Debian package makes, because the server refuses to run as root.
const USER: &str = "postgres";

/// A running server. Dropping it stops it and removes its folder.
#[derive(Debug)]
pub struct Postgres {
    /// What to put into `ROLLBOOK_TEST_POSTGRES`.
    pub address: String,
    // INVARIANT: the server is dropped before its folder; fields drop in this order.
    _server: Server,
    _folder: Temporary,
}

/// The folder of the newest installed server's programs.
pub fn programs(place: &Place) -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path().join("bin"))))
        .filter(|(_, folder)| folder.join("initdb").is_file())
        .max();
    let on_path = || which(place, "initdb").and_then(|file| file.parent().map(Path::to_path_buf));
    newest.map(|(_, folder)| folder).or_else(on_path)
}

/// Starts one.
pub fn start(place: &Place) -> Result<Postgres, Fault> {
    let programs =
        programs(place).ok_or_else(|| Fault::new("no PostgreSQL server found: run `cargo xtask install`"))?;
    let user = if is_root(place)? { User::Named(USER) } else { User::Myself };
    let folder = temporary("postgres")?;
    let data = folder.path().join("data");
    if user == User::Named(USER) {
        let mut chown = command(place, "chown");
        run(chown.arg(USER).arg(folder.path()), "the folder of the test server could not be given to `postgres`")?;
    }
    let mut initdb = bound(place, &programs.join("initdb"), user);
    initdb.args(["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--username=postgres", "-D"]);
    let made = ask(initdb.arg(&data).current_dir("/"))?;
    if !made.succeeded {
        return Err(Fault::new(format!("the test database could not be made: {}", made.printed.trim())));
    }
    let port = free_port()?;
    let log = fs::File::create(folder.path().join("log"))?;
    let mut command = bound(place, &programs.join("postgres"), user);
    command.current_dir("/").arg("-D").arg(&data).arg("-k").arg(folder.path()).args(["-p", &port.to_string()]);
    for setting in ["listen_addresses=127.0.0.1", "max_connections=200", "fsync=off", "full_page_writes=off"] {
        command.args(["-c", setting]);
    }
    // INT is a fast shutdown: it does not wait for clients that are still connected.
    let mut server = Server::start(command.stdout(log.try_clone()?).stderr(log), "INT")?;
    let is_ready = || {
        let mut ask_server = crate::command::command(place, programs.join("pg_isready"));
        let answer = ask(ask_server.args(["-q", "-h", "127.0.0.1", "-p", &port.to_string()]));
        answer.is_ok_and(|ran| ran.succeeded).then_some(())
    };
    if server.wait_for(Duration::from_secs(60), is_ready).is_none() {
        let log = fs::read_to_string(folder.path().join("log")).unwrap_or_default();
        return Err(Fault::new(format!("the test database did not start: {}", log.trim())));
    }
    let address = format!("postgres://postgres@127.0.0.1:{port}/postgres");
    Ok(Postgres { address, _server: server, _folder: folder })
}

/// Whether we run as root.
pub fn is_root(place: &Place) -> Result<bool, Fault> {
    Ok(ask(command(place, "id").arg("-u"))?.printed.trim() == "0")
}

#[cfg(test)]
mod tests {
    use std::net::TcpStream;

    use super::*;

    #[test]
    fn a_server_answers_while_it_is_held_and_is_gone_afterwards() {
        let place = Place::find().unwrap();
        let server = start(&place).map_err(|fault| fault.to_string()).unwrap();
        let folder = server._folder.path().to_path_buf();
        let port = server.address.rsplit(':').next().unwrap().split('/').next().unwrap().to_owned();
        let reaches = || TcpStream::connect(format!("127.0.0.1:{port}")).is_ok();
        assert!(reaches());
        drop(server);
        assert!(!reaches());
        assert!(!folder.exists());
    }
}
