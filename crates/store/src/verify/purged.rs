//! What purges removed, in words.

use std::{collections::BTreeMap, fmt};

use domain::{
    clock,
    retention::{Event, Happened, Kind, State, purges},
};

/// A purge that ran.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purged {
    /// The number of its proposal in the retention log.
    pub number: i64,
    /// The day on which it ran.
    pub day: domain::Date,
    /// Who approved it: name and position.
    pub approved: String,
    /// How many records of each kind it emptied, or made shorter.
    pub records: Vec<(Kind, u64)>,
}

impl fmt::Display for Purged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let records: Vec<String> =
            self.records.iter().map(|(kind, count)| format!("{count} of {}", kind.words())).collect();
        write!(
            f,
            "purged on {} as approved by {} under entry {} of the retention log: {}",
            self.day,
            self.approved,
            self.number,
            records.join(", ")
        )
    }
}

/// The purges of a log that ran.
pub(super) fn of(log: &[(i64, Event)]) -> Vec<Purged> {
    let mut counts: BTreeMap<i64, BTreeMap<Kind, u64>> = BTreeMap::new();
    for (_, event) in log {
        if let Happened::Purged { purge, record, .. } = &event.what {
            *counts.entry(*purge).or_default().entry(record.kind()).or_default() += 1;
        }
    }
    let done = purges(log.iter().map(|(number, event)| (*number, event))).into_iter();
    let of = |purge: domain::retention::Purge| match purge.state {
        State::Done { approved, at, .. } => Some(Purged {
            number: purge.number,
            day: clock::local(at).date(),
            approved: format!("{}, {}", approved.name, approved.position),
            records: counts.remove(&purge.number).unwrap_or_default().into_iter().collect(),
        }),
        _ => None,
    };
    done.filter_map(of).collect()
}
