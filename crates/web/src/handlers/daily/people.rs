//! Who signs in, and with which post.

use axum::response::Response;
use domain::clock;

use crate::{
    frame::Section,
    handlers::Visit,
    pages::people::{People, PersonRow},
    status::Status,
    words,
};

pub(super) async fn show(visit: Visit) -> Response {
    visit
        .answer(|app, reader| {
            let people = service::people::list(app, &reader.actor)?;
            let rows = people.into_iter().map(|person| PersonRow {
                name: person.actor.name.clone(),
                email: person.email,
                post: words::sentence(person.actor.role.words()),
                organisation: person.organisation,
                last: match person.signed_in {
                    Some(at) => Status::wait(format!("Since {}", words::time(clock::local(at).time()))),
                    None => Status::done("Not signed in"),
                },
            });
            let view = People { people: rows.collect() };
            let as_of = format!("{}, as of {}", words::full_day(app.today()), words::time(app.time()));
            let frame = reader.frame("People", Some(Section::People)).wide().as_of(as_of);
            Ok(reader.show(&frame, "people/people.html", view))
        })
        .await
}
