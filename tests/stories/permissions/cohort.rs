//! Cohorts of children in all schools, and that whoever looks after one sees nothing else.

use super::{Route, ask, routes};
use crate::{hillside::HOLDER, house::on_both};

const OFFICER_ALONE: [u16; 8] = [303, 403, 403, 403, 403, 403, 200, 403];
const NO_SUCH_CHILD: [u16; 8] = [303, 403, 403, 403, 403, 403, 404, 403];

pub const ROUTES: &[Route] = &[
    ("cohort::list", "GET /authority/cohorts", &[], OFFICER_ALONE),
    ("cohort::children", "GET /authority/cohorts/known%20medical%20condition", &[], OFFICER_ALONE),
    ("cohort::children", "GET /authority/cohorts/known%20medical%20condition?file=csv", &[], OFFICER_ALONE),
    ("cohort::children", "GET /authority/cohorts/nothing%20like%20that", &[], NO_SUCH_CHILD),
    ("cohort::child", "GET /authority/cohorts/known%20medical%20condition/3", &[], OFFICER_ALONE),
    ("cohort::child", "GET /authority/cohorts/known%20medical%20condition/1", &[], NO_SUCH_CHILD),
];

/// What anybody with a sign-in reads.
const FOR_ALL: [&str; 3] = ["/handbook", "/definitions", "/submissions/device"];

#[test]
fn whoever_looks_after_a_cohort_sees_their_children_and_nothing_else_of_a_school() {
    on_both(|house| {
        let holder = house.signed_in(HOLDER);
        assert_eq!(ask(&holder, "GET /authority/cohorts", &[]), 200);
        let mut seen = Vec::new();
        for (_, request, fields, answers) in routes() {
            let (_, address) = request.split_once(' ').expect("a method and an address");
            let is_open = answers[0] != 303 || FOR_ALL.iter().any(|open| address.starts_with(open));
            if is_open || address.starts_with("/authority/cohorts") || address == "/sign-out" {
                continue;
            }
            let status = ask(&holder, request, fields);
            // Today leads to their children.
            let is_today = address == "/" || address.starts_with("/?");
            if !(matches!(status, 403 | 404) || status == 303 && is_today) {
                seen.push(format!("{request}: {status}"));
            }
        }
        assert!(seen.is_empty(), "{}", seen.join("\n"));
    });
}
