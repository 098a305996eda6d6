//! What the handbooks ask of the authority itself: reports, meetings and duties that are owed once for the whole area, and not
//! by each school.

use domain::{
    case::{AUTHORITY, Done, Event, NOBODY},
    decide::{Facts, Who},
    permission::{Actor, Permission, Place},
    rule::{About, Action, Rules},
};

use crate::{
    App, Error,
    case::{Act, Sight, act as forms, prefill},
    duty::{self, Duty},
};

/// A duty of the authority, with the folder of the handbook that asks it.
pub type OfHandbook = (String, Duty);

/// Everything that is asked of the authority, handbook by handbook: what is due first, by date.
pub fn all(app: &App, by: &Actor) -> Result<Vec<OfHandbook>, Error> {
    by.require(Permission::SeeArea, Place::Anywhere)?;
    let history = app.store.read(store::authority_event::all)?;
    let mut all: Vec<OfHandbook> = Vec::new();
    for pack in handbooks(app) {
        let duties = with_facts(app, &pack, &history, |rules, facts| {
            duty::all(rules, facts, by, (About::Authority, (app.today(), app.time())), &|_| None)
        })?;
        // What the country asks stands in every handbook above it.
        let is_new =
            |duty: &Duty| !all.iter().any(|(_, known)| known.possible.action.head == duty.possible.action.head);
        let new: Vec<Duty> = duties.into_iter().filter(is_new).collect();
        all.extend(new.into_iter().map(|duty| (pack.clone(), duty)));
    }
    Ok(all)
}

/// What is due of the reader's own within four weeks, or overdue.
pub fn due(app: &App, by: &Actor) -> Result<Vec<OfHandbook>, Error> {
    let mut duties = all(app, by)?;
    duties.retain(|(_, duty)| duty::is_due(app, by, duty));
    Ok(duties)
}

/// The thing of `pack` whose name has this slug, as it stands for the authority. Opens the page on which it is done.
pub fn look(app: &App, by: &Actor, pack: &str, called: &str) -> Result<Sight, Error> {
    by.require(Permission::SeeArea, Place::Anywhere)?;
    let history = app.store.read(store::authority_event::all)?;
    for handbook in handbooks(app) {
        let sight = with_facts(app, &handbook, &history, |rules, facts| {
            let is_it = |action: &Action| action.head.answers_to(pack, called);
            let action = duty::catalogue_of(rules, About::Authority).into_iter().find(is_it)?;
            let owed = duty::owed_of(rules, facts, About::Authority);
            Some(forms::sight(rules, facts, (by, &owed), action, &[]))
        })?;
        if let Some(mut sight) = sight {
            sight.filled = prefill::of_authority(app, by, &sight.possible.action)?;
            return Ok(sight);
        }
    }
    Err(Error::NotFound("duty"))
}

/// Does the thing of `pack` with this slug for the authority on behalf of `by`, in whose post a role of the handbook has to lie
/// that does it. Says what the handbook advises beside it.
pub fn act(app: &App, by: &Actor, (pack, called): (&str, &str), act: &Act<'_>) -> Result<Vec<String>, Error> {
    let sight = look(app, by, pack, called)?;
    let action = &sight.possible.action;
    let fields = prefill::completed(action, &sight.filled, act.fields);
    let given: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let act = &Act { action: &action.head.name, fields: &given, ..*act };
    let handbook = handbook_of(app, action)?;
    loop {
        let (seen, history) = app
            .store
            .read::<_, Error>(|tx| Ok((store::authority_event::last_number(tx)?, store::authority_event::all(tx)?)))?;
        let advice = with_facts(app, &handbook, &history, |rules, facts| {
            duty::decided(rules, facts, by, (About::Authority, act))
        })??;
        let event = event(app, by, act);
        // Somebody else may have done the same meanwhile, which a limit would count.
        let is_first = app.store.write::<bool, store::StoreError>(move |tx| {
            let is_first = store::authority_event::last_number(tx)? == seen;
            if is_first {
                store::authority_event::append(tx, &event)?;
            }
            Ok(is_first)
        })?;
        if is_first {
            return Ok(advice);
        }
    }
}

fn event(app: &App, by: &Actor, act: &Act<'_>) -> Event {
    let fields = act.fields.iter().filter(|(_, value)| !value.trim().is_empty());
    let done = Done::Did {
        action: act.action.to_owned(),
        outcome: act.outcome.to_owned(),
        to: String::new(),
        fields: fields.map(|(name, value)| ((*name).to_owned(), value.trim().to_owned())).collect(),
    };
    crate::case::event(app, by, NOBODY, AUTHORITY, done, act.note)
}

/// The rules of the handbook called so, for whoever shows something of it.
pub fn rules<'a>(app: &'a App, handbook: &str) -> Result<&'a Rules, Error> {
    app.packs().rules(handbook)
}

/// The handbooks of authorities that schools follow, each once: a school's own rests on one of them.
fn handbooks(app: &App) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for school in app.schools() {
        let layers = app.packs().layers(&school.pack);
        let of_authority = layers.iter().rev().find(|pack| pack.head.kind == "authority").or(layers.last());
        let folder = of_authority.map(|pack| pack.head.slug.clone());
        all.extend(folder.filter(|folder| !all.contains(folder)));
    }
    all
}

/// The first handbook in which an entry stands.
fn handbook_of(app: &App, action: &Action) -> Result<String, Error> {
    let stands_in = |folder: &String| {
        let rules = app.packs().rules(folder);
        rules.is_ok_and(|rules| duty::catalogue_of(rules, About::Authority).iter().any(|one| one.head == action.head))
    };
    handbooks(app).into_iter().find(stands_in).ok_or(Error::NotFound("duty"))
}

/// What is known of the authority as a whole today, given to `ask`. Its days of school are those of the first school that
/// follows the handbook.
fn with_facts<T>(
    app: &App,
    handbook: &str,
    history: &[Event],
    ask: impl FnOnce(&Rules, &Facts<'_>) -> T,
) -> Result<T, Error> {
    let follows = |pack: &str| app.packs().layers(pack).iter().any(|layer| layer.head.slug == handbook);
    let school = app.schools().find(|school| follows(&school.pack)).ok_or(Error::NotFound("school"))?;
    let view = app.view(school.id);
    let sheet = view.roll()?.sheet_or_blank(NOBODY);
    let facts = Facts { day: app.today(), who: Who::default(), sheet, cohorts: &[], history };
    Ok(ask(app.packs().rules(handbook)?, &facts))
}
