//! Messages to families.

use super::Route;

pub const ROUTES: &[Route] = &[
    ("messages::outbox", "GET /messages", &[], [303, 403, 200, 200, 200, 403, 404, 403]),
    ("messages::to_families", "GET /messages/families", &[], [303, 403, 200, 200, 200, 403, 404, 403]),
    ("messages::to_families", "POST /messages/families", &[], [303, 403, 422, 422, 422, 403, 404, 403]),
    ("messages::message", "GET /messages/999", &[], [303, 403, 404, 404, 404, 403, 404, 403]),
];
