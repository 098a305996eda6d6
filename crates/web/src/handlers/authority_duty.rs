//! What the handbooks ask of the authority itself: the list, and the form of each of those things.

use axum::{
    Router,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    calendar::school_year_start,
    permission::Role,
    rule::{Action, slug},
};
use service::{
    App,
    authority_duty::{self, OfHandbook},
    case::{Act, Sight},
    duty::Duty,
};

use super::{
    Visit, Web,
    pupil::{
        action::{Around, before, controls, recorded, says, shown},
        pathway::actions,
        place,
    },
    school::duty::{days, status},
};
use crate::{
    error::Problem,
    form::{Fields, FormError},
    frame::{Frame, Section},
    link::Link,
    pages::duty::{DutiesPage, DutyPage, Group, Line},
    reader::Reader,
    strength::Strength,
    urls, words,
};

const TITLE: &str = "What the handbook asks of the authority";

/// Its routes.
pub(super) fn routes() -> Router<Web> {
    Router::new().route("/authority/duties", get(all)).route("/authority/duties/{pack}/{slug}", get(page).post(record))
}

type Address = Path<(String, String)>;

async fn all(visit: Visit) -> Response {
    visit.answer(list).await
}

async fn page(visit: Visit, Path((pack, slug)): Address) -> Response {
    visit.answer(move |app, reader| show(app, reader, (&pack, &slug))).await
}

async fn record(visit: Visit, Path((pack, slug)): Address, fields: Fields) -> Response {
    visit.answer(move |app, reader| done(app, reader, (&pack, &slug), &fields)).await
}

fn list(app: &App, reader: &Reader) -> Result<Response, Problem> {
    let duties = authority_duty::all(app, &reader.actor)?;
    let (mut due, others): (Vec<&OfHandbook>, Vec<&OfHandbook>) =
        duties.iter().partition(|(_, duty)| duty.standing.is_some());
    due.sort_by_key(|(_, duty)| (!duty.is_overdue, duty.deadline.is_none(), duty.deadline));
    let year = school_year_start(app.today());
    let done_on = |duty: &Duty| duty.possible.last.as_ref().map(|last| last.day).filter(|day| *day >= year);
    let (mut done, standing): (Vec<&OfHandbook>, Vec<&OfHandbook>) =
        others.into_iter().partition(|(_, duty)| done_on(duty).is_some());
    done.sort_by_key(|(_, duty)| std::cmp::Reverse(done_on(duty)));
    let lines = |duties: Vec<&OfHandbook>| duties.into_iter().map(|one| line(app, one)).collect();
    let view = DutiesPage {
        back: Link::new("Schools", urls::authority()),
        due: lines(due),
        standing: groups(app, reader, &standing),
        done: lines(done),
        services: Link::new("The handbooks", urls::handbook()),
    };
    let as_of = format!("{}. As of {}, {}.", app.authority, words::full_day(app.today()), words::time(app.time()));
    let frame = reader.frame(TITLE, Some(Section::Authority)).wide().as_of(as_of);
    Ok(reader.show(&frame, "duty/duties.html", view))
}

/// Role by role, the reader's own first. What several roles do stands under the first of them.
fn groups(app: &App, reader: &Reader, duties: &[&OfHandbook]) -> Vec<Group> {
    let mut groups: Vec<(bool, Group)> = Vec::new();
    for one in duties {
        let (role, held_by) = one.1.holders.first().cloned().unwrap_or_default();
        let title = if role.is_empty() { String::from("Anybody who leads cases") } else { words::sentence(&role) };
        let (id, line) = (slug(&title), line(app, one));
        match groups.iter_mut().find(|(_, group)| group.id == id) {
            Some((_, group)) => group.lines.push(line),
            None => {
                let is_own = Role::parse(&held_by) == Some(reader.actor.role);
                let held_by = match (held_by.as_str(), is_own) {
                    ("", _) => String::from("The handbook leaves open who does it."),
                    (_, true) => format!("Held here by the {held_by}: these are yours."),
                    ("partner", _) => String::from("A partner. The authority's officer records what they do."),
                    _ => format!("Held here by the {held_by}."),
                };
                groups.push((is_own, Group { held_by, id, title, lines: vec![line] }));
            }
        }
    }
    groups.sort_by_cached_key(|(is_own, group)| (!is_own, group.title.to_lowercase()));
    groups.into_iter().map(|(_, group)| group).collect()
}

fn line(app: &App, (handbook, duty): &OfHandbook) -> Line {
    let head = &duty.possible.action.head;
    let last = actions::last(&duty.possible);
    Line {
        strength: Strength::parse(head.strength.word()).unwrap_or(Strength::MAY),
        name: Link::new(&head.name, urls::authority_duty::duty(&head.pack, &slug(&head.name))),
        kind: says(&duty.possible.action),
        status: status(app, duty),
        days: days(app, duty),
        last: if last.is_empty() { vec![String::from("Not on record yet.")] } else { last },
        source: place(head, &named(app, handbook)),
    }
}

/// `Lancashire handbook`.
fn named(app: &App, folder: &str) -> String {
    let pack = app.packs().packs.get(folder);
    format!("{} handbook", pack.map_or(folder, |pack| &pack.head.name))
}

fn show(app: &App, reader: &Reader, (pack, called): (&str, &str)) -> Result<Response, Problem> {
    let sight = authority_duty::look(app, &reader.actor, pack, called)?;
    let (frame, page) = view(app, reader, &sight, &Fields::default())?;
    Ok(reader.show(&frame, "duty/duty.html", page))
}

fn done(app: &App, reader: &Reader, (pack, called): (&str, &str), sent: &Fields) -> Result<Response, Problem> {
    reader.check(sent)?;
    let sight = authority_duty::look(app, &reader.actor, pack, called)?;
    let name = sight.possible.action.head.name.clone();
    let filled = controls::filled(&sight, sent);
    let fields: Vec<(&str, &str)> = filled.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let (outcome, note) = (sent.text(controls::OUTCOME), sent.text(controls::NOTE));
    let act = Act { action: &name, outcome, to: "", fields: &fields, note };
    let missing = match authority_duty::act(app, &reader.actor, (pack, called), &act) {
        Ok(advice) => return Ok(reader.go_on(&urls::authority_duty::list(), &recorded(&name, &advice))),
        Err(service::Error::Refused(refused)) => refused.missing,
        Err(other) => return Err(other.into()),
    };
    let errors: Vec<FormError> = missing.iter().map(|words| controls::error(&sight, words)).collect();
    let (frame, page) = view(app, reader, &sight, sent)?;
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(reader.show_again(status, frame, "duty/duty.html", page.refused(errors)).into_response())
}

fn view(app: &App, reader: &Reader, sight: &Sight, sent: &Fields) -> Result<(Frame, DutyPage), Problem> {
    let action = &sight.possible.action;
    let head = &action.head;
    let rules = authority_duty::rules(app, &head.pack)?;
    let asked_at = |action: &Action| {
        let head = &action.head;
        Some(Link::new("Record it", urls::authority_duty::duty(&head.pack, &slug(&head.name))))
    };
    let mut form = shown(
        sight,
        sent,
        Around {
            back: Link::new(TITLE, urls::authority_duty::list()),
            who: app.authority.clone(),
            handbook: named(app, &head.pack),
            before: before::before(rules, sight, &asked_at),
            why: None,
            action: urls::authority_duty::duty(&head.pack, &slug(&head.name)),
        },
    );
    for note in form.form.iter_mut().flat_map(|form| &mut form.controls).filter(|one| one.id == controls::NOTE) {
        note.hint = String::from("Kept with it. It may stay empty.");
    }
    let frame = reader.frame(&head.name, Some(Section::Authority));
    Ok((frame, DutyPage { form, known: Vec::new(), figures: None }))
}
