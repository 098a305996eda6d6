//! What the handbook asks or offers now, each as a sentence with what can be done about it.

use domain::{
    decide::{Offer, Receipt, Standing, TAKE_BACK, Truth},
    rule::{self, Head, Kind, slug},
};

use service::case::is_recorded;

use super::{known::Known, place, plain, readings};
use crate::{
    link::{Hidden, Link},
    pages::pupil::pathway::{Answer, Step, StepForm},
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

/// A task that stands.
pub(super) fn task(known: &Known<'_>, task: &Standing, reading: Reading) -> Step {
    let head = &task.receipt.head;
    let pupil = known.pupil().id;
    if task.name.starts_with(TAKE_BACK) && !is_explained(known, task) {
        return taking_back(known, task, reading);
    }
    Step {
        strength: strength(task.strength),
        text: format!("{}{}", task.name, because(&task.receipt)),
        due: due(known, task),
        detail: detail(task),
        opens: None,
        source: place(head, &chapter_words(known, &task.receipt)),
        readings: readings(head),
        receipt: is_explained(known, task).then(|| urls::receipt(pupil, &head.pack, &slug(&task.name))),
        answer: match (page(known, task.opens.as_deref().unwrap_or(&task.name), head), reading) {
            (Some(Page::Other(link)), _) => Answer::Elsewhere { link },
            (Some(Page::Letter(link)), Reading::Leads) => Answer::Elsewhere { link },
            (None, Reading::Leads) => task_answer(known, task),
            (_, Reading::Looks) => Answer::None,
        },
    }
}

/// Something that was sent and rests on a register that was corrected since: it is taken back, or somebody says why it stands.
fn taking_back(known: &Known<'_>, task: &Standing, reading: Reading) -> Step {
    let head = &task.receipt.head;
    let opens = task.opens.as_deref().and_then(|name| page(known, name, head));
    let fields = vec![Hidden::new("item", &task.name), Hidden::new("back", urls::pathway(known.pupil().id))];
    let question = format!("Is it taken back: {}?", task.name.trim_start_matches(TAKE_BACK));
    let form = StepForm {
        title: String::from("Say that it is taken back in another way, or why it stands"),
        note_label: String::from("How it was taken back, or why it stands"),
        ..StepForm::offer(&slug(&task.name), &question, urls::offers(known.pupil().id), fields)
    };
    Step {
        strength: strength(task.strength),
        text: format!("{}{}", task.name, because(&task.receipt)),
        due: due(known, task),
        detail: detail(task),
        opens: match (opens, reading) {
            (Some(Page::Other(link)), _) | (Some(Page::Letter(link)), Reading::Leads) => Some(link),
            _ => None,
        },
        source: place(head, &chapter_words(known, &task.receipt)),
        readings: Vec::new(),
        receipt: None,
        answer: match reading {
            Reading::Leads => Answer::Form { form: Box::new(form) },
            Reading::Looks => Answer::None,
        },
    }
}

/// Whether there is a receipt of it: of a task there is, of what is owed again and again there is not.
pub(in crate::handlers) fn is_explained(known: &Known<'_>, task: &Standing) -> bool {
    known.rules.tasks.iter().any(|known| known.head.name == task.name)
}

/// The page that does something.
pub(super) enum Page {
    /// A letter is written.
    Letter(Link),
    /// Anything else is recorded on its own page.
    Other(Link),
}

/// The page that does the thing called `name`; nothing for what is only said to be done.
pub(super) fn page(known: &Known<'_>, name: &str, head: &Head) -> Option<Page> {
    let pupil = known.pupil().id;
    if name.strip_prefix("Review of ").is_some_and(|plan| known.rules.action(plan).is_some()) {
        return Some(Page::Other(Link::new("Record it", urls::action(pupil, &head.pack, &slug(name)))));
    }
    let action = known.rules.action(name)?;
    let (pack, slug) = (&action.head.pack, slug(&action.head.name));
    match action.kind {
        _ if is_recorded(known.rules, action) => {
            Some(Page::Other(Link::new(format!("Record: {name}"), urls::action(pupil, pack, &slug))))
        }
        Kind::Letter => Some(Page::Letter(Link::new("Write it", urls::letter(pupil, pack, &slug)))),
        // What is done for the school as a whole has its page there.
        _ => Some(Page::Other(Link::new(format!("Record: {name}"), urls::duty(known.school.id, pack, &slug)))),
    }
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

fn task_answer(known: &Known<'_>, task: &Standing) -> Answer {
    let pupil = known.pupil().id;
    if task.strength == rule::Strength::Consider {
        return Answer::Form { form: Box::new(offer_form(known, &task.name, None)) };
    }
    let fields = vec![Hidden::new("task", &task.name), Hidden::new("back", urls::pathway(pupil))];
    Answer::Form { form: Box::new(StepForm::task(&slug(&task.name), urls::tasks(pupil), fields)) }
}

/// What is offered, with the answer on record where there is one.
pub(super) fn offer(known: &Known<'_>, offer: &Offer, reading: Reading) -> Step {
    let head = &offer.receipt.head;
    Step {
        strength: strength(offer.strength),
        text: format!("{}.", offer.item),
        due: offer.considered.map(
            |taken_up| {
                if taken_up { Status::done("Taken up") } else { Status::done("Not taken up") }
            },
        ),
        detail: String::new(),
        opens: match (page(known, &offer.opens, head), reading) {
            (Some(Page::Other(link)), _) | (Some(Page::Letter(link)), Reading::Leads) => Some(link),
            _ => None,
        },
        source: place(head, &offer.menu),
        readings: Vec::new(),
        receipt: Some(urls::receipt(known.pupil().id, &head.pack, &slug(&offer.item))),
        answer: match reading {
            Reading::Leads => Answer::Form { form: Box::new(offer_form(known, &offer.item, offer.considered)) },
            Reading::Looks => Answer::None,
        },
    }
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
        text: format!("{}. {}.", offer.item, words::sentence(&why.join("; "))),
        due: None,
        detail: String::new(),
        opens: match page(known, &offer.opens, head) {
            Some(Page::Other(link)) => Some(link),
            _ => None,
        },
        source: place(head, &offer.menu),
        readings: readings(head),
        receipt: Some(urls::receipt(known.pupil().id, &head.pack, &slug(&offer.item))),
        answer: Answer::None,
    }
}

fn due(known: &Known<'_>, task: &Standing) -> Option<Status> {
    if task.is_overdue {
        return Some(Status::now("Overdue"));
    }
    known.deadlines.get(&task.name).map(|&deadline| Status::deadline(deadline, (known.today, known.time)))
}

/// `, because days absent is at least 5 days`; the numbers stand in the receipt.
fn because(receipt: &Receipt) -> String {
    let holding = receipt.proofs.iter().filter(|proof| proof.holds == Truth::Yes);
    let mut words: Vec<String> = holding.map(|proof| plain(&proof.words)).collect();
    words.dedup();
    if words.is_empty() { String::from(".") } else { format!(": {}.", words.join(" and ")) }
}

/// The title of the chapter that an entry stands in, or the name of its pack.
pub(super) fn chapter_words(known: &Known<'_>, receipt: &Receipt) -> String {
    let head = &receipt.head;
    let pack = known.rules.packs.iter().find(|pack| pack.slug == head.pack);
    pack.map_or_else(|| head.pack.clone(), |pack| format!("{} handbook", pack.name))
}
