//! When registers are open.

use super::Route;

pub const ROUTES: &[Route] = &[
    ("times::of", "GET /schools/1/times", &[], [303, 403, 403, 200, 200, 403, 403, 200]),
    ("times::of", "GET /schools/2/times", &[], [303, 403, 403, 403, 403, 403, 403, 200]),
    ("times::of", "POST /schools/1/times", &[], [303, 403, 403, 422, 422, 403, 403, 422]),
];
