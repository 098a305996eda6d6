//! From a day missed to the pathway, and back by a correction.

use domain::{
    id::SchoolId,
    session::{Half, Session},
};
use web::urls;

use crate::{
    hillside::{DAY, ELLIS, HAZEL, LEAD, OFFICE, TEACHER},
    house::{House, on_both},
};

const MORNING: Session = Session::new(DAY, Half::Morning);

/// The half day that makes it fifteen.
fn miss(house: &House) {
    let teacher = house.signed_in(TEACHER);
    let address = urls::register(HAZEL, MORNING);
    let page = teacher.page(&address);
    assert_eq!(teacher.submit(&page, &address, &[("mark-1", "absent")]).status, 303);
}

/// LAN-062, C-LAN-06: Improvement begins at the fifteenth day, and 14½ days are still Universal.
#[test]
fn the_half_day_that_makes_fifteen_days_puts_the_child_on_the_improvement_pathway() {
    on_both(|house| {
        let lead = house.signed_in(LEAD);
        let before = lead.page(&urls::pathway(ELLIS));
        before.must_say("Universal");
        // Nobody comes into a first band, so its receipt counts all of the year and not the day it began.
        let universal = lead.page(&urls::receipt(ELLIS, "lancashire", "pathway"));
        universal.must_say("14½ days (29 sessions)");
        lead.page(&urls::school(SchoolId(1))).must_say("Crossed 15 days this week Nobody.");
        miss(house);
        lead.page(&urls::today()).must_say("Ellis Hargreaves");
        lead.page(&urls::school(SchoolId(1))).must_say("Ellis Hargreaves, 5 Hazel: 15 days");
        let receipt = lead.page(&urls::receipt(ELLIS, "lancashire", "pathway"));
        receipt.must_say("Improvement");
        receipt.must_say("15 days");
        receipt.must_say("30 sessions");
        receipt.must_say("C-LAN-06");
    });
}

/// LAN-108: formal support from ten days missed, for every child.
#[test]
fn a_task_that_was_done_leaves_the_list() {
    on_both(|house| {
        miss(house);
        let lead = house.signed_in(LEAD);
        let page = lead.page(&urls::pathway(ELLIS));
        page.must_say("Formal intervention");
        let tasks = urls::tasks(ELLIS);
        let form =
            page.forms(&tasks).into_iter().find(|form| form.contains(&("task".into(), "Formal intervention".into())));
        let form = form.expect("the task has its form");
        let refused = lead.post(&tasks, &form);
        assert_eq!(refused.status, 422, "what was done has to be said");
        let form = crate::visitor::filled_in(form, &[("note", "Met Rowan Hargreaves: mornings with the mentor")]);
        let done = lead.post(&tasks, &form);
        lead.follow(&done).must_say("Recorded as done.");
        let left = lead.page(&urls::pathway(ELLIS)).forms(&tasks);
        assert!(left.iter().all(|form| !form.contains(&("task".into(), "Formal intervention".into()))));
        lead.page(&urls::case(ELLIS)).must_say("Met Rowan Hargreaves: mornings with the mentor");
        lead.page(&urls::pathway(ELLIS)).must_say(
            "Done: Formal intervention: Met Rowan Hargreaves: mornings with the mentor \
             Tuesday 24 November 2026, 08:55, by Priya Nair, attendance lead",
        );
    });
}

#[test]
fn a_correction_of_the_register_undoes_the_pathway() {
    on_both(|house| {
        miss(house);
        let office = house.signed_in(OFFICE);
        let mark = office.page(&urls::mark(ELLIS, MORNING));
        let filled = [("code", "/"), ("reason", "He was in the library")];
        assert_eq!(office.submit(&mark, &urls::mark(ELLIS, MORNING), &filled).status, 303);
        let lead = house.signed_in(LEAD);
        lead.page(&urls::pathway(ELLIS)).must_say("Universal");
        lead.page(&urls::school(SchoolId(1))).must_say("Crossed 15 days this week Nobody.");
    });
}
