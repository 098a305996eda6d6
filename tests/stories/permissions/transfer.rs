//! The Common Transfer File.

use super::Route;

const KEPT: [u16; 8] = [303, 403, 200, 200, 200, 403, 403, 403];
const REFUSED: [u16; 8] = [303, 403, 422, 422, 422, 403, 403, 403];

pub const ROUTES: &[Route] = &[
    ("transfer::of_pupil", "GET /pupils/1/transfer", &[], KEPT),
    ("transfer::of_pupil", "GET /pupils/21/transfer", &[], [303, 404, 404, 404, 404, 403, 403, 403]),
    ("transfer::of_pupil", "POST /pupils/1/transfer", &[("to", "888")], REFUSED),
];
