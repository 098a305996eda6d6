//! The admission register: of one pupil and of a school.

use domain::{
    Date,
    id::{ContactId, PupilId, SchoolId},
};

use super::encode;

/// What the register says of a pupil, with its history.
pub fn record(pupil: PupilId) -> String {
    format!("/pupils/{pupil}/admission")
}

/// The same as it was known on `day`.
pub fn record_on(pupil: PupilId, day: Date) -> String {
    format!("/pupils/{pupil}/admission?on={day}")
}

/// The form that enters particulars, and where it goes.
pub fn amend(pupil: PupilId) -> String {
    format!("/pupils/{pupil}/admission/amend")
}

/// The form that enters a new parent or contact, and where it goes.
pub fn contacts(pupil: PupilId) -> String {
    format!("/pupils/{pupil}/admission/contacts")
}

/// The form that enters what is different about one, and where it goes.
pub fn contact(pupil: PupilId, contact: ContactId) -> String {
    format!("/pupils/{pupil}/admission/contacts/{contact}")
}

/// The form that enters the terms of an enrolment, and where it goes.
pub fn enrolment(pupil: PupilId) -> String {
    format!("/pupils/{pupil}/admission/enrolment")
}

/// The form that enters a cohort, and where it goes.
pub fn cohorts(pupil: PupilId) -> String {
    format!("/pupils/{pupil}/admission/cohorts")
}

/// The same form about a cohort that is on record since `first`, to end it or to take it back.
pub fn cohort(pupil: PupilId, name: &str, first: Date) -> String {
    format!("/pupils/{pupil}/admission/cohorts?cohort={}&since={first}", encode(name))
}

/// The form that enters a joint enquiry with the authority, and where it goes.
pub fn enquiries(pupil: PupilId) -> String {
    format!("/pupils/{pupil}/admission/enquiries")
}

/// The grounds on which a name is deleted, and where the form of one goes.
pub fn deletion(pupil: PupilId) -> String {
    format!("/pupils/{pupil}/admission/deletion")
}

/// What one ground asks.
pub fn deletion_under(pupil: PupilId, paragraph: &str) -> String {
    format!("/pupils/{pupil}/admission/deletion?ground={}", encode(paragraph))
}

/// The form that takes back a deletion to come, and where it goes.
pub fn stay(pupil: PupilId) -> String {
    format!("/pupils/{pupil}/admission/deletion/withdrawal")
}

/// The form that admits a pupil, and where it goes.
pub fn admit() -> String {
    String::from("/admissions/new")
}

/// The register of a school.
pub fn register(school: SchoolId) -> String {
    format!("/schools/{school}/admissions")
}

/// The register of a school as it was known on `day`, as a file: `csv` or `pdf`.
pub fn register_file(school: SchoolId, day: Date, kind: &str) -> String {
    format!("/schools/{school}/admissions?on={day}&file={}", encode(kind))
}
