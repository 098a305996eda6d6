//! What people did about a pupil, what the rules made of it, and what was done with the records.

use documents::dossier::Section;
use domain::{
    case::Event,
    decide::Receipt,
    pupil::Pupil,
    retention::{self, Parts, parts},
};

use super::Secrets;
use crate::{App, Error};

/// Casework, in order.
pub(super) fn section(history: &[Event], secrets: &Secrets) -> Section {
    let row = |event: &Event| {
        let (kind, subject, detail) = store::case::parts(&event.done);
        vec![
            event.at.to_string(),
            kind.to_owned(),
            secrets.clean(&subject),
            secrets.clean(&detail),
            secrets.clean(&event.note),
            event.by.name.clone(),
            event.by.position.clone(),
        ]
    };
    Section {
        name: "casework",
        title: "What was done",
        columns: &["at", "kind", "what", "detail", "note", "by", "position"],
        rows: history.iter().map(row).collect(),
    }
}

/// Holds and copies.
pub(super) fn kept(log: &[(i64, retention::Event)]) -> Section {
    let row = |(_, event): &(i64, retention::Event)| {
        let Parts { kind, subject, reason, .. } = parts(&event.what);
        vec![event.at.to_string(), kind, subject, reason, event.by.name.clone(), event.by.position.clone()]
    };
    Section {
        name: "records",
        title: "What was done with these records",
        columns: &["at", "kind", "whom", "why", "by", "position"],
        rows: log.iter().map(row).collect(),
    }
}

/// What the rules make of the pupil today, each decision with what it rests on.
pub(super) fn decisions(app: &App, pupil: &Pupil, history: &[Event]) -> Result<Section, Error> {
    let decided = crate::pupil::decided(app, pupil, history, app.today())?;
    let mut rows = Vec::new();
    let mut add = |kind: &str, name: &str, value: &str, receipt: &Receipt| {
        let line = |asked: &str, found: &str, holds: &str| {
            [kind, name, value, &receipt.head.pack, asked, found, holds].map(str::to_owned).to_vec()
        };
        if receipt.proofs.is_empty() {
            rows.push(line("", "", ""));
        }
        rows.extend(receipt.proofs.iter().map(|proof| line(&proof.words, &proof.found, proof.holds.word())));
    };
    decided.bands.iter().for_each(|band| add("band", &band.set, &band.band, &band.receipt));
    decided.flags.iter().for_each(|flag| add("flag", &flag.name, "holds", &flag.receipt));
    decided.tasks.iter().for_each(|task| add("task", &task.name, "stands", &task.receipt));
    Ok(Section {
        name: "receipts",
        title: "What the handbook makes of it today, and why",
        columns: &["kind", "name", "value", "handbook", "asked", "found", "holds"],
        rows,
    })
}
