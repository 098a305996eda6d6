use domain::{id::SchoolId, permission::Role};
use jiff::civil::date;

use super::*;
use crate::{
    chart::weeks::{Week, weeks},
    frame::{self, Frame, Section},
    pages::count::Choice,
    table::{CellView, Heading, links},
    templates::sample::render,
    urls,
};

fn frame() -> Frame {
    let title = "Lateness, Hillside Primary School";
    frame::sample(title, Section::School, Role::Headteacher)
        .wide()
        .as_of("Monday 1 March 2027 to Friday 12 March 2027; as of 16:10.")
}

fn table(opens: &str) -> TableView {
    let cell = |text: &str, href: &str| CellView { text: text.into(), href: href.into() };
    TableView {
        title: "Late arrivals by class".into(),
        columns: [("Class", false), ("Late arrivals", true)]
            .map(|(text, is_figure)| Heading { text: text.into(), is_figure })
            .into(),
        rows: vec![vec![cell("5 Hazel", ""), cell("4", opens)]],
        notes: vec!["Minutes are added up.".into()],
        files: links(&urls::absence::lateness(SchoolId(1), "?period=week&table=classes")),
    }
}

fn view(error: &str) -> Absence {
    let week = |day, before, after| Week { monday: date(2027, 3, day), before, after };
    let opens = urls::school_sessions(SchoolId(1), "counted=late&group=12");
    let stretch = |text: &str, word: &str| Filter {
        text: text.into(),
        href: urls::absence::lateness(SchoolId(1), &format!("?period={word}")),
        is_current: word == "week",
    };
    let choice = |value: &str, text: &str| Choice { value: value.into(), text: text.into(), is_chosen: value == "12" };
    Absence {
        back: Link::new("Hillside Primary School", urls::school(SchoolId(1))),
        form: Form {
            action: urls::absence::lateness(SchoolId(1), ""),
            choices: vec![Choices {
                name: "group".into(),
                label: "Class".into(),
                choices: vec![choice("", "All classes"), choice("12", "5 Hazel")],
            }],
            from: "2027-03-01".into(),
            has_from: true,
            to: "2027-03-12".into(),
            latest: "2027-03-12".into(),
            error: error.into(),
            kept: vec![Hidden::new("period", "week")],
        },
        stretches: vec![stretch("This week", "week"), stretch("Year to date", "year")],
        whom: "5 Hazel".into(),
        figures: vec![Figure {
            label: "Late arrivals".into(),
            number: "41".into(),
            beside: "1.2%".into(),
            href: Some(opens.clone()),
            lines: Vec::new(),
        }],
        parts: vec![
            Part {
                chart: weeks("Late arrivals", &[week(1, 3, 1), week(8, 5, 0)]),
                table: Some(table(&opens)),
                ..Part::new("weeks", "Week by week", "")
            },
            Part {
                table: Some(table(&opens)),
                definitions: vec![Link::new("Late arrivals", urls::definition("late"))],
                ..Part::new("classes", "By class", "")
            },
            Part::new("most", "Who is late most", "Nobody came late in these days."),
        ],
        others: vec![Link::new("Spells of absence", urls::absence::spells(SchoolId(1), "?period=week"))],
    }
}

#[test]
fn a_page_of_absence_keeps_its_filters_and_gives_each_table_as_a_file() {
    let html = render(&frame(), "school/absence.html", &view(""));
    assert!(html.contains("/schools/1/lateness?period=week\" aria-current=\"true\""), "{html}");
    assert!(html.contains("<option value=\"12\" selected>5 Hazel"));
    assert!(html.contains("name=\"period\" value=\"week\""));
    assert!(html.contains("href=\"/schools/1/sessions?counted=late&amp;group=12\">4</a>"));
    for kind in ["csv", "xlsx"] {
        assert!(html.contains(&format!("/schools/1/lateness?period=week&amp;table=classes&amp;file={kind}")), "{kind}");
    }
    assert!(html.contains("Late arrivals week by week: 8 in all before, 1 after."));
    assert!(html.contains("Show the weeks as a table"));
    assert!(html.contains("Nobody came late in these days."));
    assert!(html.contains("5 Hazel. Monday 1 March 2027 to Friday 12 March 2027; as of 16:10."));
    assert!(!html.contains("There is a problem"));
}

#[test]
fn days_that_are_none_are_told_at_the_top_and_kept_as_they_were_typed() {
    let html = render(&frame(), "school/absence.html", &view("Enter a first day that is not after the last day"));
    assert!(html.contains("There is a problem with the days"));
    assert!(html.contains("<a href=\"#to\">Enter a first day that is not after the last day</a>"));
    assert!(html.contains("name=\"from\" value=\"2027-03-01\""));
}
