//! What the handbook asks of a school as a whole: duties, returns, reports and whatever else is about nobody in particular.

use domain::{
    Date,
    case::{Done, Event, NOBODY},
    decide::{self, Attempt, Deadline, Decided, Facts, Refused, Standing as Task, attempt},
    id::SchoolId,
    permission::{Actor, Forbidden, Permission, Role},
    rule::{About, Action, Kind, Rules, slug},
};

use crate::{
    App, Error,
    case::{
        Act, Possible, Sight, State, act as forms,
        possible::{made_for, stands},
        roles,
    },
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
    app.with_facts(school, NOBODY, app.today(), (&[], &history), |rules, facts| {
        let decided = owed(rules, facts);
        let all = catalogue(rules).into_iter().filter(|action| action.head.is_in_force(facts.day));
        let mut duties: Vec<Duty> = all
            .map(|action| {
                let standing = standing_of(&decided, &action).cloned();
                let deadline = standing.as_ref().and_then(|standing| decide::deadline(rules, facts, standing));
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
    })
}

/// What is due of the reader's own within four weeks, or overdue.
pub fn due(app: &App, by: &Actor, school: SchoolId) -> Result<Vec<Duty>, Error> {
    let last = app.today().saturating_add(jiff::Span::new().days(DAYS_AHEAD));
    let mut duties = of_school(app, by, school)?;
    duties.retain(|duty| is_own(by.role, duty) && duty.is_soon(last) && duty.possible.state != State::Closed);
    Ok(duties)
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
    app.with_facts(school, NOBODY, app.today(), (&[], &history), |rules, facts| {
        let is_it = |action: &Action| action.head.pack == pack && slug(&action.head.name) == called;
        let action = catalogue(rules).into_iter().find(is_it).ok_or(Error::NotFound("duty"))?;
        Ok(forms::sight(rules, facts, (by, &owed(rules, facts)), action, &[]))
    })?
}

/// Does something for the school on behalf of `by`, in whose post a role of the handbook has to lie that does it. Says what
/// the handbook advises beside it.
pub fn act(app: &App, by: &Actor, school: SchoolId, act: &Act<'_>) -> Result<Vec<String>, Error> {
    app.permit(by, Permission::SeeHandbook, school)?;
    loop {
        let (seen, history) = app.store.read::<_, Error>(|tx| {
            Ok((store::school_event::last_number(tx, school)?, store::school_event::of_school(tx, school)?))
        })?;
        let advice = app.with_facts(school, NOBODY, app.today(), (&[], &history), |rules, facts| {
            decided(rules, facts, by, act)
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
fn decided(rules: &Rules, facts: &Facts<'_>, by: &Actor, act: &Act<'_>) -> Result<Vec<String>, Error> {
    let catalogue = catalogue(rules);
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
    Decided {
        bands: Vec::new(),
        flags: Vec::new(),
        lists: Vec::new(),
        tasks: decide::owed_by_school(rules, facts),
        offers: Vec::new(),
        stages: Vec::new(),
    }
}

fn standing_of<'a>(decided: &'a Decided, action: &Action) -> Option<&'a Task> {
    let name = &action.head.name;
    decided.tasks.iter().find(|task| task.name == *name || task.opens.as_ref() == Some(name))
}

/// Whatever is about the school: the actions of the pack, and the tasks that no action of it does.
pub(crate) fn catalogue(rules: &Rules) -> Vec<Action> {
    let is_last = |action: &&Action| rules.action(&action.head.name) == Some(*action);
    let own = rules.actions.iter().filter(|action| action.about == About::School).filter(is_last).cloned();
    let tasks = rules.tasks.iter().filter(|task| task.about == About::School);
    let alone = tasks.filter(|task| {
        let is_action = |name: &String| rules.action(name).is_some_and(|action| action.about == About::School);
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
