//! PostgreSQL: a small pool of connections.

mod pool;

use std::{collections::HashMap, error::Error, io::Write};

use postgres::{
    Statement, Transaction,
    fallible_iterator::FallibleIterator,
    types::{IsNull, ToSql, Type, private::BytesMut},
};

use super::{Engine, Purpose, Tx};
use crate::{Row, StoreError, Value, row::refuse_nul};

pub(super) use pool::Postgres;

struct PostgresTx<'a> {
    purpose: Purpose,
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

    fn purpose(&self) -> Purpose {
        self.purpose
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
        refuse_nul(values)?;
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
        let Some(first) = rows.next() else { return Ok(0) };
        let second = rows.next();
        if second.is_none() {
            // For one row a prepared statement is quicker than opening a copy.
            let places: Vec<String> = (1..=columns.len()).map(|place| format!("${place}")).collect();
            let sql = format!("insert into {table} ({}) values ({})", columns.join(", "), places.join(", "));
            return self.exec(&sql, &first);
        }
        let sql = format!("copy {table} ({}) from stdin", columns.join(", "));
        let mut writer = self.transaction.copy_in(&sql)?;
        let mut line = Vec::new();
        for row in std::iter::once(first).chain(second).chain(rows) {
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
