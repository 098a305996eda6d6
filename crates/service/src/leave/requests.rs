//! The requests for leave of a school: which wait for a decision, with what is known of the child, and what was decided lately.

use domain::{
    Date,
    calendar::school_year_start,
    decide::Facts,
    id::SchoolId,
    leave::{self, DECISION, REQUEST, Request},
    permission::{Actor, Permission, Place},
    pupil::Pupil,
    rule::{Action, Rules},
    tally::Tally,
};

use super::{Answer, Asked, seen};
use crate::{App, Error};

/// How many days back a request is looked for: the school year and the summer before it.
const DAYS_LOOKED_BACK: i64 = 430;

/// The requests of a school.
#[derive(Debug, Clone)]
pub struct Requests {
    /// What waits, the leave that begins first before the others.
    pub waiting: Vec<Waiting>,
    /// What was decided, the latest decision first.
    pub decided: Vec<(Pupil, String, Asked)>,
    /// The entry of the handbook with which somebody decides; nothing where no handbook has one.
    pub decision: Option<Action>,
    /// The entry with which the office copies a request from paper.
    pub request: Option<Action>,
}

/// A request that waits, with what it is decided on.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// For whom.
    pub pupil: Pupil,
    /// Their class.
    pub class: String,
    /// The first and the last day that are asked for.
    pub days: Option<(Date, Date)>,
    /// How many of them are school days.
    pub school_days: usize,
    /// Calendar days from the day of asking to the first day.
    pub notice_days: i64,
    /// Whether its first day has come, so that the whole of it can be granted no more.
    pub has_begun: bool,
    /// Who asked: name and what they are to the child.
    pub by: String,
    /// The day on which they asked.
    pub on: Date,
    /// What was written, field by field, without the days.
    pub said: Vec<(String, String)>,
    /// The sessions of this school year up to today.
    pub tally: Tally,
    /// How many of them were leave.
    pub leave_sessions: usize,
    /// How many earlier requests there were, and how many of them had days granted.
    pub earlier: (usize, usize),
}

/// The requests of the school for whoever may enter planned absences there.
pub fn of_school(app: &App, by: &Actor, school: SchoolId) -> Result<Requests, Error> {
    app.school(school)?;
    by.require(Permission::EnterCodes, Place::School(school))?;
    app.follow(school)?;
    let today = app.today();
    let rules = app.rules(school)?;
    let since = today.saturating_sub(jiff::Span::new().days(DAYS_LOOKED_BACK));
    let names = names(rules);
    let asked = app.store.read(|tx| store::case::named(tx, school, since, &names))?;
    let mut pupils: Vec<domain::id::PupilId> = asked.iter().map(|event| event.pupil).collect();
    pupils.sort_unstable();
    pupils.dedup();
    let mut found = Requests {
        waiting: Vec::new(),
        decided: Vec::new(),
        decision: rules.action(DECISION).cloned(),
        request: rules.action(REQUEST).cloned(),
    };
    for pupil in pupils {
        add(app, pupil, &mut found)?;
    }
    found.waiting.sort_by_key(|one| (one.days, one.on));
    found.decided.sort_by_key(|(.., asked)| std::cmp::Reverse(decided_on(asked)));
    Ok(found)
}

/// The names under which a request was ever recorded.
fn names(rules: &Rules) -> Vec<&str> {
    let now = rules.action(REQUEST).map(|action| action.head.name.as_str());
    let earlier = rules.renamed.iter().filter(|(_, later)| Some(later.as_str()) == now).map(|(name, _)| name.as_str());
    now.into_iter().chain(earlier).collect()
}

fn add(app: &App, pupil: domain::id::PupilId, found: &mut Requests) -> Result<(), Error> {
    let today = app.today();
    let read = app.store.read::<_, Error>(|tx| {
        let Some(pupil) = store::pupil::find(tx, pupil, today)? else { return Ok(None) };
        let class = store::group::find(tx, pupil.group)?.map(|group| group.name).unwrap_or_default();
        Ok(Some((store::case::of_pupil(tx, pupil.id)?, class, pupil)))
    })?;
    let Some((history, class, pupil)) = read else { return Ok(()) };
    let calendar = app.calendar(pupil.school)?;
    app.with_facts((&pupil, today), &history, |rules, facts| {
        let (requests, all) = (leave::requests(rules, &history), seen(rules, facts));
        for (at, (request, asked)) in requests.iter().zip(&all).enumerate() {
            match asked.answer {
                Answer::Waits if request.last().is_none_or(|last| last >= today) => {
                    let mut waiting = waiting(app, (&pupil, &class), request, facts);
                    waiting.school_days = waiting.days.map_or(0, |(first, last)| calendar.between(first, last).len());
                    let granted = |one: &&Asked| matches!(one.answer, Answer::Decided { granted: Some(_), .. });
                    waiting.earlier = (all.len() - at - 1, all[at + 1..].iter().filter(granted).count());
                    found.waiting.push(waiting);
                }
                Answer::Decided { .. } => found.decided.push((pupil.clone(), class.clone(), asked.clone())),
                Answer::Waits | Answer::AskedAnew => {}
            }
        }
    })
}

fn waiting(app: &App, (pupil, class): (&Pupil, &str), request: &Request<'_>, facts: &Facts<'_>) -> Waiting {
    let today = facts.day;
    let year = facts.sheet.between(school_year_start(today), today);
    let is_leave = |code| app.codes().entry(code).is_some_and(|entry| entry.is_leave);
    let on = domain::clock::local(request.asked.at).date();
    let days = request.first().zip(request.last());
    let is_day = |name: &str| [leave::FIRST_DAY, leave::LAST_DAY, crate::case::FROM_THE_RECORD].contains(&name);
    let said = match &request.asked.done {
        domain::case::Done::Did { fields, .. } => fields.iter().filter(|(name, _)| !is_day(name)).cloned().collect(),
        _ => Vec::new(),
    };
    let by = &request.asked.by;
    Waiting {
        pupil: pupil.clone(),
        class: class.to_owned(),
        days,
        school_days: 0,
        notice_days: days.map_or(0, |(first, _)| (first - on).get_days().into()),
        has_begun: days.is_some_and(|(first, _)| first <= today),
        by: format!("{}, {}", by.name, by.position),
        on,
        said,
        tally: year.tally(),
        leave_sessions: year.absences().filter(|(_, code)| is_leave(*code)).count(),
        earlier: (0, 0),
    }
}

fn decided_on(asked: &Asked) -> Option<Date> {
    match asked.answer {
        Answer::Decided { on, .. } => Some(on),
        _ => None,
    }
}
