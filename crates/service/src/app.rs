//! What all use cases share: the store, the roll, the packs and the clock.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard},
};

use analysis::{Roll, SchoolRoll, roll::StoredEntry};
use domain::{
    Date, Time,
    act::NewEntry,
    calendar::Calendar,
    case::NOBODY,
    code::CodeTable,
    decide::{Facts, Who},
    id::SchoolId,
    log::Entry,
    message::Channel,
    permission::{Actor, Permission, Place},
    proposal::Draft,
    pupil::Pupil,
    rule::Rules,
    school::School,
    session::{Half, Session},
};
use jiff::Timestamp;
use pack::Fault;
use store::{Store, StoreError, Tx, log::Ends};

use crate::{Clock, Error, Packs, packs::Shelf, standing::Cache};

mod schools;

use schools::Schools;

/// The application.
pub struct App {
    pub(crate) store: Store,
    shelf: Shelf,
    pub(crate) clock: Clock,
    /// Why the day shown is not the day asked for; only of the invented authority.
    pub note: Option<String>,
    /// Whether everything in it is invented.
    pub is_demo: bool,
    /// The name of the authority.
    pub authority: String,
    /// Where families reach the pages, such as `https://attendance.school.example`; it stands in the links of messages.
    pub address: String,
    /// How messages can be carried from here; a message of another kind waits.
    pub channels: Vec<Channel>,
    schools: Schools,
    roll: RwLock<Roll>,
    pub(crate) cache: Cache,
    pub(crate) pictures: crate::picture::Cache,
    pub(crate) slices: crate::slice::Cache,
    pub(crate) areas: crate::area::Cache,
}

/// What is decided about something that is written beside an entry of the log.
pub(crate) enum Beside<K, T> {
    /// Nothing is written: this is the answer.
    Answer(T),
    /// The entry, if there is one, and what stands beside it.
    Write(Option<NewEntry>, K),
}

/// The rolls of all schools, held while figures are worked out.
pub struct SchoolView<'a> {
    roll: RwLockReadGuard<'a, Roll>,
    school: SchoolId,
}

impl SchoolView<'_> {
    /// The roll of the school.
    pub fn roll(&self) -> Result<&SchoolRoll, Error> {
        self.roll.school(self.school).ok_or(Error::NotFound("school"))
    }
}

impl App {
    /// Opens the application: builds the roll of every school from its log, on all cores. `progress` hears how many schools are done.
    pub fn open(store: Store, packs: Packs, clock: Clock, progress: &(dyn Fn(u64, u64) + Sync)) -> Result<App, Error> {
        let listed = store.read(store::school::all)?;
        let authority = store.read(|tx| store::meta::find(tx, "authority"))?.unwrap_or_default();
        let order: Vec<SchoolId> = listed.iter().map(|school| school.id).collect();
        let mut roll = Roll::new(packs.codes.clone());
        for built in build(&store, &packs.codes, &order, progress)? {
            roll.insert(built);
        }
        let schools = Schools::new(listed, &store.read(store::school_change::last)?);
        let cache = Cache::default();
        let shelf = Shelf::new(packs, &store.read(store::proposal::all)?)?;
        let app = App {
            store,
            shelf,
            clock,
            note: None,
            is_demo: false,
            authority,
            address: String::new(),
            channels: Vec::new(),
            schools,
            roll: RwLock::new(roll),
            cache,
            pictures: crate::picture::Cache::default(),
            slices: crate::slice::Cache::default(),
            areas: crate::area::Cache::default(),
        };
        crate::admission::opening::fill_all(&app)?;
        Ok(app)
    }

    /// The instant.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The day by the clocks of England.
    pub fn today(&self) -> Date {
        self.clock.today()
    }

    /// The time of day by the clocks of England.
    pub fn time(&self) -> Time {
        self.clock.time()
    }

    /// The packs as they apply today.
    pub fn packs(&self) -> &Packs {
        self.packs_on(self.today())
    }

    /// The packs as they applied on `day`.
    pub fn packs_on(&self, day: Date) -> &Packs {
        self.shelf.on(day)
    }

    /// Every edition of the packs.
    pub(crate) const fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// Takes in the changes of handbooks that were approved since, on this server or on another.
    pub(crate) fn follow_handbooks(&self) -> Result<(), Error> {
        let decided = self.store.read(store::proposal::decided)?;
        if self.shelf.knows(decided) {
            return Ok(());
        }
        self.shelf.replace(&self.store.read(store::proposal::all)?)?;
        self.cache.forget();
        Ok(())
    }

    /// The packs as they would apply on `day` if `draft` were approved beside everything that is.
    pub(crate) fn packs_with(&self, draft: &Draft, day: Date) -> Result<Packs, Vec<Fault>> {
        self.shelf.with(draft, day)
    }

    /// The days on which the handbooks change again after `day`.
    pub(crate) fn handbook_days_after(&self, day: Date) -> Vec<Date> {
        self.shelf.days_after(day)
    }

    /// The code table.
    pub fn codes(&self) -> &CodeTable {
        &self.shelf.built_in().codes
    }

    /// One school.
    pub fn school(&self, id: SchoolId) -> Result<&School, Error> {
        self.schools.find(id).ok_or(Error::NotFound("school"))
    }

    /// The schools, by name.
    pub fn schools(&self) -> impl Iterator<Item = &School> {
        self.schools.all()
    }

    /// The rules that apply to a school.
    pub fn rules(&self, school: SchoolId) -> Result<&Rules, Error> {
        self.rules_on(school, self.today())
    }

    /// The rules that applied to a school on `day`, as far as its handbook was changed in the application since.
    pub fn rules_on(&self, school: SchoolId, day: Date) -> Result<&Rules, Error> {
        self.packs_on(day).rules(&self.school(school)?.pack)
    }

    /// The roll of one school, held for reading.
    pub fn view(&self, school: SchoolId) -> SchoolView<'_> {
        SchoolView { roll: self.roll.read().unwrap_or_else(PoisonError::into_inner), school }
    }

    /// The calendar of a school.
    pub fn calendar(&self, school: SchoolId) -> Result<Calendar, Error> {
        Ok(self.view(school).roll()?.calendar().clone())
    }

    /// The school of the actor's post; of an authority's officer there is none.
    pub fn own_school(&self, by: &Actor) -> Result<&School, Error> {
        self.school(by.school.ok_or(Error::NotFound("school"))?)
    }

    /// The session that is on now, or the last one begun: before the morning opens it is the afternoon of the school day before.
    pub fn current_session(&self, school: &School) -> Result<Option<Session>, Error> {
        let calendar = self.calendar(school.id)?;
        let (today, time) = (self.today(), self.time());
        let Some(day) = calendar.on_or_before(today) else { return Ok(None) };
        Ok(if day < today || time >= school.afternoon.opens.saturating_sub(jiff::Span::new().minutes(15)) {
            Some(Session::new(day, Half::Afternoon))
        } else if time >= school.morning.opens.saturating_sub(jiff::Span::new().minutes(30)) {
            Some(Session::new(day, Half::Morning))
        } else {
            day.yesterday()
                .ok()
                .and_then(|before| calendar.on_or_before(before))
                .map(|day| Session::new(day, Half::Afternoon))
        })
    }

    /// Everything known of a pupil, as enrolled today, at the end of `day`, given to `ask`.
    pub fn with_facts<T>(
        &self,
        (pupil, day): (&Pupil, Date),
        history: &[domain::case::Event],
        ask: impl FnOnce(&Rules, &Facts<'_>) -> T,
    ) -> Result<T, Error> {
        let view = self.view(pupil.school);
        let sheet = view.roll()?.sheet_or_blank(pupil.id);
        let facts = Facts { day, who: Who::of(pupil, self.today()), sheet, cohorts: &pupil.cohorts, history };
        Ok(ask(self.rules_on(pupil.school, day)?, &facts))
    }

    /// Everything known of a school as a whole at the end of `day`, given to `ask`.
    pub fn with_facts_of_school<T>(
        &self,
        school: SchoolId,
        day: Date,
        history: &[domain::case::Event],
        ask: impl FnOnce(&Rules, &Facts<'_>) -> T,
    ) -> Result<T, Error> {
        let view = self.view(school);
        let sheet = view.roll()?.sheet_or_blank(NOBODY);
        let facts = Facts { day, who: Who::default(), sheet, cohorts: &[], history };
        Ok(ask(self.rules_on(school, day)?, &facts))
    }

    /// Appends the act that `check` makes of the register as it stands; on the disk before this returns, and followed in the
    /// roll. When somebody else appended meanwhile, `check` is asked again, so that it decides on what really stands.
    pub(crate) fn append(
        &self,
        school: SchoolId,
        check: impl Fn(&mut dyn Tx, &SchoolRoll) -> Result<NewEntry, Error>,
    ) -> Result<Entry, Error> {
        loop {
            self.follow(school)?;
            let (what, seen) = {
                let view = self.view(school);
                let roll = view.roll()?;
                (self.store.read(|tx| check(tx, roll))?, roll.last_entry())
            };
            let appended = self.store.write::<Option<Entry>, StoreError>(move |tx| {
                let head = store::log::head(tx, school)?;
                if head.number == seen { store::log::append(tx, what).map(Some) } else { Ok(None) }
            })?;
            if let Some(entry) = appended {
                self.roll.write().unwrap_or_else(PoisonError::into_inner).apply(&entry)?;
                return Ok(entry);
            }
        }
    }

    /// The same as [`App::append`], with something beside the entry that `keep` writes in the same transaction, whether or not
    /// there is an entry.
    pub(crate) fn append_beside<K: Send + 'static, T: Send + 'static>(
        &self,
        school: SchoolId,
        decide: impl Fn(&mut dyn Tx, &SchoolRoll) -> Result<Beside<K, T>, Error>,
        keep: fn(&mut dyn Tx, Option<&Entry>, K) -> Result<T, StoreError>,
    ) -> Result<T, Error> {
        loop {
            self.follow(school)?;
            let (decided, seen) = {
                let view = self.view(school);
                let roll = view.roll()?;
                (self.store.read(|tx| decide(tx, roll))?, roll.last_entry())
            };
            let (what, beside) = match decided {
                Beside::Answer(answer) => return Ok(answer),
                Beside::Write(what, beside) => (what, beside),
            };
            let written = self.store.write::<Option<(Option<Entry>, T)>, StoreError>(move |tx| {
                if store::log::head(tx, school)?.number != seen {
                    return Ok(None);
                }
                let entry = what.map(|what| store::log::append(tx, what)).transpose()?;
                let answer = keep(tx, entry.as_ref(), beside)?;
                Ok(Some((entry, answer)))
            })?;
            if let Some((entry, answer)) = written {
                if let Some(entry) = entry {
                    self.roll.write().unwrap_or_else(PoisonError::into_inner).apply(&entry)?;
                }
                return Ok(answer);
            }
        }
    }

    /// Brings the roll of a school up to the end of its log: another server may have appended to it.
    pub fn follow(&self, school: SchoolId) -> Result<(), Error> {
        let last = self.roll.read().unwrap_or_else(PoisonError::into_inner).last_entry(school);
        let mut missing = Vec::new();
        let (heads, changes) =
            self.store.read::<_, StoreError>(|tx| Ok((store::log::heads(tx)?, store::school_change::last(tx)?)))?;
        if let Some(&(_, change)) = changes.iter().find(|(of, _)| *of == school)
            && self.schools.change(school) < change
        {
            self.take_in(school, change)?;
        }
        if heads.iter().any(|(of, head)| *of == school && head.number > last) {
            self.store.read(|tx| {
                store::log::each(tx, school, last, &mut |entry| {
                    missing.push(entry);
                    Ok(())
                })
            })?;
        }
        if missing.is_empty() {
            return Ok(());
        }
        let mut roll = self.roll.write().unwrap_or_else(PoisonError::into_inner);
        missing.iter().try_for_each(|entry| roll.apply(entry))?;
        Ok(())
    }

    /// Brings the rolls of all schools up to the ends of their logs, and says where those are. Where nothing was appended that
    /// is one reading.
    pub(crate) fn follow_all(&self) -> Result<Vec<Ends>, Error> {
        let (ends, changes) =
            self.store.read::<_, StoreError>(|tx| Ok((store::log::ends(tx)?, store::school_change::last(tx)?)))?;
        let is_behind = {
            let roll = self.roll.read().unwrap_or_else(PoisonError::into_inner);
            let changed: HashMap<SchoolId, i64> = changes.into_iter().collect();
            move |end: &&Ends| {
                end.register > roll.last_entry(end.school)
                    || self.schools.change(end.school) < changed.get(&end.school).copied().unwrap_or(0)
            }
        };
        let behind: Vec<SchoolId> = ends.iter().filter(is_behind).map(|end| end.school).collect();
        behind.into_iter().try_for_each(|school| self.follow(school))?;
        Ok(ends)
    }

    /// Changes the times or the calendar of a school: `work` writes it, `change` says it in words. Followed before this
    /// returns, as other servers will.
    pub(crate) fn change_school(
        &self,
        school: SchoolId,
        change: store::school_change::Change,
        work: impl FnOnce(&mut dyn Tx) -> Result<(), StoreError> + Send + 'static,
    ) -> Result<(), Error> {
        self.store.write::<(), StoreError>(move |tx| {
            work(tx)?;
            store::school_change::add(tx, school, &change)
        })?;
        self.follow(school)
    }

    /// Takes in what was changed about a school. Its roll is built anew: another calendar has other sessions, and a purge took
    /// marks out of the log.
    fn take_in(&self, id: SchoolId, change: i64) -> Result<(), Error> {
        let mut roll = self.roll.write().unwrap_or_else(PoisonError::into_inner);
        let school = self.store.read(|tx| store::school::find(tx, id))?;
        if roll.school(id).is_some() {
            let codes = Arc::clone(roll.codes());
            roll.insert(build_one(&self.store, codes, id)?);
        }
        drop(roll);
        self.schools.replace(school.ok_or(Error::NotFound("school"))?, change);
        self.cache.forget();
        Ok(())
    }

    /// Works out how every pupil of every school stands, and what the authority's people need of each school, where something
    /// changed since: nobody waits for it then. Whatever fails here is said to whoever asks.
    pub fn warm(&self) {
        let _ = crate::picture::of_all(self, self.today());
        let _ = crate::area::bring_up_to_date(self);
    }

    /// Refuses unless the actor has `permission` in the school.
    pub(crate) fn permit(&self, by: &Actor, permission: Permission, school: SchoolId) -> Result<(), Error> {
        Ok(by.require(permission, Place::School(school))?)
    }
}

fn build(
    store: &Store,
    codes: &Arc<CodeTable>,
    schools: &[SchoolId],
    progress: &(dyn Fn(u64, u64) + Sync),
) -> Result<Vec<SchoolRoll>, Error> {
    use std::sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    };
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let built: Mutex<Vec<Result<SchoolRoll, Error>>> = Mutex::new(Vec::with_capacity(schools.len()));
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(schools.len());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(&school) = schools.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let one = build_one(store, codes.clone(), school);
                    built.lock().unwrap_or_else(PoisonError::into_inner).push(one);
                    progress(done.fetch_add(1, Ordering::Relaxed) as u64 + 1, schools.len() as u64);
                }
            });
        }
    });
    built.into_inner().unwrap_or_else(PoisonError::into_inner).into_iter().collect()
}

fn build_one(store: &Store, codes: Arc<CodeTable>, school: SchoolId) -> Result<SchoolRoll, Error> {
    let calendar = store.read(|tx| store::calendar::find(tx, school))?;
    let mut roll = SchoolRoll::new(school, codes, calendar);
    let mut failed = None;
    store.read::<(), StoreError>(|tx| {
        store::log::each_packed(tx, school, 0, &mut |number, packed| {
            if failed.is_none() {
                failed = roll.apply_stored(StoredEntry { number, packed }).err();
            }
            Ok(())
        })
    })?;
    failed.map_or(Ok(roll), |error| Err(error.into()))
}
