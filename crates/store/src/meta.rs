//! Small facts about the database itself.

use crate::{StoreError, Tx, error::changed};

/// The text kept under `key`.
pub fn find(tx: &mut dyn Tx, key: &str) -> Result<Option<String>, StoreError> {
    tx.first("select value from meta where key = $1", &[key.into()], |row| row.text(0))
}

/// Keeps `text` under `key`.
pub fn set(tx: &mut dyn Tx, key: &str, text: &str) -> Result<(), StoreError> {
    let sql = "insert into meta (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value";
    changed("keeping a setting", 1, tx.exec(sql, &[key.into(), text.into()])?)
}
