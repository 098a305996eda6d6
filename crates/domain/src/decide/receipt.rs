//! Receipts: why something is so, complete enough to be worked out again by hand.

use alloc::{format, string::String, vec::Vec};

use jiff::{ToSpan, civil::Date};

use super::{
    events::day_of,
    judge::{Judge, Truth},
};
use crate::{
    case::Event,
    rule::{Band, Bands, Bound, Condition, Dates, Flag, Head, Measure, Range, Test, Unit, Window},
    tally::Tally,
};

/// One condition of the handbook, in its own words, with what it came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The words of the chapter.
    pub words: String,
    /// What was found, such as `12 days (24 sessions)`; empty where there is nothing to count.
    pub found: String,
    /// Whether it holds.
    pub holds: Truth,
}

/// The derivation of one decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The entry that decided: its name, place, strength, rows and readings.
    pub head: Head,
    /// The day for which it was decided.
    pub day: Date,
    /// The first day counted.
    pub from: Date,
    /// The counts of the school year to that day.
    pub tally: Tally,
    /// Sessions on which attendance was not possible, which are not counted.
    pub not_counted: u32,
    /// What was asked, and what it came to.
    pub proofs: Vec<Proof>,
}

impl Receipt {
    /// The conditions that hold, each with what it came to: `days absent is at least 15 days: 16 days (32 sessions)`.
    pub fn why(&self) -> String {
        let holding = self.proofs.iter().filter(|proof| proof.holds == Truth::Yes);
        let words = holding.map(|proof| match (proof.words.replace(['[', ']'], ""), proof.found.as_str()) {
            (words, "") => words,
            (words, found) => format!("{words}: {found}"),
        });
        words.collect::<Vec<String>>().join("; ")
    }
}

/// When something was done, and how it ended.
fn told(event: &Event) -> String {
    match (event.outcome(), in_words(day_of(event))) {
        ("", day) => format!("on {day}"),
        (outcome, day) => format!("{outcome} on {day}"),
    }
}

impl<'a> Judge<'a> {
    pub(super) fn receipt(&self, head: &Head, when: Option<&'a Condition>) -> Receipt {
        Receipt {
            head: head.clone(),
            day: self.facts.day,
            from: crate::calendar::school_year_start(self.facts.day),
            tally: self.tally,
            not_counted: self.not_counted(),
            proofs: when.map(|when| self.proofs(when)).unwrap_or_default(),
        }
    }

    pub(super) fn band_receipt(&self, set: &'a Bands, band: &'a Band) -> Receipt {
        let found = self.measure(&set.measure).map(|measured| measured.words()).unwrap_or_default();
        let words = format!("{} is {}", set.measure_words, band.range);
        let mut receipt = self.receipt(&Head { line: band.line, ..set.head.clone() }, None);
        receipt.proofs.push(Proof { words, found, holds: Truth::Yes });
        receipt
    }

    pub(super) fn proofs(&self, when: &'a Condition) -> Vec<Proof> {
        let atoms = when.atoms();
        atoms
            .into_iter()
            .map(|atom| Proof { words: atom.words.clone(), found: self.found(&atom.test), holds: self.atom(atom) })
            .collect()
    }

    /// What was found, and for which parent where it was counted for one alone.
    fn found(&self, test: &'a Test) -> String {
        let (found, parent) = (self.counted(test), self.parent());
        let is_for_one = !found.is_empty() && !parent.is_empty() && self.rules.test_counts_that_parent(test);
        if is_for_one { format!("{found}, for {parent}") } else { found }
    }

    fn counted(&self, test: &'a Test) -> String {
        match test {
            Test::Measured(measure, range) => self.measure_found(measure, range).unwrap_or_default(),
            Test::Compared { measure, other, .. } => {
                let of = |measure| self.measure_found(measure, &Range::default());
                of(measure).zip(of(other)).map(|(one, other)| format!("{one}, and {other}")).unwrap_or_default()
            }
            Test::In { set, .. } if self.stages(set).is_some() => {
                self.stages(set).map(|stages| stages.stages[self.stage(stages).0].name.clone()).unwrap_or_default()
            }
            Test::In { set, .. } => {
                let found = self.set(set).and_then(|set| Some(set.bands[self.band(set)?].name.clone()));
                found.unwrap_or_default()
            }
            Test::Cohort(name) => {
                let parts =
                    self.cohort(name).and_then(|cohort| cohort.when.as_ref()).map(Condition::atoms).unwrap_or_default();
                let holding = parts.into_iter().filter_map(|atom| match &atom.test {
                    Test::Cohort(part) if self.atom(atom) == Truth::Yes => Some(part.as_str()),
                    _ => None,
                });
                holding.collect::<Vec<&str>>().join(", ")
            }
            Test::InYear(_) => self.facts.who.year_on(self.facts.day).map(crate::school::year_name).unwrap_or_default(),
            Test::OfCompulsoryAge => {
                let days = self.compulsory_days().map(|days| [days.0, days.1].map(in_words));
                days.map(|[first, last]| format!("from {first} to {last}")).unwrap_or_default()
            }
            // A flag is shown by what it counts.
            // One that stands until something is done may not count anything of today.
            Test::Holds(name) if self.flag(name).is_some_and(|flag| self.stands_from_before(flag)) => {
                String::from("reached on an earlier day, and nothing has ended it")
            }
            Test::Holds(name) => {
                let atoms = self.flag(name).map(|flag| flag.when.atoms()).unwrap_or_default();
                let mut found: Vec<String> = atoms.into_iter().map(|atom| self.counted(&atom.test)).collect();
                found.retain(|words| !words.is_empty());
                found.dedup();
                found.join("; ")
            }
            Test::Done { thing, window } | Test::EndedAs { thing, window, .. } => self.last_in(thing, window),
            Test::Running(thing, whom) | Test::Over(thing, whom) | Test::Broken(thing, whom) => {
                self.last_event_to(thing, *whom).map_or_else(String::new, told)
            }
            _ => String::new(),
        }
    }

    /// Whether a flag stands although its reason does not hold on the day: it was reached, and what ends it was not done.
    fn stands_from_before(&self, flag: &'a Flag) -> bool {
        flag.stands_until.is_some()
            && self.flagged(flag) == Truth::Yes
            && self.applies(&flag.when, flag.unless.as_ref()) != Truth::Yes
    }

    /// When a thing was last done in `window`, and how it ended: `refused on 3 November 2026`; nothing when it was not.
    pub(super) fn last_in(&self, thing: &str, window: &Window) -> String {
        let events = self.events_in(window).unwrap_or_default();
        let last = events.iter().rev().find(|event| self.is(event, thing) && self.stands(event));
        last.map_or_else(String::new, |event| told(event))
    }

    /// What was measured; of the least of several, each of them.
    fn measure_found(&self, measure: &'a Measure, range: &Range) -> Option<String> {
        let found = self.measure(measure)?.words();
        let Measure::Least(parts) = measure else {
            return Some(found + &self.on_the_calendar(measure, range).unwrap_or_default());
        };
        let each: Vec<String> = parts.iter().filter_map(|part| self.measure_found(part, range)).collect();
        Some(format!("{found}, the least of: {}", each.join("; ")))
    }

    /// Of a count of days: the day from which it runs, and the day on which it comes to each edge: ` since 2 November 2026 (28 days
    /// on 30 November 2026)`.
    fn on_the_calendar(&self, measure: &'a Measure, range: &Range) -> Option<String> {
        let (word, first, day_0) = match measure {
            Measure::Since { unit: Unit::Days, thing, whom } => {
                let day = day_of(self.last_event_to(thing, *whom)?);
                ("since", day, day)
            }
            Measure::Between { unit: Unit::Days, dates: Dates::Since(field) } => {
                let day = self.date_in(field)?;
                ("since", day, day)
            }
            Measure::Between { unit: Unit::Days, dates: Dates::ToTheDay(field) } => {
                let day = self.date_in(field)?;
                ("from", day, day.yesterday().ok()?)
            }
            _ => return None,
        };
        let reached = |bound: &Bound| {
            let day = day_0.checked_add((bound.amount.thousandths / 1000).days()).ok()?;
            Some(format!("{} on {}", bound.amount, in_words(day)))
        };
        let edges = range.bounds.iter().map(reached).collect::<Option<Vec<String>>>()?;
        let edges = if edges.is_empty() { edges.join("") } else { format!(" ({})", edges.join(", ")) };
        Some(format!(" {word} {}{edges}", in_words(first)))
    }
}

/// `31 August 2026`.
fn in_words(day: Date) -> String {
    format!("{}", day.strftime("%-d %B %Y"))
}
