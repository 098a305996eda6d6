//! Reports about a school: without names for whoever sees its figures, with names for whoever sees all its children.

use super::Route;

const FIGURES: [u16; 8] = [303, 200, 200, 200, 200, 200, 200, 403];
const NAMES: [u16; 8] = [303, 403, 200, 200, 200, 403, 200, 403];
const ELSEWHERE: [u16; 8] = [303, 403, 403, 403, 403, 403, 200, 403];

pub const ROUTES: &[Route] = &[
    ("report::governors", "GET /schools/1/reports/governors", &[], FIGURES),
    ("report::governors", "GET /schools/1/reports/governors?table=by-year&file=csv", &[], FIGURES),
    ("report::governors", "GET /schools/2/reports/governors", &[], ELSEWHERE),
    ("report::week", "GET /schools/1/reports/week", &[], NAMES),
    ("report::week", "GET /schools/2/reports/week", &[], ELSEWHERE),
    ("report::bands", "GET /schools/1/reports/bands", &[], NAMES),
    ("report::bands", "GET /schools/2/reports/bands", &[], ELSEWHERE),
];
