//! What is missing in the register, and what stands where nothing can.

use axum::{Router, response::Response, routing::get};
use service::{App, gaps};

use super::{Visit, Web};
use crate::{
    frame::Section,
    link::Link,
    mark::MarkCell,
    pages::gaps::{GapsPage, Missing, Stray},
    urls, words,
};

/// The most lines of a list.
const MOST_LISTED: usize = 200;
/// From how many children on a class is not listed name by name.
const MOST_NAMES: usize = 6;

pub(super) fn routes() -> Router<Web> {
    Router::new().route("/gaps", get(show))
}

async fn show(visit: Visit) -> Response {
    visit
        .answer(|app, reader| {
            let known = gaps::of_year(app, &reader.actor)?;
            let longest = [known.missing.len(), known.on_closed_days.len(), known.off_roll.len()].into_iter().max();
            let more = longest.unwrap_or(0).saturating_sub(MOST_LISTED);
            let strays = |list: &[gaps::Stray]| list.iter().take(MOST_LISTED).map(|one| stray(app, one)).collect();
            let page = GapsPage {
                missing: known.missing.iter().take(MOST_LISTED).map(missing).collect(),
                missing_marks: known.missing.iter().map(|one| one.pupils.len()).sum(),
                on_closed_days: strays(&known.on_closed_days),
                off_roll: strays(&known.off_roll),
                more: if more == 0 { String::new() } else { format!("And {} more.", words::number(more as i64)) },
            };
            let since = known.first.map(words::full_day).unwrap_or_default();
            let as_of = format!("Since {since}, as of {}", words::time(app.time()));
            let frame = reader.frame("Gaps in the register", Some(Section::Board)).wide().as_of(as_of);
            Ok(reader.show(&frame, "gaps/gaps.html", page))
        })
        .await
}

fn missing(one: &gaps::Missing) -> Missing {
    let is_whole = one.pupils.len() == one.of || one.pupils.len() > MOST_NAMES;
    let who = one.pupils.iter().map(|pupil| Link::new(pupil.name(), urls::mark(pupil.id, one.session)));
    let all = match one.pupils.len() == one.of {
        true => format!("all {}", words::counted(one.of as i64, "child", "children")),
        false => format!("{} of {}", one.pupils.len(), words::counted(one.of as i64, "child", "children")),
    };
    Missing {
        session: words::session(one.session),
        group: one.group.name.clone(),
        who: if is_whole { Vec::new() } else { who.collect() },
        all: if is_whole { all } else { String::new() },
        mend: Some(Link::new("Take the register", urls::register(one.group.id, one.session))),
    }
}

fn stray(app: &App, one: &gaps::Stray) -> Stray {
    Stray {
        who: Link::new(one.pupil.name(), urls::pupil(one.pupil.id)),
        session: words::session(one.session),
        mark: MarkCell::new(app.codes(), Some(one.code)),
        mend: Link::new("Look at it", urls::mark(one.pupil.id, one.session)),
    }
}
