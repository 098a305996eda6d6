//! Forms that come filled in with what the record says: read, corrected where it is not right, and kept as such.

use domain::case::Done;
use jiff::civil::date;
use store::pupil::{Cohort, Span};
use web::urls;

use crate::{
    hillside::{DORA, ELLIS, LEAD, OFFICE, PROTECTED},
    house::{House, on_both},
    page::Page,
};

const UNTOUCHED: &str = "Filled in from the record: correct what is not right.";

/// What the last event of a pupil's case has in its fields.
fn kept(house: &House, pupil: domain::id::PupilId) -> Vec<(String, String)> {
    let history = house.store().read(|tx| store::case::of_pupil(tx, pupil)).expect("readable");
    match history.into_iter().next_back().expect("something was done").done {
        Done::Did { fields, .. } => fields,
        other => panic!("{other:?} has no fields"),
    }
}

fn value<'f>(fields: &'f [(String, String)], name: &str) -> &'f str {
    fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
}

/// What stands in a field of the form before anybody types in it.
fn filled(page: &Page, form: &str, name: &str) -> String {
    page.form(form).into_iter().find(|(field, _)| field == name).map(|(_, text)| text).expect("the form has it")
}

#[test]
fn a_form_comes_filled_in_is_corrected_and_says_which_parts_stand_as_the_record_has_them() {
    on_both(|house| {
        house.follow("knowsley");
        let lead = house.signed_in(LEAD);
        let form = urls::action(ELLIS, "knowsley", "chronology");
        let page = lead.page(&form);
        page.must_say(UNTOUCHED);
        let absences = filled(&page, &form, "f-absences-with-their-days");
        assert!(absences.ends_with(": I, 29 sessions"), "{absences}");
        assert_eq!(filled(&page, &form, "f-what-was-done-and-when"), "", "nothing was done yet");

        // Rubbed out it is missing like any other part, and does not come back by itself.
        let refused = lead.submit(&page, &form, &[("f-absences-with-their-days", "")]);
        assert_eq!(refused.status, 422, "{}", refused.words());
        refused.must_say("Absences with their days.");
        assert_eq!(filled(&refused, &form, "f-absences-with-their-days"), "");

        let corrected = "Ill at home from September on, see the letter of the hospital";
        let words = ("f-what-was-done-and-when", "We met his mother at the gate");
        let done = lead.submit(&page, &form, &[("f-absences-with-their-days", corrected), words]);
        assert_eq!(done.status, 303, "{}", done.words());
        let fields = kept(house, ELLIS);
        assert_eq!(value(&fields, "absences with their days"), corrected);
        assert_eq!(value(&fields, "what was done and when"), "We met his mother at the gate");
        assert_eq!(value(&fields, service::case::FROM_THE_RECORD), "", "nothing stands as the record has it");
        let case = lead.page(&urls::case(ELLIS));
        case.must_say(corrected);
        case.must_not_say("Filled in from the record");

        // What was done stands in the next one.
        let again = lead.page(&form);
        assert!(filled(&again, &form, "f-what-was-done-and-when").starts_with("24 November 2026: Chronology"));
        lead.submit(&again, &form, &[]);
        let both = "absences with their days; what was done and when";
        assert_eq!(value(&kept(house, ELLIS), service::case::FROM_THE_RECORD), both);
        lead.page(&urls::case(ELLIS)).must_say("Filled in from the record");
    });
}

#[test]
fn a_referral_has_the_figures_the_family_and_never_a_protected_address() {
    on_both(|house| {
        house.follow("knowsley");
        let buys = |name: &str| Cohort {
            name: name.into(),
            span: Span { from: date(2026, 9, 1), until: None },
            source: String::from("school"),
        };
        let (ellis, dora) = (buys("SLA school"), buys("SLA school"));
        let written = house
            .store()
            .write::<(), store::StoreError>(move |tx| store::pupil::add_cohorts(tx, &[(ELLIS, ellis), (DORA, dora)]));
        written.expect("the records can be written");
        house.at(crate::hillside::DAY, "09:00");
        let lead = house.signed_in(LEAD);

        let form = urls::action(ELLIS, "knowsley", "traded-referral");
        let page = lead.page(&form);
        let field = |name: &str| filled(&page, &form, name);
        assert!(field("f-attendance-to-date").contains("14½ days missed of "), "{}", field("f-attendance-to-date"));
        let years = field("f-attendance-of-the-last-3-years");
        assert_eq!(years.lines().count(), 3, "{years}");
        assert!(years.ends_with("2024 to 2025: none on record"), "{years}");
        let siblings = field("f-brothers-and-sisters-dates-of-birth-schools");
        assert_eq!(siblings, "Alfie Hargreaves, born 3 May 2017, Hillside Primary School");
        let parents = field("f-parents-and-carers-names-addresses");
        assert_eq!(
            parents,
            "Rowan Hargreaves, mother: 11 Mill Lane, Fellshire\nJude Hargreaves, father: 12 Mill Lane, Fellshire"
        );
        // What nobody but a person knows stays to be typed.
        assert_eq!(field("f-gp-and-medical-matters"), "");

        let page = lead.page(&urls::action(DORA, "knowsley", "traded-referral"));
        page.must_say("Rowan Finch, mother: the address is protected");
        assert!(!page.html().contains(PROTECTED));
        // Nobody in another role has the form at all.
        let page = house.signed_in(OFFICE).page(&form);
        assert!(page.forms(&form).is_empty());
    });
}
