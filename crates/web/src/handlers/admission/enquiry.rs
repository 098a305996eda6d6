//! The form that enters what school and authority did together to find out where a pupil is.

use axum::response::Response;
use domain::id::PupilId;
use service::{
    App,
    admission::{Shown, deletion::Enquire},
};

use super::{Address, Visit, answer, back, day, kept, pupil, show, urls};
use crate::{
    error::Problem,
    form::Fields,
    pages::{
        admission::{FormPage, control},
        pupil::action::ControlShape,
    },
    reader::Reader,
};

const TITLE: &str = "Record a joint enquiry";

pub(super) async fn page(visit: Visit, address: Address) -> Response {
    visit
        .answer(move |app, reader| {
            let shown = kept(app, reader, pupil(&address)?)?;
            Ok(show(reader, TITLE, form(app, &shown)))
        })
        .await
}

pub(super) async fn enter(visit: Visit, address: Address, fields: Fields) -> Response {
    visit.answer(move |app, reader| save(app, reader, pupil(&address)?, &fields)).await
}

fn form(app: &App, shown: &Shown) -> FormPage {
    let with = ControlShape::Line { known: Vec::new() };
    FormPage {
        back: back(shown.pupil.id),
        who: shown.record.full_name(),
        lede: vec![
            "Before a name comes off because a child does not come, school and authority look together for where the child is and how they fare.".into(),
        ],
        errors: Vec::new(),
        action: urls::enquiries(shown.pupil.id),
        hidden: Vec::new(),
        controls: vec![
            control("enquired", "On which day", "", ControlShape::Day, &app.today().to_string()),
            control("with", "Who of the authority took part", "", with, ""),
            control("done", "What was done", "Such as calls, a visit, a question to another school.", ControlShape::Area, ""),
            control("found", "What was found", "Also that nothing was.", ControlShape::Area, ""),
        ],
        button: "Enter it".into(),
    }
}

fn save(app: &App, reader: &Reader, pupil: PupilId, fields: &Fields) -> Result<Response, Problem> {
    reader.check(fields)?;
    let shown = kept(app, reader, pupil)?;
    let enquiry = Enquire {
        on: day(fields, "enquired"),
        with: fields.text("with").to_owned(),
        done: fields.text("done").to_owned(),
        found: fields.text("found").to_owned(),
    };
    let entered = service::admission::deletion::enquire(app, &reader.actor, pupil, &enquiry);
    answer(reader, TITLE, (form(app, &shown), fields), entered.map(|()| urls::record(pupil)))
}
