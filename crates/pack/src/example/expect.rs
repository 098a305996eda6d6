//! What an example can expect, and whether it is so.

use domain::{
    decide::{
        Attempt, Decided, Facts, Input, Proof, Refused, Truth, answer, attempt, decide, due_on, holds, proofs, since,
    },
    rule::Condition,
};

use super::run::{Seen, Stage};
use crate::{Fault, condition::Reader, text::Piece, words};

type Tried = Result<Vec<String>, Refused>;

/// Whether `text` is one of the expectations that only examples have; everything else is a condition.
pub(super) fn has_own_form(text: &str) -> bool {
    const OPENINGS: [&str; 10] = [
        "refused:",
        "task ",
        "no task ",
        "offered ",
        "not offered ",
        "on list ",
        "not on list ",
        "led by ",
        "may ",
        "advice ",
    ];
    let is_opening = OPENINGS.iter().any(|opening| text.starts_with(opening));
    is_opening || text == "accepted" || text.ends_with(" items offered") || text.contains("] gives ")
}

/// Nothing when `part` is so, else what is so instead; a fault when it cannot be read.
pub(super) fn check(
    stage: &Stage<'_>,
    facts: &Facts<'_>,
    part: &Piece,
    tried: Option<&Tried>,
    seen: &mut Seen,
) -> Result<Option<String>, Fault> {
    let text = part.text.as_str();
    let names = words::names(text);
    if let Some(tried) = tried
        && let Some(verdict) = of_attempt(text, tried)
    {
        return Ok(verdict);
    }
    let first = names.first().cloned().unwrap_or_default();
    let one_of = [("task ", true), ("no task ", false)].into_iter().find(|(word, _)| text.starts_with(word));
    if let Some((_, is_wanted)) = one_of {
        seen.insert(first.clone());
        return Ok(task(stage, facts, &first, text, is_wanted));
    }
    if text.starts_with("offered ") || text.starts_with("not offered ") || text.ends_with(" items offered") {
        return Ok(offered(&decide(stage.rules, facts), text, &names, seen));
    }
    if text.starts_with("on list ") || text.starts_with("not on list ") {
        seen.insert(first.clone());
        let is_on = decide(stage.rules, facts).lists.iter().any(|list| list.name == first);
        return Ok(same(is_on, text.starts_with("on "), "the pupil is on the list", "the pupil is not on the list"));
    }
    if text.starts_with("led by ") {
        let bands = decide(stage.rules, facts).bands;
        let led: Vec<String> = bands.into_iter().flat_map(|band| band.led_by).collect();
        let missing = names.iter().find(|name| !led.contains(name));
        return Ok(missing.map(|_| format!("it is led by {}", led.join(", "))));
    }
    if text.starts_with("may do ") || text.starts_with("may not do ") {
        seen.insert(first.clone());
        let answer = attempt(stage.rules, facts, &Attempt { action: &first, outcome: "", fields: &[] });
        let instead = answer.as_ref().err().map_or_else(String::new, |refused| refused.missing.join("; "));
        return Ok(same(
            answer.is_ok(),
            text.starts_with("may do"),
            "it may be done",
            &format!("it may not be done: {instead}"),
        ));
    }
    if text.starts_with("advice ") {
        return Ok(advice(stage, facts, text, seen));
    }
    if text.contains("] gives ") {
        seen.insert(first.clone());
        return Ok(given(stage, &first, text));
    }
    condition(stage, facts, part, names, seen)
}

fn of_attempt(text: &str, tried: &Tried) -> Option<Option<String>> {
    if text == "accepted" {
        return Some(tried.as_ref().err().map(|refused| format!("it is refused: {}", refused.missing.join("; "))));
    }
    let rest = text.strip_prefix("refused:")?;
    let mut wanted: Vec<String> = words::values(rest);
    wanted.extend(words::names(rest));
    Some(match tried {
        Ok(_) => Some(String::from("it is accepted")),
        Err(refused) => {
            let mut missing = refused.missing.clone();
            missing.sort();
            wanted.sort();
            (missing != wanted).then(|| format!("it is refused: {}", refused.missing.join("; ")))
        }
    })
}

fn task(stage: &Stage<'_>, facts: &Facts<'_>, name: &str, text: &str, is_wanted: bool) -> Option<String> {
    let decided = decide(stage.rules, facts);
    let found = decided.tasks.iter().find(|task| task.name == name);
    let Some(found) = found else { return is_wanted.then(|| String::from("there is no such task")) };
    if !is_wanted {
        return Some(format!("there is a task `{name}`"));
    }
    match text.split_once(']').map_or("", |(_, rest)| rest.trim()) {
        "" => None,
        "overdue" => (!found.is_overdue).then(|| String::from("it is not overdue")),
        "not overdue" => found.is_overdue.then(|| String::from("it is overdue")),
        said => match said.strip_prefix("due ").map(words::date) {
            Some(Ok(wanted)) => {
                let arose = since(stage.rules, facts, name);
                let due = arose.and_then(|arose| due_on(&found.due, arose, stage.calendar));
                (due != Some(wanted)).then(|| match due {
                    Some(due) => format!("it is due {}", due.strftime("%a %-d %b %Y")),
                    None => String::from("it has no date"),
                })
            }
            Some(Err(what)) => Some(what),
            None => Some(format!("`{said}` is not said of a task: say `overdue`, `not overdue` or `due` with a date")),
        },
    }
}

fn offered(decided: &Decided, text: &str, names: &[String], seen: &mut Seen) -> Option<String> {
    let items: Vec<&str> = decided.offers.iter().map(|offer| offer.item.as_str()).collect();
    seen.extend(decided.offers.iter().map(|offer| offer.menu.clone()));
    if let Some(count) = text.strip_suffix(" items offered") {
        seen.extend(items.iter().map(|&item| item.to_owned()));
        return (count.parse() != Ok(items.len()))
            .then(|| format!("{} items are offered: {}", items.len(), items.join(", ")));
    }
    seen.extend(names.iter().cloned());
    let is_wanted = text.starts_with("offered");
    let wrong = names.iter().find(|name| items.contains(&name.as_str()) != is_wanted)?;
    Some(format!("`{wrong}` is {}offered", if is_wanted { "not " } else { "" }))
}

fn advice(stage: &Stage<'_>, facts: &Facts<'_>, text: &str, seen: &mut Seen) -> Option<String> {
    let words = words::values(text).pop().unwrap_or_default();
    let said: Vec<&str> = stage
        .rules
        .actions
        .iter()
        .flat_map(|action| action.advice.iter().map(move |advice| (action, advice)))
        .filter(|(_, advice)| holds(stage.rules, facts, &advice.when) == Truth::Yes)
        .map(|(action, advice)| {
            seen.insert(action.head.name.clone());
            advice.words.as_str()
        })
        .collect();
    (!said.contains(&words.as_str())).then(|| format!("the advice is: {}", said.join("; ")))
}

/// `[Code on arrival] gives "L" for "session" "morning", "arrival" 08:55`
fn given(stage: &Stage<'_>, name: &str, text: &str) -> Option<String> {
    let Some(decision) = stage.rules.decision(name) else { return Some(format!("there is no decision `{name}`")) };
    let (expected, inputs) = text.split_once(" for ").unwrap_or((text, ""));
    let expected = words::values(expected).pop().unwrap_or_default();
    let named: Vec<(String, String)> = inputs
        .split(", ")
        .map(|part| {
            let mut pieces = part.splitn(3, '"').skip(1);
            let field = pieces.next().unwrap_or("").to_owned();
            (field, pieces.next().unwrap_or("").trim().to_owned())
        })
        .collect();
    let values: Vec<&str> = decision
        .inputs
        .iter()
        .map(|input| named.iter().find(|(field, _)| field == input).map_or("", |(_, value)| value.as_str()))
        .collect();
    let inputs: Vec<Input<'_>> = values
        .iter()
        .map(|value| match words::amount(value) {
            Ok(amount) => Input::Amount(amount.thousandths),
            Err(_) => Input::Words(value.trim_matches('"')),
        })
        .collect();
    let found = answer(decision, &inputs).unwrap_or("nothing");
    (found != expected).then(|| format!("it gives `{found}`"))
}

fn condition(
    stage: &Stage<'_>,
    facts: &Facts<'_>,
    part: &Piece,
    names: Vec<String>,
    seen: &mut Seen,
) -> Result<Option<String>, Fault> {
    let mut reader = Reader::new("").knowing(&stage.rules.settings);
    let Some(condition) = reader.read(part) else {
        return Err(reader.faults.pop().unwrap_or_else(|| Fault::new("", part.span, "this cannot be expected", "")));
    };
    seen.extend(names);
    let truth = match &condition {
        // What cannot be told does not stand on any page, which is all that `not` says of it here.
        Condition::Not(inner) if holds(stage.rules, facts, inner) == Truth::NotKnown => Truth::Yes,
        condition => holds(stage.rules, facts, condition),
    };
    if truth == Truth::Yes {
        return Ok(None);
    }
    let said = |proof: Proof| match proof.found.as_str() {
        "" => format!("{}: {}", proof.words, proof.holds.word()),
        found => format!("{}: {found}", proof.words),
    };
    Ok(Some(proofs(stage.rules, facts, &condition).into_iter().map(said).collect::<Vec<String>>().join("; ")))
}

fn same(is_so: bool, is_wanted: bool, yes: &str, no: &str) -> Option<String> {
    (is_so != is_wanted).then(|| if is_so { yes.to_owned() } else { no.to_owned() })
}
