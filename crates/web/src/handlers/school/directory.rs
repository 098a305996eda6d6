//! The directory of services of a school.

use axum::response::Response;
use domain::{
    id::SchoolId,
    permission::{Permission, Place},
};
use service::{
    App,
    directory::{self, Listed},
};

use crate::{
    error::Problem,
    frame::Section,
    handlers::pupil::{place, plain},
    link::Link,
    pages::directory::{Line, ServicesPage},
    reader::Reader,
    urls, words,
};

pub(super) fn page(app: &App, reader: &Reader, school: SchoolId) -> Result<Response, Problem> {
    let services = directory::of_school(app, &reader.actor, school)?;
    let back = match reader.actor.may(Permission::SeeFigures, Place::School(school)) {
        true => Link::new(&app.school(school)?.name, urls::school(school)),
        false => Link::new("Handbook", urls::handbook()),
    };
    let view = ServicesPage { back, services: services.iter().map(line).collect() };
    let frame = reader.frame("Who helps", Some(Section::Handbook)).wide().as_of(app.school(school)?.name.clone());
    Ok(reader.show(&frame, "directory/services.html", view))
}

/// A line of the directory, without a child whom it is about.
pub(in crate::handlers) fn line(listed: &Listed) -> Line {
    let service = &listed.service;
    Line {
        name: service.head.name.clone(),
        helps: words::sentence(&plain(&service.helps)),
        offers: words::sentence(&plain(&service.offers)),
        reached_by: words::sentence(&plain(&service.reached_by)),
        listed_for: service.when.as_ref().map(|when| plain(&when.words())).unwrap_or_default(),
        refer_with: listed.refer_with.as_ref().map(|action| place(&action.head, &action.head.name)),
        source: place(&service.head, &format!("{} handbook", listed.pack)),
    }
}
