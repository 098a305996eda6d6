//! The authority's officer sees which schools need them, and where most days are missed.

use domain::id::SchoolId;
use service::account::{LooksAfter, look_after};
use web::urls;

use crate::{
    hillside::{OFFICER, TEACHER},
    house::on_both,
};

#[test]
fn the_schools_that_need_an_officer_stand_in_one_table_that_sorts_and_can_be_had_as_a_file() {
    on_both(|house| {
        let officer = house.signed_in(OFFICER);
        let today = officer.page(&urls::today());
        assert!(today.links().contains(&urls::area::work()));
        let page = officer.page(&urls::area::work());
        page.must_say("Hillside Primary School");
        page.must_say("need your team");
        for link in page.links().iter().filter(|link| link.starts_with(&urls::area::work())) {
            assert_eq!(officer.get(link).status, 200, "{link}");
        }
        let file = officer.get(&format!("{}?order=school&file=csv", urls::area::work()));
        assert!(file.html().contains("Hillside Primary School") && file.html().contains("Returns late"));
        assert_eq!(officer.get(&format!("{}?file=exe", urls::area::work())).status, 404);
        officer.page(&format!("{}?order=nothing-like-that", urls::area::work())).must_say("Hillside Primary School");
    });
}

#[test]
fn an_officer_s_own_schools_stand_first_and_can_be_shown_alone() {
    on_both(|house| {
        let school = house.app.school(SchoolId(2)).expect("it is there").clone();
        let own = LooksAfter { urns: vec![school.urn], ..LooksAfter::default() };
        look_after(&house.store(), OFFICER, own, |_| true).expect("an officer");
        let officer = house.signed_in(OFFICER);
        let page = officer.page(&urls::authority());
        page.must_say("Your schools, 1");
        page.must_say("Other schools, 1");
        page.must_say("Yours, 1");
        let alone = officer.page(&format!("{}?only=own", urls::authority()));
        alone.must_say("1 school, 1 child.");
        alone.must_not_say("Hillside Primary School");
        let file = officer.get(&format!("{}?only=own&file=csv", urls::authority()));
        assert!(file.html().contains(&school.name) && !file.html().contains("Hillside Primary"), "{}", file.html());
        officer.page(&format!("{}?phase=nothing&page=99&order=%3Cscript%3E", urls::authority())).must_say("2 schools");
    });
}

#[test]
fn where_to_focus_shows_cohorts_beside_their_peers_and_schools_above_what_is_usual() {
    on_both(|house| {
        let officer = house.signed_in(OFFICER);
        let page = officer.page(&urls::area::focus());
        page.must_say("Known medical condition Primary 1 24 12 days");
        page.must_say("Everybody Primary 9");
        for table in ["cohorts", "schools", "towns", "bands"] {
            let page = officer.page(&urls::area::focus_on(table));
            for link in page.links().iter().filter(|link| link.starts_with(&urls::area::focus())) {
                assert_eq!(officer.get(link).status, 200, "{link}");
            }
        }
        officer.page(&urls::area::focus_on("bands")).must_say("All these schools");
        assert_eq!(officer.get(&urls::area::focus_on("nothing")).status, 404);
        assert_eq!(house.signed_in(TEACHER).get(&urls::area::focus()).status, 403);
    });
}
