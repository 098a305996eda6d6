//! A chapter as a form: typed, checked and proposed.

use axum::{extract::Path, http::StatusCode, response::Response};
use domain::{
    log::Hash,
    proposal::{Draft, ProposalError, Rewritten},
};
use service::{
    App, Error,
    proposal::{self as use_case, Begun, Checked, Sent},
};

use super::{super::handbook, outcome};
use crate::{
    error::Problem,
    form::{self, Fields, FormError, message},
    frame::Section,
    handlers::Visit,
    link::Link,
    pages::proposal::{Beside, Propose},
    reader::Reader,
    urls, words,
};

type Chapter = Path<(String, String)>;

pub(super) async fn begin(visit: Visit, Path((pack, chapter)): Chapter) -> Response {
    visit
        .answer(move |app, reader| {
            let begun = use_case::begin(app, &reader.actor, &pack, &chapter)?;
            let view = form_of(app, &begun, begun.draft.clone(), begun.draft.from.to_string());
            Ok(reader.show(&frame(reader, &begun), "proposal/propose.html", view))
        })
        .await
}

pub(super) async fn send(visit: Visit, Path((pack, chapter)): Chapter, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            reader.check(&fields)?;
            let begun = use_case::begin(app, &reader.actor, &pack, &chapter)?;
            let from = form::typed_day(fields.text("from"));
            let draft = typed(&fields, &begun, from.unwrap_or(begun.draft.from))?;
            if from.is_none() {
                let view = form_of(app, &begun, draft, fields.text("from").to_owned());
                let error = FormError::new("from", "Give the first day as a date, such as 1 December 2026");
                return Ok(again(reader, &begun, view, error));
            }
            answer(app, reader, &begun, draft, &fields)
        })
        .await
}

/// The draft that the form holds.
fn typed(fields: &Fields, begun: &Begun<'_>, from: domain::Date) -> Result<Draft, Problem> {
    let rewritten = |chapter: &str, text: &str, begun_from: &str| {
        let text = use_case::plain(fields.text(text));
        let begun_from = unhex(fields.text(begun_from)).ok_or(Problem::NotUnderstood)?;
        Ok(Rewritten { chapter: chapter.to_owned(), text, begun_from })
    };
    let mut chapters: Vec<&str> = fields.all("beside").filter(|chapter| *chapter != begun.chapter.slug).collect();
    chapters.sort_unstable();
    chapters.dedup();
    let beside = chapters.into_iter();
    let beside = beside.map(|chapter| rewritten(chapter, &format!("text-{chapter}"), &format!("begun-{chapter}")));
    Ok(Draft {
        pack: begun.pack.head.slug.clone(),
        first: rewritten(&begun.chapter.slug, "text", "begun_from")?,
        beside: beside.collect::<Result<_, Problem>>()?,
        from,
        reason: fields.text("reason").to_owned(),
    })
}

/// Checks the draft, or proposes it. Whatever stands in the way is said on the form, with all that was typed.
fn answer(
    app: &App,
    reader: &Reader,
    begun: &Begun<'_>,
    mut draft: Draft,
    fields: &Fields,
) -> Result<Response, Problem> {
    let from = fields.text("from").to_owned();
    if fields.text("do") != "propose" {
        let checked = use_case::check(app, &reader.actor, &mut draft)?;
        let mut view = form_of(app, begun, draft.clone(), from);
        if checked.faults.is_empty() {
            view.outcome = Some(outcome::of(app, &draft, &checked));
            return Ok(reader.show(&frame(reader, begun), "proposal/propose.html", view));
        }
        return Ok(told(app, (reader, begun), view, &draft, &checked));
    }
    match use_case::propose(app, &reader.actor, &mut draft) {
        Ok(Sent::Proposed(id)) => {
            Ok(reader.go_on(&urls::proposal(id), "Proposed. Another administrator approves or declines it."))
        }
        Ok(Sent::Faulty(checked)) => {
            let view = form_of(app, begun, draft.clone(), from);
            Ok(told(app, (reader, begun), view, &draft, &checked))
        }
        Err(Error::Proposal(error)) => {
            let field = match error {
                ProposalError::Past(_) => "from",
                ProposalError::NoReason => "reason",
                _ => "text",
            };
            let view = form_of(app, begun, draft, from);
            Ok(again(reader, begun, view, FormError::new(field, words::sentence(&error.to_string()))))
        }
        Err(error) => Err(error.into()),
    }
}

/// The form again with the faults, or with what it would do and the examples that are not met.
fn told(
    app: &App,
    (reader, begun): (&Reader, &Begun<'_>),
    mut view: Propose,
    draft: &Draft,
    checked: &Checked,
) -> Response {
    view.faults = outcome::faults(app, draft, &checked.faults);
    let said = if checked.faults.is_empty() {
        let outcome = outcome::of(app, draft, checked);
        let said = outcome.bar.trim_end_matches('.').to_owned();
        view.outcome = Some(outcome);
        said
    } else {
        let count = words::counted(checked.faults.len() as i64, "fault", "faults");
        format!("The text has {count}: each stands beside it, with what to do")
    };
    again(reader, begun, view, FormError::new("text", said))
}

fn again(reader: &Reader, begun: &Begun<'_>, mut view: Propose, error: FormError) -> Response {
    view.errors = vec![error];
    view.text_error = message(&view.errors, "text");
    view.from_error = message(&view.errors, "from");
    view.reason_error = message(&view.errors, "reason");
    reader.show_again(StatusCode::UNPROCESSABLE_ENTITY, frame(reader, begun), "proposal/propose.html", view)
}

fn frame(reader: &Reader, begun: &Begun<'_>) -> crate::frame::Frame {
    let title = format!("Propose a change: {}", handbook::title(begun.pack, begun.chapter));
    reader.frame(&title, Some(Section::Handbook)).wide()
}

fn form_of(app: &App, begun: &Begun<'_>, draft: Draft, from: String) -> Propose {
    let chapter = urls::chapter(&draft.pack, &draft.first.chapter);
    Propose {
        back: Link::new(handbook::title(begun.pack, begun.chapter), chapter),
        errors: Vec::new(),
        action: urls::propose(&draft.pack, &draft.first.chapter),
        text: draft.first.text,
        text_error: None,
        begun_from: hex(&draft.first.begun_from),
        beside: draft.beside.into_iter().map(|one| beside(begun, one)).collect(),
        from,
        earliest: app.today().to_string(),
        from_error: None,
        reason: draft.reason,
        reason_error: None,
        faults: Vec::new(),
        outcome: None,
    }
}

fn beside(begun: &Begun<'_>, one: Rewritten) -> Beside {
    let title = begun.pack.chapter(&one.chapter).map(|chapter| handbook::title(begun.pack, chapter));
    Beside {
        title: title.unwrap_or_else(|| one.chapter.clone()),
        begun_from: hex(&one.begun_from),
        text: one.text,
        chapter: one.chapter,
    }
}

fn hex(hash: &Hash) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Hash> {
    let byte = |at: usize| u8::from_str_radix(text.get(at * 2..at * 2 + 2)?, 16).ok();
    let bytes: Vec<u8> = (0..32).map_while(byte).collect();
    bytes.try_into().ok()
}
