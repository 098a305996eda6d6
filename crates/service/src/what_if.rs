//! What if: the roll of last year and of this one under another handbook. Nothing is changed by it; whoever switches gets
//! exactly this.

mod file;
mod group;
mod school;

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicUsize, Ordering},
};

use analysis::{
    Period,
    what_if::{Bands, Change, Stand, Week, Work, merge},
};
use domain::{
    calendar::school_year_start,
    id::SchoolId,
    permission::{Actor, Permission, Place},
    pupil::Pupil,
    rule::Rules,
};
use jiff::ToSpan;

use crate::{App, Error, school::Names};

pub use file::table;
pub use group::{Group, Moved};

/// What is compared.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// One school; nothing for all of the authority.
    pub school: Option<SchoolId>,
    /// The days; nothing for the last whole school year and this one to today.
    pub period: Option<Period>,
    /// The rules that it is compared with; nothing for those that each school follows.
    pub from: Option<&'a Rules>,
    /// The rules that are asked about.
    pub to: &'a Rules,
}

/// The answer.
#[derive(Debug, Clone)]
pub struct WhatIf {
    /// The days.
    pub period: Period,
    /// The school weeks, in order.
    pub weeks: Vec<Week>,
    /// The children in each band on the last day, before and after.
    pub bands: (Bands, Bands),
    /// How many children go from where to where, most first.
    pub moved: Vec<Moved>,
    /// What arises in all weeks, before and after.
    pub work: (Work, Work),
    /// Everybody.
    pub total: Group,
    /// Each school, by name.
    pub schools: Vec<(SchoolId, Group)>,
    /// Each cohort that somebody on the roll belongs to on the last day, by name; and those who belong to none.
    pub cohorts: Vec<Group>,
    /// Everybody on the roll on the last day, by school and name; nobody where names are hidden.
    pub children: Vec<Child>,
    /// Whether children may be named to whoever asked.
    pub names: Names,
}

/// A pupil under both handbooks, on the last day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Child {
    /// The pupil.
    pub pupil: Pupil,
    /// The name of their class.
    pub group: String,
    /// How they stand under the rules that it is compared with.
    pub before: Stand,
    /// How they stand under the rules that are asked about.
    pub after: Stand,
    /// Whether they change band.
    pub change: Change,
    /// How many tasks arise of them in all weeks, before and after.
    pub tasks: (u64, u64),
}

impl Child {
    /// Tasks that stand after and not before, and those that stand before and not after.
    pub fn tasks_changed(&self) -> (Vec<&str>, Vec<&str>) {
        (only_in(&self.after, &self.before), only_in(&self.before, &self.after))
    }
}

fn only_in<'a>(stand: &'a Stand, other: &Stand) -> Vec<&'a str> {
    stand.tasks.iter().filter(|task| !other.tasks.contains(task)).map(String::as_str).collect()
}

/// The comparison for somebody who may see it: of their own school, or of all with a post with the authority. Whoever sees
/// no pupils gets the numbers alone.
pub fn of(app: &App, by: &Actor, asked: Asked<'_>) -> Result<WhatIf, Error> {
    let place = asked.school.map_or(Place::Anywhere, Place::School);
    by.require(Permission::SeeWhatIf, place)?;
    if asked.school.is_none()
        && let Some(own) = by.school
    {
        return of(app, by, Asked { school: Some(own), ..asked });
    }
    let mut found = compare(app, asked)?;
    // The reasons of a change may rest on circumstances that need care.
    if !by.may(Permission::SeePupils, place) || !by.may(Permission::SeeProtected, place) {
        found.names = Names::Hidden;
        found.children.clear();
    }
    Ok(found)
}

/// The last whole school year and this one, to today.
pub fn usual_period(app: &App) -> Period {
    let this_year = school_year_start(app.today());
    Period { first: this_year.saturating_sub(1.year()), last: app.today() }
}

/// The same rules without the days of their packs, as if each had always been in force; those of the country keep theirs.
pub fn as_if_in_force(rules: &Rules) -> Rules {
    let mut rules = rules.clone();
    for pack in rules.packs.iter_mut().filter(|pack| pack.kind != "national") {
        (pack.from, pack.until) = (None, None);
    }
    rules
}

/// The days of `period` on which one of the packs is not in force, in words; nothing when all are on all.
pub fn not_in_force(rules: &Rules, period: Period) -> Vec<String> {
    let day = |day: domain::Date| day.strftime("%-d %B %Y").to_string();
    let of = |pack: &domain::rule::PackHead| {
        let late = pack.from.filter(|&from| period.first < from).map(|from| format!("only from {}", day(from)));
        let early = pack.until.filter(|&until| until < period.last).map(|until| format!("only until {}", day(until)));
        [late, early]
            .into_iter()
            .flatten()
            .map(move |words| format!("{} is in force {words}", pack.name))
            .collect::<Vec<String>>()
    };
    rules.packs.iter().flat_map(of).collect()
}

/// The comparison, whoever asks; on all cores.
pub fn compare(app: &App, asked: Asked<'_>) -> Result<WhatIf, Error> {
    let schools: Vec<SchoolId> = match asked.school {
        Some(school) => vec![app.school(school)?.id],
        None => app.schools().map(|school| school.id).collect(),
    };
    let period = asked.period.unwrap_or_else(|| usual_period(app));
    let (next, found) = (AtomicUsize::new(0), Mutex::new(Vec::with_capacity(schools.len())));
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(schools.len());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(&school) = schools.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let one = school::compare(app, school, period, asked);
                    found.lock().unwrap_or_else(PoisonError::into_inner).push((school, one));
                }
            });
        }
    });
    let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.sort_by_key(|(school, _)| schools.iter().position(|known| known == school));
    let mut answer = WhatIf::blank(period);
    for (school, one) in found {
        answer.add(app, school, one?)?;
    }
    answer.moved = group::moved(&answer.children);
    answer.cohorts = group::cohorts(&answer.children);
    Ok(answer)
}

impl WhatIf {
    fn blank(period: Period) -> WhatIf {
        WhatIf {
            period,
            weeks: Vec::new(),
            bands: (Bands::default(), Bands::default()),
            moved: Vec::new(),
            work: (Work::default(), Work::default()),
            total: Group::named("All"),
            schools: Vec::new(),
            cohorts: Vec::new(),
            children: Vec::new(),
            names: Names::Shown,
        }
    }

    fn add(&mut self, app: &App, school: SchoolId, one: school::OfSchool) -> Result<(), Error> {
        let mut group = Group::named(&app.school(school)?.name);
        one.children.iter().for_each(|child| group.count(child));
        group.tasks = (one.work.0.all(), one.work.1.all());
        self.total.extend(&group);
        self.schools.push((school, group));
        self.bands.0.extend(&one.bands.0);
        self.bands.1.extend(&one.bands.1);
        self.work.0.extend(&one.work.0);
        self.work.1.extend(&one.work.1);
        merge(&mut self.weeks, one.weeks);
        self.children.extend(one.children);
        Ok(())
    }
}
