//! The handbook: the packs in force and their chapters.

use domain::{
    Date,
    calendar::school_year_start,
    permission::{Actor, Permission, Place},
};
use jiff::ToSpan;
use pack::{Pack, text::Chapter};

use crate::{App, Error};

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
        Some(school) => app.packs.layers(&app.school(school)?.pack),
        None => app.packs.packs.values().collect(),
    };
    packs.reverse();
    packs.sort_by_key(|pack| pack.head.kind == "national");
    Ok(packs)
}

/// A chapter of any pack: what binds others may be read by all.
pub fn chapter<'a>(app: &'a App, by: &Actor, pack: &str, chapter: &str) -> Result<Open<'a>, Error> {
    by.require(Permission::SeeHandbook, Place::Anywhere)?;
    let layers = app.packs.layers(pack);
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
    let own = by.school.map(|school| app.calendar(school)).transpose()?;
    let Some(calendar) = own.as_ref().or_else(|| app.packs.example_calendar()) else { return Ok(0) };
    let of = |day: Date| {
        let start = school_year_start(day);
        calendar.between(start, start.saturating_add(1.year()).yesterday().unwrap_or(start)).len() as u32
    };
    let days = of(app.today());
    // An example's calendar may be of another year.
    Ok(if days > 0 { days } else { calendar.days().first().map_or(0, |&first| of(first)) })
}
