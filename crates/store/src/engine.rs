//! The two engines behind one face.

mod postgresql;
mod sqlite;

use crate::{Row, StoreError, Value, migrate};

/// Which database engine answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// An embedded file.
    Sqlite,
    /// A server.
    Postgres,
}

/// What a transaction is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// It sees one unchanging view and can change nothing.
    Read,
    /// It changes something.
    Write,
}

/// One transaction. Statements use `$1`, `$2`, … in the order of first use. After a statement has failed, let the
/// transaction fail: SQLite would take more statements, PostgreSQL does not.
pub trait Tx {
    /// Which engine it runs on.
    fn engine(&self) -> Engine;

    /// What it is for.
    fn purpose(&self) -> Purpose;

    /// Changes something, and says how many rows changed.
    fn exec(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError>;

    /// Asks something, and gives `row` each row of the answer.
    fn each(
        &mut self,
        sql: &str,
        values: &[Value],
        row: &mut dyn FnMut(&Row) -> Result<(), StoreError>,
    ) -> Result<(), StoreError>;

    /// Adds many rows to `table`.
    fn bulk(
        &mut self,
        table: &str,
        columns: &[&str],
        rows: &mut dyn Iterator<Item = Vec<Value>>,
    ) -> Result<u64, StoreError>;
}

impl dyn Tx + '_ {
    /// Every row of the answer, read by `read`.
    pub fn list<T>(
        &mut self,
        sql: &str,
        values: &[Value],
        read: impl Fn(&Row) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut list = Vec::new();
        self.each(sql, values, &mut |row| {
            list.push(read(row)?);
            Ok(())
        })?;
        Ok(list)
    }

    /// The first row of the answer, if there is one, read by `read`.
    pub fn first<T>(
        &mut self,
        sql: &str,
        values: &[Value],
        read: impl Fn(&Row) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        Ok(self.list(sql, values, read)?.into_iter().next())
    }
}

/// A database. Share it by reference; every method may be called from any thread that may wait for the disk. Do not call
/// it inside one of its own closures.
pub struct Store(Inner);

enum Inner {
    Sqlite(sqlite::Sqlite),
    Postgres(postgresql::Postgres),
}

impl Store {
    /// Opens the database at `address` (`sqlite:FILE` or `postgres://USER@HOST/DATABASE`), making or updating its tables.
    pub fn open(address: &str) -> Result<Store, StoreError> {
        let store = Store::connect(address)?;
        store.write(migrate::run)?;
        Ok(store)
    }

    /// Opens a database as a program of an earlier step left it, so that a test can see what a later one makes of it.
    #[cfg(feature = "testing")]
    pub fn open_at_step(address: &str, step: i64) -> Result<Store, StoreError> {
        let store = Store::connect(address)?;
        store.write(move |tx| migrate::run_to(tx, step))?;
        Ok(store)
    }

    fn connect(address: &str) -> Result<Store, StoreError> {
        let unknown = || StoreError::Address(address.to_owned());
        let inner = if let Some(path) = address.strip_prefix("sqlite:") {
            // Each connection of ours would get a memory of its own.
            if path.is_empty() || path.contains(":memory:") {
                return Err(unknown());
            }
            Inner::Sqlite(sqlite::Sqlite::open(path)?)
        } else if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            Inner::Postgres(postgresql::Postgres::open(address)?)
        } else {
            return Err(unknown());
        };
        Ok(Store(inner))
    }

    /// Which engine it is.
    pub fn engine(&self) -> Engine {
        match self.0 {
            Inner::Sqlite(_) => Engine::Sqlite,
            Inner::Postgres(_) => Engine::Postgres,
        }
    }

    /// Runs `ask` on one unchanging view of the database.
    pub fn read<T, E: From<StoreError>>(&self, ask: impl FnOnce(&mut dyn Tx) -> Result<T, E>) -> Result<T, E> {
        match &self.0 {
            Inner::Sqlite(sqlite) => sqlite.read(ask),
            Inner::Postgres(postgres) => postgres.transact(Purpose::Read, ask),
        }
    }

    /// Runs `change` in one transaction. It is on the disk when this returns `Ok`, and has left no trace when it returns
    /// `Err`.
    pub fn write<T, E>(&self, change: impl FnOnce(&mut dyn Tx) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        match &self.0 {
            Inner::Sqlite(sqlite) => sqlite.write(change),
            Inner::Postgres(postgres) => postgres.transact(Purpose::Write, change),
        }
    }

    /// Copies an SQLite database to the new file `path` while it is in use. The copy is complete and on the disk when
    /// this returns `Ok`. A PostgreSQL server has its own tools for it.
    pub fn backup_to(&self, path: &str) -> Result<(), StoreError> {
        match &self.0 {
            Inner::Sqlite(sqlite) => sqlite.backup_to(path),
            Inner::Postgres(_) => Err(StoreError::NoBackup),
        }
    }
}
