//! Pathways drawn: bands to scale, and stages in their order.

use documents::handbook::{Band, Bar, Picture, Step};
use domain::rule::{Bands, Bound, Measure, Range, Side, Stage, StageLimit, Stages, Unit, Window};
use pack::Pack;

/// The picture of the entry called `name`, if it is a set of bands or stages. `year_days` are the school days of a year.
pub fn of(pack: &Pack, name: &str, year_days: u32) -> Option<Picture> {
    let set = pack.rules.bands.iter().find(|set| set.head.name == name);
    let stages = pack.rules.stages.iter().find(|stages| stages.head.name == name);
    match (set, stages) {
        (Some(set), _) => bar(set, year_days).map(Picture::Bar),
        (None, Some(stages)) => Some(steps(stages)),
        (None, None) => None,
    }
}

/// A set of bands to scale; nothing for one that no number parts.
pub fn bar(set: &Bands, year_days: u32) -> Option<Bar> {
    let edges = || set.bands.iter().flat_map(|band| &band.range.bounds);
    let highest = edges().map(|bound| bound.amount.thousandths).max()?;
    let whole = match &set.measure {
        Measure::Count { unit: Unit::Days, window: Window::Year, .. } if year_days > 0 => i64::from(year_days) * 1_000,
        _ if edges().all(|bound| bound.amount.unit == Unit::Percent) => 100_000,
        // A measure without an end: a quarter more than its last edge shows that it goes on.
        _ => highest + highest / 4,
    };
    let whole = u32::try_from(whole.max(highest)).ok().filter(|whole| *whole > 0)?;
    let mut bands: Vec<Band> = set.bands.iter().map(|band| drawn(&band.name, &band.range, whole)).collect();
    bands.sort_by_key(|band| band.from);
    let each: Vec<String> = bands.iter().map(|band| format!("{} {}", band.name, band.covers)).collect();
    Some(Bar {
        says: format!("{}, to scale: {}", set.head.name, each.join(", ")),
        measure: sentence(&set.measure_words),
        whole,
        bands,
    })
}

fn drawn(name: &str, range: &Range, whole: u32) -> Band {
    let edge = |is_lower: bool| {
        range.bounds.iter().find(|bound| match bound.side {
            Side::AtLeast | Side::MoreThan => is_lower,
            Side::AtMost | Side::LessThan => !is_lower,
            Side::Exactly => true,
        })
    };
    let place = |bound: &Bound| u32::try_from(bound.amount.thousandths).unwrap_or(whole).min(whole);
    Band {
        name: name.to_owned(),
        covers: range.to_string(),
        from: edge(true).map_or(0, place),
        to: edge(false).map_or(whole, place),
        edge: edge(true).map_or_else(String::new, |bound| bound.amount.to_string()),
    }
}

fn steps(stages: &Stages) -> Picture {
    let names: Vec<&str> = stages.stages.iter().map(|stage| stage.name.as_str()).collect();
    Picture::Steps {
        says: format!("{}: {}", stages.head.name, names.join(", then ")),
        steps: stages.stages.iter().map(step).collect(),
    }
}

fn step(stage: &Stage) -> Step {
    let entered = stage.entered_by.iter().map(|(thing, outcome)| match outcome {
        Some(outcome) => format!("{thing} ({outcome})"),
        None => thing.clone(),
    });
    let limit = stage.limit.map(|limit| match limit {
        StageLimit::HalfTerm => String::from("At most one half term"),
        StageLimit::Amount(amount) => format!("At most {amount}"),
    });
    let leads = (!stage.led_by.is_empty()).then(|| format!("Led by {}", stage.led_by.join(", ")));
    let start = stage.is_start.then(|| String::from("A case begins here"));
    Step {
        name: stage.name.clone(),
        entered_by: entered.collect(),
        notes: [start, limit, leads].into_iter().flatten().collect(),
    }
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
