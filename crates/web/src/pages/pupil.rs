//! A pupil: who they are, where they stand, who is around them. Under it the tabs, each a page of its own.

pub mod action;
pub mod case;
pub mod mark;
pub mod pathway;
pub mod record;
pub mod year;

use domain::id::PupilId;
use serde::Serialize;

use crate::{
    link::{Button, Filter, Link},
    urls,
};

/// What stands above the tabs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Header {
    /// Where the reader came from.
    pub back: Link,
    /// Forename and surname.
    pub name: String,
    /// What they are called, in sentences.
    pub forename: String,
    /// `Year 5 Hazel, Miss Hartley. Born 3 May 2017. UPN J888240117036. SEN support.`
    pub particulars: String,
    /// Days missed and what that means here.
    pub standing: Standing,
    /// The one thing to do next, if there is one.
    pub next: Option<Button>,
    /// What else may be done.
    pub links: Vec<Link>,
    /// Who is around the child.
    pub around: Around,
    /// The pages about the pupil.
    pub tabs: Vec<Filter>,
}

/// Days missed and what that means here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// `17 days missed, 85.5%`.
    pub missed: String,
    /// `34 of 234 possible sessions`.
    pub counted: String,
    /// Those sessions.
    pub sessions: String,
    /// Where the pupil stands in each set of bands of the pack.
    pub bands: Vec<Band>,
    /// `Persistently absent since Monday 19 October.`, `The Targeted pathway begins at 56 days, 39 more.`
    pub notes: Vec<Note>,
}

/// A sentence about where the pupil stands, with its receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The sentence.
    pub text: String,
    /// Its receipt; nothing for one that follows from another.
    pub why: Option<Link>,
}

/// The band that a pupil is in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Band {
    /// The pack's own words, such as `Improvement pathway`.
    pub name: String,
    /// From [`shade`](crate::chart::bands::shade).
    pub shade: &'static str,
    /// `since Thursday 4 March`; empty for a band that the year began with.
    pub since: String,
    /// Its receipt.
    pub receipt: Option<String>,
}

/// Who is around the child.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Around {
    /// Whom to ring, in the order to try.
    pub contacts: Vec<Contact>,
    /// Others who work with the child: their name, and what they are.
    pub others: Vec<Other>,
    /// Brothers and sisters.
    pub siblings: Vec<Sibling>,
    /// Why nobody is shown: nobody is on record, or the reader may not see contacts. Empty when somebody is shown.
    pub nobody: String,
}

/// Somebody to ring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// Their name.
    pub name: String,
    /// `mother, lives with. Rings first`.
    pub detail: String,
    /// Their number.
    pub phone: String,
    /// `Address protected: never to Dawn Hargreaves`; empty for an address that is not.
    pub protected: String,
}

/// Somebody who works with the child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Other {
    /// Their name.
    pub name: String,
    /// `social worker, child in need`.
    pub detail: String,
}

/// A brother or sister.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sibling {
    /// `Brother`.
    pub relation: String,
    /// `Alfie, Year 2 Alder`, to their page.
    pub who: Link,
    /// `9 days missed`.
    pub missed: String,
}

/// A page about a pupil.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// The year, session by session.
    Year,
    /// Where the pupil stands in the handbook.
    Pathway,
    /// What was done, in order.
    Case,
    /// The admission register and the amendments.
    Record,
}

/// The tabs of `pupil`, standing at `current`.
pub fn tabs(pupil: PupilId, current: Tab) -> Vec<Filter> {
    let all = [
        (Tab::Year, "Year", urls::pupil(pupil)),
        (Tab::Pathway, "Pathway", urls::pathway(pupil)),
        (Tab::Case, "Case", urls::case(pupil)),
        (Tab::Record, "Record", urls::record(pupil)),
    ];
    all.into_iter().map(|(tab, text, href)| Filter { text: text.into(), href, is_current: tab == current }).collect()
}

#[cfg(test)]
pub(crate) mod sample;
