//! The Common Transfer File of a pupil who leaves.

use axum::{
    Router,
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{id::PupilId, pupil::Pupil};
use service::{
    App,
    transfer::{self, Ask, Made, TransferError},
};

use super::{Visit, Web};
use crate::{
    error::Problem,
    form::{Fields, FormError},
    frame::{Frame, Section},
    link::Link,
    pages::transfer::TransferForm,
    reader::Reader,
    urls, words,
};

pub(super) fn routes() -> Router<Web> {
    Router::new().route("/pupils/{pupil}/transfer", get(ask).post(give))
}

async fn ask(visit: Visit, Path(pupil): Path<i64>) -> Response {
    visit
        .answer(move |app, reader| {
            let pupil = transfer::whom(app, &reader.actor, PupilId(pupil))?;
            let (frame, page) = page(app, reader, &pupil)?;
            Ok(reader.show(&frame, "transfer/form.html", page))
        })
        .await
}

fn page(app: &App, reader: &Reader, pupil: &Pupil) -> Result<(Frame, TransferForm), Problem> {
    let authority = app.school(pupil.school)?.laestab.chars().take(3).collect();
    let page = TransferForm {
        back: Link::new("Admission register", urls::admission::record(pupil.id)),
        action: urls::transfer::of_pupil(pupil.id),
        authority,
        ..TransferForm::default()
    };
    Ok((reader.frame(&format!("Common transfer file of {}", pupil.name()), Some(Section::Pupils)), page))
}

async fn give(visit: Visit, Path(pupil): Path<i64>, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            reader.check(&fields)?;
            let pupil = transfer::whom(app, &reader.actor, PupilId(pupil))?;
            let asked = Ask { school: pupil.school, pupils: &[pupil.id], to: fields.text("to") };
            match transfer::of_pupils(app, &reader.actor, asked) {
                Ok(made) => Ok(file(made)),
                Err(TransferError::Records(error)) => Err(error.into()),
                Err(fault) => {
                    let (frame, page) = page(app, reader, &pupil)?;
                    let errors = vec![FormError::new("to", format!("{}.", words::sentence(&fault.to_string())))];
                    let page = page.again(&fields, errors);
                    Ok(reader.show_again(StatusCode::UNPROCESSABLE_ENTITY, frame, "transfer/form.html", page))
                }
            }
        })
        .await
}

/// The name of the file has numbers of schools only, and says nothing of the pupil.
fn file(made: Made) -> Response {
    let shown = format!("attachment; filename=\"{}\"", made.name);
    let kind = String::from("application/xml; charset=utf-8");
    ([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, shown)], made.xml).into_response()
}
