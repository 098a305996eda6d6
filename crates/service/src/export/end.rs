//! Where each log of a copy ends, so that none can be cut short.

use std::collections::BTreeMap;

use domain::log::{GENESIS, Hash};
use store::Chained;

use super::{
    ENDS, Fault,
    folder::Files,
    part::{Part, hash, hex},
    table::table,
};

pub(super) const COLUMNS: [&str; 4] = ["urn", "log", "last", "hash"];

/// The number and the hash of the last line of a log.
pub(super) type End = (i64, Hash);

/// The ends of all logs, by school (nothing for none) and log.
pub(super) type Ends = BTreeMap<(String, String), End>;

/// Where a log ends.
pub(super) fn of<T>(log: &[Chained<T>]) -> End {
    log.last().map_or((0, GENESIS), |last| (last.number, last.hash))
}

/// The ends of the logs of a school, as they are read; that of the register stands on record by itself.
pub(super) fn rows(part: &Part, register: End) -> Vec<Vec<String>> {
    let urn = &part.school.urn;
    vec![
        row(urn, "entries", register),
        row(urn, "events", of(&part.events)),
        row(urn, "duties", of(&part.duties)),
        row(urn, "message_log", of(&part.messages.log)),
        row(urn, "admissions", of(&part.admissions)),
        row(urn, "retention", of(&part.retention)),
    ]
}

pub(super) fn row(urn: &str, log: &str, (last, hash): End) -> Vec<String> {
    vec![urn.to_owned(), log.to_owned(), last.to_string(), hex(&hash)]
}

/// The ends that a copy says its logs have.
pub(super) fn read(files: &Files, faults: &mut Vec<Fault>) -> Ends {
    let rows = table((files, ENDS), &COLUMNS, faults, |row| {
        let of = (row.text("urn").to_owned(), row.text("log").to_owned());
        Ok((of, (row.value("last")?, row.read("hash", hash)?)))
    });
    rows.into_iter().collect()
}
