//! Registers on paper.

use domain::{
    Date,
    id::{GroupId, PupilId},
};

/// The page that asks for the period of a certificate of attendance.
pub fn certificate(pupil: PupilId) -> String {
    format!("/pupils/{pupil}/certificate")
}

/// Where its form goes: the certificate as a file.
pub fn certificate_file(pupil: PupilId) -> String {
    format!("/pupils/{pupil}/certificate/pdf")
}

/// The register of a class in the week of `day`, as a file.
pub fn week(group: GroupId, day: Date) -> String {
    format!("/paper/{group}/{day}/week/pdf")
}

/// The roll of a class for `day`, to be taken with a pen, as a file.
pub fn roll(group: GroupId, day: Date) -> String {
    format!("/paper/{group}/{day}/roll/pdf")
}
