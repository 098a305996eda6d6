//! Absences whose reason is not known, by deadline.

use super::Route;

pub const ROUTES: &[Route] = &[
    ("unsettled::list", "GET /unsettled", &[], [303, 403, 200, 200, 200, 403, 403, 403]),
    ("unsettled::list", "POST /unsettled", &[("tried", "Rang")], [303, 403, 403, 422, 422, 403, 403, 403]),
];
