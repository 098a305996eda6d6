//! Which rows of the requirements register the packs carry out, and what proves it.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    Pack,
    example::{Example, Outcome, Seen},
    register::Register,
};

/// What stands for one row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Covered {
    /// Entries that carry it out: pack, kind and name.
    pub entries: Vec<String>,
    /// Examples and tests that prove it.
    pub proofs: Vec<String>,
}

/// An example that ran without fault, with the rows it cites and the entries it looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ran {
    /// Its name.
    pub name: String,
    /// The rows it cites.
    pub rows: Vec<String>,
    /// The entries it looked at.
    pub seen: Seen,
}

impl Ran {
    /// What `example` proves; nothing when it was not met.
    pub fn of(example: &Example, outcome: &Outcome) -> Option<Ran> {
        let (name, rows) = (example.head.name.clone(), example.head.rows.clone());
        outcome.unmet.is_empty().then(|| Ran { name, rows, seen: outcome.looked_at.clone() })
    }
}

/// Coverage of the whole register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// What stands for each row that is covered.
    pub rows: BTreeMap<String, Covered>,
    /// Covered and all rows by pack and kind.
    pub counts: BTreeMap<(String, String), (usize, usize)>,
}

/// A row counts as carried out when an entry that decides something cites it and an example that cites it has looked at that
/// very entry, or when a test of the program names it. A citation alone counts for nothing.
pub fn report(packs: &[&Pack], ran: &[Ran], tests: &[(String, String)], register: &Register) -> Coverage {
    let mut rows: BTreeMap<String, Covered> = BTreeMap::new();
    for pack in packs {
        for (kind, head) in pack.rules.heads() {
            for row in &head.rows {
                let proofs = ran.iter().filter(|one| one.rows.contains(row) && one.seen.contains(&head.name));
                let proofs: Vec<String> = proofs.map(|one| one.name.clone()).collect();
                if !proofs.is_empty() {
                    let covered = rows.entry(row.clone()).or_default();
                    covered.entries.push(format!("{}: {kind} {}", pack.head.slug, head.name));
                    covered.proofs.extend(proofs);
                }
            }
        }
    }
    for (row, test) in tests {
        let covered = rows.entry(row.clone()).or_default();
        covered.proofs.push(format!("test {test}"));
    }
    rows.retain(|row, _| register.row(row).is_some());
    for covered in rows.values_mut() {
        covered.proofs = covered.proofs.iter().cloned().collect::<BTreeSet<String>>().into_iter().collect();
    }
    let mut counts: BTreeMap<(String, String), (usize, usize)> = BTreeMap::new();
    for row in register.rows() {
        let count = counts.entry((row.pack.clone(), row.kind.clone())).or_default();
        count.0 += usize::from(rows.contains_key(&row.id));
        count.1 += 1;
    }
    Coverage { rows, counts }
}

impl Coverage {
    /// `81 of 1050 rows`
    pub fn closing_line(&self) -> String {
        let all: usize = self.counts.values().map(|(_, all)| all).sum();
        format!("{} of {all} rows", self.rows.len())
    }
}
