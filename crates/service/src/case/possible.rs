//! What can be done about a pupil: every step, form, meeting, referral, notice, judgement and plan of the handbook, and how
//! it stands.

use domain::{
    Date,
    act::By,
    case::{Done, Event},
    clock,
    decide::{self, Decided, Facts, Truth},
    id::PupilId,
    permission::Actor,
    rule::{About, Action, Head, Kind, Rules, Strength},
};

use super::roles;
use crate::{App, Error};

/// Something that can be done, and how it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Possible {
    /// Its entry. Another band than the figures give, and the review of a plan, have one that is made for them.
    pub action: Action,
    /// Whether it can be done now.
    pub state: State,
    /// Whether the reader is among those who do it.
    pub is_readers: bool,
    /// What stands in the way whatever is filled in, in the handbook's words.
    pub missing: Vec<String>,
    /// The tasks and offers that lead to it now.
    pub asked_by: Vec<String>,
    /// How it was done the last time.
    pub last: Option<Last>,
    /// Its period, where it has one.
    pub run: Option<Run>,
}

/// Whether something can be done now. The order is that of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// A task makes it due, or a menu offers it.
    Asked,
    /// It is open.
    Open,
    /// Something has to be on record first.
    Gated,
    /// What opens it does not hold.
    Closed,
}

/// How something was done the last time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Last {
    /// The day.
    pub day: Date,
    /// How it ended; may be empty.
    pub outcome: String,
    /// The parent to whom it was done; may be empty.
    pub to: String,
    /// Who recorded it.
    pub by: By,
}

/// The period of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Run {
    /// It begins later.
    From(Date),
    /// It runs until this day, which counts.
    Until(Date),
    /// It was over after this day.
    Over(Date),
    /// What breaks it came true; its last day is this one.
    Broken(Date),
}

/// Everything that can be done about a pupil, what is asked for first.
pub fn possible(app: &App, by: &Actor, pupil: PupilId) -> Result<Vec<Possible>, Error> {
    let pupil = crate::protected::pupil(app, by, crate::pupil::seen(app, by, pupil, app.today())?);
    let history = app.store.read(|tx| store::case::of_pupil(tx, pupil.id))?;
    let history = crate::protected::history(app, by, &pupil, history)?;
    app.with_facts((&pupil, app.today()), &history, |rules, facts| {
        let decided = decide::decide(rules, facts);
        let actions = catalogue(rules, facts).into_iter();
        let mut all: Vec<Possible> = actions.map(|action| stands(rules, facts, &decided, by, action)).collect();
        all.sort_by(|one, other| {
            let key = |one: &Possible| (one.state, !one.is_readers, one.action.head.strength);
            key(one).cmp(&key(other)).then_with(|| one.action.head.name.cmp(&other.action.head.name))
        });
        all
    })
}

/// How `action` stands.
pub(crate) fn stands(rules: &Rules, facts: &Facts<'_>, decided: &Decided, by: &Actor, action: Action) -> Possible {
    let name = action.head.name.as_str();
    let missing = decide::bars(rules, facts, name);
    let asked_by = asked_by(decided, name);
    let is_open = action.head.is_in_force(facts.day)
        && action.when.as_ref().is_none_or(|when| decide::holds(rules, facts, when) == Truth::Yes);
    let state = match (is_open, asked_by.is_empty(), missing.is_empty()) {
        (false, ..) => State::Closed,
        (_, false, _) => State::Asked,
        (_, true, true) => State::Open,
        (_, true, false) => State::Gated,
    };
    Possible {
        state,
        is_readers: roles::is_one_of(rules, by, &action.by),
        asked_by,
        last: last(rules, facts, name),
        run: run(rules, facts, name),
        missing: if is_open { missing } else { Vec::new() },
        action,
    }
}

/// Whether something is recorded about a pupil by saying that it was done: all but the school's own letters, which
/// are made here, and what is done for the school as a whole.
pub fn is_recorded(rules: &Rules, action: &Action) -> bool {
    action.about == About::Pupil && (action.kind != Kind::Letter || !crate::letter::is_made_here(rules, action))
}

/// Everything that is recorded about a pupil, with another band and each review.
pub(crate) fn catalogue(rules: &Rules, facts: &Facts<'_>) -> Vec<Action> {
    let is_last = |action: &&Action| rules.action(&action.head.name) == Some(*action);
    let own = rules.actions.iter().filter(|action| is_recorded(rules, action)).filter(is_last).cloned();
    let bands = rules.bands.iter().filter(|set| !set.overridden_by.is_empty());
    let bands = bands.map(|set| Action {
        by: set.overridden_by.clone(),
        asks: vec![String::from(super::act::REASON)],
        ends_as: set.bands.iter().map(|band| band.name.clone()).collect(),
        ..made_for(set.head.clone(), Kind::Finding)
    });
    let agreed = rules
        .actions
        .iter()
        .filter(|action| action.review.is_some() && last(rules, facts, &action.head.name).is_some());
    let reviews = agreed.map(|action| {
        let mut head = Head { name: review_of(&action.head.name), ..action.head.clone() };
        head.succession.earlier.iter_mut().for_each(|earlier| earlier.name = review_of(&earlier.name));
        let by = if action.chair.is_empty() { &action.by } else { &action.chair };
        Action { by: by.clone(), ..made_for(head, Kind::Step) }
    });
    own.chain(bands).chain(reviews).collect()
}

/// The name under which a plan's review is recorded.
pub fn review_of(plan: &str) -> String {
    format!("Review of {plan}")
}

pub(crate) fn made_for(head: Head, kind: Kind) -> Action {
    Action::bare(Head { strength: head.strength.min(Strength::May), ..head }, kind)
}

fn asked_by(decided: &Decided, name: &str) -> Vec<String> {
    let is_it = |opens: &Option<String>, own: &String| own == name || opens.as_deref() == Some(name);
    let tasks = decided.tasks.iter().filter(|task| is_it(&task.opens, &task.name)).map(|task| task.name.clone());
    let offers = decided.offers.iter().filter(|offer| offer.opens == name && offer.considered != Some(false));
    tasks.chain(offers.map(|offer| offer.item.clone())).collect()
}

/// The last time that it was done up to the day.
pub(crate) fn last(rules: &Rules, facts: &Facts<'_>, name: &str) -> Option<Last> {
    let day = |event: &Event| clock::local(event.at).date();
    let is_it = |event: &&Event| {
        let was_done = !matches!(event.done, Done::Considered { taken_up: false, .. });
        rules.is_of(event, name) && was_done && day(event) <= facts.day
    };
    let event = facts.history.iter().rev().find(is_it)?;
    Some(Last { day: day(event), outcome: event.outcome().to_owned(), to: event.to().to_owned(), by: event.by.clone() })
}

fn run(rules: &Rules, facts: &Facts<'_>, name: &str) -> Option<Run> {
    let (first, last) = decide::period(rules, facts, name)?;
    let is_broken = decide::is_broken(rules, facts, name) == Truth::Yes;
    Some(match () {
        () if is_broken => Run::Broken(last),
        () if facts.day < first => Run::From(first),
        () if facts.day <= last => Run::Until(last),
        () => Run::Over(last),
    })
}
