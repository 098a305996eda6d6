//! Doing something of the handbook: refused with everything that is missing, or recorded.

use domain::{
    case::{Done, Event},
    decide::{self, Attempt, Decided, Facts, Proof, Refused, Truth, attempt},
    id::PupilId,
    permission::{Actor, Permission, Place},
    pupil::{Contact, Pupil},
    rule::{Action, Condition, Kind, Need, Needed, Rules, Test},
};

use super::{
    asked::{self, Field},
    possible::{self, Possible},
    prefill, roles,
};
use crate::{App, Error};

/// The field that another band than the figures give has to have.
pub const REASON: &str = "reason";

/// Something that somebody does about a pupil.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Act<'a> {
    /// Its name in the handbook: of a step, form, meeting, referral, notice, judgement or plan; of a set of bands to record
    /// another band; `Review of X` for the review of a plan.
    pub action: &'a str,
    /// How it ended, the value recorded, or the band; empty when that is not known yet.
    pub outcome: &'a str,
    /// The name of the parent to whom it is done; empty for nobody alone.
    pub to: &'a str,
    /// What was filled in, and the parts that are given. Days are written as `2027-03-12`.
    pub fields: &'a [(&'a str, &'a str)],
    /// What else was said or agreed.
    pub note: &'a str,
}

/// Everything that has to be known to do something: what the handbook asks, and what is on record of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sight {
    /// It, and how it stands.
    pub possible: Possible,
    /// What opens it, and what that comes to.
    pub opening: Vec<Proof>,
    /// What has to be on record first, limits of every layer included, with whether it is.
    pub needs: Vec<(Need, Met)>,
    /// What is filled in.
    pub fields: Vec<Field>,
    /// What is typed in each part.
    pub typed: Vec<Field>,
    /// For each part, whether it has to be given now.
    pub parts: Vec<Needs>,
    /// For each part, what the record says for it; empty where somebody types it.
    pub filled: Vec<String>,
    /// What the handbook says beside it now.
    pub advice: Vec<String>,
    /// The parents to whom it may be done, each with what is counted for them alone; empty when it is done to nobody alone, or
    /// the reader may not see them.
    pub parents: Vec<(Contact, Vec<Proof>)>,
    /// Whether it has to be said to which parent.
    pub is_to_a_parent: bool,
}

/// Whether something that is needed is on record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Met {
    /// It is.
    Yes,
    /// It is not.
    No,
    /// What is filled in will tell.
    FilledIn,
}

/// Whether a part has to be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// It has to.
    Yes,
    /// It may.
    No,
    /// Rollbook fills it.
    FilledFrom,
}

/// The thing of `pack` whose name has this slug, as it stands for a pupil. Opens the page on which it is done.
pub fn look(app: &App, by: &Actor, pupil: PupilId, pack: &str, called: &str) -> Result<Sight, Error> {
    let (pupil, history, contacts) = load(app, by, pupil)?;
    let pupil = crate::protected::pupil(app, by, pupil);
    let history = crate::protected::history(app, by, &pupil, history)?;
    let mut sight = app.with_facts((&pupil, app.today()), &history, |rules, facts| {
        let is_it = |action: &Action| action.head.answers_to(pack, called);
        let action = possible::catalogue(rules, facts).into_iter().find(is_it).ok_or(Error::NotFound("action"))?;
        let decided = decide::decide(rules, facts);
        Ok::<Sight, Error>(sight(rules, facts, (by, &decided), action, &contacts))
    })??;
    if let Some(veil) = crate::protected::veil(app, by, pupil.school, app.today())? {
        veil.cover(&mut sight.opening);
    }
    sight.filled = prefill::of_pupil(app, by, (&pupil, &history, &contacts), &sight.possible.action)?;
    Ok(sight)
}

pub(crate) fn sight(
    rules: &Rules,
    facts: &Facts<'_>,
    (by, decided): (&Actor, &Decided),
    action: Action,
    contacts: &[Contact],
) -> Sight {
    let holds = |condition: &Condition| decide::holds(rules, facts, condition) == Truth::Yes;
    let is_to_a_parent = is_to_a_parent(rules, &action);
    let needs = action.needs.iter().filter(|need| {
        need.when.as_ref().is_none_or(|when| holds(when) || asks_field(when))
            && need.unless.as_ref().is_none_or(|unless| !holds(unless))
    });
    let limits = rules.limits.iter().filter(|limit| limit.on == action.head.name && limit.head.is_in_force(facts.day));
    let limits = limits.map(|limit| Need {
        holds: limit.allows.clone(),
        when: None,
        unless: None,
        otherwise: limit.otherwise.clone(),
    });
    let needs: Vec<Need> = needs.cloned().chain(limits).collect();
    let met = |need: &Need| match () {
        () if rules.counts_that_parent(&need.holds) => Met::FilledIn,
        () if holds(&need.holds) => Met::Yes,
        () if [Some(&need.holds), need.when.as_ref(), need.unless.as_ref()].into_iter().flatten().any(asks_field) => {
            Met::FilledIn
        }
        () => Met::No,
    };
    let alone: Vec<&Condition> =
        needs.iter().map(|need| &need.holds).filter(|one| rules.counts_that_parent(one)).collect();
    let counted = |contact: &Contact| {
        alone.iter().flat_map(|one| decide::proofs_for(rules, facts, one, &contact.name)).collect::<Vec<Proof>>()
    };
    let may_be_to_a_parent = is_to_a_parent || action.to.iter().any(|role| roles::is_parent(rules, role));
    let parents = contacts.iter().filter(|contact| may_be_to_a_parent && contact.is_parent);
    Sight {
        opening: action.when.as_ref().map(|when| decide::proofs(rules, facts, when)).unwrap_or_default(),
        needs: needs.iter().map(|need| (need.clone(), met(need))).collect(),
        fields: asked::fields(rules, &action),
        typed: asked::parts(rules, &action),
        parts: action
            .parts
            .iter()
            .map(|part| match &part.needed {
                Needed::Always => Needs::Yes,
                Needed::When(when) if holds(when) => Needs::Yes,
                _ => Needs::No,
            })
            .collect(),
        filled: vec![String::new(); action.parts.len()],
        advice: action.advice.iter().filter(|advice| holds(&advice.when)).map(|advice| advice.words.clone()).collect(),
        parents: parents.map(|contact| (contact.clone(), counted(contact))).collect(),
        is_to_a_parent,
        possible: possible::stands(rules, facts, decided, by, action),
    }
}

/// Whether a condition asks about what is being filled in.
pub(crate) fn asks_field(condition: &Condition) -> bool {
    condition.atoms().into_iter().any(|atom| match &atom.test {
        Test::Given(field) | Test::FieldIs { field, .. } | Test::FieldIn { field, .. } | Test::Rises(field) => {
            field.of.is_none()
        }
        test => test.measures().any(|measure| !measure.fields().is_empty()),
    })
}

/// A notice goes to one parent, and so does what is counted for one: the payment of a notice as well as what comes after it.
pub(crate) fn is_to_a_parent(rules: &Rules, action: &Action) -> bool {
    let limits = rules.limits.iter().filter(|limit| limit.on == action.head.name).map(|limit| &limit.allows);
    let mut conditions = action.conditions().into_iter().chain(limits);
    action.kind == Kind::Notice
        || conditions.any(|condition| rules.counts_that_parent(condition))
        || rules.is_counted_for_each_parent(action)
}

/// Does something about a pupil on behalf of `by`. Says what the handbook advises beside it.
pub fn act(app: &App, by: &Actor, pupil: PupilId, act: &Act<'_>) -> Result<Vec<String>, Error> {
    act_about(app, by, crate::pupil::seen(app, by, pupil, app.today())?, act)
}

/// The same about a pupil whom the actor is known to see, though they may have left.
pub(crate) fn act_about(app: &App, by: &Actor, pupil: Pupil, act: &Act<'_>) -> Result<Vec<String>, Error> {
    let (history, contacts) = around(app, by, &pupil)?;
    let fields = match app.rules(pupil.school)?.action(act.action) {
        Some(action) => {
            let filled = prefill::of_pupil(app, by, (&pupil, &history, &contacts), action)?;
            prefill::completed(action, &filled, act.fields)
        }
        None => prefill::typed(act.fields),
    };
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let act = &Act { fields: &fields, ..*act };
    loop {
        let (seen, history) = app.store.read::<_, Error>(|tx| {
            Ok((store::case::last_number(tx, pupil.school)?, store::case::of_pupil(tx, pupil.id)?))
        })?;
        let advice = app.with_facts((&pupil, app.today()), &history, |rules, facts| {
            decided(rules, facts, by, &pupil, &contacts, act)
        })??;
        let fields = act.fields.iter().filter(|(_, value)| !value.trim().is_empty());
        let done = Done::Did {
            action: act.action.to_owned(),
            outcome: act.outcome.to_owned(),
            to: act.to.to_owned(),
            fields: fields.map(|(name, value)| ((*name).to_owned(), value.trim().to_owned())).collect(),
        };
        let event = super::event(app, by, pupil.id, pupil.school, done, act.note);
        if append_first(app, event, seen)? {
            return Ok(advice);
        }
    }
}

/// Appends `event` unless the log of its school has gone on since it ended at `seen`: somebody else may have done the same
/// meanwhile, which a limit would count. Whether it was appended.
pub(crate) fn append_first(app: &App, event: Event, seen: i64) -> Result<bool, Error> {
    let is_first = app.store.write::<bool, store::StoreError>(move |tx| {
        let is_first = store::case::last_number(tx, event.school)? == seen;
        if is_first {
            store::case::append(tx, &event)?;
        }
        Ok(is_first)
    })?;
    if is_first {
        app.cache.forget();
    }
    Ok(is_first)
}

fn load(app: &App, by: &Actor, pupil: PupilId) -> Result<(Pupil, Vec<Event>, Vec<Contact>), Error> {
    let pupil = crate::pupil::seen(app, by, pupil, app.today())?;
    let (history, contacts) = around(app, by, &pupil)?;
    Ok((pupil, history, contacts))
}

fn around(app: &App, by: &Actor, pupil: &Pupil) -> Result<(Vec<Event>, Vec<Contact>), Error> {
    let may_see = by.may(Permission::SeeContacts, Place::School(pupil.school));
    app.store.read::<_, Error>(|tx| {
        let contacts = if may_see { store::contact::of_pupil(tx, pupil.id)? } else { Vec::new() };
        Ok((store::case::of_pupil(tx, pupil.id)?, contacts))
    })
}

/// Whether it may be done: the advice, or all that is missing.
fn decided(
    rules: &Rules,
    facts: &Facts<'_>,
    by: &Actor,
    pupil: &Pupil,
    contacts: &[Contact],
    act: &Act<'_>,
) -> Result<Vec<String>, Error> {
    let catalogue = possible::catalogue(rules, facts);
    let action = catalogue.iter().find(|action| action.head.name == act.action).ok_or(Error::NotFound("action"))?;
    if action.by.is_empty() {
        by.require(Permission::LeadCases, Place::School(pupil.school))?;
    }
    if !act.to.is_empty() && !contacts.iter().any(|contact| contact.is_parent && contact.name == act.to) {
        return Err(Error::NotFound("parent of this child"));
    }
    let held = roles::held(rules, by.role);
    let tried =
        Attempt { action: act.action, outcome: act.outcome, fields: act.fields, to: act.to, roles: Some(&held) };
    let allowed = attempt(rules, facts, &tried);
    let mut missing = not_said(rules, action, act);
    match allowed {
        Ok(advice) if missing.is_empty() => return Ok(advice),
        Ok(_) => {}
        Err(refused) => missing.extend(refused.missing),
    }
    missing.dedup();
    Err(Error::Refused(Refused { missing }))
}

/// What a record of it would lack, whatever the handbook asks first.
pub(crate) fn not_said(rules: &Rules, action: &Action, act: &Act<'_>) -> Vec<String> {
    let mut missing = Vec::new();
    for field in asked::fields(rules, action).into_iter().chain(asked::parts(rules, action)) {
        let value = act.fields.iter().find(|(name, _)| *name == field.name).map(|(_, value)| value.trim());
        missing.extend(value.filter(|value| !value.is_empty()).and_then(|value| asked::misfit(&field, value)));
    }
    // The answer to a referral or a notice comes later.
    let is_answered_later = matches!(action.kind, Kind::Referral | Kind::Notice);
    if act.outcome.is_empty() && !action.ends_as.is_empty() && !is_answered_later {
        missing.push(String::from(HOW_IT_ENDED));
    }
    if act.to.is_empty() && is_to_a_parent(rules, action) {
        missing.push(String::from(WHICH_PARENT));
    }
    missing
}

/// Said when it is not said how something ended.
pub const HOW_IT_ENDED: &str = "how it ended";
/// Said when it is not said to which parent something is done.
pub const WHICH_PARENT: &str = "which parent it is for";
