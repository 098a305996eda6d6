//! The handbook is the program: the text of a pack becomes rules that run, examples that test them, and pages that people read.
//!
//! [`read`] turns the chapters of one folder into a [`Pack`], [`link`] joins the packs of a school, lowest layer first, into
//! [`domain::rule::Rules`]. Whatever cannot be carried out is a [`Fault`] with file, line, column and what to do.

mod build;
mod condition;
mod fault;
mod link;
mod walk;
mod words;

pub mod cel;
pub mod closures;
pub mod codes;
pub mod coverage;
pub mod diff;
pub mod edges;
pub mod example;
pub mod format;
pub mod grounds;
pub mod letter;
pub mod loose;
pub mod page;
pub mod reasons;
pub mod register;
pub mod text;

pub use build::{Pack, read};
pub use fault::{Fault, render};
pub use link::{link, unknown_codes};

/// A chapter as it lies in the pack's folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct File<'a> {
    /// Its path, such as `lancashire/1-pathway.md`.
    pub path: &'a str,
    /// What it says.
    pub text: &'a str,
}

/// Reads one condition, such as `days absent is at least 10 days`. Its edges may name `settings`; other names are not looked up.
pub fn condition(text: &str, settings: &[domain::rule::Setting]) -> Result<domain::rule::Condition, Vec<Fault>> {
    let length = text.chars().count();
    let piece = text::Piece { text: text.to_owned(), span: text::Span { line: 1, column: 1, length } };
    let mut reader = condition::Reader::new("").knowing(settings);
    reader.read(&piece).ok_or(reader.faults)
}
