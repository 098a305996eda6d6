//! An invented pupil on the calendar of the examples.

use domain::{
    Date,
    act::By,
    calendar::Calendar,
    case::{Done, Event},
    code::CodeTable,
    decide::{Facts, Who},
    id::{PersonId, PupilId, SchoolId},
    session::{Half, Session},
    sheet::Sheet,
};
use jiff::civil::{Time, date};

use crate::shelf::Shelf;

/// Sessions, marks, cohorts and history.
#[derive(Clone)]
pub(crate) struct Pupil {
    pub(crate) sessions: Vec<Session>,
    pub(crate) marks: Vec<u8>,
    pub(crate) who: Who,
    pub(crate) cohorts: Vec<String>,
    pub(crate) history: Vec<Event>,
}

impl Pupil {
    /// Present in every session but those that `is_missed` names by their place in the year, which have the code `letters`.
    pub(crate) fn missing(shelf: &Shelf, letters: &'static str, is_missed: impl Fn(usize) -> bool) -> Pupil {
        Pupil::marked(shelf, |at| if is_missed(at) { letters } else { "/" })
    }

    /// With the code that `letters` gives each session of the year; `/` is being there, in either half.
    pub(crate) fn marked(shelf: &Shelf, letters: impl FnMut(usize) -> &'static str) -> Pupil {
        Pupil::marked_on(shelf.calendar(), &shelf.codes, letters)
    }

    /// [`Pupil::marked`] on another calendar.
    pub(crate) fn marked_on(
        calendar: &Calendar,
        codes: &CodeTable,
        mut letters: impl FnMut(usize) -> &'static str,
    ) -> Pupil {
        let sessions: Vec<Session> =
            calendar.days().iter().flat_map(|&day| Half::BOTH.map(|half| Session::new(day, half))).collect();
        let mut number = |(at, session): (usize, &Session)| {
            let code = match letters(at) {
                "/" => codes.present(session.half, session.date),
                letters => codes.find(letters, session.date),
            };
            code.expect("in force").number()
        };
        let marks = sessions.iter().enumerate().map(&mut number).collect();
        // In Year 5, ten years old in the school year of the examples.
        let who = Who::default().born(date(2017, 1, 1)).in_year(5, date(2026, 9, 1));
        Pupil { sessions, marks, who, cohorts: Vec::new(), history: Vec::new() }
    }

    pub(crate) fn in_cohort(mut self, cohort: &str) -> Pupil {
        self.cohorts.push(cohort.to_owned());
        self
    }

    pub(crate) fn did(self, day: Date, done: Done) -> Pupil {
        self.did_at(day, jiff::civil::time(10, 0, 0, 0), done)
    }

    pub(crate) fn did_at(mut self, day: Date, time: Time, done: Done) -> Pupil {
        self.history.push(Event {
            pupil: PupilId(1),
            school: SchoolId(1),
            at: domain::clock::instant(day, time),
            by: By { person: PersonId(1), name: "Sam Okoro".into(), position: "attendance lead".into() },
            done,
            note: String::new(),
        });
        self
    }

    pub(crate) fn on<'a>(&'a self, shelf: &'a Shelf, day: Date) -> Facts<'a> {
        self.facts(&shelf.codes, shelf.calendar(), day)
    }

    /// What is known at the end of `day` on another calendar.
    pub(crate) fn facts<'a>(&'a self, codes: &'a CodeTable, calendar: &'a Calendar, day: Date) -> Facts<'a> {
        let sheet = Sheet { sessions: &self.sessions, marks: &self.marks, codes, calendar };
        Facts { day, who: self.who, sheet, cohorts: &self.cohorts, history: &self.history }
    }
}
