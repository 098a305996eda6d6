//! What the handbook asks or offers now, each with why and with what can be done about it.

use domain::{
    decide::{Offer, Receipt, Standing, TAKE_BACK},
    rule::{self, Head, Kind, slug},
};

use service::case::{Possible, State, is_recorded};

use super::{because::because, event, known::Known, place, plain, readings};
use crate::{
    link::{Hidden, Link},
    pages::pupil::pathway::{Step, StepForm},
    status::Status,
    strength::Strength,
    urls, words,
};

/// Whether this reader may record what is done about a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// They lead cases, so each step has its form.
    Leads,
    /// They read only.
    Looks,
}

pub(super) fn strength(of: rule::Strength) -> Strength {
    Strength::parse(of.word()).unwrap_or(Strength::MAY)
}

/// A task that stands. `all` is everything that can be done about the pupil.
pub(super) fn task(known: &Known<'_>, task: &Standing, all: &[Possible], reading: Reading) -> Step {
    let head = &task.receipt.head;
    let id = slug(&task.name);
    let is_taken_back = task.takes_back();
    let opens = task.opens.as_deref();
    let page = page(known, if is_taken_back { opens.unwrap_or_default() } else { opens.unwrap_or(&task.name) }, head);
    let page = readable(page, reading);
    let answer = match reading {
        Reading::Leads if is_taken_back => Some(taking_back(known, &task.name)),
        Reading::Leads if page.is_none() => Some(task_form(known, task)),
        _ => None,
    };
    Step {
        strength: strength(task.strength),
        name: Link::new(&task.name, page.unwrap_or_default()),
        because: because(known.rules, &task.receipt, &task.name),
        due: due(known, task),
        missing: missing(all, opens.unwrap_or(&task.name)),
        detail: detail(task),
        source: place(head, &chapter_words(known, &task.receipt)),
        readings: if is_taken_back { Vec::new() } else { readings(head) },
        receipt: (!is_taken_back).then(|| urls::receipt(known.pupil().id, &head.pack, &id)),
        answer: answer.map(Box::new),
        id,
    }
}

/// Something that was sent and rests on a register that was corrected since: it is taken back, or somebody says why it stands.
fn taking_back(known: &Known<'_>, name: &str) -> StepForm {
    let fields = vec![Hidden::new("item", name), Hidden::new("back", urls::pathway(known.pupil().id))];
    let question = format!("Is it taken back: {}?", name.trim_start_matches(TAKE_BACK));
    StepForm {
        title: String::from("Say that it is taken back in another way, or why it stands"),
        note_label: String::from("How it was taken back, or why it stands"),
        ..StepForm::offer(&slug(name), &question, urls::offers(known.pupil().id), fields)
    }
}

/// The page that does something.
pub(super) enum Page {
    /// A letter is written.
    Letter(String),
    /// Anything else is recorded on its own page.
    Other(String),
}

/// The page that does the thing called `name`; nothing for what is only said to be done.
pub(super) fn page(known: &Known<'_>, name: &str, head: &Head) -> Option<Page> {
    let pupil = known.pupil().id;
    if name.strip_prefix("Review of ").is_some_and(|plan| known.rules.action(plan).is_some()) {
        return Some(Page::Other(urls::action(pupil, &head.pack, &slug(name))));
    }
    let action = known.rules.action(name)?;
    let (pack, slug) = (&action.head.pack, slug(&action.head.name));
    match action.kind {
        _ if is_recorded(known.rules, action) => Some(Page::Other(urls::action(pupil, pack, &slug))),
        Kind::Letter => Some(Page::Letter(urls::letter(pupil, pack, &slug))),
        // What is done for the school as a whole has its page there.
        _ => Some(Page::Other(urls::duty(known.school.id, pack, &slug))),
    }
}

/// The address of a page that this reader may open: letters are written by whoever leads.
fn readable(page: Option<Page>, reading: Reading) -> Option<String> {
    match (page?, reading) {
        (Page::Other(href), _) | (Page::Letter(href), Reading::Leads) => Some(href),
        (Page::Letter(_), Reading::Looks) => None,
    }
}

/// What has to be on record before the thing called `name` is done, each in a short sentence.
fn missing(all: &[Possible], name: &str) -> Vec<String> {
    let found = all.iter().find(|one| one.action.head.name == name);
    found.map_or_else(Vec::new, |possible| match possible.state {
        State::Closed => vec![String::from("It is not open yet.")],
        _ => sentences(&possible.missing),
    })
}

/// The handbook's words as short sentences: `No AIM was held.`
pub(super) fn sentences(said: &[String]) -> Vec<String> {
    said.iter().map(|words| sentence(words)).collect()
}

fn sentence(said: &str) -> String {
    let said = words::sentence(&plain(said));
    if said.ends_with(['.', '?', '!']) { said } else { format!("{said}.") }
}

/// `For attendance lead. School Attendance Team is told.`
fn detail(task: &Standing) -> String {
    let mut said = Vec::new();
    if !task.owner.is_empty() {
        said.push(format!("For {}.", words::list(&task.owner)));
    }
    if !task.to.is_empty() {
        let is = if task.to.len() == 1 { "is" } else { "are" };
        said.push(format!("{} {is} told.", words::sentence(&words::list(&task.to))));
    }
    said.join(" ")
}

fn task_form(known: &Known<'_>, task: &Standing) -> StepForm {
    let pupil = known.pupil().id;
    if task.strength == rule::Strength::Consider {
        return offer_form(known, &task.name, None);
    }
    let fields = vec![Hidden::new("task", &task.name), Hidden::new("back", urls::pathway(pupil))];
    StepForm::task(&slug(&task.name), urls::tasks(pupil), fields)
}

/// What is offered, with the answer on record where there is one.
pub(super) fn offer(known: &Known<'_>, offer: &Offer, all: &[Possible], reading: Reading) -> Step {
    let form = || Box::new(offer_form(known, &offer.item, offer.considered));
    Step {
        due: offer.considered.map(|taken_up| Status::done(if taken_up { "Taken up" } else { "Not taken up" })),
        missing: if offer.considered.is_some() { Vec::new() } else { missing(all, &offer.opens) },
        detail: if offer.considered.is_some() { answered(known, offer) } else { String::new() },
        answer: (reading == Reading::Leads).then(form),
        ..of_offer(known, offer, readable(page(known, &offer.opens, &offer.receipt.head), reading))
    }
}

fn of_offer(known: &Known<'_>, offer: &Offer, page: Option<String>) -> Step {
    let head = &offer.receipt.head;
    let id = slug(&offer.item);
    Step {
        strength: strength(offer.strength),
        name: Link::new(&offer.item, page.unwrap_or_default()),
        because: String::new(),
        due: None,
        missing: Vec::new(),
        detail: String::new(),
        source: place(head, &offer.menu),
        readings: Vec::new(),
        receipt: Some(urls::receipt(known.pupil().id, &head.pack, &id)),
        answer: None,
        id,
    }
}

/// `Tuesday 6 October 2026, 15:25, by Priya Nair, attendance lead: they will try it for two weeks`.
fn answered(known: &Known<'_>, offer: &Offer) -> String {
    let is_it = |name: Option<&str>| name == Some(&offer.item) || name == Some(&offer.opens);
    let Some(event) = known.record.history.iter().rev().find(|event| is_it(event.name())) else {
        return String::new();
    };
    let note = if event.note.is_empty() { String::new() } else { format!(": {}", event.note) };
    format!("{}, by {}{note}", event::when(event.at), event::who(&event.by))
}

fn offer_form(known: &Known<'_>, item: &str, considered: Option<bool>) -> StepForm {
    let pupil = known.pupil().id;
    let fields = vec![Hidden::new("item", item), Hidden::new("back", urls::pathway(pupil))];
    let form = StepForm::offer(&slug(item), &format!("Is it taken up: {item}?"), urls::offers(pupil), fields);
    match considered {
        Some(taken_up) => StepForm {
            title: String::from("Change the answer"),
            answered: if taken_up { "yes" } else { "no" }.into(),
            ..form
        },
        None => form,
    }
}

/// What may not be done now, and why.
pub(super) fn barred(known: &Known<'_>, offer: &Offer, why: &[String]) -> Step {
    let head = &offer.receipt.head;
    Step {
        strength: Strength::NOT_NOW,
        missing: sentences(why),
        readings: readings(head),
        ..of_offer(known, offer, readable(page(known, &offer.opens, head), Reading::Looks))
    }
}

fn due(known: &Known<'_>, task: &Standing) -> Option<Status> {
    if task.is_overdue {
        return Some(Status::now("Overdue"));
    }
    known.deadlines.get(&task.name).map(|&deadline| Status::deadline(deadline, (known.today, known.time)))
}

/// The title of the chapter that an entry stands in, or the name of its pack.
pub(super) fn chapter_words(known: &Known<'_>, receipt: &Receipt) -> String {
    let head = &receipt.head;
    let pack = known.rules.packs.iter().find(|pack| pack.slug == head.pack);
    pack.map_or_else(|| head.pack.clone(), |pack| format!("{} handbook", pack.name))
}
