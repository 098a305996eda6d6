//! Reasons, lateness, spells and who is near: for whoever may be shown all of a school by name.

use super::Route;

pub const ROUTES: &[Route] = &[
    ("absence::reasons", "GET /schools/1/reasons", &[], [303, 403, 200, 200, 200, 403, 200, 403]),
    (
        "absence::reasons",
        "GET /schools/1/reasons?period=week&table=codes&file=csv",
        &[],
        [303, 403, 200, 200, 200, 403, 200, 403],
    ),
    ("absence::reasons", "GET /schools/2/reasons", &[], [303, 403, 403, 403, 403, 403, 200, 403]),
    ("absence::lateness", "GET /schools/1/lateness", &[], [303, 403, 200, 200, 200, 403, 200, 403]),
    ("absence::lateness", "GET /schools/2/lateness", &[], [303, 403, 403, 403, 403, 403, 200, 403]),
    ("absence::spells", "GET /schools/1/spells", &[], [303, 403, 200, 200, 200, 403, 200, 403]),
    ("absence::spells", "GET /schools/2/spells", &[], [303, 403, 403, 403, 403, 403, 200, 403]),
    ("absence::near", "GET /schools/1/near", &[], [303, 403, 200, 200, 200, 403, 200, 403]),
    ("absence::near", "GET /schools/2/near", &[], [303, 403, 403, 403, 403, 403, 200, 403]),
];
