//! The form that admits a pupil to the reader's school.

use axum::response::Response;
use domain::{
    admission::Record,
    id::GroupId,
    permission::{Permission, Place},
};
use service::{App, admission::enrolment::Admit};

use super::{
    Visit, amend, answer, day,
    enrolment::{kind, terms, unread},
    show, urls,
};
use crate::{
    error::Problem,
    form::Fields,
    link::Link,
    pages::{
        admission::{FormPage, control},
        pupil::action::{Choice, ControlShape},
    },
    reader::Reader,
};

const TITLE: &str = "Admit a pupil";

pub(super) async fn page(visit: Visit) -> Response {
    visit.answer(move |app, reader| Ok(show(reader, TITLE, form(app, reader)?))).await
}

pub(super) async fn enter(visit: Visit, fields: Fields) -> Response {
    visit.answer(move |app, reader| save(app, reader, &fields)).await
}

fn form(app: &App, reader: &Reader) -> Result<FormPage, Problem> {
    reader.actor.require(Permission::KeepAdmissions, Place::Anywhere)?;
    let school = app.own_school(&reader.actor)?;
    let groups = service::pupil::groups(app, &reader.actor)?;
    let of = groups.iter().map(|group| Choice {
        value: group.id.to_string(),
        text: group.name.clone(),
        hint: String::new(),
    });
    let mut controls = amend::particulars(&Record::default(), true);
    controls.push(control("group", "Class", "", ControlShape::One { of: of.collect() }, ""));
    let hint = "From this day the pupil is on the register and is marked, whether they come or not.";
    controls.push(control("from", "Starting day", hint, ControlShape::Day, &app.today().to_string()));
    controls.extend(terms(None));
    Ok(FormPage {
        back: Link::new("Admission register of the school", urls::register(school.id)),
        who: school.name.clone(),
        lede: vec![
            "Without a unique pupil number the pupil is given one for the time being. Parents and contacts come after."
                .into(),
        ],
        errors: Vec::new(),
        action: urls::admit(),
        hidden: Vec::new(),
        controls,
        button: "Admit the pupil".into(),
    })
}

fn save(app: &App, reader: &Reader, fields: &Fields) -> Result<Response, Problem> {
    reader.check(fields)?;
    let form = form(app, reader)?;
    let admit = Admit {
        values: amend::values(fields),
        from: day(fields, "from"),
        group: fields.number("group").map(GroupId),
        kind: kind(fields)?,
        other_school: fields.text("other-school").to_owned(),
        other_from: day(fields, "other-from"),
    };
    let admitted = match unread(fields, "other-from") {
        Some(fault) => Err(fault),
        None => service::admission::enrolment::admit(app, &reader.actor, &admit),
    };
    answer(reader, TITLE, (form, fields), admitted.map(urls::record))
}
