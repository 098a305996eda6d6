//! Two marks for one session of one pupil.

use std::collections::{HashMap, HashSet};

use domain::{code::CodeTable, session::Session};

use crate::{
    column::Column,
    fault::{FaultKind, Faults},
    layout::Mapping,
    plan::ImportedMark,
};

/// The same mark twice is taken once. Of marks that contradict each other none is taken, since nobody here knows which is right.
pub(super) fn settle(
    marks: Vec<ImportedMark>,
    codes: &CodeTable,
    mapping: &Mapping,
    faults: &mut Faults,
) -> Vec<ImportedMark> {
    let mut first: HashMap<(usize, Session), ImportedMark> = HashMap::with_capacity(marks.len());
    let mut contradicted: HashSet<(usize, Session)> = HashSet::new();
    let mut taken = Vec::with_capacity(marks.len());
    for mark in marks {
        let key = (mark.pupil, mark.session);
        let Some(earlier) = first.get(&key) else {
            first.insert(key, mark);
            taken.push(mark);
            continue;
        };
        let kind = if earlier.code == mark.code {
            FaultKind::Repeated { line: earlier.line }
        } else {
            contradicted.insert(key);
            FaultKind::Contradicts { line: earlier.line, letters: codes.letters(earlier.code).to_owned() }
        };
        faults.add(mark.line, mapping.header(Column::Code), codes.letters(mark.code), kind);
    }
    taken.retain(|mark| !contradicted.contains(&(mark.pupil, mark.session)));
    taken
}
