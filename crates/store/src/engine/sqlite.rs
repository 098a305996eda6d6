//! SQLite: one thread writes, with several changes to a commit; readers have connections of their own.

use std::{
    sync::{Mutex, PoisonError, mpsc},
    thread,
    time::Duration,
};

use rusqlite::{Connection, types::ValueRef};

use super::{Engine, Tx};
use crate::{Row, StoreError, Value};

/// How many waiting changes share one commit.
const CHANGES_A_COMMIT: usize = 64;

/// Gives the waiting caller its answer, once it is known whether the commit reached the disk.
type Deliver = Box<dyn FnOnce(Result<(), StoreError>) + Send>;
type Change = Box<dyn FnOnce(&mut SqliteTx) -> Deliver + Send>;

pub(super) struct Sqlite {
    path: String,
    readers: Mutex<Vec<Connection>>,
    writer: mpsc::Sender<Change>,
}

impl Sqlite {
    pub(super) fn open(path: &str) -> Result<Sqlite, StoreError> {
        let connection = connect(path)?;
        let (writer, changes) = mpsc::channel::<Change>();
        thread::Builder::new()
            .name(String::from("store-writer"))
            .spawn(move || write_all(&connection, &changes))
            .map_err(|_| StoreError::WriterGone)?;
        Ok(Sqlite { path: path.to_owned(), readers: Mutex::new(Vec::new()), writer })
    }

    pub(super) fn read<T, E: From<StoreError>>(
        &self,
        ask: impl FnOnce(&mut dyn Tx) -> Result<T, E>,
    ) -> Result<T, E> {
        let waiting = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match waiting {
            Some(connection) => connection,
            None => connect(&self.path)?,
        };
        connection.execute_batch("begin deferred").map_err(StoreError::from)?;
        let answer = ask(&mut SqliteTx { connection: &connection });
        connection.execute_batch("rollback").map_err(StoreError::from)?;
        self.readers.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        answer
    }

    pub(super) fn write<T, E>(&self, change: impl FnOnce(&mut dyn Tx) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (answer, waiting) = mpsc::sync_channel::<Result<T, E>>(1);
        let job: Change = Box::new(move |tx| {
            let outcome = in_savepoint(tx, change);
            Box::new(move |committed| {
                // The caller may have gone away; then nobody wants the answer.
                let _ = answer.send(outcome.and_then(|value| committed.map(|()| value).map_err(E::from)));
            })
        });
        self.writer.send(job).map_err(|_| StoreError::WriterGone)?;
        waiting.recv().unwrap_or_else(|_| Err(StoreError::WriterGone.into()))
    }

    pub(super) fn backup_to(&self, path: &str) -> Result<(), StoreError> {
        let connection = connect(&self.path)?;
        connection.execute("vacuum into ?1", [path])?;
        Ok(())
    }
}

fn connect(path: &str) -> Result<Connection, StoreError> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.execute_batch(
        "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma cache_size = -65536;",
    )?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(connection)
}

/// A change that fails is undone alone; those that share its commit stand.
fn in_savepoint<T, E: From<StoreError>>(
    tx: &mut SqliteTx,
    change: impl FnOnce(&mut dyn Tx) -> Result<T, E>,
) -> Result<T, E> {
    tx.connection.execute_batch("savepoint one_change").map_err(StoreError::from)?;
    let outcome = change(tx);
    let end = if outcome.is_ok() { "release one_change" } else { "rollback to one_change; release one_change" };
    tx.connection.execute_batch(end).map_err(StoreError::from)?;
    outcome
}

fn write_all(connection: &Connection, changes: &mpsc::Receiver<Change>) {
    while let Ok(first) = changes.recv() {
        let mut delivered = Vec::new();
        let began = connection.execute_batch("begin immediate");
        let mut tx = SqliteTx { connection };
        let mut next = Some(first);
        while let Some(change) = next {
            delivered.push(change(&mut tx));
            next = if delivered.len() < CHANGES_A_COMMIT { changes.try_recv().ok() } else { None };
        }
        let committed = began.and_then(|()| connection.execute_batch("commit"));
        if committed.is_err() {
            // Nothing to save any more: either it never began or the commit failed.
            let _ = connection.execute_batch("rollback");
        }
        let words = committed.map_err(|error| error.to_string());
        for deliver in delivered {
            deliver(words.clone().map_err(|words| {
                StoreError::Sqlite(rusqlite::Error::ToSqlConversionFailure(words.into()))
            }));
        }
    }
}

struct SqliteTx<'a> {
    connection: &'a Connection,
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

pub(super) fn refuse_nul(values: &[Value]) -> Result<(), StoreError> {
    for value in values {
        if let Value::Text(text) = value
            && text.contains('\0')
        {
            return Err(StoreError::Nul(text.replace('\0', "␀")));
        }
    }
    Ok(())
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
