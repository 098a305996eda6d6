//! What if: the roll of last year and of this one under another handbook.

use serde::Serialize;

use super::{figures::Paging, school::BandSet};
use crate::{chart::weeks::Weeks, form::FormError, link::Link};

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WhatIf {
    /// To the handbook.
    pub back: Link,
    /// What is wrong with what was asked; empty for nothing.
    pub errors: Vec<FormError>,
    /// What can be asked.
    pub form: Form,
    /// The answer; nothing until a pack is chosen, and while it is worked out.
    pub answer: Option<Answer>,
    /// Whether something is asked that is being worked out.
    pub is_asked: bool,
    /// What that is: `Knowsley, edition 2024-27, beside the pack that the school follows, from 1 September 2026.`
    pub asked: String,
}

/// The form that asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Form {
    /// Where it goes.
    pub action: String,
    /// The packs that can be asked about.
    pub to: Vec<Choice>,
    /// What it can be compared with.
    pub from: Vec<Choice>,
    /// The schools; empty for somebody of one school.
    pub schools: Vec<Choice>,
    /// The first day, as a date field has it.
    pub first: String,
    /// The last day.
    pub last: String,
    /// The latest day that may be asked for.
    pub latest: String,
    /// Whether the packs are taken as if they had always been in force.
    pub is_always: bool,
}

/// One of several that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// What the form carries.
    pub value: String,
    /// Its words.
    pub text: String,
    /// Whether it is chosen.
    pub is_chosen: bool,
}

/// What came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// `38 of 412 children change band: 30 to a later one, 8 to an earlier one.`
    pub summary: String,
    /// What has to be known to read it.
    pub notes: Vec<String>,
    /// Where the children stand before, a bar for each set of bands.
    pub before: Vec<BandSet>,
    /// Where they stand after.
    pub after: Vec<BandSet>,
    /// From band to band, most children first.
    pub ways: Vec<Way>,
    /// How many ways more there are; empty for none.
    pub more_ways: String,
    /// The tasks by week, drawn; nothing where none arises.
    pub chart: Option<Weeks>,
    /// The weeks as a table.
    pub weeks: Vec<WeekRow>,
    /// Tasks by role, then letters, notices and steps.
    pub work: Vec<Pair>,
    /// What opens, by kind.
    pub opens: Vec<Pair>,
    /// School by school; empty where there is one.
    pub schools: Vec<GroupRow>,
    /// Cohort by cohort.
    pub cohorts: Vec<GroupRow>,
    /// Those who change band.
    pub children: Vec<ChildRow>,
    /// Why no child is named; empty where they may be.
    pub hidden: String,
    /// The parts of the list.
    pub paging: Paging,
    /// Every pupil as a file; nothing for somebody who sees no names.
    pub csv: Option<Link>,
}

/// From a band to a band.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Way {
    /// `Pathway: Improvement`; empty for no band.
    pub before: String,
    /// The same after.
    pub after: String,
    /// `to a later band`.
    pub change: &'static str,
    /// `38`.
    pub children: String,
}

/// A week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WeekRow {
    /// `7 Sep 2026`.
    pub week: String,
    /// Tasks, letters and notices, each before and after.
    pub counts: Vec<String>,
}

/// A count before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pair {
    /// Of what.
    pub name: String,
    /// `212`.
    pub before: String,
    /// `248`.
    pub after: String,
    /// In a school week on average, before and after: `4 and 5`.
    pub a_week: String,
}

/// Some children together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GroupRow {
    /// The school or the cohort; a school links to the same page for itself.
    pub name: Link,
    /// Children, how many change, later, earlier, tasks before, tasks after.
    pub counts: Vec<String>,
}

/// Somebody who changes band.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChildRow {
    /// They, to their pathway.
    pub who: Link,
    /// `Year 5 Hazel`, with the school where there are several.
    pub place: String,
    /// Their bands before.
    pub before: String,
    /// Their bands after.
    pub after: String,
    /// Why before, in the handbook's words.
    pub why_before: String,
    /// Why after.
    pub why_after: String,
    /// Tasks that come, and tasks that go.
    pub tasks: Vec<String>,
}

#[cfg(test)]
mod tests;
