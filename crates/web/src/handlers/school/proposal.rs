//! Proposing a change of a handbook, and approving or declining one.

mod outcome;

use axum::{Router, extract::Path, http::StatusCode, response::Response, routing::get};
use domain::{
    id::ProposalId,
    log::Hash,
    proposal::{Answer, Draft, Proposal, ProposalError},
};
use service::{
    App, Error,
    proposal::{self as use_case, Begun, Checked, Opened, Sent},
};

use crate::{
    error::Problem,
    form::{self, Fields, FormError, message},
    frame::Section,
    handlers::{Visit, Web},
    link::Link,
    pages::proposal::{Decision, Line, List, Proposal as Page, Propose},
    reader::Reader,
    urls, words,
};

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/handbook/{pack}/{chapter}/propose", get(begin).post(send))
        .route("/proposals", get(list))
        .route("/proposals/{id}", get(open).post(decide))
}

type Chapter = Path<(String, String)>;

async fn begin(visit: Visit, Path((pack, chapter)): Chapter) -> Response {
    visit
        .answer(move |app, reader| {
            let begun = use_case::begin(app, &reader.actor, &pack, &chapter)?;
            let view = form_of(app, &begun, begun.draft.clone(), begun.draft.from.to_string());
            Ok(reader.show(&frame(reader, &begun), "proposal/propose.html", view))
        })
        .await
}

async fn send(visit: Visit, Path((pack, chapter)): Chapter, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            reader.check(&fields)?;
            let begun = use_case::begin(app, &reader.actor, &pack, &chapter)?;
            let from = form::typed_day(fields.text("from"));
            let draft = Draft {
                pack,
                chapter,
                text: use_case::plain(fields.text("text")),
                begun_from: unhex(fields.text("begun_from")).ok_or(Problem::NotUnderstood)?,
                from: from.unwrap_or(begun.draft.from),
                reason: fields.text("reason").to_owned(),
            };
            let view = form_of(app, &begun, draft.clone(), fields.text("from").to_owned());
            if from.is_none() {
                let error = FormError::new("from", "Give the first day as a date, such as 1 December 2026");
                return Ok(again(reader, &begun, view, error));
            }
            answer(app, reader, &begun, (draft, view), fields.text("do"))
        })
        .await
}

/// Checks the draft, or proposes it. Whatever stands in the way is said on the form, with all that was typed.
fn answer(
    app: &App,
    reader: &Reader,
    begun: &Begun<'_>,
    (draft, view): (Draft, Propose),
    what: &str,
) -> Result<Response, Problem> {
    if what != "propose" {
        let checked = use_case::check(app, &reader.actor, &draft)?;
        return Ok(told(app, reader, begun, view, &draft, checked));
    }
    match use_case::propose(app, &reader.actor, draft.clone()) {
        Ok(Sent::Proposed(id)) => {
            Ok(reader.go_on(&urls::proposal(id), "Proposed. Another administrator approves or declines it."))
        }
        Ok(Sent::Faulty(checked)) => Ok(told(app, reader, begun, view, &draft, checked)),
        Err(Error::Proposal(error)) => {
            let field = match error {
                ProposalError::Past(_) => "from",
                ProposalError::NoReason => "reason",
                _ => "text",
            };
            Ok(again(reader, begun, view, FormError::new(field, words::sentence(&error.to_string()))))
        }
        Err(error) => Err(error.into()),
    }
}

fn told(app: &App, reader: &Reader, begun: &Begun<'_>, mut view: Propose, draft: &Draft, checked: Checked) -> Response {
    if checked.faults.is_empty() {
        view.outcome = Some(outcome::of(app, draft, &checked));
        return reader.show(&frame(reader, begun), "proposal/propose.html", view);
    }
    view.faults = outcome::faults(app, draft, &checked.faults);
    let count = words::counted(checked.faults.len() as i64, "fault", "faults");
    let error = FormError::new("text", format!("The text has {count}: each stands beside it, with what to do"));
    again(reader, begun, view, error)
}

fn again(reader: &Reader, begun: &Begun<'_>, mut view: Propose, error: FormError) -> Response {
    view.errors = vec![error];
    view.text_error = message(&view.errors, "text");
    view.from_error = message(&view.errors, "from");
    view.reason_error = message(&view.errors, "reason");
    reader.show_again(StatusCode::UNPROCESSABLE_ENTITY, frame(reader, begun), "proposal/propose.html", view)
}

fn frame(reader: &Reader, begun: &Begun<'_>) -> crate::frame::Frame {
    let title = format!("Propose a change: {}", super::handbook::title(begun.pack, begun.chapter));
    reader.frame(&title, Some(Section::Handbook)).wide()
}

fn form_of(app: &App, begun: &Begun<'_>, draft: Draft, from: String) -> Propose {
    let chapter = urls::chapter(&draft.pack, &draft.chapter);
    Propose {
        back: Link::new(super::handbook::title(begun.pack, begun.chapter), chapter),
        errors: Vec::new(),
        action: urls::propose(&draft.pack, &draft.chapter),
        text: draft.text,
        text_error: None,
        begun_from: draft.begun_from.iter().map(|byte| format!("{byte:02x}")).collect(),
        from,
        earliest: app.today().to_string(),
        from_error: None,
        reason: draft.reason,
        reason_error: None,
        faults: Vec::new(),
        outcome: None,
    }
}

fn unhex(text: &str) -> Option<Hash> {
    let byte = |at: usize| u8::from_str_radix(text.get(at * 2..at * 2 + 2)?, 16).ok();
    let bytes: Vec<u8> = (0..32).map_while(byte).collect();
    bytes.try_into().ok()
}

async fn list(visit: Visit) -> Response {
    visit
        .answer(move |app, reader| {
            let proposals = use_case::list(app, &reader.actor)?;
            let back = Link::new("Handbook", urls::handbook());
            let view = List { back, proposals: proposals.iter().map(|proposal| line(app, proposal)).collect() };
            let frame = reader.frame("Proposed changes of handbooks", Some(Section::Handbook)).wide();
            Ok(reader.show(&frame, "proposal/list.html", view))
        })
        .await
}

fn line(app: &App, proposal: &Proposal) -> Line {
    let day = |at| words::full_day(domain::clock::local(at).date());
    let (pack, chapter) = names(app, &proposal.draft);
    Line {
        link: Link::new(chapter, urls::proposal(proposal.id)),
        pack,
        by: format!("{}, {}", proposal.by.name, day(proposal.at)),
        from: words::full_day(proposal.draft.from),
        state: match &proposal.verdict {
            None => String::from("Waits for a second administrator"),
            Some(verdict) => {
                format!("{} by {}, {}", words::sentence(verdict.answer.word()), verdict.by.name, day(verdict.at))
            }
        },
        is_open: proposal.verdict.is_none(),
    }
}

/// What the pack and the chapter are called.
fn names(app: &App, draft: &Draft) -> (String, String) {
    let pack = app.packs().packs.get(&draft.pack);
    let chapter = pack.and_then(|pack| Some(super::handbook::title(pack, pack.chapter(&draft.chapter)?)));
    (
        pack.map_or_else(|| draft.pack.clone(), |pack| pack.head.name.clone()),
        chapter.unwrap_or_else(|| draft.chapter.clone()),
    )
}

async fn open(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .answer(move |app, reader| {
            let opened = use_case::open(app, &reader.actor, number(&id)?)?;
            let (title, view) = page(app, opened);
            let frame = reader.frame(&title, Some(Section::Handbook)).wide();
            Ok(reader.show(&frame, "proposal/proposal.html", view))
        })
        .await
}

fn number(id: &str) -> Result<ProposalId, Problem> {
    id.parse().map(ProposalId).map_err(|_| Problem::NotFound)
}

fn page(app: &App, opened: Opened) -> (String, Page) {
    let Opened { proposal, checked, may_decide } = opened;
    let (pack, chapter) = names(app, &proposal.draft);
    let stands = checked.as_ref().filter(|checked| checked.faults.is_empty());
    let verdict = proposal.verdict.as_ref();
    let day = |at| words::full_day(domain::clock::local(at).date());
    let said =
        verdict.map(|said| format!("{} by {} on {}.", words::sentence(said.answer.word()), said.by.name, day(said.at)));
    let view = Page {
        back: Link::new("Proposed changes of handbooks", urls::proposals()),
        errors: Vec::new(),
        lede: format!(
            "Proposed by {} on {}. It {} apply from {}.",
            proposal.by.name,
            day(proposal.at),
            if verdict.is_some_and(|said| said.answer == Answer::Approved) { "is to" } else { "would" },
            words::full_day(proposal.draft.from)
        ),
        reason: proposal.draft.reason.clone(),
        verdict: said.unwrap_or_default(),
        verdict_reason: verdict.map(|verdict| verdict.reason.clone()).unwrap_or_default(),
        faults: checked.as_ref().map(|all| outcome::faults(app, &proposal.draft, &all.faults)).unwrap_or_default(),
        outcome: stands.map(|checked| outcome::of(app, &proposal.draft, checked)),
        chapter: Link::new(
            format!("{chapter} as it applies"),
            urls::chapter(&proposal.draft.pack, &proposal.draft.chapter),
        ),
        decision: match (may_decide, verdict) {
            (_, Some(_)) => Decision::None,
            (false, None) => Decision::Own,
            (true, None) => form_to_decide(proposal.id),
        },
        text: proposal.draft.text,
    };
    (format!("Change of {pack}: {chapter}"), view)
}

fn form_to_decide(id: ProposalId) -> Decision {
    Decision::Form {
        action: urls::proposal(id),
        answer: String::new(),
        answer_error: None,
        reason: String::new(),
        reason_error: None,
    }
}

async fn decide(visit: Visit, Path(id): Path<String>, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            reader.check(&fields)?;
            let id = number(&id)?;
            let Some(answer) = Answer::parse(fields.text("answer")) else {
                return asked_again(app, reader, id, &fields, FormError::new("answer", "Choose yes or no"));
            };
            match use_case::decide(app, &reader.actor, id, answer, fields.text("reason")) {
                Ok(proposal) => {
                    let day = words::full_day(proposal.draft.from);
                    let done = match answer {
                        Answer::Approved => format!("Approved. It applies from {day}."),
                        Answer::Declined => String::from("Declined. Nothing changes."),
                    };
                    Ok(reader.go_on(&urls::proposal(id), &done))
                }
                Err(Error::Proposal(error @ ProposalError::NoReason)) => {
                    let error = FormError::new("reason", words::sentence(&error.to_string()));
                    asked_again(app, reader, id, &fields, error)
                }
                Err(error) => Err(error.into()),
            }
        })
        .await
}

fn asked_again(
    app: &App,
    reader: &Reader,
    id: ProposalId,
    fields: &Fields,
    error: FormError,
) -> Result<Response, Problem> {
    let (title, mut view) = page(app, use_case::open(app, &reader.actor, id)?);
    view.errors = vec![error];
    if let Decision::Form { answer, answer_error, reason, reason_error, .. } = &mut view.decision {
        *answer = fields.text("answer").to_owned();
        *reason = fields.text("reason").to_owned();
        *answer_error = message(&view.errors, "answer");
        *reason_error = message(&view.errors, "reason");
    }
    let frame = reader.frame(&title, Some(Section::Handbook)).wide();
    Ok(reader.show_again(StatusCode::UNPROCESSABLE_ENTITY, frame, "proposal/proposal.html", view))
}
