//! Marking many pupils over many days at once.

use axum::{
    Router,
    extract::Path,
    http::StatusCode,
    response::{Redirect, Response},
    routing::{get, post},
};
use domain::{
    Date,
    closing::Sessions,
    code::{Class, CodeEntry},
    id::PlanId,
    permission::{Permission, Place},
    pupil::{Plan, Pupil},
    school::year_name,
};
use service::{
    App, Error,
    marking::{self, Ask, Outcome},
};

use super::{Visit, Web};
use crate::{
    error::Problem,
    form::{Fields, FormError},
    frame::{Frame, Section},
    link::{Button, Hidden, Link},
    mark::MarkCell,
    pages::{
        closing::{Choice, when},
        marking::{Asked, Child, Expected, Line, MarkingPage, Preview},
    },
    reader::Reader,
    urls, words,
};

/// The most marks that a preview lists; the rest is counted.
const MOST_LISTED: usize = 400;
/// The most announcements that the form lists.
const MOST_EXPECTED: usize = 60;

pub(super) fn routes() -> Router<Web> {
    let to_form = || async { Redirect::to(&urls::marking::form()) };
    Router::new()
        .route("/marking", get(show).post(mark))
        .route("/marking/expected/{id}/cancel", post(cancel).get(to_form))
}

async fn show(visit: Visit, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            let (frame, page) = page(app, reader, fields.text("of"))?;
            Ok(reader.show(&frame, "marking/marking.html", page))
        })
        .await
}

async fn cancel(visit: Visit, Path(id): Path<i64>, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            reader.check(&fields)?;
            marking::cancel(app, &reader.actor, PlanId(id))?;
            Ok(reader.go_on(&urls::marking::form(), "No register expects it any more."))
        })
        .await
}

async fn mark(visit: Visit, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            reader.check(&fields)?;
            reader.actor.require(Permission::EnterCodes, Place::Anywhere)?;
            let asked = match Asked::parse(&fields, app.codes()) {
                Ok(asked) => asked,
                Err(errors) => return again(app, reader, &fields, StatusCode::UNPROCESSABLE_ENTITY, errors),
            };
            let Asked { pupils, first, last, halves, code, note, reason } = asked;
            let ask = Ask { pupils, first, last, halves, code, note, reason };
            let done = match fields.text("step") {
                "confirm" => marking::confirm(app, &reader.actor, &ask, fields.text("seal")).map(Step::Done),
                _ => marking::preview(app, &reader.actor, &ask).map(Step::Shown),
            };
            match done {
                Ok(Step::Shown(known)) => preview(app, reader, &fields, &known),
                Ok(Step::Done((set, ahead))) => Ok(reader.go_on(&urls::marking::form(), &said(set, ahead))),
                Err(Error::Missing(text)) => {
                    let errors = vec![FormError::new("first", words::sentence(text))];
                    again(app, reader, &fields, StatusCode::UNPROCESSABLE_ENTITY, errors)
                }
                Err(Error::Changed) => {
                    let text = "Marks have changed since the preview: look at what changes once more";
                    again(app, reader, &fields, StatusCode::CONFLICT, vec![FormError::new("code", text)])
                }
                Err(error) => Err(error.into()),
            }
        })
        .await
}

enum Step {
    Shown(marking::Preview),
    Done((usize, usize)),
}

/// `12 marks set. 4 sessions expected.`
fn said(set: usize, ahead: usize) -> String {
    let counted = |count: usize, one: &str, many: &str| words::counted(count as i64, one, many);
    match (set, ahead) {
        (0, ahead) => format!("{} expected.", counted(ahead, "session", "sessions")),
        (set, 0) => format!("{} set.", counted(set, "mark", "marks")),
        (set, ahead) => {
            format!("{} set. {} expected.", counted(set, "mark", "marks"), counted(ahead, "session", "sessions"))
        }
    }
}

fn again(
    app: &App,
    reader: &Reader,
    fields: &Fields,
    status: StatusCode,
    errors: Vec<FormError>,
) -> Result<Response, Problem> {
    let (frame, page) = page(app, reader, fields.text("of"))?;
    // Without a part of the school there is no form for the errors to lead to.
    let errors = match page.of.is_empty() {
        true => vec![FormError::new("of", "Choose a class, a year or the whole school")],
        false => errors,
    };
    Ok(reader.show_again(status, frame, "marking/marking.html", page.again(fields, errors)))
}

fn page(app: &App, reader: &Reader, of: &str) -> Result<(Frame, MarkingPage), Problem> {
    reader.actor.require(Permission::EnterCodes, Place::Anywhere)?;
    let today = app.today();
    let school = app.own_school(&reader.actor)?;
    let groups = service::pupil::groups(app, &reader.actor)?;
    let mut years: Vec<u8> = groups.iter().map(|group| group.year).collect();
    years.dedup();
    let parts: Vec<Choice> = groups
        .iter()
        .map(|group| Choice::new(format!("group-{}", group.id), &group.name))
        .chain(years.into_iter().map(|year| Choice::new(format!("year-{year}"), year_name(year))))
        .chain([Choice::new("school", "the whole school")])
        .collect();
    let is_known = parts.iter().any(|part| part.value == of);
    let children = if is_known { children(app, reader, of)? } else { Vec::new() };
    let (expected, more) = expected(app, reader, &children)?;
    let codes = app
        .codes()
        .in_force(today)
        .filter(|entry| can_be_given(entry) && service::mark::may_give(app, &reader.actor, school.id, entry.code));
    let page = MarkingPage {
        parts: Choice::chosen(parts, of),
        of: if is_known { of.into() } else { String::new() },
        children,
        codes: codes
            .map(|entry| Choice::new(&entry.letters, format!("{}: {}", entry.letters, entry.description)))
            .collect(),
        first: typed(today),
        last: typed(today),
        mornings: true,
        afternoons: true,
        expected,
        more,
        ..MarkingPage::default()
    };
    Ok((reader.frame("Mark many children", Some(Section::Board)).wide(), page))
}

/// `24 November 2026`, as the form reads it.
fn typed(day: Date) -> String {
    format!("{} {} {}", day.day(), words::month(day), day.year())
}

/// The calendar's own codes are set by closing the school.
fn can_be_given(entry: &CodeEntry) -> bool {
    entry.class != Class::Administrative && !entry.role.is_late()
}

fn children(app: &App, reader: &Reader, of: &str) -> Result<Vec<Child>, Problem> {
    let is_of = |pupil: &&Pupil| match of.split_once('-') {
        Some(("group", group)) => pupil.group.to_string() == group,
        Some(("year", year)) => pupil.year.to_string() == year,
        _ => true,
    };
    let all = marking::children(app, &reader.actor)?;
    let chosen = all.iter().filter(is_of);
    Ok(chosen.map(|pupil| Child { id: pupil.id.0, name: pupil.name(), is_chosen: false }).collect())
}

/// What is expected of `children`, or of everybody while no part of the school is chosen.
fn expected(app: &App, reader: &Reader, children: &[Child]) -> Result<(Vec<Expected>, String), Problem> {
    let known = marking::expected(app, &reader.actor)?;
    let is_shown = |pupil: &Pupil| children.is_empty() || children.iter().any(|child| child.id == pupil.id.0);
    let shown: Vec<_> = known.iter().filter(|(pupil, _)| is_shown(pupil)).collect();
    let row = |(pupil, plan): &&(Pupil, Plan)| Expected {
        who: Link::new(pupil.name(), urls::pupil(pupil.id)),
        when: words::sentence(&when(Sessions { first: plan.first, last: plan.last })),
        mark: MarkCell::new(app.codes(), Some(plan.code)),
        reason: plan.reason.clone(),
        cancel: Button::send(
            "Take back",
            &pupil.name(),
            urls::marking::cancel(plan.id),
            vec![Hidden::new("plan", plan.id)],
        ),
    };
    let more = shown.len().saturating_sub(MOST_EXPECTED);
    let more =
        if more == 0 { String::new() } else { format!("And {} more: choose a class.", words::number(more as i64)) };
    Ok((shown.iter().take(MOST_EXPECTED).map(row).collect(), more))
}

fn preview(app: &App, reader: &Reader, fields: &Fields, known: &marking::Preview) -> Result<Response, Problem> {
    let line = |one: &marking::Line| Line {
        who: Link::new(one.pupil.name(), urls::pupil(one.pupil.id)),
        session: words::session(one.session),
        was: MarkCell::new(app.codes(), one.was),
        now: MarkCell::new(app.codes(), Some(one.code)),
        words: match &one.outcome {
            Outcome::Expected => String::from("expected until the register is taken"),
            Outcome::Refused(why) => words::sentence(why),
            Outcome::Sets | Outcome::Same => String::new(),
        },
    };
    let is_written = |one: &&marking::Line| matches!(one.outcome, Outcome::Sets | Outcome::Expected);
    let written: Vec<&marking::Line> = known.lines.iter().filter(is_written).collect();
    let refused: Vec<&marking::Line> =
        known.lines.iter().filter(|one| matches!(one.outcome, Outcome::Refused(_))).collect();
    let count = |is: fn(&Outcome) -> bool| known.count(is) as i64;
    let summary = format!(
        "{}, {} expected, {} refused, {} stay as they are.",
        words::counted(count(|outcome| *outcome == Outcome::Sets), "mark changes", "marks change"),
        count(|outcome| *outcome == Outcome::Expected),
        count(|outcome| matches!(outcome, Outcome::Refused(_))),
        count(|outcome| *outcome == Outcome::Same),
    );
    let carried = ["of", "first", "last", "code", "note", "reason"];
    let hidden = carried.iter().map(|name| Hidden::new(*name, fields.text(name)));
    let many = ["pupil", "half"].into_iter().flat_map(|name| fields.all(name).map(move |text| Hidden::new(name, text)));
    let more = written.len().max(refused.len()).saturating_sub(MOST_LISTED);
    let page = Preview {
        summary,
        changes: written.iter().take(MOST_LISTED).map(|one| line(one)).collect(),
        refused: refused.iter().take(MOST_LISTED).map(|one| line(one)).collect(),
        more: if more == 0 { String::new() } else { format!("And {} more.", words::number(more as i64)) },
        can_confirm: !written.is_empty(),
        hidden: hidden.chain(many).chain([Hidden::new("seal", &known.seal)]).collect(),
    };
    let frame = reader.frame("Confirm the marks", Some(Section::Board)).wide();
    Ok(reader.show(&frame, "marking/preview.html", page))
}
