//! Who works with a pupil outside the school, and telling them of an absence.

use domain::id::PupilId;

use super::encode;

/// The form that enters who works with a pupil, and where it goes.
pub fn of_pupil(pupil: PupilId) -> String {
    format!("/pupils/{pupil}/admission/workers")
}

/// The form by which the holder of `post` is told that a pupil is absent.
pub fn tell(pupil: PupilId, post: &str) -> String {
    format!("/board/workers?pupil={pupil}&post={}", encode(post))
}

/// Where that form goes.
pub fn told() -> String {
    String::from("/board/workers")
}
