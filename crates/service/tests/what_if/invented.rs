//! A school of invented pupils, whose marks, cohorts and records are drawn by chance that is always the same.

use domain::{
    Date,
    act::{Act, By, Mark, NewEntry},
    calendar::Calendar,
    case::{Done, Event},
    clock, example,
    id::{GroupId, PersonId, PupilId, SchoolId},
    permission::{Actor, Role},
    school::Group,
    session::{Half, Session},
};
use jiff::civil::date;
use service::Packs;
use store::{
    Store, StoreError, Tx, calendar, case, group, log,
    pupil::{self, Cohort, NewPupil, Span},
    school,
};
use tempfile::TempDir;

/// The last day with a mark.
pub const DAY: Date = date(2027, 3, 12);

const SCHOOL: SchoolId = SchoolId(1);
const CLASS: GroupId = GroupId(1);
const PUPILS: i64 = 24;
const FIRST: Date = date(2026, 9, 1);

/// The school, in a file of its own that goes with it.
pub struct Invented {
    pub address: String,
    _folder: TempDir,
}

/// Numbers that look like chance and are the same for the same seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }

    fn one_of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len() as u64) as usize]
    }
}

impl Invented {
    pub fn by_chance(seed: u64) -> Invented {
        let folder = tempfile::tempdir().expect("a folder can be had");
        let address = format!("sqlite:{}", folder.path().join("invented.db").display());
        let store = Store::open(&address).expect("an empty file opens");
        let packs = Packs::built_in().expect("the packs have no fault");
        let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let (cohorts, things) = names(&packs);
        let (pupils, entries) = (pupils(&mut chance, &cohorts), entries(&mut chance, &packs));
        let events = events(&mut chance, &things);
        let written = store.write::<(), StoreError>(move |tx| {
            school::add(tx, &example::school())?;
            calendar::add(tx, SCHOOL, &example::calendar())?;
            group::add(tx, &Group { id: CLASS, school: SCHOOL, name: "5 Hazel".into(), year: 5 })?;
            pupils.iter().try_for_each(|child| child.add(tx))?;
            log::append_many(tx, entries)?;
            case::append_many(tx, SCHOOL, &events)
        });
        written.expect("an empty file takes a school");
        Invented { address, _folder: folder }
    }
}

/// The cohorts that can be recorded, and everything that can be done, in any pack.
fn names(packs: &Packs) -> (Vec<String>, Vec<String>) {
    let rules = || packs.rules.values();
    let cohorts = rules().flat_map(|rules| &rules.cohorts).filter(|cohort| cohort.is_recorded);
    let actions = rules().flat_map(|rules| rules.actions.iter().map(|action| &action.head.name));
    let tasks = rules().flat_map(|rules| rules.tasks.iter().map(|task| &task.head.name));
    (cohorts.map(|cohort| cohort.head.name.clone()).collect(), actions.chain(tasks).cloned().collect())
}

struct Child {
    id: PupilId,
    on_roll: Span,
    cohorts: Vec<Cohort>,
}

impl Child {
    fn add(&self, tx: &mut dyn Tx) -> Result<(), StoreError> {
        let number = self.id.0;
        let new = NewPupil {
            id: self.id,
            upn: format!("A8889901{number:05}"),
            forename: format!("Child {number}"),
            surname: "Hargreaves".into(),
            sex: 'F',
            born: date(2017, 5, 3),
            household: number,
        };
        pupil::add(tx, &new)?;
        pupil::enrol(tx, SCHOOL, &[(self.id, self.on_roll)])?;
        pupil::join(tx, &[(self.id, CLASS, self.on_roll)])?;
        let cohorts: Vec<(PupilId, Cohort)> = self.cohorts.iter().map(|cohort| (self.id, cohort.clone())).collect();
        pupil::add_cohorts(tx, &cohorts)
    }
}

fn pupils(chance: &mut Chance, cohorts: &[String]) -> Vec<Child> {
    let child = |number: i64| {
        let until = (chance.below(10) == 0).then_some(date(2027, 1, 15));
        let from = if chance.below(10) == 0 { date(2026, 11, 2) } else { FIRST };
        let cohort = |chance: &mut Chance| {
            let name = cohorts[chance.below(cohorts.len() as u64) as usize].clone();
            let from = if chance.below(2) == 0 { FIRST } else { date(2026, 11, 11) };
            let until = (chance.below(3) == 0).then_some(date(2027, 1, 20));
            Cohort { name, span: Span { from, until }, source: "school".into() }
        };
        let mut all: Vec<Cohort> = (0..chance.below(4)).map(|_| cohort(chance)).collect();
        all.sort_by(|one, other| one.name.cmp(&other.name));
        all.dedup_by(|one, other| one.name == other.name);
        Child { id: PupilId(number), on_roll: Span { from, until }, cohorts: all }
    };
    (1..=PUPILS).map(child).collect()
}

fn entries(chance: &mut Chance, packs: &Packs) -> Vec<NewEntry> {
    let codes = &packs.codes;
    let calendar: Calendar = example::calendar();
    let by = By { person: PersonId(1), name: "Grace Hartley".into(), position: "class teacher".into() };
    let often: Vec<u64> = (0..PUPILS).map(|_| *chance.one_of(&[&2, &5, &10, &25, &60])).collect();
    let mut away: Vec<Option<&'static str>> = vec![None; PUPILS as usize];
    let mut entries = Vec::new();
    for &day in calendar.between(FIRST, DAY) {
        for place in 0..PUPILS as usize {
            let is_away = chance.below(100) < often[place];
            let kept = away[place].filter(|_| chance.below(3) > 0);
            let letters = chance.one_of(&["I", "I", "O", "G", "U", "N", "M", "L", "H"]);
            away[place] = is_away.then_some(kept.unwrap_or(letters));
        }
        for half in Half::BOTH {
            let session = Session::new(day, half);
            let mark = |place: usize| {
                let known = away[place].and_then(|letters| codes.find(letters, day));
                let code = known.or_else(|| codes.present(half, day)).expect("the table has them");
                Mark {
                    pupil: PupilId(place as i64 + 1),
                    session,
                    was: None,
                    code,
                    minutes_late: None,
                    note: String::new(),
                }
            };
            entries.push(NewEntry {
                school: SCHOOL,
                at: clock::instant(day, example::school().times(half).opens),
                by: by.clone(),
                act: Act::Taken { group: CLASS },
                reason: String::new(),
                marks: (0..PUPILS as usize).map(mark).collect(),
            });
        }
    }
    entries
}

fn events(chance: &mut Chance, things: &[String]) -> Vec<Event> {
    let calendar = example::calendar();
    let days = calendar.between(FIRST, DAY);
    let mut events: Vec<Event> = Vec::new();
    for _ in 0..PUPILS * 4 {
        let day = days[chance.below(days.len() as u64) as usize];
        let thing = things[chance.below(things.len() as u64) as usize].clone();
        let done = match chance.below(3) {
            0 => Done::TaskDone { task: thing },
            1 => Done::Considered { item: thing, taken_up: chance.below(2) == 0 },
            _ => Done::Did { action: thing, outcome: String::new(), to: String::new(), fields: Vec::new() },
        };
        events.push(Event {
            pupil: PupilId(1 + chance.below(PUPILS as u64) as i64),
            school: SCHOOL,
            at: clock::instant(day, example::school().morning.closes),
            by: By { person: PersonId(3), name: "Priya Nair".into(), position: "attendance lead".into() },
            done,
            note: String::from("by chance"),
        });
    }
    events.sort_by_key(|event| event.at);
    events
}

pub fn actor(role: Role, school: Option<SchoolId>) -> Actor {
    Actor { person: PersonId(3), name: "Priya Nair".into(), role, school, groups: Vec::new() }
}
