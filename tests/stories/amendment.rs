//! Amending the register, and the log that keeps what was there before.

use domain::{
    id::SchoolId,
    session::{Half, Session},
};
use jiff::civil::date;
use store::{Engine, StoreError, Tx, verify};
use web::urls;

use crate::{
    hillside::{DORA, LEAD, OFFICE},
    house::{House, on_both},
};

const FIRST: Session = Session::new(date(2026, 9, 2), Half::Morning);

fn amend(house: &House) {
    let office = house.signed_in(OFFICE);
    let page = office.page(&urls::mark(DORA, FIRST));
    let filled = [("code", "M"), ("reason", "The hospital's letter came"), ("note", "Letter of 1 September")];
    let saved = office.submit(&page, &urls::mark(DORA, FIRST), &filled);
    assert_eq!(saved.status, 303, "{}", saved.words());
}

fn faults(house: &House) -> Vec<verify::Fault> {
    let store = house.store();
    store.read(|tx| verify::school(tx, SchoolId(1))).expect("the log can be read").faults
}

/// An amendment keeps original, new, reason, date, person and position. The pupil's page shows them.
#[test]
fn an_amendment_shows_what_was_there_and_who_changed_it_when_and_why() {
    on_both(|house| {
        amend(house);
        assert_eq!(house.mark(SchoolId(1), DORA, FIRST), "M");
        let lead = house.signed_in(LEAD);
        for address in [urls::mark(DORA, FIRST), urls::record(DORA)] {
            let page = lead.page(&address);
            for words in ["O", "M", "The hospital's letter came", "24 November 2026", "Joan Prescott"] {
                page.must_say(words);
            }
            assert!(page.words().to_lowercase().contains("school office"), "{}", page.words());
        }
        let history = lead.page(&urls::mark(DORA, FIRST));
        history.must_say("Grace Hartley");
        history.must_say("Register taken");
    });
}

#[test]
fn an_amendment_needs_a_reason() {
    on_both(|house| {
        let office = house.signed_in(OFFICE);
        let page = office.page(&urls::mark(DORA, FIRST));
        let answer = office.submit(&page, &urls::mark(DORA, FIRST), &[("code", "M")]);
        assert_eq!(answer.status, 422);
        answer.must_say("Say why the mark is amended");
        assert_eq!(house.mark(SchoolId(1), DORA, FIRST), "O");
    });
}

#[test]
fn a_mark_amended_to_a_late_code_needs_its_minutes_and_keeps_them() {
    on_both(|house| {
        let office = house.signed_in(OFFICE);
        let page = office.page(&urls::mark(DORA, FIRST));
        page.must_say("For L and U: whole minutes after the register opened at 08:50.");
        let late = |minutes: &str| {
            let filled = [("code", "L"), ("reason", "She came with the second bus"), ("minutes", minutes)];
            office.submit(&page, &urls::mark(DORA, FIRST), &filled)
        };
        for nonsense in ["", "soon", "-5", "900"] {
            let answer = late(nonsense);
            assert_eq!(answer.status, 422, "{nonsense}");
            answer.must_say("Say how many minutes after 08:50 the pupil arrived, such as 5");
            answer.must_say("She came with the second bus");
        }
        assert_eq!(house.mark(SchoolId(1), DORA, FIRST), "O");
        assert_eq!(late("12").status, 303);
        assert_eq!(house.mark(SchoolId(1), DORA, FIRST), "L");
        office.page(&urls::mark(DORA, FIRST)).must_say("12 minutes late");
        let view = house.app.view(SchoolId(1));
        assert_eq!(view.roll().expect("a roll").minutes_late(DORA, FIRST), Some(12));
    });
}

#[test]
fn nobody_amends_a_mark_that_changed_since_they_looked() {
    on_both(|house| {
        let lead = house.signed_in(LEAD);
        let seen = lead.page(&urls::mark(DORA, FIRST));
        amend(house);
        let answer = lead.submit(&seen, &urls::mark(DORA, FIRST), &[("code", "I"), ("reason", "Ill")]);
        assert_eq!(answer.status, 409);
        assert_eq!(house.mark(SchoolId(1), DORA, FIRST), "M");
    });
}

#[test]
fn a_mark_changed_directly_in_the_database_is_named() {
    on_both(|house| {
        amend(house);
        assert_eq!(faults(house), [], "an amendment is no fault");
        let changed = house.store().write(move |tx| forge(tx));
        assert_eq!(changed.expect("the guards are lifted"), 1);
        assert_eq!(faults(house), [verify::Fault::Mark { entry: 1, pupil: DORA, session: FIRST }]);
    });
}

/// Makes Dora present in the first register, as somebody with the database's own tools could.
fn forge(tx: &mut dyn Tx) -> Result<u64, StoreError> {
    let guards = match tx.engine() {
        Engine::Sqlite => "drop trigger entries_update; drop trigger entries_delete;",
        Engine::Postgres => "drop trigger entries_change on entries;",
    };
    tx.exec(guards, &[])?;
    let entries = store::log::on(tx, SchoolId(1), FIRST.date)?;
    let marks = &entries[0].what.marks;
    let mut packed = domain::log::pack(marks);
    let (place, length) = (marks.iter().position(|mark| mark.pupil == DORA), packed.len() / marks.len());
    // The code stands behind the four bytes of the pupil.
    packed[place.expect("Dora is in 5 Hazel") * length + 4] = marks[1].code.number();
    tx.exec("update entries set marks = $1 where number = 1", &[packed.into()])
}
