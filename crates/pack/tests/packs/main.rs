//! The packs of this repository: read without a fault, proved by their examples, shown as pages.

mod coverage;
mod decide;
mod edges;
mod examples;
mod pages;
mod pupil;
mod shelf;
mod words;
