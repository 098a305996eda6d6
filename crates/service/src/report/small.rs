//! What a reader without names may be shown of a school over some days: one answer, asked by every page and report, so that no
//! two of them give a small number away together.

use analysis::{
    Period,
    figures::{Facts, Lates, Thresholds, per_pupil},
    suppression::{self, Child, Level, Published, Shape},
};
use domain::{
    Date, Weekday,
    calendar::{monday, school_year_start},
    id::{PupilId, SchoolId},
    permission::Actor,
    tally::Tally,
};
use jiff::ToSpan;

use crate::{
    App, Error,
    school::{self, AsOf, Figures, bands::in_set, cohorts, scope},
    standing::{self, Standing},
};

/// The children of a school who had a possible session, counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The days.
    pub days: Period,
    /// From which share absence is persistent or severe.
    pub thresholds: Thresholds,
    /// The rows: the national curriculum years.
    pub years: Vec<u8>,
    /// The cohorts, by their names in the packs.
    pub cohorts: Vec<String>,
    /// The sets of bands, by their names.
    pub sets: Vec<String>,
    /// Which numbers of children may be shown. Sums may be shown where the number of their children is.
    pub published: Published,
    /// Everybody.
    pub all: Sum,
    /// Each year.
    pub by_year: Vec<Sum>,
    /// Each cohort.
    pub by_cohort: Vec<Sum>,
}

/// What is added up of some children.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    /// Their sessions.
    pub tally: Tally,
    /// Their late arrivals.
    pub lates: Lates,
}

impl Sum {
    fn add(&mut self, facts: &Facts) {
        self.tally += facts.tally;
        self.lates.before_close += facts.lates.before_close;
        self.lates.after_close += facts.lates.after_close;
        self.lates.minutes += facts.lates.minutes;
    }
}

/// The last day of the last whole week up to `day`. Readers without names see figures at the end of weeks only: from one day to
/// the next a single child who comes or goes could be told from the rest.
pub fn last_whole_week(day: Date) -> Date {
    match day.weekday() {
        Weekday::Sunday => day,
        _ => monday(day).yesterday().unwrap_or(day),
    }
}

/// The figures of a school for a reader without names, at the end of a whole week.
#[derive(Debug, Clone)]
pub struct Veiled {
    /// The figures; what they say of numbers of children may be shown only where [`Veiled::of`] has it.
    pub figures: Figures,
    /// What may be shown of now.
    pub now: Counted,
    before: Vec<(Date, Counted)>,
}

impl Veiled {
    /// What may be shown of a day of the figures.
    pub fn of(&self, as_of: &AsOf) -> Option<&Published> {
        let before = || self.before.iter().find(|(day, _)| *day == as_of.day).map(|(_, counted)| &counted.published);
        if as_of.day == self.figures.now.day { Some(&self.now.published) } else { before() }
    }
}

/// The figures of a school at the end of the last whole week up to `to`, for somebody who may see them without names. Days of
/// the years before are left out where not even everybody together may be counted.
pub fn veiled(app: &App, by: &Actor, school: SchoolId, to: Date) -> Result<Veiled, Error> {
    let mut figures = school::figures(app, by, school, last_whole_week(to))?;
    let now = of_year(app, school, figures.to)?;
    show(&mut figures.now, &now);
    let mut before = Vec::new();
    for as_of in [&mut figures.week_before, &mut figures.year_before] {
        let Some(then) = as_of else { continue };
        // On the Sunday, like the page of that week: between the two a child may have left.
        let counted = of_year(app, school, Period::week_of(then.day).last)?;
        show(then, &counted);
        before.push((then.day, counted));
        *as_of = as_of.filter(|then| then.children > 0);
    }
    Ok(Veiled { figures, now, before })
}

/// Everybody as they may be counted; nobody where that is not shown.
fn show(as_of: &mut AsOf, counted: &Counted) {
    as_of.children = counted.published.children.total.unwrap_or_default();
    as_of.tally = counted.all.tally;
    as_of.persistent = counted.published.persistent.total.unwrap_or_default();
    as_of.severe = counted.published.severe.total.unwrap_or_default();
}

/// The school year to the end of `to`, of the children on the roll that day.
pub fn of_year(app: &App, school: SchoolId, to: Date) -> Result<Counted, Error> {
    of_days(app, school, Period::year_to(to))
}

/// Some days, of the children on the roll on the last of them. Bands are of the year so far, and only of that.
pub fn of_days(app: &App, school: SchoolId, days: Period) -> Result<Counted, Error> {
    let Gathered { children, shape, counted } = gathered(app, school, days)?;
    Ok(Counted { published: suppression::publish(&children, &shape), ..counted })
}

/// What was counted, with the children one by one, of whom it is not yet said what may be shown.
pub(super) struct Gathered {
    pub(super) children: Vec<Child>,
    pub(super) shape: Shape,
    pub(super) counted: Counted,
}

pub(super) fn gathered(app: &App, school: SchoolId, days: Period) -> Result<Gathered, Error> {
    let standings = standing::of_school_on(app, school, days.last)?;
    let thresholds = crate::school::thresholds(app, school, days.last)?;
    let rules = app.rules_on(school, days.last)?;
    let view = app.view(school);
    let roll = view.roll()?;
    let ids: Vec<PupilId> = standings.iter().map(|child| child.pupil.id).collect();
    let facts = per_pupil(roll, &ids, days, thresholds);
    let columns = cohorts::columns(rules, roll, &standings, scope::last_school_day(roll, days.last));
    let sets: Vec<&domain::rule::Bands> = match days.first <= school_year_start(days.last) {
        true => rules.deciding_bands().collect(),
        false => Vec::new(),
    };
    let possible = |at: &usize| facts[*at].1.tally.possible() > 0;
    let counted: Vec<usize> = (0..standings.len()).filter(possible).collect();
    let mut years: Vec<u8> = counted.iter().map(|&at| standings[at].pupil.year).collect();
    years.sort_unstable();
    years.dedup();
    let row = |child: &Standing| years.binary_search(&child.pupil.year).unwrap_or_default();
    let child = |at: usize| Child {
        row: row(&standings[at]),
        level: level(&facts[at].1),
        missed: facts[at].1.tally.absent(),
        cohorts: columns
            .iter()
            .enumerate()
            .filter(|(_, (_, members))| members.binary_search(&at).is_ok())
            .fold(0, |bits, (column, _)| bits | 1 << column),
        bands: sets.iter().map(|set| in_set(&standings[at], set).map(|band| band.place)).collect(),
    };
    let children: Vec<Child> = counted.iter().map(|&at| child(at)).collect();
    let shape =
        Shape { rows: years.len(), cohorts: columns.len(), bands: sets.iter().map(|set| set.bands.len()).collect() };
    let mut sums = (Sum::default(), vec![Sum::default(); years.len()], vec![Sum::default(); columns.len()]);
    for (child, &at) in children.iter().zip(&counted) {
        let facts = &facts[at].1;
        sums.0.add(facts);
        sums.1[child.row].add(facts);
        let of = sums.2.iter_mut().enumerate().filter(|(column, _)| (child.cohorts >> column) & 1 == 1);
        of.for_each(|(_, sum)| sum.add(facts));
    }
    let (all, by_year, by_cohort) = sums;
    let counted = Counted {
        published: Published::default(),
        cohorts: columns.iter().map(|(cohort, _)| cohort.head.name.clone()).collect(),
        sets: sets.iter().map(|set| set.head.name.clone()).collect(),
        all,
        by_year,
        by_cohort,
        days,
        thresholds,
        years,
    };
    Ok(Gathered { children, shape, counted })
}

fn level(facts: &Facts) -> Level {
    match (facts.persistent, facts.severe) {
        (_, Some(true)) => Level::Severe,
        (Some(true), _) => Level::Persistent,
        _ => Level::Neither,
    }
}

/// The same days a year before, on the same weekdays.
pub(super) fn year_before(days: Period) -> Period {
    let last = days.last.saturating_sub(52.weeks());
    match days.first <= school_year_start(days.last) {
        true => Period::year_to(last),
        false => Period { first: days.first.saturating_sub(52.weeks()), last },
    }
}
