//! The pages of every day: signing in, Today, registers, the board, people, and what anybody may read.

mod about;
pub(super) mod arrivals;
mod board;
mod calls;
mod definitions;
mod people;
mod reasons;
pub(super) mod register;
mod registers;
mod sign_in;
mod today;

pub(super) use board::{deadline, holding_rule};
pub(super) use calls::tried;

use axum::{
    Router,
    response::Redirect,
    routing::{get, post},
};

use super::Web;
use crate::{pages::about::About, urls};

pub(super) fn routes() -> Router<Web> {
    let to_today = || async { Redirect::to(&urls::today()) };
    let to_board = || async { Redirect::to(&urls::board()) };
    Router::new()
        .route("/sign-in", get(sign_in::show).post(sign_in::sign_in))
        // Whoever signs in again after their time ran out comes back to the address of their form.
        .route("/sign-out", post(sign_in::sign_out).get(to_today))
        .route("/", get(today::show))
        .route("/registers", get(registers::show))
        .route("/registers/{group}/{date}/{half}", get(register::show).post(register::take))
        .route("/board", get(board::show))
        .route("/board/arrivals", post(arrivals::add).get(to_board))
        .route("/board/calls", get(calls::show).post(calls::add))
        .route("/board/reasons", get(reasons::show).post(reasons::add))
        .route("/people", get(people::show))
        .route("/definitions", get(definitions::show))
        .route("/accessibility", get(|visit| about::show(About::Accessibility, visit)))
        .route("/privacy", get(|visit| about::show(About::Privacy, visit)))
        .route("/help", get(|visit| about::show(About::Help, visit)))
}
