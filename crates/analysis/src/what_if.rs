//! One roll under two handbooks: who would stand where, and what would be asked of whom, week by week.

mod stand;
mod work;

use domain::{
    Date,
    calendar::{Calendar, school_year_start},
    case::Event,
    decide::{Facts, Outline, Recorded, Who, outlines},
    rule::Rules,
    sheet::Sheet,
};

use crate::Period;

pub use stand::{Change, Stand, StandsIn, change};
pub use work::Work;

/// The two handbooks, and the weeks over which they are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison<'a> {
    /// The rules that it is compared with.
    pub before: &'a Rules,
    /// The rules that are asked about.
    pub after: &'a Rules,
    /// The days.
    pub period: Period,
    /// The first day and the last school day of each school week of the period.
    pub weeks: Vec<Period>,
    /// The days that are looked at whole: the last of each school week since the school year of the first day began.
    days: Vec<Date>,
}

/// What is known of a pupil over the weeks.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// How old they are, and in which year.
    pub who: Who,
    /// Their marks.
    pub sheet: Sheet<'a>,
    /// Their cohorts, from when on.
    pub recorded: &'a [Recorded],
    /// What was done about them.
    pub history: &'a [Event],
    /// Whether they were on the roll on a day.
    pub on_roll: &'a dyn Fn(Date) -> bool,
}

/// A week under both handbooks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Week {
    /// Its first day, and its last school day.
    pub days: Period,
    /// The children on the roll on its last school day.
    pub children: u64,
    /// Under the rules that it is compared with.
    pub before: Under,
    /// Under the rules that are asked about.
    pub after: Under,
}

/// What one handbook makes of a week.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Under {
    /// What arises in it.
    pub work: Work,
    /// The children in each band on its last school day.
    pub bands: Bands,
    /// The children with each flag on its last school day.
    pub flags: Bands,
}

/// How many children are in each band.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bands(pub Vec<InBand>);

/// The children in a band.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InBand {
    /// The set of bands.
    pub set: String,
    /// The band.
    pub band: String,
    /// They.
    pub children: u64,
}

impl Bands {
    /// All bands of the sets that decide, without a child in any.
    pub fn of(rules: &Rules) -> Bands {
        let all = rules.deciding_bands().flat_map(|set| set.bands.iter().map(move |band| (&set.head.name, &band.name)));
        Bands(all.map(|(set, band)| InBand { set: set.clone(), band: band.clone(), children: 0 }).collect())
    }

    /// So many children more in a band.
    pub fn add(&mut self, set: &str, band: &str, children: u64) {
        match self.0.iter_mut().find(|known| known.set == set && known.band == band) {
            Some(known) => known.children += children,
            None => self.0.push(InBand { set: set.to_owned(), band: band.to_owned(), children }),
        }
    }

    /// The children of other schools, too.
    pub fn extend(&mut self, other: &Bands) {
        other.0.iter().for_each(|one| self.add(&one.set, &one.band, one.children));
    }
}

impl<'a> Comparison<'a> {
    /// A comparison over the weeks of a school's calendar.
    pub fn new((before, after): (&'a Rules, &'a Rules), period: Period, calendar: &Calendar) -> Comparison<'a> {
        let week = |&monday: &Date| {
            let days = calendar.between(monday, Period::week_of(monday).last.min(period.last));
            Some(Period { first: monday, last: *days.last()? })
        };
        let all: Vec<Period> = calendar.school_weeks().iter().filter_map(week).collect();
        let start = school_year_start(period.first);
        let days = all.iter().map(|week| week.last).filter(|&day| start <= day && day <= period.last).collect();
        let weeks = all.into_iter().filter(|week| period.contains(week.last)).collect();
        Comparison { before, after, period, weeks, days }
    }

    /// The weeks before any child is counted.
    pub fn blank(&self) -> Vec<Week> {
        let under = |rules| Under { bands: Bands::of(rules), ..Under::default() };
        let week = |&days: &Period| Week { days, children: 0, before: under(self.before), after: under(self.after) };
        self.weeks.iter().map(week).collect()
    }

    /// Counts a pupil into `weeks`, and gives what arises of them in the period under each handbook.
    pub fn count(&self, known: &Known<'_>, weeks: &mut [Week]) -> (Work, Work) {
        let facts =
            Facts { day: self.period.last, who: known.who, sheet: known.sheet, cohorts: &[], history: known.history };
        for week in weeks.iter_mut().filter(|week| (known.on_roll)(week.days.last)) {
            week.children += 1;
        }
        let of = |rules| outlines(rules, &facts, known.recorded, &self.days);
        let before = self.sum(self.before, &of(self.before), known, weeks, |week| &mut week.before);
        let after = self.sum(self.after, &of(self.after), known, weeks, |week| &mut week.after);
        (before, after)
    }

    fn sum(
        &self,
        rules: &Rules,
        outlines: &[Outline],
        known: &Known<'_>,
        weeks: &mut [Week],
        under: fn(&mut Week) -> &mut Under,
    ) -> Work {
        let mut all = Work::default();
        for outline in outlines {
            let Some(week) = weeks.iter_mut().find(|week| week.days.last == outline.day) else { continue };
            let under = under(week);
            let counts = |day: Date| self.period.contains(day) && (known.on_roll)(day);
            for &(_, arisen) in outline.arisen.iter().filter(|(day, _)| counts(*day)) {
                under.work.count(rules, arisen);
                all.count(rules, arisen);
            }
            if (known.on_roll)(outline.day) {
                under.stand(rules, outline);
            }
        }
        all
    }
}

impl Under {
    fn stand(&mut self, rules: &Rules, outline: &Outline) {
        for &(set, band) in &outline.bands {
            let set = &rules.bands[set];
            if set.second_opinion_to.is_none() && set.shown_to.is_empty() {
                self.bands.add(&set.head.name, &set.bands[band].name, 1);
            }
        }
        for &(set, stage) in &outline.stages {
            let set = &rules.stages[set];
            self.bands.add(&set.head.name, &set.stages[stage].name, 1);
        }
        let flags = outline.flags.iter().map(|&at| ("Flags", &rules.flags[at].head.name));
        let lists = outline.lists.iter().map(|&at| ("Lists", &rules.lists[at].head.name));
        flags.chain(lists).for_each(|(kind, name)| self.flags.add(kind, name, 1));
    }

    /// The same week of another school, too.
    pub fn extend(&mut self, other: &Under) {
        self.work.extend(&other.work);
        self.bands.extend(&other.bands);
        self.flags.extend(&other.flags);
    }
}

/// Puts the weeks of another school beside those that are there: each week stands once.
pub fn merge(weeks: &mut Vec<Week>, other: Vec<Week>) {
    for week in other {
        match weeks.iter_mut().find(|known| known.days.first == week.days.first) {
            Some(known) => {
                known.days.last = known.days.last.max(week.days.last);
                known.children += week.children;
                known.before.extend(&week.before);
                known.after.extend(&week.after);
            }
            None => weeks.push(week),
        }
    }
    weeks.sort_by_key(|week| week.days.first);
}
