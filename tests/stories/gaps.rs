//! What is missing in the register, and what stands where nothing can.

use domain::{
    id::{GroupId, SchoolId},
    session::{Half, Session},
};
use jiff::civil::date;
use web::urls;

use crate::{
    hillside::{AMARA, DAY, HAZEL, HEAD, OFFICE},
    house::on_both,
};

#[test]
fn a_session_that_is_over_without_marks_is_listed_until_its_register_is_taken() {
    on_both(|house| {
        let office = house.signed_in(OFFICE);
        office.page(&urls::gaps::list()).must_say("Every session of this school year that is over has a mark");
        house.at(DAY, "12:30");
        let office = house.signed_in(OFFICE);
        let gaps = office.page(&urls::gaps::list());
        gaps.must_say("8 marks are missing");
        gaps.must_say("Tuesday 24 November, morning 5 Hazel all 5 children");
        let address = urls::register(HAZEL, Session::new(DAY, Half::Morning));
        assert!(gaps.links().contains(&address));
        let page = office.page(&address);
        assert_eq!(office.submit(&page, &address, &[]).status, 303);
        let gaps = office.page(&urls::gaps::list());
        gaps.must_say("3 marks are missing");
        assert!(gaps.links().contains(&urls::register(GroupId(13), Session::new(DAY, Half::Morning))));
    });
}

#[test]
fn a_mark_on_a_day_that_is_no_school_day_any_more_is_found() {
    on_both(|house| {
        let monday = date(2026, 11, 23);
        let session = Session::new(monday, Half::Morning);
        let office = house.signed_in(OFFICE);
        let page = office.page(&urls::mark(AMARA, session));
        let ill = office.submit(&page, &urls::mark(AMARA, session), &[("code", "I"), ("reason", "A cold")]);
        assert_eq!(ill.status, 303);
        // The term dates are set right: that Monday was never a school day.
        let calendar = house.app.calendar(SchoolId(1)).expect("a calendar");
        let closure = domain::calendar::Closure {
            first: monday,
            last: monday,
            kind: domain::calendar::ClosureKind::TrainingDay,
            label: String::from("training day"),
        };
        let closures = calendar.closures().iter().cloned().chain([closure]).collect();
        let right = domain::calendar::Calendar::new(calendar.terms().to_vec(), closures);
        let changed =
            house.store().write::<(), store::StoreError>(move |tx| store::calendar::replace(tx, SchoolId(1), &right));
        changed.expect("writable");
        house.at(DAY, "08:55");
        let gaps = house.signed_in(HEAD).page(&urls::gaps::list());
        gaps.must_say("Marks on days without school");
        gaps.must_say("Amara Osei Monday 23 November, morning I Look at it");
    });
}
