//! The office board.

use axum::response::Response;
use domain::{
    Date,
    calendar::Calendar,
    case::Event,
    code::Role,
    escalation::{Due, Step},
    id::PupilId,
    permission::{Actor, Permission, Place},
    pupil::Contact,
    school::School,
    session::{Half, Session},
};
use service::{
    App,
    board::{self, Board as Known, Holding as Held, Unexplained as Absent},
    register::State,
    standing::Standing,
};

use super::{calls, registers};
use crate::{
    error::Problem,
    form::Fields,
    frame::{Frame, Section},
    handlers::{Visit, on_site},
    link::Link,
    mark::MarkCell,
    pages::{
        board::{
            Arrived, Board, Holding, SignedOut, Unexplained, Untaken,
            arrival::{Arrival, Found, Outcome},
            call::CallForm,
            reason,
            reply::ReplyLine,
        },
        registers::State as Stands,
    },
    reader::Reader,
    status::Status,
    urls, words,
};

/// How many children a search for a late arrival shows.
const MOST_FOUND: usize = 8;

pub(super) async fn show(visit: Visit, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            let (frame, board) = page(app, reader, fields.text("late"))?;
            Ok(reader.show(&frame, "board/board.html", board))
        })
        .await
}

/// The board, with the children that `sought` finds for a late arrival.
pub(super) fn page(app: &App, reader: &Reader, sought: &str) -> Result<(Frame, Board), Problem> {
    let known = board::board(app, &reader.actor)?;
    let school = app.own_school(&reader.actor)?;
    let calendar = app.calendar(school.id)?;
    let session = known.session;
    let is_today = session.date == app.today();
    let title = match (is_today, session.half) {
        (true, half) => format!("This {}", half.word()),
        (false, _) => words::day(session.date),
    };
    let frame = reader.frame(&title, Some(Section::Board)).wide().as_of(as_of(app, &known));
    let may_enter = reader.actor.may(Permission::EnterCodes, Place::School(school.id));
    let unexplained = known.unexplained.iter().map(|absent| entry(app, reader, school, session, absent));
    let view = Board {
        note: note(app, session.date),
        untaken: untaken(app, school, session, &known.registers),
        unexplained: unexplained.collect::<Result<_, Problem>>()?,
        write: write(reader, &known),
        arrival: if is_today { arrival(app, reader, school, sought)? } else { Arrival::default() },
        arrived: known.arrivals.iter().map(|arrival| arrived(app, arrival)).collect(),
        arrived_title: if is_today { "Signed in today".into() } else { "Signed in late".into() },
        out: if is_today { signed_out(app, reader)? } else { Vec::new() },
        work: work(reader, school),
        holding: known.holding.iter().map(|held| holding(app, &calendar, held, may_enter)).collect(),
        holding_rule: holding_rule(app, school, session.date)?,
    };
    Ok((frame, view))
}

fn write(reader: &Reader, known: &Known) -> Option<Link> {
    let may = reader.actor.may(Permission::LogContact, Place::Anywhere);
    let open = known.unexplained.iter().filter(|one| one.messages.is_empty() && one.replies.is_empty()).count();
    let words = format!("Write to {}", words::counted(open as i64, "family", "families"));
    (may && open > 0).then(|| Link::new(words, urls::messages::to_families()))
}

/// Said first when the day is not the one of the calendar.
pub(super) fn note(app: &App, shown: Date) -> String {
    match &app.note {
        Some(note) => note.clone(),
        None if shown != app.today() => {
            format!("There is no session now: this is {} as it ended.", words::day(shown))
        }
        None => String::new(),
    }
}

fn as_of(app: &App, known: &Known) -> String {
    let taken: Vec<&State> = known.registers.iter().filter(|state| state.taken.is_some()).collect();
    let children: usize = taken.iter().map(|state| state.pupils).sum();
    let present: usize = taken.iter().map(|state| state.present).sum();
    let unexplained: usize = known.unexplained.iter().map(|absent| absent.children.len()).sum();
    format!(
        "{}, as of {}. {} of {} registers taken: {}, {} in, {} not in, {} without a reason.",
        words::full_day(known.session.date),
        words::time(app.time()),
        taken.len(),
        known.registers.len(),
        words::counted(children as i64, "child", "children"),
        words::number(present as i64),
        words::number(children.saturating_sub(present) as i64),
        words::number(unexplained as i64),
    )
}

fn untaken(app: &App, school: &School, session: Session, states: &[State]) -> Vec<Untaken> {
    let open = states.iter().filter(|state| state.taken.is_none());
    open.filter_map(|state| {
        let since = match registers::state_of(app, school, session, state) {
            Stands::Missing { minutes: Some(minutes) } => {
                format!("{} since it closed", words::counted(minutes.into(), "minute", "minutes"))
            }
            Stands::Missing { minutes: None } => String::from("It was never taken"),
            Stands::Open => format!("Open until {}", words::time(school.times_of(state.group.id, session.half).closes)),
            _ => return None,
        };
        Some(Untaken {
            group: state.group.name.clone(),
            teacher: words::list(&state.teachers),
            since,
            href: urls::register(state.group.id, session),
        })
    })
    .collect()
}

fn entry(
    app: &App,
    reader: &Reader,
    school: &School,
    session: Session,
    absent: &Absent,
) -> Result<Unexplained, Problem> {
    let pupils: Vec<(PupilId, String)> =
        absent.children.iter().map(|child| (child.pupil.id, child.pupil.name())).collect();
    let contacts = calls::lines(&absent.contacts, &absent.tries);
    let may = |permission| reader.actor.may(permission, Place::School(school.id));
    let next = if absent.replies.is_empty() { calls::next(&absent.contacts, &absent.tries) } else { None };
    let call = may(Permission::LogContact)
        .then(|| CallForm::new(&pupils, session, contacts.clone(), next.as_ref().map(|contact| contact.id)));
    let ids: Vec<PupilId> = pupils.iter().map(|(id, _)| *id).collect();
    let sessions = unexplained_sessions(app, school, session, &ids)?;
    let due = board::escalation::due(app, school, session, absent)?;
    let words_of_reason = if ids.len() == 1 { "Record the reason" } else { "Record the reason for all" };
    Ok(Unexplained {
        messages: absent.messages.iter().filter_map(calls::messaged).collect(),
        replies: absent.replies.iter().filter_map(ReplyLine::new).collect(),
        workers: workers(app, reader, session, absent)?,
        contacts,
        next: match (&due, absent.replies.is_empty()) {
            (Some(due), true) => due_words(due, next.as_ref(), &absent.tries),
            (None, true) => calls::next_words(next.as_ref(), &absent.tries),
            (_, false) => String::from("Next: record the reason"),
        },
        late: due.filter(|due| due.is_overdue(app.time())).map(|_| Status::now("Overdue")),
        step: due.filter(|_| may(Permission::LogContact)).and_then(|due| step_link(&ids, due.step)),
        call,
        reason: may(Permission::EnterCodes).then(|| Link::new(words_of_reason, urls::reason_about(&ids, &sessions))),
        ..Unexplained::new(&pupils, detail(app, &reader.actor, absent), session)
    })
}

/// `Next: ring Gail Buckley by 09:15`, `Next: home visit by 15:30`.
fn due_words(due: &Due, next: Option<&Contact>, tries: &[Event]) -> String {
    let what = match (due.step, next) {
        (Step::Call | Step::SecondContact, Some(_)) => calls::next_words(next, tries),
        (Step::Call | Step::SecondContact, None) => return String::new(),
        (Step::HomeVisit, _) => String::from("Next: home visit"),
        (Step::WelfareCheck, _) => String::from("Next: police welfare check"),
    };
    format!("{what} by {}", words::time(due.by))
}

fn step_link(pupils: &[PupilId], step: Step) -> Option<Link> {
    let text = match step {
        Step::Call | Step::SecondContact => return None,
        Step::HomeVisit => "Record the home visit",
        Step::WelfareCheck => "Record the police check",
    };
    Some(Link::new(text, urls::escalation::record(pupils, step)))
}

/// Who outside the school is to be told of an absence: `Tell Ana Reid, social worker of Ellis`.
fn workers(app: &App, reader: &Reader, session: Session, absent: &Absent) -> Result<Vec<Link>, Problem> {
    let all = service::worker::to_tell(app, &reader.actor, session, absent)?;
    let link = |one: &service::worker::Told| {
        let who = one
            .worker
            .as_ref()
            .map_or_else(|| format!("the {}", one.post), |worker| format!("{}, {}", worker.name, one.post));
        Link::new(format!("Tell {who} of {}", one.pupil.forename), urls::worker::tell(one.pupil.id, &one.post))
    };
    Ok(all.iter().map(link).collect())
}

/// The sessions of the day, up to `session`, for which none of the children has a reason.
pub(super) fn unexplained_sessions(
    app: &App,
    school: &School,
    session: Session,
    pupils: &[PupilId],
) -> Result<Vec<Session>, Problem> {
    let holding = app.codes().with_role(Role::ReasonNotKnown, session.date);
    let view = app.view(school.id);
    let roll = view.roll()?;
    let halves = Half::BOTH.into_iter().filter(|&half| half <= session.half);
    let of_day = halves.map(|half| Session::new(session.date, half));
    Ok(of_day.filter(|&one| pupils.iter().all(|&pupil| roll.mark(pupil, one) == holding)).collect())
}

/// `Year 6 Oak. 3 days without a word, 39 days missed, SEN Support`.
fn detail(app: &App, by: &Actor, absent: &Absent) -> String {
    let groups: Vec<String> = absent.children.iter().map(|child| child.group.clone()).collect();
    format!("{}. {}", words::list(&groups), facts(app, by, absent))
}

/// `3 days without a word, 39 days missed, SEN Support`.
pub(super) fn facts(app: &App, by: &Actor, absent: &Absent) -> String {
    let mut facts = Vec::new();
    if absent.days_without_word > 1 {
        facts.push(format!("{} without a word", words::counted(absent.days_without_word as i64, "day", "days")));
    }
    match absent.children.as_slice() {
        [only] => facts.extend(about(app, by, only)),
        several => {
            let each =
                several.iter().map(|child| format!("{}: {}", child.pupil.forename, about(app, by, child).join(", ")));
            facts.extend(each);
        }
    }
    facts.join(if absent.children.len() == 1 { ", " } else { "; " })
}

fn about(app: &App, by: &Actor, child: &Standing) -> Vec<String> {
    let missed = format!("{} missed", words::days(child.tally.half_days_missed().into()));
    let cohorts = service::admission::cohorts_seen(app, by, &child.pupil).into_iter().map(str::to_owned);
    std::iter::once(missed).chain(cohorts).collect()
}

fn arrival(app: &App, reader: &Reader, school: &School, sought: &str) -> Result<Arrival, Problem> {
    let now = app.time();
    let session = board::arrival_session(school, app.today(), now);
    let form = Arrival::at(now).seen(app.today(), app.view(school.id).roll()?.last_entry());
    if sought.is_empty() {
        return Ok(form);
    }
    let is_long_enough = sought.chars().count() >= 2;
    let found = if is_long_enough { service::pupil::search(app, &reader.actor, sought)? } else { Vec::new() };
    let view = app.view(school.id);
    let roll = view.roll()?;
    let of_school = found.iter().filter(|(pupil, _)| pupil.school == school.id);
    // The first child found is the one chosen, and their class may have times of its own.
    let times = match of_school.clone().next() {
        Some((pupil, _)) => school.times_of(pupil.group, session.half),
        None => school.times(session.half),
    };
    let each = of_school.take(MOST_FOUND).map(|(pupil, group)| {
        let marked = match roll.mark(pupil.id, session) {
            Some(code) => format!(", marked {}", app.codes().letters(code)),
            None => String::from(", not marked yet"),
        };
        Found { id: pupil.id.0, name: pupil.name(), detail: format!("{}{marked}", group.name), is_chosen: false }
    });
    let form = form.finding(sought, each.collect());
    let outcome = Outcome::new(session, times, now, app.codes());
    Ok(Arrival { outcome: (!form.found.is_empty()).then_some(outcome), ..form })
}

fn arrived(app: &App, arrival: &board::Arrival) -> Arrived {
    Arrived {
        who: Link::new(arrival.pupil.name(), urls::pupil(arrival.pupil.id)),
        minutes: arrival.mark.minutes_late.unwrap_or(0).into(),
        mark: MarkCell::new(app.codes(), Some(arrival.mark.code)),
    }
}

fn holding(app: &App, calendar: &Calendar, held: &Held, may_enter: bool) -> Holding {
    let pupil = &held.child.pupil;
    Holding {
        who: Link::new(format!("{}, {}", pupil.name(), held.child.group), urls::pupil(pupil.id)),
        sessions: reason::span(&held.sessions),
        tried: calls::tried(app.today(), &held.tries),
        by: deadline(app, calendar, held.deadline),
        settle: may_enter.then(|| Link::new("Settle it", urls::reason_about(&[pupil.id], &held.sessions))),
    }
}

/// Who is signed out of school now.
fn signed_out(app: &App, reader: &Reader) -> Result<Vec<SignedOut>, Problem> {
    let known = service::on_site::now(app, &reader.actor)?;
    let each = on_site::out(&known, false).into_iter();
    Ok(each.map(|one| SignedOut { who: one.who, words: one.words }).collect())
}

/// Other work on the register, as the reader may do it.
fn work(reader: &Reader, school: &School) -> Vec<Link> {
    let may = |permission| reader.actor.may(permission, Place::School(school.id));
    let links = [
        (Permission::SignIn, "On site now", urls::on_site::list()),
        (Permission::EnterCodes, "Absences by deadline", urls::unsettled::list()),
        (Permission::EnterCodes, "Mark many children", urls::marking::form()),
        (Permission::EnterCodes, "Gaps in the register", urls::gaps::list()),
        (Permission::EnterCodes, "Taught elsewhere", urls::provision::list()),
        (Permission::SetTimes, "Closures", urls::closing::list()),
    ];
    links.into_iter().filter(|(permission, ..)| may(*permission)).map(|(_, text, href)| Link::new(text, href)).collect()
}

/// How soon a holding code has to give way, by the days of the school's `calendar`.
pub(in crate::handlers) fn deadline(app: &App, calendar: &Calendar, deadline: Option<Date>) -> Status {
    let today = app.today();
    match deadline {
        None => Status::wait("No date"),
        Some(day) if day < today => {
            let days = calendar.between(day, today).len().saturating_sub(1).max(1);
            Status::now(format!("{} overdue", words::counted(days as i64, "day", "days")))
        }
        Some(day) if day == today => Status::due("Today"),
        Some(day) if calendar.after(today, 1) == Some(day) => Status::due(words::short_day(day)),
        Some(day) => Status::wait(words::short_day(day)),
    }
}

/// What the rules say of holding codes, in the letters of the table.
pub(in crate::handlers) fn holding_rule(app: &App, school: &School, day: Date) -> Result<String, Problem> {
    let letters = |role| app.codes().with_role(role, day).map(|code| app.codes().letters(code).to_owned());
    let days = board::days_to_settle(app, school.id, day)?;
    Ok(match (letters(Role::ReasonNotKnown), letters(Role::NoReason)) {
        (Some(holding), Some(settled)) => format!(
            "Code {holding} gives way to the reason within {}, not counting the day itself. If none can be found, it becomes \
             {settled}: a person decides that, and it is on record who.",
            words::counted(days as i64, "school day", "school days")
        ),
        _ => String::new(),
    })
}
