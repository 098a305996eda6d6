//! Cohorts of children wherever they go to school.

use domain::id::PupilId;

/// The cohorts that the reader may look at.
pub fn list() -> String {
    String::from("/authority/cohorts")
}

/// The children of one, by its name in the packs.
pub fn children(cohort: &str) -> String {
    format!("{}/{}", list(), super::encode(cohort))
}

/// One child of it.
pub fn child(cohort: &str, pupil: PupilId) -> String {
    format!("{}/{pupil}", children(cohort))
}
