//! Figures of a school or of all schools by any side over any days.

use analysis::slice::Side;
use axum::{Router, extract::Path, http::StatusCode, response::Response, routing::get};
use domain::{
    id::{GroupId, SchoolId},
    permission::{Permission, Place},
};
use service::{
    App,
    slice::{self, Fault, Measure, Of, Sliced, Typed, When, measures, table},
};

use super::{Visit, Web, school::figures::section};
use crate::{
    error::Problem,
    form::{Fields, FormError},
    frame::Section,
    link::Link,
    pages::slice::Slice,
    reader::Reader,
    table::file,
    urls, words,
};

mod form;
mod links;
mod opened;
mod said;

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/schools/{id}/figures", get(of_school))
        .route("/schools/{id}/figures/opened", get(opened))
        .route("/authority/figures", get(of_area))
}

async fn of_school(visit: Visit, Path(id): Path<String>, fields: Fields) -> Response {
    visit.answer(move |app, reader| page(app, reader, Of::School(school_id(&id)?), &fields)).await
}

async fn of_area(visit: Visit, fields: Fields) -> Response {
    visit.answer(move |app, reader| page(app, reader, Of::Area, &fields)).await
}

async fn opened(visit: Visit, Path(id): Path<String>, fields: Fields) -> Response {
    visit.answer(move |app, reader| opened::page(app, reader, school_id(&id)?, &fields)).await
}

fn school_id(text: &str) -> Result<SchoolId, Problem> {
    text.parse().map(SchoolId).map_err(|_| Problem::NotFound)
}

/// What was asked, as far as pages share it.
struct Question<'a> {
    app: &'a App,
    reader: &'a Reader,
    of: Of,
    fields: &'a Fields,
}

impl Question<'_> {
    /// What was typed. Days that were typed count where no other stretch was chosen since the form was shown.
    fn typed(&self) -> Typed<'_> {
        let text = |name: &str| self.fields.text(name);
        let has_days = !text("from").is_empty() || !text("to").is_empty();
        let is_between = has_days && (text("period").is_empty() || text("period") == text("shown"));
        let period = if is_between { When::Between.word() } else { text("period") };
        let days = |name: &str| if period == When::Between.word() { self.fields.text(name) } else { "" };
        Typed {
            period,
            from: days("from"),
            to: days("to"),
            by: match self.fields.text("by") {
                "" if !self.sees_names() => Side::Week.word(),
                by => by,
            },
            and: self.fields.text("and"),
            year: self.fields.text("year"),
            group: self.fields.text("group"),
            cohort: self.fields.text("cohort"),
            phase: self.fields.text("phase"),
            known: self.fields.text("known"),
        }
    }

    /// Whether the reader may see whose figures they are, as far as that can be told before they are counted: a teacher's own
    /// class, and everybody for staff. Others ask by week unless they say otherwise.
    fn sees_names(&self) -> bool {
        let Of::School(school) = self.of else { return true };
        let group = self.fields.number("group").map(GroupId);
        let place = group.map_or(Place::School(school), |group| Place::Group(school, group));
        let actor = &self.reader.actor;
        actor.may(Permission::SeePupils, place) && (group.is_some() || actor.groups.is_empty())
    }

    fn permit(&self) -> Result<(), Problem> {
        let actor = &self.reader.actor;
        match self.of {
            Of::School(school) => actor.require(Permission::SeeFigures, Place::School(school))?,
            Of::Area => actor.require(Permission::SeeArea, Place::Anywhere)?,
        }
        Ok(())
    }

    fn sliced(&self) -> Result<Sliced, Fault> {
        let asked = slice::read(self.app, self.of, &self.typed())?;
        match self.of {
            Of::School(school) => slice::of_school(self.app, &self.reader.actor, school, &asked),
            Of::Area => slice::of_area(self.app, &self.reader.actor, &asked),
        }
    }

    /// Where the form goes, and the table with `query`.
    fn address(&self, query: &str) -> String {
        match (self.of, query) {
            (Of::School(school), "") => urls::slice::of_school(school),
            (Of::School(school), query) => urls::slice::of_school_by(school, query),
            (Of::Area, "") => urls::slice::of_area(),
            (Of::Area, query) => urls::slice::of_area_by(query),
        }
    }

    fn back(&self) -> Result<Link, Problem> {
        Ok(match self.of {
            Of::School(school) => Link::new(self.app.school(school)?.name.clone(), urls::school(school)),
            Of::Area => Link::new("Schools", urls::authority()),
        })
    }

    fn section(&self) -> Section {
        match self.of {
            Of::School(_) => section(self.reader),
            Of::Area => Section::Authority,
        }
    }
}

fn page(app: &App, reader: &Reader, of: Of, fields: &Fields) -> Result<Response, Problem> {
    let question = Question { app, reader, of, fields };
    question.permit()?;
    if let Of::School(school) = of {
        app.school(school)?;
    }
    match question.sliced() {
        Ok(sliced) => shown(&question, &sliced),
        Err(Fault::Failed(error)) => Err(error.into()),
        Err(fault) => refused(&question, &fault),
    }
}

/// The figure that is drawn, and stands in the cells of a cross table: the one that was asked for, where it fits the sides.
fn measure(sliced: &Sliced, fields: &Fields) -> Measure {
    let fitting = measures(sliced);
    let asked = Measure::parse(fields.text("show")).filter(|measure| fitting.contains(measure));
    asked.or_else(|| fitting.first().copied()).unwrap_or(Measure::Possible)
}

fn shown(question: &Question<'_>, sliced: &Sliced) -> Result<Response, Problem> {
    let measure = measure(sliced, question.fields);
    let title = said::title(question, sliced, measure);
    let table = documents::table::Table { title: title.clone(), ..table(sliced, measure) };
    let kind = question.fields.text("file");
    if !kind.is_empty() {
        return file(&table, kind, "figures");
    }
    let query = links::query(&sliced.asked, measure);
    let view = Slice {
        back: question.back()?,
        form: form::of(question, Some((sliced, measure)), None)?,
        errors: Vec::new(),
        said: said::sentences(question.app, sliced),
        picture: links::picture(sliced, measure, &title),
        table: Some(links::table(question, sliced, (measure, &query), &table)),
        meanings: meanings(sliced, measure),
        lasting: Some(Link::new("This table with its days as they are, to keep or to send", question.address(&query))),
    };
    let as_of = format!("{}; as of {}.", said::days(sliced), words::time(question.app.time()));
    let frame = question.reader.frame(&title, Some(question.section())).wide().as_of(as_of);
    Ok(question.reader.show(&frame, "slice/slice.html", view))
}

fn meanings(sliced: &Sliced, measure: Measure) -> Vec<Link> {
    let all = if sliced.asked.is_crossed() { vec![measure] } else { measures(sliced) };
    all.into_iter().map(|measure| Link::new(measure.title(), urls::definition(measure.figure()))).collect()
}

/// The form again, with the one thing that is wrong.
fn refused(question: &Question<'_>, fault: &Fault) -> Result<Response, Problem> {
    let text = words::sentence(&fault.to_string());
    let view = Slice {
        back: question.back()?,
        form: form::of(question, None, Some((fault.field(), text.clone())))?,
        errors: vec![FormError::new(fault.field(), text)],
        said: Vec::new(),
        picture: None,
        table: None,
        meanings: Vec::new(),
        lasting: None,
    };
    let frame = question.reader.frame("Other figures", Some(question.section())).wide();
    Ok(question.reader.show_again(StatusCode::UNPROCESSABLE_ENTITY, frame, "slice/slice.html", view))
}

/// Whether somebody may open a number of it.
fn opens(of: Of, sliced: &Sliced) -> Option<SchoolId> {
    match of {
        Of::School(school) if sliced.names == service::school::Names::Shown => Some(school),
        _ => None,
    }
}
