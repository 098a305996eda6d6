//! Databases for tests: a real SQLite file and a real PostgreSQL server, each empty and each test's own.

mod server;

use std::{
    env, fs,
    path::PathBuf,
    sync::atomic::{AtomicU64, Ordering},
};

use postgres::{Client, NoTls};

use crate::{Engine, Store};

pub use server::{SERVER, start as start_server};

/// An empty database, gone when this is dropped.
#[derive(Debug)]
pub struct Database {
    address: String,
    folder: Option<PathBuf>,
}

impl Database {
    /// Makes one.
    ///
    /// # Panics
    /// When the engine cannot be had: install PostgreSQL, or name a running server in [`SERVER`].
    pub fn new(engine: Engine) -> Database {
        match engine {
            Engine::Sqlite => {
                let folder = scratch("sqlite");
                fs::create_dir_all(&folder).expect("the temporary folder can be written");
                Database { address: format!("sqlite:{}", folder.join("test.db").display()), folder: Some(folder) }
            }
            Engine::Postgres => Database::on(server::address()),
        }
    }

    /// Makes one on a running PostgreSQL server, `postgres://USER@HOST:PORT`.
    ///
    /// # Panics
    /// When the server does not answer or does not let us make databases.
    pub fn on(server: &str) -> Database {
        Database { address: made_on(server), folder: None }
    }

    /// What [`Store::open`] takes.
    pub fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // What stays behind does no harm: the folder is temporary and so is the server.
        if let Some(folder) = &self.folder {
            let _ = fs::remove_dir_all(folder);
        } else if let Some((server, name)) = self.address.rsplit_once('/')
            && let Ok(mut client) = Client::connect(&format!("{server}/postgres"), NoTls)
        {
            let _ = client.batch_execute(&format!("drop database if exists {name} with (force)"));
        }
    }
}

/// Runs `test` on an empty database of each engine.
///
/// # Panics
/// When an engine cannot be had: install PostgreSQL, or name a running server in [`SERVER`].
pub fn on_both(test: impl Fn(&Store)) {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let database = Database::new(engine);
        let store = Store::open(database.address()).expect("an empty database opens");
        test(&store);
        drop(store);
    }
}

/// The address of a new, empty PostgreSQL database, which stays as long as its server.
///
/// # Panics
/// When no server can be had.
pub fn postgres_database() -> String {
    made_on(server::address())
}

fn made_on(server: &str) -> String {
    let name = unique("rollbook_test");
    let mut client = Client::connect(&format!("{server}/postgres"), NoTls).expect("the test server answers");
    client
        .batch_execute(&format!("create database {name} encoding 'UTF8' template template0"))
        .expect("it makes databases");
    format!("{server}/{name}")
}

fn unique(prefix: &str) -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_nanos());
    format!("{prefix}_{}_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed), now % 1_000_000_000)
}

fn scratch(prefix: &str) -> PathBuf {
    env::temp_dir().join(unique(&format!("rollbook_{prefix}")))
}
