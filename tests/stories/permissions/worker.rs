//! Who works with a child outside the school, and telling them of an absence.

use super::Route;

const NOBODY_TO_TELL: [u16; 8] = [303, 403, 403, 404, 404, 403, 404, 403];

pub const ROUTES: &[Route] = &[
    ("worker::of_pupil", "GET /pupils/3/admission/workers", &[], [303, 403, 403, 200, 200, 403, 403, 403]),
    ("worker::of_pupil", "POST /pupils/3/admission/workers", &[], [303, 403, 403, 422, 422, 403, 403, 403]),
    ("worker::tell", "GET /board/workers?pupil=3&post=social%20worker", &[], NOBODY_TO_TELL),
    ("worker::told", "POST /board/workers", &[("pupil", "3"), ("post", "social worker")], NOBODY_TO_TELL),
];
