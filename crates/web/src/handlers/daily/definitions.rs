//! What every figure means.

use analysis::figures::{DEFINITIONS, Definition as Figure};
use axum::response::Response;
use service::{App, school};

use crate::{
    error::Problem,
    handlers::Visit,
    pages::definitions::{Definition, Definitions},
    words,
};

pub(super) async fn show(visit: Visit) -> Response {
    visit
        .answer(|app, reader| {
            // Whoever works for several schools reads the thresholds of the country, which are the same in each.
            let first = app.schools().next().map(|school| school.id);
            let school = reader.actor.school.or(first).ok_or(Problem::NotFound)?;
            let thresholds = school::thresholds(app, school, app.today())?;
            let definitions = DEFINITIONS.iter().map(|figure| Definition {
                slug: figure.name.replace('_', "-"),
                name: figure.title.into(),
                meaning: figure.words(thresholds),
                source: source(app, figure),
            });
            let view = Definitions { definitions: definitions.collect() };
            Ok(reader.show(&reader.frame("What each figure means", None), "definitions/definitions.html", view))
        })
        .await
}

/// The readings that settle a figure, each with what it is about.
fn source(app: &App, figure: &Figure) -> String {
    let readings = figure.rows.iter().filter_map(|id| app.packs().register.reading(id));
    let said: Vec<String> =
        readings.map(|reading| format!("{} ({})", reading.matter.to_lowercase(), reading.id)).collect();
    if said.is_empty() { String::new() } else { format!("Settled by our reading of: {}.", words::list(&said)) }
}
