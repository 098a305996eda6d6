//! The index of a handbook, and a search in it.

use std::collections::BTreeMap;

use axum::response::Response;
use domain::rule::{self, slug};
use service::{
    App,
    handbook::index::{Named, names},
};

use crate::{
    error::Problem,
    form::Fields,
    frame::Section,
    link::Link,
    pages::handbook::names::{Group, Name, Names},
    reader::Reader,
    strength::Strength,
    urls, words,
};

/// Every name of the pack by kind; with `q`, those that have its words in their name, kind, heading or number.
pub(in crate::handlers::school) fn page(
    app: &App,
    reader: &Reader,
    pack: &str,
    fields: &Fields,
) -> Result<Response, Problem> {
    let pack = service::handbook::pack(app, &reader.actor, pack)?;
    let asked = fields.text("q");
    let all = names(pack);
    let of = all.len();
    let found: Vec<Named<'_>> = all.into_iter().filter(|one| is_asked(app, one, asked)).collect();
    let count = found.len() as i64;
    let mut kinds: BTreeMap<&'static str, Vec<Name>> = BTreeMap::new();
    for one in found {
        kinds.entry(one.kind).or_default().push(name(app, &one));
    }
    let group = |(kind, names): (&'static str, Vec<Name>)| Group { id: slug(kind), title: plural(kind), names };
    let view = Names {
        back: Link::new("Handbook", urls::handbook()),
        action: urls::handbook_index(&pack.head.slug),
        asked: asked.to_owned(),
        count: if asked.is_empty() {
            words::counted(count, "name", "names")
        } else {
            format!("{} of {}", words::number(count), words::counted(of as i64, "name", "names"))
        },
        groups: kinds.into_iter().map(group).collect(),
    };
    let frame = reader.frame(&format!("{}: index", pack.head.name), Some(Section::Handbook)).wide();
    Ok(reader.show(&frame, "handbook/names.html", view))
}

/// Whether every word that was asked for stands somewhere in it.
fn is_asked(app: &App, one: &Named<'_>, asked: &str) -> bool {
    let mut text = format!("{} {} {}", one.kind, one.head.name, one.head.strength.word());
    for id in one.head.rows.iter().chain(&one.head.readings) {
        text.push_str(&format!(" {id} {}", heading(app, id)));
    }
    let text = text.to_lowercase();
    asked.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

fn heading(app: &App, id: &str) -> String {
    app.packs().register.row(id).map(|row| row.heading.clone()).unwrap_or_default()
}

fn name(app: &App, one: &Named<'_>) -> Name {
    let head = one.head;
    // An item of a menu has its place in the page of its menu.
    let place = one.inside.unwrap_or(head);
    let mut sources: Vec<(String, Vec<&str>)> = Vec::new();
    for id in &head.rows {
        let heading = heading(app, id);
        match sources.iter_mut().find(|(known, _)| *known == heading) {
            Some((_, ids)) => ids.push(id),
            None => sources.push((heading, vec![id])),
        }
    }
    Name {
        link: Link::new(&head.name, urls::chapter_entry(&head.pack, &head.chapter, &place.slug)),
        inside: one.inside.map(|head| head.name.clone()).unwrap_or_default(),
        strength: match head.strength {
            rule::Strength::Defines | rule::Strength::Tests => None,
            strength => Strength::parse(strength.word()),
        },
        sources: sources.into_iter().map(|(heading, ids)| format!("{heading} ({})", ids.join(", "))).collect(),
        readings: head.readings.join(", "),
    }
}

fn plural(kind: &str) -> String {
    match kind {
        "Duty" => String::from("Duties"),
        "Bands" | "Stages" => kind.to_owned(),
        kind => format!("{kind}s"),
    }
}
