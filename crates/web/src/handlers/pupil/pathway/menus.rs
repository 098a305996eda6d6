//! What the handbook offers, menu by menu: that of the present band stands open, those that it adds to are folded.

use domain::{decide::Offer, rule::slug};
use service::case::Possible;

use super::super::{handbook_of, known::Known, place, step};
use crate::{
    link::Link,
    pages::pupil::pathway::{Menu, Step},
    words,
};

/// The menus of what is offered, and what is offered and barred.
pub(super) struct Offered {
    pub menus: Vec<Menu>,
    pub barred: Vec<Step>,
}

/// `offers` beside what bars each of them. Those of the present band come first, then those of the band before, and so on.
pub(super) fn menus(
    known: &Known<'_>,
    offers: &[(&Offer, Vec<String>)],
    (all, reading): (&[Possible], step::Reading),
) -> Offered {
    let mut own: Vec<&str> = Vec::new();
    let mut added: Vec<&str> = Vec::new();
    for (offer, _) in offers {
        let names = if offer.is_added { &mut added } else { &mut own };
        if !names.contains(&offer.menu.as_str()) {
            names.push(&offer.menu);
        }
    }
    added.retain(|name| !own.contains(name));
    let names = own.into_iter().map(|name| (false, name)).chain(added.into_iter().rev().map(|name| (true, name)));
    let mut barred = Vec::new();
    let mut menus = Vec::new();
    for (is_added, name) in names {
        let (mut steps, mut answered, mut source) = (Vec::new(), Vec::new(), None);
        for (offer, why) in offers.iter().filter(|(offer, _)| offer.menu == name) {
            let head = &offer.receipt.head;
            source.get_or_insert_with(|| place(head, &handbook_of(known, head)));
            match (offer.considered, why.is_empty()) {
                (Some(_), _) => answered.push(step::offer(known, offer, all, reading)),
                (None, true) => steps.push(step::offer(known, offer, all, reading)),
                (None, false) => barred.push(step::barred(known, offer, why)),
            }
        }
        menus.extend(
            source
                .filter(|_| !steps.is_empty() || !answered.is_empty())
                .map(|source| Menu { is_open: !is_added, ..menu(name, source, (steps, answered)) }),
        );
    }
    Offered { menus, barred }
}

fn menu(name: &str, source: Link, (steps, answered): (Vec<Step>, Vec<Step>)) -> Menu {
    let first = steps.first().map(|step| step.strength);
    let number = |count: usize| words::number(count as i64);
    Menu {
        title: name.to_owned(),
        id: slug(name),
        count: match (steps.len(), answered.len()) {
            (waiting, 0) => format!("{} to answer", number(waiting)),
            (0, done) => format!("{} answered", number(done)),
            (waiting, done) => format!("{} to answer, {} answered", number(waiting), number(done)),
        },
        is_open: false,
        strength: first.filter(|first| steps.iter().all(|step| step.strength == *first)),
        source,
        steps,
        answered,
    }
}
