//! Returns and notices: from what the registers say to the receipt of whoever has them, late ones, and everything that is
//! refused on the way.

use domain::{
    Date,
    act::{Act, By, Mark, NewEntry},
    clock,
    id::{PersonId, PupilId, SchoolId},
    session::{Half, Session},
};
use jiff::civil::date;
use web::urls;

use crate::{
    hillside::{AMARA, DAY, DORA, ELLIS, HAZEL, HEAD, LEAD, OFFICE, OFFICER, PROTECTED, TEACHER, TOM},
    house::{House, on_both},
    page::Page,
    visitor::{Visitor, filled_in},
};

const HILLSIDE: SchoolId = SchoolId(1);

fn list() -> String {
    urls::returns::of_school(HILLSIDE)
}

/// Sends the returns of one name about these pupils, from the page of the reader.
fn send(visitor: &Visitor<'_>, name: &str, pupils: &[PupilId]) -> Page {
    let token = visitor.page(&list()).token();
    let pupils: Vec<String> = pupils.iter().map(ToString::to_string).collect();
    let mut fields = vec![("csrf", token.as_str()), ("return", name)];
    fields.extend(pupils.iter().map(|pupil| ("pupil", pupil.as_str())));
    visitor.post(&list(), &filled_in(Vec::new(), &fields))
}

/// Fills in a form of the handbook about a pupil.
fn record(visitor: &Visitor<'_>, pupil: PupilId, (pack, slug): (&str, &str), filled: &[(&str, &str)]) -> Page {
    let form = urls::action(pupil, pack, slug);
    visitor.submit(&visitor.page(&form), &form, filled)
}

/// The pages of the returns that were sent, newest first.
fn sent_pages(page: &Page) -> Vec<String> {
    let start = format!("{}/", list());
    let is_sent = |link: &String| link.starts_with(&start) && !link.contains("/files/");
    page.links().into_iter().filter(is_sent).collect()
}

/// The officer opens the newest return of this name and says that they have it.
fn receive(house: &House, name: &str) -> Page {
    let officer = house.signed_in(OFFICER);
    let called = format!("/{}", domain::rule::slug(name));
    let sent = sent_pages(&officer.page(&list()));
    let newest = sent.iter().find(|link| link.ends_with(&called)).expect("it was sent");
    officer.submit(&officer.page(newest), newest, &[("note", "Thank you")])
}

fn is_whole(house: &House) {
    let verified = house.store().read(|tx| store::verify::school(tx, HILLSIDE)).expect("readable");
    assert_eq!(verified.faults, vec![]);
}

#[test]
fn who_does_not_attend_regularly_is_returned_late_received_by_the_authority_and_seen_by_the_school() {
    on_both(|house| {
        let office = house.signed_in(OFFICE);
        office.page(&urls::today()).must_say("Returns and notices");
        office.page(&urls::school(HILLSIDE)).must_say("1 late");
        let page = office.page(&list());
        page.must_say("Attendance return To the local authority.");
        page.must_say("Dora Finch, 5 Hazel");
        page.must_say("Was due 8 October");
        page.must_not_say("Noor Khan");
        assert!(page.links().contains(&urls::receipt(DORA, "england", "send-the-attendance-return")), "why");
        house.signed_in(OFFICER).page(&urls::returns::of_authority()).must_say("Hillside Primary School 1 0");

        let nobody = office.submit(&page, &list(), &[]);
        assert_eq!(nobody.status, 422, "{}", nobody.words());
        nobody.must_say("Choose at least one pupil");
        let chosen = [("pupil", "4")];
        let done = office.submit(&page, &list(), &chosen);
        let after = office.follow(&done);
        after.must_say("Sent: Attendance return, about 1 pupil.");
        after.must_say("Not answered yet");
        after.must_not_say("Was due 8 October");
        let twice = office.submit(&page, &list(), &chosen);
        assert_eq!(twice.status, 409, "{}", twice.words());
        twice.must_say("One of these is not due any more: somebody has sent it");

        // A school does not answer for the authority.
        let newest = sent_pages(&after).remove(0);
        let own = office.page(&newest);
        own.must_say("Nobody has answered for it yet.");
        let token = own.token();
        let pretend = filled_in(Vec::new(), &[("csrf", &token), ("note", "It came")]);
        assert_eq!(office.post(&newest, &pretend).status, 403);

        let officer = house.signed_in(OFFICER);
        officer.page(&urls::today()).must_say("1 return waits for an answer.");
        officer.page(&urls::returns::of_authority()).must_say("Dora Finch");
        let there = officer.page(&newest);
        there.must_say("Dora Finch, withheld: the address is protected");
        there.must_not_say(PROTECTED);
        there.must_say("Sessions missed by code");
        let received = officer.follow(&officer.submit(&there, &newest, &[("note", "Thank you")]));
        received.must_say("The receipt is recorded, and the school sees it.");
        received.must_not_say("Dora Finch");
        assert_eq!(officer.submit(&there, &newest, &[]).status, 409, "once");
        office.page(&list()).must_say("Tue 24 November, Daniel Okoro, authority attendance officer");
        office.page(&newest).must_say("Said with the receipt Thank you");

        let file = office.get(&urls::returns::file(HILLSIDE, "Attendance return"));
        assert_eq!(file.status, 200);
        for said in ["Dora Finch", "A888990100004", "Joan Prescott", "Daniel Okoro", "Name and address"] {
            assert!(file.html().contains(said), "{said}: {}", file.html());
        }
        assert!(!file.html().contains(PROTECTED));
        assert_eq!(house.signed_in(TEACHER).get(&newest).status, 403);
        is_whole(house);
    });
}

#[test]
fn a_return_that_lacks_what_has_to_stand_in_it_is_not_sent() {
    on_both(|house| {
        let lead = house.signed_in(LEAD);
        let amend = urls::admission::amend(DORA);
        let gone = [("address", ""), ("reason", "They have moved, nobody knows where")];
        assert_eq!(lead.submit(&lead.page(&amend), &amend, &gone).status, 303);
        let refused = send(&lead, "Attendance return", &[DORA]);
        assert_eq!(refused.status, 422, "{}", refused.words());
        refused.must_say("Attendance return was not sent about Dora Finch, 5 Hazel: Name and address");
        lead.page(&list()).must_say("Nothing was sent yet");
        assert_eq!(send(&lead, "Attendance return", &[AMARA]).status, 409, "nothing makes it due for her");
        assert_eq!(send(&lead, "Nothing like that", &[DORA]).status, 404);
        assert_eq!(send(&house.signed_in(OFFICER), "Attendance return", &[DORA]).status, 403);
    });
}

#[test]
fn a_joiner_is_returned_by_the_fifth_day_and_what_changes_afterwards_is_seen() {
    on_both(|house| {
        let office = house.signed_in(OFFICE);
        let (admit, group) = (urls::admission::admit(), HAZEL.to_string());
        let child = [
            ("forenames", "Ines Maria"),
            ("surname", "Calder"),
            ("sex", "F"),
            ("born", "2017-02-03"),
            ("address", "4 Kiln Gardens, Fellshire"),
            ("group", group.as_str()),
        ];
        let done = office.submit(&office.page(&admit), &admit, &child);
        let digits = done.location.trim_start_matches("/pupils/").split('/').next().expect("it names the pupil");
        let ines = PupilId(digits.parse().expect("a number"));
        let due = office.page(&list());
        due.must_say("Return of a new pupil");
        due.must_say("Entered on 24 November 2026, starting on 24 November 2026");
        due.must_say("By Sun 29 November");
        house.at(date(2026, 11, 29), "09:10");
        house.signed_in(OFFICE).page(&list()).must_not_say("Was due 29 November");
        house.at(date(2026, 11, 30), "09:10");
        let office = house.signed_in(OFFICE);
        office.page(&list()).must_say("Was due 29 November");
        assert_eq!(send(&office, "Return of a new pupil", &[ines]).status, 303);
        let after = office.page(&list());
        after.must_not_say("Was due 29 November");
        let newest = sent_pages(&after).remove(0);
        let as_sent = office.page(&newest);
        as_sent.must_say("Forenames: Ines Maria");
        as_sent.must_say("Starting day:");
        as_sent.must_not_say("The record says something else today");

        house.at(date(2026, 12, 1), "09:10");
        let office = house.signed_in(OFFICE);
        let amend = urls::admission::amend(ines);
        let moved = [("address", "9 Beckside, Fellshire"), ("reason", "They have moved")];
        assert_eq!(office.submit(&office.page(&amend), &amend, &moved).status, 303);
        office.page(&list()).must_say("The admission register has changed since.");
        let changed = house.signed_in(OFFICER).page(&newest);
        changed.must_say("Address: 4 Kiln Gardens, Fellshire");
        changed.must_say("The record says something else today");
        changed.must_say("Address: 9 Beckside, Fellshire");
        assert_eq!(receive(house, "Return of a new pupil").status, 303);
        is_whole(house);
    });
}

#[test]
fn a_leaver_is_returned_with_the_ground_before_the_name_goes() {
    on_both(|house| {
        let head = house.signed_in(HEAD);
        let grounds = head.page(&urls::admission::deletion(TOM));
        grounds.must_say("has not been sent yet");
        let leaver = ("england", "return-of-a-deleted-name");
        assert!(grounds.links().contains(&urls::action(TOM, leaver.0, leaver.1)));
        let bare = record(&head, TOM, leaver, &[]);
        assert_eq!(bare.status, 422);
        bare.must_say("The ground of regulation 9 is missing");
        assert_eq!(record(&head, TOM, leaver, &[("f-ground", "9(1)(k)")]).status, 303);
        head.page(&urls::admission::deletion(TOM))
            .must_say("The return about the leaver was sent on 24 November 2026.");
        // The form of the ground has the day already.
        let form = urls::admission::deletion_under(TOM, "9(1)(k)");
        let page = head.page(&form);
        page.must_say("It was sent on this day.");
        let deleted =
            head.submit(&page, &urls::admission::deletion(TOM), &[("died", "The family told the headteacher")]);
        assert_eq!(deleted.status, 303, "{}", deleted.words());
        let after = head.page(&list());
        after.must_not_say("The name goes on");
        after.must_say("Tom Birch : Return of a deleted name");
        let there = head.page(&sent_pages(&after).remove(0));
        there.must_say("Ground 9(1)(k)");
        there.must_say("Tom Birch, 131 Mill Lane, Fellshire");
        assert_eq!(receive(house, "Return of a deleted name").status, 303);
    });
}

#[test]
fn a_social_worker_hears_of_an_unexplained_absence_and_the_school_writes_down_who_has_the_notice() {
    on_both(|house| {
        let lead = house.signed_in(LEAD);
        let cohorts = urls::admission::cohorts(AMARA);
        let care = [("cohort", "CiN plan"), ("from", "2026-10-01"), ("source", "social care"), ("reason", "A letter")];
        assert_eq!(lead.submit(&lead.page(&cohorts), &cohorts, &care).status, 303);
        let teacher = house.signed_in(TEACHER);
        let register = urls::register(HAZEL, Session::new(DAY, Half::Morning));
        assert_eq!(teacher.submit(&teacher.page(&register), &register, &[("mark-2", "absent")]).status, 303);
        let name = "Notice of an unexplained absence";
        let due = lead.page(&list());
        due.must_say(name);
        due.must_say("Amara Osei, 5 Hazel");
        due.must_say("Today");
        // That she has a social worker is not for the office.
        house.signed_in(OFFICE).page(&list()).must_not_say(name);
        assert_eq!(send(&house.signed_in(OFFICE), name, &[AMARA]).status, 403);
        assert_eq!(send(&lead, name, &[AMARA]).status, 303);
        let after = lead.page(&list());
        let newest = sent_pages(&after).remove(0);
        assert_eq!(house.signed_in(OFFICE).get(&newest).status, 404);
        let page = lead.page(&newest);
        let empty = lead.submit(&page, &newest, &[]);
        assert_eq!(empty.status, 422);
        empty.must_say("Say who has it, and how you know");
        assert_eq!(lead.submit(&page, &newest, &[("note", "Ama Boateng rang back")]).status, 303);
        lead.page(&newest).must_say("Said with the receipt Ama Boateng rang back");
        is_whole(house);
    });
}

/// Ten sessions of leave that nobody had agreed to.
fn away_on_holiday(house: &House, pupil: PupilId) {
    let calendar = domain::example::calendar();
    let days = calendar.between(date(2026, 9, 1), date(2026, 11, 23));
    let (last, codes) = (&days[days.len() - 5..], house.app.codes().clone());
    let sessions = last.iter().flat_map(|&day| Half::BOTH.map(|half| Session::new(day, half)));
    let entry = |session: Session| NewEntry {
        school: HILLSIDE,
        at: clock::instant(DAY, domain::example::school().morning.opens),
        by: By { person: PersonId(3), name: "Priya Nair".into(), position: "attendance lead".into() },
        act: Act::Amended,
        reason: "A holiday in term time".into(),
        marks: vec![Mark {
            pupil,
            session,
            was: codes.present(session.half, session.date),
            code: codes.find("G", session.date).expect("the table has G"),
            minutes_late: None,
            note: String::new(),
        }],
    };
    let entries: Vec<NewEntry> = sessions.map(entry).collect();
    let written =
        house.store().write::<(), store::StoreError>(move |tx| store::log::append_many(tx, entries).map(drop));
    written.expect("the register can be amended");
}

/// A reduced timetable that begins today.
const REDUCED: [(&str, &str); 5] = [
    ("f-consent", "given"),
    ("f-first-day", "2026-11-24"),
    ("f-review-date", "2026-12-04"),
    ("f-end-date", "2026-12-11"),
    ("f-sessions-away", "wed-pm"),
];

/// LEI-066, LEI-067, LEI-068, LEI-069, LEI-070, LEI-071, LEI-072.
#[test]
fn each_of_leicestershire_s_seven_notices_goes_from_what_happened_to_its_receipt() {
    on_both(|house| {
        house.follow("leicestershire");
        away_on_holiday(house, PupilId(5));
        let head = house.signed_in(HEAD);
        let lei = |slug: &'static str| ("leicestershire", slug);
        let happened = [
            record(&head, AMARA, lei("missing-from-education"), &[("outcome", "missing")]),
            record(&head, AMARA, lei("reduced-timetable"), &REDUCED),
            record(&head, AMARA, lei("risk-of-permanent-exclusion"), &[("outcome", "at risk")]),
            record(&head, AMARA, lei("permanent-exclusion"), &[("f-first-day", "2026-11-25")]),
            record(&head, AMARA, lei("lateness"), &[("outcome", "persistent")]),
        ];
        for page in &happened {
            assert_eq!(page.status, 303, "{}", page.words());
        }
        let notices = [
            ("Notification of a child missing from education", AMARA),
            ("Notification of a reduced timetable", AMARA),
            ("Notification of a risk of permanent exclusion", AMARA),
            ("Notification of sixth-day provision needed", AMARA),
            ("Notification of persistent lateness", AMARA),
            ("Notification of persistent absence", ELLIS),
            ("Notification of unauthorised leave", PupilId(5)),
        ];
        let due = head.page(&list());
        for (name, _) in notices {
            due.must_say(&format!("{name} To the Attendance Team."));
        }
        for (name, pupil) in notices {
            let sent = send(&head, name, &[pupil]);
            assert_eq!(sent.status, 303, "{name}: {}", sent.words());
            assert_eq!(send(&head, name, &[pupil]).status, 409, "{name} goes once");
            assert_eq!(receive(house, name).status, 303, "{name}");
        }
        let after = head.page(&list());
        after.must_not_say("Not answered yet");
        assert_eq!(sent_pages(&after).len(), notices.len());
        is_whole(house);
    });
}

/// A notice is due on the day itself, and late on the next.
#[test]
fn a_notice_to_the_county_is_late_on_the_day_after() {
    let on = |house: &mut House, day: Date, said: &str| {
        house.at(day, "10:00");
        house.signed_in(LEAD).page(&list()).must_say(said);
    };
    on_both(|house| {
        house.follow("leicestershire");
        let head = house.signed_in(HEAD);
        assert_eq!(record(&head, AMARA, ("leicestershire", "lateness"), &[("outcome", "persistent")]).status, 303);
        on(house, DAY, "Notification of persistent lateness");
        on(house, DAY, "Today");
        on(house, date(2026, 11, 25), "Was due 24 November");
    });
}
