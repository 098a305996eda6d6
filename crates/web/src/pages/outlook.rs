//! The early warning: what it says of one child and of all, how far it can be believed, and its switch.

mod block;
pub mod sentences;

use serde::Serialize;

pub use block::{Block, block};

use crate::{
    chart::Svg,
    form::FormError,
    link::{Filter, Link},
    table::TableView,
};

/// What it says of the children of a school, or that it is off.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct ListPage {
    /// To the school.
    pub back: Link,
    /// Why there is no list; empty where there is one.
    pub empty: String,
    /// The years to choose from.
    pub years: Vec<Filter>,
    /// The children.
    pub table: Option<TableView>,
    /// To the calibration, and to the switch for those who may.
    pub links: Vec<Link>,
}

/// How far it can be believed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct CalibrationPage {
    /// To the school.
    pub back: Link,
    /// Whether it is on.
    pub standing: String,
    /// The picture over invented years.
    pub picture: Option<Svg>,
    /// What stands in it.
    pub reliability: Option<TableView>,
    /// By part of the year.
    pub parts: Option<TableView>,
    /// By group.
    pub groups: Option<TableView>,
    /// The picture over the school's own last year.
    pub own_picture: Option<Svg>,
    /// By part of the school's own last year.
    pub own: Option<TableView>,
    /// What the school's own last year says, in a sentence.
    pub own_words: String,
    /// To the list and to the switch for those who may.
    pub links: Vec<Link>,
}

/// The switch with what it switches.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct SwitchPage {
    /// What is wrong with what was sent.
    pub errors: Vec<FormError>,
    /// To the school.
    pub back: Link,
    /// Where the form goes.
    pub action: String,
    /// `The early warning is off at Hillside.`
    pub standing: String,
    /// `on` or `off`: what the form will make it.
    pub to: String,
    /// `Switch the early warning on`.
    pub button: String,
    /// When it was switched, by whom, newest first.
    pub changes: Vec<String>,
    /// How far it can be believed.
    pub calibration: Link,
}

#[cfg(test)]
mod tests;
