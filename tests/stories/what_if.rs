//! What another handbook would make of the roll, as a page and a file; and that switching gives just this.

use domain::id::SchoolId;
use store::StoreError;
use web::urls;

use crate::{
    hillside::{ADMINISTRATOR, DAY, DORA, ELLIS, LEAD, OFFICER},
    house::{House, on_both},
};

const QUESTION: &str = "/what-if?to=lincolnshire&first=2026-08-01";

/// The school follows another handbook from now on.
fn switch(house: &mut House, pack: &'static str) {
    let written = house.store().write::<(), StoreError>(move |tx| {
        let mut school = store::school::find(tx, SchoolId(1))?.expect("Hillside is there");
        school.pack = String::from(pack);
        store::school::change(tx, &school)
    });
    written.expect("a school changes its handbook");
    house.at(DAY, "08:55");
}

#[test]
fn a_lead_asks_what_another_handbook_would_make_of_their_school() {
    on_both(|house| {
        let reader = house.signed_in(LEAD);
        let handbook = reader.page("/handbook");
        assert!(handbook.links().contains(&String::from("/what-if")));
        reader.page("/what-if").must_say("As if the packs had always been in force Compare Working it out");
        let page = reader.page(QUESTION);
        page.must_say("of 8 children change band on Tuesday 24 November 2026");
        page.must_say("Before: Lancashire, edition 2025-28. After: Lincolnshire, edition 2023-26.");
        page.must_say("Ellis Hargreaves");
        page.must_say("Pathway: Universal");
        page.must_say("days absent is less than 15 days: 14½ days (29 sessions)");
        page.must_say("SEN Support");
        assert!(page.links().contains(&web::urls::pathway(ELLIS)), "each child is linked");
        assert!(page.html().contains("Tasks that arise week by week"), "the weeks are drawn");
        page.must_not_say("Moorgate");
    });
}

#[test]
fn switching_gives_each_child_what_was_said() {
    on_both(|house| {
        let said = house.signed_in(LEAD).page(QUESTION).words();
        switch(house, "lincolnshire");
        let reader = house.signed_in(LEAD);
        for child in [ELLIS, DORA] {
            let standings = service::standing::of_school(&house.app, SchoolId(1)).expect("the school is there");
            let real = standings.iter().find(|one| one.pupil.id == child).expect("on the roll");
            let band = real.decided.bands.iter().find(|band| band.decides()).expect("in a band");
            assert!(said.contains(&format!("{}: {}", band.set, band.band)), "{}: {said}", band.band);
            assert!(said.contains(&band.receipt.why()), "{}: {said}", band.receipt.why());
            reader.page(&web::urls::pathway(child)).must_say(&band.band);
        }
        let again = reader.page(QUESTION);
        again.must_say("0 of 8 children change band");
        again.must_say("Nobody changes band.");
    });
}

#[test]
fn the_file_has_a_row_for_every_pupil_with_both_reasons() {
    on_both(|house| {
        let file = house.signed_in(LEAD).page(&format!("{QUESTION}&file=csv")).html();
        let rows: Vec<&str> = file.lines().collect();
        assert_eq!(rows.len(), 9, "{file}");
        assert!(rows[0].contains("Band before") && rows[0].contains("Reason after"), "{}", rows[0]);
        let ellis = rows.iter().find(|row| row.contains("Ellis")).expect("Ellis is in it");
        assert!(ellis.contains("Pathway: Universal") && ellis.contains("14½ days (29 sessions)"), "{ellis}");
    });
}

#[test]
fn an_officer_sees_every_school_and_an_administrator_the_numbers_alone() {
    on_both(|house| {
        let officer = house.signed_in(OFFICER).page(QUESTION);
        officer.must_say("School by school");
        officer.must_say("Moorgate Primary School");
        officer.must_say("of 9 children change band");
        officer.must_say("Ellis Hargreaves");
        let administrator = house.signed_in(ADMINISTRATOR).page(QUESTION);
        administrator.must_say("of 9 children change band");
        administrator.must_not_say("Hargreaves");
        administrator.must_say("Children are named to people of their school and to attendance officers");
    });
}

#[test]
fn days_that_are_turned_round_are_said_and_nothing_is_compared() {
    on_both(|house| {
        let page = house.signed_in(LEAD).page("/what-if?to=knowsley&first=2026-11-01&last=2026-10-01");
        page.must_say("The last day must not be before the first");
        page.must_not_say("change band");
    });
}

#[test]
fn the_page_is_useful_before_anybody_has_chosen() {
    on_both(|house| {
        let page = house.signed_in(LEAD).page(&urls::what_if());
        page.must_say("beside the pack that Hillside Primary School follows");
        page.must_say("of 8 children change band on Tuesday 24 November 2026");
        page.must_say("Whose tasks");
        let officer = house.signed_in(OFFICER).page(&urls::what_if());
        officer.must_say("children change band");
    });
}
