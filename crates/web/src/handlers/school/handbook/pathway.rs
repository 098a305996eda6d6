//! The bands of days of a chapter, and the days at which its tasks begin, drawn to scale.

use domain::rule::{Bands, Bound, Condition, Measure, Range, Side, Task, Test, Unit, What, Window};
use service::handbook::Open;

use crate::{
    chart::scale::{self, Band, Pathway, Scale, Trigger},
    words,
};

/// The scale of a chapter with a deciding set of bands over days missed in the year; nothing for any other.
pub(super) fn scale(open: &Open<'_>) -> Option<Scale> {
    let rules = &open.pack.rules;
    let set = scaled(open)?;
    let bands = set.bands.iter().map(|band| {
        let first = from(&band.range).unwrap_or(0);
        Band { name: band.name.clone(), from_half_days: first }
    });
    let tasks = rules.tasks.iter().filter(|task| task.head.chapter == open.chapter.slug);
    let mut triggers: Vec<Trigger> = tasks.filter_map(trigger).collect();
    triggers.sort_by_key(|trigger| trigger.from_days);
    scale::scale(&Pathway { bands: bands.collect(), triggers, year_days: open.year_days })
}

/// The set of bands that the scale is of.
pub(super) fn scaled<'a>(open: &Open<'a>) -> Option<&'a Bands> {
    let is_here = |set: &&Bands| set.head.chapter == open.chapter.slug && is_days_of_the_year(&set.measure);
    open.pack.rules.deciding_bands().find(is_here)
}

fn is_days_of_the_year(measure: &Measure) -> bool {
    matches!(measure, Measure::Count { unit: Unit::Days, what: What::Absent, window: Window::Year })
}

/// The first half day in a range that begins at a whole or half day.
fn from(range: &Range) -> Option<u32> {
    let first = |bound: &Bound| match bound.side {
        Side::AtLeast | Side::Exactly => Some(bound.amount.thousandths / 500),
        Side::MoreThan => Some(bound.amount.thousandths / 500 + 1),
        Side::AtMost | Side::LessThan => None,
    };
    range.bounds.iter().find_map(first).and_then(|half_days| u32::try_from(half_days).ok())
}

/// A task that begins at a number of days missed in the year; the stretch ends where it is overdue.
fn trigger(task: &Task) -> Option<Trigger> {
    let days = |condition: &Condition| {
        condition.atoms().into_iter().find_map(|atom| match &atom.test {
            Test::Measured(measure, range) if is_days_of_the_year(measure) => from(range),
            _ => None,
        })
    };
    let from_days = days(&task.when)?.div_ceil(2);
    let overdue = task.overdue_when.as_ref().and_then(days).map(|half_days| (half_days - 1) / 2);
    let to_days = overdue.filter(|&last| last > from_days);
    let when = match to_days {
        Some(last) => format!("Days {from_days} to {last}"),
        None => format!("Day {from_days}"),
    };
    Some(Trigger {
        from_days,
        to_days,
        words: format!("{when}: {} ({})", task.head.name, task.head.strength.word().to_lowercase()),
        short: format!("{when}: {}", words::sentence(&task.head.name)),
    })
}
