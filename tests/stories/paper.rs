//! Registers on paper.

use documents::table::Cell;
use domain::{
    Date,
    id::SchoolId,
    session::{Half, Session},
};
use jiff::civil::date;
use service::paper;
use web::urls;

use crate::{
    hillside::{ALDER, DAY, ELLIS, HAZEL, LEAD, TEACHER, TOM},
    house::{House, on_both},
};

fn actor(house: &House, email: &str) -> domain::permission::Actor {
    let found = house.store().read(|tx| store::person::with_email(tx, email)).expect("readable");
    found.expect("somebody").actor
}

const FIRST: Date = date(2026, 9, 2);
const LAST: Date = date(2026, 11, 23);

#[test]
fn a_certificate_says_what_the_register_says_and_nothing_else() {
    on_both(|house| {
        let made = paper::certificate(&house.app, &actor(house, LEAD), ELLIS, FIRST, LAST).expect("made");
        let view = house.app.view(SchoolId(1));
        let sheet = view.roll().expect("a roll").sheet_or_blank(ELLIS).between(FIRST, LAST);
        assert_eq!(made.tally, sheet.tally());
        let counted: u32 = made.by_code.iter().map(|(.., count)| count).sum();
        assert_eq!(counted as usize, sheet.marked().count());
        assert_eq!(made.by_code.iter().find(|(letters, ..)| letters == "I").map(|(.., count)| *count), Some(29));
        assert_eq!((made.unmarked, made.signed.head.as_str()), (0, "Helen Marsh"));
        let of_day = |day: &paper::Day| (day.morning.clone(), day.afternoon.clone());
        for day in &made.days {
            let mark = |half| house.mark(SchoolId(1), ELLIS, Session::new(day.date, half));
            assert_eq!(of_day(day), (mark(Half::Morning), mark(Half::Afternoon)), "{}", day.date);
        }
        // A session of the period without a mark is said.
        let today = paper::certificate(&house.app, &actor(house, LEAD), ELLIS, FIRST, DAY).expect("made");
        assert_eq!(today.unmarked, 2);
    });
}

#[test]
fn a_lead_asks_for_a_certificate_and_is_told_what_is_wrong_with_the_period() {
    on_both(|house| {
        let lead = house.signed_in(LEAD);
        assert!(lead.page(&urls::pupil(ELLIS)).links().contains(&urls::paper::certificate(ELLIS)));
        lead.page(&urls::paper::certificate(ELLIS)).must_say("has a line for the headteacher to sign");
        let ask = |query: &str| lead.get(&format!("{}?{query}", urls::paper::certificate_file(ELLIS)));
        let made = ask("first=2026-09-02&last=23/11/2026");
        assert!(made.status == 200 && made.bytes.starts_with(b"%PDF-"), "{}", made.status);
        for (query, said) in [
            ("first=&last=2026-11-23", "Give a first day, such as 1/9/2026"),
            ("first=2026-11-23&last=2026-11-20", "Give a first day that is not after the last day"),
            ("first=2026-11-23&last=2026-12-18", "Give a last day that has already been"),
        ] {
            let page = ask(query);
            assert_eq!(page.status, 422, "{query}");
            page.must_say(said);
        }
    });
}

#[test]
fn the_week_of_a_class_is_printed_as_the_log_has_it() {
    on_both(|house| {
        let table = paper::week(&house.app, &actor(house, TEACHER), HAZEL, date(2026, 11, 18)).expect("a table");
        assert_eq!(table.columns.len(), 12, "a name, a number and ten sessions");
        let ellis = table.rows.iter().find(|row| row[0] == Cell::Text("Hargreaves, Ellis".into())).expect("a row");
        let sessions = (16..=20).flat_map(|day| Half::BOTH.map(|half| Session::new(date(2026, 11, day), half)));
        for (cell, session) in ellis[2..].iter().zip(sessions) {
            assert_eq!(*cell, Cell::Text(house.mark(SchoolId(1), ELLIS, session)), "{session}");
        }
        assert!(table.notes[0].contains("at entry"), "{:?}", table.notes);
        let teacher = house.signed_in(TEACHER);
        assert!(teacher.page(&urls::registers()).links().contains(&urls::paper::week(HAZEL, DAY)));
        assert!(teacher.page(&urls::paper::week(HAZEL, DAY)).bytes.starts_with(b"%PDF-"));
    });
}

#[test]
fn the_roll_of_a_day_has_a_line_for_every_child_and_what_was_planned() {
    on_both(|house| {
        let table = paper::roll(&house.app, &actor(house, LEAD), ALDER, DAY).expect("a table");
        let pupils = house.store().read(|tx| store::pupil::of_group(tx, ALDER, DAY)).expect("a class");
        assert_eq!(table.rows.len(), pupils.len() + 3, "and three lines to spare");
        let tom = pupils.iter().find(|pupil| pupil.id == TOM).expect("in the class");
        let name = Cell::Text(format!("{}, {}", tom.surname, tom.forename));
        let row = table.rows.iter().find(|row| row[0] == name).expect("a row");
        assert!(matches!(&row[1], Cell::Text(planned) if planned.starts_with('(')), "{row:?}");
        assert_eq!(row[2], Cell::Empty);
        let lead = house.signed_in(LEAD);
        assert!(lead.page(&urls::registers()).links().contains(&urls::paper::roll(ALDER, date(2026, 11, 25))));
    });
}
