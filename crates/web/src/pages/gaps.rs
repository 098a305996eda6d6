//! What is missing in the register, and what stands where nothing can.

use serde::Serialize;

use crate::{link::Link, mark::MarkCell};

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct GapsPage {
    /// Sessions without a mark, latest first.
    pub missing: Vec<Missing>,
    /// How many marks are missing in all, beyond those listed too.
    pub missing_marks: usize,
    /// Marks on days without school, latest first.
    pub on_closed_days: Vec<Stray>,
    /// Marks of days on which the child was not on the roll.
    pub off_roll: Vec<Stray>,
    /// How many of a list are not shown; may be empty.
    pub more: String,
}

/// Sessions of a class in which somebody has no mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// `Tuesday 24 November, morning`.
    pub session: String,
    /// The class.
    pub group: String,
    /// `all 30 children`, or who.
    pub who: Vec<Link>,
    /// Said in the place of names where nobody has a mark.
    pub all: String,
    /// Where it is mended.
    pub mend: Option<Link>,
}

/// A mark where none can be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stray {
    /// Whose.
    pub who: Link,
    /// When.
    pub session: String,
    /// What.
    pub mark: MarkCell,
    /// Where it is mended.
    pub mend: Link,
}

#[cfg(test)]
mod tests {
    use domain::{
        example,
        id::{GroupId, PupilId},
        permission::Role,
        session::{Half, Session},
    };
    use jiff::civil::date;

    use super::*;
    use crate::{
        frame::{self, Section},
        templates::sample,
        urls,
    };

    #[test]
    fn the_gaps_are_made_from_their_sample_each_with_where_it_is_mended() {
        let codes = example::codes();
        let session = Session::new(date(2026, 11, 24), Half::Morning);
        let stray = Stray {
            who: Link::new("Ellis Hargreaves", urls::pupil(PupilId(1))),
            session: "Saturday 28 November, morning".into(),
            mark: MarkCell::new(&codes, codes.find("I", session.date)),
            mend: Link::new("Look at it", urls::mark(PupilId(1), session)),
        };
        let missing = |who: Vec<Link>, all: &str| Missing {
            session: "Tuesday 24 November, morning".into(),
            group: "5 Hazel".into(),
            who,
            all: all.into(),
            mend: Some(Link::new("Take the register", urls::register(GroupId(12), session))),
        };
        let page = GapsPage {
            missing: vec![
                missing(Vec::new(), "all 30 children"),
                missing(vec![Link::new("Amara Osei", urls::mark(PupilId(2), session))], ""),
            ],
            missing_marks: 31,
            on_closed_days: vec![stray.clone()],
            off_roll: vec![stray],
            more: String::new(),
        };
        let frame = frame::sample("Gaps in the register", Section::Board, Role::Office);
        let html = sample::render(&frame, "gaps/gaps.html", &page);
        assert!(html.contains("all 30 children") && html.contains("/pupils/2/marks/2026-11-24/am"));
        let empty = frame::sample("No gaps", Section::Board, Role::Office);
        let html = sample::render(&empty, "gaps/gaps.html", &GapsPage::default());
        assert!(html.contains("Every session of this school year"));
    }
}
