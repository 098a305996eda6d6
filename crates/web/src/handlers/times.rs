//! When the registers of a school are open.

use axum::{Router, extract::Path, http::StatusCode, response::Response, routing::get};
use domain::{
    clock,
    id::{GroupId, SchoolId},
    permission::{Permission, Place},
    school::Group,
    session::Half,
};
use service::{
    App, Error,
    times::{self, NewTimes},
};

use super::{Visit, Web};
use crate::{
    error::Problem,
    form::{Fields, FormError},
    frame::{Frame, Section},
    link::Link,
    pages::times::{Row, TimesPage, Typed, half_times},
    reader::Reader,
    urls, words,
};

pub(super) fn routes() -> Router<Web> {
    Router::new().route("/schools/{id}/times", get(show).post(set))
}

async fn show(visit: Visit, Path(id): Path<i64>) -> Response {
    visit
        .answer(move |app, reader| {
            let (frame, page) = page(app, reader, SchoolId(id))?;
            Ok(reader.show(&frame, "times/times.html", page))
        })
        .await
}

async fn set(visit: Visit, Path(id): Path<i64>, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            reader.check(&fields)?;
            let school = SchoolId(id);
            let groups: Vec<GroupId> =
                times::look(app, &reader.actor, school)?.groups.iter().map(|group| group.id).collect();
            let errors = match Typed::parse(&fields, &groups) {
                Ok(Typed { morning, afternoon, groups }) => {
                    match times::change(app, &reader.actor, school, &NewTimes { morning, afternoon, groups }) {
                        Ok(()) => return Ok(reader.go_on(&urls::times::of(school), "The times are set.")),
                        Err(error @ (Error::Times(_) | Error::Missing(_))) => {
                            vec![FormError::new("am-opens", words::sentence(&error.to_string()))]
                        }
                        Err(error) => return Err(error.into()),
                    }
                }
                Err(errors) => errors,
            };
            let (frame, page) = page(app, reader, school)?;
            let page = page.again(&fields, errors);
            Ok(reader.show_again(StatusCode::UNPROCESSABLE_ENTITY, frame, "times/times.html", page))
        })
        .await
}

fn page(app: &App, reader: &Reader, id: SchoolId) -> Result<(Frame, TimesPage), Problem> {
    let known = times::look(app, &reader.actor, id)?;
    let school = &known.school;
    let of_school = Half::BOTH.map(|half| half_times(half, None, Some(school.times(half))));
    let of_group = |group: &Group| {
        let own = |half| school.group_times.iter().find(|own| own.group == group.id && own.half == half);
        Half::BOTH.map(|half| half_times(half, Some(group.id), own(half).map(|own| own.times)))
    };
    let whole = Row { name: "Whole school".into(), halves: of_school.to_vec() };
    let rows = known.groups.iter().map(|group| Row { name: group.name.clone(), halves: of_group(group).to_vec() });
    let change = |one: &times::Change| {
        let at = clock::local(one.at);
        format!("{} {}: {} ({})", words::full_day(at.date()), words::time(at.time()), one.what, one.by.name)
    };
    let page = TimesPage {
        errors: Vec::new(),
        back: Some(Link::new(format!("About {}", school.name), urls::particulars(id))),
        action: urls::times::of(id),
        rule: format!(
            "A register is open for at most {}, equally long for every session. An arrival while it is open is late; one \
             after it closed has missed the session.",
            words::counted(known.longest.into(), "minute", "minutes")
        ),
        rows: std::iter::once(whole).chain(rows).collect(),
        changes: known.changes.iter().map(change).collect(),
    };
    let section = match reader.actor.may(Permission::SeeFigures, Place::School(id)) {
        true => Section::School,
        false => Section::Today,
    };
    Ok((reader.frame("Times of the registers", Some(section)).wide().as_of(school.name.clone()), page))
}
