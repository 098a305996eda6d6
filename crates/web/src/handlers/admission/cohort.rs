//! The form that enters a cohort, ends it, or takes it back.

use axum::response::Response;
use domain::{Date, id::PupilId};
use service::{
    App,
    admission::{Shown, cohort::Keep},
};

use super::{Address, Visit, answer, back, day, enrolment::unread, kept, pupil, reason, show, urls};
use crate::{
    error::Problem,
    form::{self, Fields},
    pages::{
        admission::{FormPage, control},
        pupil::action::{Choice, ControlShape},
    },
    reader::Reader,
};

pub(super) async fn page(visit: Visit, address: Address, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            let shown = kept(app, reader, pupil(&address)?)?;
            let known = known(&fields);
            Ok(show(reader, title(&known), form(app, reader, &shown, &known)?))
        })
        .await
}

pub(super) async fn enter(visit: Visit, address: Address, fields: Fields) -> Response {
    visit.answer(move |app, reader| save(app, reader, pupil(&address)?, &fields)).await
}

/// The cohort that the form is about: its name and its first day; nothing for a new one.
type Known = Option<(String, Date)>;

fn known(fields: &Fields) -> Known {
    form::day(fields.text("since")).map(|first| (fields.text("cohort").to_owned(), first))
}

const fn title(known: &Known) -> &'static str {
    if known.is_some() { "Change a cohort" } else { "Add a cohort" }
}

fn form(app: &App, reader: &Reader, shown: &Shown, about: &Known) -> Result<FormPage, Problem> {
    let pupil = shown.pupil.id;
    let is_it = |cohort: &&domain::admission::Membership| {
        about.as_ref().is_some_and(|(name, first)| cohort.name == *name && cohort.from == *first)
    };
    let found = shown.record.cohorts.iter().find(is_it);
    if about.is_some() && found.is_none() {
        return Err(Problem::NotFound);
    }
    let mut controls = Vec::new();
    let mut hidden = Vec::new();
    match found {
        Some(cohort) => {
            hidden = vec![
                (String::from("cohort"), cohort.name.clone()),
                (String::from("from"), cohort.from.to_string()),
                (String::from("since"), cohort.from.to_string()),
            ];
        }
        None => {
            let names = service::admission::cohort::recorded(app, &reader.actor, pupil)?;
            let of = names.iter().map(|name| Choice::plain(name)).collect();
            controls.push(control(
                "cohort",
                "Cohort",
                "Those of the handbook that somebody records.",
                ControlShape::One { of },
                "",
            ));
            controls.push(control("from", "From", "", ControlShape::Day, &app.today().to_string()));
        }
    }
    let until = found.and_then(|cohort| cohort.until).map(|day| day.to_string()).unwrap_or_default();
    let source = found.map(|cohort| cohort.source.clone()).unwrap_or_default();
    controls.push(control("until", "Last day", "Empty while it goes on.", ControlShape::Day, &until));
    let hint = "Such as the admission form, the census or the authority.";
    controls.push(control("source", "Where it comes from", hint, ControlShape::Line { known: Vec::new() }, &source));
    if found.is_some() {
        let of = vec![Choice { value: "yes".into(), text: "It was never true".into(), hint: String::new() }];
        controls.push(control(
            "never",
            "Take it back",
            "The entry stays in the history.",
            ControlShape::Any { of },
            "",
        ));
    }
    controls.push(reason());
    Ok(FormPage {
        back: back(pupil),
        who: shown.record.full_name(),
        lede: about.iter().map(|(name, first)| format!("{name}, since {}.", super::date_of(*first))).collect(),
        errors: Vec::new(),
        action: urls::cohorts(pupil),
        hidden,
        controls,
        button: "Enter it".into(),
    })
}

fn save(app: &App, reader: &Reader, pupil: PupilId, fields: &Fields) -> Result<Response, Problem> {
    reader.check(fields)?;
    let shown = kept(app, reader, pupil)?;
    let known = known(fields);
    let form = form(app, reader, &shown, &known)?;
    let (actor, why) = (&reader.actor, fields.text("reason"));
    let entered = match &known {
        Some((name, first)) if fields.text("never") == "yes" => {
            service::admission::cohort::withdraw(app, actor, pupil, (name, *first), why)
        }
        _ => match unread(fields, "until") {
            Some(fault) => Err(fault),
            None => service::admission::cohort::keep(app, actor, pupil, &typed(fields)),
        },
    };
    answer(reader, title(&known), (form, fields), entered.map(|()| urls::record(pupil)))
}

fn typed(fields: &Fields) -> Keep {
    Keep {
        name: fields.text("cohort").to_owned(),
        from: day(fields, "from"),
        until: day(fields, "until"),
        source: fields.text("source").to_owned(),
        reason: fields.text("reason").to_owned(),
    }
}
