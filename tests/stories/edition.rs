//! A handbook that changes between two days: each day is told by the edition that applied on it.

use domain::{
    Date,
    id::SchoolId,
    permission::{Actor, Role},
    proposal::{Answer, Draft, Findings, Rewritten, Verdict},
    session::{Half, Session},
};
use jiff::civil::date;
use service::{account::Account, proposal};
use store::StoreError;
use web::urls;

use crate::{
    hillside::{ADMINISTRATOR, DORA, ELLIS, HEAD, LEAD, OFFICE, PASSWORD},
    house::{House, on_both},
};

const SCHOOL: SchoolId = SchoolId(1);
const SECOND: &str = "penhallow@fellshire.example";
/// From this day on Improvement begins at 14 days, and the attendance letter at 20.
const CHANGED: Date = date(2026, 11, 25);
/// From this day on another chapter says something else, which changes neither.
const AGAIN: Date = date(2026, 12, 1);

fn actor(house: &House, email: &str) -> Actor {
    let found = house.store().read(|tx| store::person::with_email(tx, email)).expect("readable");
    found.expect("they are known").actor
}

/// Has a chapter of Lancashire's handbook say something else from a day on.
fn change(house: &House, chapter: &str, from: Date, was: &str, is: &str) {
    let said = house.app.packs().text(&format!("lancashire/{chapter}.md")).expect("it stands there").to_owned();
    assert!(said.contains(was), "{chapter} does not say `{was}`");
    let first = Rewritten {
        chapter: chapter.to_owned(),
        text: proposal::plain(&said.replace(was, is)),
        begun_from: proposal::hash(&proposal::plain(&said)),
    };
    let reason = String::from("The panel asked for it");
    let draft = Draft { pack: String::from("lancashire"), first, beside: Vec::new(), from, reason };
    // Straight into the log: the examples that a form would want changed with it are not what these stories are about.
    let (by, other) = (actor(house, ADMINISTRATOR).stamp(), actor(house, SECOND).stamp());
    let at = house.app.now();
    let kept = house.store().write::<(), StoreError>(move |tx| {
        let id = store::proposal::append(tx, &draft, Findings::default(), &by, at)?;
        let verdict = Verdict { at, by: other, answer: Answer::Approved, reason: String::from("Agreed") };
        store::proposal::decide(tx, id, &verdict, None)
    });
    kept.expect("it can be approved");
}

fn change_the_handbook(house: &House) {
    let account = Account {
        email: SECOND.into(),
        name: "Idris Penhallow".into(),
        role: Role::Administrator.words().into(),
        urn: None,
        classes: Vec::new(),
    };
    service::account::add(&house.store(), &account, PASSWORD).expect("there is room for a second");
    let bands = "| Universal | less than 15 days |";
    let said = house.app.packs().text("lancashire/1-pathway.md").expect("it stands there").to_owned();
    assert!(said.contains(bands));
    let (was, is) = edges(&said);
    change(house, "1-pathway", CHANGED, &was, &is);
    let gate = "- when: [First attendance concern]\n- suppressed when: the pupil is [known medical condition]";
    change(
        house,
        "2-casework",
        CHANGED,
        gate,
        &gate.replace("[First attendance concern]", "days absent is at least 20 days"),
    );
    change(house, "8-people-and-services", AGAIN, "# Who acts", "# Who acts, and for whom");
}

/// The two rows of the pathway between which the edge moves by a day.
fn edges(chapter: &str) -> (String, String) {
    let from = chapter.find("| Universal | less than 15 days |").expect("the first band");
    let until = chapter[from..].find("and less than 56 days").expect("the second band") + from;
    let rows = &chapter[from..until];
    (rows.to_owned(), rows.replace("15 days", "14 days"))
}

#[test]
fn a_receipt_begins_on_the_day_of_the_edition_by_which_it_holds_whatever_changed_afterwards() {
    on_both(|house| {
        change_the_handbook(house);
        let address = urls::receipt(ELLIS, "lancashire", "pathway");
        house.signed_in(LEAD).page(&address).must_say("less than 15 days");

        house.at(date(2026, 12, 2), "09:00");
        let lead = house.signed_in(LEAD);
        let receipt = lead.page(&address);
        receipt.must_say("It applies without a break from Wednesday 25 November 2026");
        receipt.must_say("at least 14 days and less than 56 days");
        receipt.must_say("2025-28, changed from 25 November 2026");
        lead.page(&urls::pathway(ELLIS)).must_say("25 November");
        let all = service::standing::of_school(&house.app, SCHOOL).expect("a roll");
        let ellis = all.iter().find(|child| child.pupil.id == ELLIS).expect("on the roll");
        assert_eq!(ellis.since.get("Pathway"), Some(&CHANGED));
        let dora = all.iter().find(|child| child.pupil.id == DORA).expect("on the roll");
        let concern = dora.since.get("First attendance concern").expect("it holds");
        assert!(*concern < date(2026, 10, 1), "what no edition changed began when the days were missed: {concern}");
    });
}

#[test]
fn a_school_s_list_to_a_past_day_has_the_bands_of_that_day() {
    on_both(|house| {
        change_the_handbook(house);
        house.at(date(2026, 12, 2), "09:00");
        let head = house.signed_in(HEAD);
        let list = |place: u8, to: &str| {
            head.page(&urls::school_sessions(SCHOOL, &format!("set=Pathway&band={place}&to={to}")))
        };
        let before = list(0, "2026-11-24");
        before.must_say("0 to 14½ days, at the end of Tuesday 24 November 2026");
        before.must_say("Ellis Hargreaves");
        let after = list(1, "2026-11-25");
        after.must_say("14 to 55½ days, at the end of Wednesday 25 November 2026");
        after.must_say("Ellis Hargreaves");
        list(1, "2026-11-24").must_not_say("Ellis Hargreaves");
        list(0, "2026-11-25").must_not_say("Ellis Hargreaves");
    });
}

#[test]
fn a_letter_is_offered_by_the_edition_of_today_and_judged_by_that_of_its_day() {
    on_both(|house| {
        change_the_handbook(house);
        let address = urls::letter(DORA, "lancashire", "attendance-letter");
        let lead = house.signed_in(LEAD);
        assert_eq!(lead.submit(&lead.page(&address), &address, &[("contact", "42")]).status, 303);

        house.at(CHANGED, "09:00");
        let lead = house.signed_in(LEAD);
        lead.page(&address).must_say("This letter is held back");
        lead.page(&urls::pathway(DORA)).must_not_say("Take back");

        // All twelve days are mended: what the edition of that day opened it for was not so.
        let office = house.signed_in(OFFICE);
        let calendar = domain::example::calendar();
        for day in calendar.between(date(2026, 9, 1), date(2026, 9, 30)).iter().take(12) {
            for (half, code) in [(Half::Morning, "/"), (Half::Afternoon, "\\")] {
                let mark = urls::mark(DORA, Session::new(*day, half));
                let filled = [("code", code), ("reason", "She was in the music room")];
                assert_eq!(office.submit(&office.page(&mark), &mark, &filled).status, 303, "{day}");
            }
        }
        house.at(CHANGED, "10:00");
        let pathway = house.signed_in(LEAD).page(&urls::pathway(DORA));
        pathway.must_say("Take back Attendance letter of 24 November 2026 to Jude Finch");
    });
}
