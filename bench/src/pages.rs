//! The server's time for whole pages, from the request to the last byte, without a network.

use std::{sync::Arc, time::Instant};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use domain::{
    Date,
    permission::{Actor, Role},
    school::{Phase, School},
};
use service::App;
use store::Store;
use tower::ServiceExt;
use web::{
    cookies::Transport,
    handlers::{Web, routes},
};

use crate::{Failure, spread::Spread};

/// How often each page is asked for after the first time.
const ROUNDS: usize = 40;
/// More people than one school has.
const EVERYBODY: i64 = 500;

/// Somebody who signed in, and the pages they open.
struct Visit {
    name: &'static str,
    secret: String,
    pages: Vec<(&'static str, String)>,
}

/// Prints the time of the pages that a teacher, an attendance lead and an officer open most. `password` is everybody's.
pub fn measure(app: App, store: &Store, day: Date, password: &str) -> Result<(), Failure> {
    let schools: Vec<School> = app.schools().cloned().collect();
    let of_phase = |phase| schools.iter().find(|school| school.phase == phase).ok_or("there is a school of each phase");
    let mut visits = Vec::new();
    for (name, phase) in [("primary", Phase::Primary), ("secondary", Phase::Secondary)] {
        visits.push(at_school((&app, store), (name, of_phase(phase)?), day, password)?);
    }
    visits.push(at_authority((&app, store), of_phase(Phase::Secondary)?, password)?);
    let web = Web { app: Arc::new(app), transport: Transport::Plain, demo: Arc::default() };
    let router = routes(web);
    let runtime = tokio::runtime::Runtime::new()?;
    println!("\nserver time of a page, the first time and then the median of {ROUNDS}:");
    for Visit { name, secret, pages } in &visits {
        for (page, address) in pages {
            let measured = runtime.block_on(rounds(&router, address, secret))?;
            println!("  {:<34} {measured}", format!("{name}: {page}"));
        }
    }
    Ok(())
}

fn at_school(
    (app, store): (&App, &Store),
    (name, school): (&'static str, &School),
    day: Date,
    password: &str,
) -> Result<Visit, Failure> {
    let lead = person(store, Role::AttendanceLead, Some(school))?;
    let secret = sign_in(app, &lead, password)?;
    let pupils = service::school::figures(app, &lead.0, school.id, day).map_err(|error| error.to_string())?;
    let pupil = &pupils.children.get(pupils.children.len() / 2).ok_or("the school has pupils")?.pupil;
    let (id, school) = (pupil.id, school.id);
    let pages = vec![
        ("a register", format!("/registers/{}/{day}/am", pupil.group)),
        ("a pupil's year", format!("/pupils/{id}")),
        ("a pupil's pathway", format!("/pupils/{id}/pathway")),
        ("the lead's list", String::from("/")),
        ("the school", format!("/schools/{school}")),
        ("figures by week", format!("/schools/{school}/figures?by=week")),
    ];
    Ok(Visit { name, secret, pages })
}

fn at_authority((app, store): (&App, &Store), school: &School, password: &str) -> Result<Visit, Failure> {
    let officer = person(store, Role::AuthorityOfficer, None)?;
    let secret = sign_in(app, &officer, password)?;
    let pages = vec![
        ("today", String::from("/")),
        ("the schools", String::from("/authority")),
        ("where to focus", String::from("/authority/focus")),
        ("figures by school", String::from("/authority/figures?by=school")),
        ("returns", String::from("/authority/returns")),
        ("one school", format!("/schools/{}", school.id)),
    ];
    Ok(Visit { name: "officer", secret, pages })
}

/// Somebody with a post, and what they sign in with.
fn person(store: &Store, role: Role, school: Option<&School>) -> Result<(Actor, String), Failure> {
    let people = store.read(|tx| store::person::list(tx, school.map(|school| school.id), EVERYBODY))?;
    let found = people.into_iter().find(|person| person.actor.role == role);
    Ok(found.map(|person| (person.actor, person.email)).ok_or("everybody's post is held")?)
}

fn sign_in(app: &App, (_, email): &(Actor, String), password: &str) -> Result<String, Failure> {
    let signed_in = service::sign_in::sign_in(app, email, password, "bench").map_err(|error| error.to_string())?;
    Ok(signed_in.secret)
}

async fn rounds(router: &Router, address: &str, secret: &str) -> Result<String, Failure> {
    let first = Instant::now();
    let size = page(router, address, secret).await?;
    let first = first.elapsed();
    let mut measured = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let began = Instant::now();
        page(router, address, secret).await?;
        measured.push(began.elapsed());
    }
    Ok(format!("{:>9.2} ms, then {}, {} kB", first.as_secs_f64() * 1000.0, Spread::of(measured), size / 1024))
}

/// Asks for a page and gives its size in bytes.
async fn page(router: &Router, address: &str, secret: &str) -> Result<usize, Failure> {
    let request = Request::get(address).header(header::COOKIE, format!("sign_in={secret}")).body(Body::empty())?;
    let response = router.clone().oneshot(request).await?;
    if response.status() != StatusCode::OK {
        return Err(format!("{address} answered {}", response.status()).into());
    }
    Ok(to_bytes(response.into_body(), usize::MAX).await?.len())
}
