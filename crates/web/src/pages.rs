//! The pages, by the noun that their address and their template folder carry.
//!
//! Each has a view, a struct with all that its template shows, in words and with its links; and a sample of it, from
//! which a test makes the page (`templates::sample::render`). A template extends `layout.html`, reads `frame` and `view`,
//! and fills the blocks `before`, `errors`, `heading`, `main` and `after`. Forms carry
//! `<input type="hidden" name="csrf" value="{{ frame.csrf }}">`.

pub mod about;
pub mod across;
pub mod admission;
pub mod area;
pub mod authority;
pub mod board;
pub mod census;
pub mod closing;
pub mod cohort;
pub mod comparison;
pub mod count;
pub mod definitions;
pub mod directory;
pub mod duty;
pub mod family;
pub mod figures;
pub mod gaps;
pub mod handbook;
pub mod leave;
pub mod letter;
pub mod marking;
pub mod messages;
pub mod on_site;
pub mod outlook;
pub mod paper;
pub mod particulars;
pub mod people;
pub mod problem;
pub mod proposal;
pub mod provision;
pub mod pupil;
pub mod pupils;
pub mod receipt;
pub mod register;
pub mod registers;
pub mod reply;
pub mod report;
pub mod retention;
pub mod returns;
pub mod school;
pub mod sign_in;
pub mod slice;
pub mod submission;
pub mod support;
pub mod times;
pub mod today;
pub mod transfer;
pub mod unsettled;
pub mod what_if;
