//! One mark with its history, and the form that amends it.

use serde::Serialize;

use crate::{
    form::{Fields, FormError, message},
    link::Link,
    mark::MarkCell,
};

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MarkPage {
    /// To the pupil's year.
    pub back: Link,
    /// The pupil: `Ellis Hargreaves, Year 5 Hazel`.
    pub who: String,
    /// What stands there now.
    pub now: MarkCell,
    /// `Illness: authorised absence.`, or that there is no mark yet.
    pub now_words: String,
    /// The run of the same code that it stands in, oldest first; empty where it stands alone.
    pub run: Vec<Neighbour>,
    /// What was done to it, newest first.
    pub acts: Vec<MarkAct>,
    /// What is missing in an amendment that was just sent; empty otherwise.
    pub errors: Vec<FormError>,
    /// The form; nothing for a reader who may not amend.
    pub form: Option<Box<AmendForm>>,
    /// Why the reader may not amend; empty when they may.
    pub closed: String,
}

/// A mark of the same run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Neighbour {
    /// `Friday 12 March, morning`, to its own page.
    pub session: Link,
    /// What stands there.
    pub mark: MarkCell,
    /// Whether it is the one that the page is about.
    pub is_current: bool,
}

/// One act on the mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MarkAct {
    /// `Register taken`, `Amended`.
    pub what: String,
    /// What stood there before; nothing for the first mark.
    pub was: Option<MarkCell>,
    /// What stood there after.
    pub now: MarkCell,
    /// `Wednesday 3 March 2027, 10:02`.
    pub when: String,
    /// Who.
    pub person: String,
    /// Their position then.
    pub position: String,
    /// Why; empty for an act that needs no reason.
    pub reason: String,
    /// Minutes late, or a note; may be empty.
    pub note: String,
}

/// The form that amends a mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AmendForm {
    /// Where it goes.
    pub action: String,
    /// What the reader saw (`seen`), so that somebody else's change in between is noticed.
    pub seen: String,
    /// The codes in force on that day (`code`).
    pub codes: Vec<CodeChoice>,
    /// Minutes late (`minutes`), as typed so far.
    pub minutes: String,
    /// Of which codes, and from when they count: `For L and U: whole minutes after 08:50.`
    pub minutes_hint: String,
    /// Why (`reason`), as typed so far.
    pub reason: String,
    /// A note to the mark (`note`), as typed so far.
    pub note: String,
    /// What is wrong with the code; empty when nothing is.
    pub code_error: String,
    /// What is wrong with the minutes; empty when nothing is.
    pub minutes_error: String,
    /// What is wrong with the reason; empty when nothing is.
    pub reason_error: String,
    /// What is wrong with the note; empty when nothing is.
    pub note_error: String,
}

/// A code that may be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CodeChoice {
    /// Its letters.
    pub value: String,
    /// `I: illness`.
    pub text: String,
    /// Whether it is chosen.
    pub selected: bool,
}

impl AmendForm {
    /// The same form as it was sent, with what is missing beside its fields. The errors are about the elements `code`,
    /// `minutes`, `reason` and `note`.
    #[must_use]
    pub fn sent(self, fields: &Fields, errors: &[FormError]) -> AmendForm {
        let error = |field| message(errors, field).unwrap_or_default();
        let chosen = |choice: CodeChoice| CodeChoice { selected: choice.value == fields.text("code"), ..choice };
        AmendForm {
            codes: self.codes.into_iter().map(chosen).collect(),
            minutes: fields.text("minutes").into(),
            reason: fields.text("reason").into(),
            note: fields.text("note").into(),
            code_error: error("code"),
            minutes_error: error("minutes"),
            reason_error: error("reason"),
            note_error: error("note"),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        example,
        id::PupilId,
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
        frame::sample(title, Section::Pupils, Role::Office)
    }

    fn form() -> AmendForm {
        let choice =
            |(value, text): (&str, &str)| CodeChoice { value: value.into(), text: text.into(), selected: false };
        AmendForm {
            action: urls::mark(PupilId(4), Session::new(date(2027, 3, 2), Half::Morning)),
            seen: "48206".into(),
            codes: [("/", "/: present in the morning"), ("I", "I: illness"), ("O", "O: absent without authority")]
                .map(choice)
                .into(),
            minutes: String::new(),
            minutes_hint: "For L and U: whole minutes after the register opened at 08:50.".into(),
            reason: String::new(),
            note: String::new(),
            code_error: String::new(),
            minutes_error: String::new(),
            reason_error: String::new(),
            note_error: String::new(),
        }
    }

    fn view() -> MarkPage {
        let codes = example::codes();
        let cell = |letters| MarkCell::new(&codes, codes.find(letters, date(2027, 3, 2)));
        let act = |what: &str, was, now, when: &str, reason: &str| MarkAct {
            what: what.into(),
            was,
            now,
            when: when.into(),
            person: "Sandra Kaye".into(),
            position: "school office".into(),
            reason: reason.into(),
            note: String::new(),
        };
        let neighbour = |half: Half| Neighbour {
            session: Link::new(half.word(), urls::mark(PupilId(4), Session::new(date(2027, 3, 2), half))),
            mark: cell("I"),
            is_current: half == Half::Morning,
        };
        MarkPage {
            back: Link::new("Ellis Hargreaves", urls::pupil(PupilId(4))),
            who: "Ellis Hargreaves, Year 5 Hazel".into(),
            now: cell("I"),
            now_words: "Illness: authorised absence.".into(),
            run: [Half::Morning, Half::Afternoon].map(neighbour).into(),
            acts: vec![
                act(
                    "Reason found",
                    Some(cell("N")),
                    cell("I"),
                    "Wednesday 3 March 2027, 10:02",
                    "Dawn rang: ill since Sunday",
                ),
                act("Register taken", None, cell("N"), "Tuesday 2 March 2027, 08:54", ""),
            ],
            errors: Vec::new(),
            form: Some(Box::new(form())),
            closed: String::new(),
        }
    }

    #[test]
    fn a_mark_is_shown_with_its_whole_history_and_the_form_that_amends_it() {
        let html = render(&frame("Tuesday 2 March, morning"), "pupil/mark.html", &view());
        assert!(html.contains("Dawn rang: ill since Sunday"));
        assert!(html.contains("first mark"));
        assert!(html.contains("href=\"/pupils/4/marks/2027-03-02/pm\""), "the next mark of the run is one step away");
        assert!(html.contains("name=\"seen\" value=\"48206\""));
    }

    #[test]
    fn an_amendment_without_a_reason_is_refused_and_keeps_what_was_typed() {
        let errors = vec![FormError::new("reason", "Say why the mark is amended")];
        let fields = Fields::new([("code", "O"), ("note", "Seen in town"), ("minutes", "12")]);
        let form = form().sent(&fields, &errors);
        let view = MarkPage { errors, form: Some(Box::new(form)), ..view() };
        let html = render(&frame("Tuesday 2 March, morning, error").with_errors(), "pupil/mark.html", &view);
        assert!(html.contains("href=\"#reason\""));
        assert!(html.contains("<option value=\"O\" selected>"));
        assert!(html.contains("Seen in town"));
        assert!(html.contains("name=\"minutes\" type=\"text\"") && html.contains("value=\"12\""));
    }

    #[test]
    fn a_reader_who_may_not_amend_is_told_whose_job_it_is() {
        let view = MarkPage { form: None, closed: "The office amends marks.".into(), acts: Vec::new(), ..view() };
        let html = render(&frame("Tuesday 2 March, morning, a teacher"), "pupil/mark.html", &view);
        assert!(html.contains("The office amends marks."));
        assert!(html.contains("Nobody has entered a mark"));
        assert!(!html.contains("<select"));
    }
}
