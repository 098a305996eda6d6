//! Letters: read before they are made, kept unchanged, never to a protected address.

use domain::session::{Half, Session};
use jiff::civil::date;
use web::urls;

use crate::{
    hillside::{CALLUM, DORA, LEAD, OFFICE, PROTECTED, TEACHER},
    house::on_both,
};

fn letter(pupil: domain::id::PupilId) -> String {
    urls::letter(pupil, "lancashire", "attendance-letter")
}

#[test]
fn a_letter_is_read_before_it_is_made_and_kept_as_it_was() {
    on_both(|house| {
        let lead = house.signed_in(LEAD);
        let preview = lead.page(&letter(DORA));
        preview.must_say("has missed 12 days of school");
        preview.must_say("Priya Nair");
        preview.must_say("Hillside Primary School Hillside Lane Marlbeck ZZ99 1AA Telephone 01632 960001");
        let made = lead.submit(&preview, &letter(DORA), &[("contact", "42")]);
        let page = lead.follow(&made);
        let mut documents = page.links().into_iter().filter(|link| link.starts_with("/documents/"));
        let document = documents.next().expect("the made letter is a link");
        let pdf = lead.page(&document).bytes;
        assert!(pdf.starts_with(b"%PDF-"));
        let first = Session::new(date(2026, 9, 2), Half::Morning);
        let mark = lead.page(&urls::mark(DORA, first));
        let filled = [("code", "I"), ("reason", "Father told us")];
        assert_eq!(lead.submit(&mark, &urls::mark(DORA, first), &filled).status, 303);
        assert_eq!(lead.page(&document).bytes, pdf, "what the register says now changes no letter");
        lead.page(&urls::case(DORA)).must_say("Attendance letter");
        assert_eq!(house.signed_in(TEACHER).get(&document).status, 403);
    });
}

#[test]
fn a_protected_address_is_neither_shown_nor_written_to() {
    on_both(|house| {
        let lead = house.signed_in(LEAD);
        let preview = lead.page(&letter(DORA));
        preview.must_say("Rowan Finch");
        assert!(!preview.html().contains(PROTECTED), "the preview shows the address");
        let html = preview.html();
        assert!(!html.contains("value=\"41\""), "the mother cannot be chosen");
        let forged = lead.submit(&preview, &letter(DORA), &[("contact", "41")]);
        assert!(matches!(forged.status, 404 | 422), "{}", forged.status);
        assert!(lead.page(&urls::case(DORA)).links().iter().all(|link| !link.starts_with("/documents/")));
        for visitor in [lead, house.signed_in(OFFICE)] {
            for address in [urls::pupil(DORA), urls::record(DORA), urls::case(DORA), urls::board()] {
                assert!(!visitor.page(&address).html().contains(PROTECTED), "{address}");
            }
        }
    });
}

#[test]
fn a_letter_about_a_known_medical_condition_is_held_back_with_its_reason() {
    on_both(|house| {
        let lead = house.signed_in(LEAD);
        let page = lead.page(&letter(CALLUM));
        page.must_say("This letter is held back");
        page.must_say("medical condition that school knows of");
        assert!(page.forms(&letter(CALLUM)).is_empty());
        let form = [("csrf".into(), lead.page("/handbook").token()), ("contact".into(), "32".into())];
        assert_eq!(lead.post(&letter(CALLUM), &form).status, 422);
        assert!(lead.page(&urls::case(CALLUM)).links().iter().all(|link| !link.starts_with("/documents/")));
    });
}
