//! Who is on site, and signing children out and back in.

use axum::{
    Router,
    http::StatusCode,
    response::{Redirect, Response},
    routing::{get, post},
};
use domain::{
    clock,
    id::PupilId,
    on_site::{Way, Whereabouts},
    permission::{Permission, Place},
    session::{Half, Session},
};
use service::{
    App, Error,
    on_site::{Going, OfGroup, OnSite, Person},
};

use super::{Visit, Web};
use crate::{
    error::Problem,
    form::{Fields, FormError},
    frame::{Frame, Section},
    link::{Button, Hidden, Link},
    pages::on_site::{Child, Found, GroupList, Leave, Leaving, OnSitePage, Out},
    reader::Reader,
    urls, words,
};

/// How many children a search shows.
const MOST_FOUND: usize = 8;

pub(super) fn routes() -> Router<Web> {
    let to_list = || async { Redirect::to(&urls::on_site::list()) };
    Router::new()
        .route("/on-site", get(show))
        .route("/on-site/out", post(sign_out).get(to_list))
        .route("/on-site/back", post(sign_back_in).get(to_list))
}

async fn show(visit: Visit, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            let (frame, page) = page(app, reader, fields.text("find"))?;
            Ok(reader.show(&frame, "on_site/on_site.html", page))
        })
        .await
}

async fn sign_out(visit: Visit, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            reader.check(&fields)?;
            reader.actor.require(Permission::SignIn, Place::Anywhere)?;
            let leaving = match Leaving::parse(&fields) {
                Ok(leaving) => leaving,
                Err(errors) => return again(app, reader, &fields, errors),
            };
            let Leaving { pupil, time, reason, companion } = leaving;
            match service::on_site::sign_out(app, &reader.actor, &Going { pupil, time, reason, companion }) {
                Ok(()) => Ok(reader.go_on(&urls::on_site::list(), "The child is signed out.")),
                Err(Error::Missing(words)) => {
                    again(app, reader, &fields, vec![FormError::new("time", words::sentence(words))])
                }
                Err(error) => Err(error.into()),
            }
        })
        .await
}

async fn sign_back_in(visit: Visit, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            reader.check(&fields)?;
            reader.actor.require(Permission::SignIn, Place::Anywhere)?;
            let pupil = fields.number("pupil").map(PupilId).ok_or(Problem::NotFound)?;
            let going = Going { pupil, time: app.time(), reason: String::new(), companion: String::new() };
            service::on_site::sign_back_in(app, &reader.actor, &going)?;
            Ok(reader.go_on(&urls::on_site::list(), "The child is signed back in."))
        })
        .await
}

fn again(app: &App, reader: &Reader, fields: &Fields, errors: Vec<FormError>) -> Result<Response, Problem> {
    let (frame, page) = page(app, reader, fields.text("find"))?;
    let page = OnSitePage { leave: page.leave.map(|leave| leave.again(fields, &errors)), errors, ..page };
    Ok(reader.show_again(StatusCode::UNPROCESSABLE_ENTITY, frame, "on_site/on_site.html", page))
}

fn page(app: &App, reader: &Reader, sought: &str) -> Result<(Frame, OnSitePage), Problem> {
    let known = service::on_site::now(app, &reader.actor)?;
    let school = app.own_school(&reader.actor)?;
    let may_sign = reader.actor.may(Permission::SignIn, Place::School(school.id));
    let half = if app.time() < school.afternoon.opens { Half::Morning } else { Half::Afternoon };
    let session = Session::new(known.day, half);
    let is_open = app.calendar(school.id)?.is_school_day(known.day);
    let count = |of: fn(&OfGroup) -> usize| words::number(known.groups.iter().map(of).sum::<usize>() as i64);
    let summary = format!(
        "{} on site, {} to look for, {} not here",
        count(|group| group.here.len()),
        count(|group| group.not_known.len()),
        count(|group| group.away.len()),
    );
    let empty = match (is_open, known.groups.is_empty()) {
        (false, _) => format!("{} is not a school day, so nobody is expected on site.", words::full_day(known.day)),
        (true, true) => String::from("No class is yours today. A class appears here when it is given to your post."),
        (true, false) => String::new(),
    };
    let groups = known.groups.iter().map(|group| list(&known, group, session));
    let groups = if is_open { groups.collect() } else { Vec::new() };
    let leave = if may_sign && is_open { Some(leave(app, reader, sought)?) } else { None };
    let page = OnSitePage { errors: Vec::new(), summary, groups, empty, out: out(&known, may_sign), leave };
    let section = if may_sign { Section::Board } else { Section::Registers };
    let as_of = format!("{}, {}, as of {}", school.name, words::full_day(known.day), words::time(app.time()));
    Ok((reader.frame("On site now", Some(section)).as_of(as_of), page))
}

fn list(known: &OnSite, group: &OfGroup, session: Session) -> GroupList {
    let child =
        |person: &Person| Child { id: person.pupil.id.0, name: person.pupil.name(), since: since(known, person) };
    let away = group.away.iter().map(|person| match person.whereabouts {
        Whereabouts::Out(at) => {
            format!("{} (signed out {})", person.pupil.name(), words::time(clock::local(at).time()))
        }
        _ => person.pupil.name(),
    });
    let take = || Link::new("Take the register", urls::register(group.group.id, session));
    GroupList {
        name: group.group.name.clone(),
        register: (!group.not_known.is_empty()).then(take),
        here: group.here.iter().map(child).collect(),
        not_known: group.not_known.iter().map(child).collect(),
        away: away.collect(),
    }
}

/// Said of those who were out and are back.
fn since(known: &OnSite, person: &Person) -> String {
    let came_back = known.movements.iter().find(|(pupil, _)| pupil.id == person.pupil.id);
    match (person.whereabouts, came_back) {
        (Whereabouts::OnSite(at), Some(_)) => format!("back since {}", words::time(clock::local(at).time())),
        _ => String::new(),
    }
}

pub(super) fn out(known: &OnSite, may_sign: bool) -> Vec<Out> {
    let is_out = |pupil: PupilId| {
        let mut people = known.groups.iter().flat_map(|group| &group.away);
        people.any(|person| person.pupil.id == pupil && matches!(person.whereabouts, Whereabouts::Out(_)))
    };
    let mut latest: Vec<PupilId> = Vec::new();
    let mut out = Vec::new();
    for (pupil, one) in known.movements.iter().filter(|(pupil, _)| is_out(pupil.id)) {
        if one.movement.way != Way::Out || latest.contains(&pupil.id) {
            continue;
        }
        latest.push(pupil.id);
        let at = words::time(clock::local(one.movement.at).time());
        let send = || {
            let fields = vec![Hidden::new("pupil", pupil.id)];
            Button::send("Sign back in", &pupil.name(), urls::on_site::back(), fields)
        };
        out.push(Out {
            who: Link::new(pupil.name(), urls::pupil(pupil.id)),
            words: format!("{at}, {}, with {}", one.movement.reason, one.movement.companion),
            back: may_sign.then(send),
        });
    }
    out
}

fn leave(app: &App, reader: &Reader, sought: &str) -> Result<Leave, Problem> {
    let form = Leave::at(app.time());
    if sought.is_empty() {
        return Ok(form);
    }
    let found = service::pupil::search(app, &reader.actor, sought)?;
    let each = found.into_iter().take(MOST_FOUND).map(|(pupil, group)| Found {
        id: pupil.id.0,
        name: format!("{}, {}", pupil.name(), group.name),
        is_chosen: false,
    });
    Ok(form.finding(sought, each.collect()))
}
