//! Signing in and out.

use std::{convert::Infallible, net::SocketAddr, sync::Arc};

use axum::{
    extract::{ConnectInfo, FromRequestParts, State},
    http::{HeaderMap, StatusCode, request::Parts},
    response::{IntoResponse, Response},
};
use service::{App, Error};

use crate::{
    cookies,
    error::Problem,
    form::Fields,
    frame::Frame,
    handlers::{Visit, Web},
    pages::sign_in::{Credentials, SignIn},
    reader, templates, urls,
};

/// Where a request comes from, as far as this program can tell.
pub(super) struct Address(String);

impl FromRequestParts<Web> for Address {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Web) -> Result<Address, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        Ok(Address(peer.map_or_else(|| String::from("local"), |ConnectInfo(peer)| peer.ip().to_string())))
    }
}

pub(super) async fn show(State(web): State<Web>, fields: Fields) -> Response {
    let next = urls::local(fields.text("next")).to_owned();
    page(&web, StatusCode::OK, SignIn { next, ..SignIn::default() })
}

pub(super) async fn sign_in(State(web): State<Web>, Address(address): Address, fields: Fields) -> Response {
    let credentials = match Credentials::parse(&fields) {
        Ok(credentials) => credentials,
        Err(again) => return page(&web, StatusCode::UNPROCESSABLE_ENTITY, *again),
    };
    let app = Arc::clone(&web.app);
    let (email, password) = (credentials.email.clone(), credentials.password.clone());
    // Working out the hash of a password takes a while on purpose.
    let tried = tokio::task::spawn_blocking(move || try_once(&app, &email, &password, &address)).await;
    match tried {
        Ok(Ok(secret)) => reader::signed_in(&secret, &credentials.next, web.transport),
        Ok(Err(Error::WrongPassword)) => page(&web, StatusCode::UNPROCESSABLE_ENTITY, credentials.refused()),
        Ok(Err(Error::TooMany { minutes })) => {
            let minutes = u32::try_from(minutes).unwrap_or(u32::MAX);
            page(&web, StatusCode::TOO_MANY_REQUESTS, credentials.too_many(minutes))
        }
        Ok(Err(error)) => Problem::from(error).into_response(),
        Err(error) => Problem::Fault(error.to_string()).into_response(),
    }
}

fn try_once(app: &App, email: &str, password: &str, address: &str) -> Result<String, Error> {
    service::sign_in::sign_in(app, email, password, address).map(|signed_in| signed_in.secret)
}

fn page(web: &Web, status: StatusCode, view: SignIn) -> Response {
    let frame = Frame { is_demo: web.app.is_demo, ..Frame::signed_out("Sign in") };
    let frame = if view.errors.is_empty() { frame } else { frame.with_errors() };
    let view = SignIn { demo: web.demo.as_ref().clone(), ..view };
    match templates::page(&frame, "sign_in/sign_in.html", view) {
        Ok(page) => (status, page).into_response(),
        Err(error) => Problem::from(error).into_response(),
    }
}

pub(super) async fn sign_out(visit: Visit, headers: HeaderMap, fields: Fields) -> Response {
    let transport = visit.web.transport;
    let secret = cookies::sign_in(&headers).unwrap_or_default();
    visit
        .answer(move |app, reader| {
            reader.check(&fields)?;
            service::sign_in::sign_out(app, &secret)?;
            Ok(reader::signed_out(transport))
        })
        .await
}
