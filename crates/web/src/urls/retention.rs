//! How long records are kept: what may be deleted, holds, and copies.

use domain::id::{PupilId, SchoolId};

/// What may be deleted in a school, and where a purge is proposed.
pub fn of_school(school: SchoolId) -> String {
    format!("/schools/{school}/retention")
}

/// Where a purge is answered.
pub fn answer(school: SchoolId, purge: i64) -> String {
    format!("/schools/{school}/retention/{purge}/answer")
}

/// Where an approved purge is run.
pub fn run(school: SchoolId, purge: i64) -> String {
    format!("/schools/{school}/retention/{purge}/run")
}

/// The holds of a pupil and the copies given of their records, and where a hold is placed.
pub fn of_pupil(pupil: PupilId) -> String {
    format!("/pupils/{pupil}/retention")
}

/// Where a hold is lifted.
pub fn lift(pupil: PupilId, hold: i64) -> String {
    format!("/pupils/{pupil}/retention/{hold}/lift")
}

/// Where a copy of a pupil's records is asked for.
pub fn copy(pupil: PupilId) -> String {
    format!("/pupils/{pupil}/copy")
}
