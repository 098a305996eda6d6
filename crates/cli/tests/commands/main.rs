//! The commands as somebody runs them.

mod bench;
mod census;
mod codes;
mod demo;
mod facts;
mod figures;
mod help;
mod import;
mod pack;
mod proofs;
mod review;
mod run;
mod verify;
