//! Marking many.

use super::Route;

pub const ROUTES: &[Route] = &[
    ("marking::form", "GET /marking", &[], [303, 403, 200, 200, 200, 403, 403, 403]),
    ("marking::of", "GET /marking?of=group-12", &[], [303, 403, 200, 200, 200, 403, 403, 403]),
    ("marking::form", "POST /marking", &[("of", "group-12")], [303, 403, 422, 422, 422, 403, 403, 403]),
    ("marking::cancel", "POST /marking/expected/99/cancel", &[], [303, 403, 404, 404, 404, 403, 403, 403]),
];
