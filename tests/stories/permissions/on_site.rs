//! Who is on site.

use super::Route;

pub const ROUTES: &[Route] = &[
    ("on_site::list", "GET /on-site", &[], [303, 200, 200, 200, 200, 403, 403, 403]),
    ("on_site::finding", "GET /on-site?find=Amara", &[], [303, 200, 200, 200, 200, 403, 403, 403]),
    ("on_site::out", "POST /on-site/out", &[("pupil", "2")], [303, 403, 422, 422, 422, 403, 403, 403]),
    ("on_site::back", "POST /on-site/back", &[("pupil", "2")], [303, 403, 422, 422, 422, 403, 403, 403]),
];
