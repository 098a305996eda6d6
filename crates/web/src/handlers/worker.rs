//! Who works with a pupil outside the school: entered in the admission register, and told of an absence.

use axum::{
    Router,
    extract::Path,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::id::PupilId;
use service::{
    App,
    admission::worker::Keep,
    worker::{self, Way},
};

use super::{Visit, Web};
use crate::{
    error::Problem,
    form::{Fields, FormError, typed_day},
    frame::Section,
    link::Link,
    pages::{
        admission::{FormPage, control},
        pupil::action::{Choice, ControlShape},
    },
    reader::Reader,
    urls, words,
};

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/pupils/{id}/admission/workers", get(page).post(enter))
        .route("/board/workers", get(tell).post(told))
}

async fn page(visit: Visit, Path(id): Path<i64>) -> Response {
    visit
        .answer(move |app, reader| {
            let form = form_of(app, reader, PupilId(id))?;
            Ok(reader.show(&reader.frame(ENTER, Some(Section::Pupils)), "admission/form.html", form))
        })
        .await
}

const ENTER: &str = "Add who works with the child";

fn form_of(app: &App, reader: &Reader, pupil: PupilId) -> Result<FormPage, Problem> {
    let shown = service::admission::look(app, &reader.actor, pupil, None)?;
    if !shown.may_keep || !shown.may_see_protected {
        return Err(domain::permission::Forbidden(reader.actor.role).into());
    }
    let posts = service::admission::worker::posts(app);
    let line = || ControlShape::Line { known: Vec::new() };
    let of = posts.iter().map(|post| Choice { text: words::sentence(post), ..Choice::plain(post) }).collect();
    let today = app.today().to_string();
    let why = "Kept with your name, your position and the time.";
    Ok(FormPage {
        back: Link::new("Admission register", urls::admission::record(pupil)),
        who: shown.record.full_name(),
        lede: vec!["They are told on the day when the child is absent and nobody knows why.".into()],
        errors: Vec::new(),
        action: urls::worker::of_pupil(pupil),
        hidden: Vec::new(),
        controls: vec![
            control("post", "What they are to the child", "", ControlShape::One { of }, ""),
            control("name", "Name", "", line(), ""),
            control("phone", "Telephone", "", line(), ""),
            control("email", "E-mail", "The notice goes there.", line(), ""),
            control("from", "From", "", ControlShape::Day, &today),
            control("until", "Last day", "Empty while it goes on.", ControlShape::Day, ""),
            control("reason", "Why it is entered", why, ControlShape::Area, ""),
        ],
        button: "Enter it".into(),
    })
}

async fn enter(visit: Visit, Path(id): Path<i64>, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            reader.check(&fields)?;
            let pupil = PupilId(id);
            let form = form_of(app, reader, pupil)?;
            let text = |name: &str| fields.text(name).to_owned();
            let typed = Keep {
                post: text("post"),
                from: typed_day(fields.text("from")),
                until: typed_day(fields.text("until")),
                name: text("name"),
                email: text("email"),
                telephone: text("phone"),
                reason: text("reason"),
            };
            if typed.until.is_none() && !fields.text("until").is_empty() {
                let error = FormError::new("until", "Write the last day as a date, or leave it empty.");
                return again(reader, (ENTER, Section::Pupils), (form, &fields), vec![error]);
            }
            match service::admission::worker::keep(app, &reader.actor, pupil, &typed) {
                Ok(()) => Ok(reader.go_on(&urls::admission::record(pupil), "It is entered in the admission register.")),
                Err(service::Error::Admission(faults)) => {
                    let said = |fault: &domain::admission::Fault| {
                        FormError::new(fault.control(), format!("{}.", words::sentence(&fault.to_string())))
                    };
                    let errors = faults.iter().map(said).collect();
                    again(reader, (ENTER, Section::Pupils), (form, &fields), errors)
                }
                Err(other) => Err(other.into()),
            }
        })
        .await
}

fn again(
    reader: &Reader,
    (title, section): (&str, Section),
    (form, fields): (FormPage, &Fields),
    errors: Vec<FormError>,
) -> Result<Response, Problem> {
    let status = Problem::Refused(String::new()).status();
    let frame = reader.frame(title, Some(section));
    Ok(reader.show_again(status, frame, "admission/form.html", form.sent(fields, errors)).into_response())
}

async fn tell(visit: Visit, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            let (title, form) = telling(app, reader, &fields)?;
            Ok(reader.show(&reader.frame(&title, Some(Section::Board)), "admission/form.html", form))
        })
        .await
}

fn asked(fields: &Fields) -> Result<PupilId, Problem> {
    fields.number("pupil").map(PupilId).ok_or(Problem::NotFound)
}

fn telling(app: &App, reader: &Reader, fields: &Fields) -> Result<(String, FormPage), Problem> {
    let pupil = asked(fields)?;
    let (session, told) = worker::of(app, &reader.actor, pupil, fields.text("post"))?;
    let mut lede = Vec::new();
    let mut ways = vec![Choice { text: "They were told by telephone".into(), ..Choice::plain(Way::Call.word()) }];
    match &told.worker {
        Some(one) => {
            lede.push(format!("{}, {}: {}.", one.name, told.post, super::admission::ways(one)));
            if let Ok(notice) = worker::preview(app, &reader.actor, &told, session) {
                lede.push(format!("The notice: {}", notice.body.replace("\n\n", " ")));
                ways.insert(0, Choice { text: "Send the notice now".into(), ..Choice::plain(Way::Notice.word()) });
            }
        }
        None => lede.push(format!(
            "No {} is on record by name. Ring the office they work for, and add the name to the admission register.",
            told.post
        )),
    }
    if let Some(done) = &told.done {
        lede.push(format!("They were told today, {}.", done.outcome()));
    }
    let said = "Who was spoken to, and what was said. A call needs it.";
    let form = FormPage {
        back: Link::new("Board", urls::board_pupil(pupil)),
        who: told.pupil.name(),
        lede,
        errors: Vec::new(),
        action: urls::worker::told(),
        hidden: vec![("pupil".into(), pupil.to_string()), ("post".into(), told.post.clone())],
        controls: vec![
            control("way", "How they are told", "", ControlShape::One { of: ways }, ""),
            control("note", "What was said", said, ControlShape::Area, ""),
        ],
        button: "Record it".into(),
    };
    Ok((format!("Tell the {}", told.post), form))
}

async fn told(visit: Visit, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            reader.check(&fields)?;
            let (title, form) = telling(app, reader, &fields)?;
            let (pupil, post) = (asked(&fields)?, fields.text("post"));
            let Some(way) = Way::parse(fields.text("way")) else {
                let error = FormError::new("way", "Choose how they are told.");
                return again(reader, (&title, Section::Board), (form, &fields), vec![error]);
            };
            match worker::tell(app, &reader.actor, pupil, post, (way, fields.text("note"))) {
                Ok(_) => Ok(reader.go_on(&urls::board_pupil(pupil), &format!("The {post} was told, {}.", way.word()))),
                Err(service::Error::Missing(what)) => {
                    let control = if way == Way::Call { "note" } else { "way" };
                    let error = FormError::new(control, format!("{}.", words::sentence(what)));
                    again(reader, (&title, Section::Board), (form, &fields), vec![error])
                }
                Err(other) => Err(other.into()),
            }
        })
        .await
}
