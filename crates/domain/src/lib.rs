//! The words of school attendance and what they mean: session, mark, code, tally, register, rule.
//!
//! Everything here is pure. Nothing reads a clock, a file, a network or a database; time is a parameter.
#![no_std]

extern crate alloc;

pub mod act;
pub mod admission;
pub mod calendar;
pub mod case;
pub mod census;
pub mod clock;
pub mod closing;
pub mod code;
pub mod compulsory_age;
pub mod decide;
pub mod elsewhere;
pub mod escalation;
pub mod example;
pub mod id;
pub mod leave;
pub mod line;
pub mod log;
pub mod message;
pub mod on_site;
pub mod permission;
pub mod proposal;
pub mod pupil;
pub mod register;
pub mod retention;
pub mod returns;
pub mod rule;
pub mod school;
pub mod session;
pub mod sheet;
pub mod submission;
pub mod tally;
pub mod upn;

pub use jiff::civil::{Date, Time, Weekday};
