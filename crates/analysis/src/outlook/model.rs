//! The score card: points for what was counted, and for each sum of points how many of ten children reached the line.

mod text;

use std::sync::LazyLock;

use domain::tally::Percent;

use super::{Inputs, Line};

pub use text::ModelError;

/// What gives points. Each can only grow when one more session is missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Input {
    /// How close the line is: the sessions missed so far against the year that is left.
    Missed,
    /// Sessions missed in the last weeks.
    Recent,
    /// The share of weeks with an absence, in thousandths.
    Weeks,
    /// The share missed last year, in thousandths.
    LastYear,
}

impl Input {
    /// Every input, in the order of the model's text.
    pub const ALL: [Input; 4] = [Input::Missed, Input::Recent, Input::Weeks, Input::LastYear];

    /// The value of this input; nothing for a last year that nobody knows.
    pub fn value(self, inputs: &Inputs, line: &Line) -> Option<u32> {
        match self {
            Input::Missed => Some(line.closeness(inputs)),
            Input::Recent => Some(inputs.recent),
            Input::Weeks => Some(inputs.weeks_touched * 1000 / inputs.week.max(1)),
            Input::LastYear => inputs.last_year.map(|(possible, missed)| missed * 1000 / possible.max(1)),
        }
    }
}

/// Where the bands of each input begin, in the order of [`Input::ALL`], without the first band.
pub type Edges = [Vec<u32>; 4];

/// The whole model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    /// The line that it was fitted to.
    pub line: Percent,
    /// It says nothing of a child with fewer possible sessions.
    pub least_sessions: u32,
    /// How many school days the last weeks are.
    pub recent_days: u32,
    /// The parts of the year, in order.
    pub stages: Vec<Stage>,
}

/// A part of the year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// Its first school week, counted from 1.
    pub first_week: u32,
    /// Its last school week.
    pub last_week: u32,
    /// Where the bands begin.
    pub edges: Edges,
    /// Points of each band of each input, in thousandths of a unit of log odds.
    pub points: [Vec<i32>; 4],
    /// Points where last year is unknown.
    pub unknown: i32,
    /// Points that children had on average, by input: what is above raises, what is below lowers.
    pub usual: [i32; 4],
    /// Sums of points and what became of children who had them, in order.
    pub bins: Vec<Bin>,
    /// Of a thousand children whom the simple rule put over the line, and under it, how many reached it.
    pub rule: (u32, u32),
    /// Of a thousand children, how many reached it.
    pub base: u32,
}

/// Children with about the same sum of points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bin {
    /// From this sum on.
    pub from: i32,
    /// Invented children it was calibrated on.
    pub children: u32,
    /// Of them, how many reached the line.
    pub reached: u32,
    /// The range that is shown.
    pub range: Range,
}

/// Of a thousand children, how many reach the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Range {
    /// At least.
    pub low: u32,
    /// What was observed over all invented years together.
    pub middle: u32,
    /// At most.
    pub high: u32,
}

impl Range {
    /// The range in whole children of ten, made wider rather than narrower.
    pub const fn of_ten(self) -> (u32, u32) {
        (self.low / 100, self.high.div_ceil(100))
    }
}

/// What an input did to the range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Moved {
    /// Up: more children like this reach the line than on average.
    Up,
    /// Down.
    Down,
    /// Neither, or hardly.
    Hardly,
}

/// An input and what it did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Reason {
    /// The input.
    pub input: Input,
    /// What it did.
    pub moved: Moved,
    /// By how many points, without sign: larger counts for more.
    pub by: u32,
}

/// Less than this many points is hardly anything: a tenth of a unit of log odds.
const HARDLY: u32 = 100;

static BUILT_IN: LazyLock<Model> =
    LazyLock::new(|| Model::parse(include_str!("model.txt")).expect("a test reads the model that is built in"));

impl Model {
    /// The model of this version of the program.
    pub fn built_in() -> &'static Model {
        &BUILT_IN
    }

    /// The place of the stage that has this school week.
    pub fn stage_of_week(&self, week: u32) -> Option<usize> {
        self.stages.iter().position(|stage| (stage.first_week..=stage.last_week).contains(&week))
    }

    /// The range for a year so far in the stage at `place`, and what moved it, strongest first.
    pub fn range(&self, place: usize, inputs: &Inputs, line: &Line) -> (Range, Vec<Reason>) {
        let stage = &self.stages[place];
        let points = stage.points_of(inputs, line);
        let reason = |at: usize| {
            let by = points[at] - stage.usual[at];
            let moved = match by {
                _ if by.unsigned_abs() < HARDLY => Moved::Hardly,
                0.. => Moved::Up,
                _ => Moved::Down,
            };
            Reason { input: Input::ALL[at], moved, by: by.unsigned_abs() }
        };
        let mut reasons: Vec<Reason> = (0..Input::ALL.len()).map(reason).collect();
        reasons.sort_by_key(|reason| std::cmp::Reverse(reason.by));
        (stage.range(points.iter().sum()), reasons)
    }
}

impl Stage {
    /// The points of each input.
    pub fn points_of(&self, inputs: &Inputs, line: &Line) -> [i32; 4] {
        let mut points = [0; 4];
        for (at, input) in Input::ALL.into_iter().enumerate() {
            points[at] = match input.value(inputs, line) {
                Some(value) => self.points[at][band(&self.edges[at], value)],
                None => self.unknown,
            };
        }
        points
    }

    /// What becomes of children with this sum of points.
    pub fn range(&self, points: i32) -> Range {
        let place = self.bins.partition_point(|bin| bin.from <= points);
        self.bins[place.saturating_sub(1)].range
    }
}

/// The band of a value: how many edges it has reached.
pub(super) fn band(edges: &[u32], value: u32) -> usize {
    edges.partition_point(|&edge| edge <= value)
}
