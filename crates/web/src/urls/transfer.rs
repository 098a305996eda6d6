//! The Common Transfer File of a pupil who leaves.

use domain::id::PupilId;

/// Where the file about a pupil is asked for, and where its form goes.
pub fn of_pupil(pupil: PupilId) -> String {
    format!("/pupils/{pupil}/transfer")
}
