//! Tables over all schools of the authority, each of whose headings sorts it.

use serde::Serialize;

pub use self::sorted::{Asked, Entry, Sortable, Sorted};
use crate::link::{Filter, Link};

mod sorted;

/// Where to focus, which schools need somebody, or the children of a cohort: one table, and the ways to the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AreaPage {
    /// To the schools; nothing where there is no way back.
    pub back: Option<Link>,
    /// The tables to choose from; empty where there is one.
    pub filters: Vec<Filter>,
    /// What is not worked out yet; empty when all is.
    pub state: String,
    /// The table.
    pub table: Sorted,
    /// What is said where the table has no row.
    pub empty: String,
    /// To what belongs to it.
    pub links: Vec<Link>,
}

#[cfg(test)]
mod tests {
    use documents::table::{Cell, Column, Kind};
    use domain::permission::Role;

    use super::*;
    use crate::{
        frame::{self, Section},
        templates::sample::render,
        urls,
    };

    fn sortable() -> Sortable {
        let column = |heading: &str, kind| Column { heading: heading.into(), kind };
        let row = |name: &str, missed: i64| {
            vec![Entry::link(Cell::Text(name.into()), urls::area::focus()), Entry::of(Cell::Number(missed))]
        };
        Sortable {
            title: "Towns".into(),
            columns: vec![column("Town", Kind::Text), column("Half days missed", Kind::Number)],
            rows: vec![row("Moor", 20), row("Coast", 3), row("Valley", 100)],
            notes: vec!["Schools by the town of their address.".into()],
        }
    }

    fn names(order: &str) -> Vec<String> {
        let mut table = sortable();
        table.sort(order);
        table.rows.iter().map(|row| row[0].cell.clone()).map(|cell| format!("{cell:?}")).collect()
    }

    #[test]
    fn where_to_focus_is_made_from_its_sample_and_every_heading_sorts() {
        let address = |order: &str, page: usize| format!("{}?order={order}&page={page}", urls::area::focus());
        let mut table = sortable();
        table.sort("-half-days-missed");
        let view = AreaPage {
            back: Some(Link::new("Schools", urls::authority())),
            filters: vec![Filter { text: "Towns".into(), href: urls::area::focus_on("towns"), is_current: true }],
            state: String::new(),
            table: Sorted::new(&table, &Asked { order: "-half-days-missed", page: 1, address: &address }),
            empty: "No school is set up yet.".into(),
            links: Vec::new(),
        };
        let frame = frame::sample("Where to focus", Section::Authority, Role::AuthorityOfficer).wide();
        let html = render(&frame, "area/area.html", &view);
        assert!(html.contains("aria-sort=\"descending\"><a href=\"/authority/focus?order=half-days-missed"), "{html}");
        assert!(html.find("Valley") < html.find("Moor") && html.find("Moor") < html.find("Coast"));
    }

    #[test]
    fn a_table_sorts_by_any_column_either_way_and_stays_as_it_is_for_a_word_it_does_not_know() {
        assert_eq!(names("town")[0], "Text(\"Coast\")");
        assert_eq!(names("-town")[0], "Text(\"Valley\")");
        assert_eq!(names("half-days-missed")[0], "Text(\"Coast\")");
        assert_eq!(names("-half-days-missed")[0], "Text(\"Valley\")");
        assert_eq!(names("anything")[0], "Text(\"Moor\")");
    }
}
