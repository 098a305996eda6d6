//! What the handbook asks of a school as a whole: the list, and the form of each of those things.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    calendar::school_year_start,
    id::SchoolId,
    permission::{Permission, Place, Role},
    rule::{Action, Kind, Rules, slug},
};
use service::{
    App,
    case::{Act, Sight},
    duty::{self, Duty},
};

use crate::{
    error::Problem,
    form::{Fields, FormError},
    frame::{Frame, Section},
    handlers::pupil::{
        action::{Around, before, controls, recorded, says, shown},
        pathway::actions,
        place,
    },
    link::Link,
    pages::{
        duty::{DutiesPage, DutyPage, Group, Line},
        pupil::action::Fact,
    },
    reader::Reader,
    status::Status,
    strength::Strength,
    urls, words,
};

pub(super) fn list(app: &App, reader: &Reader, school: SchoolId) -> Result<Response, Problem> {
    let duties = duty::of_school(app, &reader.actor, school)?;
    let (mut due, others): (Vec<&Duty>, Vec<&Duty>) = duties.iter().partition(|duty| duty.standing.is_some());
    due.sort_by_key(|duty| (!duty.is_overdue, duty.deadline.is_none(), duty.deadline, !duty.possible.is_readers));
    let year = school_year_start(app.today());
    let done_on = |duty: &Duty| duty.possible.last.as_ref().map(|last| last.day).filter(|day| *day >= year);
    let (mut done, standing): (Vec<&Duty>, Vec<&Duty>) = others.into_iter().partition(|duty| done_on(duty).is_some());
    done.sort_by_key(|duty| std::cmp::Reverse(done_on(duty)));
    let rules = app.rules(school)?;
    let lines = |duties: Vec<&Duty>| duties.into_iter().map(|duty| line(app, rules, school, duty)).collect();
    let view = DutiesPage {
        back: back(app, reader, school)?,
        due: lines(due),
        standing: groups(app, reader, school, &standing)?,
        done: lines(done),
        services: Link::new("Who helps: the directory of services", urls::services(school)),
    };
    let frame = framed(app, reader, school, "What the handbook asks of the school")?.wide();
    let as_of =
        format!("{}. As of {}, {}.", app.school(school)?.name, words::full_day(app.today()), words::time(app.time()));
    Ok(reader.show(&frame.as_of(as_of), "duty/duties.html", view))
}

fn back(app: &App, reader: &Reader, school: SchoolId) -> Result<Link, Problem> {
    Ok(match reader.actor.may(Permission::SeeFigures, Place::School(school)) {
        true => Link::new(&app.school(school)?.name, urls::school(school)),
        false => Link::new("Today", urls::today()),
    })
}

fn framed(app: &App, reader: &Reader, school: SchoolId, title: &str) -> Result<Frame, Problem> {
    app.school(school)?;
    let section = match (reader.actor.may(Permission::SeeFigures, Place::School(school)), reader.actor.school) {
        (false, _) => Section::Today,
        (true, Some(_)) => Section::School,
        (true, None) => Section::Authority,
    };
    Ok(reader.frame(title, Some(section)))
}

/// Role by role, the reader's own first. What several roles do stands under the first of them.
fn groups(app: &App, reader: &Reader, school: SchoolId, duties: &[&Duty]) -> Result<Vec<Group>, Problem> {
    let rules = app.rules(school)?;
    let mut groups: Vec<(bool, Group)> = Vec::new();
    for duty in duties {
        let (role, held_by) = duty.holders.first().cloned().unwrap_or_default();
        let title = if role.is_empty() { String::from("Anybody who leads cases") } else { words::sentence(&role) };
        let id = slug(&title);
        let line = line(app, rules, school, duty);
        match groups.iter_mut().find(|(_, group)| group.id == id) {
            Some((_, group)) => group.lines.push(line),
            None => {
                let is_own = Role::parse(&held_by) == Some(reader.actor.role);
                groups.push((is_own, Group { held_by: held_by_words(&held_by, is_own), id, title, lines: vec![line] }));
            }
        }
    }
    groups.sort_by_cached_key(|(is_own, group)| (!is_own, group.title.to_lowercase()));
    Ok(groups.into_iter().map(|(_, group)| group).collect())
}

/// Who holds a role of the handbook here.
fn held_by_words(held_by: &str, is_own: bool) -> String {
    match (held_by, is_own) {
        ("", _) => String::from("The handbook leaves open who does it."),
        (_, true) => format!("Held here by the {held_by}: these are yours."),
        ("partner", _) => String::from("A partner outside the school. Whoever leads cases records what they do."),
        ("parent", _) => String::from("Parents. Whoever leads cases records what they do."),
        _ => format!("Held here by the {held_by}."),
    }
}

fn line(app: &App, rules: &Rules, school: SchoolId, duty: &Duty) -> Line {
    let action = &duty.possible.action;
    let head = &action.head;
    let last = actions::last(&duty.possible);
    Line {
        strength: Strength::parse(head.strength.word()).unwrap_or(Strength::MAY),
        name: Link::new(&head.name, urls::duty(school, &head.pack, &slug(&head.name))),
        kind: says(action),
        status: status(app, duty),
        days: days(app, duty),
        last: if last.is_empty() { vec![String::from("Not on record yet.")] } else { last },
        source: place(head, &handbook(rules, action)),
    }
}

/// By when it is due; nothing when nothing makes it due.
pub(in crate::handlers) fn status(app: &App, duty: &Duty) -> Option<Status> {
    duty.standing.as_ref()?;
    Some(match duty.deadline {
        Some(deadline) => Status::deadline(deadline, (app.today(), app.time())),
        None if duty.is_overdue => Status::now("Overdue"),
        None => Status::due("Due, without a date"),
    })
}

/// `in 3 days`, `4 days late`; empty without a date, and on the day itself, which its status says.
pub(in crate::handlers) fn days(app: &App, duty: &Duty) -> String {
    let (Some(_), Some(deadline)) = (&duty.standing, duty.deadline) else { return String::new() };
    let left = deadline.day.since(app.today()).map_or(0, |span| i64::from(span.get_days()));
    match left {
        0 => String::new(),
        left if left > 0 => format!("in {}", words::counted(left, "day", "days")),
        late => format!("{} late", words::counted(-late, "day", "days")),
    }
}

/// `Lancashire handbook`.
fn handbook(rules: &Rules, action: &Action) -> String {
    let pack = rules.packs.iter().find(|pack| pack.slug == action.head.pack);
    pack.map_or_else(|| action.head.pack.clone(), |pack| format!("{} handbook", pack.name))
}

/// Which of a school's duties an address means.
pub(super) struct Of {
    pub(super) school: SchoolId,
    pub(super) pack: String,
    pub(super) slug: String,
}

pub(super) fn page(app: &App, reader: &Reader, of: &Of) -> Result<Response, Problem> {
    let sight = duty::look(app, &reader.actor, of.school, &of.pack, &of.slug)?;
    let (frame, page) = view(app, reader, of, &sight, &Fields::default())?;
    Ok(reader.show(&frame, "duty/duty.html", page))
}

pub(super) fn record(app: &App, reader: &Reader, of: &Of, sent: &Fields) -> Result<Response, Problem> {
    reader.check(sent)?;
    let sight = duty::look(app, &reader.actor, of.school, &of.pack, &of.slug)?;
    let name = sight.possible.action.head.name.clone();
    let filled = controls::filled(&sight, sent);
    let fields: Vec<(&str, &str)> = filled.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let (outcome, note) = (sent.text(controls::OUTCOME), sent.text(controls::NOTE));
    let done = Act { action: &name, outcome, to: "", fields: &fields, note };
    let missing = match duty::act(app, &reader.actor, of.school, &done) {
        Ok(advice) => return Ok(reader.go_on(&urls::duties(of.school), &recorded(&name, &advice))),
        Err(service::Error::Refused(refused)) => refused.missing,
        Err(other) => return Err(other.into()),
    };
    let errors: Vec<FormError> = missing.iter().map(|words| controls::error(&sight, words)).collect();
    let (frame, page) = view(app, reader, of, &sight, sent)?;
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(reader.show_again(status, frame, "duty/duty.html", page.refused(errors)).into_response())
}

fn view(app: &App, reader: &Reader, of: &Of, sight: &Sight, sent: &Fields) -> Result<(Frame, DutyPage), Problem> {
    let action = &sight.possible.action;
    let rules = app.rules(of.school)?;
    let asked_at = |action: &Action| {
        let head = &action.head;
        Some(Link::new("Record it", urls::duty(of.school, &head.pack, &slug(&head.name))))
    };
    let mut form = shown(
        sight,
        sent,
        Around {
            back: Link::new("What the handbook asks of the school", urls::duties(of.school)),
            who: app.school(of.school)?.name.clone(),
            handbook: handbook(rules, action),
            before: before::before(rules, sight, &asked_at),
            why: None,
            action: urls::duty(of.school, &of.pack, &of.slug),
        },
    );
    for note in form.form.iter_mut().flat_map(|form| &mut form.controls).filter(|one| one.id == controls::NOTE) {
        note.hint = String::from("Kept with it. It may stay empty.");
    }
    let known =
        if matches!(action.kind, Kind::Return | Kind::Report) { known(app, reader, of.school)? } else { Vec::new() };
    let figures = (!known.is_empty()).then(|| Link::new("Open the figures of the school", urls::school(of.school)));
    let figures = numbers(app, reader, of.school, action).or(figures);
    Ok((framed(app, reader, of.school, &action.head.name)?, DutyPage { form, known, figures }))
}

/// The numbers of the pack's bands, for a meeting about the school and for a return that is filled in with them.
fn numbers(app: &App, reader: &Reader, school: SchoolId, action: &Action) -> Option<Link> {
    let sees_all = reader.actor.may(Permission::SeePupils, Place::Group(school, domain::id::GroupId(0)));
    let rules = app.rules(school).ok().filter(|_| sees_all)?;
    let mut sets = rules.deciding_bands();
    let carries = |set: &&domain::rule::Bands| {
        service::report::bands::carried_by(rules, set).iter().any(|one| one.head.name == action.head.name)
    };
    let set = &sets.find(carries)?.head.name;
    Some(Link::new(format!("{set}: numbers and shares, to take along"), urls::report::bands(school, set, None)))
}

/// The figures that a return or report may need. Governors, to whom small numbers are hidden, read them on the school's page.
fn known(app: &App, reader: &Reader, school: SchoolId) -> Result<Vec<Fact>, Problem> {
    let may = |permission| reader.actor.may(permission, Place::School(school));
    if !may(Permission::SeeFigures) || !may(Permission::SeePupils) || reader.actor.role == Role::Teacher {
        return Ok(Vec::new());
    }
    let figures = service::school::figures(app, &reader.actor, school, app.today())?;
    let now = &figures.now;
    let number = |count: u32| words::number(count.into());
    let fact = |label: &str, value: String| Fact { label: label.into(), values: vec![value] };
    let missed = format!("{} of {}", number(now.tally.absent()), number(now.tally.possible()));
    let mut facts = vec![
        fact("Children with a possible session", number(now.children)),
        fact("Sessions missed this school year", missed),
        fact("Persistently absent", number(now.persistent)),
        fact("Severely absent", number(now.severe)),
        fact("Late this week", number(now.lates.before_close + now.lates.after_close)),
    ];
    facts.extend(figures.bands.iter().map(|set| Fact {
        label: set.set.head.name.clone(),
        values: set.bands.iter().map(|held| format!("{}: {}", held.band.name, held.children.len())).collect(),
    }));
    Ok(facts)
}
