//! The children whom a slice is about, with what puts them into its rows.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use analysis::slice::{Member, Side};
use domain::{
    Date,
    case::Event,
    clock,
    id::{PupilId, SchoolId},
    permission::{Actor, Forbidden},
    pupil::Pupil,
};
use store::log::Ends;

use super::Asked;
use crate::{App, Error, school::cohorts::Membership, standing};

/// The children of a school in a stretch of days.
#[derive(Debug, Clone, Default)]
pub(super) struct Members {
    /// They. Their cohorts are places in `cohorts`, their bands in `bands`.
    pub(super) members: Vec<Member>,
    /// The same in the same order, as the admission register has them.
    pub(super) pupils: Vec<Pupil>,
    /// The cohorts of the school's packs, in their order.
    pub(super) cohorts: Vec<String>,
    /// The bands of the set that decides, in order, as a page calls them.
    pub(super) bands: Vec<String>,
}

/// The children of each school for the stretches that were asked about last, without their particulars.
#[derive(Default)]
pub(crate) struct Cache(Mutex<HashMap<SchoolId, Vec<Kept>>>);

/// The children of one stretch, with what they rest on.
type Kept = (Key, Arc<Members>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Key {
    from: Option<Date>,
    to: Date,
    has_bands: bool,
    ends: Ends,
    generation: u64,
}

/// So many stretches of a school are kept.
const STRETCHES_KEPT: usize = 4;

/// The children of one school whom `asked` is about, as far as `by` may know them; nobody means everything.
pub(super) fn of_school(app: &App, by: Option<&Actor>, school: SchoolId, asked: &Asked) -> Result<Members, Error> {
    let all = load(app, school, asked)?;
    let pupils = all.pupils.clone();
    let mut chosen = seen(app, by, (school, asked), &all)?;
    let ids: std::collections::HashSet<PupilId> = chosen.members.iter().map(|member| member.pupil).collect();
    chosen.pupils = pupils.into_iter().filter(|pupil| ids.contains(&pupil.id)).collect();
    Ok(chosen)
}

/// The same without particulars, for somebody who asks about all schools: kept until a mark, an event or the admission
/// register changes it.
pub(super) fn kept(app: &App, by: Option<&Actor>, ends: Ends, asked: &Asked) -> Result<Members, Error> {
    let key = Key {
        from: asked.scope.from,
        to: asked.scope.to,
        has_bands: asks_for_bands(asked),
        ends,
        generation: app.cache.generation(),
    };
    let all = match app.slices.find(&key) {
        Some(all) => all,
        None => {
            let all = Arc::new(Members { pupils: Vec::new(), ..load(app, ends.school, asked)? });
            app.slices.keep(key, &all);
            all
        }
    };
    seen(app, by, (ends.school, asked), &all)
}

impl Cache {
    fn find(&self, key: &Key) -> Option<Arc<Members>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(&key.ends.school)?.iter().find(|(known, _)| known == key).map(|(_, members)| Arc::clone(members))
    }

    fn keep(&self, key: Key, members: &Arc<Members>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let stretches = kept.entry(key.ends.school).or_default();
        let is_same = |known: &Key| (known.from, known.to, known.has_bands) == (key.from, key.to, key.has_bands);
        stretches.retain(|(known, _)| !is_same(known));
        if stretches.len() == STRETCHES_KEPT {
            stretches.remove(0);
        }
        stretches.push((key, Arc::clone(members)));
    }
}

fn asks_for_bands(asked: &Asked) -> bool {
    asked.by == Side::Band || asked.across == Side::Band
}

/// Everybody of the stretch, with all cohorts.
fn load(app: &App, school: SchoolId, asked: &Asked) -> Result<Members, Error> {
    let (from, to) = (asked.scope.from, asked.scope.to);
    let rules = app.rules_on(school, to)?;
    let follows = rules.cohorts.iter().any(|cohort| cohort.when.is_some());
    let (pupils, events) = app.store.read::<_, Error>(|tx| {
        let pupils = match from {
            Some(first) => store::pupil::of_school_during(tx, school, first, to)?,
            None => store::pupil::of_school(tx, school, to)?,
        };
        let year = domain::calendar::school_year_start(to);
        Ok((pupils, if follows { store::case::of_school(tx, school, year)? } else { Vec::new() }))
    })?;
    let mut histories: HashMap<PupilId, Vec<Event>> = HashMap::new();
    for event in events.into_iter().filter(|event| clock::local(event.at).date() <= to) {
        histories.entry(event.pupil).or_default().push(event);
    }
    let (bands, in_band) = if asks_for_bands(asked) { bands(app, school, to)? } else { Default::default() };
    let view = app.view(school);
    let roll = view.roll()?;
    let day = crate::school::scope::last_school_day(roll, to);
    let cohorts: Vec<Membership<'_>> = rules.cohorts.iter().map(|cohort| Membership::of(rules, cohort, day)).collect();
    let member = |pupil: &Pupil| {
        let history = histories.get(&pupil.id).map_or(&[][..], Vec::as_slice);
        let places = (0_u16..).zip(&cohorts).filter(|(_, cohort)| cohort.has(roll, pupil, history));
        Member {
            pupil: pupil.id,
            year: pupil.year,
            class: pupil.group,
            sex: pupil.sex,
            cohorts: places.map(|(place, _)| place).collect(),
            band: in_band.get(&pupil.id).copied(),
        }
    };
    Ok(Members {
        members: pupils.iter().map(member).collect(),
        pupils,
        cohorts: rules.cohorts.iter().map(|cohort| cohort.head.name.clone()).collect(),
        bands,
    })
}

/// The bands of the first set that decides something, and the place of each child who is in one at the end of `day`.
fn bands(app: &App, school: SchoolId, day: Date) -> Result<(Vec<String>, HashMap<PupilId, u16>), Error> {
    let Some(set) = app.rules_on(school, day)?.deciding_bands().next() else { return Ok(Default::default()) };
    let standings = standing::of_school_on(app, school, day)?;
    let place = |child: &standing::Standing| {
        let band = crate::school::bands::in_set(child, set)?;
        Some((child.pupil.id, u16::try_from(band.place).ok()?))
    };
    let names = set.bands.iter().map(|band| format!("{} ({})", band.name, set.head.name)).collect();
    Ok((names, standings.iter().filter_map(place).collect()))
}

/// Those whom `asked` chooses, without the cohorts that are kept from the reader.
fn seen(app: &App, by: Option<&Actor>, (school, asked): (SchoolId, &Asked), all: &Members) -> Result<Members, Error> {
    let veil = match by {
        Some(by) => crate::protected::veil(app, by, school, asked.scope.to)?,
        None => None,
    };
    let is_seen = |place: u16| {
        let name = all.cohorts.get(usize::from(place));
        name.is_some_and(|name| veil.as_ref().is_none_or(|veil| !veil.asks(name)))
    };
    let cohort = match &asked.scope.cohort {
        Some(name) => {
            let place = all.cohorts.iter().position(|known| known == name).and_then(|at| u16::try_from(at).ok());
            if let Some(by) = by.filter(|_| place.is_some_and(|place| !is_seen(place))) {
                return Err(Forbidden(by.role).into());
            }
            // A school whose packs do not have the cohort has nobody in it.
            Some(place)
        }
        None => None,
    };
    let scope = &asked.scope;
    let is_in = |member: &&Member| {
        scope.group.is_none_or(|group| member.class == group)
            && scope.year.is_none_or(|year| member.year == year)
            && cohort.is_none_or(|place| place.is_some_and(|place| member.cohorts.contains(&place)))
    };
    let covered = |member: &Member| {
        let cohorts = member.cohorts.iter().copied().filter(|&place| is_seen(place)).collect();
        Member { cohorts, ..member.clone() }
    };
    Ok(Members {
        members: all.members.iter().filter(is_in).map(covered).collect(),
        pupils: Vec::new(),
        cohorts: all.cohorts.clone(),
        bands: all.bands.clone(),
    })
}
