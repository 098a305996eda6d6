//! One thing of the handbook, done about a pupil: looked at, then recorded, or refused with everything that is missing.

pub(in crate::handlers) mod before;
pub(in crate::handlers) mod controls;

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::rule::{Action, Kind, slug};
use service::{
    App,
    case::{self, Act, Run, Sight, State},
};

use super::{Address, Of, known::Known, of, pathway, place, plain, readings, step::strength};
use crate::{
    error::Problem,
    form::{Fields, FormError},
    frame::{Frame, Section},
    handlers::Visit,
    link::Link,
    pages::pupil::action::{ActionForm, ActionPage, Before, Fact},
    reader::Reader,
    urls, words,
};

pub(super) async fn page(visit: Visit, address: Address) -> Response {
    visit
        .answer(move |app, reader| {
            let of = of(address)?;
            let sight = look(app, reader, &of)?;
            let (frame, page) = view(app, reader, &of, &sight, &Fields::default())?;
            Ok(reader.show(&frame, "pupil/action.html", page))
        })
        .await
}

pub(super) async fn record(visit: Visit, address: Address, fields: Fields) -> Response {
    visit.answer(move |app, reader| save(app, reader, &of(address)?, &fields)).await
}

fn look(app: &App, reader: &Reader, of: &Of) -> Result<Sight, Problem> {
    Ok(case::look(app, &reader.actor, of.pupil, &of.pack, &of.slug)?)
}

fn save(app: &App, reader: &Reader, of: &Of, sent: &Fields) -> Result<Response, Problem> {
    reader.check(sent)?;
    let sight = look(app, reader, of)?;
    let name = sight.possible.action.head.name.clone();
    let filled = controls::filled(&sight, sent);
    let fields: Vec<(&str, &str)> = filled.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let act = Act {
        action: &name,
        outcome: sent.text(controls::OUTCOME),
        to: sent.text(controls::PARENT),
        fields: &fields,
        note: sent.text(controls::NOTE),
    };
    let missing = match case::act(app, &reader.actor, of.pupil, &act) {
        Ok(advice) => return Ok(reader.go_on(&urls::pathway(of.pupil), &recorded(&name, &advice))),
        Err(service::Error::Refused(refused)) => refused.missing,
        Err(other) => return Err(other.into()),
    };
    let errors: Vec<FormError> = missing.iter().map(|words| controls::error(&sight, words)).collect();
    let (frame, page) = view(app, reader, of, &sight, sent)?;
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(reader.show_again(status, frame, "pupil/action.html", page.refused(errors)).into_response())
}

/// `Recorded: AIM.`, with what the handbook advises beside it.
pub(in crate::handlers) fn recorded(name: &str, advice: &[String]) -> String {
    let advice: Vec<String> = advice.iter().map(|words| format!(" {}.", words::sentence(&plain(words)))).collect();
    format!("Recorded: {name}.{}", advice.concat())
}

fn view(app: &App, reader: &Reader, of: &Of, sight: &Sight, sent: &Fields) -> Result<(Frame, ActionPage), Problem> {
    let known = Known::load(app, reader, of.pupil)?;
    let action = &sight.possible.action;
    let page = shown(
        sight,
        sent,
        Around {
            back: Link::new("Pathway", urls::pathway(of.pupil)),
            who: format!("{}, {}: {}", known.pupil().name(), super::class(&known.record.group), known.missed()),
            handbook: super::handbook_of(&known, &action.head),
            before: before::before(known.rules, sight, &|action| Some(on_its_page(&known, action))),
            action: urls::action(of.pupil, &of.pack, &of.slug),
            why: Some(Link::new("Why", urls::receipt(of.pupil, &of.pack, &of.slug))),
        },
    );
    Ok((reader.frame(&action.head.name, Some(Section::Pupils)), page))
}

/// The page on which something is done: about the pupil, or for the school as a whole.
fn on_its_page(known: &Known<'_>, action: &Action) -> Link {
    let (pupil, pack, slug) = (known.pupil().id, &action.head.pack, slug(&action.head.name));
    match action.kind {
        _ if case::is_recorded(known.rules, action) => Link::new("Record it", urls::action(pupil, pack, &slug)),
        Kind::Letter => Link::new("Write it", urls::letter(pupil, pack, &slug)),
        _ => Link::new("Record it", urls::duty(known.school.id, pack, &slug)),
    }
}

/// What stands around the form of one thing.
pub(in crate::handlers) struct Around {
    /// Where the page goes back to.
    pub back: Link,
    /// About whom it is.
    pub who: String,
    /// The name of its handbook.
    pub handbook: String,
    /// What is asked first.
    pub before: Vec<Before>,
    /// Where the form goes.
    pub action: String,
    /// The receipt of whether it is open; nothing for what is about the school.
    pub why: Option<Link>,
}

/// The page on which one thing of the handbook is done, about a pupil or for a school.
pub(in crate::handlers) fn shown(sight: &Sight, sent: &Fields, around: Around) -> ActionPage {
    let action = &sight.possible.action;
    let closed = closed(sight);
    let form = ActionForm {
        action: around.action,
        controls: controls::controls(sight, sent),
        button: String::from("Record it"),
    };
    ActionPage {
        back: around.back,
        who: around.who,
        errors: Vec::new(),
        strength: strength(action.head.strength),
        says: says(action),
        asked: asked(sight),
        source: place(&action.head, &around.handbook),
        readings: readings(&action.head),
        before: around.before,
        why: around.why,
        advice: sight.advice.iter().map(|words| format!("{}.", words::sentence(&plain(words)))).collect(),
        facts: facts(action),
        last: pathway::actions::last(&sight.possible),
        form: closed.is_empty().then_some(form),
        closed,
    }
}

/// Why there is no form: it is not open, or not for this reader.
fn closed(sight: &Sight) -> String {
    let possible = &sight.possible;
    if possible.state == State::Closed {
        return String::from("It is not open now. What opens it stands below.");
    }
    if !possible.is_readers {
        return format!("It is for {}. They record it here.", words::either(&possible.action.by));
    }
    if sight.is_to_a_parent && sight.parents.is_empty() {
        return String::from(
            "No parent is on record to whom it could go. The office adds them from the admission register.",
        );
    }
    String::new()
}

/// `Meeting, for Traded Officer or attendance lead. It goes to School Attendance Team.`
pub(in crate::handlers) fn says(action: &Action) -> String {
    let kind = match action.kind {
        Kind::Finding => "Judgement",
        kind => kind.word(),
    };
    let by = if action.by.is_empty() { String::new() } else { format!(", for {}", words::either(&action.by)) };
    let to = if action.to.is_empty() { String::new() } else { format!(" It goes to {}.", words::list(&action.to)) };
    format!("{kind}{by}.{to}")
}

fn asked(sight: &Sight) -> String {
    match sight.possible.asked_by.as_slice() {
        [] => String::new(),
        names => format!("Due or offered now: {}.", names.join("; ")),
    }
}

/// What is told about it, beyond what is filled in.
fn facts(action: &Action) -> Vec<Fact> {
    let consent = match action.consent {
        Some(domain::rule::Consent::NotRequired) => vec![String::from("not required")],
        _ => Vec::new(),
    };
    let filled = action.parts.iter().filter_map(|part| Some((part, part.filled_from.as_ref()?)));
    let filled = filled.filter(|(_, source)| source.is_on_record());
    let filled = filled.map(|(part, source)| format!("{}: {}", part.head.name, plain(&source.to_string()))).collect();
    let shown = action.shown.iter().map(|(key, value)| (key.as_str(), vec![plain(value)]));
    let all = [
        ("chair", action.chair.clone()),
        ("who takes part", action.members.clone()),
        ("agenda", action.agenda.clone()),
        ("can decide with", action.quorum.iter().map(|(count, role)| format!("{count} {role}")).collect()),
        ("consent of the family", consent),
        ("filled in from the record", filled),
    ];
    all.into_iter()
        .chain(shown)
        .filter(|(_, values)| !values.is_empty())
        .map(|(label, values)| Fact { label: words::sentence(label), values })
        .collect()
}

/// `Runs until Friday 12 March.`
pub(super) fn runs(run: Run) -> String {
    match run {
        Run::From(day) => format!("Runs from {}.", words::full_day(day)),
        Run::Until(day) => format!("Runs until {}.", words::full_day(day)),
        Run::Over(day) => format!("Was over after {}.", words::full_day(day)),
        Run::Broken(day) => format!("Broken within its period, which ends on {}.", words::full_day(day)),
    }
}
