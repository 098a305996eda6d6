//! The form that enters on what terms a pupil is enrolled.

use axum::response::Response;
use domain::{
    admission::{Enrolment, Fault, Kind},
    id::PupilId,
};
use service::{
    App,
    admission::{Shown, enrolment::Change},
};

use super::{Address, Visit, answer, back, day, kept, pupil, reason, show, urls};
use crate::{
    error::Problem,
    form::Fields,
    pages::{
        admission::{FormPage, control},
        pupil::action::{Choice, Control, ControlShape},
    },
    reader::Reader,
};

const TITLE: &str = "Change the enrolment";

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
    let mut controls = terms(shown.record.enrolment());
    controls.push(control("from", "From which day", "", ControlShape::Day, &app.today().to_string()));
    controls.push(reason());
    FormPage {
        back: back(shown.pupil.id),
        who: shown.record.full_name(),
        lede: Vec::new(),
        errors: Vec::new(),
        action: urls::enrolment(shown.pupil.id),
        hidden: Vec::new(),
        controls,
        button: "Enter it".into(),
    }
}

/// The controls of the terms of an enrolment, with what is known.
pub(super) fn terms(known: Option<&Enrolment>) -> Vec<Control> {
    let of = Kind::ALL.map(|kind| {
        let (text, hint) = match kind {
            Kind::Sole => ("Registered here only", ""),
            Kind::DualMain => {
                ("Registered at two schools, this is the main one", "Sessions at the other school are marked D here.")
            }
            Kind::DualSubsidiary => (
                "Registered at two schools, the other is the main one",
                "Sessions at the other school are marked D here.",
            ),
            Kind::Guest => ("A guest", "On no register: marked with the class, and in none of the school’s figures."),
        };
        Choice { value: kind.words().into(), text: text.into(), hint: hint.into() }
    });
    let kind = known.map_or(Kind::Sole, |one| one.kind).words();
    let other = known.map(|one| one.other_school.clone()).unwrap_or_default();
    let since = known.and_then(|one| one.other_from).map(|day| day.to_string()).unwrap_or_default();
    vec![
        control("kind", "On what terms", "", ControlShape::One { of: of.into() }, kind),
        control(
            "other-school",
            "The other school",
            "Its name, where there is one.",
            ControlShape::Line { known: Vec::new() },
            &other,
        ),
        control("other-from", "There from", "Since when, or from when, if it is known.", ControlShape::Day, &since),
    ]
}

/// The kind that was chosen; nothing for one that there is not.
pub(super) fn kind(fields: &Fields) -> Result<Kind, Problem> {
    Kind::parse(fields.text("kind")).ok_or(Problem::NotUnderstood)
}

fn save(app: &App, reader: &Reader, pupil: PupilId, fields: &Fields) -> Result<Response, Problem> {
    reader.check(fields)?;
    let shown = kept(app, reader, pupil)?;
    let change = Change {
        kind: kind(fields)?,
        other_school: fields.text("other-school").to_owned(),
        other_from: day(fields, "other-from"),
        from: day(fields, "from"),
        reason: fields.text("reason").to_owned(),
    };
    let entered = match unread(fields, "other-from") {
        Some(fault) => Err(fault),
        None => service::admission::enrolment::change(app, &reader.actor, pupil, &change),
    };
    answer(reader, TITLE, (form(app, &shown), fields), entered.map(|()| urls::record(pupil)))
}

/// What is wrong with a day that may be left empty.
pub(super) fn unread(fields: &Fields, name: &'static str) -> Option<service::Error> {
    let is_unread = !fields.text(name).is_empty() && day(fields, name).is_none();
    is_unread.then(|| service::Error::Admission(vec![Fault::NoDay(name)]))
}
