//! Timetables that leave half-days out for a time: agreed with a parent, expected by the register, ended when the parent asks.

use domain::{
    id::{PupilId, SchoolId},
    rule::slug,
    session::{Half, Session},
};
use jiff::civil::date;
use web::urls;

use crate::{
    hillside::{AMARA, DAY, ELLIS, HAZEL, LEAD, OFFICE, TEACHER},
    house::{House, on_both},
    page::Page,
    visitor::Visitor,
};

const TIMETABLE: &str = "Temporary part-time timetable";

fn record(visitor: &Visitor<'_>, pupil: PupilId, name: &str, filled: &[(&str, &str)]) -> Page {
    let address = urls::action(pupil, "england", &slug(name));
    // A week's half-days are boxes of one name, so each value that is given stands beside the others.
    let mut form = visitor.page(&address).form(&address);
    form.retain(|(known, _)| filled.iter().all(|(name, _)| name != known));
    form.extend(filled.iter().map(|&(name, value)| (name.into(), value.into())));
    visitor.post(&address, &form)
}

/// A plan from Wednesday 25 November to Friday 18 December, away on Wednesday afternoons and all of Friday.
const PLAN: [(&str, &str); 11] = [
    ("f-consent", "given"),
    ("f-ground", "medical condition"),
    ("f-exceptional-circumstances", "Back from hospital and soon tired"),
    ("f-first-day", "25 November 2026"),
    ("f-end-date", "18 December 2026"),
    ("f-review-date", "4 December 2026"),
    ("f-sessions-away", "wed-pm"),
    ("f-sessions-away", "fri-am"),
    ("f-sessions-away", "fri-pm"),
    ("f-risk-assessment", "At home with his grandmother; school meals are sent"),
    ("f-way-back-to-full-time", "One half-day more each week"),
];

/// The plan with other values in some of its fields; an empty one leaves the field out.
fn plan_with<'a>(other: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let is_other = |name: &str| other.iter().any(|(known, _)| *known == name);
    let kept = PLAN.into_iter().filter(|(name, _)| !is_other(name));
    kept.chain(other.iter().copied().filter(|(_, value)| !value.is_empty())).collect()
}

fn register(house: &House, day: jiff::civil::Date, half: Half) -> Page {
    house.signed_in(TEACHER).page(&urls::register(HAZEL, Session::new(day, half)))
}

/// Takes the register as it is expected.
fn take(house: &House, session: Session) {
    let teacher = house.signed_in(TEACHER);
    let address = urls::register(HAZEL, session);
    assert_eq!(teacher.submit(&teacher.page(&address), &address, &[]).status, 303);
}

/// What the office is told that sets C2 for a session.
fn set_c2(house: &House, session: Session) -> Page {
    let office = house.signed_in(OFFICE);
    let address = urls::mark(ELLIS, session);
    office.submit(&office.page(&address), &address, &[("code", "C2"), ("reason", "On the timetable")])
}

fn wednesday(half: Half) -> Session {
    Session::new(date(2026, 11, 25), half)
}

#[test]
fn c2_stands_where_a_running_timetable_leaves_a_session_out_and_nowhere_else() {
    on_both(|house| {
        house.follow("knowsley");
        house.at(date(2026, 11, 25), "13:20");
        take(house, wednesday(Half::Morning));
        set_c2(house, wednesday(Half::Morning)).must_say("needs a part-time timetable that runs on that day");
        let lead = house.signed_in(LEAD);
        let done = record(&lead, ELLIS, TIMETABLE, &PLAN);
        assert_eq!(done.status, 303, "{}", done.words());
        let pathway = lead.page(&urls::pathway(ELLIS));
        pathway.must_say("Temporary part-time timetable from Wednesday 25 November 2026 to Friday 18 December 2026");
        pathway.must_say("Wednesday in school C2");
        pathway.must_say("Friday C2 C2");
        pathway.must_say("Review of Temporary part-time timetable. By Fri 4 December");
        lead.page(&urls::case(ELLIS)).must_say("Sessions away Wednesday afternoon, Friday all day");
        register(house, date(2026, 11, 25), Half::Morning).must_not_say(TIMETABLE);
        register(house, date(2026, 11, 25), Half::Afternoon)
            .must_say("Temporary part-time timetable of 25 November 2026");
        take(house, wednesday(Half::Afternoon));
        assert_eq!(house.mark(SchoolId(1), ELLIS, wednesday(Half::Afternoon)), "C2");
        let refused = set_c2(house, wednesday(Half::Morning));
        assert_eq!(refused.status, 422);
        refused.must_say("is only for sessions that the part-time timetable leaves out");
    });
}

#[test]
fn a_parent_who_asks_for_full_time_ends_the_timetable_on_that_day() {
    on_both(|house| {
        house.follow("knowsley");
        house.at(date(2026, 11, 25), "13:20");
        let lead = house.signed_in(LEAD);
        assert_eq!(record(&lead, ELLIS, TIMETABLE, &PLAN).status, 303);
        house.at(date(2026, 11, 27), "08:00");
        register(house, date(2026, 11, 27), Half::Morning).must_say(TIMETABLE);
        let lead = house.signed_in(LEAD);
        let asked = record(&lead, ELLIS, "Full time again", &[("f-who-wants-it", "His mother")]);
        assert_eq!(asked.status, 303, "{}", asked.words());
        register(house, date(2026, 11, 27), Half::Morning).must_not_say(TIMETABLE);
        house.at(date(2026, 11, 27), "08:55");
        take(house, Session::new(date(2026, 11, 27), Half::Morning));
        set_c2(house, Session::new(date(2026, 11, 27), Half::Morning))
            .must_say("needs a part-time timetable that runs on that day");
        let lead = house.signed_in(LEAD);
        lead.page(&urls::pathway(ELLIS)).must_not_say("Friday C2 C2");
    });
}

#[test]
fn a_timetable_without_consent_ground_days_or_half_days_is_refused() {
    on_both(|house| {
        house.follow("knowsley");
        let lead = house.signed_in(LEAD);
        let refusals = [
            (("f-consent", "refused"), "Consent is not given."),
            (("f-consent", ""), "Consent is not given."),
            (("f-ground", "behaviour"), "and never behaviour."),
            (("f-end-date", "24 November 2026"), "From the first day to the end date there is no school day."),
            (("f-end-date", "soon"), "End date is a day, such as 12 March 2027."),
            (("f-review-date", "21 December 2026"), "Let it be looked at again before it ends."),
            (("f-sessions-away", ""), "Sessions away."),
            (("f-sessions-away", "sat-am"), "Sessions away is half-days of the week"),
            (("f-risk-assessment", ""), "Risk assessment."),
        ];
        for (other, words) in refusals {
            let refused = record(&lead, ELLIS, TIMETABLE, &plan_with(&[other]));
            assert_eq!(refused.status, 422, "{other:?}");
            refused.must_say(words);
            refused.must_say("Back from hospital and soon tired");
        }
        lead.page(&urls::pathway(ELLIS)).must_not_say("from Wednesday 25 November 2026");
    });
}

#[test]
fn a_long_illness_that_is_foreseen_is_returned_before_it_has_lasted() {
    on_both(|house| {
        house.follow("knowsley");
        let office = house.signed_in(OFFICE);
        let today = Session::new(DAY, Half::Morning);
        let teacher = house.signed_in(TEACHER);
        let address = urls::register(HAZEL, today);
        assert_eq!(teacher.submit(&teacher.page(&address), &address, &[("mark-2", "absent")]).status, 303);
        let address = urls::mark(AMARA, today);
        let marked =
            office.submit(&office.page(&address), &address, &[("code", "I"), ("reason", "Her mother rang: hospital")]);
        assert_eq!(marked.status, 303);
        let lead = house.signed_in(LEAD);
        let foreseen = |last, outcome| {
            let filled = [
                ("f-first-day", "24 November 2026"),
                ("f-last-day", last),
                ("f-who-says-so", "The hospital's letter"),
                ("outcome", outcome),
            ];
            record(&lead, AMARA, "Illness expected to last", &filled)
        };
        let fewer = foreseen("11 December 2026", "fifteen school days in a row");
        assert_eq!(fewer.status, 422);
        fewer.must_say("These days are fewer than fifteen school days in a row.");
        lead.page(&urls::pathway(AMARA)).must_not_say("Send the sickness return");
        assert_eq!(foreseen("14 December 2026", "fifteen school days in a row").status, 303);
        let pathway = lead.page(&urls::pathway(AMARA));
        pathway.must_say("Send the sickness return");
        pathway.must_say("Plan what happens during a long illness");
        let nobody = record(&lead, AMARA, "Illness expected to last", &[("outcome", "shorter")]);
        assert_eq!(nobody.status, 422);
        nobody.must_say("It is missing who says so");
    });
}
