//! The chronology of a pupil's case: what was done, by whom, when, in one column.

use serde::Serialize;

use super::Header;
use crate::link::{Filter, Link};

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CasePage {
    /// Above the tabs.
    pub header: Header,
    /// Everything, contacts only, letters only …
    pub filters: Vec<Filter>,
    /// What was done, newest first.
    pub entries: Vec<Entry>,
}

/// One event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// `Friday 5 March`.
    pub day: String,
    /// `13:31`.
    pub time: String,
    /// What was done, such as `Rang Dawn Hargreaves: answered`.
    pub what: String,
    /// What was said or agreed; may be empty.
    pub note: String,
    /// What was filled in.
    pub filled: Vec<Filled>,
    /// `Priya Nair, attendance lead`.
    pub by: String,
    /// The letter that was made, the session it was about, the receipt.
    pub links: Vec<Link>,
}

/// A field that was filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Filled {
    /// The handbook's word for it.
    pub name: String,
    /// What was filled in.
    pub value: String,
}

#[cfg(test)]
mod tests {
    use domain::id::{DocumentId, PupilId};

    use super::*;
    use crate::{
        pages::pupil::{Tab, sample},
        templates::sample::render,
        urls,
    };

    fn view() -> CasePage {
        let entry = |day: &str, time: &str, what: &str, note: &str, links| Entry {
            day: day.into(),
            time: time.into(),
            what: what.into(),
            note: note.into(),
            filled: vec![Filled { name: "Review date".into(), value: "Friday 12 March 2027".into() }],
            by: "Priya Nair, attendance lead".into(),
            links,
        };
        let filter = |text: &str, kind: &str, is_current| Filter {
            text: text.into(),
            href: format!("{}?{kind}", urls::case(PupilId(4))),
            is_current,
        };
        let letter = Link::new("Read the letter", urls::document(DocumentId(3)));
        let receipt = Link::new("Receipt", urls::receipt(PupilId(4), "lancashire", "improvement-pathway"));
        CasePage {
            header: sample::header(Tab::Case),
            filters: vec![filter("Everything, 4", "", true), filter("Contacts, 1", "kind=contacts", false)],
            entries: vec![
                entry("Friday 5 March", "15:40", "Letter made: attendance so far", "", vec![letter]),
                entry(
                    "Friday 5 March",
                    "14:10",
                    "Considered: Early Help. Not yet taken up",
                    "Dawn would like time to think.",
                    vec![],
                ),
                entry("Thursday 4 March", "13:31", "The Improvement pathway applies", "15 days missed.", vec![receipt]),
                entry("Monday 22 February", "09:20", "Rang Dawn Hargreaves: no answer", "", vec![]),
            ],
        }
    }

    #[test]
    fn the_case_is_made_from_its_sample() {
        let html = render(&sample::frame("Ellis Hargreaves: case"), "pupil/case.html", &view());
        assert!(html.contains("Dawn would like time to think."));
        assert!(html.contains("href=\"/documents/3\""));
        assert!(html.contains("<dt>Review date</dt><dd>Friday 12 March 2027</dd>"));
    }

    #[test]
    fn a_case_without_an_event_says_what_would_fill_it() {
        let view = CasePage { entries: Vec::new(), filters: Vec::new(), ..view() };
        let html = render(&sample::frame("Ellis Hargreaves: case, empty"), "pupil/case.html", &view);
        assert!(html.contains("Nothing is on record."));
    }
}
