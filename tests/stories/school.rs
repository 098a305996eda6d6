//! A school's figures, and who may see what of them.

use analysis::{
    Period,
    figures::{Thresholds, of_pupil, summary, tally},
};
use domain::{
    id::{PupilId, SchoolId},
    tally::Percent,
};
use web::urls;

use crate::{
    hillside::{DAY, GOVERNOR, HAZEL, HEAD, LEAD, OFFICER, TEACHER},
    house::{House, on_both},
    page::Page,
};

const SCHOOL: SchoolId = SchoolId(1);
const EVERYBODY: [PupilId; 8] =
    [PupilId(1), PupilId(2), PupilId(3), PupilId(4), PupilId(5), PupilId(11), PupilId(12), PupilId(13)];
const THRESHOLDS: Thresholds = Thresholds { persistent: Percent::whole(10), severe: Percent::whole(50) };

fn figures(house: &House) -> analysis::figures::Summary {
    let view = house.app.view(SCHOOL);
    summary(view.roll().expect("the school has a roll"), &EVERYBODY, DAY, THRESHOLDS, 0)
}

/// The number that stands first in a figure of the page.
fn figure(page: &Page, label: &str) -> String {
    let words = page.words();
    let after = words.split_once(label).unwrap_or_else(|| panic!("no figure `{label}`: {words}")).1;
    after.split_whitespace().next().unwrap_or_default().to_owned()
}

#[test]
fn the_figures_of_a_school_are_those_of_its_registers() {
    on_both(|house| {
        let expected = figures(house);
        let head = house.signed_in(HEAD);
        let page = head.page(&urls::school(SCHOOL));
        assert_eq!(expected.tally.absent(), 29 + 24 + 24 + 6);
        assert_eq!(figure(&page, "Persistently absent"), expected.persistent.len().to_string());
        assert_eq!(figure(&page, "Severely absent"), expected.severe.len().to_string());
        // 83 half days of 8 children.
        assert_eq!(figure(&page, "Days missed per child"), "5.2");
        page.must_say("8 children. This school year to Tuesday 24 November 2026; as of 08:55.");
    });
}

#[test]
fn every_figure_opens_to_the_children_or_sessions_that_make_it() {
    on_both(|house| {
        let expected = figures(house);
        let head = house.signed_in(HEAD);
        let page = head.page(&urls::school(SCHOOL));
        let opened: Vec<String> =
            page.links().into_iter().filter(|link| link.starts_with("/schools/1/sessions?")).collect();
        assert!(opened.len() > 8, "{opened:?}");
        for link in &opened {
            head.page(link);
        }
        let missed = head.page("/schools/1/sessions?figure=missed");
        missed.must_say(&format!("{} sessions", expected.tally.absent()));
        let persistent = head.page("/schools/1/sessions?figure=persistent");
        persistent.must_say(&format!("{} of 8 children", expected.persistent.len()));
        persistent.must_say("Ellis Hargreaves");
        persistent.must_say("Missed 10% or more of the pupil's own possible sessions");
        persistent.must_not_say("Amara Osei");
        assert_eq!(head.get("/schools/1/sessions?figure=nonsense").status, 404);
        assert_eq!(head.get("/schools/1/sessions?set=Pathway&band=9").status, 404);
    });
}

#[test]
fn the_sessions_of_a_figure_come_as_a_file_with_as_many_lines() {
    on_both(|house| {
        let head = house.signed_in(HEAD);
        let file = head.page("/schools/1/sessions?figure=missed&file=csv").html();
        assert_eq!(file.lines().count(), 1 + figures(house).tally.absent() as usize);
        assert!(file.contains("Finch,Dora,5 Hazel,2026-09-02,am,O,unauthorised absence"), "{file}");
    });
}

#[test]
fn a_governor_sees_no_names_and_no_small_numbers() {
    on_both(|house| {
        let governor = house.signed_in(GOVERNOR);
        let page = governor.page(&urls::school(SCHOOL));
        for name in ["Ellis", "Hargreaves", "Finch", "Khan", "Hazel", "Alder"] {
            page.must_not_say(name);
        }
        assert!(page.links().iter().all(|link| !link.contains("/pupils") && !link.contains("/sessions")));
        page.must_say("Persistently absent hidden");
        page.must_say("Year 2 hidden");
        assert_eq!(governor.get("/schools/1/sessions?figure=persistent").status, 403);
        assert_eq!(governor.get("/schools/1/sessions?figure=missed&file=csv").status, 403);
        let head = house.signed_in(HEAD);
        let shown = head.page("/schools/1?as=governor");
        shown.must_not_say("Ellis");
        shown.must_say("Persistently absent hidden");
    });
}

#[test]
fn a_class_teacher_sees_the_school_without_the_names_of_other_classes() {
    on_both(|house| {
        let teacher = house.signed_in(TEACHER);
        teacher.page(&urls::school(SCHOOL)).must_not_say("Noor Khan");
        assert_eq!(teacher.get("/schools/1/sessions?figure=persistent").status, 403);
    });
}

#[test]
fn another_school_s_figures_are_for_the_authority_alone() {
    on_both(|house| {
        assert_eq!(house.signed_in(LEAD).get("/schools/2").status, 403);
        house.signed_in(OFFICER).page("/schools/2").must_say("1 child.");
        assert_eq!(house.signed_in(OFFICER).get("/schools/3").status, 404);
    });
}

#[test]
fn the_child_nearest_to_the_next_band_stands_first() {
    on_both(|house| {
        let page = house.signed_in(LEAD).page(&urls::school(SCHOOL));
        page.must_say("Ellis Hargreaves 5 Hazel 14½ days missed by Ellis Hargreaves");
        page.must_say("½ to Improvement No support recorded");
        page.must_say("Crossed 15 days this week Nobody.");
    });
}

#[test]
fn the_authority_sees_its_schools_side_by_side_in_any_order() {
    on_both(|house| {
        let officer = house.signed_in(OFFICER);
        let page = officer.page(&urls::authority());
        page.must_say("2 schools, 9 children.");
        page.must_say("2 missing");
        let place = |page: &Page, name: &str| page.words().rfind(name).expect("the school is listed");
        let by_name = officer.page("/authority?order=school");
        assert!(place(&by_name, "Hillside Primary") < place(&by_name, "Moorgate Primary"));
        let backwards = officer.page("/authority?order=-school");
        assert!(place(&backwards, "Hillside Primary") > place(&backwards, "Moorgate Primary"));
        for link in page.links().iter().filter(|link| link.starts_with("/authority")) {
            officer.page(link);
        }
    });
}

#[test]
fn the_minutes_of_this_week_s_late_arrivals_are_added_up() {
    on_both(|house| {
        let office = house.signed_in(crate::hillside::OFFICE);
        let board = office.page(&urls::board_finding("Amara"));
        let signed_in =
            office.submit(&board, &urls::arrivals(), &[("pupil", "2"), ("time", "08:54"), ("reason", "Bus")]);
        assert_eq!(signed_in.status, 303, "{}", signed_in.words());
        let page = house.signed_in(HEAD).page(&urls::school(SCHOOL));
        page.must_say("Late this week 1 4 min last week 0");
        let view = house.app.view(SCHOOL);
        let facts = of_pupil(view.roll().expect("a roll"), PupilId(2), Period::week_of(DAY), THRESHOLDS);
        assert_eq!((facts.lates.before_close, facts.lates.minutes), (1, 4));
    });
}

#[test]
fn figures_are_counted_to_any_day_for_a_school_and_for_a_pupil() {
    on_both(|house| {
        let day = jiff::civil::date(2026, 10, 2);
        let counted = |pupils: &[PupilId]| {
            let view = house.app.view(SCHOOL);
            tally(view.roll().expect("the school has a roll"), pupils, Period::year_to(day))
        };
        let head = house.signed_in(HEAD);
        for (address, pupils) in [(urls::school(SCHOOL), &EVERYBODY[..]), (urls::pupil(PupilId(1)), &EVERYBODY[..1])] {
            let expected = counted(pupils);
            let page = head.page(&format!("{address}?to={day}"));
            page.must_say("to Friday 2 October 2026.");
            page.must_say(&format!("Sessions possible {}", expected.possible()));
            page.must_say(&format!("Sessions missed {}", expected.absent()));
            // The last of them: those before it are of single weeks.
            let opened =
                page.links().into_iter().rfind(|link| link.contains("counted=possible") && link.contains("2026-10-02"));
            let opened = head.page(&opened.expect("the count is a link"));
            opened.must_say(&format!("{} session", web::words::number(expected.possible().into())));
        }
    });
}

#[test]
fn a_list_says_its_class_and_its_day_and_a_day_to_come_is_not_guessed() {
    on_both(|house| {
        let head = house.signed_in(HEAD);
        let list = |query: &str| format!("/schools/1/sessions?{query}");
        let page = head.page(&list(&format!("counted=possible&group={HAZEL}&to=2026-10-02")));
        page.must_say("5 Hazel, ");
        page.must_say("The school year to Friday 2 October 2026;");
        head.page(&list("figure=late")).must_say("This week to Tuesday 24 November 2026;");
        for query in [
            "counted=absent&to=2027-06-01",
            "counted=absent&to=soon",
            "counted=absent&group=x",
            "counted=absent&group=999",
        ] {
            assert_eq!(head.get(&list(query)).status, 404, "{query}");
        }
    });
}
