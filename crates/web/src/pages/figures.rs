//! A figure opened: its definition, and the very sessions or children that make it.

use domain::Weekday;
use serde::Serialize;

use crate::{link::Link, mark::MarkCell, words};

/// So many lines stand on one page of a long list.
pub const PAGE: usize = 200;

/// The sessions behind a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sessions {
    /// Where the figure stands.
    pub back: Link,
    /// Whose sessions: `Ellis Hargreaves, Year 5 Hazel`.
    pub who: String,
    /// The figure again, in words: `34 sessions missed: 17 days`.
    pub total: String,
    /// What it counts.
    pub definition: Definition,
    /// How the sessions divide, such as `28 authorised` and `6 unauthorised`; they add up to the total.
    pub parts: Vec<String>,
    /// Whether each line names its pupil. It does not for a list of one pupil.
    pub has_pupils: bool,
    /// The sessions of this page of the list, newest first.
    pub rows: Vec<SessionRow>,
    /// Which part of the list this is.
    pub paging: Paging,
    /// The whole list as a file; nothing for a reader who may not take one.
    pub csv: Option<Link>,
}

/// What a figure means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Definition {
    /// A sentence.
    pub text: String,
    /// Its place among all definitions.
    pub link: Link,
}

impl Definition {
    /// A definition that all weekdays share, said of one of them: `Half days missed on Mondays.`
    #[must_use]
    pub fn on(self, weekday: Weekday) -> Definition {
        Definition { text: self.text.replace("that weekday", &format!("{}s", words::weekday(weekday))), ..self }
    }
}

/// A session behind a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SessionRow {
    /// `Tuesday 9 March, morning`, to the mark's history; the words alone of a child who has left.
    pub session: Link,
    /// Whose, to their page; nothing in a list of one pupil, or without names, and the name alone of a child who has left.
    pub pupil: Option<Link>,
    /// The mark.
    pub mark: MarkCell,
    /// What it counts as: `authorised absence`.
    pub counts: String,
    /// Minutes late or a note; may be empty.
    pub note: String,
}

/// The children behind a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Children {
    /// Where the figure stands.
    pub back: Link,
    /// The figure again, in words: `73 of 412 children`.
    pub total: String,
    /// What it counts.
    pub definition: Definition,
    /// The children of this page of the list.
    pub rows: Vec<ChildRow>,
    /// Which part of the list this is.
    pub paging: Paging,
    /// The whole list as a file; nothing for a reader who may not take one.
    pub csv: Option<Link>,
}

/// A child behind a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChildRow {
    /// Their name, to their page; the name alone of a child who has left.
    pub who: Link,
    /// `5 Hazel, SEN support`.
    pub place: String,
    /// `17`.
    pub days: String,
    /// `85.5%`.
    pub attendance: String,
    /// `34 of 234`, to those sessions.
    pub sessions: Link,
}

/// Which part of a long list a page shows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Paging {
    /// `1 to 200 of 434`; empty when the page shows all.
    pub words: String,
    /// The part before.
    pub previous: Option<Link>,
    /// The part after.
    pub next: Option<Link>,
}

impl Paging {
    /// The part of a list of `total` lines that begins with page `page`, counted from 1, with where its lines are. `href`
    /// is the address of a page. A page beyond the end is the last one.
    pub fn of(total: usize, page: usize, href: impl Fn(usize) -> String) -> (Paging, std::ops::Range<usize>) {
        Paging::by(PAGE, total, page, href)
    }

    /// The same with `size` lines on a page.
    pub fn by(
        size: usize,
        total: usize,
        page: usize,
        href: impl Fn(usize) -> String,
    ) -> (Paging, std::ops::Range<usize>) {
        let pages = total.div_ceil(size).max(1);
        let page = page.clamp(1, pages);
        let lines = (page - 1) * size..total.min(page * size);
        if pages == 1 {
            return (Paging::default(), lines);
        }
        let number = |count: usize| words::number(count as i64);
        let paging = Paging {
            words: format!("{} to {} of {}", number(lines.start + 1), number(lines.end), number(total)),
            previous: (page > 1).then(|| Link::new("Previous", href(page - 1))),
            next: (page < pages).then(|| Link::new("Next", href(page + 1))),
        };
        (paging, lines)
    }
}

#[cfg(test)]
mod tests;
