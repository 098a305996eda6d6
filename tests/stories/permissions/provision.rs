//! What pupils attend elsewhere.

use super::Route;

pub const ROUTES: &[Route] = &[
    ("provision::list", "GET /provision", &[], [303, 403, 200, 200, 200, 403, 403, 403]),
    ("provision::on", "GET /provision?day=2026-11-23", &[], [303, 403, 200, 200, 200, 403, 403, 403]),
    ("provision::reports", "POST /provision/reports", &[], [303, 403, 422, 422, 422, 403, 403, 403]),
    ("provision::arrangements", "POST /provision/arrangements", &[], [303, 403, 422, 422, 422, 403, 403, 403]),
    (
        "provision::end",
        "POST /provision/arrangements/1/end",
        &[("last", "18 December 2026")],
        [303, 403, 422, 422, 422, 403, 403, 403],
    ),
];
