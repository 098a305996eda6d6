//! What stands to be done: tasks whose reason holds, and things that are owed again and again.

use alloc::{format, string::String, vec::Vec};

use jiff::civil::Date;

use super::{
    Standing,
    due::cycle_of,
    events::{day_of, is_done},
    judge::{Judge, Truth},
    since::since,
};
use crate::{
    case::Event,
    rule::{About, Action, Condition, Cycle, Due, Strength, Task, Whom},
};

/// Everything that stands to be done about a pupil, or about the school.
pub(super) fn all<'a>(judge: &Judge<'a>, about: About) -> Vec<Standing> {
    let tasks = judge.rules.tasks.iter().filter(|task| task.about == about);
    let tasks = tasks.filter_map(|task| of_task(judge, task));
    let actions = || judge.rules.actions.iter().filter(move |action| action.about == about);
    let cycles = actions().filter_map(|action| of_cycle(judge, action));
    let reviews = actions().filter_map(|action| of_review(judge, action));
    tasks.chain(cycles).chain(reviews).collect()
}

fn of_task<'a>(judge: &Judge<'a>, task: &'a Task) -> Option<Standing> {
    if !judge.is_in_force(&task.head) || judge.applies(&task.when, task.unless.as_ref()) != Truth::Yes {
        return None;
    }
    if is_closed(judge, task) {
        return None;
    }
    let is_overdue = task.overdue_when.as_ref().is_some_and(|when| judge.truth(when) == Truth::Yes);
    let mut receipt = judge.receipt(&task.head, Some(&task.when));
    if let Some(when) = &task.overdue_when {
        receipt.proofs.extend(judge.proofs(when));
    }
    Some(Standing {
        name: task.head.name.clone(),
        strength: task.head.strength,
        owner: task.owner.clone(),
        is_overdue,
        has_overdue_count: task.overdue_when.is_some(),
        is_due_at_once: task.due == Due::SameDay,
        due: task.due.clone(),
        no_later_than: task.no_later_than.clone(),
        to: task.to.clone(),
        opens: task.opens.as_deref().map(|opens| judge.opens(opens).into()),
        receipt,
    })
}

/// A task is closed by being done, or by what it opens being done: this school year, since it last arose (whenever that was), or in
/// its cycle.
pub(super) fn is_closed(judge: &Judge<'_>, task: &Task) -> bool {
    let names: Vec<&str> = [Some(task.head.name.as_str()), task.opens.as_deref()].into_iter().flatten().collect();
    let Due::Every(cycle) = task.due else {
        if !task.arises_anew {
            return names.iter().any(|name| judge.is_on_record(name));
        }
        let closes = |event: &&Event| names.iter().any(|name| closes(judge, task, event, name));
        let Some(last) = judge.ever().iter().rev().find(closes).map(day_of) else { return false };
        return last >= since(judge.rules, &judge.facts, &task.head.name).unwrap_or(Date::MIN);
    };
    let first = cycle_of(cycle, judge.facts.day, judge.facts.sheet.calendar);
    first.is_some_and(|(first, _)| names.iter().any(|name| done_since(judge, name, first).is_some()))
}

/// Whether `event` closes `task`, which goes by `name` or is done by it: it was done, or set aside with a reason where it need
/// not be done.
fn closes(judge: &Judge<'_>, task: &Task, event: &Event, name: &str) -> bool {
    let is_set_aside = || name == task.head.name && task.head.strength != Strength::Must && !is_done(event);
    judge.is(event, name) && (judge.stands(event) || is_set_aside())
}

pub(super) fn done_since<'a>(judge: &Judge<'a>, name: &str, first: Date) -> Option<&'a Event> {
    judge.ever().iter().rev().find(|event| judge.is(event, name) && day_of(event) >= first && judge.stands(event))
}

/// Something owed once in each cycle is done for this one, or it stands.
fn of_cycle<'a>(judge: &Judge<'a>, action: &'a Action) -> Option<Standing> {
    let cycle = action.every?;
    let is_open =
        judge.is_in_force(&action.head) && action.when.as_ref().is_none_or(|when| judge.truth(when) == Truth::Yes);
    if !is_open || (action.about == About::Pupil && action.when.is_none()) {
        return None;
    }
    let (day, calendar) = (judge.facts.day, judge.facts.sheet.calendar);
    if let Some((first, _)) = cycle_of(cycle, day, calendar)
        && done_since(judge, &action.head.name, first).is_some()
    {
        return None;
    }
    let is_late = matches!(cycle, Cycle::YearBy(..)) && cycle_of(cycle, day, calendar).is_some_and(|(_, by)| by < day);
    Some(Standing { is_overdue: is_late, ..plain(judge, action, Due::Every(cycle), action.when.as_ref()) })
}

/// The name of the review of a plan.
pub(super) fn review_of(plan: &str) -> String {
    format!("Review of {plan}")
}

/// The review of a plan that runs.
pub(super) fn of_review<'a>(judge: &Judge<'a>, action: &'a Action) -> Option<Standing> {
    let due = action.review.as_ref()?;
    let name = review_of(&action.head.name);
    let agreed = judge.last_event(&action.head.name)?;
    let is_running = action.period.is_none()
        || judge.runs(&action.head.name, Whom::Anybody, super::events::Runs::NoLonger) != Truth::Yes;
    let is_reviewed = judge.ever().iter().any(|event| judge.is(event, &name) && event.at >= agreed.at);
    (judge.is_in_force(&action.head) && is_running && !is_reviewed)
        .then(|| Standing { name, ..plain(judge, action, due.clone(), None) })
}

fn plain<'a>(judge: &Judge<'a>, action: &'a Action, due: Due, when: Option<&'a Condition>) -> Standing {
    let owner = if action.chair.is_empty() { &action.by } else { &action.chair };
    Standing {
        name: action.head.name.clone(),
        strength: action.head.strength,
        owner: owner.clone(),
        is_overdue: false,
        has_overdue_count: false,
        is_due_at_once: false,
        due,
        no_later_than: None,
        to: action.to.clone(),
        opens: None,
        receipt: judge.receipt(&action.head, when),
    }
}
