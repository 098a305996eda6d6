//! Leave of absence: what parents ask for before it begins, and what was decided about it. A fold over the case; nothing of it
//! is stored.

use alloc::vec::Vec;

use jiff::civil::Date;

use crate::{
    case::{Done, Event},
    rule::Rules,
};

/// What the national pack calls a request; a form of a pack above that takes its place is found under this name too.
pub const REQUEST: &str = "Request for leave of absence";
/// What it calls the decision.
pub const DECISION: &str = "Decision on leave of absence";
/// The field with the first day that is asked for.
pub const FIRST_DAY: &str = "first day";
/// The field with the last day that is asked for.
pub const LAST_DAY: &str = "last day";

/// A request for leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request<'a> {
    /// That it was asked.
    pub asked: &'a Event,
    /// What came of it.
    pub answer: Answer<'a>,
}

/// What came of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer<'a> {
    /// Nothing yet.
    Waits,
    /// The family asked anew before anybody had decided, so that this is the request that counts no more.
    AskedAnew,
    /// Somebody decided.
    Decided(&'a Event),
}

impl Request<'_> {
    /// The first day that was asked for; nothing where none can be read.
    pub fn first(&self) -> Option<Date> {
        day(self.asked, FIRST_DAY)
    }

    /// The last day that was asked for; nothing where none can be read.
    pub fn last(&self) -> Option<Date> {
        day(self.asked, LAST_DAY)
    }

    /// Whether nobody has decided and somebody still has to.
    pub fn is_waiting(&self) -> bool {
        self.answer == Answer::Waits
    }
}

/// The day that was filled in under `field`.
pub fn day(event: &Event, field: &str) -> Option<Date> {
    event.field(field)?.parse().ok()
}

/// Every request in `history`, the latest first. A decision answers the last request before it.
pub fn requests<'a>(rules: &Rules, history: &'a [Event]) -> Vec<Request<'a>> {
    let mut requests: Vec<Request<'a>> = Vec::new();
    for event in history.iter().filter(|event| matches!(event.done, Done::Did { .. })) {
        let last = requests.last_mut().filter(|last| last.is_waiting());
        if rules.is_of(event, REQUEST) {
            if let Some(last) = last {
                last.answer = Answer::AskedAnew;
            }
            requests.push(Request { asked: event, answer: Answer::Waits });
        } else if rules.is_of(event, DECISION)
            && let Some(last) = last
        {
            last.answer = Answer::Decided(event);
        }
    }
    requests.reverse();
    requests
}

#[cfg(test)]
mod tests {
    use alloc::{string::String, vec};

    use jiff::Timestamp;

    use super::*;
    use crate::{
        act::By,
        id::{PersonId, PupilId, SchoolId},
    };

    fn did(action: &str, first: &str) -> Event {
        Event {
            pupil: PupilId(1),
            school: SchoolId(1),
            at: Timestamp::UNIX_EPOCH,
            by: By { person: PersonId(1), name: String::from("Helen Marsh"), position: String::from("headteacher") },
            done: Done::Did {
                action: action.into(),
                outcome: String::new(),
                to: String::new(),
                fields: vec![(FIRST_DAY.into(), first.into())],
            },
            note: String::new(),
        }
    }

    #[test]
    fn a_decision_answers_the_last_request_and_one_asked_before_it_counts_no_more() {
        let history =
            [did(REQUEST, "2026-12-07"), did(REQUEST, "2026-12-08"), did("Another step", ""), did(DECISION, "")];
        let requests = requests(&Rules::default(), &history);
        let found: Vec<(Option<Date>, Answer<'_>)> = requests.iter().map(|one| (one.first(), one.answer)).collect();
        let on = |day| Some(jiff::civil::date(2026, 12, day));
        assert_eq!(found, [(on(8), Answer::Decided(&history[3])), (on(7), Answer::AskedAnew)]);
    }

    #[test]
    fn a_request_after_a_decision_waits_and_a_decision_without_a_request_answers_nothing() {
        let history = [did(DECISION, ""), did(REQUEST, "soon")];
        let requests = requests(&Rules::default(), &history);
        assert_eq!(requests.len(), 1);
        assert!(requests[0].is_waiting());
        assert_eq!((requests[0].first(), requests[0].last()), (None, None), "what is no day is not read as one");
    }
}
