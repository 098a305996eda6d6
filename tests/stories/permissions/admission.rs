//! The admission register.

use super::Route;

const SEEN: [u16; 8] = [303, 403, 200, 200, 200, 403, 200, 403];
const KEPT: [u16; 8] = [303, 403, 200, 200, 200, 403, 403, 403];
const REFUSED: [u16; 8] = [303, 403, 422, 422, 422, 403, 403, 403];

pub const ROUTES: &[Route] = &[
    ("admission::record", "GET /pupils/1/admission", &[], SEEN),
    ("admission::record", "GET /pupils/21/admission", &[], [303, 404, 404, 404, 404, 403, 200, 403]),
    ("admission::record_on", "GET /pupils/1/admission?on=2026-11-24", &[], SEEN),
    ("admission::record_on", "GET /pupils/1/admission?on=2026-11-23", &[], [303, 403, 404, 404, 404, 403, 404, 403]),
    ("admission::amend", "GET /pupils/1/admission/amend", &[], KEPT),
    ("admission::amend", "POST /pupils/1/admission/amend", &[], REFUSED),
    ("admission::contacts", "GET /pupils/1/admission/contacts", &[], KEPT),
    ("admission::contacts", "POST /pupils/1/admission/contacts", &[], REFUSED),
    ("admission::contact", "GET /pupils/1/admission/contacts/11", &[], KEPT),
    ("admission::contact", "GET /pupils/1/admission/contacts/999", &[], [303, 403, 404, 404, 404, 403, 403, 403]),
    ("admission::contact", "POST /pupils/1/admission/contacts/11", &[], REFUSED),
    ("admission::enrolment", "GET /pupils/1/admission/enrolment", &[], KEPT),
    ("admission::enrolment", "POST /pupils/1/admission/enrolment", &[("kind", "dual, main")], REFUSED),
    ("admission::cohorts", "GET /pupils/3/admission/cohorts", &[], KEPT),
    ("admission::cohorts", "POST /pupils/3/admission/cohorts", &[], REFUSED),
    (
        "admission::cohort",
        "GET /pupils/3/admission/cohorts?cohort=known%20medical%20condition&since=2026-09-01",
        &[],
        KEPT,
    ),
    ("admission::enquiries", "GET /pupils/1/admission/enquiries", &[], KEPT),
    ("admission::enquiries", "POST /pupils/1/admission/enquiries", &[], REFUSED),
    ("admission::deletion", "GET /pupils/1/admission/deletion", &[], KEPT),
    ("admission::deletion_under", "GET /pupils/1/admission/deletion?ground=9%281%29%28a%29", &[], KEPT),
    (
        "admission::deletion_under",
        "GET /pupils/1/admission/deletion?ground=moved",
        &[],
        [303, 403, 404, 404, 404, 403, 403, 403],
    ),
    ("admission::deletion", "POST /pupils/1/admission/deletion", &[("ground", "9(1)(a)")], REFUSED),
    ("admission::stay", "GET /pupils/1/admission/deletion/withdrawal", &[], KEPT),
    ("admission::stay", "POST /pupils/1/admission/deletion/withdrawal", &[("reason", "They stay")], REFUSED),
    ("admission::admit", "GET /admissions/new", &[], KEPT),
    ("admission::admit", "POST /admissions/new", &[("kind", "sole")], REFUSED),
    ("admission::register", "GET /schools/1/admissions", &[], SEEN),
    ("admission::register", "GET /schools/2/admissions", &[], [303, 403, 403, 403, 403, 403, 200, 403]),
    ("admission::register_file", "GET /schools/1/admissions?on=2026-11-24&file=csv", &[], SEEN),
    (
        "admission::register_file",
        "GET /schools/1/admissions?on=2026-11-24&file=doc",
        &[],
        [303, 403, 404, 404, 404, 403, 404, 403],
    ),
];
