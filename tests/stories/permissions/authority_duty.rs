//! What the handbooks ask of the authority itself.

use super::Route;

const OFFICER: [u16; 8] = [303, 403, 403, 403, 403, 403, 200, 403];

pub const ROUTES: &[Route] = &[
    ("authority_duty::list", "GET /authority/duties", &[], OFFICER),
    ("authority_duty::duty", "GET /authority/duties/lancashire/attendance-in-the-county", &[], OFFICER),
    (
        "authority_duty::duty",
        "GET /authority/duties/lancashire/analysis-of-attendance",
        &[],
        [303, 403, 403, 403, 403, 403, 404, 403],
    ),
    // Its parts are missing, so whoever may record it is refused for them.
    (
        "authority_duty::duty",
        "POST /authority/duties/lancashire/attendance-in-the-county",
        &[],
        [303, 403, 403, 403, 403, 403, 422, 403],
    ),
];
