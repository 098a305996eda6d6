//! What families open without an account, and what the school opens of theirs.

use super::Route;

pub const ROUTES: &[Route] = &[
    ("reply::link", "GET /families/absence.1.11.20261208.wrong", &[], [410; 8]),
    ("reply::link", "POST /families/absence.1.11.20261208.wrong", &[], [410; 8]),
    ("reply::kept", "GET /families/absence.1.11.20261208.wrong/kept", &[], [410; 8]),
    ("reply::ask", "GET /families", &[], [200; 8]),
    ("reply::ask", "POST /families", &[], [422; 8]),
    ("reply::asked", "GET /families?asked=yes", &[], [200; 8]),
    ("reply::evidence", "GET /evidence/999", &[], [303, 403, 404, 404, 404, 403, 404, 403]),
];
