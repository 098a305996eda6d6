//! What can go wrong between a question and the database.

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
