//! What a school owes as a whole: looked at by date and by role, done, refused with what was typed, and verified.

use domain::id::SchoolId;
use web::urls;

use crate::{
    hillside::{GOVERNOR, LEAD, OFFICE, OFFICER, TEACHER},
    house::on_both,
};

const HILLSIDE: SchoolId = SchoolId(1);

/// KNO-235, KNO-243: owed once a week, with two parts that have to be given.
#[test]
fn what_the_school_owes_stands_on_today_until_it_is_done() {
    on_both(|house| {
        house.follow("knowsley");
        let lead = house.signed_in(LEAD);
        let today = lead.page(&urls::today());
        today.must_say("What the school owes");
        today.must_say("Class figures of the week");
        today.must_say("By Fri 27 November");
        let form = urls::duty(HILLSIDE, "knowsley", "class-figures-of-the-week");
        assert!(today.links().contains(&form), "the row opens the form");
        let half = lead.submit(&lead.page(&form), &form, &[("f-figures-for-the-newsletter", "5 Hazel: 96 of 100")]);
        assert_eq!(half.status, 422);
        half.must_say("This is not recorded yet: 1 thing is missing");
        half.must_say("Data and target of each class.");
        half.must_say("5 Hazel: 96 of 100");
        let whole = [
            ("f-figures-for-the-newsletter", "5 Hazel: 96 of 100"),
            ("f-data-and-target-of-each-class", "5 Hazel 96, target 97"),
        ];
        let done = lead.submit(&half, &form, &whole);
        let list = lead.follow(&done);
        list.must_say("Recorded: Class figures of the week.");
        list.must_say("Last on Tuesday 24 November 2026, by Priya Nair, attendance lead.");
        lead.page(&urls::today()).must_not_say("Class figures of the week");
        let verified = house.store().read(|tx| store::verify::school(tx, HILLSIDE)).expect("readable");
        assert_eq!((verified.events, verified.faults), (1, vec![]));
    });
}

#[test]
fn everybody_reads_what_is_asked_and_only_whose_it_is_records_it() {
    on_both(|house| {
        let analysis = urls::duty(HILLSIDE, "lancashire", "analysis-of-attendance");
        for email in [TEACHER, OFFICE, GOVERNOR] {
            let reader = house.signed_in(email);
            reader.page(&urls::duties(HILLSIDE)).must_say("Analysis of attendance");
            reader.page(&analysis).must_say("It is for attendance champion. They record it here.");
            let proof = [(String::from("csrf"), reader.page(&urls::handbook()).token())];
            assert_eq!(reader.post(&analysis, &proof).status, 403, "{email}");
        }
        let lead = house.signed_in(LEAD);
        let list = lead.page(&urls::duties(HILLSIDE));
        list.must_say("Held here by the attendance lead: these are yours.");
        let form = lead.page(&analysis);
        form.must_say("What Rollbook knows today");
        form.must_say("Persistently absent");
        let governor = house.signed_in(GOVERNOR);
        governor.page(&urls::duty(HILLSIDE, "lancashire", "attendance-at-the-governing-board")).must_say("Record it");
    });
}

#[test]
fn the_authority_s_officer_sees_what_is_owed_for_each_school() {
    on_both(|house| {
        house.follow("knowsley");
        let officer = house.signed_in(OFFICER);
        let list = officer.page(&urls::duties(HILLSIDE));
        list.must_say("Held here by the authority attendance officer: these are yours.");
        assert_eq!(officer.get(&urls::duties(SchoolId(2))).status, 200);
        assert_eq!(house.signed_in(LEAD).get(&urls::duties(SchoolId(2))).status, 403);
    });
}
