//! Returns and notices: what is due, sending it, what was sent, and answering for it.

mod received;
mod sent;

use axum::{
    Router,
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use documents::table::csv_for_excel;
use domain::{
    id::{PupilId, SchoolId},
    permission::{Permission, Place},
    rule::slug,
};
use service::{
    App,
    returns::{Due, Returns, Sent, Unsent},
};

use super::{Visit, Web};
use crate::{
    error::Problem,
    form::{Fields, FormError},
    frame::{Frame, Section},
    link::Link,
    pages::returns::{DueRow, Group, ReturnsPage, SentRow},
    reader::Reader,
    status::Status,
    urls, words,
};

const TITLE: &str = "Returns and notices";
/// How many returns that were sent stand on a page.
const SHOWN: usize = 200;

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/schools/{id}/returns", get(show).post(send))
        .route("/schools/{id}/returns/files/{slug}", get(file))
        .route("/schools/{id}/returns/{pupil}/{at}/{slug}", get(sent::show).post(sent::receive))
        .route("/authority/returns", get(received::show))
}

fn school(text: &str) -> Result<SchoolId, Problem> {
    text.parse().map(SchoolId).map_err(|_| Problem::NotFound)
}

async fn show(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .answer(move |app, reader| {
            let (frame, page) = page(app, reader, school(&id)?)?;
            Ok(reader.show(&frame, "returns/returns.html", page))
        })
        .await
}

async fn send(visit: Visit, Path(id): Path<String>, fields: Fields) -> Response {
    visit.answer(move |app, reader| save(app, reader, school(&id)?, &fields)).await
}

async fn file(visit: Visit, Path((id, slug)): Path<(String, String)>) -> Response {
    visit
        .answer(move |app, reader| {
            let school = school(&id)?;
            let name = named(app, school, &slug)?;
            let table = service::returns::file(app, &reader.actor, school, &name)?;
            let attachment = format!("attachment; filename=\"{slug}-{}.csv\"", app.today());
            let head = [
                (header::CONTENT_TYPE, String::from("text/csv; charset=utf-8")),
                (header::CONTENT_DISPOSITION, attachment),
            ];
            Ok((head, csv_for_excel(&table)).into_response())
        })
        .await
}

/// The return of the school's handbook whose name has this slug.
fn named(app: &App, school: SchoolId, called: &str) -> Result<String, Problem> {
    let actions = app.rules(school)?.actions.iter();
    let mut returns = actions.filter(|action| action.kind == domain::rule::Kind::Return);
    let found = returns.find(|action| slug(&action.head.name) == called);
    found.map(|action| action.head.name.clone()).ok_or(Problem::NotFound)
}

fn save(app: &App, reader: &Reader, school: SchoolId, fields: &Fields) -> Result<Response, Problem> {
    reader.check(fields)?;
    reader.actor.require(Permission::SendReturns, Place::School(school))?;
    let name = fields.text("return");
    let pupils: Option<Vec<PupilId>> = fields.all("pupil").map(|text| text.parse().ok().map(PupilId)).collect();
    let pupils = pupils.ok_or(Problem::NotFound)?;
    let (status, errors) = match service::returns::send(app, &reader.actor, school, (name, &pupils)) {
        Ok(unsent) if unsent.is_empty() => {
            let children = words::counted(pupils.len() as i64, "pupil", "pupils");
            return Ok(reader.go_on(&urls::returns::of_school(school), &format!("Sent: {name}, about {children}.")));
        }
        Ok(unsent) => (StatusCode::UNPROCESSABLE_ENTITY, unsent.iter().map(|one| lacking(name, one)).collect()),
        Err(service::Error::Changed) => {
            let text = "One of these is not due any more: somebody has sent it, or its reason is gone. Choose again";
            (StatusCode::CONFLICT, vec![FormError::new("main", text)])
        }
        Err(service::Error::Missing(what)) => {
            let first = format!("{}-1", slug(name));
            (StatusCode::UNPROCESSABLE_ENTITY, vec![FormError::new(&first, words::sentence(what))])
        }
        Err(other) => return Err(other.into()),
    };
    let (frame, page) = page(app, reader, school)?;
    Ok(reader.show_again(status, frame, "returns/returns.html", page.again(fields, errors)))
}

fn lacking(name: &str, unsent: &Unsent) -> FormError {
    let text = format!("{} was not sent about {}: {}", name, unsent.who, unsent.missing.join("; "));
    FormError::new(&format!("{}-1", slug(name)), text)
}

fn page(app: &App, reader: &Reader, school: SchoolId) -> Result<(Frame, ReturnsPage), Problem> {
    let known = service::returns::of_school(app, &reader.actor, school)?;
    let name = app.school(school)?.name.clone();
    let hidden = known.sent.len().saturating_sub(SHOWN);
    let mut names: Vec<&str> = known.sent.iter().map(|one| one.action.head.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let page = ReturnsPage {
        back: Some(Link::new(&name, urls::school(school))),
        errors: Vec::new(),
        action: urls::returns::of_school(school),
        groups: groups(app, reader, &known)?,
        sent: known.sent.iter().take(SHOWN).map(sent_row).collect(),
        older: match hidden {
            0 => String::new(),
            many => format!("{} more stand in the files.", words::counted(many as i64, "return", "returns")),
        },
        files: names.into_iter().map(|one| Link::new(one, urls::returns::file(school, one))).collect(),
        census: reader
            .actor
            .may(Permission::SendReturns, Place::School(school))
            .then(|| Link::new("School census attendance", urls::census::of_school(school))),
    };
    let late = match known.late() {
        0 => String::from("nothing is late"),
        late => format!("{} late", words::counted(late as i64, "is", "are")),
    };
    let due = words::counted(known.due.len() as i64, "return is due", "returns are due");
    let as_of = format!("{name}: {due}, {late}. As of {}, {}.", words::full_day(app.today()), words::time(app.time()));
    let section = if reader.actor.school.is_some() { Section::School } else { Section::Authority };
    Ok((reader.frame(TITLE, Some(section)).wide().as_of(as_of), page))
}

/// What is due, return by return: the order of the first of each.
fn groups(app: &App, reader: &Reader, known: &Returns) -> Result<Vec<Group>, Problem> {
    let rules = app.rules(known.school)?;
    let may_send = reader.actor.may(Permission::SendReturns, Place::School(known.school));
    let name = &app.school(known.school)?.name;
    let mut groups: Vec<Group> = Vec::new();
    for due in &known.due {
        let head = &due.action.head;
        let row = due_row(app, (known.school, name), due, may_send);
        match groups.iter_mut().find(|group| group.title == head.name) {
            Some(group) => group.rows.push(row),
            None => groups.push(Group {
                id: slug(&head.name),
                title: head.name.clone(),
                says: format!("To the {}.", words::either(&due.action.to)),
                source: super::pupil::place(head, &handbook(rules, &head.pack)),
                can_send: may_send && due.is_ready && due.is_readers,
                rows: vec![row],
            }),
        }
    }
    Ok(groups)
}

/// `England handbook`.
fn handbook(rules: &domain::rule::Rules, pack: &str) -> String {
    let found = rules.packs.iter().find(|one| one.slug == pack);
    format!("{} handbook", found.map_or(pack, |one| &one.name))
}

fn due_row(app: &App, (school, name): (SchoolId, &str), due: &Due, may_send: bool) -> DueRow {
    let head = &due.action.head;
    let called = slug(&head.name);
    let (value, who, form) = match &due.pupil {
        Some((pupil, who)) => {
            (pupil.to_string(), Link::new(who, urls::pupil(*pupil)), urls::action(*pupil, &head.pack, &called))
        }
        None => (String::new(), Link::new(name, urls::school(school)), urls::duty(school, &head.pack, &called)),
    };
    let receipt = due
        .pupil
        .as_ref()
        .zip(due.task.as_ref())
        .map(|((pupil, _), (pack, task))| Link::new("Why", urls::receipt(*pupil, pack, &slug(task))));
    DueRow {
        value,
        is_chosen: false,
        who,
        why: words::sentence(&due.why),
        receipt,
        due: match due.deadline {
            Some(deadline) => Status::deadline(deadline, (app.today(), app.time())),
            None if due.is_late => Status::now("Overdue"),
            None => Status::due("Due, without a date"),
        },
        fill_in: (may_send && due.is_readers).then(|| Link::new("Fill it in", form)),
    }
}

fn sent_row(sent: &Sent) -> SentRow {
    SentRow {
        who: Link::new(&sent.who, urls::returns::sent(sent.school, &sent.key())),
        name: sent.action.head.name.clone(),
        when: stamp(&sent.event),
        status: match &sent.receipt {
            Some(receipt) => Status::done(stamp(receipt)),
            None => Status::wait("Not answered yet"),
        },
        changed: match sent.is_outdated {
            true => String::from("The admission register has changed since."),
            false => String::new(),
        },
    }
}

/// `Tue 24 November, Joan Prescott, school office`.
fn stamp(event: &domain::case::Event) -> String {
    let day = domain::clock::local(event.at).date();
    format!("{}, {}, {}", words::short_day(day), event.by.name, event.by.position)
}
