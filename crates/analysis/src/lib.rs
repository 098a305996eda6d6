//! All marks in memory, and every figure that is worked out from them: one definition each, in whole sessions.
//!
//! [`roll`] follows the register log. [`figures`] counts over it for any pupils and any days, and [`facts`] sets out
//! everything about a pupil as a row. [`what_if`] lays one roll under two handbooks. [`refresh`] works out every figure of an
//! authority anew in milliseconds. [`outlook`] is the early warning. Nothing here reads a file, a clock or a database.

pub mod beside;
pub mod change;
pub mod facts;
pub mod figures;
pub mod outlook;
pub mod period;
pub mod refresh;
pub mod roll;
pub mod slice;
pub mod suppression;
pub mod what_if;

pub use period::Period;
pub use roll::{Roll, RollError, SchoolRoll};
