//! Who comes late, how late, on which weekdays and in which weeks.

use analysis::figures::{Arrival, Lates, Weekdays, arrivals};
use domain::{
    Date,
    calendar::monday,
    id::{GroupId, PupilId, SchoolId},
    permission::Actor,
    tally::Tally,
};

use super::{
    behind,
    scope::{Child, Scope},
};
use crate::{App, Error};

/// The late arrivals of the children of a scope in its days.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lateness {
    /// How many children.
    pub children: u32,
    /// Their sessions.
    pub tally: Tally,
    /// All their late arrivals.
    pub lates: Lates,
    /// Those of Monday to Friday.
    pub weekdays: [Lates; 5],
    /// Those of each class, in order of year and name.
    pub classes: Vec<Class>,
    /// Those of each school week of the days, holidays left out.
    pub weeks: Vec<(Date, Lates)>,
    /// Whoever came late, most often first.
    pub late: Vec<Late>,
}

/// A class and its late arrivals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Class {
    /// The class.
    pub group: GroupId,
    /// Its name.
    pub name: String,
    /// Its year.
    pub year: u8,
    /// How many children.
    pub children: u32,
    /// Their late arrivals.
    pub lates: Lates,
}

/// A child who came late.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Late {
    /// The child.
    pub child: Child,
    /// How often.
    pub lates: Lates,
    /// Of how many of these somebody recorded the minutes.
    pub timed: u32,
}

/// The late arrivals, for somebody who may be shown all of the school by name.
pub fn lateness(app: &App, by: &Actor, school: SchoolId, scope: &Scope) -> Result<Lateness, Error> {
    let all = behind::among(app, by, school, scope)?;
    let view = app.view(school);
    let roll = view.roll()?;
    let period = scope.period();
    let days = roll.calendar().between(period.first, period.last);
    let mut weeks: Vec<Date> = days.iter().map(|&day| monday(day)).collect();
    weeks.dedup();
    let mut lateness =
        Lateness { weeks: weeks.into_iter().map(|week| (week, Lates::default())).collect(), ..Lateness::default() };
    let ids: Vec<PupilId> = all.iter().map(|child| child.pupil.id).collect();
    let found = arrivals(roll, &ids, period);
    all.into_iter().zip(found).for_each(|(child, arrivals)| lateness.count(child, &arrivals));
    lateness.classes.sort_by(|one, other| (one.year, &one.name).cmp(&(other.year, &other.name)));
    lateness.late.sort_by_key(|late| std::cmp::Reverse((late.lates.all(), late.lates.minutes)));
    Ok(lateness)
}

impl Lateness {
    fn count(&mut self, child: Child, arrivals: &[Arrival]) {
        let lates: Lates = arrivals.iter().collect();
        self.children += 1;
        self.tally += child.tally;
        self.lates += lates;
        self.class(&child).children += 1;
        self.class(&child).lates += lates;
        for arrival in arrivals {
            let day = arrival.session.date;
            if let Some(at) = Weekdays::DAYS.iter().position(|&weekday| weekday == day.weekday()) {
                self.weekdays[at].count(arrival);
            }
            if let Ok(at) = self.weeks.binary_search_by_key(&monday(day), |(week, _)| *week) {
                self.weeks[at].1.count(arrival);
            }
        }
        if lates.all() > 0 {
            let timed = arrivals.iter().filter(|arrival| arrival.minutes.is_some()).count() as u32;
            self.late.push(Late { child, lates, timed });
        }
    }

    fn class(&mut self, child: &Child) -> &mut Class {
        let group = child.pupil.group;
        let at = self.classes.iter().position(|class| class.group == group).unwrap_or_else(|| {
            let (name, year) = (child.group.clone(), child.pupil.year);
            self.classes.push(Class { group, name, year, children: 0, lates: Lates::default() });
            self.classes.len() - 1
        });
        &mut self.classes[at]
    }
}
