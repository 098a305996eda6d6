//! Brothers and sisters in several schools.

use super::Route;

pub const ROUTES: &[Route] =
    &[("across::families", "GET /authority/families", &[], [303, 403, 403, 403, 403, 403, 200, 403])];
