//! What somebody says about a step of the pathway: done, taken up, or not.

use axum::{extract::Path, response::Response};
use domain::{id::PupilId, rule::slug};
use service::{App, case::Answer};

use super::{
    id,
    pathway::{self, Sent},
};
use crate::{
    error::Problem,
    form::{Fields, FormError},
    handlers::Visit,
    reader::Reader,
    urls,
};

pub(super) async fn task(visit: Visit, Path(pupil): Path<String>, fields: Fields) -> Response {
    visit.answer(move |app, reader| do_task(app, reader, id(&pupil)?, &fields)).await
}

pub(super) async fn offer(visit: Visit, Path(pupil): Path<String>, fields: Fields) -> Response {
    visit.answer(move |app, reader| consider(app, reader, id(&pupil)?, &fields)).await
}

fn do_task(app: &App, reader: &Reader, pupil: PupilId, fields: &Fields) -> Result<Response, Problem> {
    reader.check(fields)?;
    let (task, note) = (fields.text("task"), fields.text("note"));
    if note.is_empty() {
        let form = slug(task);
        let errors = vec![FormError::new(&format!("{form}-note"), "Say in a few words what was done or agreed")];
        return pathway::again(app, reader, pupil, Sent { form, answered: "", note, errors });
    }
    service::case::do_task(app, &reader.actor, pupil, task, note)?;
    Ok(reader.go_on(back(fields, pupil).as_str(), "Recorded as done."))
}

fn consider(app: &App, reader: &Reader, pupil: PupilId, fields: &Fields) -> Result<Response, Problem> {
    reader.check(fields)?;
    let (item, note, answered) = (fields.text("item"), fields.text("note"), fields.text("taken_up"));
    let form = slug(item);
    let answer = match answered {
        "yes" => Some(Answer::TakenUp),
        "no" => Some(Answer::NotTakenUp),
        _ => None,
    };
    let mut errors = Vec::new();
    if answer.is_none() {
        errors.push(FormError::new(&format!("{form}-answer"), format!("Say whether it is taken up: {item}")));
    }
    if note.is_empty() {
        errors.push(FormError::new(&format!("{form}-note"), "Say why, whichever the answer is"));
    }
    let Some(answer) = answer.filter(|_| errors.is_empty()) else {
        return pathway::again(app, reader, pupil, Sent { form, answered, note, errors });
    };
    service::case::consider(app, &reader.actor, pupil, item, answer, note)?;
    Ok(reader.go_on(back(fields, pupil).as_str(), "The answer is recorded."))
}

/// The page that the form was on, or the pathway.
fn back(fields: &Fields, pupil: PupilId) -> String {
    match fields.text("back") {
        "" => urls::pathway(pupil),
        address => urls::local(address).to_owned(),
    }
}
