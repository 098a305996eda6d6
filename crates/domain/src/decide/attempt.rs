//! What happens when somebody tries to do something: every need is looked at, so that the answer is the whole list.

use alloc::{string::String, vec::Vec};

use super::{
    Facts,
    judge::{Judge, Truth},
};
use crate::rule::{Action, Bands, Case, Consent, Decision, Need, Needed, Part, Rules, Source};

/// Something that somebody tries to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Attempt<'a> {
    /// Its name in the pack.
    pub action: &'a str,
    /// How it ends, or the value recorded; empty for none.
    pub outcome: &'a str,
    /// What was filled in, and which parts are given. Dates are written as `2027-03-12`.
    pub fields: &'a [(&'a str, &'a str)],
    /// The parent to whom it is done; empty for nobody alone.
    pub to: &'a str,
    /// The roles in which somebody does it; nothing when that was settled before.
    pub roles: Option<&'a [&'a str]>,
}

/// Why something cannot be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Everything that is missing, in the handbook's words.
    pub missing: Vec<String>,
}

/// Whether `attempt` may be done; the advice to show beside it, or everything that is missing.
pub fn attempt(rules: &Rules, facts: &Facts<'_>, attempt: &Attempt<'_>) -> Result<Vec<String>, Refused> {
    let judge = Judge::new(rules, facts, Some(attempt));
    let Some(action) = rules.action(attempt.action) else {
        let missing = of_another_kind(&judge, attempt);
        return if missing.is_empty() { Ok(Vec::new()) } else { Err(Refused { missing }) };
    };
    let missing = missing(&judge, action, attempt);
    if !missing.is_empty() {
        return Err(Refused { missing });
    }
    let advice = action.advice.iter().filter(|advice| judge.truth(&advice.when) == Truth::Yes);
    Ok(advice.map(|advice| advice.words.clone()).collect())
}

/// A task or an item of a menu asks for nothing first; another band than the figures give asks for a reason.
fn of_another_kind(judge: &Judge<'_>, attempt: &Attempt<'_>) -> Vec<String> {
    let rules = judge.rules;
    let name = attempt.action;
    if let Some(set) = judge.set(name) {
        return override_missing(set, attempt);
    }
    if let Some(task) = rules.tasks.iter().find(|task| task.head.name == name) {
        return wrong_role(name, &task.owner, attempt).into_iter().collect();
    }
    let reviewed = rules
        .actions
        .iter()
        .find(|action| action.review.is_some() && name.strip_prefix("Review of ") == Some(action.head.name.as_str()));
    if let Some(action) = reviewed {
        return wrong_role(name, &action.by, attempt).into_iter().collect();
    }
    let is_item = rules.menus.iter().flat_map(|menu| &menu.items).any(|item| item.head.name == name);
    if is_item { Vec::new() } else { alloc::vec![alloc::format!("nothing is called `{name}`")] }
}

fn override_missing(set: &Bands, attempt: &Attempt<'_>) -> Vec<String> {
    let name = &set.head.name;
    let mut missing: Vec<String> = wrong_role(name, &set.overridden_by, attempt).into_iter().collect();
    if set.overridden_by.is_empty() {
        missing.push(alloc::format!("the figures alone decide `{name}`"));
    }
    if set.bands.iter().all(|band| band.name != attempt.outcome) {
        missing.push(alloc::format!("`{name}` has no band `{}`", attempt.outcome));
    }
    if !is_given(attempt, "reason") {
        missing.push(String::from("another band needs a reason"));
    }
    missing
}

/// Said to somebody who acts in a role that is not among those who do this.
fn wrong_role(name: &str, by: &[String], attempt: &Attempt<'_>) -> Option<String> {
    let roles = attempt.roles?;
    let is_right = by.is_empty() || by.iter().any(|role| roles.contains(&role.as_str()));
    (!is_right).then(|| alloc::format!("`{name}` is for {}", by.join(" or ")))
}

fn is_given(attempt: &Attempt<'_>, field: &str) -> bool {
    attempt.fields.iter().any(|(name, value)| *name == field && !value.trim().is_empty())
}

fn missing<'a>(judge: &Judge<'a>, action: &'a Action, attempt: &Attempt<'_>) -> Vec<String> {
    let mut missing: Vec<String> = wrong_role(&action.head.name, &action.by, attempt).into_iter().collect();
    if !judge.is_in_force(&action.head) {
        missing.push(alloc::format!("{} is not in force on {}", action.head.name, judge.facts.day));
    }
    if let Some(when) = &action.when
        && judge.truth(when) != Truth::Yes
    {
        missing.push(alloc::format!("{} is not open", action.head.name));
    }
    if let Some(suppressed) = &action.suppressed
        && judge.truth(&suppressed.when) != Truth::No
    {
        missing.push(suppressed.words.clone());
    }
    if !attempt.outcome.is_empty() && action.ends_as.iter().all(|end| end != attempt.outcome) {
        missing.push(alloc::format!("`{}` does not end as `{}`", action.head.name, attempt.outcome));
    }
    missing.extend(parts_missing(judge, action, attempt));
    missing.extend(judge.needs(action).map(|need| need.otherwise.clone()));
    let limits = judge.rules.limits.iter().filter(|limit| judge.rules.is_same(&limit.on, &action.head.name));
    let limits = limits.filter(|limit| judge.is_in_force(&limit.head) && judge.truth(&limit.allows) != Truth::Yes);
    missing.extend(limits.map(|limit| limit.otherwise.clone()));
    missing
}

/// Consent, quorum, and parts that are not given.
fn parts_missing<'a>(judge: &Judge<'a>, action: &'a Action, attempt: &Attempt<'_>) -> Vec<String> {
    let mut missing = Vec::new();
    let value = |field: &str| attempt.fields.iter().find(|(name, _)| *name == field).map(|&(_, value)| value);
    if action.consent == Some(Consent::Needed) && value("consent") != Some("given") {
        missing.push(String::from("consent is not given"));
    }
    let attended = |role: &str| value(role).and_then(|count| count.trim().parse().ok()).unwrap_or(0_u32);
    if action.quorum.iter().any(|(count, role)| attended(role) < *count) {
        missing.push(String::from("quorum"));
    }
    let needed = action.parts.iter().filter(|part| match &part.needed {
        Needed::Always => true,
        Needed::Optional => false,
        Needed::When(when) => judge.truth(when) == Truth::Yes,
    });
    // What is on record is filled in where nobody says anything of it; nobody may leave it out.
    let is_filled =
        |part: &&Part| part.filled_from.as_ref().is_some_and(Source::is_on_record) && value(&part.head.name).is_none();
    let parts = needed.filter(|part| !is_filled(part) && !is_given(attempt, &part.head.name));
    missing.extend(parts.map(|part| part.head.name.clone()));
    missing
}

impl<'a> Judge<'a> {
    /// The needs of `action` that are asked and not met.
    pub(super) fn needs(&self, action: &'a Action) -> impl Iterator<Item = &'a Need> + '_ {
        self.asked(action).filter(|need| self.truth(&need.holds) != Truth::Yes)
    }

    /// What has to be on record first, by what is known; whether it is there or not.
    pub(super) fn asked(&self, action: &'a Action) -> impl Iterator<Item = &'a Need> + '_ {
        action.needs.iter().filter(|need| {
            let is_asked = need.when.as_ref().is_none_or(|when| self.truth(when) == Truth::Yes);
            is_asked && need.unless.as_ref().is_none_or(|unless| self.truth(unless) != Truth::Yes)
        })
    }
}

/// An input of a decision: words, or an amount in thousandths (a time of day in thousandths of a minute).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input<'a> {
    /// Words.
    Words(&'a str),
    /// An amount.
    Amount(i64),
}

/// The answer of `decision` where `given` are the inputs that somebody gave, by their names; the others are measured.
pub fn answer_for<'a>(
    rules: &Rules,
    facts: &Facts<'_>,
    decision: &'a Decision,
    (given, to): (&[(&str, Input<'_>)], &str),
) -> Option<&'a str> {
    let attempt = Attempt { to, ..Attempt::default() };
    let judge = Judge::new(rules, facts, Some(&attempt));
    let input = |(place, name): (usize, &String)| -> Option<Input<'_>> {
        if let Some(&(_, input)) = given.iter().find(|(known, _)| known == name) {
            return Some(input);
        }
        let (_, measure) = decision.measured.iter().find(|(at, _)| *at == place)?;
        Some(Input::Amount(judge.measure(measure)?.thousandths()?))
    };
    let inputs = decision.inputs.iter().enumerate().map(input).collect::<Option<Vec<Input<'_>>>>()?;
    answer(decision, &inputs)
}

/// The answer of `decision` to `inputs`, in its order.
pub fn answer<'a>(decision: &'a Decision, inputs: &[Input<'_>]) -> Option<&'a str> {
    let fits = |case: &Case, input: &Input<'_>| match (case, input) {
        (Case::Any, _) => true,
        (Case::Is(words), Input::Words(input)) => words == input,
        (Case::In(range), Input::Amount(amount)) => range.contains(*amount),
        _ => false,
    };
    let row =
        decision.rows.iter().find(|(cases, _)| cases.iter().zip(inputs).all(|(case, input)| fits(case, input)))?;
    Some(&row.1)
}
