//! Whether a condition holds: yes, no, or not known.

use alloc::{format, rc::Rc, string::String, vec, vec::Vec};
use core::cell::RefCell;

use jiff::{ToSpan, civil::Date};

use super::{
    Attempt, Facts,
    course::{Course, Reached},
    events::{Runs, day_of},
    measure::Measured,
};
use crate::{
    calendar::school_year_start,
    code::Class,
    compulsory_age::CompulsoryAge,
    rule::Window,
    rule::{
        Amount, Atom, Bands, Bound, Cohort, Condition, FieldOf, Flag, Head, Measure, Range, Rules, Side, Stages, Test,
        Unit, Value,
    },
    sheet::Sheet,
    tally::Tally,
};

/// An answer. Not known arises only from a measure with nothing to measure; it opens no gate and accuses nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Truth {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// There is nothing to tell it by.
    NotKnown,
}

impl Truth {
    /// The word for a page.
    pub const fn word(self) -> &'static str {
        match self {
            Truth::Yes => "yes",
            Truth::No => "no",
            Truth::NotKnown => "not known",
        }
    }

    pub(super) const fn of(is_so: bool) -> Truth {
        if is_so { Truth::Yes } else { Truth::No }
    }

    /// The opposite; not known stays so.
    pub const fn not(self) -> Truth {
        match self {
            Truth::Yes => Truth::No,
            Truth::No => Truth::Yes,
            Truth::NotKnown => Truth::NotKnown,
        }
    }
}

/// Rules and facts together, with what was measured already.
pub(super) struct Judge<'a> {
    pub(super) rules: &'a Rules,
    pub(super) facts: Facts<'a>,
    /// The school year to the day.
    pub(super) year: Sheet<'a>,
    pub(super) tally: Tally,
    pub(super) attempt: Option<&'a Attempt<'a>>,
    pub(super) measured: RefCell<Vec<(&'a Measure, Measured)>>,
    /// The thing whose breach by one parent is judged: its period is that parent's.
    pub(super) breach_of: Option<&'a str>,
    /// The whole year counted through, when many days of it are asked about.
    pub(super) course: Option<Rc<Course<'a>>>,
}

impl<'a> Judge<'a> {
    pub(super) fn new(rules: &'a Rules, facts: &Facts<'a>, attempt: Option<&'a Attempt<'a>>) -> Judge<'a> {
        let year = facts.sheet.between(school_year_start(facts.day), facts.day);
        let tally = year.tally();
        Judge {
            rules,
            facts: *facts,
            year,
            tally,
            attempt,
            measured: RefCell::default(),
            breach_of: None,
            course: None,
        }
    }

    /// A judge of an earlier day of a year that was counted through.
    pub(super) fn on(rules: &'a Rules, facts: &Facts<'a>, course: &Rc<Course<'a>>) -> Judge<'a> {
        let (year, tally) = course.to(facts.day);
        let course = Some(Rc::clone(course));
        Judge {
            rules,
            facts: *facts,
            year,
            tally,
            attempt: None,
            measured: RefCell::default(),
            breach_of: None,
            course,
        }
    }

    /// Whether the pack of an entry is in force on the day.
    pub(super) fn is_in_force(&self, head: &Head) -> bool {
        let pack = self.rules.packs.iter().find(|pack| pack.slug == head.pack);
        pack.is_none_or(|pack| pack.is_in_force(self.facts.day)) && head.is_in_force(self.facts.day)
    }

    /// The band set called `name`, that of the highest layer first.
    pub(super) fn set(&self, name: &str) -> Option<&'a Bands> {
        let called =
            |name: &str| self.rules.bands.iter().rev().find(|set| set.head.name == name && self.is_in_force(&set.head));
        called(name).or_else(|| called(self.rules.successor(name)?))
    }

    /// The stages called `name`.
    pub(super) fn stages(&self, name: &str) -> Option<&'a Stages> {
        let called = |name: &str| {
            self.rules.stages.iter().rev().find(|set| set.head.name == name && self.is_in_force(&set.head))
        };
        called(name).or_else(|| called(self.rules.successor(name)?))
    }

    /// The flag or list called `name`.
    pub(super) fn flag(&self, name: &str) -> Option<&'a Flag> {
        let called = |name: &str| {
            let flags = self.rules.flags.iter().chain(&self.rules.lists);
            flags.rev().find(|flag| flag.head.name == name && self.is_in_force(&flag.head))
        };
        called(name).or_else(|| called(self.rules.successor(name)?))
    }

    /// The cohort called `name`.
    pub(super) fn cohort(&self, name: &str) -> Option<&'a Cohort> {
        let called = |name: &str| {
            self.rules.cohorts.iter().rev().find(|cohort| cohort.head.name == name && self.is_in_force(&cohort.head))
        };
        called(name).or_else(|| called(self.rules.successor(name)?))
    }

    /// Whether an entry with this condition holds: a flag that stands until something is done, too.
    pub(super) fn entry(&self, head: &Head, when: &'a Condition, unless: Option<&'a Condition>) -> Truth {
        let flag = self.flag(&head.name).filter(|flag| flag.head.pack == head.pack && flag.stands_until.is_some());
        flag.map_or_else(|| self.applies(when, unless), |flag| self.flagged(flag))
    }

    pub(super) fn applies(&self, when: &'a Condition, unless: Option<&'a Condition>) -> Truth {
        let unless = unless.map_or(Truth::No, |unless| self.truth(unless));
        both(self.truth(when), unless.not())
    }

    pub(super) fn truth(&self, condition: &'a Condition) -> Truth {
        match condition {
            Condition::All(parts) => parts.iter().fold(Truth::Yes, |so_far, part| both(so_far, self.truth(part))),
            Condition::Any(parts) => {
                parts.iter().fold(Truth::Yes, |so_far, part| both(so_far, self.truth(part).not())).not()
            }
            Condition::Not(part) => self.truth(part).not(),
            Condition::Atom(atom) => self.atom(atom),
        }
    }

    pub(super) fn atom(&self, atom: &'a Atom) -> Truth {
        let truth = self.test(&atom.test);
        if atom.is_negated { truth.not() } else { truth }
    }

    pub(super) fn test(&self, test: &'a Test) -> Truth {
        match test {
            Test::Measured(measure, range) => {
                self.measure(measure).map_or(Truth::NotKnown, |measured| Truth::of(measured.is_in(range)))
            }
            Test::Compared { measure, side, other } => self.compared(measure, *side, other),
            Test::Cohort(name) => self.belongs(name),
            Test::In { set, band } => self.is_in(set, band),
            Test::Done { thing, window } => self.was_done(thing, window),
            Test::EndedAs { thing, value, window } => self.ended_as(thing, value, window),
            Test::Running(thing, whom) => self.runs(thing, *whom, Runs::Now),
            Test::Over(thing, whom) => match self.stage_limit(thing) {
                Some(limit) => Truth::of(limit < self.facts.day),
                None => self.runs(thing, *whom, Runs::NoLonger),
            },
            Test::Broken(thing, whom) => self.is_broken(thing, *whom),
            Test::Holds(name) => self.flag(name).map_or(Truth::No, |flag| self.flagged(flag)),
            Test::Given(field) => Truth::of(self.field(field).is_some_and(|value| !value.trim().is_empty())),
            Test::FieldIs { field, value } => Truth::of(self.field(field) == Some(value)),
            Test::FieldIn { field, range } => {
                let value = self.field(field).and_then(thousandths);
                value.map_or(Truth::NotKnown, |value| Truth::of(range.contains(value)))
            }
            Test::Rises(field) => Truth::of(self.field(field).is_some_and(rises)),
            Test::OutcomeIs(value) => Truth::of(self.attempt.is_some_and(|attempt| attempt.outcome == value)),
            Test::AllLeave => self.all_leave(),
            Test::InYear(years) => {
                let year = self.facts.who.year_on(self.facts.day);
                year.map_or(Truth::NotKnown, |year| Truth::of(years.contains(&year)))
            }
            Test::OfCompulsoryAge => self
                .compulsory_days()
                .map_or(Truth::NotKnown, |(first, last)| Truth::of((first..=last).contains(&self.facts.day))),
        }
    }

    /// Whether a measure lies on this side of another; not known while one of them is not.
    fn compared(&self, measure: &'a Measure, side: Side, other: &'a Measure) -> Truth {
        let value = |measure| self.measure(measure)?.thousandths();
        let (Some(value), Some(edge)) = (value(measure), value(other)) else { return Truth::NotKnown };
        let amount = Amount { thousandths: edge, unit: other.unit() };
        Truth::of(Range { bounds: vec![Bound { side, amount }] }.contains(value))
    }

    fn is_in(&self, set: &str, name: &str) -> Truth {
        if let Some(stages) = self.stages(set) {
            return Truth::of(stages.stages[self.stage(stages).0].name == name);
        }
        let Some(bands) = self.set(set) else { return Truth::No };
        self.band(bands).map_or(Truth::NotKnown, |place| Truth::of(bands.bands[place].name == name))
    }

    /// How something ended the last time; for a setting, its words.
    fn ended_as(&self, thing: &str, value: &str, window: &Window) -> Truth {
        if let Some(setting) = self.rules.setting(thing) {
            return Truth::of(matches!(&setting.value, Value::Words(words) if words == value));
        }
        // What is not on record is not so, in a window that never began either.
        let events = self.events_in(window).unwrap_or_default();
        let last = events.iter().rev().find(|event| self.is(event, thing) && self.stands(event));
        Truth::of(last.is_some_and(|event| self.rules.ended_as(event, thing, value)))
    }

    /// Whether a flag or list holds: now, or since it was reached and nothing that ends it was done.
    pub(super) fn flagged(&self, flag: &'a Flag) -> Truth {
        let Some(until) = &flag.stands_until else { return self.applies(&flag.when, flag.unless.as_ref()) };
        let ended = self.last_matching(until);
        let first = ended.map_or(Date::MIN, |day| day.saturating_add(1.day()));
        let facts = Facts { sheet: self.facts.sheet.between(first, self.facts.day), ..self.facts };
        // An earlier day knows nothing of what is being filled in, but is asked about the same parent.
        let attempt = Attempt { to: self.parent(), ..Attempt::default() };
        let at = |day| {
            let then = Judge::new(self.rules, &Facts { day, ..facts }, Some(&attempt));
            then.applies(&flag.when, flag.unless.as_ref())
        };
        let today = match (ended, self.attempt) {
            (None, None) => self.applies(&flag.when, flag.unless.as_ref()),
            _ => at(self.facts.day),
        };
        if today == Truth::Yes {
            return today;
        }
        // It can only have come true on a day that counts: one with a session missed.
        let key = (flag, first, self.facts.cohorts, self.parent());
        let known = self.course.as_ref().and_then(|course| course.reached(self.facts.day, key));
        let (looked_to, mut was_reached) = known.unwrap_or((Date::MIN, false));
        if !was_reached {
            let mut days: Vec<Date> = facts.sheet.absences().map(|(session, _)| session.date).collect();
            days.dedup();
            was_reached = days.into_iter().rev().take_while(|&day| day > looked_to).any(|day| at(day) == Truth::Yes);
        }
        if let Some(course) = &self.course {
            course.note(Reached { key, to: self.facts.day, was_reached });
        }
        if was_reached { Truth::Yes } else { today }
    }

    fn belongs(&self, name: &str) -> Truth {
        if self.facts.cohorts.iter().any(|cohort| self.rules.is_same(cohort, name)) {
            return Truth::Yes;
        }
        self.cohort(name).and_then(|cohort| cohort.when.as_ref()).map_or(Truth::No, |when| self.truth(when))
    }

    /// The place of the band that holds; nothing when there is nothing to measure. A band that somebody recorded with a reason
    /// stands while the figures still say what they said on that day.
    pub(super) fn band(&self, set: &'a Bands) -> Option<usize> {
        self.overridden(set).or_else(|| self.measured_band(set))
    }

    /// The place of the band that the figures give.
    pub(super) fn measured_band(&self, set: &'a Bands) -> Option<usize> {
        let measured = self.measure(&set.measure)?;
        set.bands.iter().position(|band| measured.is_in(&band.range))
    }

    /// The place of the band that somebody recorded instead, if that still stands.
    pub(super) fn overridden(&self, set: &'a Bands) -> Option<usize> {
        if set.overridden_by.is_empty() {
            return None;
        }
        let recorded = self.history().rev().find(|event| self.is(event, &set.head.name))?;
        let place = set.bands.iter().position(|band| self.rules.ended_as(recorded, &set.head.name, &band.name))?;
        let then = Judge::new(self.rules, &Facts { day: day_of(recorded), ..self.facts }, self.attempt);
        (then.measured_band(set) == self.measured_band(set)).then_some(place)
    }

    /// The next band of a set over days or sessions missed, and how many sessions more would reach it.
    pub(super) fn next_band(&self, set: &'a Bands, place: usize) -> Option<(String, u32)> {
        let Measure::Count { unit, .. } = &set.measure else { return None };
        let Some(Measured::Sessions { count, .. }) = self.measure(&set.measure) else { return None };
        let next = set.bands.get(place + 1)?;
        let edge = next.range.bounds.iter().find(|bound| bound.side == Side::AtLeast)?;
        let thousandths_a_session = if *unit == Unit::Days { 500 } else { 1000 };
        let sessions = (edge.amount.thousandths + thousandths_a_session - 1) / thousandths_a_session;
        let more = u32::try_from(sessions - i64::from(count)).ok()?;
        Some((next.name.clone(), more))
    }

    /// What a field says: of what is being done now, or of what was done last.
    pub(super) fn field(&self, field: &'a FieldOf) -> Option<&'a str> {
        match &field.of {
            Some(thing) => self.filled_in(self.last_event_to(thing, field.whom)?, &field.field),
            None => {
                let fields = self.attempt?.fields;
                fields.iter().find(|(name, _)| *name == field.field).map(|&(_, value)| value)
            }
        }
    }

    /// The first and the last day on which the pupil is of compulsory school age.
    pub(super) fn compulsory_days(&self) -> Option<(Date, Date)> {
        let age = CompulsoryAge::read(self.rules)?;
        let born = self.facts.who.born?;
        Some((age.first_day(born), age.last_day(born)))
    }

    fn all_leave(&self) -> Truth {
        let codes = self.year.codes;
        let mut absences = self.year.absences().peekable();
        if absences.peek().is_none() {
            return Truth::NotKnown;
        }
        Truth::of(absences.all(|(_, code)| codes.entry(code).is_some_and(|entry| entry.is_leave)))
    }

    /// How many sessions of the year each class has, for a receipt.
    pub(super) fn not_counted(&self) -> u32 {
        let classes = self.year.marks.iter().filter_map(|&number| self.year.codes.class_of(number));
        classes.filter(|class| *class == Class::NotPossible).count() as u32
    }
}

pub(super) fn both(one: Truth, other: Truth) -> Truth {
    match (one, other) {
        (Truth::No, _) | (_, Truth::No) => Truth::No,
        (Truth::Yes, Truth::Yes) => Truth::Yes,
        _ => Truth::NotKnown,
    }
}

/// Reads `4`, `4.5` or `4½` as thousandths, and a time of day as thousandths of a minute; words after the number are left out.
fn thousandths(text: &str) -> Option<i64> {
    if let Some((hours, minutes)) = text.trim().split_once(':') {
        let minutes: i64 = minutes.get(..2)?.parse().ok()?;
        return Some((hours.parse::<i64>().ok()? * 60 + minutes) * 1000);
    }
    let number: String = text.trim().chars().take_while(|letter| letter.is_ascii_digit() || *letter == '.').collect();
    let (whole, part) = number.split_once('.').unwrap_or((&number, ""));
    let part = format!("{part:0<3}");
    let half = if text.trim()[number.len()..].starts_with('½') { 500 } else { 0 };
    let whole = if half > 0 && whole.is_empty() { 0 } else { whole.parse::<i64>().ok()? };
    Some(whole * 1000 + part.get(..3)?.parse::<i64>().ok()? + half)
}

fn rises(text: &str) -> bool {
    let numbers: Vec<i64> = text.split(',').filter_map(thousandths).collect();
    numbers.len() >= 2 && numbers.windows(2).all(|pair| pair[0] < pair[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn not_knowing_gives_way_only_to_a_plain_no() {
        use Truth::{No, NotKnown, Yes};
        assert_eq!([both(Yes, NotKnown), both(NotKnown, No), both(No, NotKnown)], [NotKnown, No, No]);
        assert_eq!([NotKnown.not(), Yes.not(), No.not()], [NotKnown, No, Yes]);
    }

    #[test]
    fn a_time_of_day_is_compared_by_its_minutes() {
        assert_eq!([thousandths("08:50"), thousandths("10:05")], [Some(530_000), Some(605_000)]);
        assert_eq!([thousandths("4½ days"), thousandths("4.5"), thousandths("½")], [Some(4500), Some(4500), Some(500)]);
        assert_eq!(thousandths("none"), None);
    }

    #[test]
    fn hours_in_school_rise_only_when_each_is_more_than_the_one_before() {
        assert!(rises("4, 6, 8.5") && rises("4 sessions, 5 sessions"));
        assert!(!rises("4, 4") && !rises("6, 5") && !rises("4"));
    }
}
