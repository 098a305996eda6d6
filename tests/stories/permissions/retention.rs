//! How long records are kept, holds, and copies.

use super::Route;

const OF_SCHOOL: [u16; 8] = [303, 403, 403, 403, 200, 403, 403, 200];
const OF_PUPIL: [u16; 8] = [303, 403, 403, 403, 200, 403, 403, 403];

pub const ROUTES: &[Route] = &[
    ("retention::of_school", "GET /schools/1/retention", &[], OF_SCHOOL),
    ("retention::of_school", "GET /schools/2/retention", &[], [303, 403, 403, 403, 403, 403, 403, 200]),
    ("retention::of_school", "POST /schools/1/retention", &[], [303, 403, 403, 403, 422, 403, 403, 422]),
    (
        "retention::answer",
        "POST /schools/1/retention/1/answer",
        &[("answer", "approved")],
        [303, 403, 403, 403, 404, 403, 403, 404],
    ),
    ("retention::run", "POST /schools/1/retention/1/run", &[], [303, 403, 403, 403, 404, 403, 403, 404]),
    ("retention::of_pupil", "GET /pupils/1/retention", &[], OF_PUPIL),
    ("retention::of_pupil", "GET /pupils/21/retention", &[], [303, 404, 404, 404, 404, 403, 403, 403]),
    ("retention::of_pupil", "POST /pupils/1/retention", &[], [303, 403, 403, 403, 422, 403, 403, 403]),
    ("retention::lift", "POST /pupils/1/retention/1/lift", &[], [303, 403, 403, 403, 404, 403, 403, 403]),
    ("retention::copy", "GET /pupils/1/copy", &[], OF_PUPIL),
    ("retention::copy", "POST /pupils/1/copy", &[], [303, 403, 403, 403, 422, 403, 403, 403]),
];
