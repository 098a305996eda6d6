//! What happens when somebody tries to do something: every need is looked at, so that the answer is the whole list.

use alloc::{string::String, vec::Vec};

use super::{
    Facts,
    judge::{Judge, Truth},
};
use crate::rule::{Action, Case, Decision, Rules};

/// Something that somebody tries to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempt<'a> {
    /// Its name in the pack.
    pub action: &'a str,
    /// How it ends, or the value recorded; empty for none.
    pub outcome: &'a str,
    /// What was filled in.
    pub fields: &'a [(&'a str, &'a str)],
}

/// Why something cannot be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Everything that is missing, in the handbook's words.
    pub missing: Vec<String>,
}

/// Whether `attempt` may be done; the advice to show beside it, or everything that is missing.
pub fn attempt(rules: &Rules, facts: &Facts<'_>, attempt: &Attempt<'_>) -> Result<Vec<String>, Refused> {
    let Some(action) = rules.action(attempt.action) else {
        // A task or an item of a menu asks for nothing first.
        let is_task = rules.tasks.iter().any(|task| task.head.name == attempt.action);
        if is_task || rules.menus.iter().flat_map(|menu| &menu.items).any(|item| item.head.name == attempt.action) {
            return Ok(Vec::new());
        }
        let words = alloc::format!("nothing is called `{}`", attempt.action);
        return Err(Refused { missing: alloc::vec![words] });
    };
    let judge = Judge::new(rules, facts, Some(attempt));
    let missing = missing(&judge, action, attempt);
    if !missing.is_empty() {
        return Err(Refused { missing });
    }
    let advice = action.advice.iter().filter(|advice| judge.truth(&advice.when) == Truth::Yes);
    Ok(advice.map(|advice| advice.words.clone()).collect())
}

fn missing<'a>(judge: &Judge<'a>, action: &'a Action, attempt: &Attempt<'_>) -> Vec<String> {
    let mut missing = Vec::new();
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
    let asked = action.needs.iter().filter(|need| {
        let is_asked = need.when.as_ref().is_none_or(|when| judge.truth(when) == Truth::Yes);
        is_asked && need.unless.as_ref().is_none_or(|unless| judge.truth(unless) != Truth::Yes)
    });
    missing.extend(asked.filter(|need| judge.truth(&need.holds) != Truth::Yes).map(|need| need.otherwise.clone()));
    missing
}

/// An input of a decision: words, or an amount in thousandths (a time of day in thousandths of a minute).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input<'a> {
    /// Words.
    Words(&'a str),
    /// An amount.
    Amount(i64),
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
