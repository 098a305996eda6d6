//! Whether the logs of a copy are chained as they were.

use domain::{
    case::Event,
    log::{Entry, GENESIS, Hash},
    proposal,
    retention::Record,
};
use store::Chained;

use super::{
    AUTHORITY, Fault, PROPOSALS,
    end::{End, Ends},
    part::{Part, file},
    proposal::about,
};

/// A link of a chain: its number, what it is called, the hash before, its own as it was written, and as it comes to now.
struct Link {
    number: i64,
    called: String,
    previous: Hash,
    written: Hash,
    now: Hash,
    /// What it comes to since a purge emptied it, if one did.
    left: Option<Hash>,
}

impl Link {
    fn of<T>(one: &Chained<T>, noun: &str, hash_of: impl Fn(&T, i64, Hash) -> Hash) -> Link {
        Link {
            number: one.number,
            called: format!("{noun} {}", one.number),
            previous: one.previous,
            written: one.hash,
            now: hash_of(&one.event, one.number, one.previous),
            left: None,
        }
    }
}

/// What is wrong with the chains of a school, and with its messages.
pub(super) fn faults(part: &Part, ends: &Ends) -> Vec<Fault> {
    let urn = &part.school.urn;
    let left = store::retention::remainders(part.retention.iter().map(|one| &one.event));
    let entries = part.entries.iter().map(|entry| Link {
        number: entry.number,
        called: format!("entry {}", entry.number),
        previous: entry.previous,
        written: entry.hash,
        now: Entry::chain(entry.what.clone(), entry.number, entry.previous).hash,
        left: left.get(&Record::Entry(entry.number)).copied(),
    });
    let events = part.events.iter().map(|one| Link {
        left: left.get(&Record::Event(one.number)).copied(),
        ..Link::of(one, "event", store::case::hash_of)
    });
    let duties = part.duties.iter().map(|one| Link::of(one, "event", store::school_event::hash_of));
    let sealed = part.messages.log.iter().map(|one| Link::of(one, "event", store::message::hash_of));
    let admitted = part.admissions.iter().map(|one| Link::of(one, "entry", store::admission::hash_of));
    let end = |log: &str| ends.get(&(urn.clone(), log.to_owned())).copied();
    let mut faults = follow((&file(urn, "entries"), "entry"), entries, end("entries"));
    faults.extend(follow((&file(urn, "events"), "event"), events, end("events")));
    faults.extend(follow((&file(urn, "duties"), "event"), duties, end("duties")));
    faults.extend(follow((&file(urn, "message_log"), "event"), sealed, end("message_log")));
    faults.extend(follow((&file(urn, "admissions"), "entry"), admitted, end("admissions")));
    let kept = part.retention.iter().map(|one| Link::of(one, "event", store::retention::hash_of));
    faults.extend(follow((&file(urn, "retention"), "event"), kept, end("retention")));
    faults.extend(part.messages.faults(urn, &left));
    faults.extend(part.submissions.faults(urn, &part.entries));
    faults.extend(super::evidence::faults((urn, &left), &part.evidence, &part.events));
    faults
}

/// What is wrong with the chain of changes of handbooks.
pub(super) fn of_proposals(log: &[Chained<proposal::Event>], ends: &Ends) -> Vec<Fault> {
    let links = log.iter().map(|one| Link {
        called: format!("event {}, {},", one.number, about(&one.event)),
        ..Link::of(one, "event", store::proposal::hash_of)
    });
    follow((PROPOSALS, "event"), links, ends.get(&(String::new(), String::from("proposals"))).copied())
}

/// What is wrong with the chain of what was done for the authority itself.
pub(super) fn of_authority(log: &[Chained<Event>], ends: &Ends) -> Vec<Fault> {
    let links = log.iter().map(|one| Link::of(one, "event", store::authority_event::hash_of));
    follow((AUTHORITY, "event"), links, ends.get(&(String::new(), String::from("authority"))).copied())
}

fn follow((place, noun): (&str, &str), links: impl Iterator<Item = Link>, end: Option<End>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut last = (0, GENESIS);
    for Link { number, called, previous, written, now, left } in links {
        if number != last.0 + 1 {
            faults.push(Fault::new(place, format!("after {noun} {} comes {noun} {number}", last.0)));
        } else if previous != last.1 {
            faults.push(Fault::new(place, format!("{called} does not follow the one before it")));
        }
        if now != left.unwrap_or(written) {
            faults.push(Fault::new(place, format!("{called} is not as it was written")));
        }
        last = (number, written);
    }
    match end {
        None => faults.push(Fault::new(place, "where it ends is not on record")),
        Some(end) if last != end => {
            let what = format!("it ends at {noun} {} and not as it did, at {noun} {}", last.0, end.0);
            faults.push(Fault::new(place, what));
        }
        Some(_) => {}
    }
    faults
}
