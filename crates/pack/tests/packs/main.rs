//! The packs of this repository: read without a fault, proved by their examples, shown as pages.

mod cascade;
mod cel;
mod chance;
mod coverage;
mod damage;
mod decide;
mod edges;
mod examples;
mod expect;
mod format;
mod gives;
mod language;
mod loose;
mod pages;
mod pupil;
mod shelf;
mod succession;
mod succession_words;
mod words;
