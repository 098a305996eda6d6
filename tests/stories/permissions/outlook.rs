//! The early warning.

use super::Route;

const SIDEWAYS: &[(&str, &str)] = &[("to", "sideways")];

pub const ROUTES: &[Route] = &[
    ("outlook::of_school", "GET /schools/1/outlook", &[], [303, 403, 403, 200, 200, 403, 200, 403]),
    ("outlook::of_school", "GET /schools/2/outlook", &[], [303, 403, 403, 403, 403, 403, 200, 403]),
    ("outlook::of_year", "GET /schools/1/outlook?year=5", &[], [303, 403, 403, 200, 200, 403, 200, 403]),
    ("outlook::calibration", "GET /schools/1/outlook/calibration", &[], [303, 200, 200, 200, 200, 403, 200, 200]),
    ("outlook::calibration", "GET /schools/2/outlook/calibration", &[], [303, 403, 403, 403, 403, 403, 200, 200]),
    ("outlook::switch", "GET /schools/1/outlook/switch", &[], [303, 403, 403, 403, 200, 403, 403, 200]),
    ("outlook::switch", "POST /schools/1/outlook/switch", SIDEWAYS, [303, 403, 403, 403, 422, 403, 403, 422]),
    ("outlook::switch", "POST /schools/2/outlook/switch", SIDEWAYS, [303, 403, 403, 403, 403, 403, 403, 422]),
];
