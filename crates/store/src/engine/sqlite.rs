//! SQLite: one thread writes, with several changes to a commit; readers have connections of their own.

mod writer;

use std::{
    fs,
    path::Path,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, types::ValueRef};

use super::{Engine, Purpose, Tx};
use crate::{Row, StoreError, Value, row::refuse_nul};

/// How many connections wait for the next reader; more are opened when needed and closed afterwards.
const WAITING_READERS: usize = 8;

pub(super) struct Sqlite {
    path: String,
    readers: Mutex<Vec<Connection>>,
    writer: writer::Writer,
}

impl Sqlite {
    pub(super) fn open(path: &str) -> Result<Sqlite, StoreError> {
        let writer = writer::Writer::start(connect(path, Purpose::Write)?)?;
        Ok(Sqlite { path: path.to_owned(), readers: Mutex::new(Vec::new()), writer })
    }

    pub(super) fn read<T, E: From<StoreError>>(&self, ask: impl FnOnce(&mut dyn Tx) -> Result<T, E>) -> Result<T, E> {
        let waiting = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match waiting {
            Some(connection) => connection,
            None => connect(&self.path, Purpose::Read)?,
        };
        connection.execute_batch("begin deferred").map_err(StoreError::from)?;
        let answer = ask(&mut SqliteTx { connection: &connection, purpose: Purpose::Read });
        connection.execute_batch("rollback").map_err(StoreError::from)?;
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if readers.len() < WAITING_READERS {
            readers.push(connection);
        }
        answer
    }

    pub(super) fn write<T, E>(&self, change: impl FnOnce(&mut dyn Tx) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.writer.write(change)
    }

    pub(super) fn backup_to(&self, path: &str) -> Result<(), StoreError> {
        let refused = |error: std::io::Error| StoreError::Backup { path: path.to_owned(), why: error.to_string() };
        if Path::new(path).exists() {
            return Err(refused(std::io::ErrorKind::AlreadyExists.into()));
        }
        let unfinished = format!("{path}.unfinished");
        let _ = fs::remove_file(&unfinished);
        connect(&self.path, Purpose::Write)?.execute("vacuum into ?1", [&unfinished])?;
        // SQLite leaves the copy in the system's memory.
        fs::File::open(&unfinished).and_then(|file| file.sync_all()).map_err(refused)?;
        fs::rename(&unfinished, path).map_err(refused)
    }
}

fn connect(path: &str, purpose: Purpose) -> Result<Connection, StoreError> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.execute_batch("pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;")?;
    // Kibibytes, by SQLite's own odd sign. Readers are many and share the system's cache of the file.
    let cache = match purpose {
        Purpose::Write => "pragma cache_size = -65536;",
        Purpose::Read => "pragma cache_size = -8192; pragma query_only = on;",
    };
    connection.execute_batch(cache)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(connection)
}

struct SqliteTx<'a> {
    connection: &'a Connection,
    purpose: Purpose,
}

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        let value = match self {
            Value::Null => ValueRef::Null,
            Value::Int(value) => ValueRef::Integer(*value),
            Value::Text(value) => ValueRef::Text(value.as_bytes()),
            Value::Bytes(value) => ValueRef::Blob(value),
        };
        Ok(rusqlite::types::ToSqlOutput::Borrowed(value))
    }
}

impl Tx for SqliteTx<'_> {
    fn engine(&self) -> Engine {
        Engine::Sqlite
    }

    fn purpose(&self) -> Purpose {
        self.purpose
    }

    fn exec(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        refuse_nul(values)?;
        let sql = numbered(sql);
        if values.is_empty() && sql.contains(';') {
            self.connection.execute_batch(&sql)?;
            return Ok(0);
        }
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement.execute(rusqlite::params_from_iter(values))? as u64)
    }

    fn each(
        &mut self,
        sql: &str,
        values: &[Value],
        row: &mut dyn FnMut(&Row) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        refuse_nul(values)?;
        let mut statement = self.connection.prepare_cached(&numbered(sql))?;
        let columns = statement.column_count();
        let mut rows = statement.query(rusqlite::params_from_iter(values))?;
        while let Some(found) = rows.next()? {
            let values: Result<Vec<Value>, rusqlite::Error> =
                (0..columns).map(|column| found.get_ref(column).map(owned)).collect();
            row(&Row(values?))?;
        }
        Ok(())
    }

    fn bulk(
        &mut self,
        table: &str,
        columns: &[&str],
        rows: &mut dyn Iterator<Item = Vec<Value>>,
    ) -> Result<u64, StoreError> {
        let places: Vec<String> = (1..=columns.len()).map(|place| format!("?{place}")).collect();
        let sql = format!("insert into {table} ({}) values ({})", columns.join(", "), places.join(", "));
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut count = 0;
        for row in rows {
            refuse_nul(&row)?;
            statement.execute(rusqlite::params_from_iter(row))?;
            count += 1;
        }
        Ok(count)
    }
}

/// SQLite numbers `$1` by its first use; `?1` is number 1 wherever it stands.
fn numbered(sql: &str) -> String {
    sql.replace('$', "?")
}

fn owned(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(value) => Value::Int(value),
        ValueRef::Real(value) => Value::Text(value.to_string()),
        ValueRef::Text(value) => Value::Text(String::from_utf8_lossy(value).into_owned()),
        ValueRef::Blob(value) => Value::Bytes(value.to_vec()),
    }
}
