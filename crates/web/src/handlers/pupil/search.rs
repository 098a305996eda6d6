//! Finding a pupil.

use axum::response::Response;
use domain::{
    permission::{Permission, Place},
    pupil::Pupil,
    school::Group,
};
use service::App;

use super::class;
use crate::{
    chart::bands::shade,
    error::Problem,
    form::Fields,
    frame::Section,
    handlers::Visit,
    link::Link,
    pages::{
        figures::Paging,
        pupil::year::count_of_days,
        pupils::{PupilRow, Pupils},
    },
    reader::Reader,
    urls, words,
};

/// The service finds no more than this.
const MOST: usize = 100;

pub(super) async fn page(visit: Visit, fields: Fields) -> Response {
    visit.answer(move |app, reader| show(app, reader, fields.text("q"))).await
}

fn show(app: &App, reader: &Reader, query: &str) -> Result<Response, Problem> {
    let found = service::pupil::search(app, &reader.actor, query)?;
    let rows = found.iter().map(|(pupil, group)| row(app, reader, pupil, group)).collect::<Result<Vec<_>, _>>()?;
    let groups = service::pupil::groups(app, &reader.actor)?;
    let group = |group: Group| Link::new(&group.name, urls::pupils_finding(&group.name));
    let counted = match found.len() {
        MOST => format!("The first {MOST} pupils found. Type more of the name to see the others."),
        count => format!("{} found", words::counted(count as i64, "pupil", "pupils")),
    };
    let view = Pupils {
        query: query.into(),
        counted,
        rows,
        empty: empty(query, &found).into(),
        paging: Paging::default(),
        register: register(reader),
        groups: groups.into_iter().map(group).collect(),
    };
    let mut frame = reader.frame("Pupils", Some(Section::Pupils)).wide().as_of(as_of(app));
    frame.search = Some(query.into());
    Ok(reader.show(&frame, "pupils/pupils.html", view))
}

/// The admission register of the reader's own school.
fn register(reader: &Reader) -> Option<Link> {
    let school = reader.actor.school?;
    let may_see = reader.actor.may(Permission::SeeContacts, Place::School(school));
    may_see.then(|| Link::new("Admission register", urls::admission::register(school)))
}

fn as_of(app: &App) -> String {
    format!("The school year to {}.", words::day(app.today()))
}

fn empty(query: &str, found: &[(Pupil, Group)]) -> &'static str {
    match (query, found) {
        ("", _) => "Type a name, a unique pupil number, or a class such as 5 Hazel.",
        (_, []) => "Nobody here is called so. Try part of the surname, a UPN, or a class such as 5 Hazel.",
        _ => "",
    }
}

fn row(app: &App, reader: &Reader, pupil: &Pupil, group: &Group) -> Result<PupilRow, Problem> {
    let (tally, band) = service::pupil::glance(app, pupil)?;
    let school = match reader.actor.school {
        Some(_) => String::new(),
        None => format!(", {}", app.school(pupil.school)?.name),
    };
    let bands = app.rules(pupil.school)?.bands.iter();
    let set = band.as_ref().and_then(|band| bands.rev().find(|set| set.head.name == band.set));
    Ok(PupilRow {
        who: Link::new(pupil.name(), urls::pupil(pupil.id)),
        place: format!("{}{school}", class(group)),
        days: count_of_days(tally.half_days_missed().into()),
        attendance: tally.attendance().map_or_else(|| String::from("none possible yet"), words::percent),
        shade: shade(band.as_ref().map_or(0, |band| band.place), set.map_or(0, |set| set.bands.len())),
        band: band.map(|band| band.band).unwrap_or_default(),
    })
}
