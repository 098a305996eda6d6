//! The connections to the server. A few are enough: whoever finds none free waits for one.

use std::{
    collections::HashMap,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
};

use postgres::{Client, IsolationLevel, NoTls, Statement, Transaction};

use super::{PostgresTx, Purpose, Tx};
use crate::StoreError;

/// How many connections one program opens at the most. A server takes 100 unless told otherwise.
const CONNECTIONS: usize = 24;

pub(in crate::engine) struct Postgres {
    address: String,
    pool: Mutex<Pool>,
    freed: Condvar,
}

#[derive(Default)]
struct Pool {
    waiting: Vec<Connection>,
    lent: usize,
}

struct Connection {
    client: Client,
    statements: HashMap<String, Statement>,
}

/// The right to hold one connection; given back when dropped, also by a panic.
struct Place<'a>(&'a Postgres);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.pool().lent -= 1;
        self.0.freed.notify_one();
    }
}

impl Postgres {
    pub(in crate::engine) fn open(address: &str) -> Result<Postgres, StoreError> {
        let postgres =
            Postgres { address: address.to_owned(), pool: Mutex::new(Pool::default()), freed: Condvar::new() };
        let first = postgres.connect()?;
        postgres.pool().waiting.push(first);
        Ok(postgres)
    }

    fn pool(&self) -> MutexGuard<'_, Pool> {
        self.pool.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn connect(&self) -> Result<Connection, StoreError> {
        Ok(Connection { client: Client::connect(&self.address, NoTls)?, statements: HashMap::new() })
    }

    pub(in crate::engine) fn transact<T, E: From<StoreError>>(
        &self,
        purpose: Purpose,
        work: impl FnOnce(&mut dyn Tx) -> Result<T, E>,
    ) -> Result<T, E> {
        let (place, waiting) = self.place();
        let mut connection = match waiting {
            Some(connection) => connection,
            None => self.connect()?,
        };
        let outcome = match connection.transact(purpose, work) {
            Ok(outcome) => outcome,
            // The server was started again since this connection was last used.
            Err((_, work)) => {
                connection = self.connect()?;
                connection.transact(purpose, work).unwrap_or_else(|(error, _)| Err(error.into()))
            }
        };
        if !connection.client.is_closed() {
            self.pool().waiting.push(connection);
        }
        drop(place);
        outcome
    }

    /// Waits until fewer than [`CONNECTIONS`] are lent.
    fn place(&self) -> (Place<'_>, Option<Connection>) {
        let pool = self.pool();
        let is_full = |pool: &mut Pool| pool.lent >= CONNECTIONS;
        let mut pool = self.freed.wait_while(pool, is_full).unwrap_or_else(PoisonError::into_inner);
        pool.lent += 1;
        let waiting = pool.waiting.pop();
        (Place(self), waiting)
    }
}

impl Connection {
    /// Runs `work` in a transaction, or gives it back when none could be begun.
    fn transact<T, E: From<StoreError>, W: FnOnce(&mut dyn Tx) -> Result<T, E>>(
        &mut self,
        purpose: Purpose,
        work: W,
    ) -> Result<Result<T, E>, (StoreError, W)> {
        let transaction = match begin(&mut self.client, purpose) {
            Ok(transaction) => transaction,
            Err(error) => return Err((error.into(), work)),
        };
        let mut tx = PostgresTx { purpose, transaction, statements: &mut self.statements };
        let outcome = work(&mut tx);
        let ended = match (&outcome, purpose) {
            (Ok(_), Purpose::Write) => tx.transaction.commit(),
            _ => tx.transaction.rollback(),
        };
        // Why the work failed says more than why it could not be undone: the server undoes what is not committed.
        Ok(outcome.and_then(|value| ended.map(|()| value).map_err(|error| StoreError::from(error).into())))
    }
}

/// A reader sees one view from beginning to end. A writer sees what was committed before each statement, so that what it
/// reads after having waited for a lock is what stands.
fn begin(client: &mut Client, purpose: Purpose) -> Result<Transaction<'_>, postgres::Error> {
    let builder = client.build_transaction();
    match purpose {
        Purpose::Read => builder.isolation_level(IsolationLevel::RepeatableRead).read_only(true).start(),
        Purpose::Write => builder.isolation_level(IsolationLevel::ReadCommitted).start(),
    }
}
