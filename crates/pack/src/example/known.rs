//! What an example can speak of at all: a line that names nothing there is would pass for the wrong reason.

use domain::{
    Date,
    calendar::{Calendar, school_year_start},
    rule::Rules,
};
use jiff::ToSpan;

use super::act::Does;
use crate::words;

/// What is said of something done that it cannot have: a field that it does not ask for. An end to which it does not come is
/// refused like anywhere.
pub(super) fn unsaid(rules: &Rules, does: &Does) -> Option<String> {
    let name = &does.action;
    let Some(action) = rules.action(name) else {
        let given = does
            .fields
            .first()
            .map(|(field, _)| field)
            .filter(|_| rules.tasks.iter().any(|task| task.head.name == *name));
        if let Some(field) = given {
            return Some(format!("`{name}` does not ask for `{field}`: a task asks nothing"));
        }
        let is_known = rules.heads().iter().any(|(_, head)| head.name == *name) || name.starts_with("Review of ");
        return (!is_known).then(|| format!("nothing that is done is called `{name}`"));
    };
    let fields = crate::build::filled_in(action);
    let named = does.fields.iter().map(|(field, _)| field).chain(&does.without);
    // How many of a role came may be said of any meeting.
    let is_asked = |field: &String| fields.contains(field) || rules.role(field).is_some();
    let field = named.into_iter().find(|field| !is_asked(field))?;
    let asked = if fields.is_empty() { String::from("nothing") } else { format!("for {}", fields.join(", ")) };
    Some(format!("`{name}` does not ask for `{field}`: it asks {asked}"))
}

/// What is wrong with an end that something never comes to: that it may not be done so could never be broken.
pub(super) fn endless(rules: &Rules, does: &Does) -> Option<String> {
    let name = &does.action;
    let action = rules.action(name)?;
    let is_end = does.outcome.is_empty() || action.ends_as.contains(&does.outcome);
    (!is_end).then(|| match action.ends_as.as_slice() {
        [] => format!("`{name}` has no outcome: leave out `as`"),
        ends => format!("`{name}` does not end as `{}`: it ends as {}", does.outcome, ends.join(", ")),
    })
}

/// What is wrong with an expectation that names something of another kind, and so could never be broken.
pub(super) fn unfit(rules: &Rules, text: &str, names: &[String]) -> Option<String> {
    let text = text.strip_prefix("not ").or_else(|| text.strip_prefix("no ")).unwrap_or(text);
    let (wanted, is_one): (&str, &dyn Fn(&str) -> bool) = if text.starts_with("task ") {
        ("task", &|name| is_owed(rules, name))
    } else if text.starts_with("on list ") {
        ("list", &|name| rules.lists.iter().any(|list| list.head.name == name))
    } else if text.starts_with("offered ") {
        ("menu item", &|name| rules.menus.iter().flat_map(|menu| &menu.items).any(|item| item.head.name == name))
    } else if text.starts_with("listed ") {
        ("service", &|name| rules.services.iter().any(|service| service.head.name == name))
    } else if text.starts_with("advice ") {
        let words = words::values(text).pop().unwrap_or_default();
        let is_said = rules.actions.iter().flat_map(|action| &action.advice).any(|advice| advice.words == words);
        return (!is_said).then(|| format!("nothing in this handbook ever says `{words}`"));
    } else {
        return None;
    };
    // Of a task the first name is the task; what stands behind it is a role or a thing.
    let asked = if wanted == "task" { names.get(..1)? } else { names };
    let wrong = asked.iter().find(|name| !is_one(name))?;
    let heads = rules.heads();
    Some(match heads.iter().find(|(_, head)| head.name == *wrong) {
        Some((kind, _)) => format!("`{wrong}` is a {}, and this wants a {wanted}", kind.to_lowercase()),
        None => format!("no {wanted} is called `{wrong}`"),
    })
}

/// Whether `name` can stand to be done: as a task, again and again, or as the review of a plan.
fn is_owed(rules: &Rules, name: &str) -> bool {
    let reviewed = name.strip_prefix("Review of ");
    rules.tasks.iter().any(|task| task.head.name == name)
        || rules.actions.iter().any(|action| {
            (action.head.name == name && action.every.is_some())
                || (action.review.is_some() && reviewed == Some(action.head.name.as_str()))
        })
}

/// So long after its calendar a story may still go on: three years, in which two notices count, and the one behind them.
const YEARS_BEYOND: i16 = 4;

/// Why nothing can be told of `day`: it lies so far from the calendar of the example that it is mistyped.
pub(super) fn outside(calendar: &Calendar, day: Date) -> Option<String> {
    let (first, last) = ends(calendar)?;
    let ends = school_year_start(last).checked_add(YEARS_BEYOND.years()).ok()?;
    (day < school_year_start(first) || ends < day).then(|| {
        format!("{} lies far from the calendar of this example, {} to {}", shown(day), shown(first), shown(last))
    })
}

/// What to do about an expectation that is not met on a day behind the calendar: no marks are known there.
pub(super) fn beyond(calendar: &Calendar, day: Date) -> Option<String> {
    let last = ends(calendar)?.1;
    (last < day).then(|| {
        let last = shown(last);
        format!("the calendar of this example ends on {last}: name one that goes on, like `- calendar: [Name]`")
    })
}

/// The first and the last school day.
fn ends(calendar: &Calendar) -> Option<(Date, Date)> {
    Some((calendar.days().first().copied()?, calendar.days().last().copied()?))
}

fn shown(day: Date) -> String {
    day.strftime("%a %-d %b %Y").to_string()
}
