//! What has to be on record before something is done: each demand with what was found, and the page on which it is done.

use domain::{
    decide::Truth,
    rule::{Action, Atom, Condition, Measure, Need, Rules, Test},
};
use service::case::{Met, Sight, State};

use super::super::plain;
use crate::{link::Link, pages::pupil::action::Before, status::Status, words};

/// Each demand of `sight`, with the page on which `page` says that the thing it asks for is done.
pub(in crate::handlers) fn before(rules: &Rules, sight: &Sight, page: &dyn Fn(&Action) -> Option<Link>) -> Vec<Before> {
    let mut lines = opening(rules, sight);
    lines.extend(sight.needs.iter().map(|(need, met)| Before {
        words: said(rules, sight, need),
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

/// `AIM has been held`, `Review date is given, when result is “not suitable”`.
fn said(rules: &Rules, sight: &Sight, need: &Need) -> String {
    let with = |word: &str, condition: &Option<Condition>| {
        condition.as_ref().map(|one| format!(", {word} {}", rules.plainly(one))).unwrap_or_default()
    };
    let (when, unless) = (with("when", &need.when), with("unless", &need.unless));
    let mut said = format!("{}{when}{unless}", rules.plainly(&need.holds));
    // A field is a name here, and only what it is compared with is quoted.
    for field in &sight.fields {
        said = said.replace(&format!("“{}”", field.name), &field.name);
    }
    words::sentence(&said)
}

/// What to say while something is missing, where its own words do not say it.
fn hint(need: &Need) -> String {
    let (words, otherwise) = (plain(&need.holds.words()), plain(&need.otherwise));
    if words.contains(&otherwise) { String::new() } else { words::sentence(&otherwise) }
}

/// What opens it, while it is closed.
fn opening(rules: &Rules, sight: &Sight) -> Vec<Before> {
    if sight.possible.state != State::Closed {
        return Vec::new();
    }
    let atoms: Vec<&Atom> = sight.possible.action.when.iter().flat_map(Condition::atoms).collect();
    let asked = |written: &str| match atoms.iter().copied().find(|atom| atom.words == written) {
        Some(atom) => rules.plainly(&Condition::Atom(atom.clone())),
        None => plain(written),
    };
    let said = sight.opening.iter().map(|proof| Before {
        words: words::sentence(&asked(&proof.words)),
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
        Test::Measured(..) | Test::Compared { .. } => atom.test.measures().find_map(thing_of),
        Test::Given(field) | Test::FieldIs { field, .. } | Test::FieldIn { field, .. } => field.of.as_ref(),
        _ => None,
    });
    things.filter(|thing| *thing != own).filter_map(|thing| rules.action(thing)).find_map(page)
}

/// The thing whose being done `measure` counts.
fn thing_of(measure: &Measure) -> Option<&String> {
    match measure {
        Measure::Since { thing, .. } | Measure::Times { thing, .. } => Some(thing),
        Measure::Least(parts) => parts.iter().find_map(thing_of),
        _ => None,
    }
}
