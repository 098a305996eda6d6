//! What the authority itself owes: once for the whole area, on its officer's list and on no school's.

use domain::{case::Done, id::SchoolId};
use web::urls;

use crate::{
    hillside::{LEAD, OFFICER},
    house::on_both,
};

const HILLSIDE: SchoolId = SchoolId(1);

#[test]
fn what_the_authority_owes_is_its_officer_s_once_and_no_school_s() {
    on_both(|house| {
        let officer = house.signed_in(OFFICER);
        officer.page(&urls::authority()).must_say("What the handbook asks of the authority");
        let list = officer.page(&urls::authority_duty::list());
        list.must_say("Attendance in the county");
        list.must_say("Yearly look at the penalty notice code");
        list.must_not_say("Analysis of attendance");
        let of_school = officer.page(&urls::duties(HILLSIDE));
        of_school.must_say("Analysis of attendance");
        of_school.must_not_say("Attendance in the county");
        house.signed_in(LEAD).page(&urls::duties(HILLSIDE)).must_not_say("Yearly look at the penalty notice code");

        // What is copied from elsewhere is asked for, and a part that is missing keeps the others.
        let form = urls::authority_duty::duty("lancashire", "attendance-in-the-county");
        let page = officer.page(&form);
        page.must_say("From the live data service.");
        let half = officer.submit(&page, &form, &[("f-attendance-of-all-schools", "93.4% in the week")]);
        assert_eq!(half.status, 422, "{}", half.words());
        half.must_say("Absences and returns gathered.");
        half.must_say("93.4% in the week");
        let whole = officer.submit(&half, &form, &[("f-absences-and-returns-gathered", "All but two schools")]);
        let list = officer.follow(&whole);
        list.must_say("Recorded: Attendance in the county.");
        list.must_say("Last on Tuesday 24 November 2026, by Daniel Okoro, authority attendance officer.");

        let store = house.store();
        let verified = store.read(store::verify::authority).expect("readable");
        assert_eq!((verified.events, verified.faults), (1, vec![]));
        let events = store.read(|tx| store::school_event::of_school(tx, HILLSIDE)).expect("readable");
        assert!(events.is_empty(), "it is no school's");
        let lost = officer.get(&urls::authority_duty::duty("lancashire", "nothing-like-that"));
        assert_eq!(lost.status, 404);
    });
}

#[test]
fn a_report_of_the_authority_comes_with_the_numbers_of_all_its_schools() {
    on_both(|house| {
        house.follow("knowsley");
        let officer = house.signed_in(OFFICER);
        let form = urls::authority_duty::duty("knowsley", "pupils-with-a-social-worker");
        let page = officer.page(&form);
        page.must_say("Filled in from the record: correct what is not right.");
        page.must_say("0 of 9 children (0.0%)");
        officer.follow(&officer.submit(&page, &form, &[])).must_say("Recorded: Pupils with a social worker.");
        let events = house.store().read(store::authority_event::all).expect("readable");
        let Done::Did { fields, .. } = &events[0].done else { panic!("{:?}", events[0].done) };
        let kept =
            fields.iter().find(|(name, _)| name == service::case::FROM_THE_RECORD).map(|(_, parts)| parts.as_str());
        assert_eq!(kept, Some("children cared for; children with a social worker"));
    });
}
