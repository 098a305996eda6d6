//! What can go wrong between a question and the database.

use domain::id::SchoolId;

/// Why the store could not answer or save.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The address of the database is not one of ours.
    #[error("`{0}` is not the address of a database: write `sqlite:FILE` or `postgres://USER@HOST/DATABASE`")]
    Address(String),
    /// SQLite refused.
    #[error("the database file could not be used: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// PostgreSQL refused.
    #[error("the database server could not be used: {}", described(.0))]
    Postgres(#[from] postgres::Error),
    /// The changes that shared a commit could not be saved.
    #[error("the change could not be saved: {0}: nothing of it was kept, so do it again")]
    Commit(String),
    /// A backup could not be written.
    #[error("the backup `{path}` could not be written ({why}): name a new file in a folder with room")]
    Backup {
        /// The file.
        path: String,
        /// The system's reason.
        why: String,
    },
    /// A server is not copied file by file.
    #[error("a PostgreSQL database is not copied from here: use `pg_dump`")]
    NoBackup,
    /// There is no such school.
    #[error("there is no school with the number {0}: choose one of the list")]
    NoSchool(SchoolId),
    /// Where a log ends is not on record, so nothing can be put behind it.
    #[error("where the log of proposals ends is not on record: run `rollbook verify`, and restore a backup")]
    NoEnd,
    /// Acts or events of one call belong to one school.
    #[error("acts of school {0} and school {1} came together: append those of each school by themselves")]
    TwoSchools(SchoolId, SchoolId),
    /// An answer is longer than anything that can be true.
    #[error("{what} are more than {limit}: run `rollbook verify`, and tell us when it finds nothing")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// The most that are read.
        limit: usize,
    },
    /// A column holds something that its table never wrote.
    #[error("column {column} holds `{value}`, which is not {expected}: run `rollbook verify`")]
    Column {
        /// The column's place in the question, from 0.
        column: usize,
        /// What it holds.
        value: String,
        /// What it should hold.
        expected: &'static str,
    },
    /// A change touched another number of rows than it should.
    #[error("{what} changed {changed} rows instead of {expected}: nothing was saved")]
    RowsChanged {
        /// What was attempted.
        what: &'static str,
        /// How many rows changed.
        changed: u64,
        /// How many should have.
        expected: u64,
    },
    /// A text holds the character NUL, which PostgreSQL cannot keep.
    #[error("the text `{0}` holds a character that cannot be stored: remove it and save again")]
    Nul(String),
    /// The database was made by a newer version.
    #[error("this database was made by a newer Rollbook (step {found}, this one knows {known}): update the program")]
    Newer {
        /// The last migration in the database.
        found: i64,
        /// The last one this program has.
        known: i64,
    },
    /// The part of the program that writes has stopped.
    #[error("the database has stopped taking changes: restart the program")]
    WriterGone,
}

fn described(error: &postgres::Error) -> String {
    error.as_db_error().map_or_else(|| error.to_string(), |database| database.message().to_owned())
}

/// Refuses unless exactly `expected` rows changed.
pub(crate) fn changed(what: &'static str, expected: u64, changed: u64) -> Result<(), StoreError> {
    if changed == expected { Ok(()) } else { Err(StoreError::RowsChanged { what, changed, expected }) }
}
