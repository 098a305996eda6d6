//! The handbook: the packs in force, and their chapters as pages.

pub mod names;

use serde::Serialize;

use crate::{
    chart::{scale::Scale, steps::Drawn},
    link::Link,
};

/// The packs in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Index {
    /// They, the reader's own first.
    pub packs: Vec<Pack>,
    /// To what another pack would make of the roll, for somebody who may see it.
    pub what_if: Option<Link>,
    /// The pages of the handbooks that are for this reader.
    pub pages: Vec<Link>,
    /// To the proposed changes, for an administrator.
    pub proposals: Option<Link>,
    /// What else follows from them: what the school owes, who helps, what parents read.
    pub others: Vec<Link>,
}

/// A pack with its chapters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pack {
    /// Its place in the page: its folder name.
    pub id: String,
    /// `The graduated attendance support pathway`.
    pub title: String,
    /// `Lancashire, edition 2025 to 2028, in force since 1 September 2025. Last checked against the document on 2 March 2027.`
    pub particulars: String,
    /// What it rests on, such as `Rests on the national layer`; may be empty.
    pub extends: String,
    /// Which layer it is, where that has to be said: `National layer`; may be empty.
    pub layer: &'static str,
    /// To the index of its names.
    pub names: Link,
    /// Its chapters, in order.
    pub chapters: Vec<Chapter>,
}

/// A chapter in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Chapter {
    /// Its title, to its page.
    pub link: Link,
    /// What it is about, in a sentence; may be empty.
    pub about: String,
}

/// A chapter as a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChapterPage {
    /// To the packs in force.
    pub back: Link,
    /// `Lancashire, edition 2025 to 2028, in force since 1 September 2025. Last checked …`; empty where `about` says it.
    pub particulars: String,
    /// What the pack is, for its first chapter; empty for the others.
    pub about: Vec<About>,
    /// What is said where the document is older than the law; empty otherwise.
    pub older: String,
    /// Which layer it belongs to, where that has to be said: `National layer`; may be empty.
    pub layer: &'static str,
    /// To the index of its pack, and for an administrator to the form that proposes a change.
    pub tools: Vec<Link>,
    /// Its other bands and its stages, drawn.
    pub pictures: Vec<Picture>,
    /// The pathway to scale, for a chapter with a set of bands of days.
    pub scale: Option<Scale>,
    /// `Days missed in the school year, to scale: 190 days.`
    pub scale_words: String,
    /// The entries of the chapter, linked inside the page.
    pub contents: Vec<Link>,
    /// The chapter, as the pack makes it: ready HTML whose headings begin at the second level.
    pub body: String,
    /// Where the document is unclear, how it is read.
    pub readings: Vec<Reading>,
    /// `10 worked examples prove this page.`; may be empty.
    pub examples: String,
    /// The chapter before.
    pub previous: Option<Link>,
    /// The chapter after.
    pub next: Option<Link>,
}

/// Bands or stages, drawn; the table with the same words stands in the chapter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Picture {
    /// The entry, to its table.
    pub entry: Link,
    /// What is drawn, such as `attendance, to scale`.
    pub words: String,
    /// It.
    pub drawn: Drawn,
}

/// Something that a pack says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct About {
    /// `Document`, `In force`.
    pub key: String,
    /// `From 1 September 2025 until 31 August 2028`.
    pub value: String,
    /// Packs that it names, to their first chapters; said after the value.
    pub links: Vec<Link>,
}

/// A place of the document that is unclear.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// Its place in the page, such as `c-lan-06`.
    pub id: String,
    /// What the document says.
    pub document: String,
    /// How it is read.
    pub reading: String,
    /// `C-LAN-06`.
    pub number: String,
}

#[cfg(test)]
mod tests;
