//! The handbook: the packs in force, and their chapters as pages.

use serde::Serialize;

use crate::{chart::scale::Scale, link::Link};

/// The packs in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Index {
    /// They, the reader's own first.
    pub packs: Vec<Pack>,
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
    /// `Lancashire, edition 2025 to 2028, in force since 1 September 2025. Last checked …`
    pub particulars: String,
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
