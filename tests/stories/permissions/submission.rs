//! What was submitted on devices.

use super::Route;

const ID: &str = "GET /submissions/3f2b8c1e-0d5a-4c77-9e21-7a64f0b1c2d3";
const SETTLE: &str = "POST /submissions/3f2b8c1e-0d5a-4c77-9e21-7a64f0b1c2d3";
const REGISTER: &str = "POST /submissions/registers/12/2026-11-24/am";
const SENT: &[(&str, &str)] =
    &[("submission", "3f2b8c1e-0d5a-4c77-9e21-7a64f0b1c2d3"), ("presence", "waiting"), ("version", "0")];
const ARRIVED: &[(&str, &str)] =
    &[("submission", "3f2b8c1e-0d5a-4c77-9e21-7a64f0b1c2d3"), ("pupil", "1"), ("time", "23:59"), ("day", "2026-11-24")];

pub const ROUTES: &[Route] = &[
    ("submission::all", "GET /submissions", &[], [303, 200, 200, 200, 200, 403, 403, 403]),
    ("submission::one", ID, &[], [303, 404, 404, 404, 404, 403, 403, 403]),
    ("submission::one", SETTLE, &[], [303, 404, 404, 404, 404, 403, 403, 403]),
    ("submission::device", "GET /submissions/device", &[], [303, 200, 200, 200, 200, 200, 200, 200]),
    ("submission::kept", "GET /submissions/kept", &[], [200; 8]),
    ("submission::arrival", "GET /submissions/arrival", &[], [303, 403, 200, 200, 200, 403, 403, 403]),
    // Nobody has a mark in it, so it is answered as a form that is not whole: nothing is saved.
    ("submission::register", REGISTER, SENT, [303, 200, 200, 200, 200, 403, 403, 403]),
    ("submission::arrivals", "POST /submissions/arrivals", ARRIVED, [303, 403, 422, 422, 422, 403, 403, 403]),
];
