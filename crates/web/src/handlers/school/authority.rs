//! All schools of the authority.

use axum::response::Response;
use domain::school::Phase;
use service::{App, authority::Line};

use crate::{
    error::Problem,
    form::Fields,
    frame::Section,
    link::Filter,
    pages::{
        authority::{Authority, Known, order::Order},
        school::{BandCount, BandSet, small::Reader as Eyes},
    },
    reader::Reader,
    urls, words,
};

const PHASES: [Phase; 3] = [Phase::Primary, Phase::Secondary, Phase::Special];

pub(super) fn page(app: &App, reader: &Reader, fields: &Fields) -> Result<Response, Problem> {
    let all = service::authority::schools(app, &reader.actor)?;
    let order = Order::parse(fields.text("order"));
    let phase = Phase::parse(fields.text("phase"));
    let filters = filters(&all, phase, order);
    let shown: Vec<Line> =
        all.into_iter().filter(|line| phase.is_none_or(|phase| line.school.phase == phase)).collect();
    let children: i64 = shown.iter().map(|line| i64::from(line.children)).sum();
    let as_of = format!(
        "{}, {}. To {}; as of {}.",
        words::counted(shown.len() as i64, "school", "schools"),
        words::counted(children, "child", "children"),
        words::full_day(app.today()),
        words::time(app.time())
    );
    let (total, beside) = total(&shown);
    let as_of = format!("{as_of}{beside}");
    let schools: Vec<Known> = shown.into_iter().map(known).collect();
    let mut view = Authority::new(schools, total, order, |order| address(phase, order));
    view.filters = filters;
    let frame = reader.frame("Schools", Some(Section::Authority)).wide().as_of(as_of);
    Ok(reader.show(&frame, "authority/authority.html", view))
}

fn address(phase: Option<Phase>, order: Order) -> String {
    let phase = phase.map_or_else(String::new, |phase| format!("phase={}&", phase.word()));
    format!("{}?{phase}order={}", urls::authority(), order.word())
}

/// All schools and each phase with its count; no filter where there is only one phase.
fn filters(all: &[Line], shown: Option<Phase>, order: Order) -> Vec<Filter> {
    let count = |phase: Option<Phase>| {
        all.iter().filter(|line| phase.is_none_or(|phase| line.school.phase == phase)).count() as i64
    };
    let phases = PHASES.into_iter().filter(|&phase| count(Some(phase)) > 0);
    let views: Vec<Option<Phase>> = std::iter::once(None).chain(phases.map(Some)).collect();
    if views.len() < 3 {
        return Vec::new();
    }
    let filter = |phase: Option<Phase>| {
        let name = phase.map_or_else(|| String::from("All"), |phase| words::sentence(phase.word()));
        Filter {
            text: format!("{name}, {}", words::number(count(phase))),
            href: address(phase, order),
            is_current: phase == shown,
        }
    };
    views.into_iter().map(filter).collect()
}

/// Where the children stand, over the schools whose pack has the set that most children are in, and a word about the others.
fn total(shown: &[Line]) -> (BandSet, String) {
    let mut sets: Vec<(&str, u64, Vec<BandCount>)> = Vec::new();
    for Line { bands: (name, bands), .. } in shown {
        let children: u64 = bands.iter().map(|band| band.1).sum();
        let at = sets.iter().position(|(known, ..)| known == name).unwrap_or_else(|| {
            let count = |(name, _): &(String, u64)| BandCount {
                name: name.clone(),
                children: 0,
                range: String::new(),
                href: String::new(),
            };
            sets.push((name, 0, bands.iter().map(count).collect()));
            sets.len() - 1
        });
        sets[at].1 += children;
        for (count, band) in sets[at].2.iter_mut().zip(bands) {
            count.children += band.1;
        }
    }
    let all = sets.len();
    let largest = sets.into_iter().max_by_key(|(_, children, _)| *children);
    let (name, children, counts) = largest.unwrap_or_default();
    let beside = match all {
        0 | 1 => String::new(),
        _ => format!(
            " The bar shows the {} whose school’s pack has the bands {name}; others stand in their school’s row.",
            words::counted(children as i64, "child", "children")
        ),
    };
    (BandSet::new(&format!("Where the children stand: {name}"), counts, Eyes::Staff), beside)
}

fn known(line: Line) -> Known {
    Known {
        id: line.school.id,
        kind: words::sentence(line.school.phase.word()),
        name: line.school.name,
        is_own: false,
        children: line.children,
        tally: line.tally,
        weeks: line.weeks,
        bands: line.bands.1,
        persistent: line.persistent,
        severe: line.severe,
        registers_missing: line.registers_missing,
    }
}
