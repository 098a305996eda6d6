//! Whether the two logs of a school in a copy are chained as they were.

use domain::log::{Entry, GENESIS, Hash};

use super::{
    Fault,
    part::{Part, file},
};

/// A link of a chain: its number, the hash before, its own as it was written, and as it comes to now.
struct Link {
    number: i64,
    previous: Hash,
    written: Hash,
    now: Hash,
}

/// What is wrong with the chains.
pub(super) fn faults(part: &Part) -> Vec<Fault> {
    let entries = part.entries.iter().map(|entry| Link {
        number: entry.number,
        previous: entry.previous,
        written: entry.hash,
        now: Entry::chain(entry.what.clone(), entry.number, entry.previous).hash,
    });
    let events = part.events.iter().map(|one| Link {
        number: one.number,
        previous: one.previous,
        written: one.hash,
        now: store::case::hash_of(&one.event, one.number, one.previous),
    });
    let mut faults = follow((&file(&part.school.urn, "entries"), "entry"), entries, part.school.register);
    faults.extend(follow((&file(&part.school.urn, "events"), "event"), events, part.school.cases));
    faults
}

fn follow((place, noun): (&str, &str), links: impl Iterator<Item = Link>, end: (i64, Hash)) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut last = (0, GENESIS);
    for link in links {
        let number = link.number;
        if number != last.0 + 1 {
            faults.push(Fault::new(place, format!("after {noun} {} comes {noun} {number}", last.0)));
        } else if link.previous != last.1 {
            faults.push(Fault::new(place, format!("{noun} {number} does not follow the one before it")));
        }
        if link.now != link.written {
            faults.push(Fault::new(place, format!("{noun} {number} is not as it was written")));
        }
        last = (number, link.written);
    }
    if last != end {
        faults.push(Fault::new(place, format!("it ends at {noun} {} and not as it did, at {noun} {}", last.0, end.0)));
    }
    faults
}
