//! Servers of our own: started on a free port, stopped by their process id, whatever happens.

use std::{
    net::{Ipv4Addr, TcpListener},
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use crate::{
    command::{Fault, which},
    place::Place,
};

/// How long a server may take to stop before it is killed.
const PATIENCE: Duration = Duration::from_secs(10);

/// How often we look whether something has happened.
const GLANCE: Duration = Duration::from_millis(50);

/// A running server. Dropping it stops it.
#[derive(Debug)]
pub struct Server {
    child: Child,
    signal: &'static str,
}

/// As whom a server runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum User<'a> {
    /// As whoever runs the chore.
    Myself,
    /// As this user of the machine.
    Named(&'a str),
}

/// A command that also stops when we are killed ourselves, where the machine can promise that.
pub fn bound(place: &Place, program: &std::path::Path, user: User) -> Command {
    let mut command = match which(place, "setpriv") {
        Some(setpriv) => {
            let mut command = crate::command::command(place, setpriv);
            command.arg("--pdeathsig=TERM");
            if let User::Named(name) = user {
                command.args([&format!("--reuid={name}"), &format!("--regid={name}"), "--clear-groups"]);
            }
            command.arg(program);
            command
        }
        None => crate::command::command(place, program),
    };
    command.stdin(Stdio::null());
    command
}

impl Server {
    /// Starts it. `signal` is what asks it to stop, such as `TERM`.
    pub fn start(command: &mut Command, signal: &'static str) -> Result<Server, Fault> {
        let program = command.get_program().display().to_string();
        let child = command.spawn().map_err(|error| Fault::new(format!("`{program}` cannot be started: {error}")))?;
        Ok(Server { child, signal })
    }

    /// Waits until `ready` has an answer; nothing if the server stops first or `limit` passes.
    pub fn wait_for<T>(&mut self, limit: Duration, mut ready: impl FnMut() -> Option<T>) -> Option<T> {
        let start = Instant::now();
        loop {
            if let Some(answer) = ready() {
                return Some(answer);
            }
            if start.elapsed() > limit || !matches!(self.child.try_wait(), Ok(None)) {
                return None;
            }
            sleep(GLANCE);
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Ok(Some(_)) = self.child.try_wait() {
            return;
        }
        let id = self.child.id().to_string();
        if Command::new("kill").args(["-s", self.signal, &id]).status().is_ok() {
            self.wait_for(PATIENCE, || None::<()>);
        }
        if matches!(self.child.try_wait(), Ok(None)) {
            // Nothing more can be done about a process that does not even die.
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// A port that nobody listens on just now.
pub fn free_port() -> Result<u16, Fault> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dropped_server_is_gone() {
        let server = Server::start(Command::new("sleep").arg("60"), "TERM").unwrap();
        let id = server.child.id();
        drop(server);
        let alive = Command::new("kill").args(["-0", &id.to_string()]).stderr(Stdio::null()).status().unwrap();
        assert!(!alive.success());
    }

    #[test]
    fn waiting_ends_when_the_server_stops_by_itself() {
        let mut server = Server::start(&mut Command::new("true"), "TERM").unwrap();
        assert_eq!(server.wait_for(Duration::from_secs(60), || None::<()>), None);
    }
}
