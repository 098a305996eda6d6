//! What people can do in Rollbook: take a register, find a reason, start support, make a letter, see a figure.
//!
//! A use case has five beats: permit, load, decide, save, record. [`App`] holds what they share: the store, the roll, the
//! packs and the clock.

mod app;
mod clock;
mod edition;
mod error;
mod expected;
mod packs;
mod picture;

pub mod account;
pub mod admission;
pub mod area;
pub mod authority;
pub mod authority_duty;
pub mod board;
pub mod case;
pub mod census;
pub mod closing;
pub mod cohort_holder;
pub mod comparison;
pub mod demo;
pub mod directory;
pub mod disclosure;
pub mod duty;
pub mod enrolling;
pub mod export;
pub mod family;
pub mod gaps;
pub mod handbook;
pub mod import;
pub mod joining;
pub mod leave;
pub mod letter;
pub mod link;
pub mod mark;
pub mod marking;
pub mod message;
pub mod on_site;
pub mod outlook;
pub mod paper;
pub mod particulars;
pub mod people;
pub mod proposal;
pub mod protected;
pub mod provision;
pub mod pupil;
pub mod receipt;
pub mod register;
pub mod reply;
pub mod report;
pub mod retention;
pub mod returns;
pub mod review;
pub mod school;
mod seal;
pub mod sign_in;
mod situation;
pub mod slice;
pub mod standing;
pub mod submission;
pub mod support;
pub mod times;
pub mod today;
pub mod transfer;
pub mod unsay;
pub mod unsettled;
pub mod upkeep;
pub mod what_if;
pub mod worker;

pub use app::{App, SchoolView};
pub use clock::Clock;
pub use error::Error;
pub use packs::{Packs, embedded as embedded_packs};
