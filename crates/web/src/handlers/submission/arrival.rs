//! Signing in a late arrival without a search, and receiving one from a device.

use axum::response::Response;
use domain::clock;
use service::{
    App,
    submission::{self, Answer, Arrived},
};

use super::{
    Outcome,
    receive::{answer, sent},
    refusal,
};
use crate::{
    error::Problem,
    form::{self, Fields},
    frame::Section,
    handlers::Visit,
    pages::{
        board::arrival::SignIn,
        submission::{Child, Children, LateArrival},
    },
    reader::Reader,
    urls, words,
};

pub(super) async fn show(visit: Visit) -> Response {
    visit
        .answer(|app, reader| {
            let children = submission::children(app, &reader.actor)?;
            let view = LateArrival {
                action: urls::arrivals(),
                day: app.today().to_string(),
                version: children.version,
                time: words::time(app.time()),
                groups: children
                    .groups
                    .iter()
                    .map(|(group, pupils)| Children {
                        group: group.name.clone(),
                        children: pupils.iter().map(|pupil| Child { id: pupil.id.0, name: pupil.name() }).collect(),
                    })
                    .collect(),
            };
            let frame = reader.frame("Sign in a late arrival", Some(Section::Board)).as_of(words::day(app.today()));
            Ok(reader.show(&frame, "submission/arrival.html", view))
        })
        .await
}

pub(super) async fn receive(visit: Visit, fields: Fields) -> Response {
    visit
        .answer(
            move |app, reader| Ok(receive_arrival(app, reader, &fields).unwrap_or_else(|problem| refusal(&problem))),
        )
        .await
}

fn receive_arrival(app: &App, reader: &Reader, fields: &Fields) -> Result<Response, Problem> {
    reader.check(fields)?;
    let sent = sent(app, fields)?;
    if let Some(known) = submission::known(app, &reader.actor, &sent)? {
        return answer(app, reader, &sent, &known);
    }
    let typed = match (SignIn::parse(fields), sent.presence) {
        (Ok(typed), _) => typed,
        (Err(_), submission::Presence::Waiting) => return Ok(Outcome::unsaved("invalid")),
        (Err(errors), submission::Presence::Away) => {
            let first = errors.into_iter().next().map(|error| error.text);
            return Err(Problem::Refused(first.unwrap_or_default()));
        }
    };
    let day = form::day(fields.text("day")).unwrap_or_else(|| clock::local(sent.made).date());
    let arrived = Arrived { pupil: typed.pupil, day, time: typed.time, reason: typed.reason };
    let received = submission::sign_in_late(app, &reader.actor, &sent, &arrived);
    match received {
        // Somebody at the screen is told on the form itself.
        Err(service::Error::Missing(_)) if sent.presence == submission::Presence::Waiting => {
            Ok(Outcome::unsaved("invalid"))
        }
        Err(error) => Err(error.into()),
        Ok(Answer::Asked) => Ok(Outcome::unsaved("look")),
        Ok(Answer::Kept(kept)) => answer(app, reader, &sent, &kept),
    }
}
