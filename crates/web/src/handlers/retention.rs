//! What may be deleted, holds, and copies of what is kept about a pupil.

mod copy;
mod pupil;

use axum::{
    Router,
    extract::Path,
    http::StatusCode,
    response::Response,
    routing::{get, post},
};
use domain::{
    clock,
    id::SchoolId,
    proposal::Answer,
    retention::{Hold, Purge, State},
};
use service::{
    App, Error,
    retention::{self, Counted},
};

use super::{Visit, Web, pupil::when};
use crate::{
    error::Problem,
    form::{Fields, FormError},
    frame::Section,
    link::{Button, Link},
    pages::retention::{HoldRow, KindRow, PurgeRow, RetentionPage},
    reader::Reader,
    urls, words,
};

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/schools/{school}/retention", get(show).post(propose))
        .route("/schools/{school}/retention/{purge}/answer", post(answer))
        .route("/schools/{school}/retention/{purge}/run", post(run))
        .route("/pupils/{pupil}/retention", get(pupil::show).post(pupil::hold))
        .route("/pupils/{pupil}/retention/{hold}/lift", post(pupil::lift))
        .route("/pupils/{pupil}/copy", get(copy::ask).post(copy::give))
}

async fn show(visit: Visit, Path(school): Path<i64>) -> Response {
    visit
        .answer(move |app, reader| {
            let school = SchoolId(school);
            let page = page(app, reader, school)?;
            let frame = reader.frame(TITLE, Some(Section::School)).wide();
            Ok(reader.show(&frame, "retention/school.html", page))
        })
        .await
}

const TITLE: &str = "What may be deleted";

fn page(app: &App, reader: &Reader, school: SchoolId) -> Result<RetentionPage, Problem> {
    let known = retention::overview(app, &reader.actor, school)?;
    let is_free = known.counted.iter().any(|one| one.free > 0) && !known.purges.iter().any(Purge::is_open);
    Ok(RetentionPage {
        back: Link::new(app.school(school)?.name.clone(), urls::particulars(school)),
        kinds: known.counted.iter().map(kind).collect(),
        holds: known.holds.iter().map(|(hold, name)| listed(hold, name.as_deref())).collect(),
        purges: known.purges.iter().map(|purge| purge_row(reader, school, purge)).collect(),
        propose: if is_free { urls::retention::of_school(school) } else { String::new() },
        ..RetentionPage::default()
    })
}

fn kind(one: &Counted) -> KindRow {
    let number = |count: usize| words::number(i64::try_from(count).unwrap_or(i64::MAX));
    let held: Vec<String> =
        one.held.iter().map(|(why, count)| format!("{} by {}", number(*count), why.words())).collect();
    KindRow {
        words: words::sentence(one.kind.words()),
        years: one.years.map_or_else(|| String::from("always"), |years| words::counted(years.into(), "year", "years")),
        free: number(one.free),
        held: if held.is_empty() { String::from("nothing") } else { held.join(", ") },
    }
}

fn listed(hold: &Hold, name: Option<&str>) -> HoldRow {
    let href = if name.is_some() { urls::retention::of_pupil(hold.pupil) } else { String::new() };
    HoldRow { pupil: Link::new(name.unwrap_or("A pupil"), href), ..hold_row(hold, String::new()) }
}

/// A hold without its pupil.
fn hold_row(hold: &Hold, lift: String) -> HoldRow {
    HoldRow {
        pupil: Link::default(),
        place: hold.place.clone(),
        reason: hold.reason.clone(),
        review: words::full_day(hold.review),
        by: format!("{}, {}, {}", hold.by.name, hold.by.position, when(hold.at)),
        lift,
    }
}

fn purge_row(reader: &Reader, school: SchoolId, purge: &Purge) -> PurgeRow {
    let is_waiting = purge.state == State::Waiting;
    let is_approved = matches!(purge.state, State::Approved(_));
    let state = match &purge.state {
        State::Waiting => String::from("Waits for a second person. Nothing is deleted yet."),
        State::Approved(by) => format!("Approved by {}, {}. Not run yet.", by.name, by.position),
        State::Closed(by, answer) => {
            format!("{} by {}, {}.", words::sentence(answer.word()), by.name, by.position)
        }
        State::Done { approved, at, records } => format!(
            "{} emptied on {}, as approved by {}, {}.",
            words::counted(*records, "record was", "records were"),
            words::full_day(clock::local(*at).date()),
            approved.name,
            approved.position
        ),
    };
    let run = Button::send("Delete them now", "", urls::retention::run(school, purge.number), Vec::new());
    PurgeRow {
        what: format!("What was past its last day on {}", words::full_day(purge.day)),
        reason: purge.reason.clone(),
        by: format!("Proposed by {}, {}, {}", purge.by.name, purge.by.position, when(purge.at)),
        state,
        answer: if is_waiting { urls::retention::answer(school, purge.number) } else { String::new() },
        is_own: purge.by.person == reader.actor.person,
        run: is_approved.then_some(run),
    }
}

/// Answers with the page of the school, or with what kept it from being done.
fn done(
    (app, reader): (&App, &Reader),
    school: SchoolId,
    fields: &Fields,
    result: Result<String, Error>,
) -> Result<Response, Problem> {
    let error = match result {
        Ok(said) => return Ok(reader.go_on(&urls::retention::of_school(school), &said)),
        Err(error @ Error::Purge(_)) => error,
        Err(error) => return Err(error.into()),
    };
    let errors = vec![FormError::new("reason", words::sentence(&error.to_string()))];
    let page = page(app, reader, school)?.again(fields, errors);
    let frame = reader.frame(TITLE, Some(Section::School)).wide();
    Ok(reader.show_again(StatusCode::UNPROCESSABLE_ENTITY, frame, "retention/school.html", page))
}

async fn propose(visit: Visit, Path(school): Path<i64>, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            reader.check(&fields)?;
            let school = SchoolId(school);
            let said = retention::propose(app, &reader.actor, school, fields.text("reason"));
            let said = said.map(|()| String::from("It is proposed. A second person has to approve it."));
            done((app, reader), school, &fields, said)
        })
        .await
}

async fn answer(visit: Visit, Path((school, purge)): Path<(i64, i64)>, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            reader.check(&fields)?;
            let school = SchoolId(school);
            reader
                .actor
                .require(domain::permission::Permission::KeepRecords, domain::permission::Place::School(school))?;
            let answer = Answer::parse(fields.text("answer")).ok_or(Problem::NotFound)?;
            let reason = fields.text("reason");
            let said = retention::answer(app, &reader.actor, (school, purge), answer, reason);
            let said = said.map(|()| format!("It is {}.", answer.word()));
            done((app, reader), school, &fields, said)
        })
        .await
}

async fn run(visit: Visit, Path((school, purge)): Path<(i64, i64)>, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            reader.check(&fields)?;
            let school = SchoolId(school);
            let said = retention::run(app, &reader.actor, school, purge);
            let said =
                said.map(|count| format!("{}.", words::counted(count, "record was emptied", "records were emptied")));
            done((app, reader), school, &fields, said)
        })
        .await
}
