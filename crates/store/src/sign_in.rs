//! Sign-ins, kept on this side, and attempts to sign in, counted.

use std::collections::HashMap;

use domain::id::PersonId;
use jiff::Timestamp;

use crate::{StoreError, Tx, error::changed};

/// One sign-in of somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    /// The hash of what the browser holds.
    pub token_hash: [u8; 32],
    /// Who.
    pub person: PersonId,
    /// What every form has to carry.
    pub csrf: String,
    /// Since when.
    pub created_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
}

/// Keeps a sign-in.
pub fn add(tx: &mut dyn Tx, sign_in: &SignIn) -> Result<(), StoreError> {
    let sql = "insert into sign_ins (token_hash, person_id, csrf, created_at, expires_at) values ($1, $2, $3, $4, $5)";
    let values = [
        sign_in.token_hash.into(),
        sign_in.person.0.into(),
        (&sign_in.csrf).into(),
        sign_in.created_at.into(),
        sign_in.expires_at.into(),
    ];
    changed("signing in", 1, tx.exec(sql, &values)?)
}

/// The sign-in that is still good at `now`.
pub fn find(tx: &mut dyn Tx, token_hash: [u8; 32], now: Timestamp) -> Result<Option<SignIn>, StoreError> {
    let sql = "select person_id, csrf, created_at, expires_at from sign_ins where token_hash = $1 and expires_at > $2";
    tx.first(sql, &[token_hash.into(), now.into()], |row| {
        Ok(SignIn {
            token_hash,
            person: PersonId(row.int(0)?),
            csrf: row.text(1)?,
            created_at: row.at(2)?,
            expires_at: row.at(3)?,
        })
    })
}

/// Since when everybody is signed in who still is at `now`: their latest sign-in.
pub fn since(tx: &mut dyn Tx, now: Timestamp) -> Result<HashMap<PersonId, Timestamp>, StoreError> {
    let sql = "select person_id, max(created_at) from sign_ins where expires_at > $1 group by person_id limit 50000";
    let since = tx.list(sql, &[now.into()], |row| Ok((PersonId(row.int(0)?), row.at(1)?)))?;
    Ok(since.into_iter().collect())
}

/// Ends a sign-in. Ending one that has gone already is no fault.
pub fn end(tx: &mut dyn Tx, token_hash: [u8; 32]) -> Result<(), StoreError> {
    tx.exec("delete from sign_ins where token_hash = $1", &[token_hash.into()])?;
    Ok(())
}

/// Ends every sign-in of somebody: after a new password, or when they have left.
pub fn end_all(tx: &mut dyn Tx, person: PersonId) -> Result<u64, StoreError> {
    tx.exec("delete from sign_ins where person_id = $1", &[person.0.into()])
}

/// Ends every sign-in that is no longer good at `now`, and forgets attempts made before `since`.
pub fn tidy(tx: &mut dyn Tx, now: Timestamp, since: Timestamp) -> Result<(), StoreError> {
    tx.exec("delete from sign_ins where expires_at <= $1", &[now.into()])?;
    tx.exec("delete from sign_in_attempts where at < $1", &[since.into()])?;
    Ok(())
}

/// Counts a failed attempt under `key`.
pub fn add_attempt(tx: &mut dyn Tx, key: &str, at: Timestamp) -> Result<(), StoreError> {
    let sql = "insert into sign_in_attempts (key, at) values ($1, $2)";
    changed("counting an attempt", 1, tx.exec(sql, &[key.into(), at.into()])?)
}

/// How many attempts failed under `key` since then.
pub fn attempts(tx: &mut dyn Tx, key: &str, since: Timestamp) -> Result<i64, StoreError> {
    let sql = "select count(*) from sign_in_attempts where key = $1 and at >= $2";
    Ok(tx.first(sql, &[key.into(), since.into()], |row| row.int(0))?.unwrap_or(0))
}

/// The keys under which at least `least` attempts failed since then.
pub fn often_tried(tx: &mut dyn Tx, since: Timestamp, least: i64) -> Result<Vec<String>, StoreError> {
    let sql =
        "select key from sign_in_attempts where at >= $1 group by key having count(*) >= $2 order by key limit 5000";
    tx.list(sql, &[since.into(), least.into()], |row| row.text(0))
}
