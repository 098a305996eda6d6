//! A child of a cohort, for whoever looks after it.

use serde::Serialize;

use crate::{link::Link, status::Status};

/// What is seen of a child of a cohort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChildPage {
    /// To the cohort.
    pub back: Link,
    /// The school, the mark of the session, days missed …
    pub facts: Vec<(String, String)>,
    /// What the handbook asks for now.
    pub due: Vec<Line>,
    /// What was done, newest first.
    pub done: Vec<Line>,
    /// Half days missed, newest first.
    pub missed: Vec<Line>,
    /// How many more of those there are; empty when all are listed.
    pub more: String,
}

/// A line of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// When; empty where a status says it.
    pub day: String,
    /// What.
    pub text: String,
    /// How it ended and in which post; may be empty.
    pub beside: String,
    /// How soon it is due.
    pub status: Option<Status>,
}

#[cfg(test)]
mod tests {
    use domain::permission::Role;

    use super::*;
    use crate::{
        frame::{self, Section},
        templates::sample::render,
        urls,
    };

    #[test]
    fn a_child_of_a_cohort_is_made_from_its_sample() {
        let line = |text: &str, status| Line {
            day: "Tue 3 November".into(),
            text: text.into(),
            beside: String::new(),
            status,
        };
        let view = ChildPage {
            back: Link::new("In care", urls::cohort::children("in care")),
            facts: vec![("Missed this school year".into(), "12 days".into())],
            due: vec![line("Personal education plan", Some(Status::due("By Fri 18 December")))],
            done: vec![line("Meeting about attendance", None)],
            missed: vec![line("Illness", None)],
            more: String::new(),
        };
        let frame = frame::sample("Nia Lowther", Section::Cohorts, Role::CohortHolder);
        let html = render(&frame, "cohort/child.html", &view);
        assert!(
            html.contains("12 days")
                && html.contains("By Fri 18 December")
                && html.contains("Meeting about attendance")
        );
        let nothing = ChildPage { due: Vec::new(), done: Vec::new(), missed: Vec::new(), ..view };
        let html = render(&frame, "cohort/child.html", &nothing);
        assert!(html.contains("Nothing is recorded this school year."), "{html}");
    }
}
