//! What a school is: its numbers, its address, its times and its calendar.

use serde::Serialize;

use crate::link::Link;

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ParticularsPage {
    /// To the school's figures, or to where the reader works.
    pub back: Link,
    /// What is known of the school.
    pub facts: Vec<Fact>,
    /// When it is open, from this school year on.
    pub terms: Vec<Stretch>,
    /// When it is closed within that.
    pub closures: Vec<Stretch>,
}

/// Something known of a school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// `Address`.
    pub key: String,
    /// What it is, a line each.
    pub lines: Vec<String>,
    /// Where it leads; may be empty.
    pub href: String,
}

/// Days with a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stretch {
    /// `Autumn 2026`.
    pub name: String,
    /// `Wednesday 2 September 2026 to Friday 18 December 2026`.
    pub days: String,
}

#[cfg(test)]
mod tests {
    use domain::{id::SchoolId, permission::Role};

    use super::*;
    use crate::{
        frame::{self, Frame, Section},
        templates::sample::render,
        urls,
    };

    fn frame(title: &str) -> Frame {
        frame::sample(title, Section::School, Role::Headteacher)
    }

    fn view() -> ParticularsPage {
        let fact = |key: &str, lines: &[&str], href: String| Fact {
            key: key.into(),
            lines: lines.iter().map(|line| String::from(*line)).collect(),
            href,
        };
        let days = "Wednesday 2 September 2026 to Friday 18 December 2026";
        ParticularsPage {
            back: Link::new("Hillside Primary School", urls::school(SchoolId(1))),
            facts: vec![
                fact("Address", &["Hillside Lane", "Marlbeck", "ZZ99 1AA"], String::new()),
                fact("Telephone", &["01632 960001"], urls::telephone("01632 960001")),
            ],
            terms: vec![Stretch { name: "Autumn 2026".into(), days: days.into() }],
            closures: vec![Stretch { name: "Snow".into(), days: "Wednesday 13 January 2027".into() }],
        }
    }

    #[test]
    fn a_school_says_where_it_is_and_what_number_to_ring() {
        let html = render(&frame("About Hillside Primary School"), "particulars/particulars.html", &view());
        assert!(html.contains("Hillside Lane<br>Marlbeck<br>ZZ99 1AA"));
        assert!(html.contains("href=\"tel:01632960001\">01632 960001</a>"));
        assert!(html.contains("Autumn 2026") && html.contains("Wednesday 13 January 2027"));
    }

    #[test]
    fn a_school_without_a_calendar_says_what_that_means() {
        let view = ParticularsPage { terms: Vec::new(), closures: Vec::new(), ..view() };
        let html = render(&frame("About Hillside Primary School, no calendar"), "particulars/particulars.html", &view);
        assert!(html.contains("No term is on record"));
    }
}
