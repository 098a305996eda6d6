//! What a pack says of itself, in words: the fields at the head of its first chapter.

use domain::Date;
use pack::{
    Pack,
    text::{Block, Chapter, Entry, Point},
};
use service::handbook::Open;

use crate::{link::Link, pages::handbook::About, urls, words};

/// The lines of the table over the first chapter; none for another chapter.
pub(super) fn of(open: &Open<'_>) -> Vec<About> {
    let is_pack = |entry: &&Entry| entry.kind.text == "Pack";
    let fields = open.chapter.entries().filter(is_pack).flat_map(Entry::points);
    fields.map(|field| line(open, field)).collect()
}

/// The chapter without those fields.
pub(super) fn without(chapter: &Chapter) -> Chapter {
    let mut chapter = chapter.clone();
    for block in &mut chapter.blocks {
        if let Block::Entry(entry) = block
            && entry.kind.text == "Pack"
        {
            entry.blocks.retain(|block| !matches!(block, Block::Points(_)));
        }
    }
    chapter
}

fn line(open: &Open<'_>, field: &Point) -> About {
    let head = &open.pack.head;
    let (key, value) = match field.key.text.as_str() {
        "kind" => ("Binds", binds(&head.kind).to_owned()),
        "extends" => return rests_on(open),
        "edition" => ("Edition", head.edition.clone()),
        "in force" => ("In force", in_force(head.from, head.until)),
        "document" => ("Carries out", head.document.clone()),
        "checked" => ("Last held against it", head.checked.map(day).unwrap_or_default()),
        other => return About { key: words::sentence(other), value: plain(&field.value.text), links: Vec::new() },
    };
    About { key: key.into(), value, links: Vec::new() }
}

fn binds(kind: &str) -> &'static str {
    match kind {
        "national" => "Every school in the country",
        "authority" => "The schools of one authority",
        _ => "One school",
    }
}

fn rests_on(open: &Open<'_>) -> About {
    let layers = open.layers.iter().filter(|layer| open.pack.head.extends.contains(&layer.head.name));
    let link = |layer: &&Pack| {
        let first = layer.chapters.first()?;
        Some(Link::new(&layer.head.name, urls::chapter(&layer.head.slug, &first.slug)))
    };
    About { key: "Rests on".into(), value: String::new(), links: layers.filter_map(link).collect() }
}

/// `From 1 September 2025 until 31 August 2028`.
fn in_force(from: Option<Date>, until: Option<Date>) -> String {
    let parts = [from.map(|from| format!("from {}", day(from))), until.map(|until| format!("until {}", day(until)))];
    let said: Vec<String> = parts.into_iter().flatten().collect();
    if said.is_empty() { String::from("Always") } else { words::sentence(&said.join(" ")) }
}

fn day(date: Date) -> String {
    format!("{} {} {}", date.day(), words::month(date), date.year())
}

/// A value as it stands in the pack, without the signs that make its names links.
fn plain(text: &str) -> String {
    text.replace(['[', ']', '`', '*'], "")
}
