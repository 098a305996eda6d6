//! What was done with records as the columns of its log, and back.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use super::{Happened, Record};
use crate::{
    id::{DocumentId, EvidenceId, MessageId},
    log::Hash,
    proposal::Answer,
    submission::SubmissionId,
};

/// What happened, column by column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// What kind of thing.
    pub kind: String,
    /// What it is about.
    pub subject: String,
    /// Everything else of it.
    pub detail: String,
    /// Why.
    pub reason: String,
    /// What a purged record comes to; empty for everything else.
    pub left: Vec<u8>,
}

/// What happened as columns.
pub fn parts(what: &Happened) -> Parts {
    let part = |kind: &str, subject: String, detail: String, reason: &str| Parts {
        kind: kind.into(),
        subject,
        detail,
        reason: reason.into(),
        left: Vec::new(),
    };
    match what {
        Happened::Held { place, reason, review } => part("held", place.clone(), review.to_string(), reason),
        Happened::Lifted { hold, reason } => part("lifted", hold.to_string(), String::new(), reason),
        Happened::Disclosed { to, reason, left_out } => part("disclosed", to.clone(), left_out.clone(), reason),
        Happened::Proposed { day, reason } => part("purge proposed", day.to_string(), String::new(), reason),
        Happened::Answered { purge, answer, reason } => {
            part(&format!("purge {}", answer.word()), purge.to_string(), String::new(), reason)
        }
        Happened::Purged { purge, record, left } => {
            Parts { left: left.to_vec(), ..part("purged", text(*record), purge.to_string(), "") }
        }
        Happened::Finished { purge, records } => part("purge finished", purge.to_string(), records.to_string(), ""),
    }
}

/// Reads [`parts`].
pub fn happened(parts: &Parts) -> Option<Happened> {
    let Parts { kind, subject, detail, reason, left } = parts;
    let reason = reason.clone();
    Some(match kind.as_str() {
        "held" => Happened::Held { place: subject.clone(), reason, review: detail.parse().ok()? },
        "lifted" => Happened::Lifted { hold: subject.parse().ok()?, reason },
        "disclosed" => Happened::Disclosed { to: subject.clone(), reason, left_out: detail.clone() },
        "purge proposed" => Happened::Proposed { day: subject.parse().ok()?, reason },
        "purged" => Happened::Purged {
            purge: detail.parse().ok()?,
            record: record(subject)?,
            left: Hash::try_from(left.as_slice()).ok()?,
        },
        "purge finished" => Happened::Finished { purge: subject.parse().ok()?, records: detail.parse().ok()? },
        answered => Happened::Answered {
            purge: subject.parse().ok()?,
            answer: Answer::parse(answered.strip_prefix("purge ")?)?,
            reason,
        },
    })
}

/// `entry 17`, `delivery 3 1`.
fn text(record: Record) -> String {
    match record {
        Record::Entry(number) => format!("entry {number}"),
        Record::Event(number) => format!("event {number}"),
        Record::Letter(id) => format!("letter {id}"),
        Record::Message(id) => format!("message {id}"),
        Record::Delivery(id, number) => format!("delivery {id} {number}"),
        Record::Evidence(id) => format!("evidence {id}"),
        Record::Submission(id) => format!("submission {id}"),
        Record::Settlement(id) => format!("settlement {id}"),
    }
}

/// Reads [`text`].
fn record(text: &str) -> Option<Record> {
    let (kind, key) = text.split_once(' ')?;
    let number = || key.parse::<i64>().ok();
    Some(match kind {
        "entry" => Record::Entry(number()?),
        "event" => Record::Event(number()?),
        "letter" => Record::Letter(DocumentId(number()?)),
        "message" => Record::Message(MessageId(number()?)),
        "delivery" => {
            let (message, delivery) = key.split_once(' ')?;
            Record::Delivery(MessageId(message.parse().ok()?), delivery.parse().ok()?)
        }
        "evidence" => Record::Evidence(EvidenceId(number()?)),
        "submission" => Record::Submission(SubmissionId::parse(key)?),
        "settlement" => Record::Settlement(SubmissionId::parse(key)?),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn everything_that_happens_is_read_back_as_it_was_written() {
        let id = SubmissionId(17);
        let records = [
            Record::Entry(17),
            Record::Event(2),
            Record::Letter(DocumentId(3)),
            Record::Message(MessageId(4)),
            Record::Delivery(MessageId(4), 2),
            Record::Evidence(EvidenceId(5)),
            Record::Submission(id),
            Record::Settlement(id),
        ];
        let purged = records.map(|record| Happened::Purged { purge: 9, record, left: [7; 32] });
        let (reason, place) = (String::from("Asked for"), String::from("Fellshire Family Court"));
        let answers = [Answer::Approved, Answer::Declined, Answer::Withdrawn];
        let answered = answers.map(|answer| Happened::Answered { purge: 9, answer, reason: reason.clone() });
        let others = [
            Happened::Held { place: place.clone(), reason: reason.clone(), review: date(2027, 1, 4) },
            Happened::Lifted { hold: 1, reason: reason.clone() },
            Happened::Disclosed { to: place, reason: reason.clone(), left_out: "Names of others\nAddresses".into() },
            Happened::Proposed { day: date(2033, 1, 1), reason },
            Happened::Finished { purge: 9, records: 12 },
        ];
        for one in purged.into_iter().chain(answered).chain(others) {
            assert_eq!(happened(&parts(&one)).as_ref(), Some(&one));
        }
    }
}
