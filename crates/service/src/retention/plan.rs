//! Which records are past their last day, and which of them stay all the same.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Date,
    act::Mark,
    case::{Done, Event},
    clock,
    id::{PupilId, SchoolId},
    log::{Entry, Hash},
    message::Message,
    retention::{Kind, Record, Why, holds, keep_until},
};
use jiff::Timestamp;
use store::{Chained, StoreError, Tx};

use super::numbered;
use crate::{App, Error};

/// The setting of the packs that says how many years records of a kind are kept.
const fn setting(kind: Kind) -> &'static str {
    match kind {
        Kind::Marks => "years a register entry is kept",
        Kind::Casework => "years casework is kept after its last step",
        Kind::Letters => "years letters are kept after the last step",
        Kind::Messages => "years messages are kept",
        Kind::Evidence => "years files of families are kept",
        Kind::Submissions => "years submitted forms are kept",
    }
}

/// The setting that says how long a case counts as open.
const OPEN: &str = "years a case counts as open after its last step";

/// How long records of a school are kept, by its rules of today. What no setting names is kept for ever.
#[derive(Debug, Clone)]
pub(super) struct Terms {
    years: BTreeMap<Kind, i16>,
    open: Option<i16>,
}

impl Terms {
    /// Those of a school.
    pub(super) fn of(app: &App, school: SchoolId) -> Result<Terms, Error> {
        let rules = app.rules(school)?;
        let years = |name: &str| {
            let amount = rules.setting(name)?.amount()?;
            i16::try_from(amount.thousandths / 1000).ok()
        };
        let each = Kind::ALL.into_iter().filter_map(|kind| Some((kind, years(setting(kind))?)));
        Ok(Terms { years: each.collect(), open: years(OPEN) })
    }
}

/// How many records of a kind are past their last day. Of entries of the register it is the marks that are counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The kind.
    pub kind: Kind,
    /// For how many years it is kept; nothing where the rules do not say, and it is kept for ever.
    pub years: Option<i16>,
    /// Those that may go.
    pub free: usize,
    /// Those that stay, by why.
    pub held: BTreeMap<Why, usize>,
}

/// Something to be purged.
#[derive(Debug, Clone)]
pub(super) enum Item {
    /// An entry, with the marks that stay.
    Entry(Entry, Vec<Mark>),
    /// An event of the case log.
    Event(Chained<Event>),
    /// Anything else.
    Other(Record),
}

/// What a purge would do.
#[derive(Debug, Clone)]
pub struct Plan {
    /// How much of each kind.
    pub counted: Vec<Counted>,
    pub(super) items: Vec<Item>,
}

/// What is past its last day on `day`, as the records stand in this transaction.
pub(super) fn plan(tx: &mut dyn Tx, terms: &Terms, school: SchoolId, day: Date) -> Result<Plan, StoreError> {
    let log = store::retention::of_school(tx, school)?;
    let cases = store::case::chained(tx, school)?;
    let mut planner = Planner {
        terms,
        day,
        held: holds(numbered(&log)).iter().map(|hold| hold.pupil).collect(),
        last_step: last_steps(&cases),
        purged: store::retention::remainders_of(tx, school)?,
        counted: Kind::ALL.map(|kind| (kind, (0, BTreeMap::new()))).into(),
        items: Vec::new(),
    };
    store::log::each(tx, school, 0, &mut |entry| {
        planner.entry(entry);
        Ok(())
    })?;
    for one in cases.into_iter().filter(|one| one.event.done != Done::Purged) {
        let (pupil, at) = (one.event.pupil, one.event.at);
        planner.consider(Kind::Casework, at, &[pupil], Item::Event(one));
    }
    for one in store::document::of_school(tx, school)? {
        planner.consider(Kind::Letters, one.made_at, &[one.pupil], Item::Other(Record::Letter(one.id)));
    }
    for message in messages(tx, school)? {
        let what = &message.what;
        planner.consider(Kind::Messages, what.at, &what.pupils, Item::Other(Record::Message(message.id)));
    }
    for one in store::evidence::of_school(tx, school)? {
        planner.consider(Kind::Evidence, one.what.at, &[one.what.pupil], Item::Other(Record::Evidence(one.id)));
    }
    for one in store::submission::of_school(tx, school)? {
        let pupils: Vec<PupilId> = one.given.iter().map(|mark| mark.pupil).collect();
        planner.consider(Kind::Submissions, one.received, &pupils, Item::Other(Record::Submission(one.id)));
    }
    Ok(planner.plan())
}

/// Every message of a school.
fn messages(tx: &mut dyn Tx, school: SchoolId) -> Result<Vec<Message>, StoreError> {
    let log = store::message::chained(tx, school)?;
    let mut all = Vec::new();
    for one in log.iter().filter(|one| one.event.delivery == 0) {
        all.extend(store::message::find(tx, one.event.message)?);
    }
    Ok(all)
}

/// The day of the last step about each pupil: what was done by the handbook, and letters. A call, a message and a reply are none.
fn last_steps(cases: &[Chained<Event>]) -> BTreeMap<PupilId, Date> {
    let mut last = BTreeMap::new();
    for Event { pupil, at, done, .. } in cases.iter().map(|one| &one.event) {
        if matches!(done, Done::Did { .. } | Done::TaskDone { .. } | Done::LetterMade { .. }) {
            let day = clock::local(*at).date();
            last.entry(*pupil).and_modify(|known: &mut Date| *known = day.max(*known)).or_insert(day);
        }
    }
    last
}

struct Planner<'a> {
    terms: &'a Terms,
    day: Date,
    held: BTreeSet<PupilId>,
    last_step: BTreeMap<PupilId, Date>,
    purged: BTreeMap<Record, Hash>,
    counted: BTreeMap<Kind, (usize, BTreeMap<Why, usize>)>,
    items: Vec<Item>,
}

impl Planner<'_> {
    fn entry(&mut self, entry: Entry) {
        if entry.what.marks.is_empty() || !self.is_past(Kind::Marks, clock::local(entry.what.at).date()) {
            return;
        }
        let keep: Vec<Mark> =
            entry.what.marks.iter().filter(|mark| self.why(&[mark.pupil]).is_some()).cloned().collect();
        for mark in &entry.what.marks {
            let why = self.why(&[mark.pupil]);
            self.count(Kind::Marks, why);
        }
        if keep.len() < entry.what.marks.len() {
            self.items.push(Item::Entry(entry, keep));
        }
    }

    fn consider(&mut self, kind: Kind, at: Timestamp, pupils: &[PupilId], item: Item) {
        if matches!(&item, Item::Other(record) if self.purged.contains_key(record)) {
            return;
        }
        let mut made = clock::local(at).date();
        if matches!(kind, Kind::Casework | Kind::Letters) {
            let last = pupils.iter().filter_map(|pupil| self.last_step.get(pupil)).max();
            made = last.map_or(made, |last| made.max(*last));
        }
        if !self.is_past(kind, made) {
            return;
        }
        let why = self.why(pupils);
        self.count(kind, why);
        if why.is_none() {
            self.items.push(item);
        }
    }

    fn is_past(&self, kind: Kind, made: Date) -> bool {
        self.terms.years.get(&kind).is_some_and(|years| keep_until(made, *years) < self.day)
    }

    /// What holds records about these pupils back.
    fn why(&self, pupils: &[PupilId]) -> Option<Why> {
        let is_open = |pupil: &PupilId| {
            let last = self.last_step.get(pupil);
            last.zip(self.terms.open).is_some_and(|(last, years)| keep_until(*last, years) >= self.day)
        };
        if pupils.iter().any(|pupil| self.held.contains(pupil)) {
            Some(Why::Hold)
        } else {
            pupils.iter().any(is_open).then_some(Why::OpenCase)
        }
    }

    fn count(&mut self, kind: Kind, why: Option<Why>) {
        let (free, held) = self.counted.entry(kind).or_default();
        match why {
            None => *free += 1,
            Some(why) => *held.entry(why).or_default() += 1,
        }
    }

    fn plan(self) -> Plan {
        let years = &self.terms.years;
        let counted = self.counted.into_iter();
        let one = |(kind, (free, held))| Counted { kind, years: years.get(&kind).copied(), free, held };
        Plan { counted: counted.map(one).collect(), items: self.items }
    }
}
