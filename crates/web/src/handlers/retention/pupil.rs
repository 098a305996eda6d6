//! The holds of a pupil, and the copies given of their records.

use axum::{extract::Path, http::StatusCode, response::Response};
use domain::{
    id::PupilId,
    retention::{Event, Happened, HoldError},
};
use service::{
    App, Error,
    retention::{self, Ask},
};

use super::hold_row;
use crate::{
    error::Problem,
    form::{self, Fields, FormError},
    frame::{Frame, Section},
    handlers::{Visit, pupil::when},
    link::Link,
    pages::retention::{CopyRow, PupilPage},
    reader::Reader,
    urls, words,
};

pub(super) async fn show(visit: Visit, Path(pupil): Path<i64>) -> Response {
    visit
        .answer(move |app, reader| {
            let (frame, page) = page(app, reader, PupilId(pupil))?;
            Ok(reader.show(&frame, "retention/pupil.html", page))
        })
        .await
}

fn page(app: &App, reader: &Reader, pupil: PupilId) -> Result<(Frame, PupilPage), Problem> {
    let (holds, copies) = retention::of_pupil(app, &reader.actor, pupil)?;
    let name = service::pupil::seen(app, &reader.actor, pupil, app.today())?.name();
    let page = PupilPage {
        back: Link::new(name.clone(), urls::record(pupil)),
        holds: holds.iter().map(|hold| hold_row(hold, urls::retention::lift(pupil, hold.number))).collect(),
        copies: copies.iter().filter_map(copy).collect(),
        action: urls::retention::of_pupil(pupil),
        copy: Link::new("Give a copy of everything that is kept", urls::retention::copy(pupil)),
        ..PupilPage::default()
    };
    Ok((reader.frame(&format!("Keeping the records of {name}"), Some(Section::Pupils)).wide(), page))
}

fn copy(event: &Event) -> Option<CopyRow> {
    let Happened::Disclosed { to, reason, left_out } = &event.what else { return None };
    Some(CopyRow {
        to: to.clone(),
        reason: reason.clone(),
        left_out: left_out.lines().map(str::to_owned).collect(),
        by: format!("{}, {}, {}", event.by.name, event.by.position, when(event.at)),
    })
}

pub(super) async fn hold(visit: Visit, Path(pupil): Path<i64>, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            reader.check(&fields)?;
            let pupil = PupilId(pupil);
            let review = form::typed_day(fields.text("review"));
            let ask = Ask { place: fields.text("place"), reason: fields.text("reason"), review };
            match retention::hold(app, &reader.actor, pupil, ask) {
                Ok(()) => Ok(reader.go_on(&urls::retention::of_pupil(pupil), "The hold stands.")),
                Err(Error::Hold(faults)) => {
                    let errors =
                        faults.iter().map(|fault| FormError::new(field(*fault), words::sentence(&fault.to_string())));
                    again(app, reader, pupil, &fields, errors.collect())
                }
                Err(error) => Err(error.into()),
            }
        })
        .await
}

const fn field(fault: HoldError) -> &'static str {
    match fault {
        HoldError::Place => "place",
        HoldError::Reason => "reason",
        HoldError::Review => "review",
    }
}

pub(super) async fn lift(visit: Visit, Path((pupil, hold)): Path<(i64, i64)>, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            reader.check(&fields)?;
            let pupil = PupilId(pupil);
            match retention::lift(app, &reader.actor, pupil, hold, fields.text("reason")) {
                Ok(()) => Ok(reader.go_on(&urls::retention::of_pupil(pupil), "The hold is lifted.")),
                Err(Error::Missing(text)) => {
                    let errors = vec![FormError::new("lift-reason-1", words::sentence(text))];
                    again(app, reader, pupil, &Fields::new(Vec::<(String, String)>::new()), errors)
                }
                Err(error) => Err(error.into()),
            }
        })
        .await
}

fn again(
    app: &App,
    reader: &Reader,
    pupil: PupilId,
    fields: &Fields,
    errors: Vec<FormError>,
) -> Result<Response, Problem> {
    let (frame, page) = page(app, reader, pupil)?;
    let page = page.again(fields, errors);
    Ok(reader.show_again(StatusCode::UNPROCESSABLE_ENTITY, frame, "retention/pupil.html", page))
}
