//! The handbook: the packs in force and their chapters.

mod document;
pub mod index;
pub mod picture;

use domain::{
    Date,
    calendar::{Calendar, school_year_start},
    permission::{Actor, Permission, Place},
    rule::Page,
};
use jiff::ToSpan;
use pack::{Pack, text::Chapter};

use crate::{App, Error, Packs};
pub use document::document;

/// A chapter with what stands around it.
#[derive(Debug)]
pub struct Open<'a> {
    /// The packs of its layers, lowest first, its own last.
    pub layers: Vec<&'a Pack>,
    /// Its own pack.
    pub pack: &'a Pack,
    /// It.
    pub chapter: &'a Chapter,
    /// The chapter before.
    pub previous: Option<&'a Chapter>,
    /// The chapter after.
    pub next: Option<&'a Chapter>,
    /// The school days of the reader's year: of their own school, or of the calendar that examples run on.
    pub year_days: u32,
}

/// The packs that apply to the reader, the nearest first: those of their school, or all for a post with the authority.
pub fn packs<'a>(app: &'a App, by: &Actor) -> Result<Vec<&'a Pack>, Error> {
    by.require(Permission::SeeHandbook, Place::Anywhere)?;
    let mut packs = match by.school {
        Some(school) => app.packs().layers(&app.school(school)?.pack),
        None => app.packs().packs.values().collect(),
    };
    packs.reverse();
    packs.sort_by_key(|pack| pack.head.kind == "national");
    Ok(packs)
}

/// The pages of the packs that apply to the reader that are for everybody who signs in, or for a role that is theirs.
pub fn pages<'a>(app: &'a App, by: &Actor) -> Result<Vec<&'a Page>, Error> {
    let mut found: Vec<&Page> = Vec::new();
    for pack in packs(app, by)? {
        let rules = app.packs().rules(&pack.head.slug)?;
        let is_for = |to: &String| to == "everybody" || crate::case::roles::holds(rules, by.role, to);
        let own = rules.pages.iter().filter(|page| page.head.pack == pack.head.slug);
        found.extend(own.filter(|page| page.head.is_in_force(app.today()) && page.shown_to.iter().any(is_for)));
    }
    Ok(found)
}

/// Any pack: what binds others may be read by all.
pub fn pack<'a>(app: &'a App, by: &Actor, pack: &str) -> Result<&'a Pack, Error> {
    by.require(Permission::SeeHandbook, Place::Anywhere)?;
    app.packs().packs.get(pack).ok_or(Error::NotFound("pack"))
}

/// A chapter of any pack: what binds others may be read by all.
pub fn chapter<'a>(app: &'a App, by: &Actor, pack: &str, chapter: &str) -> Result<Open<'a>, Error> {
    by.require(Permission::SeeHandbook, Place::Anywhere)?;
    let layers = app.packs().layers(pack);
    let pack = *layers.last().ok_or(Error::NotFound("pack"))?;
    let place = pack.chapters.iter().position(|known| known.slug == chapter).ok_or(Error::NotFound("chapter"))?;
    Ok(Open {
        chapter: &pack.chapters[place],
        previous: place.checked_sub(1).and_then(|before| pack.chapters.get(before)),
        next: pack.chapters.get(place + 1),
        year_days: year_days(app, by)?,
        layers,
        pack,
    })
}

fn year_days(app: &App, by: &Actor) -> Result<u32, Error> {
    let Some(school) = by.school else { return Ok(example_year_days(app.packs())) };
    let calendar = app.calendar(school)?;
    let days = in_year(&calendar, app.today());
    Ok(if days > 0 { days } else { in_first_year(&calendar) })
}

/// The school days of the year that examples run on.
fn example_year_days(packs: &Packs) -> u32 {
    packs.example_calendar().map_or(0, in_first_year)
}

fn in_first_year(calendar: &Calendar) -> u32 {
    calendar.days().first().map_or(0, |&first| in_year(calendar, first))
}

fn in_year(calendar: &Calendar, day: Date) -> u32 {
    let start = school_year_start(day);
    calendar.between(start, start.saturating_add(1.year()).yesterday().unwrap_or(start)).len() as u32
}
