//! The codes that stand for sessions of a pupil because of what was done: a fold over the case, stored nowhere.

use alloc::{string::String, vec::Vec};

use jiff::civil::Date;

use super::{
    Attempt, Facts,
    events::day_of,
    judge::{Judge, Truth},
};
use crate::{
    case::{Done, Event},
    elsewhere::Pattern,
    rule::{Action, Applies, Head, Rules, Whom},
    session::Session,
};

/// A code that something done gives sessions of a pupil.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The letters of the code.
    pub code: String,
    /// Of which sessions.
    pub applies: Applies,
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// The half-days of each week on which it is so; nothing for every day.
    pub pattern: Option<Pattern>,
    /// The entry of the handbook that was done.
    pub head: Head,
    /// How it ended; may be empty.
    pub outcome: String,
    /// The day on which it was done.
    pub done: Date,
}

impl Given {
    /// Whether it runs on `day`.
    pub fn runs(&self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }

    /// Whether `session` has the code.
    pub fn covers(&self, session: Session) -> bool {
        self.runs(session.date) && self.pattern.is_none_or(|pattern| pattern.covers(session))
    }
}

/// Every code that is given by what was done about the pupil and still stands, what was done last first. Of several that cover
/// a session the first counts.
pub fn given(rules: &Rules, facts: &Facts<'_>) -> Vec<Given> {
    let judge = Judge::new(rules, facts, None);
    let events = judge.ever().iter().enumerate().rev();
    let mut given = Vec::new();
    for (place, event) in events {
        let action = event.name().and_then(|name| rules.action(name)).filter(|action| !action.gives.is_empty());
        if let Some(action) = action
            && judge.stands(event)
        {
            let facts = Facts { day: day_of(event), history: &facts.history[..=place], ..*facts };
            let last = judge.ended_before(action, event, Whom::Anybody).unwrap_or(Date::MAX);
            given.extend(of_event(rules, &facts, action, event, last));
        }
    }
    given
}

/// What `event` gives, as things were known when it was done, up to `latest`.
fn of_event(rules: &Rules, facts: &Facts<'_>, action: &Action, event: &Event, latest: Date) -> Vec<Given> {
    let Done::Did { outcome, to, fields, .. } = &event.done else { return Vec::new() };
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let attempt = Attempt { action: &action.head.name, outcome, fields: &fields, to, roles: None };
    let then = Judge::new(rules, facts, Some(&attempt));
    let each = action.gives.iter().filter_map(|gives| {
        let is_so = gives.when.as_ref().is_none_or(|when| then.truth(when) == Truth::Yes);
        let (first, last) = (then.date_in(&gives.first)?, then.date_in(&gives.last)?.min(latest));
        let pattern = match &gives.pattern {
            None => None,
            Some(field) => Some(Pattern::parse(event.field(field)?)?),
        };
        (is_so && first <= last).then(|| Given {
            code: gives.code.clone(),
            applies: gives.applies,
            first,
            last,
            pattern,
            head: action.head.clone(),
            outcome: outcome.clone(),
            done: facts.day,
        })
    });
    each.collect()
}
