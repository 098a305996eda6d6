//! A case worked by hand, from the first concern to its close, under handbooks that go about it in different ways.

use std::collections::BTreeSet;

use domain::{
    id::PupilId,
    rule::slug,
    session::{Half, Session},
};
use jiff::civil::date;
use web::urls;

use crate::{
    hillside::{DAY, DORA, ELLIS, HAZEL, LEAD, OFFICE, OFFICER, TEACHER},
    house::{House, on_both},
    page::Page,
    visitor::Visitor,
};

/// Fills in the page of one thing of a handbook and sends it.
fn record(visitor: &Visitor<'_>, pupil: PupilId, (pack, name): (&str, &str), filled: &[(&str, &str)]) -> Page {
    let address = urls::action(pupil, pack, &slug(name));
    visitor.submit(&visitor.page(&address), &address, filled)
}

/// The same where the handbook has nothing against it.
fn recorded(visitor: &Visitor<'_>, pupil: PupilId, thing: (&str, &str), filled: &[(&str, &str)]) {
    let page = record(visitor, pupil, thing, filled);
    assert_eq!(page.status, 303, "{} is refused: {}", thing.1, page.words());
    visitor.follow(&page).must_say(&format!("Recorded: {}.", thing.1));
}

/// The half days of [`DAY`] missed.
fn miss(house: &House, halves: &[Half]) {
    let teacher = house.signed_in(TEACHER);
    for &half in halves {
        let address = urls::register(HAZEL, Session::new(DAY, half));
        assert_eq!(teacher.submit(&teacher.page(&address), &address, &[("mark-1", "absent")]).status, 303);
    }
}

const CHECKLIST: (&str, &str) = ("lancashire", "School Attendance Support Checklist");
const CONTRACT: (&str, &str) = ("lancashire", "Attendance contract");

/// LAN-034, LAN-079, LAN-081, LAN-108, LAN-116: the checklist, formal support, a panel, a contract and its review.
#[test]
fn a_case_goes_from_the_first_concern_to_the_review_of_a_contract() {
    on_both(|house| {
        miss(house, &[Half::Morning]);
        let lead = house.signed_in(LEAD);
        let pathway = lead.page(&urls::pathway(ELLIS));
        pathway
            .must_say("Improvement since Tuesday 24 November 2026. Led by school and School Attendance Support Team");
        pathway.must_say("Open the checklist");
        recorded(
            &lead,
            ELLIS,
            CHECKLIST,
            &[
                ("f-barriers-assessed", "Up late; the bus leaves early"),
                ("f-unmet-needs-identified", "None"),
                ("f-reasonable-adjustments-made", "None"),
                ("f-support-given-and-its-effect", "Breakfast club; three of five mornings"),
            ],
        );
        lead.page(&urls::pathway(ELLIS)).must_not_say("Open the checklist");
        recorded(
            &lead,
            ELLIS,
            ("lancashire", "Attendance panel meeting"),
            &[("outcome", "agreed"), ("f-who-came", "parent")],
        );
        recorded(
            &lead,
            ELLIS,
            CONTRACT,
            &[("f-what-the-family-does", "Up at seven"), ("f-review-date", "4 December 2026")],
        );
        let case = lead.page(&urls::case(ELLIS));
        case.must_say("Attendance panel meeting: agreed");
        case.must_say("Who came parent");
        case.must_say("Review date Friday 4 December 2026");
        case.must_say("Barriers assessed Up late; the bus leaves early");
        lead.page(&urls::pathway(ELLIS)).must_say("Review of Attendance contract. By Fri 4 December");
        house.at(date(2026, 12, 7), "09:00");
        let lead = house.signed_in(LEAD);
        lead.page(&urls::today()).must_say("Was due 4 December");
        lead.page(&urls::pathway(ELLIS)).must_say("Review of Attendance contract. Was due 4 December");
        recorded(
            &lead,
            ELLIS,
            ("lancashire", "Review of Attendance contract"),
            &[("note", "Ten days without an absence")],
        );
        lead.page(&urls::pathway(ELLIS)).must_not_say("Was due 4 December");
        recorded(&lead, ELLIS, ("lancashire", "engagement"), &[("outcome", "engaged")]);
        lead.page(&urls::case(ELLIS)).must_say("Ten days without an absence");
    });
}

#[test]
fn a_refusal_names_every_part_that_is_missing_and_keeps_what_was_typed() {
    on_both(|house| {
        let lead = house.signed_in(LEAD);
        let page = record(
            &lead,
            ELLIS,
            CHECKLIST,
            &[("f-barriers-assessed", "The bus leaves early"), ("note", "Spoke with Rowan <on the bus>")],
        );
        assert_eq!(page.status, 422);
        page.must_say("This is not recorded yet: 3 things are missing");
        for part in ["Unmet needs identified.", "Reasonable adjustments made.", "Support given and its effect."] {
            page.must_say(part);
        }
        page.must_not_say("Barriers assessed.");
        let form = page.form(&urls::action(ELLIS, CHECKLIST.0, &slug(CHECKLIST.1)));
        assert!(form.contains(&("f-barriers-assessed".into(), "The bus leaves early".into())));
        assert!(form.contains(&("note".into(), "Spoke with Rowan <on the bus>".into())));
        assert!(page.links().contains(&String::from("#f-unmet-needs-identified")));
        lead.page(&urls::case(ELLIS)).must_not_say("The bus leaves early");
    });
}

#[test]
fn a_day_that_nobody_can_read_is_refused_in_its_own_name_and_stays_as_it_was_typed() {
    on_both(|house| {
        let lead = house.signed_in(LEAD);
        let page = record(&lead, ELLIS, CONTRACT, &[("f-review-date", "after Christmas")]);
        assert_eq!(page.status, 422);
        page.must_say("Review date is a day, such as 12 March 2027.");
        let form = page.form(&urls::action(ELLIS, CONTRACT.0, &slug(CONTRACT.1)));
        assert!(form.contains(&("f-review-date".into(), "after Christmas".into())));
    });
}

/// LAN-061: the champion may put a child on another pathway, and writes down why.
#[test]
fn another_band_than_the_figures_give_needs_a_reason_and_is_said_to_be_one() {
    on_both(|house| {
        let lead = house.signed_in(LEAD);
        let refused = record(&lead, ELLIS, ("lancashire", "Pathway"), &[("outcome", "Targeted")]);
        assert_eq!(refused.status, 422);
        refused.must_say("Another band needs a reason.");
        let why = [("outcome", "Targeted"), ("f-reason", "He cares for his father at night")];
        recorded(&lead, ELLIS, ("lancashire", "Pathway"), &why);
        lead.page(&urls::pathway(ELLIS)).must_say("Targeted since");
        lead.page(&urls::case(ELLIS)).must_say("Reason He cares for his father at night");
        assert_eq!(record_by_force(house, TEACHER, ELLIS, ("lancashire", "Pathway")), 422, "a teacher may not");
    });
}

/// Sends the form of a thing without having its page.
fn record_by_force(house: &House, email: &str, pupil: PupilId, (pack, name): (&str, &str)) -> u16 {
    let visitor = house.signed_in(email);
    let proof = (String::from("csrf"), visitor.page(&urls::handbook()).token());
    visitor.post(&urls::action(pupil, pack, &slug(name)), &[proof]).status
}

const NOTICE: (&str, &str) = ("england", "Penalty notice");

#[test]
fn a_teacher_may_not_issue_a_notice_and_reads_who_does() {
    on_both(|house| {
        let teacher = house.signed_in(TEACHER);
        let page = teacher.page(&urls::action(ELLIS, NOTICE.0, &slug(NOTICE.1)));
        page.must_say("It is for local authority. They record it here.");
        assert!(page.forms(&urls::action(ELLIS, NOTICE.0, &slug(NOTICE.1))).is_empty());
        assert_eq!(record_by_force(house, TEACHER, ELLIS, NOTICE), 422);
        house.signed_in(LEAD).page(&urls::case(ELLIS)).must_not_say("Penalty notice");
    });
}

/// LBO-121, C-LBO-16: two in three years for each parent and child, whoever issued them.
#[test]
fn a_third_notice_within_three_years_is_refused_for_that_parent_alone() {
    on_both(|house| {
        let issue =
            |house: &House, parent: &str| record(&house.signed_in(OFFICER), DORA, NOTICE, &[("parent", parent)]);
        let gated = issue(house, "Jude Finch");
        assert_eq!(gated.status, 422);
        gated.must_say("The legal team has not gone ahead.");
        house.follow("england");
        let nobody = record(&house.signed_in(OFFICER), DORA, NOTICE, &[]);
        assert_eq!(nobody.status, 422);
        nobody.must_say("Choose the parent whom it is for");
        assert_eq!(issue(house, "Jude Finch").status, 303);
        house.at(date(2027, 1, 12), "09:00");
        assert_eq!(issue(house, "Jude Finch").status, 303);
        house.at(date(2027, 3, 9), "09:00");
        let third = issue(house, "Jude Finch");
        assert_eq!(third.status, 422);
        third.must_say("Penalty notices to one parent for one child.");
        let form = third.form(&urls::action(DORA, NOTICE.0, &slug(NOTICE.1)));
        assert!(form.contains(&("parent".into(), "Jude Finch".into())), "the choice is kept");
        assert_eq!(issue(house, "Rowan Finch").status, 303, "the mother has had none");
        let case = house.signed_in(OFFICER).page(&urls::case(DORA));
        case.must_say("Penalty notice to Rowan Finch");
        let page = house.signed_in(OFFICER).page(&urls::action(DORA, NOTICE.0, &slug(NOTICE.1)));
        page.must_say("Jude Finch, father Times Penalty notice is issued to that parent in the last 3 years");
        page.must_say("less than 2 times: 2 times");
        assert_eq!(issue(house, "Wilf Tarn").status, 404, "nobody else's parent");
    });
}

/// LAN-048, C-LAN-07: more than fifteen days of illness.
#[test]
fn an_old_mark_amended_changes_what_is_due() {
    on_both(|house| {
        miss(house, &Half::BOTH);
        let office = house.signed_in(OFFICE);
        let amend = |session, code: &str| {
            let address = urls::mark(ELLIS, session);
            let filled = [("code", code), ("reason", "His mother showed us the letter")];
            assert_eq!(office.submit(&office.page(&address), &address, &filled).status, 303);
        };
        for half in Half::BOTH {
            amend(Session::new(DAY, half), "I");
        }
        let lead = house.signed_in(LEAD);
        let why = "15½ days (31 sessions) coded I this school year.";
        lead.page(&urls::pathway(ELLIS)).must_say(why);
        amend(Session::new(date(2026, 9, 2), Half::Morning), "/");
        lead.page(&urls::pathway(ELLIS)).must_not_say(why);
    });
}

/// Whatever a handbook lets somebody do has its page, and the page answers what is sent: recorded, or refused with what is missing.
#[test]
fn every_step_of_every_handbook_has_its_page_and_its_answer() {
    on_both(|house| {
        for pack in ["knowsley", "lady-boswells", "lancashire", "leicestershire", "lincolnshire"] {
            house.follow(pack);
            let lead = house.signed_in(LEAD);
            let links = lead.page(&urls::pathway(DORA)).links().into_iter();
            let steps: BTreeSet<String> = links.filter(|link| link.contains("/actions/")).collect();
            assert!(steps.len() > 20, "{pack}: {steps:?}");
            let proof = (String::from("csrf"), lead.page(&urls::handbook()).token());
            for step in steps {
                let answer = lead.post(&step, std::slice::from_ref(&proof));
                assert!(matches!(answer.status, 303 | 422), "{step}: {} {}", answer.status, answer.words());
                if answer.status == 422 {
                    answer.must_say("This is not recorded yet:");
                }
            }
        }
    });
}
