//! A child at one time of an invented year: what was counted then, and what happened.

use analysis::outlook::{Ahead, Group, Input, Inputs, Line, Point, Stage};
use domain::tally::Percent;

use crate::{
    random::Random,
    world::{World, Year, week_of},
};

/// What the model sees of a child at one time, and what happened.
pub struct Seen {
    /// Of which world.
    pub world: usize,
    /// The groups, everybody left out.
    pub groups: Vec<Group>,
    /// The value of each input.
    pub values: [Option<u32>; 4],
    /// Whether the simple rule says that the line is reached.
    pub is_over: bool,
    /// Whether it was.
    pub reached: bool,
    inputs: Inputs,
    line: Line,
}

impl Seen {
    /// Its points under a stage.
    pub fn points(&self, stage: &Stage) -> [i32; 4] {
        stage.points_of(&self.inputs, &self.line)
    }
}

/// What the numbers are counted with.
#[derive(Clone, Copy)]
pub struct Terms {
    /// The line.
    pub line: Percent,
    /// How many possible sessions there have to be.
    pub least_sessions: u32,
    /// How many school days the last weeks are.
    pub recent_days: u32,
}

/// One case for each child of a world in weeks `first` to `last`, on a day drawn for the child. Children whose year arithmetic has
/// settled, and those with too few sessions, are left out, as they are in use.
pub fn cases(world: (usize, &World), years: &[Year], weeks: (u32, u32), terms: Terms) -> Vec<Seen> {
    let (number, world) = world;
    let days: Vec<u32> = (0..world.days).filter(|&day| (weeks.0..=weeks.1).contains(&week_of(day))).collect();
    let mut random = Random::new(world.seed, 9, weeks.0.into());
    let seen = |year: &Year| {
        let day = days[random.below(days.len() as u32) as usize] + 1;
        let at = Point {
            days: day,
            left: world.days - day,
            week: week_of(day - 1),
            recent_from: day.saturating_sub(terms.recent_days),
        };
        // Whoever has not come yet, or has gone, is on no list on that day.
        let is_there = year.sessions.first().is_some_and(|one| one.day < day)
            && year.sessions.last().is_some_and(|one| one.day + 1 >= day);
        let inputs = Inputs::count(year.sessions.iter().copied(), at, year.last_year);
        let line = Line::of(&inputs, terms.line);
        let counts = is_there && inputs.possible >= terms.least_sessions && matches!(line.ahead, Ahead::Open { .. });
        counts.then(|| Seen {
            world: number,
            groups: year.groups.clone(),
            values: Input::ALL.map(|input| input.value(&inputs, &line)),
            is_over: inputs.tally().has_missed(terms.line) == Some(true),
            reached: year.reached,
            inputs,
            line,
        })
    };
    years.iter().filter_map(seen).collect()
}
