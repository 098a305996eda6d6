//! The early warning: off until the head switches it on, seen by those who see the pupil, and by nobody outside.

use domain::id::SchoolId;
use web::urls;

use crate::{
    hillside::{ADMINISTRATOR, AMARA, CALLUM, ELLIS, GOVERNOR, HEAD, LEAD, OFFICE, OFFICER, STRANGER, TEACHER},
    house::{House, on_both},
    visitor::Visitor,
};

const SCHOOL: SchoolId = SchoolId(1);
const OTHER: SchoolId = SchoolId(2);

fn turn<'a>(house: &'a House, who: &str, to: &str) -> (Visitor<'a>, u16) {
    let visitor = house.signed_in(who);
    let address = urls::outlook::switch(SCHOOL);
    let page = visitor.page(&address);
    let status = visitor.submit(&page, &address, &[("to", to)]).status;
    (visitor, status)
}

#[test]
fn it_is_off_until_the_head_switches_it_on_and_the_administrator_may_switch_it_off_again() {
    on_both(|house| {
        let lead = house.signed_in(LEAD);
        lead.page(&urls::outlook::of_school(SCHOOL)).must_say("The early warning is off at Hillside Primary School");
        lead.page(&urls::pupil(AMARA)).must_not_say("Early warning");
        assert_eq!(lead.get(&urls::outlook::switch(SCHOOL)).status, 403, "the lead asks the head");
        let (head, status) = turn(house, HEAD, "on");
        assert_eq!(status, 303);
        head.page(&urls::outlook::switch(SCHOOL)).must_say("Early warning switched on (Helen Marsh)");
        lead.page(&urls::pupil(AMARA)).must_say("Early warning");
        let (_, status) = turn(house, ADMINISTRATOR, "off");
        assert_eq!(status, 303);
        head.page(&urls::outlook::switch(SCHOOL)).must_say("Early warning switched off (Maggie Thwaite)");
        lead.page(&urls::pupil(AMARA)).must_not_say("Early warning");
    });
}

#[test]
fn what_cannot_be_switched_is_said_and_nobody_else_switches() {
    on_both(|house| {
        let head = house.signed_in(HEAD);
        let address = urls::outlook::switch(SCHOOL);
        let page = head.page(&address);
        let refusals = [("off", "It is off already: nothing was changed"), ("", "Say whether it is to be on or off")];
        for (to, words) in refusals {
            let answer = head.submit(&page, &address, &[("to", to)]);
            assert_eq!(answer.status, 422, "{words}");
            answer.must_say(words);
        }
        for who in [TEACHER, OFFICE, LEAD, GOVERNOR, OFFICER] {
            let visitor = house.signed_in(who);
            let proof = (String::from("csrf"), visitor.get("/handbook").token());
            let sent = visitor.post(&address, &[proof, (String::from("to"), String::from("on"))]);
            assert_eq!(sent.status, 403, "{who}");
        }
        head.page(&address).must_say("The early warning is off");
    });
}

#[test]
fn a_child_is_shown_a_range_its_reasons_the_simple_rule_and_exactly_what_may_still_be_missed() {
    on_both(|house| {
        assert_eq!(turn(house, HEAD, "on").1, 303);
        let page = house.signed_in(TEACHER).page(&urls::pupil(AMARA));
        for words in [
            "of 10 children with a year like this so far",
            "0 days missed of",
            "Simple rule: 0 days missed",
            "Missing no more than",
            "keeps Amara under the line",
            "It decides nothing, and nothing is sent because of it",
        ] {
            page.must_say(words);
        }
        house.signed_in(OFFICE).page(&urls::pupil(CALLUM)).must_say("Simple rule: 12 days missed");
        assert_eq!(house.signed_in(TEACHER).get(&urls::pupil(STRANGER)).status, 404, "another school's pupil");
    });
}

#[test]
fn the_lead_sees_all_children_beside_the_simple_rule_and_takes_the_list_away_as_a_file() {
    on_both(|house| {
        assert_eq!(turn(house, HEAD, "on").1, 303);
        let lead = house.signed_in(LEAD);
        let page = lead.page(&urls::outlook::of_school(SCHOOL));
        page.must_say("Ellis Hargreaves 5 Hazel 14½ days");
        page.must_say("May still be missed");
        let year = lead.page(&urls::outlook::of_year(SCHOOL, 2));
        year.must_say("Noor Khan");
        year.must_not_say("Ellis Hargreaves");
        assert_eq!(lead.get(&format!("{}?year=five", urls::outlook::of_school(SCHOOL))).status, 404);
        let file = lead.page(&format!("{}?file=csv", urls::outlook::of_school(SCHOOL)));
        assert!(file.html().contains("Hargreaves"));
        assert_eq!(lead.get(&format!("{}?file=doc", urls::outlook::of_school(SCHOOL))).status, 404);
        for who in [TEACHER, OFFICE, GOVERNOR, ADMINISTRATOR] {
            assert_eq!(house.signed_in(who).get(&urls::outlook::of_school(SCHOOL)).status, 403, "{who}");
        }
        assert_eq!(lead.get(&urls::outlook::of_school(OTHER)).status, 403);
    });
}

#[test]
fn staff_read_how_far_it_can_be_believed_whether_it_is_on_or_off_and_governors_never() {
    on_both(|house| {
        for who in [TEACHER, OFFICE, LEAD, HEAD, ADMINISTRATOR] {
            let page = house.signed_in(who).page(&urls::outlook::calibration(SCHOOL));
            page.must_say("No whole school year of this school before this one is in the log");
            page.must_say("Free school meals");
            page.must_say("Last year unknown");
            page.must_say("Of the simple rule");
        }
        let head = house.signed_in(HEAD);
        let groups = head.page(&format!("{}?table=groups&file=csv", urls::outlook::calibration(SCHOOL)));
        assert!(groups.html().contains("Social worker"));
        assert_eq!(head.get(&format!("{}?table=else&file=csv", urls::outlook::calibration(SCHOOL))).status, 404);
        assert_eq!(house.signed_in(GOVERNOR).get(&urls::outlook::calibration(SCHOOL)).status, 403);
    });
}

#[test]
fn nothing_that_is_owed_or_sent_changes_when_it_is_switched_on() {
    on_both(|house| {
        let (lead, office) = (house.signed_in(LEAD), house.signed_in(OFFICE));
        let look = || {
            let (today, board) = (lead.page(&urls::today()).words(), office.page(&urls::board()).words());
            (today, board, lead.page(&urls::pathway(ELLIS)).words(), lead.page(&urls::case(ELLIS)).words())
        };
        let before = look();
        assert_eq!(turn(house, HEAD, "on").1, 303);
        assert_eq!(look(), before);
        for who in [LEAD, OFFICE, HEAD] {
            house.signed_in(who).page(&urls::today()).must_not_say("Early warning");
        }
    });
}
