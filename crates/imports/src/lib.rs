//! Files from other systems, read into a plan that can be looked at before anything changes.
//!
//! [`read`] takes marks as CSV in any of four [`Layout`]s and gives a [`Plan`]: every mark it found, and every row it could
//! not take with what to do about it. [`census`] joins the two tables of a school census, [`gias`] reads the national list
//! of schools, [`census_return`] and [`transfer_file`] are written and read. Nothing here changes anything.

pub mod census;
pub mod census_return;
pub mod encoding;
pub mod gias;
pub mod pupil_list;
pub mod term_dates;
pub mod transfer_file;

mod calendar;
mod column;
mod dates;
mod fault;
mod layout;
mod plan;
mod preview;
mod read;
mod table;
mod xml;

pub use calendar::{Days, calendar_of};
pub use column::{Column, Wanted};
pub use dates::DateOrder;
pub use encoding::Encoding;
pub use fault::{FaultKind, RowFault, Weight};
pub use layout::{Coded, Dated, Halves, Layout, Mapping, Used};
pub use plan::{ImportedMark, ImportedPupil, Plan, PupilTotals};
pub use preview::{Preview, Sample};
pub use read::{Options, read};
pub use table::ReadError;
