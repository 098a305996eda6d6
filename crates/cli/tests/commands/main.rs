//! The commands as somebody runs them.

mod census;
mod codes;
mod demo;
mod facts;
mod help;
mod import;
mod pack;
mod proofs;
mod review;
mod run;
mod verify;
