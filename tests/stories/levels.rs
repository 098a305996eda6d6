//! A case that goes up by levels: what was done decides, and never the marks.

use domain::{id::PupilId, rule::slug};
use jiff::civil::date;
use web::urls;

use crate::{
    hillside::{ELLIS, LEAD, OFFICER},
    house::on_both,
    page::Page,
    visitor::Visitor,
};

fn record(visitor: &Visitor<'_>, pupil: PupilId, name: &str, filled: &[(&str, &str)]) -> Page {
    let address = urls::action(pupil, "knowsley", &slug(name));
    visitor.submit(&visitor.page(&address), &address, filled)
}

fn recorded(visitor: &Visitor<'_>, name: &str, filled: &[(&str, &str)]) {
    let page = record(visitor, ELLIS, name, filled);
    assert_eq!(page.status, 303, "{name} is refused: {}", page.words());
}

const EVIDENCE: [&str; 8] = [
    "telephone-calls-to-parents",
    "correspondence-that-stated-the-concern",
    "meetings-with-parents-in-school",
    "early-help-was-offered",
    "home-visits-made",
    "staff-who-took-part",
    "support-plans-strategies-and-reviews",
    "support-offered-and-how-the-parents-engaged",
];

/// KNO-112, KNO-128, KNO-148, KNO-152, KNO-153: Level 1, the evidence, Level 2, the meeting, its review, and back to Level 1.
#[test]
fn a_case_goes_up_a_level_once_the_evidence_is_there_and_closes_after_its_review() {
    on_both(|house| {
        house.follow("knowsley");
        let lead = house.signed_in(LEAD);
        lead.page(&urls::pathway(ELLIS)).must_say("Level 1, where every case begins. Led by attendance lead.");
        recorded(&lead, "Level 1 support", &[("f-what-is-tried", "A place at breakfast club")]);
        let request = record(&lead, ELLIS, "Request Level 2", &[("note", "He has not been better")]);
        assert_eq!(request.status, 422);
        request.must_say("This is not recorded yet: 2 things are missing");
        request.must_say("Level 1 evidence. Early Help Assessment.");
        request.must_say("He has not been better");
        let first = record(&lead, ELLIS, "Level 1 evidence", &[("f-home-visits-made", "Two in October")]);
        first.must_say("This is not recorded yet: 7 things are missing");
        first.must_say("Two in October");
        let evidence: Vec<(String, &str)> = EVIDENCE.iter().map(|part| (format!("f-{part}"), "See the file")).collect();
        let evidence: Vec<(&str, &str)> = evidence.iter().map(|(name, words)| (name.as_str(), *words)).collect();
        recorded(&lead, "Level 1 evidence", &evidence);
        let assessed = [("f-all-risks", "None new"), ("f-professionals-who-know-the-child", "The school nurse")];
        recorded(&lead, "Early Help Assessment", &assessed);
        let too_early = record(&lead, ELLIS, "Request Level 2", &[]);
        too_early.must_say("First TAF.");
        recorded(&lead, "TAF", &[("f-chaired-by", "attendance lead"), ("f-who-came", "parent")]);
        recorded(&lead, "Request Level 2", &[]);
        lead.page(&urls::pathway(ELLIS)).must_say("Level 2 since Tuesday 24 November 2026, until");
        let meeting = [
            ("f-length", "75"),
            ("f-family-present", "yes"),
            ("f-strategies-chosen", "A mentor"),
            ("f-action-plan", "Breakfast club each morning"),
        ];
        let officer = house.signed_in(OFFICER);
        let too_long = record(&officer, ELLIS, "AIM", &meeting);
        assert_eq!(too_long.status, 422);
        too_long.must_say("An AIM lasts no longer than an hour.");
        recorded(&officer, "AIM", &[&meeting[1..], &[("f-length", "50")]].concat());
        lead.page(&urls::pathway(ELLIS)).must_say("Review the AIM plan");
        house.at(date(2026, 12, 16), "09:00");
        let lead = house.signed_in(LEAD);
        lead.page(&urls::today()).must_say("Review the AIM plan");
        let unsaid = record(&lead, ELLIS, "First AIM review", &[]);
        assert_eq!(unsaid.status, 422);
        unsaid.must_say("Say how it ended");
        recorded(&lead, "First AIM review", &[("outcome", "close"), ("note", "Fifteen days without an absence")]);
        let closed = lead.page(&urls::pathway(ELLIS));
        closed.must_say("Level 1 since Wednesday 16 December 2026.");
        closed.must_not_say("Review the AIM plan:");
        lead.page(&urls::case(ELLIS)).must_say("First AIM review: close Fifteen days without an absence");
    });
}

/// KNO-286: no blanket letters. What is written about the child is asked for, kept, and shown in the case.
#[test]
fn a_letter_of_concern_says_something_about_this_child() {
    on_both(|house| {
        house.follow("knowsley");
        let lead = house.signed_in(LEAD);
        let address = urls::letter(ELLIS, "knowsley", "letter-of-concern");
        let refused = lead.submit(&lead.page(&address), &address, &[("contact", "11")]);
        assert_eq!(refused.status, 422);
        refused.must_say("No blanket letters: write something about this child.");
        assert!(refused.form(&address).contains(&("contact".into(), "11".into())), "the choice is kept");
        let about = [("contact", "11"), ("f-about-this-child", "He was here every morning in October")];
        assert_eq!(lead.submit(&lead.page(&address), &address, &about).status, 303);
        let case = lead.page(&urls::case(ELLIS));
        case.must_say("Letter made: Letter of concern");
        case.must_say("About this child He was here every morning in October");
        lead.page(&urls::pathway(ELLIS)).must_not_say("Tell the parents of the concern.");
    });
}
