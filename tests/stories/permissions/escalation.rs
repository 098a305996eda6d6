//! Visits at home and checks by the police.

use super::Route;

pub const ROUTES: &[Route] = &[
    ("escalation::record", "GET /board/steps?step=home-visit&pupil=1", &[], [303, 403, 200, 200, 200, 403, 200, 403]),
    ("escalation::record", "GET /board/steps?step=call&pupil=1", &[], [303, 404, 404, 404, 404, 404, 404, 404]),
    (
        "escalation::recorded",
        "POST /board/steps",
        &[("step", "welfare-check"), ("pupil", "1")],
        [303, 403, 422, 422, 422, 403, 422, 403],
    ),
];
