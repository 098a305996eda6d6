//! Returns and notices of a school, and those that the authority receives.

use domain::{id::SchoolId, rule::slug};
use service::returns::Key;

/// What is due and what was sent, and where the form goes that sends what is due.
pub fn of_school(school: SchoolId) -> String {
    format!("/schools/{school}/returns")
}

/// Every return of one name that the school sent, as a spreadsheet file.
pub fn file(school: SchoolId, name: &str) -> String {
    format!("/schools/{school}/returns/files/{}", super::encode(&slug(name)))
}

/// A return that was sent, and where the form goes that says that it is there.
pub fn sent(school: SchoolId, key: &Key) -> String {
    let called = super::encode(&key.called);
    format!("/schools/{school}/returns/{}/{}/{called}", key.pupil, key.at.as_microsecond())
}

/// The returns of all schools, for the authority.
pub fn of_authority() -> String {
    String::from("/authority/returns")
}
