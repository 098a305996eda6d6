//! Pictures of figures, drawn on the server as SVG: a pupil's year, a school's weeks, who stands where.
//!
//! Every picture has a title that says its finding, and its numbers stand beside it as a table or in words. Nothing is
//! drawn where there is nothing to show: each function then gives nothing, and the page says why.

pub mod bands;
pub mod bar;
pub mod reliability;
pub mod rows;
pub mod scale;
pub mod span;
pub mod sparkline;
pub mod steps;
pub mod strip;
mod svg;
pub mod trend;
pub mod weeks;
pub mod year;

pub use svg::{Svg, escape};
