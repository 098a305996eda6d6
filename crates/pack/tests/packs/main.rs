//! The packs of this repository: read without a fault, proved by their examples, shown as pages.

mod cel;
mod coverage;
mod damage;
mod decide;
mod edges;
mod examples;
mod expect;
mod pages;
mod pupil;
mod shelf;
mod words;
