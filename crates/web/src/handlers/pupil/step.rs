//! What the handbook asks or offers now, each as a sentence with what can be done about it.

use domain::{
    decide::{Offer, Receipt, Standing, Truth, due_on},
    rule::{self, Kind, slug},
};

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
    Step {
        strength: strength(task.strength),
        text: format!("{}{}", task.name, because(&task.receipt)),
        due: due(known, task),
        source: place(head, &chapter_words(known, &task.receipt)),
        readings: readings(head),
        receipt: Some(urls::receipt(pupil, &head.pack, &slug(&task.name))),
        answer: match reading {
            Reading::Leads => task_answer(known, task),
            Reading::Looks => Answer::None,
        },
    }
}

fn task_answer(known: &Known<'_>, task: &Standing) -> Answer {
    let pupil = known.pupil().id;
    let letter = task.opens.as_deref().and_then(|opens| known.rules.action(opens));
    if let Some(letter) = letter.filter(|action| action.kind == Kind::Letter) {
        let href = urls::letter(pupil, &letter.head.pack, &letter.head.slug);
        return Answer::Elsewhere { link: Link::new("Write it", href) };
    }
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
    let since = known.since.get(&task.name)?;
    let day = due_on(&task.due, *since, &known.calendar)?;
    Some(match day < known.today {
        true => Status::now(format!("Was due {}", words::short_day(day))),
        false => Status::due(format!("By {}", words::short_day(day))),
    })
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
