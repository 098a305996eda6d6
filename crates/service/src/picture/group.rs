//! Some children of a school together: a year, a cohort, or a cohort within a year.

use std::collections::{BTreeMap, HashMap};

use analysis::{
    Period, SchoolRoll,
    figures::{Lates, Thresholds, Totals, totals_each},
};
use domain::{Date, case::Event, id::PupilId, pupil::Pupil, rule::Rules, tally::Tally};

use crate::school::cohorts::Membership;

/// What is counted of some children in the school year to the end of a day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Group {
    /// The national curriculum year; nothing for all years.
    pub(crate) year: Option<u8>,
    /// The cohort by its name in the packs; nothing for everybody. A child can be in several.
    pub(crate) cohort: Option<String>,
    /// Children on the roll on the day.
    pub(crate) pupils: u32,
    /// Those of them who had a possible session: of whom persistent and severe absence can be asked.
    pub(crate) counted: u32,
    /// Their sessions.
    pub(crate) tally: Tally,
    /// Their late arrivals.
    pub(crate) lates: Lates,
    /// Children persistently absent, the severely absent included (C-G-07).
    pub(crate) persistent: u32,
    /// Children severely absent.
    pub(crate) severe: u32,
    /// Their sessions with any mark.
    pub(crate) recorded: u32,
}

impl Group {
    fn count(&mut self, child: Totals) {
        self.pupils += 1;
        self.counted += child.pupils;
        self.tally += child.tally;
        self.lates.before_close += child.lates.before_close;
        self.lates.after_close += child.lates.after_close;
        self.lates.minutes += child.lates.minutes;
        self.persistent += child.persistent;
        self.severe += child.severe;
        self.recorded += child.recorded;
    }
}

/// What children are counted by.
pub(super) struct Counting<'a> {
    pub(super) rules: &'a Rules,
    pub(super) roll: &'a SchoolRoll,
    pub(super) day: Date,
    pub(super) thresholds: Thresholds,
    pub(super) histories: &'a HashMap<PupilId, Vec<Event>>,
}

/// Everybody, then each cohort in the order of the packs, then each year and its cohorts.
pub(super) fn of_pupils(counting: &Counting<'_>, pupils: &[Pupil]) -> Vec<Group> {
    let Counting { rules, roll, day, thresholds, histories } = counting;
    let ids: Vec<PupilId> = pupils.iter().map(|pupil| pupil.id).collect();
    let counted = totals_each(roll, &ids, Period::year_to(*day), *thresholds);
    let cohorts: Vec<Membership<'_>> = rules.cohorts.iter().map(|cohort| Membership::of(rules, cohort, *day)).collect();
    let everybody: BTreeMap<(Option<u8>, Option<usize>), Group> = [((None, None), Group::default())].into();
    let mut groups = everybody;
    for (pupil, child) in pupils.iter().zip(counted) {
        let history = histories.get(&pupil.id).map_or(&[][..], Vec::as_slice);
        let member_of = cohorts.iter().enumerate().filter(|(_, cohort)| cohort.has(roll, pupil, history));
        for cohort in std::iter::once(None).chain(member_of.map(|(at, _)| Some(at))) {
            for year in [None, Some(pupil.year)] {
                groups.entry((year, cohort)).or_default().count(child);
            }
        }
    }
    let name = |at: usize| rules.cohorts[at].head.name.clone();
    groups.into_iter().map(|((year, cohort), group)| Group { year, cohort: cohort.map(name), ..group }).collect()
}
