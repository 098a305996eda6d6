//! The attendance part of a school census.

use domain::id::SchoolId;
use service::census::Asked;

use super::encode;

/// The last term to return, and where the form goes that makes the file.
pub fn of_school(school: SchoolId) -> String {
    format!("/schools/{school}/census")
}

/// What the file of these sessions would say.
pub fn of_sessions(school: SchoolId, asked: Asked) -> String {
    let (period, part) = (asked.period, encode(asked.part.element()));
    format!("/schools/{school}/census?first={}&last={}&part={part}", period.first, period.last)
}
