//! The kernel against a plain and slow count of the same registers, written from the words of the rules.
//!
//! [`random`] invents schools: terms, closures, pupils who come and go, and a log of acts with amendments. [`slow`] keeps the
//! log as a list of lines and looks through all of it for every question. The rest compares.

mod both;
mod dated;
mod followed;
mod known;
mod pupil;
mod random;
mod slices;
mod slow;
mod whole;
mod windows;
