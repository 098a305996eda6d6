//! What a class teacher learns of a circumstance that needs care: nothing, on any page and in any file.

use web::urls;

use crate::{
    hillside::{AMARA, LEAD, OFFICE, TEACHER},
    house::{House, on_both},
};

/// Pages and files about Amara that a class teacher may open.
fn pages() -> Vec<String> {
    vec![
        urls::pupil(AMARA),
        urls::pathway(AMARA),
        urls::receipt(AMARA, "lancashire", "pathway"),
        urls::receipt(AMARA, "lancashire", "attendance-of-a-child-in-care"),
        urls::receipt(AMARA, "england", "somebody-works-with-the-child"),
        urls::receipt(AMARA, "england", "tell-the-social-worker-of-an-unexplained-absence"),
        urls::pupils(),
    ]
}

fn is_in_care(house: &House) {
    let lead = house.signed_in(LEAD);
    let address = urls::admission::cohorts(AMARA);
    let form = lead.page(&address);
    let cohort = [("cohort", "in care"), ("from", "2026-11-02"), ("source", "social care"), ("reason", "Told us")];
    assert_eq!(lead.submit(&form, &address, &cohort).status, 303);
}

#[test]
fn no_page_of_a_class_teacher_is_different_for_a_child_in_care() {
    on_both(|house| {
        let words = |house: &House| -> Vec<(String, String)> {
            let teacher = house.signed_in(TEACHER);
            pages().into_iter().map(|address| (address.clone(), teacher.page(&address).words())).collect()
        };
        let before = words(house);
        is_in_care(house);
        for (before, after) in before.into_iter().zip(words(house)) {
            assert_eq!(before, after);
        }
        let lead = house.signed_in(LEAD);
        let receipt = urls::receipt(AMARA, "england", "somebody-works-with-the-child");
        lead.page(&receipt).must_not_say("that you may not see");
        for reader in [TEACHER, OFFICE] {
            let page = house.signed_in(reader).page(&receipt);
            page.must_say("a circumstance on record that you may not see");
            page.must_not_say("in care");
        }
    });
}

#[test]
fn a_receipt_in_print_and_a_list_by_cohort_give_it_away_to_nobody_else() {
    on_both(|house| {
        let file = urls::receipt_file(AMARA, "england", "somebody-works-with-the-child");
        let before = house.signed_in(TEACHER).get(&file);
        assert_eq!(before.status, 200);
        is_in_care(house);
        assert_eq!(house.signed_in(TEACHER).get(&file).bytes, before.bytes);
        assert_ne!(house.signed_in(LEAD).get(&file).bytes, before.bytes);
        let list = urls::school_sessions(domain::id::SchoolId(1), "figure=everybody&cohort=in%20care");
        assert_eq!(house.signed_in(OFFICE).get(&list).status, 403);
    });
}
