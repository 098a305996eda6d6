//! A copy of everything that is kept about a pupil.

use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::id::PupilId;
use service::{
    App, Error,
    disclosure::{self, Ask},
    retention,
};

use crate::{
    error::Problem,
    form::{Fields, FormError},
    frame::{Frame, Section},
    handlers::Visit,
    link::Link,
    pages::retention::CopyForm,
    reader::Reader,
    urls, words,
};

pub(super) async fn ask(visit: Visit, Path(pupil): Path<i64>) -> Response {
    visit
        .answer(move |app, reader| {
            let (frame, page) = page(app, reader, PupilId(pupil))?;
            Ok(reader.show(&frame, "retention/copy.html", page))
        })
        .await
}

fn page(app: &App, reader: &Reader, pupil: PupilId) -> Result<(Frame, CopyForm), Problem> {
    // Whoever may see this page may give a copy.
    retention::of_pupil(app, &reader.actor, pupil)?;
    let name = service::pupil::seen(app, &reader.actor, pupil, app.today())?.name();
    let page = CopyForm {
        back: Link::new(format!("Keeping the records of {name}"), urls::retention::of_pupil(pupil)),
        action: urls::retention::copy(pupil),
        ..CopyForm::default()
    };
    Ok((reader.frame(&format!("Give a copy of what is kept about {name}"), Some(Section::Pupils)), page))
}

pub(super) async fn give(visit: Visit, Path(pupil): Path<i64>, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            reader.check(&fields)?;
            let pupil = PupilId(pupil);
            let ask = Ask { to: fields.text("to"), reason: fields.text("reason") };
            match disclosure::give(app, &reader.actor, pupil, ask) {
                Ok(archive) => Ok(file(app, archive)),
                Err(Error::Missing(text)) => {
                    let field = if text.contains("who gets") { "to" } else { "reason" };
                    let (frame, page) = page(app, reader, pupil)?;
                    let page = page.again(&fields, vec![FormError::new(field, words::sentence(text))]);
                    Ok(reader.show_again(StatusCode::UNPROCESSABLE_ENTITY, frame, "retention/copy.html", page))
                }
                Err(error) => Err(error.into()),
            }
        })
        .await
}

/// The name of the file says of which day it is, never about whom.
fn file(app: &App, archive: Vec<u8>) -> Response {
    let shown = format!("attachment; filename=\"records-{}.zip\"", app.today());
    ([(header::CONTENT_TYPE, String::from("application/zip")), (header::CONTENT_DISPOSITION, shown)], archive)
        .into_response()
}
