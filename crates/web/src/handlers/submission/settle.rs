//! A person looks at both sides and settles.

use axum::{extract::Path, http::StatusCode, response::Response};
use domain::{
    clock,
    id::PupilId,
    submission::{Kind, Submission, SubmissionId},
};
use service::{
    App,
    submission::{self, Choice, Looked, OpenPupil, Right, Side},
};

use crate::{
    error::Problem,
    form::{Fields, FormError},
    frame::{Frame, Section},
    handlers::Visit,
    link::Link,
    pages::submission::{BothSides, Row, Submissions, Two, why},
    reader::Reader,
    urls, words,
};

pub(super) async fn list(visit: Visit) -> Response {
    visit
        .answer(|app, reader| {
            let waiting = submission::waiting(app, &reader.actor)?;
            let rows = waiting.iter().map(|one| row(app, reader, one)).collect::<Result<_, Problem>>()?;
            let frame = reader.frame("Waiting for a look at both sides", Some(Section::Registers));
            Ok(reader.show(&frame, "submission/submissions.html", Submissions { rows }))
        })
        .await
}

fn row(app: &App, reader: &Reader, one: &Submission) -> Result<Row, Problem> {
    let looked = submission::look(app, &reader.actor, one.id)?;
    Ok(Row {
        what: Link::new(title(&looked), urls::submission::one(one.id)),
        by: one.by.name.clone(),
        made: at(one.made),
        children: words::counted(looked.open.len() as i64, "child", "children"),
    })
}

fn title(looked: &Looked) -> String {
    let (group, session) = (&looked.group.name, looked.submission.session);
    let day = format!("{} {}", words::weekday(session.date.weekday()), session.half.word());
    match looked.submission.kind {
        Kind::Register => format!("{group}, {day}"),
        Kind::Arrival => format!("Late arrival in {group}, {day}"),
    }
}

/// `Friday 12 March at 08:53`
fn at(at: jiff::Timestamp) -> String {
    let local = clock::local(at);
    format!("{} at {}", words::day(local.date()), words::time(local.time()))
}

pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .answer(move |app, reader| {
            let looked = submission::look(app, &reader.actor, parse(&id)?)?;
            Ok(reader.show(&frame(reader, &looked), "submission/both_sides.html", view(app, &looked)))
        })
        .await
}

pub(super) async fn settle(visit: Visit, Path(id): Path<String>, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            reader.check(&fields)?;
            let id = parse(&id)?;
            let looked = submission::look(app, &reader.actor, id)?;
            let choices = choices(&looked, &fields);
            match submission::settle(app, &reader.actor, id, &choices, fields.text("reason")) {
                Ok(()) => {
                    let href = urls::registers_of(looked.submission.session.date);
                    Ok(reader.go_on(&href, &format!("{}: settled.", looked.group.name)))
                }
                Err(service::Error::Missing(words)) => {
                    let href =
                        if choices.len() < looked.open.len() { unanswered(&looked, &choices) } else { "reason".into() };
                    let error = FormError::new(&href, words::sentence(words));
                    again(app, reader, id, &fields, StatusCode::UNPROCESSABLE_ENTITY, error)
                }
                Err(service::Error::Changed) => {
                    let text = "Somebody changed a mark while you looked: look again and choose";
                    again(app, reader, id, &fields, StatusCode::CONFLICT, FormError::new("sides", text))
                }
                Err(error) => Err(error.into()),
            }
        })
        .await
}

fn again(
    app: &App,
    reader: &Reader,
    id: SubmissionId,
    fields: &Fields,
    status: StatusCode,
    error: FormError,
) -> Result<Response, Problem> {
    let looked = submission::look(app, &reader.actor, id)?;
    let chosen = |two: Two| {
        let chosen = fields.text(&format!("side-{}", two.id)).to_owned();
        Two { chosen, ..two }
    };
    let first = view(app, &looked);
    let sides = first.sides.into_iter().map(chosen).collect();
    let view = BothSides { errors: vec![error], sides, reason: fields.text("reason").into(), ..first };
    Ok(reader.show_again(status, frame(reader, &looked), "submission/both_sides.html", view))
}

fn unanswered(looked: &Looked, choices: &[Choice]) -> String {
    let missing = looked.open.iter().find(|one| choices.iter().all(|choice| choice.pupil != one.open.pupil));
    missing.map(|one| format!("side-{}-register", one.open.pupil)).unwrap_or_default()
}

fn choices(looked: &Looked, fields: &Fields) -> Vec<Choice> {
    let choice = |one: &OpenPupil| {
        let pupil: PupilId = one.open.pupil;
        let side = match fields.text(&format!("side-{pupil}")) {
            "device" => Side::Device,
            "register" => Side::Register,
            _ => return None,
        };
        let seen = fields.number(&format!("seen-{pupil}")).unwrap_or(-1);
        Some(Choice { pupil, seen, side })
    };
    looked.open.iter().filter_map(choice).collect()
}

fn parse(id: &str) -> Result<SubmissionId, Problem> {
    SubmissionId::parse(id).ok_or(Problem::NotFound)
}

fn frame(reader: &Reader, looked: &Looked) -> Frame {
    let by = &looked.submission.by.name;
    let as_of = format!("Submitted by {by} on a device on {}.", at(looked.submission.made));
    reader.frame(&title(looked), Some(Section::Registers)).as_of(as_of)
}

fn view(app: &App, looked: &Looked) -> BothSides {
    let settled = looked.settlement.as_ref().map(|done| format!("Settled by {} on {}.", done.by.name, at(done.at)));
    BothSides {
        action: urls::submission::one(looked.submission.id),
        settled: settled.unwrap_or_default(),
        errors: Vec::new(),
        sides: looked.open.iter().map(|one| two(app, looked, one)).collect(),
        asks_reason: looked.right == Right::Amend,
        can_choose: looked.right != Right::Leave,
        reason: String::new(),
        register: Link::new("Open the register", urls::register(looked.group.id, looked.submission.session)),
    }
}

fn two(app: &App, looked: &Looked, one: &OpenPupil) -> Two {
    let codes = app.codes();
    let device = one.mine.as_ref().map(|mark| Two::said(codes, mark));
    let register = one.now.as_ref().map(|now| {
        let said = Two::said(codes, &now.mark);
        format!("{said}, by {} at {}", now.by, words::time(clock::local(now.at).time()))
    });
    Two {
        id: one.open.pupil.0,
        name: one.name.clone(),
        why: why(one.open.why).into(),
        seen: one.now.as_ref().map_or(0, |now| now.entry),
        can_choose: device.is_some() && looked.right != Right::Leave && one.open.why != domain::submission::Why::Left,
        device: device.unwrap_or_else(|| String::from("no mark")),
        register: register.unwrap_or_else(|| String::from("no mark yet")),
        chosen: String::new(),
    }
}
