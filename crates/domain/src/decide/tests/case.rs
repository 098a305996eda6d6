//! A pupil of Hillside, the rules of an invented handbook, and what people did.

use alloc::{string::String, vec::Vec};

use jiff::civil::{Date, Time, time};

use crate::{
    act::By,
    calendar::Calendar,
    case::{Done, Event},
    code::CodeTable,
    decide::{Facts, Who},
    id::{PersonId, PupilId, SchoolId},
    rule::{
        About, Action, Amount, Atom, Condition, Due, FieldOf, Head, Kind, Rules, Strength, Task, Test, Unit, Whom,
        Window,
    },
    session::{Half, Session},
    sheet::Sheet,
};

/// A pupil with the marks of the year and a log.
pub(super) struct Case {
    calendar: Calendar,
    codes: CodeTable,
    sessions: Vec<Session>,
    marks: Vec<u8>,
    pub(super) history: Vec<Event>,
}

impl Case {
    /// Always there.
    pub(super) fn new() -> Case {
        Case::on(crate::example::calendar())
    }

    pub(super) fn on(calendar: Calendar) -> Case {
        let codes = crate::example::codes();
        let sessions: Vec<Session> =
            calendar.days().iter().flat_map(|&day| Half::BOTH.map(|half| Session::new(day, half))).collect();
        let present = |session: &Session| codes.present(session.half, session.date).expect("in force").number();
        let marks = sessions.iter().map(present).collect();
        Case { calendar, codes, sessions, marks, history: Vec::new() }
    }

    /// Missed all of `day` with the code `letters`.
    pub(super) fn missed(mut self, letters: &str, day: Date) -> Case {
        let code = self.codes.find(letters, day).expect("in force").number();
        let of_day = self.sessions.iter().zip(&mut self.marks).filter(|(session, _)| session.date == day);
        of_day.for_each(|(_, mark)| *mark = code);
        self
    }

    pub(super) fn did(self, day: Date, action: &str) -> Case {
        self.did_with(day, action, &[])
    }

    pub(super) fn did_with(self, day: Date, action: &str, fields: &[(&str, &str)]) -> Case {
        let fields = fields.iter().map(|&(field, value)| (field.into(), value.into())).collect();
        let done = Done::Did { action: action.into(), outcome: String::new(), to: String::new(), fields };
        self.at((day, time(12, 0, 0, 0)), done)
    }

    pub(super) fn at(mut self, (day, time): (Date, Time), done: Done) -> Case {
        self.history.push(Event {
            pupil: PupilId(1),
            school: SchoolId(1),
            at: crate::clock::instant(day, time),
            by: By { person: PersonId(1), name: "Sam Okoro".into(), position: "attendance lead".into() },
            done,
            note: String::new(),
        });
        self
    }

    pub(super) fn facts(&self, day: Date) -> Facts<'_> {
        let (codes, calendar) = (&self.codes, &self.calendar);
        let sheet = Sheet { sessions: &self.sessions, marks: &self.marks, codes, calendar };
        Facts { day, who: Who::default(), sheet, cohorts: &[], history: &self.history }
    }
}

pub(super) fn head(name: &str) -> Head {
    Head {
        name: name.into(),
        slug: crate::rule::slug(name),
        pack: "hillside".into(),
        chapter: "1-rules".into(),
        line: 1,
        strength: Strength::Must,
        rows: Vec::new(),
        readings: Vec::new(),
        from: None,
        until: None,
        succession: Default::default(),
    }
}

pub(super) fn action(name: &str, kind: Kind) -> Action {
    Action::bare(head(name), kind)
}

pub(super) fn with(actions: Vec<Action>) -> Rules {
    Rules { actions, ..Rules::default() }
}

pub(super) const fn always() -> Condition {
    Condition::All(Vec::new())
}

pub(super) fn asks(test: Test) -> Condition {
    Condition::Atom(Atom { words: String::new(), test, is_negated: false })
}

pub(super) fn done(thing: &str) -> Condition {
    asks(Test::Done { thing: thing.into(), window: Window::Year })
}

pub(super) fn task(name: &str, when: Condition, due: Due) -> Task {
    Task {
        head: head(name),
        when,
        unless: None,
        about: About::Pupil,
        due,
        no_later_than: None,
        arises_anew: false,
        overdue_when: None,
        owner: Vec::new(),
        to: Vec::new(),
        opens: None,
    }
}

pub(super) const fn amount(count: i64, unit: Unit) -> Amount {
    Amount { thousandths: count * 1000, unit }
}

/// A field of what is being done now, or of what was done under `of`.
pub(super) fn field(field: &str, of: Option<&str>) -> FieldOf {
    FieldOf { field: field.into(), of: of.map(Into::into), whom: Whom::Anybody }
}
