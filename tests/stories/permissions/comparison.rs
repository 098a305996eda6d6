//! A school beside others and beside England.

use super::Route;

pub const ROUTES: &[Route] = &[
    ("comparison::of_school", "GET /schools/1/comparison", &[], [303, 200, 200, 200, 200, 200, 200, 403]),
    ("comparison::of_school", "GET /schools/1/comparison?to=2026-10-09", &[], [303, 200, 200, 200, 200, 200, 200, 403]),
    // Nobody looks at a school that is not theirs, an officer apart.
    ("comparison::of_school", "GET /schools/2/comparison", &[], [303, 403, 403, 403, 403, 403, 200, 403]),
    (
        "comparison::table",
        "GET /schools/1/comparison?table=year&file=csv",
        &[],
        [303, 200, 200, 200, 200, 200, 200, 403],
    ),
];
