//! Every address of the application for every role: the page, a refusal, or nothing that the reader may know of.

mod absence;
mod across;
mod admission;
mod area;
mod authority_duty;
mod census;
mod closing;
mod cohort;
mod comparison;
mod escalation;
mod gaps;
mod leave;
mod marking;
mod messages;
mod on_site;
mod outlook;
mod paper;
mod provision;
mod reply;
mod report;
mod retention;
mod returns;
mod slice;
mod submission;
mod support;
mod times;
mod transfer;
mod unsettled;
mod worker;

use std::{collections::BTreeSet, fs, path::Path};

use domain::permission::Role;

use crate::{
    hillside::PEOPLE,
    house::{House, on_both},
    visitor::Visitor,
};

/// A request, the function of `urls` that gives its address, the fields of its form, and the answers: signed out, then
/// teacher, office, attendance lead, headteacher, governor, authority officer, administrator.
pub type Route = (&'static str, &'static str, &'static [(&'static str, &'static str)], [u16; 8]);

const CALL: &[(&str, &str)] =
    &[("pupil", "1"), ("session", "2026-11-23 am"), ("contact", "999"), ("reached", "no answer")];
const REASON: &[(&str, &str)] =
    &[("pupil", "1"), ("session", "2026-11-23 am"), ("seen", "N"), ("code", "I"), ("note", "Rang")];
const AMEND: &[(&str, &str)] = &[("seen", "250"), ("code", "M"), ("reason", "A letter came")];
const TASK: &[(&str, &str)] = &[("task", "Nothing like that"), ("note", "Nothing")];
const OFFER: &[(&str, &str)] = &[("item", "Nothing like that"), ("taken_up", "no"), ("note", "Nothing")];

/// None of these requests changes anything: a form that its sender may send is refused for what is in it.
const ROUTES: &[Route] = &[
    ("today", "GET /", &[], [303, 200, 200, 200, 200, 200, 200, 200]),
    ("today_whole", "GET /?all=due", &[], [303, 200, 200, 200, 200, 200, 200, 200]),
    ("today_choosing", "GET /?all=handbook&due=overdue", &[], [303, 200, 200, 200, 200, 200, 200, 200]),
    ("today_at", "GET /", &[], [303, 200, 200, 200, 200, 200, 200, 200]),
    ("sign_in", "GET /sign-in", &[], [200; 8]),
    ("sign_in_then", "GET /sign-in?next=%2Fpupils", &[], [200; 8]),
    ("sign_in", "POST /sign-in", &[], [422; 8]),
    ("registers", "GET /registers", &[], [303, 200, 200, 200, 200, 403, 403, 403]),
    ("registers_of", "GET /registers?day=2026-11-23", &[], [303, 200, 200, 200, 200, 403, 403, 403]),
    ("register", "GET /registers/12/2026-11-24/am", &[], [303, 200, 200, 200, 200, 403, 403, 403]),
    ("register", "GET /registers/13/2026-11-24/am", &[], [303, 403, 200, 200, 200, 403, 403, 403]),
    ("register", "GET /registers/21/2026-11-24/am", &[], [303, 403, 403, 403, 403, 403, 403, 403]),
    ("register", "POST /registers/12/2026-11-24/am", &[("version", "99")], [303, 409, 409, 409, 409, 403, 403, 403]),
    ("register", "POST /registers/13/2026-11-24/am", &[("version", "99")], [303, 403, 409, 409, 409, 403, 403, 403]),
    ("register", "POST /registers/21/2026-11-24/am", &[("version", "99")], [303, 403, 403, 403, 403, 403, 403, 403]),
    ("board", "GET /board", &[], [303, 403, 200, 200, 200, 403, 403, 403]),
    ("board_pupil", "GET /board", &[], [303, 403, 200, 200, 200, 403, 403, 403]),
    ("board_finding", "GET /board?late=Amara", &[], [303, 403, 200, 200, 200, 403, 403, 403]),
    (
        "arrivals",
        "POST /board/arrivals",
        &[("pupil", "1"), ("time", "23:59")],
        [303, 403, 422, 422, 422, 403, 403, 403],
    ),
    ("call_about", "GET /board/calls?pupil=1&session=2026-11-23%20am", &[], [303, 403, 200, 200, 200, 403, 200, 403]),
    (
        "and_back",
        "GET /board/calls?pupil=1&session=2026-11-23%20am&back=%2F",
        &[],
        [303, 403, 200, 200, 200, 403, 200, 403],
    ),
    ("calls", "POST /board/calls", CALL, [303, 403, 404, 404, 404, 403, 404, 403]),
    (
        "reason_about",
        "GET /board/reasons?pupil=1&session=2026-11-23%20am",
        &[],
        [303, 403, 200, 200, 200, 403, 403, 403],
    ),
    ("reasons", "POST /board/reasons", REASON, [303, 403, 409, 409, 409, 403, 403, 403]),
    ("pupils", "GET /pupils", &[], [303, 200, 200, 200, 200, 403, 200, 403]),
    ("pupils_finding", "GET /pupils?q=Ellis", &[], [303, 200, 200, 200, 200, 403, 200, 403]),
    ("pupil", "GET /pupils/1", &[], [303, 200, 200, 200, 200, 403, 200, 403]),
    ("pupil", "GET /pupils/11", &[], [303, 404, 200, 200, 200, 403, 200, 403]),
    ("pupil", "GET /pupils/21", &[], [303, 404, 404, 404, 404, 403, 200, 403]),
    ("pathway", "GET /pupils/1/pathway", &[], [303, 200, 200, 200, 200, 403, 200, 403]),
    ("pathway_at", "GET /pupils/1/pathway", &[], [303, 200, 200, 200, 200, 403, 200, 403]),
    ("case", "GET /pupils/1/case", &[], [303, 200, 200, 200, 200, 403, 200, 403]),
    ("case_showing", "GET /pupils/1/case?kind=letters", &[], [303, 200, 200, 200, 200, 403, 200, 403]),
    ("record", "GET /pupils/1/record", &[], [303, 200, 200, 200, 200, 403, 200, 403]),
    ("sessions", "GET /pupils/1/sessions?counted=absent", &[], [303, 200, 200, 200, 200, 403, 200, 403]),
    ("sessions", "GET /pupils/11/sessions?counted=absent", &[], [303, 404, 200, 200, 200, 403, 200, 403]),
    ("mark", "GET /pupils/1/marks/2026-09-02/am", &[], [303, 200, 200, 200, 200, 403, 200, 403]),
    ("mark", "POST /pupils/1/marks/2026-09-02/am", AMEND, [303, 403, 409, 409, 409, 403, 403, 403]),
    ("receipt", "GET /pupils/1/receipts/lancashire/pathway", &[], [303, 200, 200, 200, 200, 403, 200, 403]),
    ("receipt_file", "GET /pupils/1/receipts/lancashire/pathway/pdf", &[], [303, 200, 200, 200, 200, 403, 200, 403]),
    ("receipt_file", "GET /pupils/11/receipts/lancashire/pathway/pdf", &[], [303, 404, 200, 200, 200, 403, 200, 403]),
    ("tasks", "POST /pupils/2/tasks", TASK, [303, 403, 403, 422, 422, 403, 422, 403]),
    ("offers", "POST /pupils/1/offers", OFFER, [303, 403, 403, 404, 404, 403, 404, 403]),
    ("action", "GET /pupils/1/actions/lancashire/talk-about-attendance", &[], [303, 200, 200, 200, 200, 403, 200, 403]),
    (
        "action",
        "GET /pupils/11/actions/lancashire/talk-about-attendance",
        &[],
        [303, 404, 200, 200, 200, 403, 200, 403],
    ),
    ("action", "GET /pupils/1/actions/lancashire/nothing-like-that", &[], [303, 404, 404, 404, 404, 403, 404, 403]),
    // A meeting that anybody who leads cases holds: refused without its outcome, and to all others at once.
    (
        "action",
        "POST /pupils/1/actions/lancashire/talk-about-attendance",
        &[],
        [303, 403, 403, 422, 422, 403, 422, 403],
    ),
    // A notice is the authority's: others read for whom it is, and the authority for which parent.
    ("action", "POST /pupils/1/actions/england/penalty-notice", &[], [303, 422, 422, 422, 422, 403, 422, 403]),
    ("letter", "GET /pupils/1/letters/lancashire/attendance-letter", &[], [303, 403, 403, 200, 200, 403, 403, 403]),
    ("letter", "POST /pupils/1/letters/lancashire/attendance-letter", &[], [303, 403, 403, 422, 422, 403, 403, 403]),
    (
        "letter_made",
        "GET /pupils/1/letters/lancashire/attendance-letter?made=1&contact=12",
        &[],
        [303, 403, 403, 404, 404, 403, 403, 403],
    ),
    ("document", "GET /documents/1", &[], [303, 404, 404, 404, 404, 404, 404, 404]),
    ("school", "GET /schools/1", &[], [303, 200, 200, 200, 200, 200, 200, 403]),
    ("school", "GET /schools/2", &[], [303, 403, 403, 403, 403, 403, 200, 403]),
    ("school_to", "GET /schools/1?to=2026-10-02", &[], [303, 200, 200, 200, 200, 200, 200, 403]),
    ("school_to", "GET /schools/2?to=2026-10-02", &[], [303, 403, 403, 403, 403, 403, 200, 403]),
    ("school_to", "GET /schools/1?to=2027-06-01", &[], [303, 404, 404, 404, 404, 404, 404, 404]),
    ("school_for_governors", "GET /schools/1?as=governor&to=2026-10-02", &[], [303, 200, 200, 200, 200, 200, 200, 403]),
    (
        "school_sessions",
        "GET /schools/1/sessions?counted=absent&to=2025-11-25",
        &[],
        [303, 403, 200, 200, 200, 403, 200, 403],
    ),
    ("particulars", "GET /schools/1/particulars", &[], [303, 200, 200, 200, 200, 200, 200, 200]),
    ("particulars", "GET /schools/2/particulars", &[], [303, 403, 403, 403, 403, 403, 200, 200]),
    ("school_sessions", "GET /schools/1/sessions?figure=missed", &[], [303, 403, 200, 200, 200, 403, 200, 403]),
    (
        "school_sessions",
        "GET /schools/1/sessions?figure=severe&file=csv",
        &[],
        [303, 403, 200, 200, 200, 403, 200, 403],
    ),
    ("school_sessions", "GET /schools/2/sessions?figure=missed", &[], [303, 403, 403, 403, 403, 403, 200, 403]),
    ("duties", "GET /schools/1/duties", &[], [303, 200, 200, 200, 200, 200, 200, 200]),
    ("duties", "GET /schools/2/duties", &[], [303, 403, 403, 403, 403, 403, 200, 200]),
    ("duty", "GET /schools/1/duties/lancashire/analysis-of-attendance", &[], [303, 200, 200, 200, 200, 200, 200, 200]),
    ("duty", "GET /schools/1/duties/lancashire/nothing-like-that", &[], [303, 404, 404, 404, 404, 404, 404, 404]),
    ("duty", "GET /schools/2/duties/lancashire/analysis-of-attendance", &[], [303, 403, 403, 403, 403, 403, 200, 200]),
    // Its parts are missing, so whoever may record it is refused for them.
    ("duty", "POST /schools/1/duties/lancashire/analysis-of-attendance", &[], [303, 403, 403, 422, 422, 403, 403, 403]),
    ("services", "GET /schools/1/services", &[], [303, 200, 200, 200, 200, 200, 200, 200]),
    ("services", "GET /schools/2/services", &[], [303, 403, 403, 403, 403, 403, 200, 200]),
    ("for_parents", "GET /for-parents", &[], [200; 8]),
    ("for_parents_of", "GET /for-parents/lancashire", &[], [200; 8]),
    ("for_parents_page", "GET /for-parents/lancashire/who-to-ask", &[], [200; 8]),
    ("for_parents_page", "GET /for-parents/lancashire/nothing-like-that", &[], [404; 8]),
    ("authority", "GET /authority", &[], [303, 403, 403, 403, 403, 403, 200, 403]),
    ("handbook", "GET /handbook", &[], [303, 200, 200, 200, 200, 200, 200, 200]),
    ("chapter", "GET /handbook/lancashire/1-pathway", &[], [303, 200, 200, 200, 200, 200, 200, 200]),
    ("chapter_entry", "GET /handbook/lancashire/1-pathway", &[], [303, 200, 200, 200, 200, 200, 200, 200]),
    ("what_if", "GET /what-if", &[], [303, 403, 403, 200, 200, 403, 200, 200]),
    ("what_if_asking", "GET /what-if?to=knowsley", &[], [303, 403, 403, 200, 200, 403, 200, 200]),
    ("what_if_asking", "GET /what-if?to=knowsley&school=2", &[], [303, 403, 403, 403, 403, 403, 200, 200]),
    ("what_if_asking", "GET /what-if?to=knowsley&file=csv", &[], [303, 403, 403, 200, 200, 403, 200, 403]),
    ("what_if_asking", "GET /what-if?to=atlantis", &[], [303, 403, 403, 404, 404, 403, 404, 404]),
    ("handbook_index", "GET /handbook/lancashire/index?q=letter", &[], [303, 200, 200, 200, 200, 200, 200, 200]),
    ("propose", "GET /handbook/lancashire/1-pathway/propose", &[], [303, 403, 403, 403, 403, 403, 403, 200]),
    ("propose", "GET /handbook/england/1-base/propose", &[], [303, 403, 403, 403, 403, 403, 403, 403]),
    ("propose", "POST /handbook/lancashire/1-pathway/propose", &[], [303, 403, 403, 403, 403, 403, 403, 422]),
    ("proposals", "GET /proposals", &[], [303, 403, 403, 403, 403, 403, 403, 200]),
    ("proposal", "GET /proposals/1", &[], [303, 403, 403, 403, 403, 403, 403, 404]),
    ("proposal", "POST /proposals/1", &[("answer", "approved")], [303, 403, 403, 403, 403, 403, 403, 404]),
    ("definitions", "GET /definitions", &[], [303, 200, 200, 200, 200, 200, 200, 200]),
    ("definition", "GET /definitions", &[], [303, 200, 200, 200, 200, 200, 200, 200]),
    ("people", "GET /people", &[], [303, 403, 403, 403, 403, 403, 403, 200]),
    ("accessibility", "GET /accessibility", &[], [200; 8]),
    ("privacy", "GET /privacy", &[], [200; 8]),
    ("help", "GET /help", &[], [200; 8]),
];

/// Every request of every noun. To sign out comes last, because it ends the sign-ins.
fn routes() -> Vec<Route> {
    let nouns: Vec<&[Route]> = vec![
        ROUTES,
        area::ROUTES,
        authority_duty::ROUTES,
        cohort::ROUTES,
        admission::ROUTES,
        census::ROUTES,
        comparison::ROUTES,
        messages::ROUTES,
        paper::ROUTES,
        reply::ROUTES,
        report::ROUTES,
        retention::ROUTES,
        returns::ROUTES,
        slice::ROUTES,
        submission::ROUTES,
        support::ROUTES,
        on_site::ROUTES,
        outlook::ROUTES,
        unsettled::ROUTES,
        closing::ROUTES,
        marking::ROUTES,
        gaps::ROUTES,
        leave::ROUTES,
        provision::ROUTES,
        times::ROUTES,
        transfer::ROUTES,
        worker::ROUTES,
        absence::ROUTES,
        across::ROUTES,
        escalation::ROUTES,
    ];
    let sign_out: Route = ("sign_out", "POST /sign-out", &[], [303; 8]);
    nouns.into_iter().flatten().copied().chain([sign_out]).collect()
}

/// What `urls` says that is no address of ours.
const NO_ROUTES: [&str; 3] = ["encode", "telephone", "local"];

/// The answer to a request; a form carries the proof of the sign-in.
fn ask(visitor: &Visitor<'_>, request: &str, fields: &[(&str, &str)]) -> u16 {
    let (method, address) = request.split_once(' ').expect("a method and an address");
    if method == "GET" {
        return visitor.get(address).status;
    }
    let proof = (String::from("csrf"), visitor.get("/handbook").token());
    let filled = fields.iter().map(|(name, text)| (String::from(*name), String::from(*text)));
    visitor.post(address, &filled.chain([proof]).collect::<Vec<(String, String)>>()).status
}

fn answers(house: &House) -> Vec<(&'static str, [u16; 8])> {
    let signed_in = PEOPLE.iter().map(|(email, ..)| house.signed_in(email));
    let visitors: Vec<Visitor<'_>> = std::iter::once(house.visitor()).chain(signed_in).collect();
    let each = routes().into_iter().map(|(_, request, fields, _)| {
        let answers: Vec<u16> = visitors.iter().map(|visitor| ask(visitor, request, fields)).collect();
        (request, answers.try_into().expect("eight visitors"))
    });
    each.collect()
}

#[test]
fn every_address_answers_every_role_as_their_post_lets_it() {
    let with_holder = PEOPLE.iter().map(|(.., role)| *role).chain([Role::CohortHolder]);
    assert!(with_holder.eq(Role::ALL), "what a cohort holder sees stands in the file of cohorts");
    on_both(|house| {
        let before = house.app.view(domain::id::SchoolId(1)).roll().expect("a roll").last_entry();
        let expected: Vec<(&str, [u16; 8])> =
            routes().into_iter().map(|(_, request, _, answers)| (request, answers)).collect();
        let given = answers(house);
        let wrong: Vec<String> = (expected.iter().zip(&given))
            .filter(|(expected, given)| expected != given)
            .map(|(expected, given)| format!("{}\n  expected {:?}\n  but got  {:?}", given.0, expected.1, given.1))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        let after = house.app.view(domain::id::SchoolId(1)).roll().expect("a roll").last_entry();
        assert_eq!(before, after, "looking around changes nothing");
    });
}

/// The public functions of `source` that give an address, each behind the path of its noun.
fn addresses(noun: &str, source: &str) -> BTreeSet<String> {
    let (routes, _) = source.split_once("#[cfg(test)]").unwrap_or((source, ""));
    let names = routes.split("\npub fn ").skip(1).filter_map(|function| function.split(['(', '<']).next());
    names.filter(|name| !NO_ROUTES.contains(name)).map(|name| format!("{noun}{name}")).collect()
}

#[test]
fn every_address_of_the_application_stands_in_the_table() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/web/src");
    let read = |path: &Path| fs::read_to_string(path).expect("a readable file");
    let mut known = addresses("", &read(&sources.join("urls.rs")));
    for file in fs::read_dir(sources.join("urls")).expect("a folder with a file for each noun") {
        let path = file.expect("a readable folder").path();
        let noun = path.file_stem().and_then(|name| name.to_str()).expect("a file with a name");
        known.extend(addresses(&format!("{noun}::"), &read(&path)));
    }
    let listed: BTreeSet<String> = routes().iter().map(|(name, ..)| String::from(*name)).collect();
    assert_eq!(known, listed);
}

#[test]
fn whoever_is_signed_out_is_sent_to_the_sign_in_page_and_back() {
    on_both(|house| {
        let visitor = house.visitor();
        for (_, request, _, answers) in routes().iter().filter(|(_, request, ..)| request.starts_with("GET ")) {
            let address = request.trim_start_matches("GET ");
            let page = visitor.get(address);
            if answers[0] == 303 {
                assert_eq!(page.location, web::urls::sign_in_then(address), "{address}");
            }
        }
    });
}
