//! What was sent and rests on a register that was corrected since is taken back, or somebody says why it stands.

use domain::{
    Date,
    id::PupilId,
    session::{Half, Session},
};
use jiff::civil::date;
use web::urls;

use crate::{
    hillside::{DORA, LEAD, OFFICE, TEACHER},
    house::{House, on_both},
};

const LATER: Date = date(2026, 11, 26);

fn correction(pupil: PupilId) -> String {
    urls::letter(pupil, "england", "correction-letter")
}

/// The first 24 half days of Dora's year were marked as missed without a reason; as many of them get this code.
fn amend(house: &House, pupil: PupilId, count: usize, code: &str) {
    let office = house.signed_in(OFFICE);
    let view = house.app.view(domain::id::SchoolId(1));
    let sheet = view.roll().expect("the school has a roll").sheet_or_blank(pupil);
    let missed: Vec<Session> = sheet.absences().map(|(session, _)| session).take(count).collect();
    drop(view);
    for session in missed {
        let address = urls::mark(pupil, session);
        let code = if code == "/" && session.half == Half::Afternoon { "\\" } else { code };
        let filled = [("code", code), ("reason", "She was in the music room")];
        assert_eq!(office.submit(&office.page(&address), &address, &filled).status, 303, "{session}");
    }
}

/// Makes the attendance letter to a parent of a pupil on the day of the stories, and goes two days on.
fn letter_made(house: &mut House, pupil: PupilId, contact: &str) {
    let lead = house.signed_in(LEAD);
    let address = urls::letter(pupil, "lancashire", "attendance-letter");
    assert_eq!(lead.submit(&lead.page(&address), &address, &[("contact", contact)]).status, 303);
    house.at(LATER, "09:00");
}

#[test]
fn a_letter_that_rests_on_corrected_marks_is_taken_back_by_another() {
    on_both(|house| {
        letter_made(house, DORA, "42");
        let lead = house.signed_in(LEAD);
        lead.page(&urls::pathway(DORA)).must_not_say("Take back");
        assert_eq!(lead.page(&correction(DORA)).status, 200);
        lead.page(&correction(DORA)).must_say("No letter to this parent rests on a register that was corrected since");
        amend(house, DORA, 24, "/");
        house.at(LATER, "09:30");
        let lead = house.signed_in(LEAD);
        let task = "Take back Attendance letter of 24 November 2026 to Jude Finch";
        lead.page(&urls::today_whole("handbook")).must_say(task);
        let pathway = lead.page(&urls::pathway(DORA));
        pathway.must_say(task);
        pathway.must_say("The register was corrected since, and it was not so that");
        assert!(pathway.links().contains(&correction(DORA)), "the proposed letter is a link");
        let proposed = lead.page(&correction(DORA));
        proposed.must_say("that we should not have sent: our Attendance letter of 24 November 2026");
        let made = lead.submit(&proposed, &correction(DORA), &[("contact", "42")]);
        assert_eq!(made.status, 303, "{}", made.words());
        house.at(LATER, "09:31");
        let lead = house.signed_in(LEAD);
        lead.page(&urls::pathway(DORA)).must_not_say("the register was corrected since");
        lead.page(&urls::today_whole("handbook")).must_not_say(task);
        lead.page(&urls::case(DORA)).must_say("Letter made: Correction letter");
    });
}

#[test]
fn somebody_may_say_why_a_letter_stands_all_the_same_and_only_with_a_reason() {
    on_both(|house| {
        letter_made(house, DORA, "42");
        amend(house, DORA, 24, "/");
        house.at(LATER, "09:30");
        let lead = house.signed_in(LEAD);
        let task = "Take back Attendance letter of 24 November 2026 to Jude Finch";
        let page = lead.page(&urls::pathway(DORA));
        let form = |note: &str| {
            vec![
                ("csrf".into(), page.token()),
                ("item".into(), task.into()),
                ("taken_up".into(), "no".into()),
                ("note".into(), note.into()),
            ]
        };
        assert_eq!(lead.post(&urls::offers(DORA), &form("")).status, 422);
        lead.page(&urls::pathway(DORA)).must_say(task);
        assert_eq!(lead.post(&urls::offers(DORA), &form("Her father asked us to leave it")).status, 303);
        lead.page(&urls::pathway(DORA)).must_not_say("the register was corrected since");
        let case = lead.page(&urls::case(DORA));
        case.must_say("It stands: Attendance letter of 24 November 2026 to Jude Finch");
        case.must_say("Her father asked us to leave it");
        let teacher = house.signed_in(TEACHER);
        let proof = teacher.page(&urls::handbook()).token();
        let forged = form("No")
            .into_iter()
            .map(|(name, value)| if name == "csrf" { (name, proof.clone()) } else { (name, value) });
        assert_eq!(teacher.post(&urls::offers(DORA), &forged.collect::<Vec<_>>()).status, 403);
    });
}

#[test]
fn a_correction_that_changes_nothing_of_what_was_sent_asks_for_nothing() {
    on_both(|house| {
        letter_made(house, DORA, "42");
        amend(house, DORA, 1, "I");
        house.at(LATER, "09:30");
        house.signed_in(LEAD).page(&urls::pathway(DORA)).must_not_say("Take back");
    });
}
