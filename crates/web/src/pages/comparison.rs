//! A school beside others of its authority, beside schools like it, and beside England.

use serde::Serialize;

use crate::{chart::Svg, form::FormError, link::Link, table::TableView};

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComparisonPage {
    /// The way back to the school.
    pub back: Link,
    /// The form that asks for another day.
    pub day: Day,
    /// What keeps the day asked for from being shown.
    pub errors: Vec<FormError>,
    /// The authority, then the schools like it.
    pub groups: Vec<GroupView>,
    /// How the schools like it were found.
    pub method: Method,
    /// What is published for England, a part for each stretch of time.
    pub england: Vec<Part>,
    /// What children missed before and after a support.
    pub supports: Link,
}

/// The form that asks for another day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Day {
    /// Where it goes.
    pub action: String,
    /// What was asked for.
    pub to: String,
    /// The last day that can be.
    pub latest: String,
    /// What is wrong with it; may be empty.
    pub error: String,
}

/// The school beside a group of others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GroupView {
    /// Its id on the page.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// Who is in it.
    pub words: String,
    /// A picture for each figure of everybody.
    pub strips: Vec<StripView>,
    /// The figures; nothing where the schools are too few.
    pub table: Option<TableView>,
}

/// A figure as a picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StripView {
    /// What is drawn, linked to what it means.
    pub name: Link,
    /// The picture.
    pub svg: Svg,
    /// The finding in words.
    pub finding: String,
}

/// How the schools like it were found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Method {
    /// In words.
    pub words: Vec<String>,
    /// Each school with how unlike it is.
    pub table: Option<TableView>,
}

/// A stretch of time that was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Its id on the page.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// What stands beside what.
    pub words: Vec<String>,
    /// The figures; nothing where there are none.
    pub table: Option<TableView>,
}

#[cfg(test)]
mod tests {
    use documents::table::{Cell, Column, Kind, Table};
    use domain::{id::SchoolId, permission::Role, tally::Percent};

    use super::*;
    use crate::{
        chart::strip::{Strip, strip},
        frame::{self, Section},
        templates::sample,
        urls,
    };

    fn table() -> TableView {
        let column = |heading: &str, kind| Column { heading: heading.into(), kind };
        let table = Table {
            title: "Hillside beside the others".into(),
            columns: vec![column("Figure", Kind::Text), column("This school", Kind::Percent)],
            rows: vec![vec![Cell::Text("Attendance".into()), Cell::Percent(Percent::thousandths(94_012))]],
            notes: vec!["To the end of the day.".into()],
        };
        TableView::with_files(&table, &urls::comparison::table(SchoolId(1), None, "authority"))
    }

    #[test]
    fn the_comparison_is_made_from_its_sample_with_the_licence_of_what_is_published() {
        let group = |id: &str, table: Option<TableView>| GroupView {
            id: id.into(),
            title: "Primary schools of Fellshire".into(),
            words: "The 7 other primary schools of the authority.".into(),
            strips: match table {
                Some(_) => vec![StripView {
                    name: Link::new("Attendance", urls::definition("attendance_percent")),
                    svg: strip(&Strip { finding: "94.0%".into(), ..Strip::default() }),
                    finding: "94.0% here".into(),
                }],
                None => Vec::new(),
            },
            table,
        };
        let page = ComparisonPage {
            back: Link::new("Hillside Primary School", urls::school(SchoolId(1))),
            day: Day {
                action: urls::comparison::of_school(SchoolId(1), None),
                to: "2026-11-24".into(),
                latest: "2026-11-24".into(),
                error: "Enter a day up to today".into(),
            },
            errors: vec![FormError::new("to", "Enter a day up to today")],
            groups: vec![group("authority", Some(table())), group("alike", None)],
            method: Method { words: vec!["Three things are compared.".into()], table: Some(table()) },
            england: vec![Part {
                id: "weeks".into(),
                title: "The same weeks of autumn".into(),
                words: vec!["Published for 2025.".into()],
                table: Some(table()),
            }],
            supports: Link::new("Before and after a support", urls::support::of_school(SchoolId(1))),
        };
        let frame = frame::sample("Hillside beside others", Section::School, Role::Governor);
        let html = sample::render(&frame, "comparison/comparison.html", &page);
        assert!(html.contains("Open Government Licence v3.0"), "{html}");
        assert!(html.contains("table=authority&amp;file=csv"), "{html}");
        let bare = ComparisonPage {
            errors: Vec::new(),
            groups: vec![group("authority", None)],
            method: Method { words: Vec::new(), table: None },
            england: Vec::new(),
            day: Day::default(),
            ..page
        };
        let frame = frame::sample("Hillside beside few others", Section::School, Role::Headteacher);
        let html = sample::render(&frame, "comparison/comparison.html", &bare);
        assert!(!html.contains("file=csv"), "{html}");
    }
}
