//! The directory: who helps, whom, and how to reach them.

use serde::Serialize;

use crate::link::Link;

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ServicesPage {
    /// To the school's figures, or to the handbook.
    pub back: Link,
    /// Everybody who helps, the nearest handbook's first.
    pub services: Vec<Line>,
}

/// Somebody who helps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The service.
    pub name: String,
    /// Whom it helps.
    pub helps: String,
    /// What it offers.
    pub offers: String,
    /// How to reach it.
    pub reached_by: String,
    /// For whose children it is listed; empty for everybody's.
    pub listed_for: String,
    /// The referral or form that asks it.
    pub refer_with: Option<Link>,
    /// Its line in the handbook.
    pub source: Link,
}

#[cfg(test)]
mod tests {
    use domain::{id::SchoolId, permission::Role};

    use super::*;
    use crate::{
        frame::{self, Section},
        templates::sample::render,
        urls,
    };

    fn view() -> ServicesPage {
        let place = |slug: &str| urls::chapter_entry("lancashire", "8-people-and-services", slug);
        ServicesPage {
            back: Link::new("Hillside Primary School", urls::school(SchoolId(1))),
            services: vec![Line {
                name: "Young carers".into(),
                helps: "Children who look after somebody".into(),
                offers: "Somebody to talk to".into(),
                reached_by: "The school".into(),
                listed_for: "the pupil is young carer".into(),
                refer_with: Some(Link::new("Young carers referral", place("young-carers-referral"))),
                source: Link::new("Lancashire handbook", place("young-carers")),
            }],
        }
    }

    #[test]
    fn each_service_says_whom_it_helps_how_to_reach_it_and_what_asks_it() {
        let frame = frame::sample("Who helps", Section::Handbook, Role::Office);
        let html = render(&frame, "directory/services.html", &view());
        assert!(html.contains("Children who look after somebody") && html.contains("The school"));
        assert!(html.contains("Young carers referral</a>"));
        let empty = render(&frame, "directory/services.html", &ServicesPage { services: Vec::new(), ..view() });
        assert!(empty.contains("No handbook of this school lists a service."));
    }
}
