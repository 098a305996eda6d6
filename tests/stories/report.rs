//! Reports about a school: for its governors, of the week, and of its bands, on the page and as files.

use domain::id::SchoolId;
use jiff::civil::date;
use web::urls;

use crate::{
    hillside::{DAY, GOVERNOR, HEAD, LEAD, OFFICER, TEACHER},
    house::on_both,
};

const SCHOOL: SchoolId = SchoolId(1);
const NAMES: [&str; 6] = ["Ellis", "Hargreaves", "Finch", "Khan", "Hazel", "Alder"];

#[test]
fn governors_get_a_report_without_names_and_without_small_numbers_on_the_page_and_in_every_file() {
    on_both(|house| {
        let governor = house.signed_in(GOVERNOR);
        let page = governor.page(&urls::report::governors(SCHOOL, None, None));
        page.must_say("Attendance report for governors");
        page.must_say("The school year to Sunday 22 November 2026");
        page.must_say("Persistently absent hidden");
        page.must_say("Year 2 hidden hidden");
        // Three of eight are in Year 2: the five of Year 5 would give them away.
        page.must_say("Year 5 hidden hidden");
        page.must_say("What was done");
        let files: Vec<String> = page.links().into_iter().filter(|link| link.contains("file=csv")).collect();
        assert!(files.len() >= 4, "{files:?}");
        for name in NAMES {
            page.must_not_say(name);
        }
        for file in files {
            let text = governor.page(&file).html();
            assert!(NAMES.iter().all(|name| !text.contains(name)), "{text}");
            assert!(text.lines().count() > 1, "{file}: {text}");
        }
        let printed = governor.page(&format!("{}?file=pdf", urls::report::governors(SCHOOL, None, None)));
        assert!(printed.bytes.starts_with(b"%PDF-"));
        let workbook = format!("{}?table=by-year&file=xlsx", urls::report::governors(SCHOOL, None, None));
        assert!(governor.page(&workbook).bytes.starts_with(b"PK"));
        let nothing = format!("{}?table=nothing&file=csv", urls::report::governors(SCHOOL, None, None));
        assert_eq!(governor.get(&nothing).status, 404);
    });
}

#[test]
fn days_that_cannot_be_shown_are_said_one_by_one_and_stay_as_they_were_typed() {
    on_both(|house| {
        let governor = house.signed_in(GOVERNOR);
        let late = governor.get("/schools/1/reports/governors?to=2030-01-01");
        assert_eq!(late.status, 422);
        late.must_say("To the end of: enter a day up to today, such as Tuesday 24 November 2026");
        assert!(late.html().contains("value=\"2030-01-01\""));
        let upside_down = governor.get("/schools/1/reports/governors?from=2026-11-20&to=2026-11-10");
        assert_eq!(upside_down.status, 422);
        upside_down.must_say("The first day has to be before the last, Tuesday 10 November 2026");
        assert_eq!(house.signed_in(HEAD).get("/schools/1/reports/week?of=never").status, 422);
        assert_eq!(house.signed_in(HEAD).get("/schools/1/reports/bands?set=Nothing").status, 404);
        assert_eq!(governor.get("/schools/99/reports/governors").status, 403);
    });
}

#[test]
fn a_reader_without_names_sees_the_same_week_on_every_day_of_it_and_the_same_numbers_on_every_page() {
    on_both(|house| {
        let governor = house.signed_in(GOVERNOR);
        let on = |day| governor.page(&urls::school_to(SCHOOL, date(2026, 11, day))).words();
        let numbers = |words: String| words.split_once("Days missed per child").expect("the figures").1.to_owned();
        assert_eq!(numbers(on(17)), numbers(on(20)));
        let page = governor.page(&urls::school(SCHOOL));
        page.must_say("Persistently absent hidden");
        page.must_say("Year 2 hidden");
        page.must_say("Year 5 hidden");
        page.must_not_say("this week Nobody");
        let file = governor.page("/schools/1?table=cohorts&file=csv").html();
        assert!(file.contains("Year 5,hidden") || !file.contains("Year 5,5"), "{file}");
        // A class teacher sees the school without the names of other classes, and so its figures like a governor.
        house.signed_in(TEACHER).page(&urls::school(SCHOOL)).must_say("Persistently absent hidden");
        house.signed_in(HEAD).page("/schools/1?as=governor").must_say("Persistently absent hidden");
    });
}

#[test]
fn the_head_s_week_says_what_changed_and_who_owes_what() {
    on_both(|house| {
        let head = house.signed_in(HEAD);
        let page = head.page(&urls::report::week(SCHOOL, None));
        page.must_say("The week from Monday 23 November 2026, to the end of Tuesday 24 November 2026");
        page.must_say("Who crossed a line");
        page.must_say("Who came back");
        page.must_say("Tasks overdue, by owner");
        page.must_say("Registers late or missing");
        page.must_say("Returns and notices due");
        page.must_say("Leave to decide No request waits.");
        page.must_say("Meetings to hold by the end of next week");
        for link in page.links().iter().filter(|link| link.contains("file=csv")) {
            assert!(head.page(link).html().lines().count() > 1, "{link}");
        }
        assert!(head.page("/schools/1/reports/week?file=pdf").bytes.starts_with(b"%PDF-"));
        let earlier = head.page(&urls::report::week(SCHOOL, Some(date(2026, 10, 7))));
        earlier.must_say("The week from Monday 5 October 2026, to the end of Sunday 11 October 2026");
        assert_eq!(house.signed_in(TEACHER).get(&urls::report::week(SCHOOL, None)).status, 403);
        head.page(&urls::today()).must_say("The week for the head");
    });
}

#[test]
fn the_week_opens_nothing_that_its_reader_may_not_see() {
    on_both(|house| {
        // At noon nobody has taken the registers of the morning.
        house.at(DAY, "12:00");
        for who in [HEAD, OFFICER] {
            let reader = house.signed_in(who);
            let page = reader.page(&urls::report::week(SCHOOL, None));
            page.must_say("not taken");
            let has_register = page.links().iter().any(|link| link.starts_with("/registers/"));
            assert_eq!(has_register, who == HEAD, "{:?}", page.links());
            for link in page.links().iter().filter(|link| link.starts_with('/') && !link.contains("/assets/")) {
                assert_eq!(reader.get(link).status, 200, "{link}");
            }
        }
    });
}

#[test]
fn the_bands_of_the_pack_are_counted_for_a_meeting_and_open_to_their_children() {
    on_both(|house| {
        let lead = house.signed_in(LEAD);
        let page = lead.page(&urls::report::bands(SCHOOL, "", None));
        page.must_say("numbers and shares");
        page.must_say("The school 8");
        page.must_say("No return of these numbers is on record yet.");
        let opened: Vec<String> =
            page.links().into_iter().filter(|link| link.starts_with("/schools/1/sessions?set=")).collect();
        assert!(!opened.is_empty(), "{:?}", page.links());
        for link in &opened {
            lead.page(link);
        }
        let school = lead.page(&urls::school(SCHOOL));
        assert!(school.links().iter().any(|link| link.contains("/reports/bands")), "{:?}", school.links());
        let file = house.signed_in(OFFICER).page("/schools/1/reports/bands?table=bands&file=csv").html();
        assert!(file.contains("The school,8"), "{file}");
    });
}
