//! PostgreSQL: a small pool of connections.

use std::{
    collections::HashMap,
    error::Error,
    io::Write,
    sync::{Mutex, PoisonError},
};

use postgres::{
    Client, NoTls, Statement, Transaction,
    fallible_iterator::FallibleIterator,
    types::{IsNull, ToSql, Type, private::BytesMut},
};

use super::{Engine, Tx, sqlite::refuse_nul};
use crate::{Row, StoreError, Value};

pub(super) struct Postgres {
    address: String,
    waiting: Mutex<Vec<Connection>>,
}

struct Connection {
    client: Client,
    statements: HashMap<String, Statement>,
}

/// How a transaction that went well ends.
pub(super) enum End {
    Commit,
    Rollback,
}

impl Postgres {
    pub(super) fn open(address: &str) -> Result<Postgres, StoreError> {
        let postgres = Postgres { address: address.to_owned(), waiting: Mutex::new(Vec::new()) };
        let first = postgres.connect()?;
        postgres.put_back(first);
        Ok(postgres)
    }

    fn connect(&self) -> Result<Connection, StoreError> {
        Ok(Connection { client: Client::connect(&self.address, NoTls)?, statements: HashMap::new() })
    }

    fn put_back(&self, connection: Connection) {
        if !connection.client.is_closed() {
            self.waiting.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        }
    }

    pub(super) fn transact<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&mut dyn Tx) -> Result<T, E>,
        end: End,
    ) -> Result<T, E> {
        let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut connection = match waiting {
            Some(connection) => connection,
            None => self.connect()?,
        };
        let outcome = connection.transact(work, end);
        self.put_back(connection);
        outcome
    }
}

impl Connection {
    fn transact<T, E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&mut dyn Tx) -> Result<T, E>,
        end: End,
    ) -> Result<T, E> {
        let transaction = self.client.transaction().map_err(StoreError::from)?;
        let mut tx = PostgresTx { transaction, statements: &mut self.statements };
        let outcome = work(&mut tx);
        let ended = match (&outcome, end) {
            (Ok(_), End::Commit) => tx.transaction.commit(),
            _ => tx.transaction.rollback(),
        };
        let value = outcome?;
        ended.map_err(StoreError::from)?;
        Ok(value)
    }
}

struct PostgresTx<'a> {
    transaction: Transaction<'a>,
    statements: &'a mut HashMap<String, Statement>,
}

impl PostgresTx<'_> {
    fn statement(&mut self, sql: &str) -> Result<Statement, StoreError> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.transaction.prepare(sql)?;
        self.statements.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

impl ToSql for Value {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(value) if *kind == Type::INT4 => i32::try_from(*value)?.to_sql(kind, out),
            Value::Int(value) => value.to_sql(kind, out),
            Value::Text(value) => value.to_sql(kind, out),
            Value::Bytes(value) => value.to_sql(kind, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    postgres::types::to_sql_checked!();
}

impl Tx for PostgresTx<'_> {
    fn engine(&self) -> Engine {
        Engine::Postgres
    }

    fn exec(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        refuse_nul(values)?;
        if values.is_empty() && sql.contains(';') {
            self.transaction.batch_execute(sql)?;
            return Ok(0);
        }
        let statement = self.statement(sql)?;
        let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as &(dyn ToSql + Sync)).collect();
        Ok(self.transaction.execute(&statement, &values)?)
    }

    fn each(
        &mut self,
        sql: &str,
        values: &[Value],
        row: &mut dyn FnMut(&Row) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let statement = self.statement(sql)?;
        let mut rows = self.transaction.query_raw(&statement, values)?;
        while let Some(found) = rows.next()? {
            row(&owned(&found)?)?;
        }
        Ok(())
    }

    fn bulk(
        &mut self,
        table: &str,
        columns: &[&str],
        rows: &mut dyn Iterator<Item = Vec<Value>>,
    ) -> Result<u64, StoreError> {
        let sql = format!("copy {table} ({}) from stdin", columns.join(", "));
        let mut writer = self.transaction.copy_in(&sql)?;
        let mut line = Vec::new();
        for row in rows {
            refuse_nul(&row)?;
            line.clear();
            for (place, value) in row.iter().enumerate() {
                if place > 0 {
                    line.push(b'\t');
                }
                copied(value, &mut line);
            }
            line.push(b'\n');
            // A failed write comes back, with the server's words, from `finish`.
            if writer.write_all(&line).is_err() {
                break;
            }
        }
        Ok(writer.finish()?)
    }
}

/// Writes `value` in the text form of COPY.
fn copied(value: &Value, line: &mut Vec<u8>) {
    match value {
        Value::Null => line.extend_from_slice(b"\\N"),
        Value::Int(value) => line.extend_from_slice(value.to_string().as_bytes()),
        Value::Text(text) => {
            for byte in text.bytes() {
                match byte {
                    b'\\' => line.extend_from_slice(b"\\\\"),
                    b'\t' => line.extend_from_slice(b"\\t"),
                    b'\n' => line.extend_from_slice(b"\\n"),
                    b'\r' => line.extend_from_slice(b"\\r"),
                    _ => line.push(byte),
                }
            }
        }
        Value::Bytes(bytes) => {
            line.extend_from_slice(b"\\\\x");
            const DIGITS: &[u8; 16] = b"0123456789abcdef";
            for byte in bytes {
                line.push(DIGITS[usize::from(byte >> 4)]);
                line.push(DIGITS[usize::from(byte & 15)]);
            }
        }
    }
}

fn owned(row: &postgres::Row) -> Result<Row, StoreError> {
    let value = |column: usize| -> Result<Value, postgres::Error> {
        let kind = row.columns()[column].type_();
        Ok(match *kind {
            Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(column)?.into(),
            Type::INT4 => row.try_get::<_, Option<i32>>(column)?.map(i64::from).into(),
            Type::INT8 => row.try_get::<_, Option<i64>>(column)?.into(),
            Type::BOOL => row.try_get::<_, Option<bool>>(column)?.into(),
            _ => row.try_get::<_, Option<String>>(column)?.into(),
        })
    };
    let values: Result<Vec<Value>, postgres::Error> = (0..row.len()).map(value).collect();
    Ok(Row(values?))
}
