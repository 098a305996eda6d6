//! A copy of everything that is kept about one pupil, without what is about others.

use domain::{
    act::By,
    id::{ContactId, PersonId, SchoolId},
    message::{Channel, NewMessage},
};
use store::StoreError;
use web::urls;

use crate::{
    hillside::{ALFIE, DORA, ELLIS, HEAD, LEAD, OFFICE, PROTECTED},
    house::{House, on_both},
    page::Page,
};

fn ask(house: &House, pupil: domain::id::PupilId, to: &str, reason: &str) -> Page {
    let head = house.signed_in(HEAD);
    let address = urls::retention::copy(pupil);
    head.submit(&head.page(&address), &address, &[("to", to), ("reason", reason)])
}

fn text(page: &Page) -> String {
    assert_eq!(page.status, 200, "{}", page.words());
    String::from_utf8_lossy(&page.bytes).into_owned()
}

/// A message about Ellis and his brother, as the office writes them.
fn write_about_both(house: &House) {
    let new = NewMessage {
        school: SchoolId(1),
        pupils: vec![ELLIS, ALFIE],
        contact: Some(ContactId(11)),
        name: "A Hargreaves".into(),
        channel: Channel::Text,
        to: "07700900111".into(),
        subject: String::new(),
        body: "Ellis and Alfie are not in school today".into(),
        template: "absent-today".into(),
        about: Vec::new(),
        at: house.app.now(),
        by: By { person: PersonId(2), name: "Joan Prescott".into(), position: "school office".into() },
    };
    house.store().write::<_, StoreError>(move |tx| store::message::add(tx, &new)).expect("written");
}

#[test]
fn a_copy_has_everything_about_the_pupil_and_nothing_about_a_brother_and_is_on_record() {
    on_both(|house| {
        write_about_both(house);
        let lead = house.signed_in(LEAD);
        let letter = urls::letter(ELLIS, "lancashire", "attendance-letter");
        assert_eq!(lead.submit(&lead.page(&letter), &letter, &[("contact", "12")]).status, 303);
        for (to, reason, said) in
            [("", "A written request", "Say who gets the copy"), ("His mother", " ", "Say why the copy is given")]
        {
            let refused = ask(house, ELLIS, to, reason);
            assert_eq!(refused.status, 422);
            refused.must_say(said);
        }
        let head = house.signed_in(HEAD);
        head.page(&urls::retention::of_pupil(ELLIS)).must_say("No copy was given yet");
        let page = ask(house, ELLIS, "His mother", "A written request of 3 November");
        assert!(page.bytes.starts_with(b"PK"), "it is a ZIP archive");
        let copy = text(&page);
        for said in [
            "read-me-first.html",
            "admission_register.csv",
            "marks.csv",
            "casework.csv",
            "receipts.csv",
            "letters/1.pdf",
            "A888990100001",
            "2026-09-02,morning,I,",
            "Ellis and another child are not in school today",
            "14½ days (29 sessions)",
            "for His mother: A written request of 3 November.",
            "What is kept about other children",
        ] {
            assert!(copy.contains(said), "{said} is not in the copy");
        }
        assert!(!copy.contains("Alfie"), "his brother is nobody’s business here");
        let shown = head.page(&urls::retention::of_pupil(ELLIS));
        shown.must_say("His mother");
        shown.must_say("A written request of 3 November");
        shown.must_say("What is kept about other children");
        let office = house.signed_in(OFFICE);
        assert_eq!(office.get(&urls::retention::copy(ELLIS)).status, 403);
        office.page(&urls::record(ELLIS)).must_not_say("a copy of everything");
        head.page(&urls::record(ELLIS)).must_say("a copy of everything");
    });
}

#[test]
fn a_protected_address_stands_nowhere_in_a_copy() {
    on_both(|house| {
        let lead = house.signed_in(LEAD);
        let letter = urls::letter(DORA, "lancashire", "attendance-letter");
        assert_eq!(lead.submit(&lead.page(&letter), &letter, &[("contact", "42")]).status, 303);
        let copy = text(&ask(house, DORA, "Her father", "A written request"));
        assert!(!copy.contains(PROTECTED));
        assert!(!copy.contains("letters/1.pdf"), "what stands in a finished letter cannot be taken out of it");
        assert!(copy.contains("withheld") && copy.contains("a parent whose address is protected"));
    });
}
