//! The line of persistent absence at the end of the year, in whole sessions.

use domain::tally::Percent;

use super::Inputs;

/// Where the line is for one child, if every session to come is possible for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// The sessions possible in the whole year.
    pub possible: u32,
    /// The fewest sessions missed in the year that reach the line.
    pub reached_by: u32,
    /// What is ahead.
    pub ahead: Ahead,
}

/// What is ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ahead {
    /// So much was missed that missing nothing more leaves the child over the line.
    Past,
    /// So little is left of the year that missing all of it leaves the child under the line.
    OutOfReach,
    /// Either may happen.
    Open {
        /// The most sessions that may still be missed to stay under the line.
        spare: u32,
    },
}

impl Line {
    /// The line of somebody with these counts.
    pub fn of(inputs: &Inputs, threshold: Percent) -> Line {
        let possible = inputs.possible + inputs.to_come;
        let reached_by = u64::from(possible) * u64::from(threshold.in_thousandths());
        let reached_by = reached_by.div_ceil(100_000) as u32;
        let ahead = if possible == 0 || inputs.missed + inputs.to_come < reached_by {
            Ahead::OutOfReach
        } else if inputs.missed >= reached_by {
            Ahead::Past
        } else {
            Ahead::Open { spare: reached_by - 1 - inputs.missed }
        };
        Line { possible, reached_by, ahead }
    }

    /// The share of the sessions to come, in thousandths, that would have to be attended less to reach the line: 1,000 less
    /// what would have to be missed. It grows with every session missed.
    pub(super) fn closeness(&self, inputs: &Inputs) -> u32 {
        let needed = u64::from(self.reached_by.saturating_sub(inputs.missed));
        1000 - (needed * 1000 / u64::from(inputs.to_come.max(1))).min(1000) as u32
    }
}
