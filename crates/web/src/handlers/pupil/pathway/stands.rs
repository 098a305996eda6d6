//! Where a case stands: the stages and the bands of the handbook, each as a row of steps.

use domain::{decide::InStage, rule::Bands};

use super::super::{handbook_of, known::Known, place, plain};
use crate::{
    chart::bands::shade,
    link::Link,
    pages::pupil::pathway::{Rung, Stand},
    urls, words,
};

pub(super) fn stands(known: &Known<'_>) -> Vec<Stand> {
    let stages = known.decided.stages.iter().filter_map(|stage| of_stages(known, stage));
    let bands = known.rules.deciding_bands().filter_map(|set| of_bands(known, set));
    stages.chain(bands).collect()
}

fn of_stages(known: &Known<'_>, now: &InStage) -> Option<Stand> {
    let set = known.rules.stages.iter().rev().find(|set| set.head.name == now.set)?;
    let names = set.stages.iter().map(|stage| stage.name.as_str());
    let since = now
        .since
        .map_or_else(|| String::from(", where every case begins"), |day| format!(" since {}", words::full_day(day)));
    let until = now.until.map(|day| format!(", until {} at the latest", words::full_day(day))).unwrap_or_default();
    Some(Stand {
        title: now.set.clone(),
        rungs: rungs(names, now.place, set.stages.len()),
        says: format!("{}{since}{until}.{}", now.stage, led_by(&now.led_by, &[])),
        source: place(&now.head, &handbook_of(known, &now.head)),
        why: None,
    })
}

fn of_bands(known: &Known<'_>, set: &Bands) -> Option<Stand> {
    let now = known.decided.bands.iter().find(|band| band.set == set.head.name)?;
    let names = set.bands.iter().map(|band| band.name.as_str());
    let since = known.since.get(&now.set).map(|&day| format!(" since {}", words::full_day(day)));
    let (head, pupil) = (&now.receipt.head, known.pupil().id);
    Some(Stand {
        title: now.set.clone(),
        rungs: rungs(names, now.place, set.bands.len()),
        says: format!("{}{}.{}", now.band, since.unwrap_or_default(), led_by(&now.led_by, &now.with)),
        source: place(head, &handbook_of(known, head)),
        why: Some(Link::new("Why", urls::receipt(pupil, &head.pack, &head.slug))),
    })
}

/// ` Led by school, with wider services.`
fn led_by(roles: &[String], with: &[String]) -> String {
    let with = if with.is_empty() { String::new() } else { format!(", with {}", plain(&words::list(with))) };
    if roles.is_empty() { String::new() } else { format!(" Led by {}{with}.", plain(&words::list(roles))) }
}

fn rungs<'n>(names: impl Iterator<Item = &'n str>, place: usize, of: usize) -> Vec<Rung> {
    let rung = |(at, name): (usize, &str)| Rung { name: name.into(), shade: shade(at, of), is_current: at == place };
    names.enumerate().map(rung).collect()
}
