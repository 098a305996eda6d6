//! The calendar of a school.

use domain::{
    calendar::{Calendar, Closure, ClosureKind, Term},
    id::SchoolId,
};

use crate::{StoreError, Tx, error::changed};

const KINDS: [(ClosureKind, &str); 5] = [
    (ClosureKind::Holiday, "holiday"),
    (ClosureKind::BankHoliday, "bank holiday"),
    (ClosureKind::TrainingDay, "training day"),
    (ClosureKind::Planned, "planned"),
    (ClosureKind::Sudden, "sudden"),
];

/// The word by which a kind of closure is kept.
pub fn kind_word(kind: ClosureKind) -> &'static str {
    KINDS.iter().find(|(known, _)| *known == kind).map_or("planned", |&(_, word)| word)
}

/// Reads [`kind_word`].
pub fn kind_of(word: &str) -> Option<ClosureKind> {
    KINDS.iter().find(|(_, known)| *known == word).map(|&(kind, _)| kind)
}

/// Adds the terms and closures of `calendar`.
pub fn add(tx: &mut dyn Tx, school: SchoolId, calendar: &Calendar) -> Result<(), StoreError> {
    for term in calendar.terms() {
        let sql = "insert into terms (school_id, first_day, last_day, name) values ($1, $2, $3, $4)";
        let values = [school.0.into(), term.first.into(), term.last.into(), (&term.name).into()];
        changed("adding a term", 1, tx.exec(sql, &values)?)?;
    }
    for closure in calendar.closures() {
        add_closure(tx, school, closure)?;
    }
    Ok(())
}

/// Puts `calendar` in the place of the terms and closures that `school` has.
pub fn replace(tx: &mut dyn Tx, school: SchoolId, calendar: &Calendar) -> Result<(), StoreError> {
    tx.exec("delete from terms where school_id = $1", &[school.0.into()])?;
    tx.exec("delete from closures where school_id = $1", &[school.0.into()])?;
    add(tx, school, calendar)
}

/// Adds a closure.
pub fn add_closure(tx: &mut dyn Tx, school: SchoolId, closure: &Closure) -> Result<(), StoreError> {
    let kind = kind_word(closure.kind);
    let sql = "insert into closures (school_id, first_day, last_day, kind, label) values ($1, $2, $3, $4, $5)";
    let values = [school.0.into(), closure.first.into(), closure.last.into(), kind.into(), (&closure.label).into()];
    changed("adding a closure", 1, tx.exec(sql, &values)?)
}

/// The calendar of `school`.
pub fn find(tx: &mut dyn Tx, school: SchoolId) -> Result<Calendar, StoreError> {
    let sql = "select name, first_day, last_day from terms where school_id = $1 order by first_day limit 1000";
    let terms = tx.list(sql, &[school.0.into()], |row| {
        Ok(Term { name: row.text(0)?, first: row.date(1)?, last: row.date(2)? })
    })?;
    let sql =
        "select first_day, last_day, kind, label from closures where school_id = $1 order by first_day limit 5000";
    let closures = tx.list(sql, &[school.0.into()], |row| {
        Ok(Closure {
            first: row.date(0)?,
            last: row.date(1)?,
            kind: row.parsed(2, "a kind of closure", kind_of)?,
            label: row.text(3)?,
        })
    })?;
    Ok(Calendar::new(terms, closures))
}
