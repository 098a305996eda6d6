use domain::permission::Role;

use super::*;
use crate::{
    chart::rows::{Row, Shape, picture},
    frame::{self, Section},
    pages::count::Choice,
    table::{CellView, Heading},
    templates::sample,
    urls,
};

fn field(name: &str, value: &str, error: &str) -> Field {
    Field::new(name, "From", value, (!error.is_empty()).then(|| error.into()))
}

fn page() -> Slice {
    let row = |name: &str, size| Row { name: name.into(), size: Some(size), shown: size.to_string() };
    let cell = |text: &str, href: &str| CellView { text: text.into(), href: href.into() };
    Slice {
        back: Link::new("Hillside Primary School", urls::school(domain::id::SchoolId(1))),
        form: Form {
            action: urls::slice::of_school(domain::id::SchoolId(1)),
            kept: vec![Hidden::new("shown", "week")],
            choices: vec![Choices {
                name: "by".into(),
                label: "Rows".into(),
                choices: vec![Choice { value: "weekday".into(), text: "Weekday".into(), is_chosen: true }],
            }],
            days: vec![field("from", "", "")],
            filters: Vec::new(),
            known: Some(field("known", "", "")),
            is_open: false,
        },
        errors: Vec::new(),
        said: vec!["20 children on the roll.".into()],
        picture: picture(&[row("Monday", 3), row("Friday", 7)], Shape::Bars, "Days missed by weekday"),
        table: Some(TableView {
            title: "Days missed by weekday".into(),
            columns: vec![
                Heading { text: "Weekday".into(), is_figure: false },
                Heading { text: "Days".into(), is_figure: true },
            ],
            rows: vec![
                vec![cell("Monday", ""), cell("3", "/schools/1/figures/opened?row=monday")],
                vec![cell("All", ""), cell("3", "")],
            ],
            notes: vec!["Half days divided by two.".into()],
            files: crate::table::links("/schools/1/figures?by=weekday"),
        }),
        meanings: vec![Link::new("Days missed", urls::definition("days_missed"))],
        lasting: Some(Link::new("This table with its days", "/schools/1/figures?to=2026-11-24")),
    }
}

#[test]
fn the_page_is_made_from_its_sample() {
    let frame = frame::sample("Days missed by weekday", Section::School, Role::Headteacher);
    let html = sample::render(&frame, "slice/slice.html", &page());
    for said in [
        "<svg",
        "20 children on the roll.",
        "file=csv",
        "href=\"/schools/1/figures/opened?row=monday\"",
        "name=\"known\"",
    ] {
        assert!(html.contains(said), "{said}");
    }
}

#[test]
fn a_fault_keeps_what_was_typed_and_shows_no_table() {
    let sound = page();
    let form = Form { days: vec![field("from", "soon", "`soon` is not a day")], is_open: true, ..sound.form.clone() };
    let errors = vec![FormError::new("from", "`soon` is not a day")];
    let faulty = Slice { form, errors, said: Vec::new(), picture: None, table: None, lasting: None, ..sound };
    let frame = frame::sample("Other figures", Section::School, Role::Headteacher);
    let html = sample::render(&frame, "slice/slice.html", &faulty);
    assert!(
        html.contains("value=\"soon\"") && html.contains("href=\"#from\"") && !html.contains("<svg class=\"rb-svg\"")
    );
    let empty = Slice { table: Some(TableView { rows: Vec::new(), ..page().table.expect("there") }), ..page() };
    let html =
        sample::render(&frame::sample("No rows", Section::School, Role::Headteacher), "slice/slice.html", &empty);
    assert!(html.contains("Nothing was marked"));
}
