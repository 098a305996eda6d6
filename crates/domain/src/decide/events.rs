//! What people did: which of it counts for a question, which stage it has led to, and what runs because of it.

use alloc::vec::Vec;

use jiff::{ToSpan, civil::Date};

use super::{
    Facts,
    judge::{Judge, Truth, both},
};
use crate::{
    calendar::{monday, school_year_start},
    case::{Done, Event},
    rule::{Action, Amount, Period, StageLimit, Stages, Strength, Test, Unit, Whom, Window},
};

/// The day on which an event happened, by the clocks of England.
pub(super) fn day_of(event: &Event) -> Date {
    crate::clock::local(event.at).date()
}

/// What is asked about a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Runs {
    /// It has begun and not ended.
    Now,
    /// It has ended.
    NoLonger,
}

impl<'a> Judge<'a> {
    /// Everything that was done up to the day, in the order of the log.
    pub(super) fn ever(&self) -> &'a [Event] {
        let history = self.facts.history;
        let end = history.iter().rposition(|event| day_of(event) <= self.facts.day).map_or(0, |last| last + 1);
        &history[..end]
    }

    /// What was done this school year, up to the day.
    pub(super) fn history(&self) -> impl DoubleEndedIterator<Item = &'a Event> + use<'a> {
        let (start, day) = (school_year_start(self.facts.day), self.facts.day);
        self.facts.history.iter().filter(move |event| {
            let on = day_of(event);
            start <= on && on <= day
        })
    }

    /// What was done in `window`, in order; nothing when the window is not known.
    pub(super) fn events_in(&self, window: &Window) -> Option<Vec<&'a Event>> {
        if let Window::Since { thing, whom } = window {
            let all = self.ever();
            let is_it = |event: &Event| self.is(event, thing) && self.is_to(event, *whom) && self.stands(event);
            let last = all.iter().rposition(is_it)?;
            return Some(all[last + 1..].iter().collect());
        }
        let (first, last) = self.span(window)?;
        let is_within = |event: &&Event| (first..=last).contains(&day_of(event));
        Some(self.ever().iter().filter(is_within).collect())
    }

    /// The first and last day of `window`; nothing when it is not known.
    pub(super) fn span(&self, window: &Window) -> Option<(Date, Date)> {
        let (day, calendar) = (self.facts.day, self.facts.sheet.calendar);
        let first = match window {
            Window::Year => school_year_start(day),
            Window::Term => calendar.whole_term(day).map_or(Date::MIN, |(first, _)| first),
            Window::HalfTerm => calendar.half_term(day).map_or(Date::MIN, |(first, _)| first),
            Window::Day => day,
            Window::Last(amount) => self.first_of_last(*amount)?,
            Window::Since { thing, whom } => day_of(self.last_event_to(thing, *whom)?).saturating_add(1.day()),
            Window::PeriodOf(thing, whom) => {
                let whom = if self.breach_of == Some(thing) { Whom::ThatParent } else { *whom };
                let (first, last) = self.period(thing, whom)?;
                return Some((first, last.min(day)));
            }
            Window::SchoolWeeks(_) | Window::Days(_) | Window::Ever => Date::MIN,
        };
        Some((first, day))
    }

    /// The first day of a stretch so long that ends with the day.
    fn first_of_last(&self, amount: Amount) -> Option<Date> {
        let (day, calendar) = (self.facts.day, self.facts.sheet.calendar);
        let count = amount.thousandths / 1000;
        let place = usize::try_from(count).ok()?;
        let ago = |span: jiff::Span| day.checked_sub(span).ok()?.tomorrow().ok();
        match amount.unit {
            Unit::Days => ago(count.days()),
            Unit::Weeks => ago(count.weeks()),
            Unit::Months => ago(count.months()),
            Unit::Years => ago(count.years()),
            Unit::SchoolDays => {
                let days = calendar.between(Date::MIN, day);
                Some(days.len().checked_sub(place).map_or(Date::MIN, |at| days.get(at).copied().unwrap_or(day)))
            }
            Unit::SchoolWeeks => {
                let weeks = calendar.school_weeks();
                let begun = weeks.partition_point(|&week| week <= day);
                Some(begun.checked_sub(place).map_or(Date::MIN, |at| weeks.get(at).copied().unwrap_or(day)))
            }
            _ => None,
        }
    }

    /// The last time that `thing` was done, whenever that was. Something considered and not taken up was not done.
    pub(super) fn last_event(&self, thing: &str) -> Option<&'a Event> {
        self.last_event_to(thing, Whom::Anybody)
    }

    /// The last time that `thing` was done to anybody, or to the parent to whom something is being done.
    pub(super) fn last_event_to(&self, thing: &str, whom: Whom) -> Option<&'a Event> {
        let mut latest_first = self.ever().iter().rev();
        latest_first.find(|event| self.is(event, thing) && self.is_to(event, whom) && self.stands(event))
    }

    /// The parent to whom something is being done; empty for nobody alone.
    pub(super) fn parent(&self) -> &'a str {
        self.attempt.map_or("", |attempt| attempt.to)
    }

    fn is_to(&self, event: &Event, whom: Whom) -> bool {
        whom == Whom::Anybody || event.to() == self.parent()
    }

    pub(super) fn was_done(&self, thing: &str, window: &Window) -> Truth {
        if *window == Window::Year {
            return Truth::of(self.is_on_record(thing));
        }
        match self.events_in(window) {
            None => Truth::No,
            Some(events) => Truth::of(events.iter().any(|event| self.is(event, thing) && self.stands(event))),
        }
    }

    /// Whether `thing` was done this school year, or set aside with a reason.
    pub(super) fn is_on_record(&self, thing: &str) -> bool {
        self.history().any(|event| self.is(event, thing) && self.stands(event)) || self.is_set_aside(thing)
    }

    /// A task is closed by the answer, whatever it is; only what must be done stands until it is done.
    fn is_set_aside(&self, thing: &str) -> bool {
        let task = self.rules.tasks.iter().find(|task| task.head.name == thing);
        task.is_some_and(|task| task.head.strength != Strength::Must) && self.considered(thing) == Some(false)
    }

    pub(super) fn considered(&self, item: &str) -> Option<bool> {
        self.history().rev().find(|event| self.is(event, item)).map(is_done)
    }

    /// How often `thing` was done in `window`, with this outcome and to this parent, where those are asked for.
    pub(super) fn times(&self, thing: &str, value: Option<&str>, whom: Whom, window: &Window) -> Option<u32> {
        let is_counted = |event: &&&Event| {
            self.is(event, thing)
                && self.stands(event)
                && value.is_none_or(|value| self.rules.ended_as(event, thing, value))
                && self.is_to(event, whom)
        };
        Some(self.events_in(window)?.iter().filter(is_counted).count() as u32)
    }

    /// The last day on which what `test` asks for was done.
    pub(super) fn last_matching(&self, test: &Test) -> Option<Date> {
        let is_it = |event: &&Event| match test {
            Test::Done { thing, .. } => self.is(event, thing) && self.stands(event),
            Test::EndedAs { thing, value, .. } => {
                self.is(event, thing) && self.rules.ended_as(event, thing, value) && self.stands(event)
            }
            _ => false,
        };
        self.ever().iter().rev().find(is_it).map(day_of)
    }

    /// The stage that the case has come to, and the day on which it did; no day for the one in which it begins.
    pub(super) fn stage(&self, stages: &'a Stages) -> (usize, Option<Date>) {
        let start = stages.stages.iter().position(|stage| stage.is_start).unwrap_or(0);
        let mut at = (start, None);
        for event in self.ever().iter().filter(|event| self.stands(event)) {
            if let Some(place) = stages.stages.iter().position(|stage| stage.is_entered_by(self.rules, event))
                && place != at.0
            {
                at = (place, Some(day_of(event)));
            }
        }
        at
    }

    /// The last day of the stage called `name`, while the case is in it.
    pub(super) fn stage_limit(&self, name: &str) -> Option<Date> {
        let mut sets = self.rules.stages.iter().filter(|set| self.is_in_force(&set.head));
        sets.find_map(|set| {
            let (place, since) = self.stage(set);
            let stage = &set.stages[place];
            if stage.name != name {
                return None;
            }
            match stage.limit? {
                StageLimit::HalfTerm => self.half_term_from(since?),
                StageLimit::Amount(amount) => super::due::later(since?, amount, self.facts.sheet.calendar),
            }
        })
    }

    /// One half term from `since` (C-G-09): the end of the half term, or where fewer school weeks are left of it than the setting
    /// `shortest half term` says, the same weekday so many school weeks on.
    fn half_term_from(&self, since: Date) -> Option<Date> {
        let calendar = self.facts.sheet.calendar;
        let (_, last) = calendar.half_term(since)?;
        let weeks = calendar.school_weeks();
        let left = weeks.iter().filter(|&&week| monday(since) <= week && week <= last).count();
        let setting = self.rules.setting("shortest half term").and_then(|setting| setting.amount());
        let least = setting.and_then(|amount| usize::try_from(amount.thousandths / 1000).ok()).unwrap_or(0);
        if left >= least {
            return Some(last);
        }
        let place = weeks.partition_point(|&week| week < monday(since));
        let week = *weeks.get(place + least)?;
        let same_weekday = week.saturating_add(i64::from(since.weekday().to_monday_zero_offset()).days());
        calendar.on_or_before(same_weekday)
    }

    /// The first and last day of the period of `thing`, as it was done the last time: to anybody, or to the parent who is asked about.
    pub(super) fn period(&self, thing: &str, whom: Whom) -> Option<(Date, Date)> {
        let event = self.last_event_to(thing, whom)?;
        // It runs as long as it did when it was begun, even if something else has taken its place since.
        let action = event.name().and_then(|name| self.rules.action(name)).or_else(|| self.rules.action(thing))?;
        let date = |field: &str| self.filled_in(event, field)?.parse::<Date>().ok();
        let (first, last) = match action.period.as_ref()? {
            Period::Between(first, last) => (date(&first.field)?, date(&last.field)?),
            Period::Lasting(amount, from) => {
                let first = from.as_ref().map_or(Some(day_of(event)), |field| date(&field.field))?;
                (first, self.last_of(first, *amount)?)
            }
        };
        Some((first, last.min(self.ended_before(action, event, whom).unwrap_or(Date::MAX))))
    }

    /// The day before something ended `action` early; for one parent, what was done to that parent or to nobody alone.
    pub(super) fn ended_before(&self, action: &Action, event: &Event, whom: Whom) -> Option<Date> {
        let ended_by = action.ended_by.as_ref()?;
        let is_theirs = |ending: &Event| ending.to().is_empty() || self.is_to(ending, whom);
        let is_it = |ending: &&Event| self.is(ending, ended_by) && is_theirs(ending) && self.stands(ending);
        let ending = self.ever().iter().rev().find(is_it)?;
        (ending.at >= event.at).then(|| day_of(ending).saturating_sub(1.day()))
    }

    /// The last day of a stretch so long whose first day is `first`; the first day counts.
    fn last_of(&self, first: Date, amount: Amount) -> Option<Date> {
        let calendar = self.facts.sheet.calendar;
        match amount.unit {
            Unit::SchoolDays => {
                let rest = usize::try_from(amount.thousandths / 1000 - 1).ok()?;
                let begins = calendar.on_or_after(first)?;
                if rest == 0 { Some(begins) } else { calendar.after(begins, rest) }
            }
            _ => super::due::plain(first, amount)?.yesterday().ok(),
        }
    }

    pub(super) fn runs(&self, thing: &str, whom: Whom, asked: Runs) -> Truth {
        let day = self.facts.day;
        match self.period(thing, whom) {
            // Nothing runs that was never begun; a period that is not over yet may reach past the calendar.
            None if self.last_event_to(thing, whom).is_none() => Truth::No,
            None => Truth::NotKnown,
            Some((first, last)) => Truth::of(match asked {
                Runs::Now => first <= day && day <= last,
                Runs::NoLonger => last < day,
            }),
        }
    }

    /// Whether what breaks `thing` came true in its period, as far as that has gone.
    pub(super) fn is_broken(&self, thing: &'a str, whom: Whom) -> Truth {
        let action = self.rules.action(thing);
        let Some(broken_by) = action.and_then(|action| action.broken_by.as_ref()) else { return Truth::No };
        let Some((first, last)) = self.period(thing, whom) else { return Truth::No };
        let day = self.facts.day.min(last);
        if day < first {
            return Truth::No;
        }
        let mut then = Judge::new(self.rules, &Facts { day, ..self.facts }, self.attempt);
        then.breach_of = (whom == Whom::ThatParent).then_some(thing);
        both(then.truth(broken_by), Truth::Yes)
    }
}

impl Judge<'_> {
    /// Whether an event counts as done: it was not merely considered, and what it did was not withdrawn.
    pub(super) fn stands(&self, event: &Event) -> bool {
        let name = event.name().unwrap_or_default();
        let action = self.rules.action(name);
        let Some(withdrawn_by) = action.and_then(|action| action.withdrawn_by.as_deref()) else {
            return is_done(event);
        };
        let is_later = |other: &&Event| other.at >= event.at && other.to() == event.to() && is_done(other);
        let later = self.ever().iter().filter(is_later);
        let mut decisive = later.skip_while(|other| *other != event).skip(1);
        let next = decisive.find(|other| self.is(other, name) || self.is(other, withdrawn_by));
        is_done(event) && next.is_none_or(|next| self.is(next, name))
    }
}

/// Something considered and not taken up was not done.
pub(super) const fn is_done(event: &Event) -> bool {
    !matches!(event.done, Done::Considered { taken_up: false, .. })
}
