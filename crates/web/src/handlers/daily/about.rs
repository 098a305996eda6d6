//! The pages that anybody can read, with the reader's menu when there is a reader.

use axum::response::{IntoResponse, Response};

use crate::{error::Problem, frame::Frame, handlers::Visit, pages::about::About};

pub(super) async fn show(about: About, visit: Result<Visit, Problem>) -> Response {
    let answer = |frame: &Frame| {
        about.page(frame).map_or_else(|error| Problem::from(error).into_response(), IntoResponse::into_response)
    };
    match visit {
        Ok(visit) => answer(&visit.reader.frame(about.title(), None)),
        Err(_) => answer(&Frame::signed_out(about.title())),
    }
}
