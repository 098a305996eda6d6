//! What the handbook asks of a school as a whole: duties, returns, reports and whatever else is about nobody in particular.

use domain::{
    Date,
    case::{Done, Event, NOBODY},
    decide::{self, Attempt, Deadline, Decided, Facts, Refused, Standing as Task, attempt},
    id::SchoolId,
    permission::{Actor, Forbidden, Permission, Role},
    rule::{About, Action, Kind, Rules},
};

use crate::{
    App, Error,
    case::{
        Act, Possible, Sight, State, act as forms,
        possible::{made_for, stands},
        prefill, roles,
    },
    edition::Editions,
};

/// Something that the handbook asks of the school, and how it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// Its entry, whether it can be done, and how it was done the last time.
    pub possible: Possible,
    /// What makes it due now; nothing when nothing does.
    pub standing: Option<Task>,
    /// When that is due, where it has a date.
    pub deadline: Option<Deadline>,
    /// Whether that date has gone by.
    pub is_overdue: bool,
    /// Whose it is: the roles of the handbook, and who holds each in the program, such as `attendance lead` or `partner`.
    pub holders: Vec<(String, String)>,
}

impl Duty {
    /// Whether it stands now, and has a date within these days or before.
    fn is_soon(&self, last: Date) -> bool {
        self.standing.is_some() && (self.is_overdue || self.deadline.is_none_or(|deadline| deadline.day <= last))
    }
}

/// How many days ahead Today looks for what a school owes.
const DAYS_AHEAD: i64 = 28;

/// Everything that is asked of a school: what is due first, by date; what is the reader's own before what is others'.
pub fn of_school(app: &App, by: &Actor, school: SchoolId) -> Result<Vec<Duty>, Error> {
    app.permit(by, Permission::SeeHandbook, school)?;
    let history = app.store.read(|tx| store::school_event::of_school(tx, school))?;
    let now = (app.today(), app.time());
    let editions = Editions::to(app, school, app.today())?;
    app.with_facts_of_school(school, app.today(), &history, |rules, facts| {
        let decided = owed(rules, facts);
        let names: Vec<&str> = decided.tasks.iter().map(|task| task.name.as_str()).collect();
        let arose = editions.since_each(facts, &names);
        let since = |task: &Task| arose.iter().find(|(name, _)| *name == task.name).and_then(|(_, since)| *since);
        all(rules, facts, by, (About::School, now), &since)
    })
}

/// Everything that the rules ask of a school, or of the authority, in the order of [`of_school`]; `since` may know when a task
/// arose.
pub(crate) fn all(
    rules: &Rules,
    facts: &Facts<'_>,
    by: &Actor,
    (about, now): (About, (Date, domain::Time)),
    since: &dyn Fn(&Task) -> Option<Date>,
) -> Vec<Duty> {
    let decided = owed_of(rules, facts, about);
    let all = catalogue_of(rules, about).into_iter().filter(|action| action.head.is_in_force(facts.day));
    let mut duties: Vec<Duty> = all
        .map(|action| {
            let standing = standing_of(&decided, &action).cloned();
            let deadline = standing.as_ref().and_then(|task| match since(task) {
                Some(day) => decide::deadline_since(rules, facts, task, Some(day)),
                None => decide::deadline(rules, facts, task),
            });
            let is_overdue = standing.as_ref().is_some_and(|standing| standing.is_overdue)
                || deadline.is_some_and(|deadline| deadline.is_over(now));
            let holders = holders(rules, &action);
            Duty { possible: stands(rules, facts, &decided, by, action), standing, deadline, is_overdue, holders }
        })
        .collect();
    duties.sort_by_cached_key(|duty| {
        let head = &duty.possible.action.head;
        (
            (!duty.is_overdue, duty.standing.is_none(), !duty.possible.is_readers),
            duty.deadline.map_or(Date::MAX, |deadline| deadline.day),
            (head.strength, head.name.clone()),
        )
    });
    duties
}

/// What is due of the reader's own within four weeks, or overdue.
pub fn due(app: &App, by: &Actor, school: SchoolId) -> Result<Vec<Duty>, Error> {
    let mut duties = of_school(app, by, school)?;
    duties.retain(|duty| is_due(app, by, duty));
    Ok(duties)
}

/// Whether it is the reader's own, and due within four weeks or overdue.
pub(crate) fn is_due(app: &App, by: &Actor, duty: &Duty) -> bool {
    let last = app.today().saturating_add(jiff::Span::new().days(DAYS_AHEAD));
    is_own(by.role, duty) && duty.is_soon(last) && duty.possible.state != State::Closed
}

/// A role that nobody holds who signs in is no reader's own, though they record what it does.
fn is_own(post: Role, duty: &Duty) -> bool {
    let holds = |held_by: &String| match Role::parse(held_by) {
        Some(holder) => holder == post || (holder == Role::AttendanceLead && post == Role::Headteacher),
        None => false,
    };
    match duty.holders.as_slice() {
        [] => post.may(Permission::LeadCases) && post != Role::AuthorityOfficer,
        holders => holders.iter().any(|(_, held_by)| holds(held_by)),
    }
}

/// The thing of `pack` whose name has this slug, as it stands for the school. Opens the page on which it is done.
pub fn look(app: &App, by: &Actor, school: SchoolId, pack: &str, called: &str) -> Result<Sight, Error> {
    app.permit(by, Permission::SeeHandbook, school)?;
    let history = app.store.read(|tx| store::school_event::of_school(tx, school))?;
    let mut sight = app.with_facts_of_school(school, app.today(), &history, |rules, facts| {
        let is_it = |action: &Action| action.head.answers_to(pack, called);
        let action = catalogue(rules).into_iter().find(is_it).ok_or(Error::NotFound("duty"))?;
        Ok::<Sight, Error>(forms::sight(rules, facts, (by, &owed(rules, facts)), action, &[]))
    })??;
    sight.filled = prefill::of_school(app, by, school, &sight.possible.action)?;
    Ok(sight)
}

/// Does something for the school on behalf of `by`, in whose post a role of the handbook has to lie that does it. Says what
/// the handbook advises beside it.
pub fn act(app: &App, by: &Actor, school: SchoolId, act: &Act<'_>) -> Result<Vec<String>, Error> {
    app.permit(by, Permission::SeeHandbook, school)?;
    let fields = match app.rules(school)?.action(act.action) {
        Some(action) => {
            let filled = prefill::of_school(app, by, school, action)?;
            prefill::completed(action, &filled, act.fields)
        }
        None => prefill::typed(act.fields),
    };
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let act = &Act { fields: &fields, ..*act };
    loop {
        let (seen, history) = app.store.read::<_, Error>(|tx| {
            Ok((store::school_event::last_number(tx, school)?, store::school_event::of_school(tx, school)?))
        })?;
        let advice = app.with_facts_of_school(school, app.today(), &history, |rules, facts| {
            decided(rules, facts, by, (About::School, act))
        })??;
        let event = event(app, by, school, act);
        // Somebody else may have done the same meanwhile, which a limit would count.
        let is_first = app.store.write::<bool, store::StoreError>(move |tx| {
            let is_first = store::school_event::last_number(tx, event.school)? == seen;
            if is_first {
                store::school_event::append(tx, &event)?;
            }
            Ok(is_first)
        })?;
        if is_first {
            return Ok(advice);
        }
    }
}

fn event(app: &App, by: &Actor, school: SchoolId, act: &Act<'_>) -> Event {
    let fields = act.fields.iter().filter(|(_, value)| !value.trim().is_empty());
    let done = Done::Did {
        action: act.action.to_owned(),
        outcome: act.outcome.to_owned(),
        to: String::new(),
        fields: fields.map(|(name, value)| ((*name).to_owned(), value.trim().to_owned())).collect(),
    };
    crate::case::event(app, by, NOBODY, school, done, act.note)
}

/// Whether it may be done: the advice, or all that is missing.
pub(crate) fn decided(
    rules: &Rules,
    facts: &Facts<'_>,
    by: &Actor,
    (about, act): (About, &Act<'_>),
) -> Result<Vec<String>, Error> {
    let catalogue = catalogue_of(rules, about);
    let action = catalogue.iter().find(|action| action.head.name == act.action).ok_or(Error::NotFound("duty"))?;
    if !roles::is_one_of(rules, by, &action.by) {
        return Err(Error::Forbidden(Forbidden(by.role)));
    }
    let held = roles::held(rules, by.role);
    let tried = Attempt { action: act.action, outcome: act.outcome, fields: act.fields, to: "", roles: Some(&held) };
    let mut missing = forms::not_said(rules, action, act);
    match attempt(rules, facts, &tried) {
        Ok(advice) if missing.is_empty() => return Ok(advice),
        Ok(_) => {}
        Err(refused) => missing.extend(refused.missing),
    }
    missing.dedup();
    Err(Error::Refused(Refused { missing }))
}

/// What stands for the school now. Nothing else is decided about nobody.
pub(crate) fn owed(rules: &Rules, facts: &Facts<'_>) -> Decided {
    owed_of(rules, facts, About::School)
}

/// The same of the school or of the authority.
pub(crate) fn owed_of(rules: &Rules, facts: &Facts<'_>, about: About) -> Decided {
    let tasks = match about {
        About::Authority => decide::owed_by_authority(rules, facts),
        _ => decide::owed_by_school(rules, facts),
    };
    Decided { bands: Vec::new(), flags: Vec::new(), lists: Vec::new(), tasks, offers: Vec::new(), stages: Vec::new() }
}

fn standing_of<'a>(decided: &'a Decided, action: &Action) -> Option<&'a Task> {
    let name = &action.head.name;
    decided.tasks.iter().find(|task| task.name == *name || task.opens.as_ref() == Some(name))
}

/// Whatever is about the school: the actions of the pack, and the tasks that no action of it does.
pub(crate) fn catalogue(rules: &Rules) -> Vec<Action> {
    catalogue_of(rules, About::School)
}

/// The same of the school or of the authority.
pub(crate) fn catalogue_of(rules: &Rules, about: About) -> Vec<Action> {
    let is_last = |action: &&Action| rules.action(&action.head.name) == Some(*action);
    let own = rules.actions.iter().filter(|action| action.about == about).filter(is_last).cloned();
    let tasks = rules.tasks.iter().filter(|task| task.about == about);
    let alone = tasks.filter(|task| {
        let is_action = |name: &String| rules.action(name).is_some_and(|action| action.about == about);
        !is_action(&task.head.name) && !task.opens.as_ref().is_some_and(is_action)
    });
    let alone = alone.map(|task| Action {
        by: task.owner.clone(),
        to: task.to.clone(),
        when: Some(task.when.clone()),
        ..made_for(task.head.clone(), Kind::Step)
    });
    own.chain(alone).collect()
}

fn holders(rules: &Rules, action: &Action) -> Vec<(String, String)> {
    let names = if action.by.is_empty() { &action.chair } else { &action.by };
    let held_by = |name: &String| rules.role(name).map(|role| role.held_by.clone()).unwrap_or_default();
    names.iter().map(|name| (name.clone(), held_by(name))).collect()
}
