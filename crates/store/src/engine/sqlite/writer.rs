//! The one thread that writes: it takes the changes that wait, runs each in a savepoint of its own and commits them
//! together. A caller has its answer only once the commit is on the disk, so many callers share the wait for it.

use std::{
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    sync::mpsc,
    thread,
};

use rusqlite::Connection;

use super::{Purpose, SqliteTx, Tx};
use crate::StoreError;

/// How many waiting changes share one commit at the most.
const CHANGES_A_COMMIT: usize = 256;

/// Gives the waiting caller its answer, once it is known whether the commit reached the disk.
type Deliver = Box<dyn FnOnce(&Result<(), String>) + Send>;
/// Runs a change, or only hears why there is no transaction for it.
type Change = Box<dyn FnOnce(&Result<(), String>, &Connection) -> Deliver + Send>;

pub(super) struct Writer(mpsc::Sender<Change>);

impl Writer {
    /// Starts the thread. It ends when the writer is dropped.
    pub(super) fn start(connection: Connection) -> Result<Writer, StoreError> {
        let (writer, changes) = mpsc::channel::<Change>();
        thread::Builder::new()
            .name(String::from("store-writer"))
            .spawn(move || {
                while let Ok(first) = changes.recv() {
                    commit(&connection, first, &changes);
                }
            })
            .map_err(|_| StoreError::WriterGone)?;
        Ok(Writer(writer))
    }

    pub(super) fn write<T, E>(&self, change: impl FnOnce(&mut dyn Tx) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (answer, waiting) = mpsc::sync_channel::<thread::Result<Result<T, E>>>(1);
        let job: Change = Box::new(move |began, connection| {
            // A panic belongs to the caller, not to the thread that everybody shares.
            let outcome = match began {
                Ok(()) => in_savepoint(connection, change),
                Err(why) => Ok(Err(StoreError::Commit(why.clone()).into())),
            };
            Box::new(move |committed| {
                let failed = |why: &String| Ok(Err(StoreError::Commit(why.clone()).into()));
                // The caller may have gone away; then nobody wants the answer.
                let _ = answer.send(match (outcome, committed) {
                    (Ok(Ok(_)), Err(why)) => failed(why),
                    (outcome, _) => outcome,
                });
            })
        });
        self.0.send(job).map_err(|_| StoreError::WriterGone)?;
        let outcome = waiting.recv().unwrap_or_else(|_| Ok(Err(StoreError::WriterGone.into())));
        outcome.unwrap_or_else(|panic| resume_unwind(panic))
    }
}

/// Runs `first` and what waits behind it in one transaction, and delivers the answers.
fn commit(connection: &Connection, first: Change, changes: &mpsc::Receiver<Change>) {
    let words = |error: rusqlite::Error| error.to_string();
    let began = connection.execute_batch("begin immediate").map_err(words);
    let mut answers = Vec::new();
    let mut next = Some(first);
    while let Some(change) = next {
        answers.push(change(&began, connection));
        // A full disk makes SQLite undo the whole transaction; what came after would be saved piece by piece.
        let goes_on = !connection.is_autocommit() && answers.len() < CHANGES_A_COMMIT;
        next = if goes_on { changes.try_recv().ok() } else { None };
    }
    let committed = began.and_then(|()| connection.execute_batch("commit").map_err(words));
    if committed.is_err() && !connection.is_autocommit() {
        // INVARIANT: the next round begins outside a transaction. When even this fails, its `begin` says so.
        let _ = connection.execute_batch("rollback");
    }
    for deliver in answers {
        deliver(&committed);
    }
}

/// A change that fails is undone alone; those that share its commit stand. The outer `Err` is a panic.
fn in_savepoint<T, E: From<StoreError>>(
    connection: &Connection,
    change: impl FnOnce(&mut dyn Tx) -> Result<T, E>,
) -> thread::Result<Result<T, E>> {
    if let Err(error) = connection.execute_batch("savepoint one_change") {
        return Ok(Err(StoreError::from(error).into()));
    }
    let outcome = catch_unwind(AssertUnwindSafe(|| change(&mut SqliteTx { connection, purpose: Purpose::Write })));
    let is_good = matches!(outcome, Ok(Ok(_)));
    let end = if is_good { "release one_change" } else { "rollback to one_change; release one_change" };
    match connection.execute_batch(end) {
        // When the change failed, its own reason says more than that its savepoint has gone with it.
        Err(error) if is_good => Ok(Err(StoreError::from(error).into())),
        _ => outcome,
    }
}
