//! A school asks what children missed before and after a support.

use domain::id::SchoolId;
use web::urls;

use crate::{
    hillside::{GOVERNOR, LEAD},
    house::on_both,
};

const HERE: SchoolId = SchoolId(1);

#[test]
fn a_lead_is_told_what_is_set_beside_what_and_nothing_of_few_children() {
    on_both(|house| {
        let lead = house.signed_in(LEAD);
        let page = lead.page(&urls::support::of_school(HERE));
        page.must_say("6 whole school weeks before the week in which it was recorded");
        page.must_say("It does not say that a support did it");
        page.must_say("Of fewer than 10 children nothing is said.");
        page.must_say("No support is on record here yet.");
    });
}

#[test]
fn a_support_that_began_appears_with_its_child_and_no_finding() {
    on_both(|house| {
        let lead = house.signed_in(LEAD);
        let action = "/pupils/1/actions/lancashire/talk-about-attendance";
        let form = lead.page(action);
        assert_eq!(lead.submit(&form, action, &[("outcome", "came")]).status, 303);
        let page = lead.page(&urls::support::asking(HERE, house.app.today(), 4));
        page.must_say("4 whole school weeks before");
        page.must_say("Talk about attendance meeting 1 0 0");
        page.must_say("Of 1 support nothing is said here");
        // A governor is not told how few.
        let governor = house.signed_in(GOVERNOR).page(&urls::support::of_school(HERE));
        governor.must_say("Talk about attendance meeting under 5 0 0");
    });
}

#[test]
fn weeks_and_days_that_cannot_be_are_asked_for_again_and_kept() {
    on_both(|house| {
        let governor = house.signed_in(GOVERNOR);
        let page = governor.get("/schools/1/supports?weeks=40&to=2030-01-01");
        assert_eq!(page.status, 422);
        page.must_say("Enter a number of school weeks from 2 to 13");
        page.must_say("Enter a day up to today, such as Tuesday 24 November 2026");
        assert!(page.html().contains("value=\"40\"") && page.html().contains("value=\"2030-01-01\""));
        assert_eq!(governor.get("/schools/1/supports?file=csv").status, 200);
        assert_eq!(governor.get("/schools/1/supports?file=pdf").status, 404);
    });
}
