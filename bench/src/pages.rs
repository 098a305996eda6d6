//! The server's time for whole pages, from the request to the last byte, without a network.

use std::{sync::Arc, time::Instant};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use domain::permission::Role;
use service::{App, demo::Authority};
use tower::ServiceExt;
use web::{
    cookies::Transport,
    handlers::{Web, routes},
};

use crate::{DAY, Failure, spread::Spread};

/// How often each page is asked for.
const ROUNDS: usize = 60;

/// Prints the time of a register, a pupil, the attendance lead's list and a school.
pub fn measure(app: App, authority: &Authority) -> Result<(), Failure> {
    let hillside = authority.schools.first().ok_or("the invented authority has a school")?;
    let group = hillside.groups.first().ok_or("the school has a class")?.id;
    let is_member = |pupil: &&service::demo::EnrolledPupil| {
        pupil
            .memberships
            .iter()
            .any(|(of, span)| *of == group && span.from <= DAY && span.until.is_none_or(|until| DAY <= until))
    };
    let pupil = authority.pupils.iter().find(is_member).ok_or("the class has a pupil")?.pupil.id;
    let lead = authority
        .people
        .iter()
        .find(|person| person.actor.role == Role::AttendanceLead && person.actor.school == Some(hillside.school.id));
    let lead = lead.ok_or("the school has an attendance lead")?;
    let signed_in =
        service::sign_in::sign_in(&app, &lead.email, "bench", "bench").map_err(|error| error.to_string())?;
    let web = Web { app: Arc::new(app), transport: Transport::Plain, demo: Arc::default() };
    let router = routes(web);
    let runtime = tokio::runtime::Runtime::new()?;
    println!("\nserver time of a page ({ROUNDS} requests each, school of {}):", hillside.school.name);
    for (name, address) in [
        ("a register", format!("/registers/{group}/{DAY}/am")),
        ("a pupil's year", format!("/pupils/{pupil}")),
        ("a pupil's pathway", format!("/pupils/{pupil}/pathway")),
        ("the attendance lead's list", String::from("/")),
        ("the school's figures", format!("/schools/{}", hillside.school.id)),
    ] {
        let (spread, size) = runtime.block_on(rounds(&router, &address, &signed_in.secret))?;
        println!("  {name:<28} {spread}, {} kB", size / 1024);
    }
    Ok(())
}

async fn rounds(router: &Router, address: &str, secret: &str) -> Result<(Spread, usize), Failure> {
    let mut measured = Vec::with_capacity(ROUNDS);
    let mut size = 0;
    for _ in 0..ROUNDS {
        let request = Request::get(address).header(header::COOKIE, format!("sign_in={secret}")).body(Body::empty())?;
        let began = Instant::now();
        let response = router.clone().oneshot(request).await?;
        if response.status() != StatusCode::OK {
            return Err(format!("{address} answered {}", response.status()).into());
        }
        size = to_bytes(response.into_body(), usize::MAX).await?.len();
        measured.push(began.elapsed());
    }
    Ok((Spread::of(measured), size))
}
