//! Registers on paper.

use super::Route;

pub const ROUTES: &[Route] = &[
    ("paper::certificate", "GET /pupils/1/certificate", &[], [303, 403, 403, 200, 200, 403, 403, 403]),
    ("paper::certificate_file", "GET /pupils/1/certificate/pdf", &[], [303, 403, 403, 422, 422, 403, 403, 403]),
    ("paper::week", "GET /paper/12/2026-11-23/week/pdf", &[], [303, 200, 200, 200, 200, 403, 403, 403]),
    ("paper::week", "GET /paper/13/2026-11-23/week/pdf", &[], [303, 403, 200, 200, 200, 403, 403, 403]),
    ("paper::roll", "GET /paper/12/2026-11-25/roll/pdf", &[], [303, 200, 200, 200, 200, 403, 403, 403]),
    ("paper::roll", "GET /paper/12/2026-11-28/roll/pdf", &[], [303, 404, 404, 404, 404, 403, 403, 403]),
];
