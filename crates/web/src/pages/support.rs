//! What children missed before and after a support, beside others like them.

use serde::Serialize;

use crate::{chart::Svg, form::FormError, link::Link, table::TableView};

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SupportPage {
    /// The way back to the school.
    pub back: Link,
    /// The form that asks for another day and other weeks.
    pub form: Form,
    /// What keeps it from being shown.
    pub errors: Vec<FormError>,
    /// What was set beside what.
    pub method: Vec<String>,
    /// Each support of which something can be said.
    pub shown: Vec<Shown>,
    /// How few children keep a support from being shown.
    pub few: String,
    /// Every support; nothing where none is on record.
    pub table: Option<TableView>,
}

/// The form that asks for another day and other weeks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Form {
    /// Where it goes.
    pub action: String,
    /// The day asked for.
    pub to: String,
    /// The last day that can be.
    pub latest: String,
    /// What is wrong with the day; may be empty.
    pub to_error: String,
    /// The weeks asked for.
    pub weeks: String,
    /// What is wrong with them; may be empty.
    pub weeks_error: String,
}

/// A support of which something can be said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// What it is, and its place in the handbook.
    pub name: Link,
    /// What was found, in words.
    pub words: Vec<String>,
    /// The difference and its range.
    pub svg: Svg,
}

#[cfg(test)]
mod tests {
    use documents::table::{Cell, Column, Kind, Table};
    use domain::{id::SchoolId, permission::Role};

    use super::*;
    use crate::{
        chart::strip::{Strip, strip},
        frame::{self, Section},
        templates::sample,
        urls,
    };

    #[test]
    fn before_and_after_is_made_from_its_sample() {
        let table = Table {
            title: "Supports".into(),
            columns: vec![Column { heading: "Support".into(), kind: Kind::Text }],
            rows: vec![vec![Cell::Text("Formal intervention".into())]],
            notes: Vec::new(),
        };
        let school = SchoolId(1);
        let page = SupportPage {
            back: Link::new("Hillside Primary School", urls::school(school)),
            form: Form {
                action: urls::support::of_school(school),
                to: "2026-11-24".into(),
                latest: "2026-11-24".into(),
                to_error: "Enter a day up to today".into(),
                weeks: "40".into(),
                weeks_error: "Enter 2 to 13 weeks".into(),
            },
            errors: vec![FormError::new("weeks", "Enter 2 to 13 weeks")],
            method: vec!["Children are set beside others.".into()],
            shown: vec![Shown {
                name: Link::new("Formal intervention", urls::chapter_entry("lancashire", "1-pathway", "formal")),
                words: vec!["It could go either way.".into()],
                svg: strip(&Strip { finding: "between −3 and 2".into(), ..Strip::default() }),
            }],
            few: "3 more are shown with their children alone.".into(),
            table: Some(TableView::with_files(&table, &urls::support::asking(school, domain::Date::MIN, 6))),
        };
        let frame = frame::sample("Before and after a support", Section::School, Role::AttendanceLead);
        let html = sample::render(&frame, "support/support.html", &page);
        assert!(html.contains("It could go either way.") && html.contains("Enter 2 to 13 weeks"), "{html}");
        let bare = SupportPage {
            form: Form::default(),
            errors: Vec::new(),
            shown: Vec::new(),
            few: String::new(),
            table: None,
            ..page
        };
        let html = sample::render(
            &frame::sample("No support", Section::School, Role::Governor),
            "support/support.html",
            &bare,
        );
        assert!(html.contains("No support is on record"), "{html}");
    }
}
