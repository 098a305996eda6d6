//! Families with a child absent without a reason today, and children in more than one school.

use serde::Serialize;

use crate::{link::Link, mark::MarkCell};

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Across {
    /// The way back.
    pub back: Link,
    /// The families, those with most children missing first.
    pub families: Vec<Vec<Child>>,
}

/// A child of a family.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Child {
    /// Who.
    pub who: Link,
    /// Their school.
    pub school: String,
    /// What stands in the register; nothing before it is taken.
    pub mark: Option<MarkCell>,
    /// `Nobody knows why`; empty for a child who is in or whose reason is known.
    pub words: String,
}

#[cfg(test)]
mod tests {
    use domain::{example, id::PupilId, permission::Role};

    use super::*;
    use crate::{frame, frame::Section, templates::sample, urls};

    #[test]
    fn brothers_and_sisters_stand_together_whatever_their_school() {
        let codes = example::codes();
        let child = |id, name: &str, school: &str, words: &str| Child {
            who: Link::new(name, urls::pupil(PupilId(id))),
            school: school.into(),
            mark: (!words.is_empty()).then(|| MarkCell::new(&codes, codes.find("N", jiff::civil::date(2026, 11, 24)))),
            words: words.into(),
        };
        let family =
            vec![child(1, "Ellis Hargreaves", "Hillside", "Nobody knows why"), child(21, "Wilf Tarn", "Moorgate", "")];
        let page = Across { back: Link::new("Schools", urls::authority()), families: vec![family] };
        let frame = frame::sample("Families in several schools", Section::Authority, Role::AuthorityOfficer);
        let html = sample::render(&frame, "across/across.html", &page);
        assert!(html.contains("Nobody knows why") && html.contains("Not taken yet") && html.contains("Moorgate"));
        let none = Across { families: Vec::new(), ..page };
        assert!(sample::render(&frame, "across/across.html", &none).contains("appears here"));
    }
}
