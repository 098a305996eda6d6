//! What the invented staff did about absence: calls, tasks of their pack done, items of menus considered.

use domain::{
    Date,
    act::By,
    case::{Done, Event, Reached},
    code::{Class, Code, CodeTable},
    id::PupilId,
    pupil::Contact,
    session::Half,
};
use jiff::Timestamp;

use super::{
    clock::{Midnight, Minute, minute},
    codes::Codes,
    draw::Draw,
    happening::Moment,
    profile::VULNERABLE,
    register::{Reach, Silence, Written},
    schools::Place,
    staff::Staff,
};

mod bands;
mod triggers;

/// A pupil as the casework sees them.
pub(super) struct Subject<'a> {
    pub(super) id: PupilId,
    pub(super) cohorts: Vec<&'a str>,
    pub(super) contacts: &'a [Contact],
}

impl Subject<'_> {
    fn is_vulnerable(&self) -> bool {
        self.cohorts.iter().any(|cohort| VULNERABLE.contains(cohort))
    }
}

/// The marks of one school year that casework follows from.
pub(super) struct Basis<'a> {
    pub(super) place: &'a Place,
    pub(super) staff: &'a Staff,
    pub(super) table: &'a CodeTable,
    pub(super) codes: &'a Codes,
    pub(super) days: &'a [Date],
    pub(super) reach: &'a Reach,
    pub(super) written: &'a Written,
    /// In the order of the standing marks.
    pub(super) subjects: &'a [Subject<'a>],
    /// Whether the year is still going on, so that some work is still open.
    pub(super) is_current: bool,
}

/// A task that a pupil reached.
#[derive(Debug, Clone, Copy)]
struct Reaching {
    pupil: usize,
    /// A place in the school days.
    day: usize,
}

/// How much of a task is left undone in a year that is still going on.
#[derive(Debug, Clone, Copy)]
struct Backlog {
    /// Reached in the last school week.
    recent: usize,
    /// Reached before it.
    overdue: usize,
}

/// School days that count as recent.
const RECENT_DAYS: usize = 5;
/// School days before today about which calls are on record.
const CALL_DAYS: usize = 20;

/// The casework of one school year, in order.
pub(super) fn events(basis: &Basis) -> Vec<Event> {
    let seed = [71, basis.place.school.id.0.unsigned_abs(), basis.days[0].year().unsigned_abs().into()];
    let mut worker = Worker { basis, draw: Draw::seeded(&seed), events: Vec::new() };
    worker.calls();
    if basis.place.school.pack == "lady-boswells" {
        bands::work(&mut worker);
    } else {
        triggers::work(&mut worker);
    }
    worker.events.sort_by_key(|event| event.at);
    worker.events
}

struct Worker<'a> {
    basis: &'a Basis<'a>,
    draw: Draw,
    events: Vec<Event>,
}

impl Worker<'_> {
    /// The moment as an instant, unless it is still to come.
    fn at(&mut self, moment: Moment) -> Option<Timestamp> {
        let basis = self.basis;
        let is_past = moment.day < basis.reach.last
            || (moment.day == basis.reach.last && basis.reach.until.is_none_or(|until| moment.minute <= until));
        is_past.then(|| Midnight::of(basis.days[moment.day]).at(moment.minute, self.draw.between(0, 59)))
    }

    fn record(&mut self, pupil: usize, moment: Moment, by: &By, done: Done, note: &str) {
        if let Some(at) = self.at(moment) {
            let (id, school) = (self.basis.subjects[pupil].id, self.basis.place.school.id);
            self.events.push(Event { pupil: id, school, at, by: by.clone(), done, note: note.into() });
        }
    }

    /// Does a task for all who reached it, but for the backlog.
    fn finish(&mut self, task: &str, by: &By, reached: &[Reaching], backlog: Backlog) {
        let mut newest_first = reached.to_vec();
        newest_first.sort_by_key(|one| (std::cmp::Reverse(one.day), one.pupil));
        let today = self.basis.reach.last;
        let (mut recent, mut overdue) = if self.basis.is_current { (backlog.recent, backlog.overdue) } else { (0, 0) };
        for one in newest_first {
            let age = today - one.day;
            let left = if age <= RECENT_DAYS { &mut recent } else { &mut overdue };
            // Overdue work is a week or three old; what is older was done in the end.
            if *left > 0 && age <= RECENT_DAYS * 4 {
                *left -= 1;
                continue;
            }
            let moment = self.soon_after(one.day);
            let note = *self.draw.pick(&NOTES);
            self.record(one.pupil, moment, by, Done::TaskDone { task: task.into() }, note);
        }
    }

    /// Considers something of a menu for most of those who reached it some days ago.
    fn consider(&mut self, reached: &[Reaching], menu: &[&str]) {
        let lead = &self.basis.staff.lead;
        for one in reached {
            if self.basis.reach.last - one.day < 3 || self.draw.chance(0.35) {
                continue;
            }
            let item = String::from(*self.draw.pick(menu));
            let taken_up = self.draw.chance(0.6);
            let moment = Moment { day: one.day + 2, minute: 900 };
            self.record(one.pupil, moment, lead, Done::Considered { item, taken_up }, "");
        }
    }

    /// Later on that day or on one of the next, and in any case before now.
    fn soon_after(&mut self, day: usize) -> Moment {
        let reach = self.basis.reach;
        let later = (day + self.draw.between(0, 3) as usize).min(reach.last);
        let is_now = later == reach.last && reach.until.is_some();
        let minute = if is_now { 615 + self.draw.between(0, 14) } else { 880 + self.draw.between(0, 90) };
        Moment { day: later, minute: minute as Minute }
    }

    fn calls(&mut self) {
        let basis = self.basis;
        let first = basis.reach.last.saturating_sub(CALL_DAYS);
        for silence in basis.written.silences.iter().filter(|_| basis.is_current) {
            let day = basis.days.binary_search(&silence.about.date).unwrap_or(0);
            match silence.answered {
                Some(moment) if moment.day >= first => self.call(silence, moment, Reached::Spoken, 0),
                Some(_) => {}
                None => self.vain_calls(silence, day),
            }
        }
    }

    /// Attempts about an absence that is still unexplained; about half of this morning's have not been rung yet.
    fn vain_calls(&mut self, silence: &Silence, day: usize) {
        let basis = self.basis;
        let opens = minute(basis.place.school.times(Half::Morning).opens);
        let is_today = day == basis.reach.last;
        let attempts =
            if is_today { *self.draw.weighted(&[(0, 50), (1, 32), (2, 18)]) } else { self.draw.between(0, 3) };
        for attempt in 0..attempts {
            let moment = Moment {
                day: if attempt < 2 { day } else { (day + 1).min(basis.reach.last) },
                minute: opens + 25 + (attempt % 2) as Minute * 20 + self.draw.between(0, 15) as Minute,
            };
            let reached = if self.draw.chance(0.4) { Reached::Message } else { Reached::NoAnswer };
            self.call(silence, moment, reached, attempt as usize);
        }
    }

    fn call(&mut self, silence: &Silence, moment: Moment, reached: Reached, attempt: usize) {
        let contacts = self.basis.subjects[silence.pupil].contacts;
        let Some(contact) = contacts.get(attempt % contacts.len().max(1)) else { return };
        let moment = Moment { minute: moment.minute.saturating_sub(1), ..moment };
        let done = Done::Contacted { contact: contact.id, reached, about: silence.about };
        let office = &self.basis.staff.office;
        self.record(silence.pupil, moment, office, done, "");
    }
}

const NOTES: [&str; 6] = [
    "Spoke with home; agreed to try a morning routine and to look again in two weeks.",
    "Met the family. Breakfast club from Monday.",
    "Talked with the pupil: friendship worries. The class teacher checks in each morning.",
    "Rang home. Illness each time; the school nurse will be asked.",
    "Met the family with the SENCO. A quiet start to the day has been arranged.",
    "Letter home was answered; the parents had not seen how the days added up.",
];
