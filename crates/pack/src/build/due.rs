//! When something is due, how often it is owed, and how long it runs.

use domain::rule::{About, Amount, Anchor, Cycle, Due, FieldOf, Period, Unit, Whom};

use super::{Builder, Record};
use crate::{
    condition::{Said, Use, Wanted},
    text::{Piece, Span},
    words,
};

const HELP: &str = "write `the same day`, an amount such as `5 school days` or `2 weeks`, an amount `after [X]`, `on the \"date\" of [X]`, \
     `on the next absence after [X]`, `by the end of the term` or `the limit of [Stage]`";

impl Builder {
    /// Whom an entry is about.
    pub(super) fn about(&mut self, record: &mut Record<'_>, usual: About) -> About {
        let Some(cell) = record.take("about") else { return usual };
        match cell.text.as_str() {
            "the pupil" => About::Pupil,
            "the school" => About::School,
            "the authority" => About::Authority,
            _ => {
                self.fault(
                    record.chapter,
                    &cell,
                    "this is nobody it can be about",
                    "say `the pupil`, `the school` or `the authority`",
                );
                usual
            }
        }
    }

    pub(super) fn due(&mut self, record: &Record<'_>, cell: &Piece) -> Option<Due> {
        let due = self.plain_due(record, cell);
        if due.is_none() {
            self.fault(record.chapter, cell, "this is no date to be due on", HELP);
        }
        due
    }

    fn plain_due(&mut self, record: &Record<'_>, cell: &Piece) -> Option<Due> {
        let text = cell.text.as_str();
        match text {
            "the same day" => return Some(Due::SameDay),
            "by the end of the week" => return Some(Due::Every(Cycle::Week)),
            "by the end of the month" => return Some(Due::Every(Cycle::Month)),
            "by the end of the half term" => return Some(Due::Every(Cycle::HalfTerm)),
            "by the end of the term" => return Some(Due::Every(Cycle::Term)),
            "by the end of the year" => return Some(Due::Every(Cycle::Year)),
            _ => {}
        }
        if let Some(rest) = text.strip_prefix("on the next absence after ") {
            return Some(Due::NextAbsenceAfter(words::names(rest).pop()?));
        }
        if let Some(rest) = text.strip_prefix("the limit of ") {
            return Some(Due::LimitOf(words::names(rest).pop()?));
        }
        if let Some(rest) = text.strip_prefix("on the ") {
            return Some(Due::On(self.field_of(record, cell, rest)?));
        }
        if let Some((amount, rest)) = text.split_once(" after ") {
            let amount = whole(amount)?;
            let anchor = match rest.strip_prefix("the latest of ") {
                Some(names) => Anchor::Done(words::names(names)),
                None if rest.starts_with('"') => Anchor::Field(self.field_of(record, cell, rest)?),
                None => Anchor::Done(words::names(rest)),
            };
            return (anchor != Anchor::Done(Vec::new())).then_some(Due::AfterAnchor(amount, anchor));
        }
        if let Some((amount, rest)) = text.split_once(" before ") {
            return Some(Due::Before(whole(amount)?, self.field_of(record, cell, rest)?));
        }
        whole(text).filter(|amount| amount.unit != Unit::Hours).map(Due::After)
    }

    /// `"field" of [X]`; without `of`, of the entry itself.
    pub(super) fn field_of(&mut self, record: &Record<'_>, cell: &Piece, text: &str) -> Option<FieldOf> {
        let field = words::values(text).pop()?;
        let of = words::names(text).pop();
        let span = cell.span;
        let path = record.chapter.path.clone();
        if let Some(thing) = &of {
            let (name, said) = (thing.clone(), Said::Field(field.clone()));
            let at = cell.text.find(&format!("[{thing}]")).map(|at| cell.text[..=at].chars().count());
            let of = at.map(|at| Span { line: span.line, column: span.column + at, length: thing.chars().count() });
            let uses = Use { name, wanted: Wanted::Action, said, path, span: of.unwrap_or(span), said_at: span };
            self.pack.uses.push(uses);
        } else {
            self.fields.push((field.clone(), path, span));
        }
        Some(FieldOf { field, of, whom: Whom::Anybody })
    }

    /// `week`, `half term`, `year by 30 September`, `14 days`.
    pub(super) fn every(&mut self, record: &Record<'_>, cell: &Piece) -> Option<Cycle> {
        let cycle = match cell.text.as_str() {
            "week" => Some(Cycle::Week),
            "month" => Some(Cycle::Month),
            "half term" => Some(Cycle::HalfTerm),
            "term" => Some(Cycle::Term),
            "year" => Some(Cycle::Year),
            text => match text.strip_prefix("year by ") {
                // 2024 has a 29 February, and no weekday is written.
                Some(day) => {
                    let date = words::date(&format!("{day} 2024")).ok();
                    date.map(|date| Cycle::YearBy(date.month(), date.day()))
                }
                None => whole(text).filter(|amount| amount.unit != Unit::Hours).map(Cycle::Amount),
            },
        };
        if cycle.is_none() {
            let help = "write `week`, `month`, `half term`, `term`, `year`, `year by 30 September` or an amount such as `14 days`";
            self.fault(record.chapter, cell, "this does not say how often", help);
        }
        cycle
    }

    /// `20 school days from "first day"`, `6 weeks from it`, `from "first day" until "end date"`.
    pub(super) fn period(&mut self, record: &Record<'_>, cell: &Piece) -> Option<Period> {
        let period = self.plain_period(record, cell);
        if period.is_none() {
            let help = "write it like `20 school days from \"first day\"`, `6 weeks from it` or `from \"first day\" until \"end date\"`";
            self.fault(record.chapter, cell, "this does not say how long it runs", help);
        }
        period
    }

    fn plain_period(&mut self, record: &Record<'_>, cell: &Piece) -> Option<Period> {
        if let Some((first, last)) = cell.text.strip_prefix("from ").and_then(|rest| rest.split_once(" until ")) {
            let (first, last) = (self.field_of(record, cell, first)?, self.field_of(record, cell, last)?);
            return Some(Period::Between(first, last));
        }
        let (amount, from) = cell.text.split_once(" from ")?;
        let from = if from == "it" { None } else { Some(self.field_of(record, cell, from)?) };
        Some(Period::Lasting(whole(amount)?, from))
    }
}

/// A whole amount of time.
pub(super) fn whole(text: &str) -> Option<Amount> {
    words::amount(text).ok().filter(|amount| {
        let is_time = matches!(
            amount.unit,
            Unit::Hours | Unit::Days | Unit::SchoolDays | Unit::Weeks | Unit::SchoolWeeks | Unit::Months | Unit::Years
        );
        is_time && amount.thousandths % 1000 == 0 && amount.thousandths > 0
    })
}
