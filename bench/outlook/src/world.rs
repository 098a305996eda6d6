//! Invented school years. Each world has a shape of absence and habits of its own, so that nothing is fitted to one of them.

use analysis::outlook::{Group, PossibleSession};
use domain::tally::{Percent, Tally};

use crate::{random::Random, shape::Shape};

/// Children of a world: as many in each of twelve years.
pub const CHILDREN: u32 = 2_400;

/// What is the same for all children of a world.
pub struct World {
    /// Its number, which settles everything.
    pub seed: u64,
    /// How absence comes about.
    pub shape: Shape,
    /// School days of the year.
    pub days: u32,
    /// How much more is missed in winter: 0 is not at all.
    pub season: f64,
    /// Mean length of a spell in days.
    pub spell: f64,
    /// Weeks in which many are ill at once, and how many of ten are.
    pub waves: Vec<(u32, f64)>,
    /// How far a child in this year is the child they were last year: 0 to 1.
    memory: f64,
    /// How much children differ.
    spread: f64,
    /// What the groups add: free school meals, social worker, SEN support, plan, secondary years, boys.
    effects: [f64; 6],
    /// How many children join during the year, leave during it, and have no last year here although they could.
    moves: [f64; 3],
    // Added to everybody, so that the share of persistent absence is what was drawn for the world.
    level: f64,
}

/// A child of a world.
pub struct Child {
    /// The groups the child is in, everybody left out.
    pub groups: Vec<Group>,
    /// The first and the last day, by place, of being on the roll this year.
    pub on_roll: (u32, u32),
    /// What makes this child miss more than others, in both years: 0 is usual.
    pub ways: [f64; 2],
    /// Whether last year is known here.
    pub has_last_year: bool,
}

/// A child's year, and what is known of the year before.
pub struct Year {
    /// The groups.
    pub groups: Vec<Group>,
    /// Every possible session of the year.
    pub sessions: Vec<PossibleSession>,
    /// Possible and missed sessions last year.
    pub last_year: Option<(u32, u32)>,
    /// Whether the line was reached by the end of the year.
    pub reached: bool,
}

impl World {
    /// The world of this number.
    pub fn invent(seed: u64, shape: Shape, line: Percent) -> World {
        let mut random = Random::new(seed, 1, 0);
        let mut world = World {
            seed,
            shape,
            days: 186 + random.below(7),
            season: random.between(0.0, 0.7),
            spell: random.between(1.3, 3.2),
            waves: Vec::new(),
            memory: random.between(0.55, 0.9),
            spread: random.between(0.5, 0.95),
            effects: [(0.15, 0.55), (0.2, 0.8), (0.0, 0.3), (0.0, 0.5), (-0.1, 0.5), (-0.05, 0.1)]
                .map(|(least, most)| random.between(least, most)),
            moves: [(0.01, 0.07), (0.01, 0.05), (0.02, 0.10)].map(|(least, most)| random.between(least, most)),
            level: 0.0,
        };
        let waves = 1 + random.below(4);
        world.waves = (0..waves).map(|_| (4 + random.below(32), random.between(0.02, 0.12))).collect();
        world.level = world.find_level(random.between(0.10, 0.30), line);
        world
    }

    /// The years of all children.
    pub fn years(&self, line: Percent) -> Vec<Year> {
        (0..CHILDREN).map(|number| self.year(number, line)).collect()
    }

    /// What is missed in week `week` of 39 beside a usual week.
    pub fn factor(&self, week: u32) -> f64 {
        let angle = (f64::from(week) - 19.0) / 39.0 * std::f64::consts::TAU;
        1.0 + self.season * angle.cos()
    }

    /// Halves an interval until a few children have the share of persistent absence that is wanted.
    fn find_level(&mut self, wanted: f64, line: Percent) -> f64 {
        let (mut low, mut high) = (-5.0, 5.0);
        for _ in 0..14 {
            self.level = (low + high) / 2.0;
            let reached = (0..600).filter(|number| self.year(number * 4, line).reached).count();
            match reached as f64 / 600.0 < wanted {
                true => low = self.level,
                false => high = self.level,
            }
        }
        (low + high) / 2.0
    }

    fn year(&self, number: u32, line: Percent) -> Year {
        let child = self.child(number);
        let sessions = self.sessions(number, 1, &child);
        let last_year = child.has_last_year.then(|| {
            let before = Child { on_roll: (0, self.days), groups: Vec::new(), ..child };
            counted(&self.sessions(number, 0, &before))
        });
        let (possible, missed) = counted(&sessions);
        let tally = Tally { attended: possible - missed, authorised: missed, unauthorised: 0 };
        Year { groups: child.groups, sessions, last_year, reached: tally.has_missed(line) == Some(true) }
    }

    fn child(&self, number: u32) -> Child {
        let mut random = Random::new(self.seed, 2, number.into());
        let year = (number * 12 / CHILDREN) as u8;
        let has = [0.25, 0.03].map(|share| random.chance(share));
        let (is_girl, need) = (random.chance(0.49), random.fraction());
        let (is_plan, is_supported) = (need < 0.05, (0.05..0.19).contains(&need));
        let marks = [has[0], has[1], is_supported, is_plan, year >= 7, !is_girl];
        let shift: f64 = marks.iter().zip(self.effects).filter(|(is, _)| **is).map(|(_, effect)| effect).sum();
        let lasting = random.normal();
        let own = |random: &mut Random| self.memory.sqrt() * lasting + (1.0 - self.memory).sqrt() * random.normal();
        let ways = [own(&mut random), own(&mut random)].map(|way| self.level + self.spread * way + shift);
        let is_late = random.chance(self.moves[0]);
        let first = if is_late { random.below(self.days - 20) } else { 0 };
        let goes = random.chance(self.moves[1]);
        let last = if goes { first + 10 + random.below(self.days - first - 10) } else { self.days };
        let is_new = is_late || year == 0 || (year == 7 && random.chance(0.85)) || random.chance(self.moves[2]);
        let groups = vec![
            Group::Year(year),
            if is_girl { Group::Girls } else { Group::Boys },
            if has[0] { Group::FreeSchoolMeals } else { Group::NoFreeSchoolMeals },
            if has[1] { Group::SocialWorker } else { Group::NoSocialWorker },
            match (is_plan, is_supported) {
                (true, _) => Group::Plan,
                (_, true) => Group::SenSupport,
                _ => Group::NoSpecialNeed,
            },
            if is_new { Group::LastYearUnknown } else { Group::LastYearKnown },
        ];
        Child { groups, on_roll: (first, last), ways, has_last_year: !is_new }
    }

    /// The possible sessions of one of the two years. A few are not possible, for reasons that have nothing to do with the child.
    fn sessions(&self, number: u32, year: usize, child: &Child) -> Vec<PossibleSession> {
        let mut random = Random::new(self.seed, 3 + year as u64, number.into());
        let missed = self.shape.missed(self, child.ways[year], &mut random);
        let mut sessions = Vec::with_capacity(missed.len() * 2);
        let (first, last) = child.on_roll;
        for (day, halves) in (0_u32..).zip(missed) {
            for is_missed in halves {
                if !random.chance(0.005) && (first..last).contains(&day) {
                    sessions.push(PossibleSession { day, week: week_of(day), is_missed });
                }
            }
        }
        sessions
    }
}

/// The school week of a day, counted from 1. Years begin in the middle of a week.
pub const fn week_of(day: u32) -> u32 {
    (day + 2) / 5 + 1
}

fn counted(sessions: &[PossibleSession]) -> (u32, u32) {
    (sessions.len() as u32, sessions.iter().filter(|session| session.is_missed).count() as u32)
}
