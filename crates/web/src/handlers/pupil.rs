//! A pupil: their year, pathway, case and record, the marks and receipts behind them, and what is done for them.

pub(in crate::handlers) mod action;
mod answer;
mod around;
mod because;
mod case;
mod event;
mod header;
mod known;
mod letter;
mod mark;
pub(in crate::handlers) mod pathway;
mod receipt;
mod record;
mod search;
mod sessions;
mod step;
mod year;

use axum::{Router, extract::Path, routing::get};
use domain::{
    id::PupilId,
    rule::Head,
    school::{Group, year_name},
};

use super::Web;
use crate::{error::Problem, link::Link, urls};

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/pupils", get(search::page))
        .route("/pupils/{id}", get(year::page))
        .route("/pupils/{id}/pathway", get(pathway::page))
        .route("/pupils/{id}/case", get(case::page))
        .route("/pupils/{id}/record", get(record::page))
        .route("/pupils/{id}/tasks", axum::routing::post(answer::task))
        .route("/pupils/{id}/offers", axum::routing::post(answer::offer))
        .route("/pupils/{id}/marks/{date}/{half}", get(mark::page).post(mark::amend))
        .route("/pupils/{id}/sessions", get(sessions::page))
        .route("/pupils/{id}/receipts/{pack}/{slug}", get(receipt::page))
        .route("/pupils/{id}/receipts/{pack}/{slug}/pdf", get(receipt::pdf))
        .route("/pupils/{id}/actions/{pack}/{slug}", get(action::page).post(action::record))
        .route("/pupils/{id}/letters/{pack}/{slug}", get(letter::page).post(letter::make))
        .route("/documents/{id}", get(letter::document))
}

pub(in crate::handlers) use event::when;

/// The number in an address. Anything else is nobody.
fn id(text: &str) -> Result<PupilId, Problem> {
    text.parse().map(PupilId).map_err(|_| Problem::NotFound)
}

/// An address of something of the handbook about a pupil: the pupil, the pack and the entry.
type Address = Path<(String, String, String)>;

/// Which thing of the handbook, and about whom.
struct Of {
    pupil: PupilId,
    pack: String,
    slug: String,
}

fn of(Path((pupil, pack, slug)): Address) -> Result<Of, Problem> {
    Ok(Of { pupil: id(&pupil)?, pack, slug })
}

/// `Year 5 Hazel`; `Reception, Beech` where the class does not begin with its year.
fn class(group: &Group) -> String {
    let year = group.year.to_string();
    if group.year > 0 && group.name.starts_with(&year) {
        format!("Year {}", group.name)
    } else {
        format!("{}, {}", year_name(group.year), group.name)
    }
}

/// An entry's place in the handbook.
pub(in crate::handlers) fn place(head: &Head, text: &str) -> Link {
    Link::new(text, urls::chapter_entry(&head.pack, &head.chapter, &head.slug))
}

/// The name of the pack that an entry stands in.
fn handbook_of(known: &known::Known<'_>, head: &Head) -> String {
    let pack = known.rules.packs.iter().find(|pack| pack.slug == head.pack);
    pack.map_or_else(|| head.pack.clone(), |pack| format!("{} handbook", pack.name))
}

/// ` (England)`, where more than one layer speaks; empty where only one does.
fn layer(known: &known::Known<'_>, head: &Head) -> String {
    let pack = known.rules.packs.iter().find(|pack| pack.slug == head.pack);
    pack.filter(|_| known.rules.packs.len() > 1).map(|pack| format!(" ({})", pack.name)).unwrap_or_default()
}

/// The readings of an entry, each at its place in the handbook.
pub(in crate::handlers) fn readings(head: &Head) -> Vec<Link> {
    let link = |id: &String| Link::new(id, urls::chapter_entry(&head.pack, &head.chapter, &id.to_lowercase()));
    head.readings.iter().map(link).collect()
}

/// The words of a chapter without the brackets around names.
pub(in crate::handlers) fn plain(words: &str) -> String {
    words.replace(['[', ']'], "")
}

#[cfg(test)]
mod tests;
