//! Migrations: numbered, forward only, never edited once released.

use crate::{Engine, StoreError, Tx, message, proposal};

struct Migration {
    number: i64,
    both: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

const MIGRATIONS: &[Migration] = &[
    Migration {
        number: 1,
        both: include_str!("../migrations/0001_first.sql"),
        sqlite: include_str!("../migrations/0001_append_only.sqlite.sql"),
        postgres: include_str!("../migrations/0001_append_only.postgres.sql"),
    },
    Migration { number: 2, both: include_str!("../migrations/0002_school_address.sql"), sqlite: "", postgres: "" },
    Migration { number: 3, both: include_str!("../migrations/0003_imports.sql"), sqlite: "", postgres: "" },
    Migration {
        number: 4,
        both: include_str!("../migrations/0004_school_events.sql"),
        sqlite: include_str!("../migrations/0004_school_events.sqlite.sql"),
        postgres: include_str!("../migrations/0004_school_events.postgres.sql"),
    },
    Migration {
        number: 5,
        both: include_str!("../migrations/0005_proposals.sql"),
        sqlite: include_str!("../migrations/0005_proposals.sqlite.sql"),
        postgres: include_str!("../migrations/0005_proposals.postgres.sql"),
    },
    Migration { number: 6, both: include_str!("../migrations/0006_contact_email.sql"), sqlite: "", postgres: "" },
    Migration {
        number: 7,
        both: include_str!("../migrations/0007_messages.sql"),
        sqlite: include_str!("../migrations/0007_messages.sqlite.sql"),
        postgres: include_str!("../migrations/0007_messages.postgres.sql"),
    },
    Migration {
        number: 8,
        both: include_str!("../migrations/0008_chains.sql"),
        sqlite: include_str!("../migrations/0008_chains.sqlite.sql"),
        postgres: include_str!("../migrations/0008_chains.postgres.sql"),
    },
    Migration {
        number: 9,
        both: include_str!("../migrations/0009_admissions.sql"),
        sqlite: include_str!("../migrations/0009_admissions.sqlite.sql"),
        postgres: include_str!("../migrations/0009_admissions.postgres.sql"),
    },
    Migration {
        number: 10,
        both: include_str!("../migrations/0010_attendance_register.sql"),
        sqlite: include_str!("../migrations/0010_attendance_register.sqlite.sql"),
        postgres: include_str!("../migrations/0010_attendance_register.postgres.sql"),
    },
    Migration {
        number: 11,
        both: include_str!("../migrations/0011_submissions.sql"),
        sqlite: include_str!("../migrations/0011_submissions.sqlite.sql"),
        postgres: include_str!("../migrations/0011_submissions.postgres.sql"),
    },
    Migration {
        number: 12,
        both: include_str!("../migrations/0012_evidence.sql"),
        sqlite: include_str!("../migrations/0012_evidence.sqlite.sql"),
        postgres: include_str!("../migrations/0012_evidence.postgres.sql"),
    },
    Migration {
        number: 13,
        both: include_str!("../migrations/0013_authority_events.sql"),
        sqlite: include_str!("../migrations/0013_authority_events.sqlite.sql"),
        postgres: include_str!("../migrations/0013_authority_events.postgres.sql"),
    },
    Migration {
        number: 14,
        both: include_str!("../migrations/0014_retention.sql"),
        sqlite: include_str!("../migrations/0014_retention.sqlite.sql"),
        postgres: include_str!("../migrations/0014_retention.postgres.sql"),
    },
    Migration { number: 15, both: include_str!("../migrations/0015_posts.sql"), sqlite: "", postgres: "" },
];

/// The migration that chains what was kept before without a chain.
const CHAINS: i64 = 8;

/// Brings the tables up to date.
pub(crate) fn run(tx: &mut dyn Tx) -> Result<(), StoreError> {
    run_to(tx, i64::MAX)
}

/// Brings the tables up to `step` and no further.
pub(crate) fn run_to(tx: &mut dyn Tx, step: i64) -> Result<(), StoreError> {
    if tx.engine() == Engine::Postgres {
        // Two servers that start at once take turns. The number means nothing; it is only the same everywhere.
        tx.each("select pg_advisory_xact_lock(7205)::text", &[], &mut |_| Ok(()))?;
    }
    tx.exec("create table if not exists migrations (number bigint primary key)", &[])?;
    let found = tx.first("select coalesce(max(number), 0) from migrations", &[], |row| row.int(0))?.unwrap_or(0);
    let known = MIGRATIONS.last().map_or(0, |last| last.number);
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    for migration in MIGRATIONS.iter().filter(|migration| (found + 1..=step).contains(&migration.number)) {
        match tx.engine() {
            Engine::Sqlite => {
                tx.exec(migration.both, &[])?;
                own(tx, migration.sqlite)?;
            }
            Engine::Postgres => {
                tx.exec(&for_postgres(migration.both), &[])?;
                own(tx, migration.postgres)?;
            }
        }
        fill(tx, migration.number)?;
        tx.exec("insert into migrations (number) values ($1)", &[migration.number.into()])?;
    }
    Ok(())
}

/// What a migration needs beyond SQL, which cannot hash.
fn fill(tx: &mut dyn Tx, number: i64) -> Result<(), StoreError> {
    if number == CHAINS {
        proposal::carry_over(tx)?;
        message::carry_over(tx)?;
    }
    Ok(())
}

/// What only one of the engines needs.
fn own(tx: &mut dyn Tx, sql: &str) -> Result<(), StoreError> {
    if sql.is_empty() { Ok(()) } else { tx.exec(sql, &[]).map(drop) }
}

/// The same tables in the types of PostgreSQL. Texts are compared byte by byte, as SQLite does, whatever the language of
/// the server: dates and times are texts, and a list has the same order on both engines.
fn for_postgres(sql: &str) -> String {
    let lines = sql.lines().map(|line| match line.split_whitespace().nth(1).map(|word| word.trim_end_matches(',')) {
        Some("text") => line.replacen(" text", " text collate \"C\"", 1),
        Some("blob") => line.replacen(" blob", " bytea", 1),
        _ => line.to_owned(),
    });
    lines.collect::<Vec<String>>().join("\n")
}
