//! The early warning.

use domain::id::SchoolId;

/// What it says of the children of a school.
pub fn of_school(school: SchoolId) -> String {
    format!("/schools/{school}/outlook")
}

/// What it says of the children of one year of a school.
pub fn of_year(school: SchoolId, year: u8) -> String {
    format!("/schools/{school}/outlook?year={year}")
}

/// How far what it says agrees with what happened.
pub fn calibration(school: SchoolId) -> String {
    format!("/schools/{school}/outlook/calibration")
}

/// Where it is switched on and off.
pub fn switch(school: SchoolId) -> String {
    format!("/schools/{school}/outlook/switch")
}
