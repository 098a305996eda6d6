//! What children missed before and after a support.

use super::Route;

pub const ROUTES: &[Route] = &[
    ("support::of_school", "GET /schools/1/supports", &[], [303, 200, 200, 200, 200, 200, 200, 403]),
    ("support::of_school", "GET /schools/2/supports", &[], [303, 403, 403, 403, 403, 403, 200, 403]),
    ("support::asking", "GET /schools/1/supports?to=2026-11-20&weeks=4", &[], [303, 200, 200, 200, 200, 200, 200, 403]),
];
