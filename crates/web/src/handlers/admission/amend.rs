//! The form that enters particulars of a pupil.

use axum::response::Response;
use domain::{
    admission::{Amendment, Particular, Record},
    id::PupilId,
};
use service::{App, admission::Shown};

use super::{Address, Visit, answer, back, day, kept, pupil, reason, show, urls};
use crate::{
    error::Problem,
    form::{Fields, typed_day},
    pages::{
        admission::{FormPage, control},
        pupil::action::{Choice, Control, ControlShape},
    },
    reader::Reader,
};

const TITLE: &str = "Enter a change";

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
    let mut controls = particulars(&shown.record, shown.may_see_protected);
    let hint = "A day to come has its own places: the future address and the future school.";
    controls.push(control("from", "True from", hint, ControlShape::Day, &app.today().to_string()));
    controls.push(reason());
    FormPage {
        back: back(shown.pupil.id),
        who: shown.record.full_name(),
        lede: vec!["Change what is different. What stood before stays in the register beside it.".into()],
        errors: Vec::new(),
        action: urls::amend(shown.pupil.id),
        hidden: Vec::new(),
        controls,
        button: "Enter the change".into(),
    }
}

/// A control for each particular, with what the register says now.
pub(super) fn particulars(record: &Record, may_see_protected: bool) -> Vec<Control> {
    let is_hidden = record.is_protected() && !may_see_protected;
    let of = |particular: Particular| {
        let value = if is_hidden && particular.is_address() { "" } else { record.is(particular) };
        let hint = match particular {
            _ if is_hidden && particular.is_address() => {
                "Protected, so it is not shown here. Left empty, it stays as it is."
            }
            other => hint(other),
        };
        control(particular.word(), particular.label(), hint, shape(particular), value)
    };
    Particular::ALL.map(of).into()
}

const fn hint(particular: Particular) -> &'static str {
    match particular {
        Particular::Forenames => "All of them, as they are registered.",
        Particular::Called => "Only where it is another than the first of the registered ones.",
        Particular::Upn => "13 characters, as the last school or the authority gave them.",
        Particular::FormerUpn => "A number that another school knew the pupil by.",
        Particular::LastSchool => "Its name and its address, if there was one.",
        Particular::SecondAddress => "Where the pupil also lives, for example with another parent.",
        Particular::FutureAddress => "The address, each parent the pupil will live with there, and from which day.",
        Particular::FutureSchool => "Its name, and from which day.",
        Particular::Boarding => "Only in a school that has boarders.",
        _ => "",
    }
}

fn shape(particular: Particular) -> ControlShape {
    let choice = |value: &str, text: &str| Choice { value: value.into(), text: text.into(), hint: String::new() };
    match particular {
        Particular::Sex => ControlShape::One { of: vec![choice("F", "Female"), choice("M", "Male")] },
        Particular::Born => ControlShape::Day,
        Particular::LastSchool | Particular::FutureAddress => ControlShape::Area,
        Particular::Boarding => ControlShape::Line { known: vec![String::from("boarder"), String::from("day pupil")] },
        _ => ControlShape::Line { known: Vec::new() },
    }
}

/// What was typed of each particular; a birthday in the way that addresses carry days.
pub(super) fn values(fields: &Fields) -> Vec<(Particular, String)> {
    let typed = |particular: Particular| {
        let text = fields.text(particular.word());
        let day = typed_day(text).filter(|_| particular == Particular::Born);
        (particular, day.map_or_else(|| text.to_owned(), |day| day.to_string()))
    };
    Particular::ALL.map(typed).into()
}

fn save(app: &App, reader: &Reader, pupil: PupilId, fields: &Fields) -> Result<Response, Problem> {
    reader.check(fields)?;
    let shown = kept(app, reader, pupil)?;
    let entered = match day(fields, "from") {
        Some(from) => {
            let amendment = Amendment { values: values(fields), from, reason: fields.text("reason").to_owned() };
            service::admission::amend(app, &reader.actor, pupil, &amendment)
        }
        None => Err(service::Error::Admission(vec![domain::admission::Fault::NoDay("from")])),
    };
    answer(reader, TITLE, (form(app, &shown), fields), entered.map(|()| urls::record(pupil)))
}
