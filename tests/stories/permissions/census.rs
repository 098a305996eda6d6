//! The attendance part of a school census.

use super::Route;

/// A form without days, for those who may send it.
const WITHOUT_DAYS: [u16; 8] = [303, 403, 422, 422, 422, 403, 403, 403];

pub const ROUTES: &[Route] = &[
    ("census::of_school", "GET /schools/1/census", &[], [303, 403, 200, 200, 200, 403, 403, 403]),
    ("census::of_school", "GET /schools/2/census", &[], [303, 403, 403, 403, 403, 403, 403, 403]),
    ("census::of_school", "POST /schools/1/census", &[("first", "soon")], WITHOUT_DAYS),
    (
        "census::of_sessions",
        "GET /schools/1/census?first=2026-09-02&last=2026-10-23&part=TermlyAttendance",
        &[],
        [303, 403, 200, 200, 200, 403, 403, 403],
    ),
];
