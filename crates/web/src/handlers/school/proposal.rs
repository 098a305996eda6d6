//! Proposing a change of a handbook, and approving or declining one.

mod draft;
mod outcome;

use axum::{Router, extract::Path, http::StatusCode, response::Response, routing::get};
use domain::{
    id::ProposalId,
    proposal::{Answer, Check, Draft, Findings, Proposal, ProposalError, Rewritten},
};
use service::{
    App, Error,
    proposal::{self as use_case, Opened},
};

use crate::{
    error::Problem,
    form::{Fields, FormError, message},
    frame::Section,
    handlers::{Visit, Web},
    link::Link,
    pages::proposal::{Decision, Line, List, Proposal as Page, Text},
    reader::Reader,
    urls, words,
};

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/handbook/{pack}/{chapter}/propose", get(draft::begin).post(draft::send))
        .route("/proposals", get(list))
        .route("/proposals/{id}", get(open).post(decide))
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
    (
        pack.map_or_else(|| draft.pack.clone(), |pack| pack.head.name.clone()),
        chapter_name(app, &draft.pack, &draft.first.chapter),
    )
}

fn chapter_name(app: &App, pack: &str, chapter: &str) -> String {
    let pack = app.packs().packs.get(pack);
    let title = pack.and_then(|pack| Some(super::handbook::title(pack, pack.chapter(chapter)?)));
    title.unwrap_or_else(|| chapter.to_owned())
}

/// What a check on record found, as a sentence.
fn on_record(check: &Check) -> String {
    let Findings { examples, changes, children, bands, tasks } = check.found;
    let counted = |count: u64, one, many| words::counted(count as i64, one, many);
    format!(
        "{} for {}: {} passed, {} said otherwise; of {} on the roll, {} in another band and {} with other tasks.",
        words::full_day(domain::clock::local(check.at).date()),
        check.by.name,
        counted(examples, "example", "examples"),
        counted(changes, "entry", "entries"),
        counted(children, "child", "children"),
        words::number(bands as i64),
        words::number(tasks as i64),
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
    let text =
        |one: &Rewritten| Text { title: chapter_name(app, &proposal.draft.pack, &one.chapter), text: one.text.clone() };
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
            urls::chapter(&proposal.draft.pack, &proposal.draft.first.chapter),
        ),
        decision: match (may_decide, verdict) {
            (_, Some(_)) => Decision::None,
            (false, None) => {
                Decision::Own { action: urls::proposal(proposal.id), reason: String::new(), reason_error: None }
            }
            (true, None) => form_to_decide(proposal.id),
        },
        checks: proposal.checks.iter().map(on_record).collect(),
        texts: proposal.draft.chapters().map(text).collect(),
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
                        Answer::Withdrawn => String::from("Taken back. Nothing changes."),
                    };
                    Ok(reader.go_on(&urls::proposal(id), &done))
                }
                Err(Error::Proposal(
                    error @ (ProposalError::NoReason | ProposalError::Faulty(_) | ProposalError::Unmet(_)),
                )) => {
                    let field = if error == ProposalError::NoReason { "reason" } else { "answer" };
                    let error = FormError::new(field, words::sentence(&error.to_string()));
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
    let (typed, of_reason) = (fields.text("reason").to_owned(), message(&view.errors, "reason"));
    match &mut view.decision {
        Decision::Form { answer, answer_error, reason, reason_error, .. } => {
            *answer = fields.text("answer").to_owned();
            *answer_error = message(&view.errors, "answer");
            (*reason, *reason_error) = (typed, of_reason);
        }
        Decision::Own { reason, reason_error, .. } => (*reason, *reason_error) = (typed, of_reason),
        Decision::None => {}
    }
    let frame = reader.frame(&title, Some(Section::Handbook)).wide();
    Ok(reader.show_again(StatusCode::UNPROCESSABLE_ENTITY, frame, "proposal/proposal.html", view))
}
