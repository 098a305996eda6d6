//! The authority's area: where to focus, and which schools need its people.

use super::Route;

const OFFICER_ALONE: [u16; 8] = [303, 403, 403, 403, 403, 403, 200, 403];

pub const ROUTES: &[Route] = &[
    ("area::focus", "GET /authority/focus", &[], OFFICER_ALONE),
    ("area::focus_on", "GET /authority/focus?table=schools", &[], OFFICER_ALONE),
    ("area::focus_on", "GET /authority/focus?table=bands&file=xlsx", &[], OFFICER_ALONE),
    ("area::focus_on", "GET /authority/focus?table=nothing", &[], [303, 404, 404, 404, 404, 404, 404, 404]),
    ("area::work", "GET /authority/work", &[], OFFICER_ALONE),
    ("area::work", "GET /authority/work?file=csv", &[], OFFICER_ALONE),
];
