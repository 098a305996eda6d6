//! Since when something has been so without a break.

use jiff::civil::Date;

use super::{
    Facts,
    judge::{Judge, Truth},
};
use crate::{
    calendar::school_year_start,
    rule::{Condition, Rules},
};

/// The first school day of the present unbroken stretch on which the entry called `name` has held: a band set has given its
/// present band, a flag, list or task has applied. Nothing when it does not hold on the day. Looks back to the start of the school year.
pub fn since(rules: &Rules, facts: &Facts<'_>, name: &str) -> Option<Date> {
    let set = rules.bands.iter().rev().find(|set| set.head.name == name);
    if let Some(set) = set {
        let band = Judge::new(rules, facts, None).band(set)?;
        return walk_back(facts, |earlier| Judge::new(rules, &earlier, None).band(set) == Some(band));
    }
    let (when, unless) = condition(rules, name)?;
    walk_back(facts, |earlier| Judge::new(rules, &earlier, None).applies(when, unless) == Truth::Yes)
}

fn condition<'a>(rules: &'a Rules, name: &str) -> Option<(&'a Condition, Option<&'a Condition>)> {
    let flags = rules.flags.iter().chain(&rules.lists);
    let flags = flags.map(|flag| (&flag.head, &flag.when, &flag.unless));
    let tasks = rules.tasks.iter().map(|task| (&task.head, &task.when, &task.unless));
    let found = flags.chain(tasks).find(|(head, ..)| head.name == name);
    found.map(|(_, when, unless)| (when, unless.as_ref()))
}

/// Only a day with a mark can change an answer, so the days without one are passed over.
fn walk_back<'a>(facts: &Facts<'a>, holds: impl Fn(Facts<'a>) -> bool) -> Option<Date> {
    if !holds(*facts) {
        return None;
    }
    let start = school_year_start(facts.day);
    let mut since = facts.sheet.calendar.on_or_before(facts.day).unwrap_or(facts.day);
    let days = facts.sheet.calendar.between(start, facts.day);
    for &day in days.iter().rev() {
        if !holds(Facts { day, ..*facts }) {
            break;
        }
        since = day;
    }
    Some(since)
}
