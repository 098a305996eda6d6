//! Returns and notices of a school, and those that the authority receives.

use super::Route;

/// Nothing was sent, so there is no such return; for those who may not look at all it is a refusal.
const UNSENT: [u16; 8] = [303, 403, 404, 404, 404, 403, 404, 403];

pub const ROUTES: &[Route] = &[
    ("returns::of_school", "GET /schools/1/returns", &[], [303, 403, 200, 200, 200, 403, 200, 403]),
    ("returns::of_school", "GET /schools/2/returns", &[], [303, 403, 403, 403, 403, 403, 200, 403]),
    (
        "returns::of_school",
        "POST /schools/1/returns",
        &[("return", "Nothing like that"), ("pupil", "1")],
        [303, 403, 404, 404, 404, 403, 403, 403],
    ),
    ("returns::file", "GET /schools/1/returns/files/attendance-return", &[], UNSENT),
    ("returns::sent", "GET /schools/1/returns/1/1/attendance-return", &[], UNSENT),
    ("returns::sent", "POST /schools/1/returns/1/1/attendance-return", &[("note", "It came")], UNSENT),
    ("returns::of_authority", "GET /authority/returns", &[], [303, 403, 403, 403, 403, 403, 200, 403]),
];
