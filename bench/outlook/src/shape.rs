//! Four ways in which absence may come about. They share nothing but the children.

use crate::{
    random::Random,
    world::{World, week_of},
};

/// How absence comes about in a world.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Spells of illness, longer for children who are often ill.
    Spells,
    /// Single days and half days, in good and bad weeks of the child.
    Days,
    /// Children who change during the year, for worse or for better.
    Turns,
    /// Much is missed by all at once, and some go on holiday in term time; a few are hardly ever there.
    Waves,
}

impl Shape {
    /// All of them.
    pub const ALL: [Shape; 4] = [Shape::Spells, Shape::Days, Shape::Turns, Shape::Waves];

    /// What it is called.
    pub const fn word(self) -> &'static str {
        match self {
            Shape::Spells => "spells",
            Shape::Days => "days",
            Shape::Turns => "turns",
            Shape::Waves => "waves",
        }
    }

    /// Which halves of each day of a year are missed by a child of these ways.
    pub fn missed(self, world: &World, way: f64, random: &mut Random) -> Vec<[bool; 2]> {
        let mut year = vec![[false; 2]; world.days as usize];
        match self {
            Shape::Spells => spells(world, way, random, &mut year),
            Shape::Days => days(world, way, random, &mut year),
            Shape::Turns => turns(world, way, random, &mut year),
            Shape::Waves => waves(world, way, random, &mut year),
        }
        year
    }
}

/// The share of days missed by a child of these ways.
fn rate(way: f64) -> f64 {
    (-3.1 + way).exp().min(0.9)
}

/// Misses `length` days from `day` on; sometimes the first or the last half day is attended. Gives the day after.
fn miss(year: &mut [[bool; 2]], day: usize, length: u32, random: &mut Random) -> usize {
    let end = (day + length as usize).min(year.len());
    year[day..end].iter_mut().for_each(|halves| *halves = [true; 2]);
    if random.chance(0.15) {
        year[day][0] = length > 1 && year[day][0];
    }
    end
}

fn spells(world: &World, way: f64, random: &mut Random, year: &mut [[bool; 2]]) {
    let rate = rate(way);
    let mean = world.spell * (1.0 + 3.0 * rate);
    let begins = rate / (mean * (1.0 - rate));
    let mut day = 0;
    while day < year.len() {
        let edge = if day % 5 == 2 || day % 5 == 1 { 1.25 } else { 0.83 };
        let chance = begins * world.factor(week_of(day as u32)) * edge;
        day = if random.chance(chance) { miss(year, day, random.length(mean), random) + 1 } else { day + 1 };
    }
}

fn days(world: &World, way: f64, random: &mut Random, year: &mut [[bool; 2]]) {
    let usual = way - 3.6;
    let mut mood = 0.0;
    for (day, halves) in year.iter_mut().enumerate() {
        mood = 0.93 * mood + 0.35 * random.normal();
        let odds = (usual + mood).exp() * world.factor(week_of(day as u32));
        if random.chance(odds / (1.0 + odds)) {
            *halves = match random.fraction() {
                drawn if drawn < 0.6 => [true; 2],
                drawn if drawn < 0.8 => [true, false],
                _ => [false, true],
            };
        }
    }
}

fn turns(world: &World, way: f64, random: &mut Random, year: &mut [[bool; 2]]) {
    let turn = random.below(world.days) as usize;
    let (before, after) = match random.fraction() {
        drawn if drawn < 0.10 => (0.5, random.between(2.0, 8.0)),
        drawn if drawn < 0.18 => (random.between(2.0, 5.0), 0.5),
        _ => (0.8, 0.8),
    };
    let rate = rate(way);
    let mut day = 0;
    while day < year.len() {
        let now: f64 = if day < turn { before } else { after };
        let chance = rate * now * world.factor(week_of(day as u32)) / world.spell;
        day =
            if random.chance(chance.min(0.7)) { miss(year, day, random.length(world.spell), random) } else { day + 1 };
    }
}

fn waves(world: &World, way: f64, random: &mut Random, year: &mut [[bool; 2]]) {
    if random.chance(0.02 * way.exp().min(4.0)) {
        let share = random.between(0.3, 0.95);
        for halves in year.iter_mut() {
            *halves = [random.chance(share); 2];
        }
        return;
    }
    let quiet = 0.35 * rate(way);
    for day in 0..year.len() {
        if random.chance(quiet) {
            miss(year, day, 1, random);
        }
    }
    for &(week, share) in &world.waves {
        if random.chance((share * 4.0 * way.exp()).min(0.8)) {
            let day = ((week - 1) * 5 + random.below(5)) as usize;
            miss(year, day.min(year.len() - 1), 2 + random.below(5), random);
        }
    }
    if random.chance((0.12 * way.exp()).min(0.5)) {
        let day = random.below(world.days - 10) as usize;
        miss(year, day, 4 + random.below(7), random);
    }
}
