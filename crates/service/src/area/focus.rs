//! Where to focus: which cohorts of which phase miss most, beside their peers and the year before, and in which schools and
//! towns most days are missed beyond what is usual (LIN-049, LIN-064 to LIN-067, LIN-165, LEI-026 to LEI-030, LEI-057).

use std::{cmp::Reverse, collections::BTreeMap};

use domain::{
    Date,
    id::SchoolId,
    permission::{Actor, Permission, Place},
    school::{Phase, School},
    tally::Tally,
};
use jiff::ToSpan;

use super::town;
use crate::{
    App, Error,
    picture::{self, Group, Picture},
};

/// Of fewer children a school is not said to stand out: that is a matter of each child.
pub const FEWEST_CHILDREN: u32 = 5;
/// So many school-and-cohort places are listed.
pub const SPOTS: usize = 100;

/// What is counted of some children in the school year to a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// Children on the roll.
    pub children: u32,
    /// Those of them who had a possible session.
    pub counted: u32,
    /// Their sessions.
    pub tally: Tally,
    /// Children persistently absent, the severely absent included.
    pub persistent: u32,
    /// Children severely absent.
    pub severe: u32,
}

impl Count {
    fn add(&mut self, group: &Group) {
        self.children += group.pupils;
        self.counted += group.counted;
        self.tally += group.tally;
        self.persistent += group.persistent;
        self.severe += group.severe;
    }
}

/// A cohort in the schools of a phase, or everybody there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The phase.
    pub phase: Phase,
    /// The cohort by its name in the packs; nothing for everybody.
    pub cohort: Option<String>,
    /// The children.
    pub count: Count,
    /// The sessions of everybody in the phase who is not in the cohort.
    pub peers: Tally,
    /// The sessions of the cohort in the school year before, to the same day of the year; none where no marks are kept of it.
    pub before: Tally,
}

/// Children of a school, of a cohort or all of them, who miss more than the rate of all children in the phase would give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The school.
    pub school: SchoolId,
    /// The cohort; nothing for everybody.
    pub cohort: Option<String>,
    /// The children.
    pub count: Count,
    /// Their sessions missed, and what the rate of the phase would give.
    pub missed: Missed,
}

/// Sessions missed beside those to be expected: the sessions that were possible, times all missed in the phase, by all that were
/// possible in the phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missed {
    /// Half days missed.
    pub half_days: u32,
    /// Half days to be expected, times [`Missed::parts`].
    expected: u64,
    parts: u64,
}

impl Missed {
    fn of(tally: Tally, phase: Tally) -> Missed {
        let parts = u64::from(phase.possible()).max(1);
        Missed { half_days: tally.absent(), expected: u64::from(tally.possible()) * u64::from(phase.absent()), parts }
    }

    /// The half days to be expected, rounded half up.
    pub const fn expected_half_days(self) -> u64 {
        (2 * self.expected + self.parts) / (2 * self.parts)
    }

    /// The whole half days above what is to be expected, 0 where it is not reached.
    pub const fn half_days_above(self) -> u64 {
        (self.half_days as u64 * self.parts).saturating_sub(self.expected) / self.parts
    }
}

/// A town with its schools.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Town {
    /// Its name, from the addresses of the schools.
    pub name: String,
    /// How many schools.
    pub schools: u32,
    /// Their children.
    pub count: Count,
    /// Half days missed, and the sum of what the rate of each school's phase would give, each rounded half up.
    pub half_days: (u64, u64),
}

/// Everything that says where to focus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Focus {
    /// To the end of which day.
    pub day: Date,
    /// The day of the year before.
    pub before: Date,
    /// By phase, everybody first, then the cohorts with most days missed for each child.
    pub rows: Vec<Row>,
    /// Schools and their cohorts, most days above what is to be expected first.
    pub spots: Vec<Spot>,
    /// How many spots there are, of which at most [`SPOTS`] are given.
    pub all_spots: usize,
    /// Towns, in the same order.
    pub towns: Vec<Town>,
}

/// Where to focus today, for somebody who looks after the schools of the authority.
pub fn focus(app: &App, by: &Actor) -> Result<Focus, Error> {
    by.require(Permission::SeeArea, Place::Anywhere)?;
    let day = app.today();
    let before = day.saturating_sub(1.year());
    let schools: Vec<&School> = app.schools().collect();
    let phase_of = |picture: &Picture| schools.iter().find(|school| school.id == picture.school).map(|one| one.phase);
    let phased = |day: Date| -> Result<Vec<_>, Error> {
        let all = picture::of_all(app, day)?.into_iter();
        Ok(all.filter_map(|picture| Some((phase_of(&picture)?, picture))).collect())
    };
    let (now, then) = (phased(day)?, phased(before)?);
    let (now, then) = (by_phase(&now), by_phase(&then));
    let spots = spots(&now);
    Ok(Focus {
        day,
        before,
        rows: rows(&now, &then),
        all_spots: spots.len(),
        spots: spots.into_iter().take(SPOTS).collect(),
        towns: towns(&schools, &now),
    })
}

/// The pictures of a phase, and the counts of all of them by cohort.
struct OfPhase<'a> {
    phase: Phase,
    pictures: Vec<&'a Picture>,
    counts: BTreeMap<Option<&'a str>, Count>,
}

impl OfPhase<'_> {
    fn all(&self) -> Tally {
        self.counts.get(&None).map_or_else(Tally::default, |count| count.tally)
    }
}

fn by_phase(pictures: &[(Phase, std::sync::Arc<Picture>)]) -> Vec<OfPhase<'_>> {
    let of = |phase: Phase| {
        let own = pictures.iter().filter(|(of, _)| *of == phase);
        let pictures: Vec<&Picture> = own.map(|(_, picture)| &**picture).collect();
        let mut counts: BTreeMap<Option<&str>, Count> = BTreeMap::new();
        for group in pictures.iter().flat_map(|picture| &picture.groups).filter(|group| group.year.is_none()) {
            counts.entry(group.cohort.as_deref()).or_default().add(group);
        }
        OfPhase { phase, pictures, counts }
    };
    let phases = [Phase::Primary, Phase::Secondary, Phase::Special].map(of);
    phases.into_iter().filter(|phase| !phase.pictures.is_empty()).collect()
}

fn rows(now: &[OfPhase<'_>], then: &[OfPhase<'_>]) -> Vec<Row> {
    let mut rows = Vec::new();
    for phase in now {
        let before = then.iter().find(|one| one.phase == phase.phase);
        let mut own: Vec<Row> = (phase.counts.iter())
            .map(|(cohort, count)| Row {
                phase: phase.phase,
                cohort: cohort.map(str::to_owned),
                count: *count,
                peers: if cohort.is_some() { without(phase.all(), count.tally) } else { Tally::default() },
                before: before.and_then(|one| one.counts.get(cohort)).map_or_else(Tally::default, |one| one.tally),
            })
            .collect();
        own.sort_by(|one, other| {
            let missed = |row: &Row| (u64::from(row.count.tally.absent()), u64::from(row.count.children).max(1));
            let ((a, of_a), (b, of_b)) = (missed(one), missed(other));
            // Days for each child are compared as fractions and never rounded.
            one.cohort
                .is_some()
                .cmp(&other.cohort.is_some())
                .then((b * of_a).cmp(&(a * of_b)))
                .then(one.cohort.cmp(&other.cohort))
        });
        rows.extend(own);
    }
    rows
}

const fn without(all: Tally, some: Tally) -> Tally {
    Tally {
        attended: all.attended - some.attended,
        authorised: all.authorised - some.authorised,
        unauthorised: all.unauthorised - some.unauthorised,
    }
}

fn spots(now: &[OfPhase<'_>]) -> Vec<Spot> {
    let mut spots = Vec::new();
    for phase in now {
        let groups =
            phase.pictures.iter().flat_map(|picture| picture.groups.iter().map(|group| (picture.school, group)));
        for (school, group) in groups.filter(|(_, group)| group.year.is_none() && group.pupils >= FEWEST_CHILDREN) {
            let missed = Missed::of(group.tally, phase.all());
            if missed.half_days_above() > 0 {
                let mut count = Count::default();
                count.add(group);
                spots.push(Spot { school, cohort: group.cohort.clone(), count, missed });
            }
        }
    }
    spots.sort_by_key(|spot| (Reverse(spot.missed.half_days_above()), spot.school, spot.cohort.clone()));
    spots
}

fn towns(schools: &[&School], now: &[OfPhase<'_>]) -> Vec<Town> {
    let mut towns: BTreeMap<&str, Town> = BTreeMap::new();
    for phase in now {
        for picture in &phase.pictures {
            let school = schools.iter().find(|school| school.id == picture.school);
            let Some(name) = school.and_then(|school| town(school)) else { continue };
            let town = towns.entry(name).or_insert_with(|| Town {
                name: name.to_owned(),
                schools: 0,
                count: Count::default(),
                half_days: (0, 0),
            });
            let missed = Missed::of(picture.all().tally, phase.all());
            town.schools += 1;
            town.count.add(picture.all());
            town.half_days.0 += u64::from(missed.half_days);
            town.half_days.1 += missed.expected_half_days();
        }
    }
    let mut towns: Vec<Town> = towns.into_values().collect();
    towns.sort_by_key(|town| (Reverse(i128::from(town.half_days.0) - i128::from(town.half_days.1)), town.name.clone()));
    towns
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn tally(attended: u32, missed: u32) -> Tally {
        Tally { attended, authorised: missed, unauthorised: 0 }
    }

    #[test]
    fn days_above_what_is_expected_are_counted_in_whole_half_days_and_never_below_nothing() {
        // A tenth is missed in the phase: 20 of 200 would be usual.
        let phase = tally(9_000, 1_000);
        let usual = Missed::of(tally(180, 20), phase);
        assert_eq!((usual.expected_half_days(), usual.half_days_above()), (20, 0));
        let one_more = Missed::of(tally(179, 21), phase);
        assert_eq!((one_more.expected_half_days(), one_more.half_days_above()), (20, 1));
        assert_eq!(Missed::of(tally(200, 0), phase).half_days_above(), 0);
        // Of 205 possible sessions 20½ would be usual: 21 missed are half a session above it, which is no whole one.
        let half = Missed::of(tally(184, 21), phase);
        assert_eq!((half.expected_half_days(), half.half_days_above()), (21, 0));
        assert_eq!(Missed::of(tally(183, 22), phase).half_days_above(), 1);
        assert_eq!(Missed::of(Tally::default(), Tally::default()).half_days_above(), 0, "before the first mark");
    }

    #[test]
    fn the_peers_of_a_cohort_are_everybody_else_of_the_phase() {
        assert_eq!(without(tally(90, 10), tally(30, 8)), tally(60, 2));
    }
}
