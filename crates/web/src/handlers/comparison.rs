//! A school beside others of its authority, beside schools like it, and beside England.

mod england;
mod groups;
mod told;

use axum::{Router, extract::Path, http::StatusCode, response::Response, routing::get};
use documents::table::{Cell, Table};
use domain::{
    Date,
    id::{GroupId, SchoolId},
    permission::{Permission, Place},
};
use service::{
    App,
    comparison::{self, Comparison},
};

use super::{Visit, Web};
use crate::{
    error::Problem,
    form::{self, Fields, FormError},
    frame::Section,
    link::Link,
    pages::{
        comparison::{ComparisonPage, Day},
        school::small::Reader as Eyes,
    },
    reader::Reader,
    table::{TableView, file},
    urls, words,
};

pub(super) fn routes() -> Router<Web> {
    Router::new().route("/schools/{id}/comparison", get(show))
}

async fn show(visit: Visit, Path(id): Path<String>, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            let id = id.parse().map(SchoolId).map_err(|_| Problem::NotFound)?;
            page(app, reader, id, &fields)
        })
        .await
}

/// What all parts of the page share.
struct Shown<'a> {
    found: &'a Comparison,
    eyes: Eyes,
    /// The day that every link keeps; nothing where none was asked for.
    kept: Option<Date>,
}

impl Shown<'_> {
    /// A table on the page, with its files.
    fn view(&self, name: &str, table: &Table) -> TableView {
        TableView::with_files(table, &urls::comparison::table(self.found.school.id, self.kept, name))
    }

    /// The sentence about the day under every table to the end of it.
    fn to_the_day(&self) -> String {
        format!("The school year to the end of {}.", words::full_day(self.found.day))
    }
}

/// The names of the tables, as addresses have them.
const TABLES: [&str; 7] = ["authority", "alike", "schools", "weeks", "year", "codes", "pupils"];

fn page(app: &App, reader: &Reader, id: SchoolId, fields: &Fields) -> Result<Response, Problem> {
    let (asked, today) = (fields.text("to"), app.today());
    let day = form::typed_day(asked).filter(|&day| day <= today);
    let found = comparison::of_school(app, &reader.actor, id, day.unwrap_or(today))?;
    let shown = Shown { found: &found, eyes: eyes(reader, id), kept: day };
    if !fields.text("file").is_empty() {
        let name = TABLES.into_iter().find(|name| *name == fields.text("table")).ok_or(Problem::NotFound)?;
        let table = table(&shown, name).ok_or(Problem::NotFound)?;
        return file(&table, fields.text("file"), &format!("comparison-{name}"));
    }
    let mut errors = Vec::new();
    if day.is_none() && !asked.is_empty() {
        let example = words::full_day(today);
        errors.push(FormError::new("to", format!("Enter a day up to today, such as {example}")));
    }
    let view = ComparisonPage {
        back: Link::new(&found.school.name, back(id, day)),
        day: Day {
            action: urls::comparison::of_school(id, None),
            to: if errors.is_empty() { found.day.to_string() } else { asked.to_owned() },
            latest: today.to_string(),
            error: form::message(&errors, "to").unwrap_or_default(),
        },
        groups: groups::both(&shown),
        method: groups::method(&shown),
        england: england::parts(&shown),
        supports: Link::new("What children missed before and after a support", urls::support::of_school(id)),
        errors,
    };
    let section = if reader.actor.school.is_some() { Section::School } else { Section::Authority };
    let as_of = format!("The school year to {}; as of {}.", words::full_day(found.day), words::time(app.time()));
    let frame = reader.frame(&format!("{} beside others", found.school.name), Some(section)).wide().as_of(as_of);
    if view.errors.is_empty() {
        return Ok(reader.show(&frame, "comparison/comparison.html", view));
    }
    Ok(reader.show_again(StatusCode::UNPROCESSABLE_ENTITY, frame, "comparison/comparison.html", view))
}

fn back(id: SchoolId, day: Option<Date>) -> String {
    day.map_or_else(|| urls::school(id), |day| urls::school_to(id, day))
}

/// Names and small numbers are for those who may see every child of the school.
pub(super) fn eyes(reader: &Reader, id: SchoolId) -> Eyes {
    // No group has the number 0: only somebody who sees them all sees it.
    let sees_all = reader.actor.may(Permission::SeePupils, Place::Group(id, GroupId(0)));
    if sees_all { Eyes::Staff } else { Eyes::Governor }
}

/// The table with this name; nothing where the page does not show it. A table with something hidden says why.
fn table(shown: &Shown<'_>, name: &str) -> Option<Table> {
    let mut table = whole_table(shown, name)?;
    if table.rows.iter().flatten().any(|cell| *cell == Cell::Text(String::from(told::HIDDEN))) {
        table.notes.push(String::from(
            "Hidden is a share of 1 to 4 children, and one from which so few would follow beside the others.",
        ));
    }
    Some(table)
}

fn whole_table(shown: &Shown<'_>, name: &str) -> Option<Table> {
    match name {
        "authority" => groups::table(shown, &shown.found.authority, "Beside the schools of the authority"),
        "alike" => groups::table(shown, &shown.found.alike, "Beside the schools like it"),
        "schools" => groups::schools(shown),
        _ => england::table(shown, name),
    }
}
