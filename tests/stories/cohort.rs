//! Whoever looks after a cohort sees its children in every school, today's absence first, and nothing else.

use domain::id::PupilId;
use jiff::civil::date;
use service::account::{AccountError, LooksAfter, look_after};
use store::pupil::{Cohort, Span, add_cohorts};
use web::urls;

use crate::{
    hillside::{CALLUM, ELLIS, HOLDER, LEAD, OFFICER, STRANGER},
    house::{House, on_both},
};

const COHORT: &str = "known medical condition";

/// A pupil of another school belongs to the cohort too.
fn with_a_stranger(house: &House) {
    let cohort = Cohort {
        name: COHORT.into(),
        span: Span { from: date(2026, 9, 1), until: None },
        source: "told by the parents".into(),
    };
    let written =
        house.store().write::<(), store::StoreError>(move |tx| add_cohorts(tx, &[(STRANGER, cohort.clone())]));
    written.expect("the records can be written");
}

#[test]
fn the_holder_of_a_cohort_sees_its_children_in_every_school_and_what_the_schools_have_done() {
    on_both(|house| {
        with_a_stranger(house);
        let holder = house.signed_in(HOLDER);
        let list = holder.follow(&holder.get("/"));
        list.must_say("Known medical condition 2 2");
        list.must_not_say("SEN Support");
        assert!(!list.links().iter().any(|link| link.starts_with("/schools") || link.starts_with("/pupils")));
        let page = holder.page(&urls::cohort::children(COHORT));
        page.must_say("2 children in 2 schools");
        page.must_say("Callum Reid Hillside Primary School 5 Hazel");
        page.must_say("No register yet");
        page.must_not_say("Ellis Hargreaves");
        page.must_say("Schools that keep their registers elsewhere");
        let child = holder.page(&urls::cohort::child(COHORT, CALLUM));
        child.must_say("Missed this school year 12 days");
        child.must_say("Half days missed");
        let file = holder.get(&format!("{}?file=csv", urls::cohort::children(COHORT)));
        assert!(file.html().contains("Callum Reid") && !file.html().contains("Ellis"), "{}", file.html());
        assert_eq!(holder.get(&format!("{}?file=pdf", urls::cohort::children(COHORT))).status, 404);

        // Nobody else's children, and no other cohort.
        assert_eq!(holder.get(&urls::cohort::child(COHORT, ELLIS)).status, 404);
        assert_eq!(holder.get(&urls::cohort::child(COHORT, PupilId(999))).status, 404);
        assert_eq!(holder.get(&urls::cohort::children("SEN Support")).status, 403);
        assert_eq!(holder.get(&urls::pupil(CALLUM)).status, 403);
        assert_eq!(holder.get("/schools/1").status, 403);
        assert_eq!(house.signed_in(LEAD).get(&urls::cohort::children(COHORT)).status, 403);
        assert_eq!(house.signed_in(OFFICER).get(&urls::cohort::children("nothing like that")).status, 404);
    });
}

#[test]
fn an_officer_opens_the_pupils_of_any_cohort() {
    on_both(|house| {
        let officer = house.signed_in(OFFICER);
        officer.page(&urls::cohort::list()).must_say("SEN Support 1");
        let page = officer.page(&urls::cohort::children(COHORT));
        assert!(page.links().contains(&urls::pupil(CALLUM)));
        for link in page.links().iter().filter(|link| link.starts_with("/authority/cohorts")) {
            assert_eq!(officer.get(link).status, 200, "{link}");
        }
    });
}

#[test]
fn only_people_of_the_authority_look_after_cohorts_that_a_handbook_knows() {
    on_both(|house| {
        let is_cohort = |name: &str| house.app.packs().has_cohort(name);
        let with = |cohort: &str| LooksAfter { cohorts: vec![cohort.into()], ..LooksAfter::default() };
        let unknown = look_after(&house.store(), HOLDER, with("left-handed"), is_cohort);
        assert!(matches!(unknown, Err(AccountError::NoCohort(name)) if name == "left-handed"));
        let of_school = look_after(&house.store(), LEAD, with("SEN Support"), is_cohort);
        assert!(matches!(of_school, Err(AccountError::NotOfAuthority(_))));
        let no_school = LooksAfter { urns: vec!["999999".into()], ..LooksAfter::default() };
        assert!(matches!(look_after(&house.store(), OFFICER, no_school, is_cohort), Err(AccountError::NoSchool(_))));
        look_after(&house.store(), HOLDER, with("SEN Support"), is_cohort).expect("a cohort that is there");
        let holder = house.signed_in(HOLDER);
        holder.page(&urls::cohort::children("SEN Support")).must_say("Maya Lund");
        assert_eq!(holder.get(&urls::cohort::children(COHORT)).status, 403);
    });
}
