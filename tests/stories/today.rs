//! Today for those who take no register: the governor and the administrator.

use domain::{
    calendar::{Calendar, Term},
    clock, example,
    id::{PersonId, SchoolId},
    permission::{Actor, Role},
    school::School,
};
use jiff::civil::date;
use store::{StoreError, calendar, log, person, school};
use web::urls;

use crate::{
    hillside::{ADMINISTRATOR, DAY, ELLIS, GOVERNOR, HAZEL, LEAD, TEACHER},
    house::{House, on_both},
};

#[test]
fn a_governor_s_day_begins_with_figures_without_names_and_without_small_numbers() {
    on_both(|house| {
        let governor = house.signed_in(GOVERNOR);
        let page = governor.page(&urls::today());
        // Four of the eight children are persistently absent, which is too few to be said; whether nobody is, is not said either.
        page.must_say("Persistently absent hidden");
        page.must_say("Severely absent hidden");
        page.must_say("Days missed per child 5.2");
        page.must_say("Registers taken 0 of 2 Tuesday 24 November, morning");
        page.must_say("Lancashire Edition 2025-28");
        for name in ["Ellis", "Hargreaves", "Finch", "Khan", "Hazel", "Alder"] {
            page.must_not_say(name);
        }
        assert!(page.links().iter().all(|link| !link.contains("/pupils") && !link.contains("/sessions")));
        assert!(page.links().contains(&urls::school(SchoolId(1))));
        let teacher = house.signed_in(TEACHER);
        let register = urls::register(HAZEL, domain::session::Session::new(DAY, domain::session::Half::Morning));
        assert_eq!(teacher.submit(&teacher.page(&register), &register, &[]).status, 303);
        governor.page(&urls::today()).must_say("Registers taken 1 of 2");
        house.signed_in(LEAD).page(&urls::today()).must_not_say("How the school stands");
    });
}

/// Takes from Moorgate its address, its lead and most of its calendar, and gives it a teacher without a class.
fn neglect(house: &House) {
    let written = house.store().write::<(), StoreError>(|tx| {
        let moorgate = school::find(tx, SchoolId(2))?.expect("the school is there");
        school::change(tx, &School { address: Vec::new(), ..moorgate })?;
        let term = Term { name: "Autumn 2026".into(), first: date(2026, 9, 2), last: date(2026, 12, 18) };
        calendar::replace(tx, SchoolId(2), &Calendar::new(vec![term], Vec::new()))?;
        let actor = Actor {
            person: PersonId(9),
            name: "Ned Fell".into(),
            role: Role::Teacher,
            school: Some(SchoolId(2)),
            groups: Vec::new(),
        };
        person::add(tx, &person::Person { actor, email: "fell@moorgate.example".into(), password_hash: String::new() })
    });
    written.expect("the records can be written");
}

#[test]
fn an_administrator_sees_what_a_school_lacks_until_it_has_it() {
    on_both(|house| {
        let before = house.signed_in(ADMINISTRATOR).page(&urls::today());
        before.must_not_say("no address");
        before.must_not_say("Give it the next term dates");
        before.must_say(
            "Hillside Primary School Primary 2 classes, 5 people sign in. Its calendar runs to Thursday 15 July 2027.",
        );
        neglect(house);
        house.at(DAY, "09:10");
        let administrator = house.signed_in(ADMINISTRATOR);
        let page = administrator.page(&urls::today());
        page.must_say("Nobody leads on attendance");
        page.must_say("Its calendar has no school day after that. Give it the next term dates. By Friday 18 December");
        page.must_say("1 class teacher has no class yet, and so no register to take.");
        page.must_say("Its letters have no address at their head.");
        let about = administrator.page(&urls::particulars(SchoolId(2)));
        about.must_say("Address none on record");
        about.must_say("Autumn 2026 Wednesday 2 September 2026 to Friday 18 December 2026");
        assert!(page.links().contains(&urls::particulars(SchoolId(2))));
        house.at(date(2027, 1, 6), "09:10");
        let page = house.signed_in(ADMINISTRATOR).page(&urls::today());
        page.must_say("Its calendar ended on Friday 18 December 2026, so no register opens.");
    });
}

#[test]
fn an_administrator_sees_who_is_locked_out() {
    on_both(|house| {
        let page = house.signed_in(ADMINISTRATOR).page(&urls::today());
        page.must_not_say("Locked out");
        for _ in 0..10 {
            assert_eq!(house.visitor().sign_in(TEACHER, "a wrong password").status, 422);
        }
        let page = house.signed_in(ADMINISTRATOR).page(&urls::today());
        page.must_say("Grace Hartley, class teacher");
        page.must_say("Locked out");
        house.at(DAY, "09:30");
        house.signed_in(ADMINISTRATOR).page(&urls::today()).must_not_say("Locked out");
    });
}

#[test]
fn an_administrator_sees_what_was_brought_in_lately_and_by_whom() {
    on_both(|house| {
        house.signed_in(ADMINISTRATOR).page(&urls::today()).must_say("Marks imported in the last 30 days None.");
        let written = house.store().write::<(), StoreError>(|tx| {
            let by =
                domain::act::By { person: PersonId(2), name: "Joan Prescott".into(), position: "school office".into() };
            let entries = log::on(tx, SchoolId(1), date(2026, 9, 2))?;
            let source = String::from("marks of September.csv");
            let again = |at| domain::act::NewEntry {
                at,
                by: by.clone(),
                act: domain::act::Act::Imported { source: source.clone() },
                ..entries[0].what.clone()
            };
            let opens = example::school().morning.opens;
            let days = [date(2026, 9, 20), date(2026, 11, 20)];
            log::append_many(tx, days.map(|day| again(clock::instant(day, opens))).into()).map(drop)
        });
        written.expect("the log takes an import");
        house.at(DAY, "09:10");
        let page = house.signed_in(ADMINISTRATOR).page(&urls::today());
        page.must_say("1 import");
        page.must_say("marks of September.csv");
        page.must_say("Marks of Wednesday 2 September 2026 to Wednesday 2 September 2026, by Joan Prescott.");
        page.must_say("Friday 20 November, 08:50");
        house.at(date(2026, 12, 22), "09:10");
        house.signed_in(ADMINISTRATOR).page(&urls::today()).must_not_say("marks of September.csv");
    });
}

#[test]
fn everybody_of_a_school_sees_where_it_is_and_when_it_is_open() {
    on_both(|house| {
        for email in [TEACHER, GOVERNOR, LEAD] {
            let reader = house.signed_in(email);
            assert!(reader.page(&urls::school(SchoolId(1))).links().contains(&urls::particulars(SchoolId(1))));
            let page = reader.page(&urls::particulars(SchoolId(1)));
            page.must_say("Address Hillside Lane Marlbeck ZZ99 1AA");
            page.must_say("Telephone 01632 960001");
            page.must_say("Opens 08:50, closes 09:20; the session ends at 12:00");
            page.must_say("Half term Monday 26 October 2026 to Friday 30 October 2026");
            page.must_say("888/9901");
        }
    });
}

/// What the page shows of what the handbook makes due.
fn due(page: &crate::page::Page) -> String {
    let html = page.html();
    let (_, section) = html.split_once("aria-labelledby=\"handbook\"").expect("the section is there");
    section.split_once("</section>").expect("it ends").0.to_owned()
}

#[test]
fn a_child_has_one_row_with_all_tasks_and_what_is_chosen_stands_in_the_address() {
    on_both(|house| {
        // What is said to be done there leads back to the same list.
        let whole = house.signed_in(LEAD).page(&urls::today_whole("handbook"));
        let forms = whole.forms(&urls::tasks(ELLIS));
        let form = forms.iter().find(|form| form.contains(&("task".into(), "Formal intervention".into())));
        let back = ("back".into(), urls::today_choosing("handbook", ""));
        assert!(form.is_some_and(|form| form.contains(&back)), "{forms:?}");
        house.follow("knowsley");
        let lead = house.signed_in(LEAD);
        let whole = lead.page(&urls::today_whole("handbook"));
        let section = due(&whole);
        assert_eq!(section.matches(&format!("href=\"{}\"", urls::pupil(ELLIS))).count(), 1, "{section}");
        assert!(section.contains(" tasks</span>"), "somebody has several");
        whole.must_say("All, ");
        let nobody = lead.page(&urls::today_choosing("handbook", "place=9+Nowhere&due=overdue"));
        nobody.must_say("No task fits what was chosen.");
        assert!(nobody.links().contains(&urls::today_choosing("handbook", "")), "and the way back to all");
        let kept = urls::today_choosing("handbook", "due=overdue&place=9%20Nowhere");
        assert!(nobody.html().contains(&kept.replace('&', "&amp;")), "a choice keeps the others");
        let odd = lead.page(&urls::today_choosing("handbook", "due=sometime&page=99"));
        assert_eq!(due(&odd).matches("class=\"rb-row").count(), section.matches("class=\"rb-row").count());
    });
}
