//! What a school does about a child of whom nobody has heard.

use domain::{escalation::Step, id::PupilId};

/// The form that records a visit at home or a check by the police, about children of one household.
pub fn record(pupils: &[PupilId], step: Step) -> String {
    let each = pupils.iter().map(|pupil| format!("&pupil={pupil}")).collect::<String>();
    format!("/board/steps?step={}{each}", step.word())
}

/// Where that form goes.
pub fn recorded() -> String {
    String::from("/board/steps")
}
