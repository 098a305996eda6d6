//! What children missed before and after a support.

use domain::{Date, id::SchoolId};

/// The supports of a school.
pub fn of_school(school: SchoolId) -> String {
    format!("/schools/{school}/supports")
}

/// The same to the end of a day, with so many school weeks on each side.
pub fn asking(school: SchoolId, to: Date, weeks: u32) -> String {
    format!("/schools/{school}/supports?to={to}&weeks={weeks}")
}
