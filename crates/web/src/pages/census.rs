//! The attendance part of a school census: which sessions, what the file would say, and what is to be put right first.

use serde::Serialize;

use crate::{
    form::{Fields, FormError, message},
    link::{Filter, Hidden, Link},
    mark::MarkCell,
};

/// The field of the form that says in which part of a return the sessions stand.
pub const PART: &str = "part";

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct CensusPage {
    /// To the returns.
    pub back: Link,
    /// What keeps the file from being made.
    pub errors: Vec<FormError>,
    /// Where both forms go.
    pub action: String,
    /// The terms that can be returned, newest first.
    pub terms: Vec<Filter>,
    /// The first day, as typed.
    pub first: String,
    /// The last day, as typed.
    pub last: String,
    /// What stands beside the first day.
    pub first_error: String,
    /// What stands beside the last day.
    pub last_error: String,
    /// What the tick for the second half of the summer carries.
    pub second_half: String,
    /// Whether it is ticked.
    pub is_second_half: bool,
    /// What the file would say; nothing before a period is known.
    pub preview: Option<Preview>,
    /// Files that were made, newest first.
    pub made: Vec<MadeRow>,
}

/// What a file would say.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Preview {
    /// `1 September 2026 to 18 December 2026`.
    pub title: String,
    /// Pupils and sessions.
    pub facts: Vec<(String, String)>,
    /// How often each code stands in it.
    pub codes: Vec<CodeRow>,
    /// What is to be put right first.
    pub problems: Vec<ProblemRow>,
    /// When this file was made last; empty when it never was.
    pub made: String,
    /// What the form carries; empty while nobody can stand in the file.
    pub fields: Vec<Hidden>,
}

/// How often a code stands in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CodeRow {
    /// The code.
    pub mark: MarkCell,
    /// What it means.
    pub words: String,
    /// How often.
    pub count: String,
}

/// Something to put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProblemRow {
    /// About whom.
    pub who: Link,
    /// What it is.
    pub what: String,
    /// Where it is mended.
    pub mend: Vec<Link>,
    /// That there are more of them; may be empty.
    pub more: String,
}

/// A file that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MadeRow {
    /// Of which sessions.
    pub of: Link,
    /// How many pupils stood in it.
    pub pupils: String,
    /// When and by whom.
    pub by: String,
}

impl CensusPage {
    /// The page with what was typed and what is wrong with it.
    #[must_use]
    pub fn again(self, fields: &Fields, errors: Vec<FormError>) -> CensusPage {
        let error = |field: &str| message(&errors, field).unwrap_or_default();
        CensusPage {
            first: fields.text("first").into(),
            last: fields.text("last").into(),
            first_error: error("first"),
            last_error: error("last"),
            is_second_half: fields.text(PART) == self.second_half,
            errors,
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        example,
        id::{PupilId, SchoolId},
        permission::Role,
    };
    use jiff::civil::date;

    use super::*;
    use crate::{
        frame::{self, Section},
        templates::sample,
        urls,
    };

    const SCHOOL: SchoolId = SchoolId(1);

    fn page() -> CensusPage {
        let codes = example::codes();
        let of = urls::census::of_school(SCHOOL);
        let preview = Preview {
            title: "2 September 2026 to 18 December 2026".into(),
            facts: vec![("Pupils in the file".into(), "212".into())],
            codes: vec![CodeRow {
                mark: MarkCell::new(&codes, codes.find("I", date(2026, 11, 24))),
                words: "Illness".into(),
                count: "1,204".into(),
            }],
            problems: vec![ProblemRow {
                who: Link::new("Amara Osei", urls::pupil(PupilId(2))),
                what: "Is left out: the unique pupil number is empty".into(),
                mend: vec![Link::new("Correct the number", urls::admission::amend(PupilId(2)))],
                more: "and 3 more".into(),
            }],
            made: "Thu 7 January, Joan Prescott, school office".into(),
            fields: vec![Hidden::new("first", "2026-09-02")],
        };
        CensusPage {
            back: Link::new("Returns and notices", urls::returns::of_school(SCHOOL)),
            action: of.clone(),
            terms: vec![Filter { text: "Autumn 2026".into(), href: of.clone(), is_current: true }],
            second_half: "later".into(),
            preview: Some(preview),
            made: vec![MadeRow {
                of: Link::new("2 September 2026 to 18 December 2026", of),
                pupils: "212".into(),
                by: "Thu 7 January, Joan Prescott, school office".into(),
            }],
            ..CensusPage::default()
        }
    }

    #[test]
    fn the_page_is_made_from_its_sample_with_each_thing_to_put_right_and_where() {
        let frame = frame::sample("School census attendance", Section::School, Role::Office);
        let html = sample::render(&frame, "census/census.html", &page());
        for said in ["Make the file", "212", "1,204", "Amara Osei", "Correct the number", "and 3 more", "Joan Prescott"]
        {
            assert!(html.contains(said), "{said}");
        }
        let again = page().again(
            &Fields::new([("first", "soon"), ("last", ""), (PART, "later")]),
            vec![FormError::new("first", "Give the first day")],
        );
        let html = sample::render(&frame, "census/census.html", &again);
        assert!(html.contains("value=\"soon\"") && html.contains("Give the first day") && html.contains(" checked"));
    }

    #[test]
    fn before_a_term_is_over_the_page_asks_for_two_days_and_has_no_button() {
        let frame = frame::sample("Nothing to return yet", Section::School, Role::Office);
        let empty = CensusPage { terms: Vec::new(), preview: None, made: Vec::new(), ..page() };
        let html = sample::render(&frame, "census/census.html", &empty);
        assert!(html.contains("No term is over yet") && !html.contains("Make the file"));
        let nobody = Preview { fields: Vec::new(), codes: Vec::new(), ..page().preview.expect("there is one") };
        let html = sample::render(&frame, "census/census.html", &CensusPage { preview: Some(nobody), ..page() });
        assert!(html.contains("Nobody can stand in the file yet") && !html.contains("Make the file"));
    }
}
