//! A report: its tables with a few words each, as a page that prints.

use serde::Serialize;

use crate::{
    chart::trend::Trend,
    form::FormError,
    link::{Hidden, Link},
    table::TableView,
};

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportPage {
    /// To the school.
    pub back: Link,
    /// What is wrong with the days that were typed.
    pub errors: Vec<FormError>,
    /// The form that asks for other days.
    pub form: Form,
    /// What it covers and how to read it.
    pub opening: Vec<String>,
    /// The whole as a file to print.
    pub printed: Link,
    /// What goes on from here: where it is sent, or recorded.
    pub next: Vec<Link>,
    /// The parts, in order.
    pub parts: Vec<Part>,
}

/// The form that asks for other days.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Form {
    /// Where it goes.
    pub action: String,
    /// What else the address keeps.
    pub kept: Vec<Hidden>,
    /// The days.
    pub days: Vec<Day>,
}

/// A day that can be typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Day {
    /// Its name in the address.
    pub name: String,
    /// What it is.
    pub label: String,
    /// What stands in it: `2026-11-24`, or what was typed.
    pub value: String,
    /// The latest day that may be asked for.
    pub latest: String,
    /// What is wrong with it; may be empty.
    pub error: String,
}

/// A part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Its anchor: `by-year`.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// What is said before the table.
    pub opening: Vec<String>,
    /// A picture of it.
    pub trend: Option<Trend>,
    /// The table; nothing where it has no row.
    pub table: Option<TableView>,
}

#[cfg(test)]
mod tests {
    use documents::table::{Cell, Column, Kind, Table};
    use domain::{id::SchoolId, permission::Role};

    use super::*;
    use crate::{
        frame::{self, Section},
        templates::sample,
        urls,
    };

    fn page() -> ReportPage {
        let column = |heading: &str, kind| Column { heading: heading.into(), kind };
        let table = Table {
            title: "By year group".into(),
            columns: vec![column("Year", Kind::Text), column("Persistently absent", Kind::Number)],
            rows: vec![vec![Cell::Text("Year 5".into()), Cell::Text("hidden".into())]],
            notes: vec!["Persistently absent: missed 10% or more.".into()],
        };
        let address = urls::report::governors(SchoolId(1), None, None);
        let file = format!("{address}?table=by-year");
        let part = |id: &str, table: Option<TableView>| Part {
            id: id.into(),
            title: "By year group".into(),
            opening: vec!["Of last year.".into()],
            trend: None,
            table,
        };
        ReportPage {
            back: Link::new("Hillside Primary School", urls::school(SchoolId(1))),
            errors: vec![FormError::new("to", "Enter a day up to today")],
            form: Form {
                action: address.clone(),
                kept: vec![Hidden::new("set", "Pathway")],
                days: vec![Day {
                    name: "to".into(),
                    label: "To the end of".into(),
                    value: "2030-01-01".into(),
                    latest: "2026-11-24".into(),
                    error: "Enter a day up to today".into(),
                }],
            },
            opening: vec!["It names nobody.".into()],
            printed: Link::new("To print (PDF)", format!("{address}?file=pdf")),
            next: vec![Link::new("Send it", "/schools/1/duties/lincolnshire/five-category-return")],
            parts: vec![part("by-year", Some(TableView::with_files(&table, &file))), part("empty", None)],
        }
    }

    #[test]
    fn a_report_is_made_from_its_sample_with_the_files_of_each_table() {
        let frame = frame::sample("Attendance report for governors", Section::School, Role::Governor).wide();
        let html = sample::render(&frame, "report/report.html", &page());
        assert!(html.contains("?table=by-year&amp;file=csv"), "{html}");
        assert!(html.contains("?file=pdf"), "{html}");
        assert!(html.contains("Enter a day up to today"), "{html}");
        assert!(html.contains("hidden"), "{html}");
    }
}
