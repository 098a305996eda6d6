//! Closures.

use super::Route;

pub const ROUTES: &[Route] = &[
    ("closing::list", "GET /closings", &[], [303, 403, 403, 200, 200, 403, 403, 403]),
    ("closing::list", "POST /closings", &[("kind", "Y4")], [303, 403, 403, 422, 422, 403, 403, 403]),
    ("closing::undo", "GET /closings/1/undo", &[], [303, 403, 403, 404, 404, 403, 403, 403]),
    ("closing::undo", "POST /closings/1/undo", &[], [303, 403, 403, 404, 404, 403, 403, 403]),
];
