//! Somebody asks for figures by any side over any days, opens a number, sends the address on, and takes the table as a file.

use analysis::slice::Side;
use domain::id::SchoolId;
use service::slice::{self, Measure, Of, Typed};
use web::urls;

use crate::{
    figures::last_year::with_last_year,
    hillside::{ADMINISTRATOR, DORA, GOVERNOR, HEAD, LEAD, OFFICER, TEACHER},
    house::{House, on_both},
    page::Page,
    visitor::Visitor,
};

const SCHOOL: SchoolId = SchoolId(1);

fn ask(visitor: &Visitor<'_>, query: &str) -> Page {
    visitor.page(&urls::slice::of_school_by(SCHOOL, query))
}

/// The numbers of the table that open something: where they go and what stands there.
fn opened(page: &Page) -> Vec<(String, String)> {
    let html = page.html();
    let links = html.split("<a ").skip(1).filter_map(|part| {
        let (tag, rest) = part.split_once('>')?;
        let href = tag.split("href=\"").nth(1)?.split('"').next()?.replace("&amp;", "&");
        Some((href, rest.split('<').next()?.trim().to_owned()))
    });
    links.filter(|(href, _)| href.starts_with("/schools/1/figures/opened?")).collect()
}

/// The rows of a file without its heading.
fn rows(visitor: &Visitor<'_>, address: &str) -> Vec<Vec<String>> {
    let file = visitor.page(&format!("{address}&file=csv")).html();
    file.lines().skip(1).map(|line| line.split(',').map(|cell| cell.trim_matches('"').to_owned()).collect()).collect()
}

fn number(text: &str) -> Option<usize> {
    text.replace(',', "").parse().ok()
}

#[test]
fn every_number_opens_to_what_it_counts() {
    on_both(|house| {
        let head = house.signed_in(HEAD);
        let mut checked = 0;
        for query in [
            "by=year",
            "by=class&and=weekday&show=unauthorised",
            "by=cohort&period=term",
            "by=code&period=half-term",
            "by=sex&and=session&show=days",
            "by=band",
            "by=week&from=2026-09-02&to=2026-10-30",
            "by=counts-as&and=year&show=sessions",
            "by=month&group=12",
        ] {
            let page = ask(&head, query);
            for (href, shown) in opened(&page) {
                let behind = rows(&head, &href).len();
                assert!(behind > 0, "{query}: {href} opens to nothing");
                if href.ends_with("open=absent") {
                    let days: f64 = shown.parse().expect("days missed");
                    assert_eq!((days * 2.0) as usize, behind, "{query}: {href}");
                    checked += 1;
                } else if let Some(count) = number(&shown) {
                    assert_eq!(count, behind, "{query}: {href}");
                    checked += 1;
                }
            }
        }
        assert!(checked > 60, "only {checked} numbers were opened");
    });
}

#[test]
fn the_page_the_file_and_the_records_have_the_same_numbers() {
    on_both(|house| {
        let head = house.signed_in(HEAD);
        for (query, typed) in [
            ("by=weekday", Typed { by: "weekday", ..Typed::default() }),
            ("by=code&from=2026-09-02", Typed { by: "code", from: "2026-09-02", ..Typed::default() }),
            ("by=year&and=half-term", Typed { by: "year", and: "half-term", ..Typed::default() }),
            ("by=class&cohort=SEN+Support", Typed { by: "class", cohort: "SEN Support", ..Typed::default() }),
        ] {
            let asked = slice::read(&house.app, Of::School(SCHOOL), &typed).expect("a sound question");
            let sliced = slice::of_records(&house.app, Of::School(SCHOOL), &asked).expect("figures");
            let measure = if sliced.asked.is_of_marks() { Measure::Recorded } else { Measure::DaysPerChild };
            let expected = documents::table::csv_for_excel(&slice::table(&sliced, measure));
            let found = head.page(&format!("{}&file=csv", urls::slice::of_school_by(SCHOOL, query))).html();
            assert_eq!(found, String::from_utf8(expected).expect("text"), "{query}");
        }
        let address = urls::slice::of_school_by(SCHOOL, "by=weekday&file=xlsx");
        assert!(head.page(&address).html().starts_with("PK"), "a workbook");
    });
}

#[test]
fn rows_come_to_the_whole_and_the_heading_says_what_they_are() {
    on_both(|house| {
        let head = house.signed_in(HEAD);
        let page = ask(&head, "by=weekday&year=5&period=half-term");
        page.must_say("Days missed per child by weekday, Year 5, this half term");
        page.must_say("leavers and late starters count with their own half days");
        assert!(page.html().contains("<svg class=\"rb-svg\""), "a picture");
        // Ellis, Callum and Dora missed 77 half days, Noor 6.
        let days = rows(&head, &urls::slice::of_school_by(SCHOOL, "by=year&to=2026-11-23"));
        let days: Vec<(&str, &str)> = days.iter().map(|row| (row[0].as_str(), row[2].as_str())).collect();
        assert_eq!(days, [("Year 2", "3"), ("Year 5", "38.5"), ("All", "41.5")]);
        for side in Side::all().filter(|side| !matches!(side, Side::School | Side::Phase | Side::Cohort)) {
            let rows = rows(&head, &urls::slice::of_school_by(SCHOOL, &format!("by={}", side.word())));
            let at = if side.is_of_marks() { 1 } else { rows[0].len() - 1 };
            let numbers: Vec<usize> = rows.iter().filter_map(|row| number(&row[at])).collect();
            let (whole, parts) = numbers.split_last().expect("a row for all");
            assert_eq!(parts.iter().sum::<usize>(), *whole, "{}", side.word());
        }
    });
}

#[test]
fn a_question_that_cannot_be_answered_is_one_sentence_and_keeps_what_was_typed() {
    on_both(|house| {
        let head = house.signed_in(HEAD);
        for (query, said) in [
            ("from=2026-10-10&to=2026-09-10", "The last day is before the first: put the earlier day first"),
            ("from=2019-01-01&to=2019-02-01", "No register was taken before"),
            ("to=2027-06-01", "2027-06-01 is still to come: give a day up to today"),
            ("from=soon", "`soon` is not a day: write it as 2026-11-24"),
            ("period=ever", "`ever` is no stretch of days: choose one from the list"),
            ("by=height", "`height` is no side to count by"),
            ("by=year&and=year", "Both sides are the same"),
            ("cohort=giants", "There is no cohort `giants` here"),
            ("year=9", "There is no year `9` here"),
            ("group=21", "There is no group `21` here"),
            ("known=2027-01-01", "2027-01-01 is still to come"),
            ("known=2020-01-01", "No register was taken before"),
        ] {
            let page = head.get(&urls::slice::of_school_by(SCHOOL, query));
            assert_eq!(page.status, 422, "{query}");
            page.must_say("These figures cannot be shown");
            page.must_say(said);
        }
        let page = head.get(&urls::slice::of_school_by(SCHOOL, "by=week&from=soon&to=2026-11-20"));
        let form = page.form(&urls::slice::of_school(SCHOOL));
        for typed in [("from", "soon"), ("to", "2026-11-20"), ("by", "week"), ("period", "between")] {
            assert!(form.iter().any(|(name, value)| (name.as_str(), value.as_str()) == typed), "{typed:?}: {form:?}");
        }
        // Nobody is told what cannot be opened.
        let gone = urls::slice::opened(SCHOOL, "by=year&row=9&open=absent");
        assert_eq!(head.get(&gone).status, 404);
        assert_eq!(head.get(&urls::slice::opened(SCHOOL, "by=year&open=height")).status, 404);
    });
}

#[test]
fn the_days_that_were_chosen_last_are_those_that_count() {
    on_both(|house| {
        let head = house.signed_in(HEAD);
        let week = ask(&head, "by=weekday&period=week");
        let address = urls::slice::of_school(SCHOOL);
        // Days typed beside a stretch that nobody touched count; another stretch chosen beside old days counts.
        let send = |page: &Page, filled: &[(&str, &str)]| {
            let form = crate::visitor::filled_in(page.form(&address), filled);
            let part = |(name, value): &(String, String)| format!("{name}={}", urls::encode(value));
            ask(&head, &form.iter().map(part).collect::<Vec<String>>().join("&"))
        };
        week.must_say("by weekday, this week");
        let typed = send(&week, &[("from", "2026-09-07"), ("to", "2026-09-11")]);
        typed.must_say("Monday 7 September 2026 to Friday 11 September 2026");
        send(&typed, &[("period", "term")]).must_say("by weekday, this term");
    });
}

#[test]
fn a_reader_without_names_sees_no_few_children_and_opens_nothing() {
    on_both(|house| {
        let governor = house.signed_in(GOVERNOR);
        let page = governor.page(&urls::slice::of_school(SCHOOL));
        page.must_say("Days missed per child by week, the school year to Sunday 22 November 2026");
        page.must_say("Without names");
        page.must_not_say("Persistently absent");
        assert_eq!(opened(&page), []);
        for query in
            ["by=year", "by=class", "by=code", "by=week&and=year", "by=week&year=5", "by=week&known=2026-11-20"]
        {
            let refused = governor.get(&urls::slice::of_school_by(SCHOOL, query));
            assert_eq!(refused.status, 422, "{query}");
            refused.must_say("could give a child away");
        }
        let few = governor.get(&urls::slice::of_school_by(SCHOOL, "by=weekday&from=2026-11-09"));
        assert_eq!(few.status, 422);
        few.must_say("give an earlier first day");
        // A day in the week changes nothing.
        let to = |day: &str| rows(&governor, &urls::slice::of_school_by(SCHOOL, &format!("by=week&to={day}")));
        assert_eq!(to("2026-11-20"), to("2026-11-16"));
    });
}

#[test]
fn a_teacher_opens_the_figures_of_their_own_class() {
    on_both(|house| {
        let teacher = house.signed_in(TEACHER);
        assert_eq!(opened(&ask(&teacher, "by=weekday")), [], "of the whole school without names");
        let own = ask(&teacher, "by=weekday&group=12");
        let (href, _) = opened(&own).into_iter().find(|(href, _)| href.ends_with("open=absent")).expect("days missed");
        teacher.page(&href).must_say("Dora Finch");
        let other = teacher.get(&urls::slice::of_school_by(SCHOOL, "by=weekday&group=13"));
        assert_eq!(other.status, 422);
    });
}

#[test]
fn leavers_count_with_their_own_sessions_in_last_year() {
    on_both(|house| {
        with_last_year(house);
        let head = house.signed_in(HEAD);
        let page = ask(&head, "by=class&period=last-year&show=days");
        page.must_say("2 children who were on the roll on any of these days");
        let rows = rows(&head, &urls::slice::of_school_by(SCHOOL, "by=class&period=last-year"));
        let days: Vec<(&str, &str)> = rows.iter().map(|row| (row[0].as_str(), row[2].as_str())).collect();
        assert_eq!(days, [("2 Alder", "5"), ("5 Hazel", "1.5"), ("All", "6.5")]);
        let (href, _) = opened(&page).into_iter().next().expect("a number");
        assert!(
            head.page(&href).links().iter().all(|link| !link.contains("/pupils/14")),
            "nobody has a page who has left"
        );
    });
}

#[test]
fn figures_stand_as_they_were_known_on_a_past_day() {
    on_both(|house: &mut House| {
        let lead = house.signed_in(LEAD);
        let before = rows(&lead, &urls::slice::of_school_by(SCHOOL, "by=year&to=2026-11-23&show=unauthorised"));
        let address = urls::mark(
            DORA,
            domain::session::Session::new(jiff::civil::date(2026, 9, 2), domain::session::Half::Morning),
        );
        let page = lead.page(&address);
        let amended = lead.submit(&page, &address, &[("code", "I"), ("reason", "Her mother rang: she was ill")]);
        assert_eq!(amended.status, 303, "{}", amended.words());
        let then = urls::slice::of_school_by(SCHOOL, "by=year&to=2026-11-23&known=2026-11-23");
        let known = lead.page(&then);
        known.must_say("As it was known at the end of Monday 23 November 2026");
        known.must_say("Since then 1 half day has got a mark or another one");
        assert_eq!(rows(&lead, &then), before, "as it was");
        let now = rows(&lead, &urls::slice::of_school_by(SCHOOL, "by=year&to=2026-11-23"));
        let unauthorised = |rows: &[Vec<String>]| number(&rows[1][5]).expect("a number");
        assert_eq!(unauthorised(&now) + 1, unauthorised(&before));
    });
}

#[test]
fn all_schools_together_are_the_sum_of_each_and_lead_to_each() {
    on_both(|house| {
        let officer = house.signed_in(OFFICER);
        officer.page(&urls::authority()).must_say("Ask for other figures");
        let area = officer.page(&urls::slice::of_area());
        area.must_say("Days missed per child by school, this school year");
        let possible = |address: &str| -> usize {
            let rows = rows(&officer, address);
            rows.last().and_then(|row| number(row.last()?)).unwrap_or(0)
        };
        let each: usize =
            house.app.schools().map(|school| possible(&urls::slice::of_school_by(school.id, "by=weekday"))).sum();
        assert_eq!(possible(&urls::slice::of_area_by("by=school")), each);
        for side in ["phase", "year", "cohort", "code", "half-term"] {
            officer.page(&urls::slice::of_area_by(&format!("by={side}"))).must_say("All");
        }
        let school = area.links().into_iter().find(|link| link.starts_with("/schools/1/figures?")).expect("a school");
        officer.page(&school).must_say("Days missed per child by year");
        let refused = officer.get(&urls::slice::of_area_by("by=week&known=2026-11-20"));
        assert_eq!(refused.status, 422);
        refused.must_say("open the school and ask there");
        assert_eq!(house.signed_in(ADMINISTRATOR).get(&urls::slice::of_area()).status, 403);
    });
}
