//! Why sessions were missed in a stretch, and by whom: by code, class, year, weekday and half of the day.

use analysis::figures::{Facts, Lates, Weekdays, per_pupil};
use domain::{
    code::Code,
    id::{GroupId, PupilId, SchoolId},
    permission::Actor,
    tally::Tally,
};

use super::{
    behind,
    scope::{Child, Scope},
};
use crate::{App, Error};

/// What was counted of the children of a scope in its days.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reasons {
    /// How many children.
    pub children: u32,
    /// Their sessions.
    pub tally: Tally,
    /// Their late arrivals.
    pub lates: Lates,
    /// Each code that stands in the days, in the order of the register's codes.
    pub codes: Vec<Coded>,
    /// By weekday and half of the day.
    pub weekdays: Weekdays,
    /// By class, in order of year and name.
    pub classes: Vec<Part>,
    /// By national curriculum year.
    pub years: Vec<Part>,
}

/// A code and how often it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coded {
    /// The code.
    pub code: Code,
    /// In how many sessions.
    pub sessions: u32,
    /// Of how many children.
    pub children: u32,
}

/// Some of the children.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Their class; nothing in the row of a year.
    pub group: Option<(GroupId, String)>,
    /// Their year.
    pub year: u8,
    /// How many.
    pub children: u32,
    /// Their sessions.
    pub tally: Tally,
    /// Their late arrivals.
    pub lates: Lates,
    /// How many missed as much as makes an absence persistent, in these days.
    pub persistent: u32,
    /// How many missed as much as makes it severe.
    pub severe: u32,
}

/// What was counted, for somebody who may be shown all of the school by name.
pub fn reasons(app: &App, by: &Actor, school: SchoolId, scope: &Scope) -> Result<Reasons, Error> {
    let all = behind::among(app, by, school, scope)?;
    let thresholds = super::thresholds(app, school, scope.to)?;
    let view = app.view(school);
    let ids: Vec<PupilId> = all.iter().map(|child| child.pupil.id).collect();
    let counted = per_pupil(view.roll()?, &ids, scope.period(), thresholds);
    let mut reasons = Reasons::default();
    let mut codes = [(0_u32, 0_u32); 256];
    for (child, (_, facts)) in all.iter().zip(&counted) {
        reasons.count(child, facts);
        for &(code, count) in &facts.by_code {
            let (sessions, children) = &mut codes[usize::from(code.number())];
            *sessions += count;
            *children += 1;
        }
    }
    let coded = |code: Code| {
        let (sessions, children) = codes[usize::from(code.number())];
        Coded { code, sessions, children }
    };
    let each = app.codes().entries().iter().map(|entry| coded(entry.code));
    reasons.codes = each.filter(|coded| coded.sessions > 0).collect();
    reasons.classes.sort_by(|one, other| order(one).cmp(&order(other)));
    reasons.years.sort_by_key(|row| row.year);
    Ok(reasons)
}

fn order(row: &Part) -> (u8, Option<&str>) {
    (row.year, row.group.as_ref().map(|(_, name)| name.as_str()))
}

impl Reasons {
    fn count(&mut self, child: &Child, facts: &Facts) {
        let (group, year) = (child.pupil.group, child.pupil.year);
        self.children += 1;
        self.tally += facts.tally;
        self.lates += facts.lates;
        self.weekdays += facts.weekdays;
        let class = || Part::new(Some((group, child.group.clone())), year);
        row(&mut self.classes, class, |row| row.group.as_ref().is_some_and(|(id, _)| *id == group)).count(facts);
        row(&mut self.years, || Part::new(None, year), |row| row.year == year).count(facts);
    }
}

impl Part {
    fn new(group: Option<(GroupId, String)>, year: u8) -> Part {
        let (tally, lates) = (Tally::default(), Lates::default());
        Part { group, year, children: 0, tally, lates, persistent: 0, severe: 0 }
    }

    fn count(&mut self, facts: &Facts) {
        self.children += 1;
        self.tally += facts.tally;
        self.lates += facts.lates;
        self.persistent += u32::from(facts.persistent == Some(true));
        self.severe += u32::from(facts.severe == Some(true));
    }
}

/// The row that `is` asks for, or `new` at the end.
fn row(rows: &mut Vec<Part>, new: impl FnOnce() -> Part, is: impl Fn(&Part) -> bool) -> &mut Part {
    let at = rows.iter().position(is).unwrap_or_else(|| {
        rows.push(new());
        rows.len() - 1
    });
    &mut rows[at]
}
