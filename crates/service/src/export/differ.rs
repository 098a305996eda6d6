//! Where the decisions of a copy differ from those that follow from it.

use std::collections::BTreeMap;

use super::{Fault, part::file};

/// The lines of one decision by what it is about: pupil, UPN, kind, name and day.
type Decisions<'a> = BTreeMap<&'a [String], Vec<&'a [String]>>;

/// How many cells of a line say what it is about.
const ABOUT: usize = 5;

/// What differs, decision by decision.
pub(super) fn faults(urn: &str, written: &[Vec<String>], now: &[Vec<String>]) -> Vec<Fault> {
    let (written, now) = (decisions(written), decisions(now));
    let fault = |about: &[String], what: String| {
        let cell = |at: usize| about.get(at).map_or("", String::as_str);
        let whom = if cell(1).is_empty() { String::from("the school") } else { format!("pupil {}", cell(1)) };
        Fault::new(file(urn, "receipts"), format!("{whom}, {} `{}` on {}: {what}", cell(2), cell(3), cell(4)))
    };
    let mut faults = Vec::new();
    for (about, lines) in &written {
        match now.get(about) {
            None => faults.push(fault(about, String::from("it does not follow from the marks, dates and rules here"))),
            Some(others) => faults.extend(difference(lines, others).map(|what| fault(about, what))),
        }
    }
    let new = now.iter().filter(|(about, _)| !written.contains_key(*about));
    faults.extend(new.map(|(about, lines)| {
        let value = lines.first().and_then(|line| line.get(ABOUT)).map_or("", String::as_str);
        fault(about, format!("it follows from the marks, dates and rules here, as `{value}`, and was not written"))
    }));
    faults
}

fn decisions(lines: &[Vec<String>]) -> Decisions<'_> {
    let mut all = Decisions::new();
    for line in lines {
        all.entry(&line[..ABOUT.min(line.len())]).or_default().push(line);
    }
    all
}

/// In words, what is different about one decision.
fn difference(written: &[&[String]], now: &[&[String]]) -> Option<String> {
    let names = ["value", "rule", "asked", "found", "holds"];
    for (was, is) in written.iter().zip(now) {
        for (at, name) in names.iter().enumerate() {
            let (was_cell, is_cell) = (was.get(ABOUT + at), is.get(ABOUT + at));
            if was_cell != is_cell {
                let asked =
                    is.get(ABOUT + 2).filter(|_| at > 2).map_or_else(String::new, |asked| format!(" for `{asked}`"));
                let cell = |cell: Option<&String>| cell.cloned().unwrap_or_default();
                return Some(format!("{name}{asked} was `{}` and comes to `{}`", cell(was_cell), cell(is_cell)));
            }
        }
    }
    (written.len() != now.len()).then(|| format!("it had {} conditions and has {}", written.len(), now.len()))
}
