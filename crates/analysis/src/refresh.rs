//! Every figure of every pupil of an authority anew, in the time that its marks take to come from memory.
//!
//! A [`School`] holds its marks three times, and each form is worth its bytes. One byte a mark, eight pupils side by side:
//! the truth, which [`School::scan`] reads. Bits that say only what matters to most figures (was the session possible, was it
//! missed, does it count for a notice), so that one instruction works on eight pupils: [`School::from_planes`] reads those.
//! And the figures themselves, which [`School::increment`] takes one session further and [`School::amend`] sets right.
//!
//! The arithmetic is written once, over [`lanes::Lanes`]: eight numbers of 64 bits. Plain Rust is one such set of lanes, AVX2 and
//! AVX-512 are two others, chosen while the program runs ([`Processor`]).

mod aggregate;
mod amend;
mod block;
mod counting;
mod increment;
mod lanes;
mod limits;
mod longest_run;
mod planes;
mod portable;
mod processor;
mod pupil;
mod reading;
mod school;
mod timetable;
mod window;

pub use aggregate::{Aggregate, Group};
pub use block::PupilFacts;
pub use counting::{Counting, Kind};
pub use limits::Limits;
pub use processor::Processor;
pub use reading::Sessions;
pub use school::{Pupil, School, SchoolError};
pub use timetable::{Timetable, TimetableError};

/// Pupils side by side in one block.
const LANES: usize = 8;
/// Words of 64 sessions for the longest year.
const WORDS: usize = 6;
/// Sessions that a row has place for.
pub const SESSIONS: usize = WORDS * 64;

/// The marks of eight pupils, for each session a byte a pupil: a new session touches one line of the cache.
type Rows = [[u8; LANES]; SESSIONS];

/// What a refresh counts by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// What each byte counts as.
    pub counting: Counting,
    /// Where persistent absence, bands and notices begin.
    pub limits: Limits,
}
