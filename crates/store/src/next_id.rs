//! Numbers for new rows: one more than the largest.

use crate::{Engine, StoreError, Tx};

/// Half of the key of the lock; it means nothing and is only the same everywhere.
const LOCK: i64 = 7206;

/// The next number in `table`. Until the transaction ends nobody else is given one.
pub(crate) fn of(tx: &mut dyn Tx, table: &'static str) -> Result<i64, StoreError> {
    if tx.engine() == Engine::Postgres {
        let sql = "select pg_advisory_xact_lock(cast($1 as integer), hashtext($2))::text";
        tx.each(sql, &[LOCK.into(), table.into()], &mut |_| Ok(()))?;
    }
    let sql = format!("select coalesce(max(id), 0) + 1 from {table}");
    Ok(tx.first(&sql, &[], |row| row.int(0))?.unwrap_or(1))
}
