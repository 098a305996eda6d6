//! The admission register: of one pupil with its history, the forms that enter something, and the register of a school.

mod admit;
mod amend;
mod cohort;
mod contact;
mod deletion;
mod enquiry;
mod enrolment;
mod entry;
mod record;
mod register;
mod stay;

pub(in crate::handlers) use entry::ways;

use axum::{
    Router,
    extract::Path,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{Date, id::PupilId};
use service::App;

use super::{Visit, Web};
use crate::{
    error::Problem,
    form::{Fields, FormError, typed_day},
    frame::Section,
    link::Link,
    pages::admission::FormPage,
    reader::Reader,
    urls::admission as urls,
    words,
};

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/pupils/{id}/admission", get(record::page))
        .route("/pupils/{id}/admission/amend", get(amend::page).post(amend::enter))
        .route("/pupils/{id}/admission/contacts", get(contact::page).post(contact::enter))
        .route("/pupils/{id}/admission/contacts/{contact}", get(contact::page_of).post(contact::enter_of))
        .route("/pupils/{id}/admission/enrolment", get(enrolment::page).post(enrolment::enter))
        .route("/pupils/{id}/admission/cohorts", get(cohort::page).post(cohort::enter))
        .route("/pupils/{id}/admission/enquiries", get(enquiry::page).post(enquiry::enter))
        .route("/pupils/{id}/admission/deletion", get(deletion::page).post(deletion::enter))
        .route("/pupils/{id}/admission/deletion/withdrawal", get(stay::page).post(stay::enter))
        .route("/admissions/new", get(admit::page).post(admit::enter))
        .route("/schools/{id}/admissions", get(register::page))
}

/// Whose, as an address says.
type Address = Path<String>;

fn pupil(Path(text): &Address) -> Result<PupilId, Problem> {
    text.parse().map(PupilId).map_err(|_| Problem::NotFound)
}

/// The register of a pupil, for a reader who may enter something in it.
fn kept(app: &App, reader: &Reader, pupil: PupilId) -> Result<service::admission::Shown, Problem> {
    let shown = service::admission::look(app, &reader.actor, pupil, None)?;
    match shown.may_keep {
        true => Ok(shown),
        false => Err(domain::permission::Forbidden(reader.actor.role).into()),
    }
}

/// The way back from a form about a pupil.
fn back(pupil: PupilId) -> Link {
    Link::new("Admission register", urls::record(pupil))
}

/// A form as it is first asked for.
fn show(reader: &Reader, title: &str, form: FormPage) -> Response {
    reader.show(&reader.frame(title, Some(Section::Pupils)), "admission/form.html", form)
}

/// A form that was sent: on to `next` when it was entered, else the form again with everything that is wrong.
fn answer(
    reader: &Reader,
    title: &str,
    (form, fields): (FormPage, &Fields),
    entered: Result<String, service::Error>,
) -> Result<Response, Problem> {
    let errors = match entered {
        Ok(next) => return Ok(reader.go_on(&next, "It is entered in the admission register.")),
        Err(service::Error::Admission(faults)) => {
            faults.iter().map(|fault| error(fault.control(), fault)).collect::<Vec<FormError>>()
        }
        Err(service::Error::Deletion(faults)) => faults.iter().map(|fault| error(fault.control(), fault)).collect(),
        Err(other) => return Err(other.into()),
    };
    let status = Problem::Refused(String::new()).status();
    let frame = reader.frame(title, Some(Section::Pupils));
    Ok(reader.show_again(status, frame, "admission/form.html", form.sent(fields, errors)).into_response())
}

fn error(control: &str, fault: &dyn std::fmt::Display) -> FormError {
    FormError::new(control, format!("{}.", words::sentence(&fault.to_string())))
}

/// The day typed in `name`; nothing when none could be read.
fn day(fields: &Fields, name: &str) -> Option<Date> {
    typed_day(fields.text(name))
}

/// The day that the page is asked for, if it is one.
fn on(fields: &Fields) -> Result<Option<Date>, Problem> {
    match fields.text("on") {
        "" => Ok(None),
        text => typed_day(text).map(Some).ok_or(Problem::NotFound),
    }
}

/// `3 May 2017`.
fn date_of(date: Date) -> String {
    format!("{} {} {}", date.day(), words::month(date), date.year())
}

/// The control that every entry ends in.
fn reason() -> crate::pages::pupil::action::Control {
    use crate::pages::{admission::control, pupil::action::ControlShape};
    control("reason", "Why it is entered", "Kept with your name, your position and the time.", ControlShape::Area, "")
}
