//! What an example can expect, and whether it is so.

use domain::{
    Date,
    decide::{
        Deadline, Facts, Input, Proof, Standing, Truth, answer_for, bands_of, deadline, decide, holds_for, listed,
        owed_by_authority, owed_by_school, period, proofs_for,
    },
    rule::Condition,
};

use super::{
    Line,
    act::{self, Act},
    run::{Seen, Stage, THE_AUTHORITY, THE_SCHOOL, Tried, try_it},
};
use crate::{Fault, condition::Reader, text::Piece, words};

/// A line of an example after what is done in it.
pub(super) struct Look<'a> {
    pub(super) stage: &'a Stage<'a>,
    pub(super) facts: Facts<'a>,
    pub(super) line: &'a Line,
    /// The parent whom the line is about.
    pub(super) to: &'a str,
    pub(super) tried: Option<&'a Tried>,
}

/// Whether `text` is one of the expectations that only examples have; everything else is a condition.
pub(super) fn has_own_form(text: &str) -> bool {
    const OPENINGS: [&str; 18] = [
        "refused:",
        "task ",
        "no task ",
        "offered ",
        "not offered ",
        "on list ",
        "not on list ",
        "listed ",
        "not listed ",
        "led by ",
        "helped by ",
        "chaired by ",
        "attended by ",
        "agenda ",
        "asks ",
        "goes to ",
        "may ",
        "nothing gives ",
    ];
    const WITHIN: [&str; 5] = ["] gives ", "] ends on ", "] ends by ", "] is shown to ", " pupils are ["];
    let is_opening = OPENINGS.iter().any(|opening| text.starts_with(opening)) || text.starts_with("advice ");
    is_opening
        || text.starts_with("no advice ")
        || text == "accepted"
        || text.ends_with(" items offered")
        || WITHIN.iter().any(|words| text.contains(words))
}

/// Nothing when `part` is so, else what is so instead; a fault when it cannot be read.
pub(super) fn check(look: &Look<'_>, part: &Piece, seen: &mut Seen) -> Result<Option<String>, Fault> {
    let text = part.text.as_str();
    let names = words::names(text);
    if !has_own_form(text) {
        return condition(look, part, names, seen);
    }
    if let Some(verdict) = look.tried.and_then(|tried| of_attempt(text, tried, &names)) {
        return Ok(verdict);
    }
    let first = names.first().cloned().unwrap_or_default();
    if let Some(what) = super::known::unfit(look.stage.rules, text, &names) {
        return Ok(Some(what));
    }
    let opening = text.split([' ', '[', '"']).next().unwrap_or("");
    let is_wanted = !text.starts_with("no ") && !text.starts_with("not ");
    Ok(match opening {
        "refused:" | "accepted" => Some(String::from("nothing is tried in this line")),
        _ if text.starts_with("task ") || text.starts_with("no task ") => task(look, text, is_wanted, seen),
        "offered" | "not" if text.contains("offered ") => offered(look, text, &names, seen),
        _ if text.ends_with(" items offered") => offered(look, text, &names, seen),
        _ if text.contains("on list ") => {
            seen.insert(first.clone());
            let lists = decide(look.stage.rules, &look.facts).lists;
            let is_on = lists.iter().any(|list| list.name == first);
            same(is_on, is_wanted, "the pupil is on the list", "the pupil is not on the list")
        }
        _ if text.contains("listed ") => {
            let known = listed(look.stage.rules, &look.facts);
            seen.extend(names.iter().cloned());
            let wrong = names.iter().find(|name| known.iter().any(|one| one.head.name == **name) != is_wanted);
            wrong.map(|name| format!("`{name}` is {}listed", if is_wanted { "not " } else { "" }))
        }
        "led" | "helped" => led(look, opening, &names, seen),
        "chaired" | "attended" | "agenda" | "asks" | "goes" => of_thing(look, opening, text, seen),
        "may" => may(look, part, seen),
        "advice" => advice(look, text, seen),
        _ if text.starts_with("no advice ") => match advice(look, text, seen) {
            None => Some(String::from("this is said")),
            Some(_) => None,
        },
        "nothing" => super::code::check(look, text, seen),
        _ if text.contains("] gives ") && look.stage.rules.action(&first).is_some() => {
            super::code::check(look, text, seen)
        }
        _ if text.contains("] gives ") => {
            seen.insert(first.clone());
            given(look, &first, text)
        }
        _ if text.contains("] is shown to ") => shown(look, &first, text, seen),
        _ if text.contains(" pupils are [") => share(look, &first, text, seen),
        _ => ends(look, &first, text, seen),
    })
}

fn of_attempt(text: &str, tried: &Tried, names: &[String]) -> Option<Option<String>> {
    if text == "accepted" {
        return Some(
            tried.answer.as_ref().err().map(|refused| format!("it is refused: {}", refused.missing.join("; "))),
        );
    }
    let rest = text.strip_prefix("refused:")?;
    // Names stand for themselves outside quotation marks only.
    let bare = rest.split('"').step_by(2).collect::<String>();
    let names: Vec<&String> = names.iter().filter(|name| bare.contains(&format!("[{name}]"))).collect();
    let values = words::values(rest);
    Some(match &tried.answer {
        Ok(_) => Some(String::from("it is accepted")),
        Err(refused) => {
            let missing = &refused.missing;
            // A need without words of its own may be expected by the thing it asks for.
            let is_named = |name: &String, words: &String| words == name || words.starts_with(&format!("[{name}]"));
            let is_whole = missing.len() == values.len() + names.len()
                && values.iter().all(|value| missing.contains(value))
                && names.iter().all(|name| missing.iter().any(|words| is_named(name, words)));
            (!is_whole).then(|| format!("it is refused: {}", missing.join("; ")))
        }
    })
}

/// Everything that stands to be done in this line: about its pupil, the school or the authority.
fn standing(look: &Look<'_>) -> Vec<Standing> {
    if look.line.child == THE_SCHOOL {
        return owed_by_school(look.stage.rules, &look.facts);
    }
    if look.line.child == THE_AUTHORITY {
        return owed_by_authority(look.stage.rules, &look.facts);
    }
    decide(look.stage.rules, &look.facts).tasks
}

/// `task [X]`, with `due`, `overdue`, `not overdue`, `for [role]` or `to [role]` behind it.
fn task(look: &Look<'_>, text: &str, is_wanted: bool, seen: &mut Seen) -> Option<String> {
    let name = words::names(text).into_iter().next().unwrap_or_default();
    seen.insert(name.strip_prefix("Review of ").unwrap_or(&name).to_owned());
    let standing = standing(look);
    let Some(found) = standing.iter().find(|task| task.name == name) else {
        return is_wanted.then(|| String::from("there is no such task"));
    };
    if !is_wanted {
        return Some(format!("there is a task `{name}`"));
    }
    let said = text.split_once(']').map_or("", |(_, rest)| rest.trim());
    let (word, rest) = said.split_once(' ').unwrap_or((said, ""));
    let due = || deadline(look.stage.rules, &look.facts, found);
    let is_past = || !found.has_overdue_count && due().is_some_and(|due| due.day < look.facts.day);
    let is_overdue = || found.is_overdue || is_past();
    match (word, rest) {
        ("", _) => None,
        ("overdue", _) => (!is_overdue()).then(|| String::from("it is not overdue")),
        ("not", "overdue") => is_overdue().then(|| String::from("it is overdue")),
        ("due", rest) => match wanted_deadline(rest) {
            Ok(wanted) => (due() != Some(wanted)).then(|| match due() {
                Some(due) => format!("it is due {}", shown_deadline(due)),
                None => String::from("it has no date"),
            }),
            Err(what) => Some(what),
        },
        ("for", rest) => these(rest, &found.owner, "it is for", seen),
        ("to", rest) => these(rest, &found.to, "it goes to", seen),
        ("opens", rest) => these(rest, found.opens.as_slice(), "it opens", seen),
        _ => Some(format!(
            "`{said}` is not said of a task: say `overdue`, `not overdue`, `due` with a date, `for` or `to` with a role, or \
             `opens` with what it is done by"
        )),
    }
}

/// `Mon 23 Nov 2026`, `Wed 11 Nov 2026 at 10:15`
fn wanted_deadline(text: &str) -> Result<Deadline, String> {
    let (day, at) = text.split_once(" at ").map_or((text, None), |(day, at)| (day, Some(at)));
    let time = |minutes: i64| domain::Time::new((minutes / 60) as i8, (minutes % 60) as i8, 0, 0).ok();
    Ok(Deadline { day: words::date(day)?, at: at.and_then(words::clock).and_then(time) })
}

fn shown_deadline(due: Deadline) -> String {
    let at = due.at.map(|at| at.strftime(" at %H:%M").to_string()).unwrap_or_default();
    format!("{}{at}", shown_day(due.day))
}

fn shown_day(day: Date) -> String {
    day.strftime("%a %-d %b %Y").to_string()
}

/// Whether each role that `text` names is among `known`.
fn these(text: &str, known: &[String], opening: &str, seen: &mut Seen) -> Option<String> {
    let wanted = words::list(text);
    seen.extend(wanted.iter().cloned());
    let is_missing = wanted.iter().any(|name| !known.contains(name));
    is_missing.then(|| format!("{opening} {}", known.join(", ")))
}

fn offered(look: &Look<'_>, text: &str, names: &[String], seen: &mut Seen) -> Option<String> {
    let decided = decide(look.stage.rules, &look.facts);
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

/// Who leads in a band or stage of the pupil, or helps in a band.
fn led(look: &Look<'_>, opening: &str, names: &[String], seen: &mut Seen) -> Option<String> {
    let decided = decide(look.stage.rules, &look.facts);
    let known: Vec<String> = match opening {
        "helped" => decided.bands.into_iter().flat_map(|band| band.with).collect(),
        _ => {
            let bands = decided.bands.into_iter().flat_map(|band| band.led_by);
            bands.chain(decided.stages.into_iter().flat_map(|stage| stage.led_by)).collect()
        }
    };
    seen.extend(names.iter().cloned());
    let missing = names.iter().find(|name| !known.contains(name));
    missing.map(|_| format!("it is {opening} by {}", known.join(", ")))
}

/// Who and what belongs to the thing that is done in this line.
fn of_thing(look: &Look<'_>, opening: &str, text: &str, seen: &mut Seen) -> Option<String> {
    let action = look.tried.and_then(|tried| look.stage.rules.action(&tried.action));
    let Some(action) = action else { return Some(String::from("nothing of the pack is done in this line")) };
    let (_, rest) = text.split_once(' ').unwrap_or((text, ""));
    let rest = rest.strip_prefix("by ").or_else(|| rest.strip_prefix("to ")).unwrap_or(rest);
    match opening {
        "chaired" => these(rest, &action.chair, "it is chaired by", seen),
        "attended" => these(rest, &action.members, "it is attended by", seen),
        "goes" => these(rest, &action.to, "it goes to", seen),
        "agenda" => these(&words::values(rest).join(","), &action.agenda, "its agenda is", seen),
        _ => {
            let parts = action.parts.iter().map(|part| part.head.name.clone());
            let asked: Vec<String> = action.asks.iter().cloned().chain(parts).collect();
            let wanted = words::values(rest);
            let missing = wanted.iter().find(|field| !asked.contains(field));
            missing.map(|_| format!("it asks {}", asked.join(", ")))
        }
    }
}

/// `may do [X]`, `may not do [X] by [role]`, with whatever else an act may say.
fn may(look: &Look<'_>, part: &Piece, seen: &mut Seen) -> Option<String> {
    let text = &part.text;
    let rest = text.strip_prefix("may do ").or_else(|| text.strip_prefix("may not do ")).unwrap_or("");
    let mut does = match act::read(&Piece { text: format!("does {rest}"), span: part.span }) {
        Ok(Act::Does(does)) => does,
        Ok(_) => return Some(String::from("nothing is named that may be done")),
        Err(what) => return Some(what),
    };
    let (unsaid, endless) = (super::known::unsaid, super::known::endless);
    if let Some(what) = unsaid(look.stage.rules, &does).or_else(|| endless(look.stage.rules, &does)) {
        return Some(what);
    }
    if does.to.is_empty() {
        does.to = look.to.to_owned();
    }
    seen.extend(does.role.iter().chain([&does.action]).cloned());
    let limits = look.stage.rules.limits.iter().filter(|limit| limit.on == does.action);
    seen.extend(limits.map(|limit| limit.head.name.clone()));
    let answer = try_it(look.stage.rules, &look.facts, &does);
    let instead = answer.as_ref().err().map_or_else(String::new, |refused| refused.missing.join("; "));
    let no = format!("it may not be done: {instead}");
    same(answer.is_ok(), text.starts_with("may do"), "it may be done", &no)
}

fn advice(look: &Look<'_>, text: &str, seen: &mut Seen) -> Option<String> {
    let words = words::values(text).pop().unwrap_or_default();
    let (rules, facts) = (look.stage.rules, &look.facts);
    // What was said when the thing was done counts, and what would be said now.
    let said = look.tried.and_then(|tried| Some((tried.answer.as_ref().ok()?, &tried.action)));
    if let Some((said, action)) = said
        && said.contains(&words)
    {
        seen.insert(action.clone());
        return None;
    }
    let all = rules.actions.iter().flat_map(|action| action.advice.iter().map(move |advice| (action, advice)));
    let said: Vec<&str> = all
        .filter(|(_, advice)| holds_for(rules, facts, &advice.when, look.to) == Truth::Yes)
        .map(|(action, advice)| {
            seen.insert(action.head.name.clone());
            advice.words.as_str()
        })
        .collect();
    (!said.contains(&words.as_str())).then(|| format!("the advice is: {}", said.join("; ")))
}

/// `[Page] is shown to parents`, `[Page] is shown to [role]`
fn shown(look: &Look<'_>, name: &str, text: &str, seen: &mut Seen) -> Option<String> {
    seen.insert(name.to_owned());
    let to = text.split_once("] is shown to ").map_or("", |(_, to)| to);
    let rules = look.stage.rules;
    let page = rules.pages.iter().find(|page| page.head.name == name).map(|page| &page.shown_to);
    let list = rules.lists.iter().find(|list| list.head.name == name).map(|list| &list.shown_to);
    let Some(shown_to) = page.or(list) else { return Some(format!("there is no page or list `{name}`")) };
    // What everybody may find, somebody in any role may too.
    let is_open = shown_to.iter().any(|one| one == "parents" || one == "everybody");
    if is_open && to != "parents" {
        return None;
    }
    these(to, shown_to, "it is shown to", seen)
}

/// `3 of 10 pupils are [Band]`
fn share(look: &Look<'_>, band: &str, text: &str, seen: &mut Seen) -> Option<String> {
    let pupils = look.stage.pupils.iter().filter(|(name, _)| ![THE_SCHOOL, THE_AUTHORITY].contains(&name.as_str()));
    let (mut inside, mut all) = (0, 0);
    for (_, pupil) in pupils {
        let facts = look.stage.facts(pupil, look.facts.day);
        let bands = bands_of(look.stage.rules, &facts);
        let found = bands.iter().find(|(_, name)| name == band);
        seen.extend(found.map(|(set, _)| set.clone()));
        inside += usize::from(found.is_some());
        all += 1;
    }
    let is = format!("{inside} of {all} pupils are [{band}]");
    (is != text).then_some(is)
}

/// `[X] ends on Fri 4 Dec 2026`, `[Stage] ends by Fri 18 Dec 2026`
fn ends(look: &Look<'_>, name: &str, text: &str, seen: &mut Seen) -> Option<String> {
    let (rules, facts) = (look.stage.rules, &look.facts);
    seen.insert(name.to_owned());
    let found = if let Some((_, wanted)) = text.split_once("] ends on ") {
        (words::date(wanted), period(rules, facts, name).map(|(_, last)| last))
    } else {
        let (_, wanted) = text.split_once("] ends by ").unwrap_or(("", ""));
        let stage = decide(rules, facts).stages.into_iter().find(|stage| stage.stage == name);
        seen.extend(stage.iter().map(|stage| stage.set.clone()));
        (words::date(wanted), stage.and_then(|stage| stage.until))
    };
    match found {
        (Err(what), _) => Some(what),
        (Ok(wanted), Some(last)) if wanted == last => None,
        (Ok(_), Some(last)) => Some(format!("it ends on {}", shown_day(last))),
        (Ok(_), None) => Some(String::from("it has no end that is known")),
    }
}

/// `[Code on arrival] gives "L" for "session" "morning", "arrival" 08:55`
fn given(look: &Look<'_>, name: &str, text: &str) -> Option<String> {
    let Some(decision) = look.stage.rules.decision(name) else { return Some(format!("there is no decision `{name}`")) };
    let said = text.split_once("] gives ").map_or("", |(_, said)| said);
    let (expected, inputs) = said
        .split_once("\" for \"")
        .map_or((said, String::new()), |(expected, inputs)| (expected, format!("\"{inputs}")));
    let expected = expected.trim().trim_matches('"').to_owned();
    let mut named: Vec<(&str, Input<'_>)> = Vec::new();
    for part in words::parted(&inputs) {
        let mut pieces = part.splitn(3, '"').skip(1);
        let field = pieces.next().unwrap_or("");
        let value = pieces.next().unwrap_or("").trim();
        let input = match words::amount(value) {
            Ok(amount) => Input::Amount(amount.thousandths),
            Err(_) => Input::Words(value.trim_matches('"')),
        };
        named.push((field, input));
    }
    if let Some((unknown, _)) = named.iter().find(|(field, _)| decision.inputs.iter().all(|input| input != field)) {
        return Some(format!("it does not ask `{unknown}`: it asks {}", decision.inputs.join(", ")));
    }
    let found = answer_for(look.stage.rules, &look.facts, decision, (&named, look.to)).unwrap_or("nothing");
    (found != expected).then(|| format!("it gives `{found}`"))
}

fn condition(look: &Look<'_>, part: &Piece, names: Vec<String>, seen: &mut Seen) -> Result<Option<String>, Fault> {
    let (rules, facts) = (look.stage.rules, &look.facts);
    let mut reader = Reader::new("").knowing(&rules.settings);
    let Some(condition) = reader.read(part) else {
        return Err(reader.faults.pop().unwrap_or_else(|| Fault::new("", part.span, "this cannot be expected", "")));
    };
    seen.extend(names);
    let truth = match &condition {
        // What cannot be told does not stand on any page, which is all that `not` says of it here.
        Condition::Not(inner) if holds_for(rules, facts, inner, look.to) == Truth::NotKnown => Truth::Yes,
        condition => holds_for(rules, facts, condition, look.to),
    };
    if truth == Truth::Yes {
        return Ok(None);
    }
    let said = |proof: Proof| match proof.found.as_str() {
        "" => format!("{}: {}", proof.words, proof.holds.word()),
        found => format!("{}: {found}", proof.words),
    };
    Ok(Some(proofs_for(rules, facts, &condition, look.to).into_iter().map(said).collect::<Vec<String>>().join("; ")))
}

fn same(is_so: bool, is_wanted: bool, yes: &str, no: &str) -> Option<String> {
    (is_so != is_wanted).then(|| if is_so { yes.to_owned() } else { no.to_owned() })
}
