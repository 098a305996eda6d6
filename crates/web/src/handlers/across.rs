//! Brothers and sisters in several schools, one of whom is absent without a reason.

use axum::{Router, response::Response, routing::get};
use service::{App, board::across};

use super::{Visit, Web};
use crate::{
    frame::Section,
    link::Link,
    mark::MarkCell,
    pages::across::{Across, Child},
    urls, words,
};

pub(super) fn routes() -> Router<Web> {
    Router::new().route("/authority/families", get(show))
}

async fn show(visit: Visit) -> Response {
    visit
        .answer(|app, reader| {
            let families = across::families(app, &reader.actor)?;
            let view = Across {
                back: Link::new("Schools", urls::authority()),
                families: families
                    .iter()
                    .map(|family| family.children.iter().map(|one| child(app, one)).collect())
                    .collect(),
            };
            let as_of = format!("{}, as of {}.", words::full_day(app.today()), words::time(app.time()));
            let frame = reader.frame("Families in several schools", Some(Section::Authority)).wide().as_of(as_of);
            Ok(reader.show(&frame, "across/across.html", view))
        })
        .await
}

fn child(app: &App, child: &across::Child) -> Child {
    Child {
        who: Link::new(child.pupil.name(), urls::pupil(child.pupil.id)),
        school: child.school.clone(),
        mark: child.mark.map(|code| MarkCell::new(app.codes(), Some(code))),
        words: if child.is_unexplained { "Nobody knows why".into() } else { String::new() },
    }
}
