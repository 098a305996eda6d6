//! Figures by any side over any days.

use super::Route;

pub const ROUTES: &[Route] = &[
    ("slice::of_school", "GET /schools/1/figures", &[], [303, 200, 200, 200, 200, 200, 200, 403]),
    ("slice::of_school", "GET /schools/2/figures", &[], [303, 403, 403, 403, 403, 403, 200, 403]),
    ("slice::of_school", "GET /schools/99/figures", &[], [303, 403, 403, 403, 403, 403, 404, 403]),
    (
        "slice::of_school_by",
        "GET /schools/1/figures?by=week&to=2026-11-20",
        &[],
        [303, 200, 200, 200, 200, 200, 200, 403],
    ),
    // Whoever sees no names asks by time and of everybody; a teacher may have their own class.
    (
        "slice::of_school_by",
        "GET /schools/1/figures?by=week&and=weekday",
        &[],
        [303, 422, 200, 200, 200, 422, 200, 403],
    ),
    (
        "slice::of_school_by",
        "GET /schools/1/figures?by=week&group=12&and=session",
        &[],
        [303, 200, 200, 200, 200, 422, 200, 403],
    ),
    ("slice::of_school_by", "GET /schools/1/figures?by=week&group=13", &[], [303, 422, 200, 200, 200, 422, 200, 403]),
    ("slice::of_school_by", "GET /schools/1/figures?period=soon", &[], [303, 422, 422, 422, 422, 422, 422, 403]),
    ("slice::of_school_by", "GET /schools/1/figures?by=year&file=csv", &[], [303, 422, 200, 200, 200, 422, 200, 403]),
    ("slice::of_school_by", "GET /schools/1/figures?by=week&file=csv", &[], [303, 200, 200, 200, 200, 200, 200, 403]),
    (
        "slice::opened",
        "GET /schools/1/figures/opened?by=year&open=absent",
        &[],
        [303, 403, 200, 200, 200, 403, 200, 403],
    ),
    (
        "slice::opened",
        "GET /schools/1/figures/opened?by=week&group=12&open=children",
        &[],
        [303, 200, 200, 200, 200, 403, 200, 403],
    ),
    ("slice::opened", "GET /schools/2/figures/opened?open=absent", &[], [303, 403, 403, 403, 403, 403, 200, 403]),
    ("slice::of_area", "GET /authority/figures", &[], [303, 403, 403, 403, 403, 403, 200, 403]),
    ("slice::of_area_by", "GET /authority/figures?by=year&and=phase", &[], [303, 403, 403, 403, 403, 403, 200, 403]),
    ("slice::of_area_by", "GET /authority/figures?by=class", &[], [303, 403, 403, 403, 403, 403, 422, 403]),
];
