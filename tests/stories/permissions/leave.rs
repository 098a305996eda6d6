//! Requests for leave: of a family behind a link, and of a school.

use super::Route;

pub const ROUTES: &[Route] = &[
    ("leave::link", "GET /families/leave.1.11.20261208.wrong/leave", &[], [410; 8]),
    ("leave::link", "POST /families/leave.1.11.20261208.wrong/leave", &[], [410; 8]),
    ("leave::sent", "GET /families/leave.1.11.20261208.wrong/leave?sent=yes", &[], [410; 8]),
    ("leave::blank", "GET /families/leave.1.11.20261208.wrong/leave/form/pdf", &[], [410; 8]),
    ("leave::of_school", "GET /schools/1/leave", &[], [303, 403, 200, 200, 200, 403, 403, 403]),
    ("leave::of_school", "GET /schools/2/leave", &[], [303, 403, 403, 403, 403, 403, 403, 403]),
    ("leave::form", "GET /schools/1/leave/form/pdf", &[], [303, 403, 200, 200, 200, 403, 403, 403]),
];
