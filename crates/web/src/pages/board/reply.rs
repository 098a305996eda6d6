//! What a family has said about an absence.

use domain::case::{Done, Event};
use serde::Serialize;

use crate::{link::Link, urls, words};

/// A reply of a family.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReplyLine {
    /// `Gail Buckley, mother, wrote at 09:04: Ill. “A high temperature.” Back on Thursday 26 November.`
    pub said: String,
    /// What came with it.
    pub evidence: Vec<Link>,
}

impl ReplyLine {
    /// The line of `reply`; nothing for an event that is none.
    pub fn new(reply: &Event) -> Option<ReplyLine> {
        let Done::Replied { reason, back, evidence, .. } = &reply.done else { return None };
        let at = words::time(domain::clock::local(reply.at).time());
        let own = if reply.note.is_empty() { String::new() } else { format!(" “{}”", reply.note) };
        let back = back.map(|day| format!(" Back on {}.", words::day(day))).unwrap_or_default();
        let links = evidence.iter().enumerate().map(|(at, id)| {
            let words = if evidence.len() == 1 {
                String::from("What they sent")
            } else {
                format!("What they sent ({})", at + 1)
            };
            Link::new(words, urls::reply::evidence(*id))
        });
        Some(ReplyLine {
            said: format!("{}, {}, wrote at {at}: {reason}.{own}{back}", reply.by.name, reply.by.position),
            evidence: links.collect(),
        })
    }
}
