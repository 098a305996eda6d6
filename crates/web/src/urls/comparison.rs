//! A school beside others and beside England.

use domain::{Date, id::SchoolId};

/// The school beside others; at the end of `day` if it is given.
pub fn of_school(school: SchoolId, day: Option<Date>) -> String {
    let to = day.map(|day| format!("?to={day}")).unwrap_or_default();
    format!("/schools/{school}/comparison{to}")
}

/// One table of the page, for its files.
pub fn table(school: SchoolId, day: Option<Date>, table: &str) -> String {
    let to = day.map(|day| format!("&to={day}")).unwrap_or_default();
    format!("/schools/{school}/comparison?table={}{to}", super::encode(table))
}
