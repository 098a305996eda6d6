//! The form that takes back a deletion to come.

use axum::response::Response;
use domain::id::PupilId;
use service::{App, admission::Shown};

use super::{Address, Visit, answer, back, date_of, kept, pupil, reason, show, urls};
use crate::{error::Problem, form::Fields, pages::admission::FormPage, reader::Reader};

const TITLE: &str = "Let the name stand";

pub(super) async fn page(visit: Visit, address: Address) -> Response {
    visit
        .answer(move |app, reader| {
            let shown = kept(app, reader, pupil(&address)?)?;
            Ok(show(reader, TITLE, form(&shown)))
        })
        .await
}

pub(super) async fn enter(visit: Visit, address: Address, fields: Fields) -> Response {
    visit.answer(move |app, reader| save(app, reader, pupil(&address)?, &fields)).await
}

fn form(shown: &Shown) -> FormPage {
    let coming = shown.record.deletion.as_ref().map(|deletion| {
        format!(
            "The name is to be deleted on {} under {}. If that ground has fallen away, it stays.",
            date_of(deletion.on),
            deletion.paragraph
        )
    });
    FormPage {
        back: back(shown.pupil.id),
        who: shown.record.full_name(),
        lede: vec![coming.unwrap_or_else(|| String::from("No deletion is to come."))],
        errors: Vec::new(),
        action: urls::stay(shown.pupil.id),
        hidden: Vec::new(),
        controls: vec![reason()],
        button: "Let the name stand".into(),
    }
}

fn save(app: &App, reader: &Reader, pupil: PupilId, fields: &Fields) -> Result<Response, Problem> {
    reader.check(fields)?;
    let shown = kept(app, reader, pupil)?;
    let entered = service::admission::deletion::withdraw(app, &reader.actor, pupil, fields.text("reason"));
    answer(reader, TITLE, (form(&shown), fields), entered.map(|()| urls::record(pupil)))
}
