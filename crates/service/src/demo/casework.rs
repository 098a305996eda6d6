//! What the invented staff did about absence: calls, and whatever the handbook of their school made due, offered or let
//! them do.

use domain::{
    Date,
    act::By,
    case::{Done, Event, Reached},
    decide::Who,
    id::{PersonId, PupilId},
    pupil::Contact,
    session::Half,
};
use jiff::Timestamp;
use store::pupil::Cohort;

use super::{
    clock::{Midnight, Minute, minute},
    draw::Draw,
    happening::Moment,
    register::{Reach, Silence, Written},
    schools::Place,
    staff::Staff,
};

mod case;
pub(super) mod desk;
mod filling;
pub(super) mod school;

/// A pupil as the casework sees them.
pub(super) struct Subject<'a> {
    pub(super) id: PupilId,
    pub(super) who: Who,
    pub(super) from: Date,
    pub(super) teacher: &'a By,
    pub(super) cohorts: &'a [Cohort],
    pub(super) contacts: &'a [Contact],
}

/// The marks of one school year that calls follow from.
pub(super) struct Basis<'a> {
    pub(super) place: &'a Place,
    pub(super) staff: &'a Staff,
    pub(super) days: &'a [Date],
    pub(super) reach: &'a Reach,
    pub(super) written: &'a Written,
    /// In the order of the standing marks.
    pub(super) subjects: &'a [Subject<'a>],
    /// Whether the year is still going on, so that some work is still open.
    pub(super) is_current: bool,
}

/// School days before today about which calls are on record.
const CALL_DAYS: usize = 20;

/// The calls of one school year, in order.
pub(super) fn calls(basis: &Basis) -> Vec<Event> {
    let seed = [71, basis.place.school.id.0.unsigned_abs(), basis.days[0].year().unsigned_abs().into()];
    let mut worker = Worker { basis, draw: Draw::seeded(&seed), events: Vec::new() };
    worker.calls();
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

    fn calls(&mut self) {
        let basis = self.basis;
        let first = basis.reach.last.saturating_sub(CALL_DAYS);
        for silence in basis.written.silences.iter().filter(|_| basis.is_current) {
            let day = basis.days.binary_search(&silence.about.date).unwrap_or(0);
            let is_open = silence.answered.is_none_or(|moment| self.at(moment).is_none());
            if day == basis.reach.last && is_open && silence.pupil.is_multiple_of(3) {
                self.reply(silence, day);
            }
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

    /// What a parent wrote this morning, by the link that every family can ask for.
    fn reply(&mut self, silence: &Silence, day: usize) {
        let opens = minute(self.basis.place.school.times(silence.about.half).opens);
        let moment = Moment { day, minute: opens + 20 };
        let Some(contact) = self.basis.subjects[silence.pupil].contacts.iter().find(|contact| contact.is_parent) else {
            return;
        };
        let by = By { person: PersonId(0), name: contact.name.clone(), position: contact.relationship.clone() };
        let done = Done::Replied {
            contact: contact.id,
            reason: String::from("Ill"),
            about: vec![silence.about],
            back: None,
            evidence: Vec::new(),
        };
        self.record(silence.pupil, moment, &by, done, "Sick in the night, sleeping now. Sorry, I meant to ring.");
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
