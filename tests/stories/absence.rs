//! A school's absence by period: side by side, by reason, by lateness, in spells, and how much may still be missed.

use analysis::{Period, figures::tally};
use domain::{
    Date,
    calendar::{monday, school_year_start},
    id::{PupilId, SchoolId},
    session::Session,
};
use jiff::civil::date;
use web::urls;

use crate::{
    hillside::{DAY, ELLIS, GOVERNOR, HAZEL, HEAD, OFFICE, TEACHER},
    house::{House, on_both},
    page::Page,
};

const SCHOOL: SchoolId = SchoolId(1);
const EVERYBODY: [PupilId; 8] =
    [PupilId(1), PupilId(2), PupilId(3), PupilId(4), PupilId(5), PupilId(11), PupilId(12), PupilId(13)];
/// Away for the first six sessions of the year.
const NOOR: PupilId = PupilId(12);

/// The first days of the four periods that end with a day of the second half of the autumn.
fn firsts(day: Date) -> [Date; 4] {
    [day, monday(day), date(2026, 11, 2), school_year_start(day)]
}

fn numbers(house: &House, day: Date, count: impl Fn(domain::tally::Tally) -> u32) -> [u32; 4] {
    let view = house.app.view(SCHOOL);
    let roll = view.roll().expect("the school has a roll");
    firsts(day).map(|first| count(tally(roll, &EVERYBODY, Period { first, last: day })))
}

fn row(name: &str, numbers: [u32; 4]) -> String {
    let said = numbers.map(|number| web::words::number(number.into()));
    format!("{name} {}", said.join(" "))
}

/// Which of these sessions a pupil missed, by the marks themselves.
fn missed(house: &House, pupil: PupilId, to: Date) -> Vec<(Session, bool)> {
    let view = house.app.view(SCHOOL);
    let roll = view.roll().expect("the school has a roll");
    let sheet = roll.sheet(pupil).expect("the pupil has marks");
    let codes = roll.codes();
    let marks = sheet.marked().filter(|(session, _)| session.date <= to);
    let counted = marks.filter_map(|(session, code)| {
        let class = codes.class(code)?;
        class.is_possible().then_some((session, class.is_absent()))
    });
    counted.collect()
}

#[test]
fn today_the_week_the_half_term_and_the_year_stand_side_by_side() {
    on_both(|house| {
        let head = house.signed_in(HEAD);
        let day = date(2026, 11, 23);
        let page = head.page(&urls::school_to(SCHOOL, day));
        page.must_say(&row("Possible sessions", numbers(house, day, |tally| tally.possible())));
        let days = numbers(house, day, |tally| tally.absent())
            .map(|half_days| web::words::days(half_days.into()).replace(" days", "").replace(" day", ""));
        page.must_say(&format!("Days missed {}", days.join(" ")));
        page.must_say("Monday 23 November That week That half term Year to date");
        for (first, possible) in firsts(day).into_iter().zip(numbers(house, day, |tally| tally.possible())).take(3) {
            let opened = format!("/schools/1/sessions?counted=possible&from={first}&to={day}");
            assert!(page.links().contains(&opened), "{opened}");
            head.page(&opened).must_say(&format!("{} sessions", web::words::number(possible.into())));
        }
        head.page(&urls::school(SCHOOL)).must_say("What Today This week This half term Year to date");
    });
}

#[test]
fn each_code_opens_to_its_sessions_in_the_period_that_was_asked_for() {
    on_both(|house| {
        let head = house.signed_in(HEAD);
        let page = head.page(&urls::absence::reasons(SCHOOL, "?from=2026-09-02&to=2026-09-11"));
        let of = |pupil| {
            let period = Period { first: date(2026, 9, 2), last: date(2026, 9, 11) };
            let view = house.app.view(SCHOOL);
            tally(view.roll().expect("a roll"), &[pupil], period).absent()
        };
        // Dora and Noor have the O marks.
        let coded = of(PupilId(4)) + of(NOOR);
        assert_eq!(coded, 22);
        page.must_say("Everybody. Wednesday 2 September 2026 to Friday 11 September 2026; as of 08:55.");
        page.must_say(&format!("{coded} 11 "));
        let opened = head.page("/schools/1/sessions?code=O&from=2026-09-02&to=2026-09-11");
        opened.must_say(&format!("{coded} sessions"));
        assert!(page.links().contains(&"/schools/1/sessions?code=O&from=2026-09-02&to=2026-09-11".to_owned()));
        for link in page.links().iter().filter(|link| link.starts_with("/schools/1/")) {
            assert_eq!(head.get(link).status, 200, "{link}");
        }
        let hazel = head.page(&urls::absence::reasons(SCHOOL, &format!("?group={HAZEL}&period=half-term")));
        hazel.must_say("5 Hazel. Monday 2 November 2026 to Tuesday 24 November 2026; as of 08:55.");
        hazel.must_not_say("2 Alder 3");
    });
}

#[test]
fn mornings_and_afternoons_of_each_weekday_open_to_what_was_missed_in_them() {
    on_both(|house| {
        let head = house.signed_in(HEAD);
        let page = head.page(&urls::absence::reasons(SCHOOL, ""));
        let words = ["monday-am", "monday-pm", "friday-am", "friday-pm", "morning", "afternoon"];
        let mut found = Vec::new();
        for word in words {
            let opened = format!("/schools/1/sessions?counted={word}&to={DAY}");
            assert!(page.links().contains(&opened), "{opened}");
            let list = head.page(&opened);
            let sessions: usize = EVERYBODY
                .iter()
                .flat_map(|&pupil| missed(house, pupil, DAY))
                .filter(|(session, is_missed)| *is_missed && is_in(*session, word))
                .count();
            list.must_say(&web::words::counted(sessions as i64, "session", "sessions"));
            found.push(sessions);
        }
        assert!(found[4] > 0 && found[4] + found[5] == 83, "{found:?}");
    });
}

fn is_in(session: Session, word: &str) -> bool {
    let half = session.half.short();
    let day = web::words::weekday(session.date.weekday()).to_lowercase();
    match word {
        "morning" => half == "am",
        "afternoon" => half == "pm",
        _ => word == format!("{day}-{half}"),
    }
}

/// What a pupil may still miss, found by trying every number.
fn room(house: &House, pupil: PupilId, to: Date, last: Date) -> (u32, u32) {
    let marks = missed(house, pupil, to);
    let (possible, absent) = (marks.len() as u32, marks.iter().filter(|(_, is_missed)| *is_missed).count() as u32);
    let is_persistent = |absent: u32, possible: u32| absent * 10 >= possible;
    let in_a_row = (0..).find(|more| is_persistent(absent + more, possible + more)).expect("some number does");
    let calendar = house.app.calendar(SCHOOL).expect("a calendar");
    let to_come = calendar.days().iter().filter(|&&day| day > to && day <= last).count() as u32 * 2;
    let may_miss = (0..=to_come).rev().find(|more| !is_persistent(absent + more, possible + to_come));
    (in_a_row, may_miss.expect("there is room"))
}

fn bare(half_days: u32) -> String {
    web::words::days(half_days.into()).replace(" days", "").replace(" day", "")
}

#[test]
fn whoever_is_near_persistent_absence_is_told_how_many_days_may_still_be_missed() {
    on_both(|house| {
        let head = house.signed_in(HEAD);
        let calendar = house.app.calendar(SCHOOL).expect("a calendar");
        let near = |to: &Date| {
            let (in_a_row, _) = room(house, NOOR, *to, date(2027, 7, 31));
            (1..=5).contains(&in_a_row)
        };
        let to = calendar.days().iter().copied().find(near).expect("a day on which Noor is near");
        let half_term = calendar.half_term(to).expect("a half term").1;
        let year = calendar.on_or_before(date(2027, 7, 31)).expect("a last day");
        let (in_a_row, to_half_term) = room(house, NOOR, to, half_term);
        let (_, to_year) = room(house, NOOR, to, year);
        let page = head.page(&urls::absence::near(SCHOOL, &format!("?to={to}")));
        page.must_say("Noor Khan 2 Alder 3 ");
        page.must_say(&format!(" {} {} {} Can miss", bare(in_a_row), bare(to_half_term), bare(to_year)));
        page.must_say("before half term ends on");
        page.must_say("and stay above the line");
        page.must_not_say("Ellis Hargreaves");
        let school = head.page(&urls::school_to(SCHOOL, to));
        school.must_say("Near persistent absence, in days");
        school.must_say(&format!(" {} {} {} Can miss", bare(in_a_row), bare(to_half_term), bare(to_year)));
        let opened = head.page(&format!("/schools/1/sessions?figure=near-persistent&to={to}"));
        opened.must_say("Noor Khan");
    });
}

#[test]
fn who_became_persistently_absent_in_a_week_stands_on_its_page() {
    on_both(|house| {
        let head = house.signed_in(HEAD);
        let first_week = head.page(&urls::school_to(SCHOOL, date(2026, 9, 4)));
        first_week.must_say("Became persistently absent that week: 10% or more");
        first_week.must_say("Ellis Hargreaves, 5 Hazel: 3 days, 100.0%");
        first_week.must_say("Became severely absent that week: 50% or more");
        let later = head.page(&urls::school_to(SCHOOL, date(2026, 9, 11)));
        later.must_say("Became persistently absent that week: 10% or more Nobody.");
        house.signed_in(GOVERNOR).page(&urls::school_to(SCHOOL, date(2026, 9, 6))).must_not_say("Ellis");
    });
}

#[test]
fn lateness_says_who_when_and_for_how_long() {
    on_both(|house| {
        let office = house.signed_in(OFFICE);
        let board = office.page(&urls::board_finding("Amara"));
        let signed_in =
            office.submit(&board, &urls::arrivals(), &[("pupil", "2"), ("time", "08:54"), ("reason", "Bus")]);
        assert_eq!(signed_in.status, 303, "{}", signed_in.words());
        let head = house.signed_in(HEAD);
        let page = head.page(&urls::absence::lateness(SCHOOL, "?period=week"));
        page.must_say("Late arrivals 1 ");
        page.must_say("Children who came late 1 of 8");
        page.must_say("Tuesday 1 0 1 4");
        page.must_say("Amara Osei 5 Hazel 1 0 1 4 1");
        head.page("/schools/1/sessions?counted=late-tuesday&from=2026-11-23&to=2026-11-24").must_say("1 session");
        let monday = head.page("/schools/1/sessions?counted=late-monday&from=2026-11-23&to=2026-11-24");
        monday.must_say("0 sessions");
        head.page("/schools/1/sessions?figure=came-late&from=2026-11-23&to=2026-11-24").must_say("1 of 8 children");
        let file = head.page("/schools/1/lateness?period=week&table=most&file=csv").html();
        assert!(file.contains("Amara Osei,5 Hazel,1,0,1,4,1"), "{file}");
        assert_eq!(house.signed_in(TEACHER).get("/schools/1/lateness").status, 403);
    });
}

#[test]
fn spells_are_unbroken_runs_and_open_to_the_children_who_have_them() {
    on_both(|house| {
        let head = house.signed_in(HEAD);
        let page = head.page(&urls::absence::spells(SCHOOL, ""));
        let spells = |pupil: PupilId| {
            let marks = missed(house, pupil, DAY);
            let runs = marks.split(|(_, is_missed)| !is_missed).map(<[_]>::len);
            runs.filter(|&run| run > 0).collect::<Vec<usize>>()
        };
        let each = EVERYBODY.map(spells);
        let all = each.iter().map(Vec::len).sum::<usize>();
        assert_eq!((all, each[0].as_slice()), (4, &[29][..]));
        page.must_say(&format!("Spells {all} "));
        page.must_say("Longest spell 14½ days");
        page.must_say("Median spell 12 days");
        page.must_say("Up to 1 day 0 0.0% 0 0.0% 0");
        // Noor has three days; Ellis, Callum and Dora have long spells.
        page.must_say("1½ to 5 days 1 25.0% 3 7.2% 1");
        page.must_say("5½ days or more 3 75.0% 38½ 92.8% 3");
        page.must_say("No spell 4 50.0% 0 0.0%");
        page.must_say("1 or 2 spells 4 50.0% 41½ 100.0%");
        let links = page.links();
        for (filter, children) in [
            ("figure=spell-of&least=3&most=10", 1),
            ("figure=spell-of&least=11", 3),
            ("figure=spells&least=0&most=0", 4),
            ("figure=spells&least=1&most=2", 4),
        ] {
            let opened = format!("/schools/1/sessions?{filter}&to={DAY}");
            assert!(links.contains(&opened), "{opened}: {links:?}");
            head.page(&opened).must_say(&format!("{children} of 8 children"));
        }
        page.must_say("Ellis Hargreaves");
        assert!(links.contains(&urls::pupil(ELLIS)));
        assert_eq!(head.get("/schools/1/sessions?figure=spells&least=9&most=2").status, 404);
    });
}

/// Every file that a page offers.
fn files(page: &Page) -> Vec<String> {
    page.links().into_iter().filter(|link| link.contains("file=csv") || link.contains("file=xlsx")).collect()
}

#[test]
fn every_table_of_a_school_s_pages_can_be_had_as_a_file() {
    on_both(|house| {
        let head = house.signed_in(HEAD);
        let overview = urls::school_to(SCHOOL, date(2026, 10, 16));
        let pages = ["reasons", "lateness", "spells", "near"].map(|noun| format!("/schools/1/{noun}?to=2026-10-16"));
        for address in std::iter::once(overview).chain(pages) {
            let page = head.page(&address);
            let offered = files(&page);
            assert!(!offered.is_empty(), "{address}");
            for link in offered {
                let file = head.get(&link);
                assert_eq!(file.status, 200, "{link}");
                let is_workbook = file.bytes.starts_with(b"PK");
                assert_eq!(is_workbook, link.ends_with("file=xlsx"), "{link}");
                assert!(is_workbook || file.html().lines().count() > 1, "{link}: {}", file.html());
            }
        }
        assert!(files(&head.page(&urls::school(SCHOOL))).len() >= 16);
        for wrong in ["table=nothing&file=csv", "table=weeks&file=pdf", "table=codes&file=csv"] {
            assert_eq!(head.get(&format!("/schools/1?{wrong}")).status, 404, "{wrong}");
        }
    });
}

#[test]
fn a_governor_s_files_hold_no_names_and_no_small_numbers() {
    on_both(|house| {
        let governor = house.signed_in(GOVERNOR);
        let page = governor.page(&urls::school(SCHOOL));
        page.must_not_say("Today");
        page.must_say("What Year to date Attendance hidden Authorised, of possible hidden");
        for link in files(&page).into_iter().filter(|link| link.ends_with("file=csv")) {
            let file = governor.get(&link);
            for name in ["Ellis", "Finch", "Khan", "Hazel", "Alder"] {
                assert!(!file.html().contains(name), "{link}: {}", file.html());
            }
        }
        for table in ["classes", "nearest", "near", "counted"] {
            assert_eq!(governor.get(&format!("/schools/1?table={table}&file=csv")).status, 404, "{table}");
        }
        let head = house.signed_in(HEAD);
        assert_eq!(head.get("/schools/1?as=governor&table=classes&file=csv").status, 404);
        let bands = head.get("/schools/1?as=governor&table=bands&file=csv").html();
        assert!(!bands.contains("Hargreaves"), "{bands}");
    });
}

#[test]
fn days_that_are_none_are_asked_for_again() {
    on_both(|house| {
        let head = house.signed_in(HEAD);
        let page = head.page("/schools/1/spells?from=2026-11-20&to=2026-11-01");
        page.must_say("Enter a first day that is not after the last day");
        assert!(page.html().contains("value=\"2026-11-20\""));
        head.page("/schools/1/spells?to=2027-06-01")
            .must_say("Enter a last day that is not after Tuesday 24 November 2026");
        head.page("/schools/1/spells?from=soon").must_say("Enter a day like 2026-11-24");
        for wrong in ["period=month", "group=x", "year=many", "cohort=Nobody%20knows"] {
            assert_eq!(head.get(&format!("/schools/1/lateness?{wrong}")).status, 404, "{wrong}");
        }
    });
}
