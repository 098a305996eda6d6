//! Where the children of a school stand: the bands, who came into one this week, and who is near the next.

use analysis::suppression::Block;
use service::{
    school::{
        bands::{CLOSE_HALF_DAYS, Goal, Held, Near, Set, in_set},
        crossed::{self, Threshold},
    },
    standing::Standing,
};

use super::{Shown, filter, place, ranges};
use crate::{
    link::Link,
    pages::school::{
        BandCount, BandSet, Crossed, CrossedChild, NearRow, Nearest,
        small::{self, Reader as Eyes},
    },
    urls, words,
};

/// So many of the nearest children stand on the page; the rest is a link away.
const NEAREST: usize = 10;
/// So many children who came into a band this week are named; the rest is a link away.
const CROSSED: usize = 6;

/// `Where the children stand`, with the set's name where there are several.
/// Nothing where a reader without names may be shown none of it.
pub(super) fn set(shown: &Shown<'_>, set: &Set) -> Option<BandSet> {
    let title = match shown.figures.bands.len() {
        1 => String::from("Where the children stand"),
        _ => format!("Where the children stand: {}", set.set.head.name),
    };
    let count = |(at, held): (usize, &Held)| BandCount {
        name: held.band.name.clone(),
        children: held.children.len() as u64,
        range: ranges::range(&held.band, set.set.measure.unit()),
        href: shown.open(&filter::band(&set.set.head.name, at)).unwrap_or_default(),
    };
    let counts: Vec<BandCount> = set.bands.iter().enumerate().map(count).collect();
    let Some(veil) = shown.veil else { return Some(BandSet::new(&title, counts, shown.eyes)) };
    let at = veil.now.sets.iter().position(|name| *name == set.set.head.name)?;
    let blocks = veil.now.published.bands[at].iter();
    let joined = |block: &Block| {
        let mut bands = counts[block.first..=block.last].iter().cloned();
        let first = bands.next()?;
        let together = bands.fold(first, |mut before, band| {
            small::join(&mut before, band);
            before
        });
        Some(BandCount { children: block.children.into(), ..together })
    };
    let blocks: Vec<BandCount> = blocks.filter_map(joined).collect();
    (!blocks.is_empty()).then(|| BandSet::new(&title, blocks, shown.eyes))
}

/// Who came into a band this week: every band that somebody came into, and the one after the first in any case.
pub(super) fn crossed(shown: &Shown<'_>, set: &Set) -> Vec<Crossed> {
    let bands = set.bands.iter().enumerate().skip(1);
    bands
        .filter(|(at, held)| *at == 1 || !held.new.is_empty())
        .map(|(at, held)| crossed_into(shown, set, at, held))
        .collect()
}

fn crossed_into(shown: &Shown<'_>, set: &Set, at: usize, held: &Held) -> Crossed {
    let week = shown.this_week();
    let title = match ranges::edge(&held.band) {
        Some(edge) => format!("Crossed {edge} {week}"),
        None => format!("New in {} {week}", held.band.name),
    };
    let count = held.new.len();
    let named = if shown.eyes == Eyes::Staff { CROSSED } else { 0 };
    let new = held.new.iter().take(named);
    let children = new.filter_map(|&child| crossed_child(shown, &shown.figures.children[child], set)).collect();
    let words = match (count, shown.eyes) {
        (0, _) => String::from("Nobody."),
        (_, Eyes::Governor) => format!("{} children.", words::sentence(&shown.eyes.count(count as u64))),
        (_, Eyes::Staff) if count > named => format!("And {} more.", count - named),
        (_, Eyes::Staff) => String::new(),
    };
    let more = shown.open(&filter::band(&set.set.head.name, at));
    let more = more.map(|href| Link::new(format!("All in {}", held.band.name), href));
    Crossed { title, children, words, more: more.filter(|_| count > named) }
}

/// Who became persistently or severely absent this week.
pub(super) fn crossed_threshold(shown: &Shown<'_>, crossed: &crossed::Crossed) -> Crossed {
    let (what, filter) = match crossed.threshold {
        Threshold::Persistent => ("persistently", filter::PERSISTENT),
        Threshold::Severe => ("severely", filter::SEVERE),
    };
    let child = |&at: &usize| {
        let child = &shown.figures.children[at];
        let holds = crossed.threshold.of(child).filter(|_| !shown.is_past());
        let receipt = holds.map(|flag| urls::receipt(child.pupil.id, &flag.receipt.head.pack, &flag.receipt.head.slug));
        let missed = child.tally.absence().map_or_else(String::new, |share| format!(", {}", words::percent(share)));
        let days = words::days(child.tally.half_days_missed().into());
        CrossedChild {
            who: name(shown, child),
            detail: format!("{}: {days}{missed}", child.group),
            receipt: receipt.unwrap_or_default(),
        }
    };
    let share = crossed.share.in_thousandths() / 1000;
    let title = format!("Became {what} absent {}: {share}% or more", shown.this_week());
    listed(shown, title, &crossed.children, &child, || ("All of them", filter.to_owned()))
}

/// The first of them by name, and how many more there are.
fn listed(
    shown: &Shown<'_>,
    title: String,
    new: &[usize],
    child: &dyn Fn(&usize) -> CrossedChild,
    all: impl Fn() -> (&'static str, String),
) -> Crossed {
    let count = new.len();
    let named = if shown.eyes == Eyes::Staff { CROSSED } else { 0 };
    let words = match (count, shown.eyes) {
        (0, _) => String::from("Nobody."),
        (_, Eyes::Governor) => format!("{} children.", words::sentence(&shown.eyes.count(count as u64))),
        (_, Eyes::Staff) if count > named => format!("And {} more.", count - named),
        (_, Eyes::Staff) => String::new(),
    };
    let (text, filter) = all();
    let more = shown.open(&filter).filter(|_| count > named).map(|href| Link::new(text, href));
    Crossed { title, children: new.iter().take(named).map(child).collect(), words, more }
}

/// A receipt says how things stand today, so a day that is past has none.
fn crossed_child(shown: &Shown<'_>, child: &Standing, set: &Set) -> Option<CrossedChild> {
    let receipt = &in_set(child, &set.set)?.receipt;
    let href = urls::receipt(child.pupil.id, &receipt.head.pack, &receipt.head.slug);
    Some(CrossedChild {
        who: name(shown, child),
        detail: format!("{}: {}", child.group, words::days(child.tally.half_days_missed().into())),
        receipt: if shown.is_past() { String::new() } else { href },
    })
}

fn name(shown: &Shown<'_>, child: &Standing) -> Link {
    of_child(shown, child, child.pupil.name(), urls::pupil(child.pupil.id))
}

/// A link to a page about a child; words alone for one who has left, of whom there is no page any more.
fn of_child(shown: &Shown<'_>, child: &Standing, text: String, href: String) -> Link {
    let has_left = child.pupil.enrolled_until.is_some_and(|last| last < shown.today);
    Link::new(text, if has_left { String::new() } else { href })
}

pub(super) fn nearest(shown: &Shown<'_>) -> Nearest {
    let near = &shown.figures.near;
    let (title, left_head) = match near.goal {
        Goal::NextBand => ("Nearest to the next band", "Days to it"),
        Goal::Persistent => ("Nearest to persistent absence", "Days to it"),
    };
    let count = near.children.len();
    let row = |near: &Near| near_row(shown, near, &shown.figures.children[near.child]);
    Nearest {
        title: title.into(),
        left_head: left_head.into(),
        rows: near.children.iter().take(NEAREST).map(row).collect(),
        words: format!(
            "{} within {}.",
            words::counted(count as i64, "child is", "children are"),
            words::days(CLOSE_HALF_DAYS.into())
        ),
        more: shown.open(filter::NEAR).filter(|_| count > 0).map(|href| Link::new("Show all", href)),
    }
}

fn near_row(shown: &Shown<'_>, near: &Near, child: &Standing) -> NearRow {
    let days = |half_days: u32| words::days(half_days.into()).replace(" days", "").replace(" day", "");
    let to = if near.reaches.is_empty() { String::new() } else { format!(" to {}", near.reaches) };
    NearRow {
        who: name(shown, child),
        place: place(shown.app, shown.actor, &child.group, &child.pupil),
        days: of_child(
            shown,
            child,
            days(child.tally.half_days_missed()),
            urls::sessions(child.pupil.id, &filter::to(filter::MISSED, shown.figures.to)),
        ),
        attendance: child.tally.attendance().map_or_else(String::new, words::percent),
        left: format!("{}{to}", days(near.half_days)),
        support: String::from(if has_support(child) { "Support recorded" } else { "No support recorded" }),
    }
}

/// Whether anything of the pack was done or taken up for a child this school year; a call alone is no support.
fn has_support(child: &Standing) -> bool {
    use domain::case::Done;
    child.history.iter().any(|event| match &event.done {
        Done::Contacted { .. }
        | Done::LetterMade { .. }
        | Done::Messaged { .. }
        | Done::Replied { .. }
        | Done::Purged => false,
        Done::Considered { taken_up, .. } => *taken_up,
        Done::TaskDone { .. } | Done::Did { .. } => true,
    })
}
