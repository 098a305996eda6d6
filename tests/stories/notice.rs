//! A penalty notice to each of two parents, from the request to the day on which court is open: each parent's days are counted
//! alone, and the later of the two counts stands.

use domain::{
    id::PupilId,
    rule::slug,
    session::{Half, Session},
};
use jiff::civil::date;
use web::urls;

use crate::{
    hillside::{DORA, LEAD, OFFICE, OFFICER},
    house::{House, on_both},
    page::Page,
    visitor::Visitor,
};

const PACK: &str = "lady-boswells";
const NOTICE: (&str, &str) = ("england", "Penalty notice");
const RECEIPT: (&str, &str) = ("england", "Receipt of a penalty notice");
const PAYMENT: (&str, &str) = (PACK, "Payment of a penalty notice");
const COURT: (&str, &str) = (PACK, "Court proceedings for an unpaid notice");
const JUDE: (&str, &str) = ("parent", "Jude Finch");
const ROWAN: (&str, &str) = ("parent", "Rowan Finch");

fn page_of(visitor: &Visitor<'_>, pupil: PupilId, (pack, name): (&str, &str)) -> Page {
    visitor.page(&urls::action(pupil, pack, &slug(name)))
}

fn record(visitor: &Visitor<'_>, (pack, name): (&str, &str), filled: &[(&str, &str)]) -> Page {
    let address = urls::action(DORA, pack, &slug(name));
    visitor.submit(&visitor.page(&address), &address, filled)
}

fn recorded(visitor: &Visitor<'_>, thing: (&str, &str), filled: &[(&str, &str)]) {
    let page = record(visitor, thing, filled);
    assert_eq!(page.status, 303, "{} is refused: {}", thing.1, page.words());
}

fn refused(visitor: &Visitor<'_>, thing: (&str, &str), filled: &[(&str, &str)], why: &str) {
    let page = record(visitor, thing, filled);
    assert_eq!(page.status, 422, "{} is not refused", thing.1);
    page.must_say(why);
}

/// The register of Monday 23 November says that Dora was suspended.
fn suspend(house: &House) {
    let office = house.signed_in(OFFICE);
    for half in Half::BOTH {
        let address = urls::mark(DORA, Session::new(date(2026, 11, 23), half));
        let filled = [("code", "E"), ("reason", "Suspended that morning")];
        assert_eq!(office.submit(&office.page(&address), &address, &filled).status, 303);
    }
}

/// LBO-096, LBO-122, C-G-10, C-G-23.
#[test]
fn court_waits_for_the_later_of_both_counts_and_each_parent_is_counted_alone() {
    on_both(|house| {
        house.follow(PACK);
        suspend(house);
        let lead = house.signed_in(LEAD);
        let seen = [
            ("f-first-day-of-the-exclusion", "23 November 2026"),
            ("f-day-seen", "23 November 2026"),
            ("f-in-school-hours", "yes"),
            ("f-justification", "none"),
        ];
        recorded(&lead, (PACK, "Found in public while excluded"), &seen);
        recorded(&lead, (PACK, "Request a penalty notice"), &[("f-liable-parents", "Jude and Rowan Finch")]);

        let officer = house.signed_in(OFFICER);
        let received = [("f-day-received", "27 November 2026"), ("f-how-it-is-known", "by post")];
        refused(&officer, RECEIPT, &[received[0], JUDE], "No notice to this parent was issued by the day");
        recorded(&officer, NOTICE, &[JUDE]);
        refused(&officer, RECEIPT, &received, "Choose the parent whom it is for");
        refused(&officer, RECEIPT, &[JUDE, ("f-day-received", "some day")], "Day received is a day");
        recorded(&officer, RECEIPT, &[received[0], received[1], JUDE]);

        house.at(date(2026, 12, 21), "09:00");
        recorded(&house.signed_in(OFFICER), NOTICE, &[ROWAN]);

        house.at(date(2026, 12, 23), "09:00");
        let officer = house.signed_in(OFFICER);
        let page = page_of(&officer, DORA, COURT);
        page.must_say("29 days since 24 November 2026 (28 days on 22 December 2026), for Jude Finch");
        page.must_say("27 days from 27 November 2026 (28 days on 24 December 2026)");
        page.must_say("2 days since 21 December 2026 (28 days on 18 January 2027), for Rowan Finch");
        refused(&officer, COURT, &[JUDE], "28 days have not passed since this parent received the notice");
        refused(&officer, PAYMENT, &[("f-amount", "£80")], "Choose the parent whom it is for");
        recorded(&officer, PAYMENT, &[ROWAN, ("f-amount", "£80")]);

        house.at(date(2027, 1, 19), "09:00");
        let officer = house.signed_in(OFFICER);
        refused(&officer, COURT, &[ROWAN], "No unpaid notice to this parent");
        recorded(&officer, COURT, &[JUDE]);
    });
}
