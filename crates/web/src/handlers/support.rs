//! What children missed before and after a support, beside others like them.

mod said;

use axum::{Router, extract::Path, http::StatusCode, response::Response, routing::get};
use domain::id::SchoolId;
use service::{
    App,
    support::{self, Asked, FEWEST_COMPARED, Line, Supports, WEEKS_ASKED},
};

use super::{Visit, Web, comparison::eyes};
use crate::{
    error::Problem,
    form::{self, Fields, FormError},
    frame::Section,
    link::Link,
    pages::{
        school::small::Reader as Eyes,
        support::{Form, Shown, SupportPage},
    },
    reader::Reader,
    table::{TableView, file},
    urls, words,
};

pub(super) fn routes() -> Router<Web> {
    Router::new().route("/schools/{id}/supports", get(show))
}

async fn show(visit: Visit, Path(id): Path<String>, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            let id = id.parse().map(SchoolId).map_err(|_| Problem::NotFound)?;
            page(app, reader, id, &fields)
        })
        .await
}

fn page(app: &App, reader: &Reader, id: SchoolId, fields: &Fields) -> Result<Response, Problem> {
    let (asked, errors) = read(app, fields);
    let found = support::of_school(app, &reader.actor, id, asked)?;
    let eyes = eyes(reader, id);
    let table = said::table(&found, eyes);
    if !fields.text("file").is_empty() {
        return file(&table, fields.text("file"), "before-and-after-a-support");
    }
    let typed = |name: &str, known: String| {
        let is_wrong = errors.iter().any(|error| error.href == format!("#{name}"));
        if is_wrong { fields.text(name).to_owned() } else { known }
    };
    let error = |name: &str| form::message(&errors, name).unwrap_or_default();
    let view = SupportPage {
        back: Link::new(&found.school.name, urls::school(id)),
        form: Form {
            action: urls::support::of_school(id),
            to: typed("to", found.to.to_string()),
            latest: app.today().to_string(),
            to_error: error("to"),
            weeks: typed("weeks", found.weeks.to_string()),
            weeks_error: error("weeks"),
        },
        method: said::method(&found),
        shown: found.lines.iter().filter_map(|line| shown(&found, line)).collect(),
        few: few(&found),
        table: (!found.lines.is_empty()).then(|| linked(&found, &table)),
        errors: errors.clone(),
    };
    let section = if reader.actor.school.is_some() { Section::School } else { Section::Authority };
    let as_of = format!("Marks to {}; as of {}.", words::full_day(found.to), words::time(app.time()));
    let frame = reader.frame("Before and after a support", Some(section)).wide().as_of(as_of);
    if errors.is_empty() {
        return Ok(reader.show(&frame, "support/support.html", view));
    }
    Ok(reader.show_again(StatusCode::UNPROCESSABLE_ENTITY, frame, "support/support.html", view))
}

/// What is asked for, and what is wrong with it; what is wrong is taken as not asked for.
fn read(app: &App, fields: &Fields) -> (Asked, Vec<FormError>) {
    let today = app.today();
    let (mut asked, mut errors) = (Asked { to: today, weeks: None }, Vec::new());
    match (fields.text("to"), form::typed_day(fields.text("to")).filter(|&day| day <= today)) {
        ("", _) => {}
        (_, Some(day)) => asked.to = day,
        _ => {
            let example = words::full_day(today);
            errors.push(FormError::new("to", format!("Enter a day up to today, such as {example}")));
        }
    }
    let (fewest, most) = WEEKS_ASKED;
    let weeks = fields.number("weeks").and_then(|weeks| u32::try_from(weeks).ok());
    match (fields.text("weeks"), weeks.filter(|weeks| (fewest..=most).contains(weeks))) {
        ("", _) => {}
        (_, Some(weeks)) => asked.weeks = Some(weeks),
        _ => errors.push(FormError::new("weeks", format!("Enter a number of school weeks from {fewest} to {most}"))),
    }
    (asked, errors)
}

fn shown(found: &Supports, line: &Line) -> Option<Shown> {
    let change = line.change?;
    Some(Shown { name: name(line), words: said::found(found, line, &change), svg: said::picture(line, &change) })
}

fn name(line: &Line) -> Link {
    let kind = &line.kind;
    Link::new(&kind.name, urls::chapter_entry(&kind.pack, &kind.chapter, &kind.slug))
}

/// How many supports have too few children.
fn few(found: &Supports) -> String {
    let few = found.lines.iter().filter(|line| line.change.is_none()).count();
    let of = words::counted(few as i64, "support", "supports");
    match few {
        0 => String::new(),
        _ => format!(
            "Of {of} nothing is said here: beside fewer than {FEWEST_COMPARED} of their children others could be set."
        ),
    }
}

fn linked(found: &Supports, table: &documents::table::Table) -> TableView {
    let mut view = TableView::with_files(table, &urls::support::asking(found.school.id, found.to, found.weeks));
    for (cells, line) in view.rows.iter_mut().zip(&found.lines) {
        cells[0].href = name(line).href;
    }
    view
}

/// A number of children as this reader may see it.
fn counted(children: u32, eyes: Eyes) -> documents::table::Cell {
    match eyes {
        Eyes::Staff => documents::table::Cell::Number(children.into()),
        Eyes::Governor => documents::table::Cell::Text(eyes.count(children.into())),
    }
}
