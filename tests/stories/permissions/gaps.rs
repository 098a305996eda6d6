//! Gaps in the register.

use super::Route;

pub const ROUTES: &[Route] = &[("gaps::list", "GET /gaps", &[], [303, 403, 200, 200, 200, 403, 403, 403])];
