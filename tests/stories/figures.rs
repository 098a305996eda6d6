//! Every number of a school's page is the number of rows behind it: of today, of a day that is past, and of last year with
//! children who have left.

pub mod last_year;

use analysis::{
    Period,
    figures::{Thresholds, summary, tally},
};
use domain::{
    id::{GroupId, PupilId, SchoolId},
    tally::Percent,
};
use jiff::civil::date;
use web::urls;

use self::last_year::{YEAR_BEFORE, with_last_year};
use crate::{
    hillside::{ALDER, AMARA, DAY, HAZEL, HEAD, OFFICE},
    house::on_both,
    page::Page,
    visitor::Visitor,
};

const SCHOOL: SchoolId = SchoolId(1);
const THRESHOLDS: Thresholds = Thresholds { persistent: Percent::whole(10), severe: Percent::whole(50) };

/// The figures of the page that are links to what makes them: where they go, their number, and what is read out after it.
fn figures(page: &Page) -> Vec<(String, String, String)> {
    let html = page.html();
    let main = html.split_once("<main").map_or(html.as_str(), |(_, main)| main);
    // The stretches of time side by side count days too: `absence` opens them.
    let main = match main.split_once("<section aria-labelledby=\"periods\">") {
        Some((before, rest)) => format!("{before}{}", rest.split_once("</section>").map_or("", |(_, after)| after)),
        None => main.to_owned(),
    };
    let plain = |text: &str| text.replace("&amp;", "&");
    let link = |part: &str| {
        let (tag, rest) = part.split_once('>')?;
        let (_, href) = tag.split_once("href=\"")?;
        let (inside, _) = rest.split_once("</a>")?;
        let (number, hidden) = inside.split_once("<span").unwrap_or((inside, ""));
        let number = number.replace("<small>", "").split('<').next().unwrap_or_default().trim().to_owned();
        let said = hidden.split_once('>').map_or("", |(_, said)| said);
        Some((plain(href.split('"').next()?), number, said.split('<').next().unwrap_or_default().to_owned()))
    };
    let all = main.split("<a ").skip(1).filter_map(link);
    all.filter(|(href, ..)| href.starts_with("/schools/1/sessions?")).collect()
}

/// The rows of an opened figure.
fn rows(visitor: &Visitor<'_>, href: &str) -> Vec<Vec<String>> {
    let file = visitor.page(&format!("{href}&file=csv")).html();
    file.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

fn whole(text: &str) -> Option<u64> {
    text.replace(',', "").parse().ok()
}

/// Days for each of `children`, to one decimal.
fn per_child(half_days: u64, children: u64) -> String {
    let tenths = (half_days * 10 + children) / (2 * children);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// Among how many children the sessions of an opened figure were counted.
fn children(visitor: &Visitor<'_>, href: &str) -> u64 {
    let words = visitor.page(href).words();
    let before = words.split(" child").next().expect("the list says how many children");
    before.split_whitespace().last().and_then(whole).expect("a number of children")
}

/// Fails unless each number of the page is what its rows come to. Gives how many were looked at.
fn all_are_what_is_behind_them(visitor: &Visitor<'_>, page: &Page) -> usize {
    let mut checked = 0;
    for (href, number, said) in figures(page) {
        let behind = rows(visitor, &href);
        let count = behind.len() as u64;
        let of = said.split_once("of ").and_then(|(_, rest)| rest.split_once(" possible session"));
        let is_list = href.contains("figure=everybody");
        let first = number.split([' ', ',']).next().unwrap_or_default();
        if let Some((possible, _)) = of {
            assert_eq!(Some(count), whole(possible), "{href}: {number}{said}");
        } else if let Some(number) = whole(&number) {
            assert_eq!(count, number, "{href}: {said}");
        } else if is_list && first.contains('.') {
            let missed = behind.iter().map(|row| whole(&row[6]).expect("sessions missed")).sum();
            assert_eq!(first, per_child(missed, count), "{href}");
        } else if first.contains('.') && !first.contains('%') {
            assert_eq!(first, per_child(count, children(visitor, &href)), "{href}");
        } else {
            continue;
        }
        checked += 1;
    }
    checked
}

/// The figure of the page that goes to `href`.
fn figure(page: &Page, href: &str) -> (String, String) {
    let found = figures(page).into_iter().find(|(to, ..)| to == href);
    let (_, number, said) = found.unwrap_or_else(|| panic!("no figure goes to {href}: {:?}", figures(page)));
    (number, said)
}

#[test]
fn every_number_of_a_school_s_page_is_what_is_behind_it() {
    on_both(|house| {
        with_last_year(house);
        let head = house.signed_in(HEAD);
        for (address, at_least) in [
            (urls::school(SCHOOL), 60),
            (urls::school_to(SCHOOL, date(2026, 10, 2)), 60),
            (urls::school_to(SCHOOL, YEAR_BEFORE), 20),
            (urls::school_to(SCHOOL, date(2026, 10, 4)), 60),
        ] {
            let checked = all_are_what_is_behind_them(&head, &head.page(&address));
            assert!(checked >= at_least, "{address}: {checked}");
        }
    });
}

#[test]
fn last_year_s_figures_are_those_of_the_children_who_were_there() {
    on_both(|house| {
        with_last_year(house);
        let head = house.signed_in(HEAD);
        let page = head.page(&urls::school(SCHOOL));
        let last_year = |what: &str| urls::school_sessions(SCHOOL, &format!("{what}&to={YEAR_BEFORE}"));
        // Maisie missed ten sessions without authority; Jonah had left.
        assert!(figure(&page, &last_year("counted=absent")).0.starts_with("5.0, "));
        assert!(figure(&page, &last_year("counted=unauthorised")).0.starts_with("5.0, "));
        assert_eq!(figure(&page, &last_year("figure=late")).0, "2");
        assert_eq!(figure(&page, &last_year("figure=severe")).0, "0");
        let missed = head.page(&last_year("counted=absent"));
        missed.must_say("10 sessions: 5 days");
        missed.must_say("Maisie Rudd");
        missed.must_say("The school year to Tuesday 25 November 2025;");
        assert!(missed.links().iter().all(|link| !link.contains("/pupils/14")), "nobody has a page who has left");
        let everybody = head.page(&last_year("figure=everybody"));
        everybody.must_say("1 of 1 child");
        assert!(everybody.links().iter().all(|link| !link.contains("/pupils/14")));
    });
}

#[test]
fn a_week_opens_to_the_sessions_of_everybody_who_was_there_in_it() {
    on_both(|house| {
        with_last_year(house);
        let head = house.signed_in(HEAD);
        let page = head.page(&urls::school(SCHOOL));
        let week = urls::school_sessions(SCHOOL, "counted=possible&from=2025-11-17&to=2025-11-23");
        let (_, said) = figure(&page, &week);
        assert_eq!(said, " of 16 possible sessions in the week of 16 Nov, last year");
        let opened = head.page(&week);
        // Five days of Maisie, and three of Jonah, who left on the Wednesday.
        opened.must_say("16 sessions");
        opened.must_say("Jonah Vale");
        opened.must_say("Monday 17 November 2025 to Sunday 23 November 2025;");
        let this_week = urls::school_sessions(SCHOOL, "counted=possible&from=2026-11-23&to=2026-11-24");
        assert_eq!(figure(&page, &this_week).1, " of 16 possible sessions in the week of 23 Nov, this year");
    });
}

#[test]
fn a_past_day_s_page_says_its_day_and_what_stood_then() {
    on_both(|house| {
        let day = date(2026, 9, 18);
        let expected = {
            let view = house.app.view(SCHOOL);
            let pupils = [1, 2, 3, 4, 5, 11, 12, 13].map(PupilId);
            summary(view.roll().expect("the school has a roll"), &pupils, day, THRESHOLDS, 0)
        };
        let head = house.signed_in(HEAD);
        let page = head.page(&urls::school_to(SCHOOL, day));
        page.must_say("8 children on the roll that day. The school year to Friday 18 September 2026,");
        page.must_say(&format!("Persistently absent {} ", expected.persistent.len()));
        page.must_say(&format!("Severely absent {} ", expected.severe.len()));
        page.must_say(&format!("Days missed per child {} ", per_child(expected.tally.absent().into(), 8)));
        page.must_say("Late that week 0");
        page.must_say(&format!("Sessions missed {}", expected.tally.absent()));
        // By then Ellis, Callum and Dora had missed all thirteen days.
        assert_eq!((expected.severe.len(), expected.tally.absent()), (3, 3 * 24 + 6 + 2));
        let filters: Vec<String> = figures(&page).into_iter().map(|(href, ..)| href).collect();
        assert!(filters.iter().all(|href| href.contains("to=202")), "{filters:?}");
        for query in ["to=soon", "to=2026-11-25", "to=2026-02-30"] {
            assert_eq!(head.get(&format!("{}?{query}", urls::school(SCHOOL))).status, 404, "{query}");
        }
        let opened = head.page(&urls::school_sessions(SCHOOL, &format!("figure=severe&to={day}")));
        opened.must_say("3 of 8 children");
        assert!(opened.links().contains(&urls::school_to(SCHOOL, day)), "the way back keeps the day");
    });
}

#[test]
fn the_form_at_the_top_asks_for_another_day_and_the_day_stays() {
    on_both(|house| {
        let head = house.signed_in(HEAD);
        let day = date(2026, 10, 2);
        let page = head.page(&urls::school_to(SCHOOL, day));
        let forms = page.forms(&urls::school(SCHOOL));
        assert_eq!(forms.first().expect("a form"), &[(String::from("to"), day.to_string())]);
        page.must_say("The figures of today");
        let governors = page.links().into_iter().find(|link| link.contains("as=governor")).expect("a link");
        let shown = head.page(&governors);
        // The latest whole week up to that day.
        shown.must_say("The school year to Friday 25 September 2026");
        shown.must_not_say("Ellis");
        let field = |name: &str, text: &str| (String::from(name), String::from(text));
        let form = shown.forms(&urls::school(SCHOOL)).into_iter().next().expect("a form");
        assert_eq!(form, [field("as", "governor"), field("to", "2026-09-27")]);
        assert!(figures(&shown).is_empty());
    });
}

#[test]
fn the_classes_stand_side_by_side_with_what_is_behind_each_number() {
    on_both(|house| {
        let counted = |pupils: &[i64]| {
            let pupils: Vec<PupilId> = pupils.iter().copied().map(PupilId).collect();
            let view = house.app.view(SCHOOL);
            tally(view.roll().expect("the school has a roll"), &pupils, Period::year_to(DAY))
        };
        let (hazel, all) = (counted(&[1, 2, 3, 4, 5]), counted(&[1, 2, 3, 4, 5, 11, 12, 13]));
        let head = house.signed_in(HEAD);
        let page = head.page(&urls::school(SCHOOL));
        let of = |what: &str, group: GroupId| urls::school_sessions(SCHOOL, &format!("{what}&group={group}"));
        assert_eq!(figure(&page, &of("counted=authorised", HAZEL)).0, hazel.authorised.to_string());
        assert_eq!(figure(&page, &of("counted=unauthorised", HAZEL)).0, hazel.unauthorised.to_string());
        assert_eq!(figure(&page, &of("counted=absent", HAZEL)).0, per_child(hazel.absent().into(), 5));
        assert_eq!(figure(&page, &of("figure=persistent", HAZEL)).0, "3");
        assert_eq!(figure(&page, &of("figure=persistent", ALDER)).0, "0");
        let possible = format!(" of {} possible sessions, 5 Hazel", hazel.possible());
        assert_eq!(figure(&page, &of("counted=possible", HAZEL)).1, possible);
        let year = urls::school_sessions(SCHOOL, "counted=unauthorised&year=2");
        assert_eq!(figure(&page, &year).0, (all.unauthorised - hazel.unauthorised).to_string());
        // Alder has three children: of so few no average is shown.
        page.must_say("2 Alder 3 children, 2 Alder too few");
        page.must_say("What the columns mean");
        page.must_say("Late arrivals : Arrivals after the opening of the register.");
        head.page(&of("figure=persistent", HAZEL)).must_say("Persistently absent, 5 Hazel");
        head.page(&of("figure=persistent", HAZEL)).must_say("3 of 5 children");
        head.page(&year).must_say("Year 2, 3 children");
    });
}

#[test]
fn what_was_counted_can_be_of_a_class_a_year_or_a_cohort() {
    on_both(|house| {
        let head = house.signed_in(HEAD);
        for (query, children) in
            [("group=13", "2 Alder, 3 children"), ("year=5", "Year 5, 5 children"), ("cohort=SEN%20Support", "1 child")]
        {
            let page = head.page(&format!("/schools/1?to=2026-10-02&{query}"));
            let opened = figures(&page).into_iter().map(|(href, ..)| href);
            let mut possible =
                opened.filter(|href| href.contains("counted=possible") && href.contains("&to=2026-10-02"));
            let opened = possible.rfind(|href| href.contains(query)).expect("the count is a link");
            let opened = head.page(&opened);
            opened.must_say(children);
            opened.must_say("The school year to Friday 2 October 2026;");
        }
    });
}

#[test]
fn sessions_missed_are_explained_as_sessions_and_a_late_word_opens_to_its_sessions() {
    on_both(|house| {
        let office = house.signed_in(OFFICE);
        let board = office.page(&urls::board_finding("Amara"));
        let late = [("pupil", "2"), ("time", "08:54"), ("reason", "Bus")];
        assert_eq!(office.submit(&board, &urls::arrivals(), &late).status, 303);
        let head = house.signed_in(HEAD);
        let missed = head.page("/schools/1/sessions?counted=absent");
        missed.must_say("Each counts for itself: a whole day missed is two.");
        missed.must_not_say("divided by two");
        assert!(missed.links().contains(&String::from("/definitions#sessions-missed")));
        assert!(head.page(&urls::definitions()).ids().contains(&String::from("sessions-missed")));
        let amara = head.page(&urls::pupil(AMARA));
        amara.must_say("Late once");
        let once = urls::sessions(AMARA, "counted=late");
        assert!(amara.links().contains(&once));
        head.page(&once).must_say("1 session");
        let ellis = head.page("/pupils/1");
        for filter in ["counted=authorised", "counted=unauthorised", "counted=absent"] {
            assert!(ellis.links().contains(&urls::sessions(PupilId(1), filter)), "{filter}");
        }
    });
}
