//! What may be deleted in a school, the holds of a pupil, and copies of a pupil's records.

use serde::Serialize;

use crate::{
    form::{self, Fields, FormError},
    link::{Button, Link},
};

/// What may be deleted in a school.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct RetentionPage {
    /// To the school.
    pub back: Link,
    /// What is wrong with a form.
    pub errors: Vec<FormError>,
    /// The kinds of records.
    pub kinds: Vec<KindRow>,
    /// The holds that stand.
    pub holds: Vec<HoldRow>,
    /// The purges, the last first.
    pub purges: Vec<PurgeRow>,
    /// Where a purge is proposed; empty when nothing can be.
    pub propose: String,
    /// The reason, as typed.
    pub reason: String,
    /// The error beside the reason.
    pub reason_error: Option<String>,
}

/// A kind of record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KindRow {
    /// Its words.
    pub words: String,
    /// `6 years`.
    pub years: String,
    /// How many may go.
    pub free: String,
    /// `120 legal hold, 4 open case`.
    pub held: String,
}

/// A hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HoldRow {
    /// The pupil; the address is empty for a reader who may not see pupils.
    pub pupil: Link,
    /// Who asked for it.
    pub place: String,
    /// Why.
    pub reason: String,
    /// Until when it is looked at again.
    pub review: String,
    /// Who placed it, and when.
    pub by: String,
    /// Where it is lifted; empty where it is only listed.
    pub lift: String,
}

/// A purge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PurgeRow {
    /// What it would delete.
    pub what: String,
    /// Why.
    pub reason: String,
    /// Who proposed it, and when.
    pub by: String,
    /// What became of it.
    pub state: String,
    /// Where it is answered; empty when it is not to be.
    pub answer: String,
    /// Whether the reader proposed it and may only take it back.
    pub is_own: bool,
    /// What runs it; nothing when it cannot be run.
    pub run: Option<Button>,
}

impl RetentionPage {
    /// The page after a try that failed, with what was typed.
    #[must_use]
    pub fn again(self, fields: &Fields, errors: Vec<FormError>) -> RetentionPage {
        let reason_error = form::message(&errors, "reason");
        RetentionPage { reason: fields.text("reason").to_owned(), reason_error, errors, ..self }
    }
}

/// The holds of a pupil, and the copies given.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct PupilPage {
    /// To the pupil.
    pub back: Link,
    /// What is wrong with a form.
    pub errors: Vec<FormError>,
    /// The holds that stand.
    pub holds: Vec<HoldRow>,
    /// The copies, a line each.
    pub copies: Vec<CopyRow>,
    /// Where a hold is placed.
    pub action: String,
    /// To the form for a copy.
    pub copy: Link,
    /// Who asked for the hold, as typed.
    pub place: String,
    /// Why, as typed.
    pub reason: String,
    /// The day of the review, as typed.
    pub review: String,
    /// The errors beside the fields.
    pub place_error: Option<String>,
    /// Beside the reason.
    pub reason_error: Option<String>,
    /// Beside the day.
    pub review_error: Option<String>,
}

/// A copy that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CopyRow {
    /// To whom.
    pub to: String,
    /// Why.
    pub reason: String,
    /// What was left out.
    pub left_out: Vec<String>,
    /// Who gave it, and when.
    pub by: String,
}

impl PupilPage {
    /// The page after a try that failed, with what was typed.
    #[must_use]
    pub fn again(self, fields: &Fields, errors: Vec<FormError>) -> PupilPage {
        let beside = |field: &str| form::message(&errors, field);
        let typed = |name: &str| fields.text(name).to_owned();
        PupilPage {
            place: typed("place"),
            reason: typed("reason"),
            review: typed("review"),
            place_error: beside("place"),
            reason_error: beside("reason"),
            review_error: beside("review"),
            errors,
            ..self
        }
    }
}

/// The form for a copy of a pupil's records.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct CopyForm {
    /// To the holds and copies of the pupil.
    pub back: Link,
    /// Where the form goes.
    pub action: String,
    /// What is wrong.
    pub errors: Vec<FormError>,
    /// Who gets it, as typed.
    pub to: String,
    /// Why, as typed.
    pub reason: String,
    /// Beside who gets it.
    pub to_error: Option<String>,
    /// Beside why.
    pub reason_error: Option<String>,
}

impl CopyForm {
    /// The form after a try that failed, with what was typed.
    #[must_use]
    pub fn again(self, fields: &Fields, errors: Vec<FormError>) -> CopyForm {
        let (to_error, reason_error) = (form::message(&errors, "to"), form::message(&errors, "reason"));
        let typed = |name: &str| fields.text(name).to_owned();
        CopyForm { to: typed("to"), reason: typed("reason"), to_error, reason_error, errors, ..self }
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        id::{PupilId, SchoolId},
        permission::Role,
    };

    use super::*;
    use crate::{
        frame::{self, Section},
        templates::sample::render,
        urls,
    };

    fn hold(lift: String) -> HoldRow {
        HoldRow {
            pupil: Link::new("Dora Vale", urls::pupil(PupilId(4))),
            place: "Fellshire Family Court".into(),
            reason: "Proceedings are open".into(),
            review: "Friday 29 January 2027".into(),
            by: "Helen Marsh, headteacher".into(),
            lift,
        }
    }

    #[test]
    fn the_page_of_a_school_counts_says_what_is_held_back_and_offers_each_its_own_answer() {
        let frame = frame::sample("What may be deleted", Section::School, Role::Headteacher);
        let kind = KindRow {
            words: "Marks of the attendance register".into(),
            years: "6 years".into(),
            free: "3,420".into(),
            held: "190 legal hold".into(),
        };
        let purge = |is_own, run| PurgeRow {
            what: "What was past its last day on 1 September 2033".into(),
            reason: "The yearly clearing".into(),
            by: "Helen Marsh, headteacher".into(),
            state: "Waits for a second person".into(),
            answer: if run { String::new() } else { urls::retention::answer(SchoolId(1), 7) },
            is_own,
            run: run.then(|| Button::send("Delete them", "", urls::retention::run(SchoolId(1), 7), Vec::new())),
        };
        let page = RetentionPage {
            back: Link::new("Hillside Primary School", urls::school(SchoolId(1))),
            kinds: vec![kind],
            holds: vec![hold(String::new())],
            purges: vec![purge(true, false), purge(false, false), purge(false, true)],
            propose: urls::retention::of_school(SchoolId(1)),
            ..RetentionPage::default()
        };
        let html = render(&frame, "retention/school.html", &page);
        for words in ["3,420", "190 legal hold", "Take it back", "Approve", "Delete them", "Propose to delete"] {
            assert!(html.contains(words), "{words}: {html}");
        }
        let errors = vec![FormError::new("reason", "Say why")];
        let html =
            render(&frame.with_errors(), "retention/school.html", &page.again(&Fields::new([("reason", "")]), errors));
        assert!(html.contains("Say why"), "{html}");
    }

    #[test]
    fn the_pages_of_a_pupil_keep_what_was_typed() {
        let frame = frame::sample("Records of Dora Vale", Section::Pupils, Role::Headteacher);
        let copy = CopyRow {
            to: "her mother".into(),
            reason: "Written request".into(),
            left_out: vec!["Protected addresses".into()],
            by: "Helen Marsh, headteacher".into(),
        };
        let page = PupilPage {
            back: Link::new("Dora Vale", urls::pupil(PupilId(4))),
            holds: vec![hold(urls::retention::lift(PupilId(4), 1))],
            copies: vec![copy],
            action: urls::retention::of_pupil(PupilId(4)),
            copy: Link::new("Give a copy of everything", urls::retention::copy(PupilId(4))),
            ..PupilPage::default()
        };
        let typed = Fields::new([("place", "A court"), ("reason", ""), ("review", "soon")]);
        let errors = vec![FormError::new("reason", "Say why")];
        let html = render(&frame.clone().with_errors(), "retention/pupil.html", &page.again(&typed, errors));
        for words in ["A court", "Say why", "Fellshire Family Court", "Lift", "Protected addresses"] {
            assert!(html.contains(words), "{words}: {html}");
        }
        let form = CopyForm {
            back: Link::new("Records of Dora Vale", urls::retention::of_pupil(PupilId(4))),
            action: urls::retention::copy(PupilId(4)),
            ..CopyForm::default()
        };
        let errors = vec![FormError::new("to", "Say who gets the copy")];
        let html = render(
            &frame.with_errors(),
            "retention/copy.html",
            &form.again(&Fields::new([("to", ""), ("reason", "Request of 3 November")]), errors),
        );
        assert!(html.contains("Request of 3 November") && html.contains("Say who gets the copy"), "{html}");
    }
}
