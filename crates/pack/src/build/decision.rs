//! Decision tables, and the proof that each combination stands in exactly one row.

use domain::rule::{Case, Decision, Unit};

use super::{Builder, Record};
use crate::{
    text::{Chapter, Entry, Piece},
    words,
};

impl Builder {
    pub(super) fn decision(&mut self, record: &mut Record<'_>, entry: &Entry) {
        let head = self.head(record);
        record.take("changed by");
        let Some(table) = entry.tables().next() else {
            return self.fault(
                record.chapter,
                &entry.name,
                "the decision has no table",
                "write a table: what is asked, and last the answer",
            );
        };
        let asked = table.header.len().saturating_sub(1);
        let mut rows = Vec::new();
        for row in &table.rows {
            let cases: Vec<Case> = row[..asked].iter().filter_map(|cell| self.case(record.chapter, cell)).collect();
            if cases.len() == asked {
                rows.push((cases, row[asked].text.trim_matches('`').to_owned()));
            }
        }
        let inputs: Vec<String> = table.header[..asked].iter().map(|cell| cell.text.clone()).collect();
        let mut measured = Vec::new();
        for (place, input) in inputs.iter().enumerate() {
            let Some(cell) = record.take(input) else { continue };
            let mut reader = self.reader(record.chapter);
            measured.extend(reader.read_measure(&cell).map(|measure| (place, measure)));
            self.keep(reader);
        }
        let decision = Decision { head, inputs, measured, rows };
        // A row that could not be read has its own fault; without it nothing can be proved.
        let is_whole = decision.rows.len() == table.rows.len();
        if let Some(what) = is_whole.then(|| not_exactly_one(&decision)).flatten() {
            let first = table.rows.first().and_then(|row| row.first()).unwrap_or(&entry.name).clone();
            self.fault(record.chapter, &first, &what, "each combination belongs to exactly one row");
        }
        self.pack.rules.decisions.push(decision);
    }

    fn case(&mut self, chapter: &Chapter, cell: &Piece) -> Option<Case> {
        if cell.is_empty() || cell.text == "any" {
            return Some(Case::Any);
        }
        if let Some(value) = words::values(&cell.text).pop() {
            return Some(Case::Is(value));
        }
        match words::range(&cell.text) {
            Ok(range) => Some(Case::In(range)),
            Err(what) => {
                self.fault(chapter, cell, &what, "write a value in quotation marks, or a range such as `before 08:50`");
                None
            }
        }
    }
}

/// A value to try in one column.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Probe {
    Words(String),
    Amount(i64, Unit),
}

fn not_exactly_one(decision: &Decision) -> Option<String> {
    let mut combinations: Vec<Vec<Probe>> = vec![Vec::new()];
    for column in 0..decision.inputs.len() {
        let probes = probes(decision, column);
        combinations = combinations
            .into_iter()
            .flat_map(|so_far| probes.iter().map(move |probe| so_far.iter().cloned().chain([probe.clone()]).collect()))
            .collect();
    }
    combinations.into_iter().find_map(|combination| {
        let fits = |case: &Case, probe: &Probe| match (case, probe) {
            (Case::Any, _) => true,
            (Case::Is(words), Probe::Words(probe)) => words == probe,
            (Case::In(range), Probe::Amount(amount, _)) => range.contains(*amount),
            _ => false,
        };
        let rows = decision
            .rows
            .iter()
            .filter(|(cases, _)| cases.iter().zip(&combination).all(|(case, probe)| fits(case, probe)));
        let words: Vec<String> =
            decision.inputs.iter().zip(&combination).map(|(input, probe)| format!("{input} {}", said(probe))).collect();
        match rows.count() {
            1 => None,
            0 => Some(format!("no row covers {}", words.join(", "))),
            _ => Some(format!("two rows cover {}", words.join(", "))),
        }
    })
}

/// Every value that a column names, and the whole numbers on and beside each edge.
fn probes(decision: &Decision, column: usize) -> Vec<Probe> {
    let mut probes = Vec::new();
    for (cases, _) in &decision.rows {
        match &cases[column] {
            Case::Any => {}
            Case::Is(words) => probes.push(Probe::Words(words.clone())),
            Case::In(range) => {
                for bound in &range.bounds {
                    let edges = [-1000, 0, 1000].map(|beside| bound.amount.thousandths + beside);
                    // Nothing is less than nothing.
                    let edges = edges.into_iter().filter(|edge| *edge >= 0);
                    probes.extend(edges.map(|edge| Probe::Amount(edge, bound.amount.unit)));
                }
            }
        }
    }
    probes.sort_by_key(|probe| match probe {
        Probe::Words(words) => (words.clone(), 0),
        Probe::Amount(amount, _) => (String::new(), *amount),
    });
    probes.dedup();
    if probes.is_empty() {
        // Every row takes anything in this column: one value stands for all.
        probes.push(Probe::Words(String::new()));
    }
    probes
}

fn said(probe: &Probe) -> String {
    match probe {
        Probe::Words(words) => words.clone(),
        Probe::Amount(amount, Unit::Clock) => {
            let minutes = amount / 1000;
            format!("{:02}:{:02}", minutes / 60, minutes % 60)
        }
        Probe::Amount(amount, unit) => format!("{} {}", amount / 1000, unit.words().1),
    }
}
