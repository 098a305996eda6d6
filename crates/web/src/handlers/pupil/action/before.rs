//! What has to be on record before something is done: each demand with what was found, and the page on which it is done.

use domain::{
    decide::Truth,
    rule::{Action, Condition, Measure, Need, Rules, Test},
};
use service::case::{Met, Sight, State};

use super::super::plain;
use crate::{link::Link, pages::pupil::action::Before, status::Status, words};

/// Each demand of `sight`, with the page on which `page` says that the thing it asks for is done.
pub(in crate::handlers) fn before(rules: &Rules, sight: &Sight, page: &dyn Fn(&Action) -> Option<Link>) -> Vec<Before> {
    let mut lines = opening(sight);
    lines.extend(sight.needs.iter().map(|(need, met)| Before {
        words: said(sight, need),
        hint: if *met == Met::No { hint(need) } else { String::new() },
        status: match met {
            Met::Yes => Status::done("On record"),
            Met::No => Status::now("Missing"),
            Met::FilledIn => Status::wait("You say it below"),
        },
        link: if *met == Met::Yes { None } else { link(rules, sight, &need.holds, page) },
    }));
    let is_said = |words: &String| sight.needs.iter().any(|(need, _)| need.otherwise == *words);
    let others = sight.possible.missing.iter().filter(|words| !is_said(words));
    lines.extend(others.map(|missing| Before {
        words: words::sentence(&plain(missing)),
        hint: String::new(),
        status: Status::now("In the way"),
        link: None,
    }));
    lines
}

/// `Level is Level 2`, `Review date is given, when result is "not suitable"`.
fn said(sight: &Sight, need: &Need) -> String {
    let with = |word: &str, condition: &Option<Condition>| {
        condition.as_ref().map(|one| format!(", {word} {}", plain(&one.words()))).unwrap_or_default()
    };
    let (when, unless) = (with("when", &need.when), with("unless", &need.unless));
    let mut said = format!("{}{when}{unless}", plain(&need.holds.words()));
    // A field is a name here, and only what it is compared with is quoted.
    for field in &sight.fields {
        said = said.replace(&format!("\"{}\"", field.name), &field.name);
    }
    words::sentence(&said)
}

/// What to say while something is missing, where its own words do not say it.
fn hint(need: &Need) -> String {
    let (words, otherwise) = (plain(&need.holds.words()), plain(&need.otherwise));
    if words.contains(&otherwise) { String::new() } else { words::sentence(&otherwise) }
}

/// What opens it, while it is closed.
fn opening(sight: &Sight) -> Vec<Before> {
    if sight.possible.state != State::Closed {
        return Vec::new();
    }
    let said = sight.opening.iter().map(|proof| Before {
        words: words::sentence(&plain(&proof.words)),
        hint: if proof.found.is_empty() { String::new() } else { format!("Now: {}", proof.found) },
        status: match proof.holds {
            Truth::Yes => Status::done("So it is"),
            Truth::No => Status::wait("Not so"),
            Truth::NotKnown => Status::wait("Not known yet"),
        },
        link: None,
    });
    said.collect()
}

/// The page on which the first thing of the condition is done.
fn link(rules: &Rules, sight: &Sight, condition: &Condition, page: &dyn Fn(&Action) -> Option<Link>) -> Option<Link> {
    let own = &sight.possible.action.head.name;
    let things = condition.atoms().into_iter().filter_map(|atom| match &atom.test {
        Test::Done { thing, .. } | Test::EndedAs { thing, .. } => Some(thing),
        Test::Measured(Measure::Since { thing, .. } | Measure::Times { thing, .. }, _) => Some(thing),
        Test::Given(field) | Test::FieldIs { field, .. } | Test::FieldIn { field, .. } => field.of.as_ref(),
        _ => None,
    });
    things.filter(|thing| *thing != own).filter_map(|thing| rules.action(thing)).find_map(page)
}
