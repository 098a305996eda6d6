//! The stages of a chapter and its bands, drawn; a deciding set over days of the year has a scale of its own.

use documents::handbook::Picture as Source;
use domain::rule::slug;
use service::handbook::{Open, picture};

use super::pathway;
use crate::{chart::steps, link::Link, pages::handbook::Picture};

/// The pictures in the order of the chapter. `has_scale` leaves out the set that is drawn with its tasks already.
pub(super) fn all(open: &Open<'_>, has_scale: bool) -> Vec<Picture> {
    let is_scaled = |name: &str| has_scale && pathway::scaled(open).is_some_and(|set| set.head.name == name);
    let names = open.chapter.entries().map(|entry| entry.name.text.as_str());
    let drawn = names.filter(|name| !name.is_empty() && !is_scaled(name));
    drawn
        .filter_map(|name| picture::of(open.pack, name, open.year_days).map(|source| drawn_as(name, &source)))
        .collect()
}

fn drawn_as(name: &str, source: &Source) -> Picture {
    let words = match source {
        Source::Bar(bar) => format!("{}, to scale", bar.measure),
        Source::Steps { .. } => String::from("What leads from one to the next"),
    };
    let id = slug(name);
    Picture { entry: Link::new(name, format!("#{id}")), words, drawn: steps::draw(&format!("drawn-{id}"), source) }
}
