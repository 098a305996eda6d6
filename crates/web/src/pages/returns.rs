//! Returns and notices: what is due, what was sent, what is in one of them, and what the authority has had.

use serde::Serialize;

use super::area::Sorted;
use crate::{
    form::{Fields, FormError, message},
    link::Link,
    status::Status,
};

/// The returns of a school.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct ReturnsPage {
    /// To the school.
    pub back: Option<Link>,
    /// What keeps the form from being sent.
    pub errors: Vec<FormError>,
    /// Where the forms go.
    pub action: String,
    /// What is due, return by return, what is late first.
    pub groups: Vec<Group>,
    /// What was sent, newest first.
    pub sent: Vec<SentRow>,
    /// That older ones are not listed; empty when all are.
    pub older: String,
    /// What was sent of each return, as a file.
    pub files: Vec<Link>,
    /// To the attendance part of the school census; nothing for a reader who does not send returns.
    pub census: Option<Link>,
}

/// What is due of one return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// The anchor of its heading.
    pub id: String,
    /// Its name.
    pub title: String,
    /// `To the local authority. Must.`
    pub says: String,
    /// The chapter that asks for it.
    pub source: Link,
    /// Whether the reader can send it here, as the record has it.
    pub can_send: bool,
    /// About whom.
    pub rows: Vec<DueRow>,
}

/// A return that is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DueRow {
    /// The pupil, for the form.
    pub value: String,
    /// Whether it is ticked.
    pub is_chosen: bool,
    /// The pupil with the class, or the school.
    pub who: Link,
    /// Why it is due.
    pub why: String,
    /// The receipt of that; nothing where the admission register says it.
    pub receipt: Option<Link>,
    /// By when.
    pub due: Status,
    /// The page on which it is filled in; nothing for a reader who does not send it.
    pub fill_in: Option<Link>,
}

/// A return that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SentRow {
    /// To its page: about whom.
    pub who: Link,
    /// Its name.
    pub name: String,
    /// `Tue 24 November, Joan Prescott, school office`.
    pub when: String,
    /// Whether somebody has it.
    pub status: Status,
    /// That the register has changed since; empty when it has not.
    pub changed: String,
}

/// What the authority has to answer for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct ReceivedPage {
    /// To the schools.
    pub back: Option<Link>,
    /// Schools with something late or unanswered, in one table that sorts.
    pub table: Sorted,
    /// What was sent and nobody has answered for, oldest first.
    pub waiting: Vec<Waiting>,
    /// How many more of those there are; empty when all are listed.
    pub more: String,
}

/// A return that waits for its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// The school, to all its returns.
    pub school: Link,
    /// The return.
    pub sent: SentRow,
}

/// A return that was sent, part by part.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct SentPage {
    /// To the returns of the school.
    pub back: Option<Link>,
    /// What keeps the form from being sent.
    pub errors: Vec<FormError>,
    /// About whom.
    pub who: String,
    /// To whom it went, when, and by whom.
    pub facts: Vec<(String, String)>,
    /// Its parts.
    pub parts: Vec<PartRow>,
    /// To the pupil's admission register; nothing for a return about the school.
    pub register: Option<Link>,
    /// The form that says that it is there; nothing where somebody has said so, or it is not the reader's to say.
    pub receive: Option<Receive>,
}

/// A part of a return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartRow {
    /// Its name.
    pub name: String,
    /// What was sent, line by line.
    pub lines: Vec<String>,
    /// What the record says today, line by line; empty where it is the same.
    pub now: Vec<String>,
}

/// The form that says that a return is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Receive {
    /// Where it goes.
    pub action: String,
    /// `I have it`, `They have it`.
    pub button: String,
    /// What is asked beside it.
    pub label: String,
    /// What helps to answer that.
    pub hint: String,
    /// What was typed.
    pub note: String,
    /// What is wrong with it; empty when nothing is.
    pub note_error: String,
}

impl ReturnsPage {
    /// The same page after a try that failed, with what was ticked.
    #[must_use]
    pub fn again(mut self, fields: &Fields, errors: Vec<FormError>) -> ReturnsPage {
        let name = fields.text("return");
        for group in self.groups.iter_mut().filter(|group| group.title == name) {
            for row in &mut group.rows {
                row.is_chosen = fields.all("pupil").any(|value| value == row.value);
            }
        }
        ReturnsPage { errors, ..self }
    }
}

impl SentPage {
    /// The same page after a try that failed, with what was typed.
    #[must_use]
    pub fn again(mut self, fields: &Fields, errors: Vec<FormError>) -> SentPage {
        if let Some(receive) = &mut self.receive {
            receive.note = fields.text("note").into();
            receive.note_error = message(&errors, "note").unwrap_or_default();
        }
        SentPage { errors, ..self }
    }
}

#[cfg(test)]
mod tests {
    use documents::table::{Cell, Column, Kind};
    use domain::{
        id::{PupilId, SchoolId},
        permission::Role,
    };

    use super::*;
    use crate::{
        frame::{self, Section},
        pages::area::{Asked, Entry, Sortable},
        templates::sample,
        urls,
    };

    const SCHOOL: SchoolId = SchoolId(1);

    fn group() -> Group {
        let row = DueRow {
            value: "4".into(),
            is_chosen: false,
            who: Link::new("Dora Lister, 5 Hazel", urls::pupil(PupilId(4))),
            why: "sessions unauthorised is at least 10 sessions: 24 sessions".into(),
            receipt: Some(Link::new("Why", urls::receipt(PupilId(4), "england", "send-the-attendance-return"))),
            due: Status::now("Was due 9 October"),
            fill_in: Some(Link::new("Fill it in", urls::action(PupilId(4), "england", "attendance-return"))),
        };
        Group {
            id: "attendance-return".into(),
            title: "Attendance return".into(),
            says: "To the local authority.".into(),
            source: Link::new("England, 6-returns", urls::chapter("england", "6-returns")),
            can_send: true,
            rows: vec![row],
        }
    }

    fn sent() -> SentRow {
        SentRow {
            who: Link::new("Amara Osei", urls::returns::of_school(SCHOOL)),
            name: "Return of a new pupil".into(),
            when: "Tue 24 November, Joan Prescott, school office".into(),
            status: Status::wait("Not answered yet"),
            changed: "The admission register has changed since.".into(),
        }
    }

    #[test]
    fn the_list_is_made_from_its_sample_with_what_is_late_first_and_a_form_for_who_sends() {
        let page = ReturnsPage {
            back: Some(Link::new("Hillside", urls::school(SCHOOL))),
            action: urls::returns::of_school(SCHOOL),
            groups: vec![group()],
            sent: vec![sent()],
            files: vec![Link::new("Attendance return", urls::returns::file(SCHOOL, "Attendance return"))],
            ..ReturnsPage::default()
        };
        let frame = frame::sample("Returns and notices", Section::School, Role::Office);
        let html = sample::render(&frame, "returns/returns.html", &page);
        assert!(html.contains("value=\"4\"") && html.contains("Was due 9 October"));
        assert!(html.contains("has changed since") && html.contains("Not answered yet"));
        let ticked = page.clone().again(
            &Fields::new([("return", "Attendance return"), ("pupil", "4")]),
            vec![FormError::new("main", "Somebody else has sent it")],
        );
        let html = sample::render(&frame, "returns/returns.html", &ticked);
        assert!(html.contains(" checked") && html.contains("Somebody else has sent it"));
        let officer = frame::sample("Returns of a school", Section::Authority, Role::AuthorityOfficer);
        let read = ReturnsPage { groups: vec![Group { can_send: false, ..group() }], ..page };
        assert!(!sample::render(&officer, "returns/returns.html", &read).contains("type=\"checkbox\""));
        let none = frame::sample("No returns", Section::School, Role::Office);
        let html = sample::render(&none, "returns/returns.html", &ReturnsPage::default());
        assert!(html.contains("Nothing is due") && html.contains("Nothing was sent"));
    }

    #[test]
    fn a_return_is_made_from_its_sample_with_what_differs_today_and_the_form_that_answers_for_it() {
        let page = SentPage {
            back: Some(Link::new("Returns", urls::returns::of_school(SCHOOL))),
            who: "Dora Lister".into(),
            facts: vec![("Sent".into(), "Tuesday 24 November 2026".into())],
            parts: vec![PartRow {
                name: "Name and address".into(),
                lines: vec!["Dora Lister, 3 Mill Lane".into()],
                now: vec!["Dora Lister, 4 Kiln Gardens".into()],
            }],
            receive: Some(Receive {
                action: urls::returns::of_school(SCHOOL),
                button: "I have it".into(),
                label: "Anything to say to the school".into(),
                hint: "It may stay empty.".into(),
                note: String::new(),
                note_error: String::new(),
            }),
            ..SentPage::default()
        };
        let frame = frame::sample("Attendance return", Section::Authority, Role::AuthorityOfficer);
        let html = sample::render(&frame, "returns/sent.html", &page);
        assert!(html.contains("3 Mill Lane") && html.contains("4 Kiln Gardens") && html.contains("I have it"));
        let again = page.again(&Fields::new([("note", "")]), vec![FormError::new("note", "Say who has it")]);
        assert!(sample::render(&frame, "returns/sent.html", &again).contains("Say who has it"));
    }

    #[test]
    fn the_authority_s_list_is_made_from_its_sample() {
        let waiting = Waiting { school: Link::new("Hillside", urls::returns::of_school(SCHOOL)), sent: sent() };
        let column = |heading: &str, kind| Column { heading: heading.into(), kind };
        let table = Sortable {
            title: "Schools".into(),
            columns: vec![column("School", Kind::Text), column("Late", Kind::Number)],
            rows: vec![vec![
                Entry::link(Cell::Text("Hillside".into()), urls::returns::of_school(SCHOOL)),
                Entry::of(Cell::Number(2)),
            ]],
            notes: Vec::new(),
        };
        let table = Sorted::new(&table, &Asked { order: "", page: 1, address: &|_, _| urls::returns::of_authority() });
        let page =
            ReceivedPage { back: None, table, waiting: vec![waiting], more: "3 more wait: open the school.".into() };
        let frame = frame::sample("Returns of the schools", Section::Authority, Role::AuthorityOfficer);
        let html = sample::render(&frame, "returns/received.html", &page);
        assert!(html.contains("3 more wait") && html.contains("Amara Osei"));
        let none = frame::sample("Nothing to answer", Section::Authority, Role::AuthorityOfficer);
        let html = sample::render(&none, "returns/received.html", &ReceivedPage::default());
        assert!(html.contains("Every return has its answer"));
    }
}
