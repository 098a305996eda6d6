//! Finding a pupil: by name, UPN or class.

use serde::Serialize;

use crate::{link::Link, pages::figures::Paging};

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pupils {
    /// What was searched for; empty for everybody.
    pub query: String,
    /// `3 pupils found`, `412 pupils`.
    pub counted: String,
    /// The pupils of this part of the list, best match first.
    pub rows: Vec<PupilRow>,
    /// Why nobody is shown and what to try; empty when somebody is.
    pub empty: String,
    /// Which part of the list this is.
    pub paging: Paging,
    /// To the admission register of the school; nothing for a reader who may not see it.
    pub register: Option<Link>,
    /// The classes, to look at one whole; may be empty.
    pub groups: Vec<Link>,
}

/// A pupil found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PupilRow {
    /// Their name, to their page.
    pub who: Link,
    /// `Year 5 Hazel`, and the school for a reader of several.
    pub place: String,
    /// `17`.
    pub days: String,
    /// `85.5%`, or `none possible yet`.
    pub attendance: String,
    /// The pack's word for their band; may be empty.
    pub band: String,
    /// From [`shade`](crate::chart::bands::shade).
    pub shade: &'static str,
}

#[cfg(test)]
mod tests {
    use domain::{
        id::{GroupId, PupilId},
        permission::Role,
        session::{Half, Session},
    };
    use jiff::civil::date;

    use super::*;
    use crate::{
        frame::{self, Frame, Section},
        templates::sample::render,
        urls,
    };

    fn frame(title: &str) -> Frame {
        frame::sample(title, Section::Pupils, Role::AttendanceLead).wide().as_of("To the end of Thursday 11 March.")
    }

    fn view() -> Pupils {
        let row = |name: &str, place: &str, days: &str, band: &str, shade| PupilRow {
            who: Link::new(name, urls::pupil(PupilId(4))),
            place: place.into(),
            days: days.into(),
            attendance: "85.5%".into(),
            band: band.into(),
            shade,
        };
        let session = Session::new(date(2027, 3, 12), Half::Morning);
        Pupils {
            query: "har".into(),
            counted: "2 pupils found".into(),
            rows: vec![
                row("Alfie Hargreaves", "Year 2 Alder", "9", "Universal", "1"),
                row("Ellis Hargreaves", "Year 5 Hazel", "17", "Improvement", "2"),
            ],
            empty: String::new(),
            paging: Paging::of(412, 1, |page| format!("{}&page={page}", urls::pupils_finding("har"))).0,
            register: Some(Link::new("Admission register", urls::admission::register(domain::id::SchoolId(1)))),
            groups: vec![Link::new("5 Hazel", urls::register(GroupId(12), session))],
        }
    }

    #[test]
    fn pupils_found_are_listed_with_their_days_missed_and_band() {
        let html = render(&frame("Pupils"), "pupils/pupils.html", &view());
        assert!(html.contains("2 pupils found"));
        assert!(html.contains("rb-bandtag--2\">Improvement<"));
    }

    #[test]
    fn a_search_that_finds_nobody_says_what_to_try() {
        let view = Pupils {
            query: "<b>zz".into(),
            counted: "0 pupils found".into(),
            rows: Vec::new(),
            empty: "Nobody here is called so. Try part of the surname, a UPN, or a class such as 5 Hazel.".into(),
            paging: Paging::default(),
            register: None,
            groups: Vec::new(),
        };
        let html = render(&frame("Pupils, none"), "pupils/pupils.html", &view);
        assert!(html.contains("Try part of the surname"));
        assert!(html.contains("value=\"&lt;b&gt;zz\""));
    }
}
