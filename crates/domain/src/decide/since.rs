//! Since when something has been so without a break.

use alloc::{rc::Rc, vec::Vec};

use jiff::civil::Date;

use super::{
    Facts,
    course::Course,
    events::day_of,
    judge::{Judge, Truth},
};
use crate::{
    calendar::school_year_start,
    rule::{Bands, Condition, Head, Rules},
};

/// The first school day of the present unbroken stretch on which the entry called `name` has held: a band set has given its
/// present band, a flag, list or task has applied. Nothing when it does not hold on the day. Looks back as far as the calendar
/// and what is known of the pupil go, across the edges of school years.
pub fn since(rules: &Rules, facts: &Facts<'_>, name: &str) -> Option<Date> {
    since_each(rules, facts, &[name]).pop()?.1
}

/// [`since`] for several entries at once: each year is walked through a single time, and an earlier one only for what held on
/// the first day of the later.
pub fn since_each<'n>(rules: &Rules, facts: &Facts<'_>, names: &[&'n str]) -> Vec<(&'n str, Option<Date>)> {
    let mut course = Rc::new(Course::new(facts));
    let today = Judge::on(rules, facts, &course);
    let calendar = facts.sheet.calendar;
    let mut open: Vec<(usize, Stretch<'_>)> = Vec::new();
    let mut since: Vec<(&str, Option<Date>)> = names.iter().map(|&name| (name, None)).collect();
    for (place, name) in names.iter().enumerate() {
        if let Some(stretch) = Stretch::begin(rules, &today, name) {
            since[place].1 = Some(calendar.on_or_before(facts.day).unwrap_or(facts.day));
            open.push((place, stretch));
        }
    }
    let (mut last, earliest) = (facts.day, first_known(facts));
    while !open.is_empty() {
        let first = school_year_start(last);
        for &day in calendar.between(first, last).iter().rev() {
            let judge = Judge::on(rules, &Facts { day, ..*facts }, &course);
            open.retain(|(place, stretch)| {
                let holds = stretch.holds(&judge);
                if holds {
                    since[*place].1 = Some(day);
                }
                holds
            });
            if open.is_empty() {
                break;
            }
        }
        let Some(eve) = first.yesterday().ok().filter(|&eve| earliest.is_some_and(|earliest| earliest <= eve)) else {
            break;
        };
        last = eve;
        course = Rc::new(Course::new(&Facts { day: last, ..*facts }));
    }
    since
}

/// The first day of which anything is known of the pupil: a mark, or something that was done. Before it nothing can have arisen.
fn first_known(facts: &Facts<'_>) -> Option<Date> {
    let mark = facts.sheet.marked().next().map(|(session, _)| session.date);
    let done = facts.history.first().map(day_of);
    [mark, done].into_iter().flatten().min()
}

/// What has to be so on each day of a stretch.
enum Stretch<'a> {
    Band(&'a Bands, usize),
    Applies(&'a Head, &'a Condition, Option<&'a Condition>),
}

impl<'a> Stretch<'a> {
    /// The stretch that `today` is part of, if the entry called `name` holds.
    fn begin(rules: &'a Rules, today: &Judge<'a>, name: &str) -> Option<Stretch<'a>> {
        if let Some(set) = today.set(name) {
            return Some(Stretch::Band(set, today.band(set)?));
        }
        let flags = rules.flags.iter().chain(&rules.lists).map(|flag| (&flag.head, &flag.when, &flag.unless));
        let tasks = rules.tasks.iter().map(|task| (&task.head, &task.when, &task.unless));
        let actions = rules.actions.iter().filter_map(|action| Some((&action.head, action.when.as_ref()?, &None)));
        let (head, when, unless) = flags.chain(tasks).chain(actions).find(|(head, ..)| head.name == name)?;
        let stretch = Stretch::Applies(head, when, unless.as_ref());
        stretch.holds(today).then_some(stretch)
    }

    fn holds(&self, judge: &Judge<'a>) -> bool {
        match self {
            Stretch::Band(set, place) => judge.is_in_force(&set.head) && judge.band(set) == Some(*place),
            Stretch::Applies(head, when, unless) => {
                judge.is_in_force(head) && judge.entry(head, when, *unless) == Truth::Yes
            }
        }
    }
}
