//! Checking a copy from the copy alone.

use std::{collections::BTreeMap, path::Path};

use super::{
    ExportError, Fault, PROPOSALS, admission, chain, differ,
    end::{self, Ends},
    folder::{self, Files},
    part::Listed,
    proposal, read, receipts,
};
use crate::{Packs, packs::Shelf};

/// What was looked at and what was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// Schools.
    pub schools: usize,
    /// Entries of the registers.
    pub entries: usize,
    /// Marks in them.
    pub marks: usize,
    /// Events of the case logs, the school logs, the retention logs and the log of the authority itself.
    pub events: usize,
    /// Messages.
    pub messages: usize,
    /// Entries of the admission registers.
    pub admissions: usize,
    /// Forms that were submitted on devices.
    pub submissions: usize,
    /// Files that families sent.
    pub evidence: usize,
    /// Events of the log of changes of handbooks.
    pub proposals: usize,
    /// Lines of receipts.
    pub receipts: usize,
    /// Everything that is not as it was written, or does not follow.
    pub faults: Vec<Fault>,
}

/// Works out every hash and every decision of the copy in `folder` again.
pub fn check(folder: &Path) -> Result<Checked, ExportError> {
    let (files, faults) = folder::read(folder)?;
    let mut checked = Checked { faults, ..Checked::default() };
    let schools = read::schools(&files, &mut checked.faults);
    let ends = end::read(&files, &mut checked.faults);
    let log = proposal::read(&files, &mut checked.faults);
    checked.proposals = log.len();
    checked.faults.extend(chain::of_proposals(&log, &ends));
    let authority = admission::read_authority(&files, &mut checked.faults);
    checked.events += authority.len();
    checked.faults.extend(chain::of_authority(&authority, &ends));
    let packs = match packs(&files) {
        Ok(packs) => packs,
        Err(faults) => {
            let fault = |fault: &pack::Fault| Fault::new(format!("packs/{}", fault.place()), fault.what.clone());
            checked.faults.extend(faults.iter().map(fault));
            return Ok(checked);
        }
    };
    let shelf = match proposal::editions(packs, &log) {
        Ok(shelf) => shelf,
        Err(error) => {
            checked.faults.push(Fault::new(PROPOSALS, error.to_string()));
            return Ok(checked);
        }
    };
    for school in schools {
        one(&files, (&shelf, &ends), school, &mut checked);
    }
    Ok(checked)
}

/// The rules out of the text in the copy; the program's own are not looked at.
fn packs(files: &Files) -> Result<Packs, Vec<pack::Fault>> {
    let text = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).into_owned();
    let texts: BTreeMap<String, String> =
        files.iter().filter_map(|(path, bytes)| Some((path.strip_prefix("packs/")?.to_owned(), text(bytes)))).collect();
    Packs::read(&texts)
}

fn one(files: &Files, (shelf, ends): (&Shelf, &Ends), school: Listed, checked: &mut Checked) {
    let urn = school.urn.clone();
    let part = read::part(files, &shelf.built_in().codes, school, &mut checked.faults);
    checked.schools += 1;
    checked.entries += part.entries.len();
    checked.marks += part.entries.iter().map(|entry| entry.what.marks.len()).sum::<usize>();
    checked.events += part.events.len() + part.duties.len() + part.retention.len();
    checked.messages += part.messages.sent.len();
    checked.admissions += part.admissions.len();
    checked.submissions += part.submissions.received.len();
    checked.evidence += part.evidence.len();
    checked.faults.extend(chain::faults(&part, ends));
    let written = read::receipts(files, &urn, &mut checked.faults);
    checked.receipts += written.len();
    match receipts::of(shelf, &part) {
        Ok(now) => checked.faults.extend(differ::faults(&urn, &written, &now)),
        Err(error) => checked.faults.push(Fault::new(format!("schools/{urn}"), error.to_string())),
    }
}
