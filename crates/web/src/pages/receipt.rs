//! The receipt of a decision: a page that a parent, a governor or a magistrate could read.

use serde::Serialize;

use crate::{link::Link, pages::pupil::year::Run};

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// To the pupil.
    pub back: Link,
    /// The decision in one sentence. Some of its words are bold.
    pub sentence: Vec<Words>,
    /// What the handbook says there, in the pack's own text, a paragraph each.
    pub says: Vec<String>,
    /// `In our words. Lancashire graduated attendance support pathway, edition 2025 to 2028, under the heading`.
    pub source: String,
    /// That heading.
    pub heading: String,
    /// The entry on its page of the handbook.
    pub place: Link,
    /// What is said where the handbook is older than the law; empty otherwise.
    pub older: String,
    /// What each condition asked and what was found.
    pub conditions: Vec<Condition>,
    /// Where the handbook is unclear, how it is read.
    pub readings: Vec<Reading>,
    /// The absences counted, oldest first. Empty for a decision that counts none.
    pub runs: Vec<Run>,
    /// The arithmetic.
    pub sum: Vec<SumLine>,
    /// Worked out by, decided by, changed since, what it does not mean.
    pub who: Vec<Said>,
    /// `Receipt R-2027-03-04-0117. Rests on entries 1 to 48,206 of the school’s register … Fingerprint 7c1e 90b4.`
    pub fingerprint: String,
    /// What the reader may do about it: see the sessions, contest a mark.
    pub links: Vec<Link>,
}

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Words {
    /// Its text, with the blanks around it.
    pub text: String,
    /// Whether it is bold.
    pub is_strong: bool,
}

impl Words {
    /// Words of ordinary weight.
    pub fn plain(text: impl Into<String>) -> Words {
        Words { text: text.into(), is_strong: false }
    }

    /// Bold words.
    pub fn strong(text: impl Into<String>) -> Words {
        Words { text: text.into(), is_strong: true }
    }
}

/// A condition of the rule, with what was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Condition {
    /// The words of the handbook, such as `days absent is at least 15 days`.
    pub asked: String,
    /// `15 days (30 sessions)`.
    pub found: String,
    /// Whether it holds: `yes` or `no`.
    pub holds: &'static str,
}

/// How an unclear place of the document is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// `Half days at the edge`.
    pub title: String,
    /// What is unclear, and how it is read.
    pub text: String,
    /// `Reading C-LAN-06`, to its place.
    pub link: Link,
}

/// A line of the sum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SumLine {
    /// `Sessions missed to 4 March`.
    pub label: String,
    /// `30`.
    pub value: String,
    /// Whether it is a result, which is bold.
    pub is_result: bool,
}

/// A line of what is said about the decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    /// `Decided by`.
    pub key: String,
    /// Who, when and what they said.
    pub value: String,
}

#[cfg(test)]
mod tests {
    use domain::{id::PupilId, permission::Role};

    use super::*;
    use crate::{
        chart::year::sample::Ellis,
        frame::{self, Section},
        pages::pupil::year::runs,
        templates::sample::render,
        urls,
    };

    const TITLE: &str = "Why the Improvement Pathway applies to Ellis Hargreaves";

    fn view() -> Receipt {
        let ellis = Ellis::default();
        let runs = runs(ellis.sheet(), &|_, _| urls::pupil(PupilId(4)));
        let line =
            |label: &str, value: &str, is_result| SumLine { label: label.into(), value: value.into(), is_result };
        let said = |key: &str, value: &str| Said { key: key.into(), value: value.into() };
        let chapter = |slug| urls::chapter_entry("lancashire", "pathways", slug);
        Receipt {
            back: Link::new("Ellis Hargreaves", urls::pupil(PupilId(4))),
            sentence: vec![
                Words::plain("On "),
                Words::strong("Thursday 4 March 2027"),
                Words::plain(" the Improvement Pathway applied to Ellis, because "),
                Words::strong("15 days"),
                Words::plain(" had been missed since the school year began on 2 September 2026."),
            ],
            says: vec![
                "The Improvement Pathway is for children who have missed 15 to 55 days at any point in the year."
                    .into(),
            ],
            source:
                "In our words. Lancashire graduated attendance support pathway, edition 2025 to 2028, under the heading"
                    .into(),
            heading: "The Improvement Pathway".into(),
            older: String::new(),
            place: Link::new("Read the page", chapter("improvement-pathway")),
            conditions: vec![Condition {
                asked: "days absent is at least 15 days".into(),
                found: "15 days (30 sessions)".into(),
                holds: "yes",
            }],
            readings: vec![Reading {
                title: "Half days at the edge".into(),
                text: "On 3 March 14½ days had been missed. We read that the next pathway begins at the whole day."
                    .into(),
                link: Link::new("Reading C-LAN-06", chapter("c-lan-06")),
            }],
            runs: runs.into_iter().take(12).collect(),
            sum: vec![
                line("Sessions missed to 4 March", "30", false),
                line("Two sessions are one day: 30 ÷ 2", "15 days", false),
                line("School days to 4 March: 112, so sessions", "224", false),
                line("Not counted: school bus did not run, 29 January", "− 2", false),
                line("Attendance (222 − 30) ÷ 222", "86.5%", true),
            ],
            who: vec![
                said("Worked out by", "Rollbook, on Thursday 4 March 2027 at 13:31, from the marks known then"),
                said("Changed since", "No mark in the list has been changed since."),
            ],
            fingerprint: "Receipt R-2027-03-04-0117. Fingerprint 7c1e 90b4 2fd8 a611.".into(),
            links: vec![Link::new("The sessions", urls::sessions(PupilId(4), "missed"))],
        }
    }

    #[test]
    fn a_receipt_is_made_from_its_sample() {
        let html =
            render(&frame::sample(TITLE, Section::Pupils, Role::AttendanceLead), "receipt/receipt.html", &view());
        assert!(html.contains("On <strong>Thursday 4 March 2027</strong> the Improvement Pathway applied"));
        assert!(html.contains("days absent is at least 15 days"));
        assert!(html.contains("14½"));
        assert!(html.contains("86.5%"));
    }

    #[test]
    fn a_receipt_that_counts_no_absence_and_needs_no_reading_leaves_those_parts_out() {
        let view =
            Receipt { runs: Vec::new(), sum: Vec::new(), readings: Vec::new(), conditions: Vec::new(), ..view() };
        let frame = frame::sample("Why nothing is counted", Section::Pupils, Role::AttendanceLead);
        let html = render(&frame, "receipt/receipt.html", &view);
        assert!(!html.contains("The days, and the sum"));
        assert!(!html.contains("Where the handbook is unclear"));
    }
}
