//! What people did, read from the log by hand.

use domain::{
    Date,
    case::{Done, Event},
    decide::Truth,
    rule::{FieldOf, Period, Stage, StageLimit, Stages, Strength, Test, Unit, Value, Whom, Window},
};

use super::{
    calendar::{august_before, days_on, first_of_last, half_term, later, monday_of, months_on, term_start},
    hand::{Hand, Known, as_known},
    keys,
};

pub(super) fn day_of(event: &Event) -> Date {
    domain::clock::local(event.at).date()
}

/// Something considered and not taken up was not done.
fn was_taken_up(event: &Event) -> bool {
    !matches!(event.done, Done::Considered { taken_up: false, .. })
}

impl<'a> Hand<'a> {
    /// The log to the end of the day.
    fn log(&self) -> Vec<&'a Event> {
        self.pupil.history.iter().filter(|event| day_of(event) <= self.day).collect()
    }

    pub(super) fn this_year(&self) -> Vec<&'a Event> {
        self.log().into_iter().filter(|event| day_of(event) >= august_before(self.day)).collect()
    }

    /// The log without what was not taken up and what was withdrawn: a withdrawal takes back the last one to the same parent.
    fn standing(&self) -> Vec<&'a Event> {
        let mut standing: Vec<&'a Event> = Vec::new();
        let mut taken_back: Vec<usize> = Vec::new();
        let log: Vec<&'a Event> = self.log().into_iter().filter(|event| was_taken_up(event)).collect();
        for (at, event) in log.iter().enumerate() {
            for (_, thing) in self.world.withdrawals.iter().filter(|(by, _)| event.name() == Some(by)) {
                let is_it = |other: &&Event| other.name() == Some(thing) && other.to() == event.to();
                taken_back.extend(log[..at].iter().rposition(is_it));
            }
        }
        standing.extend(log.iter().enumerate().filter(|(at, _)| !taken_back.contains(at)).map(|(_, event)| *event));
        standing
    }

    pub(super) fn last(&self, thing: &str) -> Option<&'a Event> {
        self.last_to(thing, Whom::Anybody)
    }

    pub(super) fn last_to(&self, thing: &str, whom: Whom) -> Option<&'a Event> {
        self.standing().into_iter().rfind(|event| event.name() == Some(thing) && self.is_to(event, whom))
    }

    fn is_to(&self, event: &Event, whom: Whom) -> bool {
        whom == Whom::Anybody || event.to() == self.tried.map_or("", |tried| tried.to.as_str())
    }

    /// What stands of what was done in `window`; nothing when there is no such window.
    fn done_in(&self, window: &Window) -> Option<Vec<&'a Event>> {
        let standing = self.standing();
        if let Window::Since { thing, whom } = window {
            let last = standing.iter().rposition(|event| event.name() == Some(thing) && self.is_to(event, *whom))?;
            return Some(standing[last + 1..].to_vec());
        }
        let (first, last) = self.stretch(window)?;
        Some(standing.into_iter().filter(|event| first <= day_of(event) && day_of(event) <= last).collect())
    }

    /// The first and last day of `window`.
    pub(super) fn stretch(&self, window: &Window) -> Option<(Date, Date)> {
        let (day, calendar) = (self.day, self.world.calendar);
        let first = match window {
            Window::Year => august_before(day),
            Window::Term => term_start(calendar, day),
            Window::HalfTerm => half_term(calendar, day).map_or(Date::MIN, |(first, _)| first),
            Window::Day => day,
            Window::Last(amount) => first_of_last(calendar, day, *amount)?,
            Window::Since { thing, whom } => days_on(day_of(self.last_to(thing, *whom)?), 1),
            Window::PeriodOf(thing, whom) => {
                let (first, last) =
                    self.period(thing, if self.whose == Some(thing) { Whom::ThatParent } else { *whom })?;
                return Some((first, last.min(day)));
            }
            Window::Ever | Window::SchoolWeeks(_) | Window::Days(_) => Date::MIN,
        };
        Some((first, day))
    }

    /// The first and last day of the period of `thing`, as it was done the last time.
    pub(super) fn period(&self, thing: &str, whom: Whom) -> Option<(Date, Date)> {
        let action = self.world.rules.actions.iter().rfind(|action| action.head.name == thing)?;
        let done = self.last_to(thing, whom)?;
        let date = |field: &FieldOf| done.field(&field.field)?.parse::<Date>().ok();
        let (first, mut last) = match action.period.as_ref()? {
            Period::Between(first, last) => (date(first)?, date(last)?),
            Period::Lasting(amount, from) => {
                let first = match from {
                    Some(field) => date(field)?,
                    None => day_of(done),
                };
                let count = amount.thousandths / 1000;
                let last = match amount.unit {
                    Unit::Days => days_on(first, count - 1),
                    Unit::Weeks => days_on(first, count * 7 - 1),
                    Unit::Months => days_on(months_on(first, count), -1),
                    Unit::Years => days_on(months_on(first, count * 12), -1),
                    Unit::SchoolDays => {
                        let mut days = self.world.calendar.days().iter().filter(|&&day| day >= first);
                        *days.nth(count as usize - 1)?
                    }
                    unit => panic!("{thing} runs for so many {}", unit.words().1),
                };
                (first, last)
            }
        };
        if let Some(ending) = action.ended_by.as_ref().and_then(|ending| {
            let is_theirs = |event: &&Event| event.to().is_empty() || self.is_to(event, whom);
            self.standing().into_iter().filter(is_theirs).rfind(|event| event.name() == Some(ending))
        }) && ending.at >= done.at
        {
            last = last.min(days_on(day_of(ending), -1));
        }
        Some((first, last))
    }

    fn is_broken(&self, thing: &'a str, whom: Whom) -> Truth {
        let action = self.world.rules.actions.iter().rfind(|action| action.head.name == thing);
        let Some(broken_by) = action.and_then(|action| action.broken_by.as_ref()) else { return Truth::No };
        let whose = (whom == Whom::ThatParent).then_some(thing);
        match self.period(thing, whom) {
            Some((first, last)) if first <= self.day => {
                Hand { day: self.day.min(last), whose, ..*self }.truth(broken_by)
            }
            _ => Truth::No,
        }
    }

    /// The stage that the case has come to, by the whole of the log, and the day on which it did.
    pub(super) fn stage<'s>(&self, stages: &'s Stages) -> (&'s Stage, Option<Date>) {
        let start = stages.stages.iter().find(|stage| stage.is_start).or(stages.stages.first()).expect("a stage");
        let mut at = (start, None);
        for event in self.standing() {
            let leads = |(thing, outcome): &(String, Option<String>)| {
                event.name() == Some(thing) && outcome.as_deref().is_none_or(|outcome| outcome == event.outcome())
            };
            let next = stages.stages.iter().find(|stage| stage.entered_by.iter().any(leads));
            if let Some(next) = next.filter(|next| next.name != at.0.name) {
                at = (next, Some(day_of(event)));
            }
        }
        at
    }

    /// The last day of the stage called `name`, while the case is in it.
    fn stage_limit(&self, name: &str) -> Option<Date> {
        let calendar = self.world.calendar;
        for stages in &self.world.rules.stages {
            let (stage, since) = self.stage(stages);
            if stage.name != name || !self.world.is_in_force(&stages.head, self.day) {
                continue;
            }
            match (stage.limit, since) {
                (Some(StageLimit::Amount(amount)), Some(since)) => return later(calendar, since, amount),
                (Some(StageLimit::HalfTerm), Some(since)) => return self.half_term_from(since),
                _ => {}
            }
        }
        None
    }

    /// To the end of the half term, or so many school weeks where fewer are left of it.
    fn half_term_from(&self, since: Date) -> Option<Date> {
        let calendar = self.world.calendar;
        let (_, last) = half_term(calendar, since)?;
        let shortest = self.world.rules.settings.iter().rfind(|setting| setting.head.name == "shortest half term");
        let shortest = shortest.and_then(|setting| setting.amount()).map_or(0, |amount| amount.thousandths / 1000);
        let weeks: Vec<Date> = self.world.weeks.iter().copied().filter(|&week| week >= monday_of(since)).collect();
        if weeks.iter().filter(|&&week| week <= last).count() as i64 >= shortest {
            return Some(last);
        }
        let monday = *weeks.get(shortest as usize)?;
        let same_weekday = days_on(monday, i64::from(since.weekday().to_monday_zero_offset()));
        calendar.days().iter().rfind(|&&day| day <= same_weekday).copied()
    }

    /// The last day on which what `test` asks for was done.
    pub(super) fn last_of_test(&self, test: &Test) -> Option<Date> {
        let is_it = |event: &&Event| match test {
            Test::Done { thing, .. } => event.name() == Some(thing),
            Test::EndedAs { thing, value, .. } => event.name() == Some(thing) && event.outcome() == value,
            other => panic!("nothing ends by {other:?}"),
        };
        self.standing().into_iter().rfind(is_it).map(day_of)
    }

    pub(super) fn times(&self, thing: &str, value: Option<&str>, whom: Whom, window: &Window) -> Option<i64> {
        let mut count = 0;
        for event in self.done_in(window)? {
            let is_it = event.name() == Some(thing) && value.is_none_or(|value| value == event.outcome());
            count += i64::from(is_it && self.is_to(event, whom));
        }
        Some(count)
    }

    /// Done this year, or set aside: a task that is not a must is closed by any answer.
    fn is_done(&self, thing: &str, window: &Window) -> bool {
        let is_done = self.done_in(window).is_some_and(|done| done.iter().any(|event| event.name() == Some(thing)));
        if is_done || *window != Window::Year {
            return is_done;
        }
        let task = self.world.rules.tasks.iter().find(|task| task.head.name == thing);
        let answer = self.this_year().into_iter().rfind(|event| event.name() == Some(thing));
        task.is_some_and(|task| task.head.strength != Strength::Must)
            && answer.is_some_and(|event| !was_taken_up(event))
    }

    /// What was filled in: now, or the last time.
    pub(super) fn field(&self, field: &FieldOf) -> Option<&'a str> {
        match &field.of {
            Some(thing) => self.last_to(thing, field.whom)?.field(&field.field),
            None => {
                let (_, value) = self.tried?.fields.iter().find(|(name, _)| *name == field.field)?;
                Some(value)
            }
        }
    }

    pub(super) fn learn_acts(&self, test: &Test, known: &mut Known) {
        let flagged = |thing: &str, whom: Whom, word: &str, truth: Truth| {
            as_known(truth).map(|so| (format!("{thing}{} is {word}", keys::to(whom)), so))
        };
        match test {
            Test::Done { thing, window } if self.is_done(thing, window) => known.done.push(keys::done(thing, window)),
            Test::EndedAs { thing, window, .. } => {
                known.outcome.extend(self.ended(thing, window).map(|value| (keys::done(thing, window), value)));
            }
            Test::Running(thing, whom) => known.flag.extend(flagged(
                thing,
                *whom,
                "running",
                self.runs(thing, *whom, |(first, last)| first <= self.day && self.day <= last),
            )),
            Test::Over(thing, whom) => {
                let limit = self.stage_limit(thing).map(|limit| if limit < self.day { Truth::Yes } else { Truth::No });
                let over = limit.unwrap_or_else(|| self.runs(thing, *whom, |(_, last)| last < self.day));
                known.flag.extend(flagged(thing, *whom, "over", over));
            }
            Test::Broken(thing, whom) => {
                known.flag.extend(flagged(thing, *whom, "broken", self.is_broken(thing, *whom)))
            }
            Test::Given(field) | Test::FieldIs { field, .. } | Test::FieldIn { field, .. } | Test::Rises(field) => {
                self.learn_field(field, known);
            }
            Test::OutcomeIs(_) => {
                let outcome = self.tried.map(|tried| tried.outcome.clone());
                known.field.extend(outcome.map(|outcome| (String::from("the outcome"), outcome)));
            }
            _ => {}
        }
    }

    /// How something ended the last time; of a setting, its words.
    fn ended(&self, thing: &str, window: &Window) -> Option<String> {
        let setting = self.world.rules.settings.iter().rfind(|setting| setting.head.name == thing);
        if let Some(setting) = setting {
            return Some(if let Value::Words(words) = &setting.value { words.clone() } else { String::new() });
        }
        let last = self.done_in(window)?.into_iter().rfind(|event| event.name() == Some(thing))?;
        Some(last.outcome().to_owned())
    }

    fn runs(&self, thing: &str, whom: Whom, is_so: impl Fn((Date, Date)) -> bool) -> Truth {
        match (self.last_to(thing, whom), self.period(thing, whom)) {
            (None, _) => Truth::No,
            (Some(_), None) => Truth::NotKnown,
            (Some(_), Some(period)) if is_so(period) => Truth::Yes,
            _ => Truth::No,
        }
    }

    fn learn_field(&self, field: &FieldOf, known: &mut Known) {
        let Some(value) = self.field(field) else { return };
        let key = keys::field(field);
        let numbers: Vec<i64> = value.split(',').filter_map(thousandths).collect();
        if value.split(',').count() > 1 && numbers.is_sorted_by(|one, next| one < next) && numbers.len() > 1 {
            known.rising.push(key.clone());
        }
        known.amount.extend(thousandths(value).map(|amount| (key.clone(), amount)));
        known.field.insert(key, value.to_owned());
    }
}

/// `4.5 hours` as 4500; nothing for words.
fn thousandths(text: &str) -> Option<i64> {
    let number = text.trim().split(|letter: char| !letter.is_ascii_digit() && letter != '.').next()?;
    let value: f64 = number.parse().ok()?;
    Some((value * 1000.0).round() as i64)
}
