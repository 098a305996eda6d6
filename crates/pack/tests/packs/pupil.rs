//! An invented pupil on the calendar of the examples.

use domain::{
    Date,
    act::By,
    case::{Done, Event},
    decide::Facts,
    id::{PersonId, PupilId, SchoolId},
    session::{Half, Session},
    sheet::Sheet,
};

use crate::shelf::Shelf;

/// Sessions, marks, cohorts and history.
pub(crate) struct Pupil {
    sessions: Vec<Session>,
    marks: Vec<u8>,
    cohorts: Vec<String>,
    history: Vec<Event>,
}

impl Pupil {
    /// Present in every session but those that `is_missed` names by their place in the year, which have the code `letters`.
    pub(crate) fn missing(shelf: &Shelf, letters: &'static str, is_missed: impl Fn(usize) -> bool) -> Pupil {
        Pupil::marked(shelf, |at| if is_missed(at) { letters } else { "/" })
    }

    /// With the code that `letters` gives each session of the year; `/` is being there, in either half.
    pub(crate) fn marked(shelf: &Shelf, mut letters: impl FnMut(usize) -> &'static str) -> Pupil {
        let days = shelf.calendar().days().iter();
        let sessions: Vec<Session> = days.flat_map(|&day| Half::BOTH.map(|half| Session::new(day, half))).collect();
        let mut number = |(at, session): (usize, &Session)| {
            let code = match letters(at) {
                "/" => shelf.codes.present(session.half, session.date),
                letters => shelf.codes.find(letters, session.date),
            };
            code.expect("in force").number()
        };
        let marks = sessions.iter().enumerate().map(&mut number).collect();
        Pupil { sessions, marks, cohorts: Vec::new(), history: Vec::new() }
    }

    pub(crate) fn in_cohort(mut self, cohort: &str) -> Pupil {
        self.cohorts.push(cohort.to_owned());
        self
    }

    pub(crate) fn did(mut self, day: Date, done: Done) -> Pupil {
        self.history.push(Event {
            pupil: PupilId(1),
            school: SchoolId(1),
            at: domain::clock::instant(day, jiff::civil::time(10, 0, 0, 0)),
            by: By { person: PersonId(1), name: "Sam Okoro".into(), position: "attendance lead".into() },
            done,
            note: String::new(),
        });
        self
    }

    pub(crate) fn on<'a>(&'a self, shelf: &'a Shelf, day: Date) -> Facts<'a> {
        let (codes, calendar) = (&shelf.codes, shelf.calendar());
        let sheet = Sheet { sessions: &self.sessions, marks: &self.marks, codes, calendar };
        Facts { day, sheet, cohorts: &self.cohorts, history: &self.history }
    }
}
