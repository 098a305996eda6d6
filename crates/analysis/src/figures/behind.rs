//! The very sessions behind a figure.

use domain::{
    Weekday,
    code::{Class, Code, Role},
    session::{Half, Session},
    sheet::Sheet,
};

use super::Weekdays;

/// What a figure of a pupil counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Sessions with any mark.
    Recorded,
    /// Sessions in the denominator.
    Possible,
    /// Sessions with a mark outside it.
    NotPossible,
    /// Sessions attended.
    Attended,
    /// Sessions missed.
    Absent,
    /// Sessions missed with the school's authority.
    Authorised,
    /// Sessions missed without it.
    Unauthorised,
    /// Late arrivals, before and after the register closed.
    Late,
    /// Late arrivals before the register closed.
    LateBeforeClose,
    /// Late arrivals after it closed.
    LateAfterClose,
    /// Sessions missed on first days back.
    FirstDaysBack,
    /// Sessions missed on one weekday.
    On(Weekday),
    /// Sessions missed in one half of the day.
    In(Half),
    /// Sessions missed in one half of one weekday.
    At(Weekday, Half),
    /// Late arrivals on one weekday, before and after the register closed.
    LateOn(Weekday),
    /// Sessions with one code.
    Coded(Code),
}

const WORDS: [(&str, Counted); 11] = [
    ("recorded", Counted::Recorded),
    ("possible", Counted::Possible),
    ("not-possible", Counted::NotPossible),
    ("attended", Counted::Attended),
    ("absent", Counted::Absent),
    ("authorised", Counted::Authorised),
    ("unauthorised", Counted::Unauthorised),
    ("late", Counted::Late),
    ("late-before-close", Counted::LateBeforeClose),
    ("late-after-close", Counted::LateAfterClose),
    ("first-days-back", Counted::FirstDaysBack),
];

const WEEKDAYS: [&str; 5] = ["monday", "tuesday", "wednesday", "thursday", "friday"];

const HALVES: [(&str, Half); 2] = [("morning", Half::Morning), ("afternoon", Half::Afternoon)];

const AT: [[&str; 2]; 5] = [
    ["monday-am", "monday-pm"],
    ["tuesday-am", "tuesday-pm"],
    ["wednesday-am", "wednesday-pm"],
    ["thursday-am", "thursday-pm"],
    ["friday-am", "friday-pm"],
];

const LATE: [&str; 5] = ["late-monday", "late-tuesday", "late-wednesday", "late-thursday", "late-friday"];

fn place(weekday: Weekday) -> usize {
    usize::from(weekday.to_monday_zero_offset().unsigned_abs())
}

impl Counted {
    /// Reads what an address says: `absent`, `late-after-close`, `monday`. Codes have no word here.
    pub fn parse(text: &str) -> Option<Counted> {
        let weekday = || WEEKDAYS.iter().position(|&word| word == text).map(|at| Counted::On(Weekdays::DAYS[at]));
        let late = || LATE.iter().position(|&word| word == text).map(|at| Counted::LateOn(Weekdays::DAYS[at]));
        let half = || HALVES.iter().find(|(word, _)| *word == text).map(|&(_, half)| Counted::In(half));
        let at = || {
            let of = |(day, words): (usize, &[&str; 2])| Some((day, words.iter().position(|&word| word == text)?));
            let (day, half) = AT.iter().enumerate().find_map(of)?;
            Some(Counted::At(Weekdays::DAYS[day], Half::BOTH[half]))
        };
        let simple = WORDS.iter().find(|(word, _)| *word == text).map(|&(_, counted)| counted);
        simple.or_else(weekday).or_else(half).or_else(at).or_else(late)
    }

    /// The word that [`Counted::parse`] reads; nothing for a code.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Counted::On(weekday) => WEEKDAYS.get(place(weekday)).copied(),
            Counted::LateOn(weekday) => LATE.get(place(weekday)).copied(),
            Counted::In(half) => Some(HALVES[half as usize].0),
            Counted::At(weekday, half) => AT.get(place(weekday)).map(|words| words[half as usize]),
            _ => WORDS.iter().find(|&&(_, counted)| counted == self).map(|&(word, _)| word),
        }
    }

    /// The name of the figure that it counts, as [`super::definition`] has it: that of one weekday for each; nothing for a code.
    pub const fn figure(self) -> Option<&'static str> {
        Some(match self {
            Counted::Recorded => "sessions_recorded",
            Counted::Possible => "sessions_possible",
            Counted::NotPossible => "sessions_not_possible",
            Counted::Attended => "sessions_attended",
            Counted::Absent => "sessions_missed",
            Counted::Authorised => "sessions_authorised",
            Counted::Unauthorised => "sessions_unauthorised",
            Counted::Late => "late",
            Counted::LateBeforeClose => "late_before_close",
            Counted::LateAfterClose => "late_after_close",
            Counted::FirstDaysBack => "first_days_back",
            Counted::On(_) => "monday",
            Counted::In(_) => "morning",
            Counted::At(..) => "monday_morning",
            Counted::LateOn(_) => "late",
            Counted::Coded(_) => return None,
        })
    }

    fn counts(self, sheet: Sheet<'_>, session: Session, code: Code) -> bool {
        let class = sheet.codes.class(code);
        let is = |question: fn(Class) -> bool| class.is_some_and(question);
        let has_role = |role: Role| sheet.codes.entry(code).is_some_and(|entry| entry.role == role);
        match self {
            Counted::Recorded => true,
            Counted::Possible => is(Class::is_possible),
            Counted::NotPossible => !is(Class::is_possible),
            Counted::Attended => is(Class::is_attended),
            Counted::Absent => is(Class::is_absent),
            Counted::Authorised => class == Some(Class::Authorised),
            Counted::Unauthorised => class == Some(Class::Unauthorised),
            Counted::Late => has_role(Role::LateBeforeClose) || has_role(Role::LateAfterClose),
            Counted::LateBeforeClose => has_role(Role::LateBeforeClose),
            Counted::LateAfterClose => has_role(Role::LateAfterClose),
            Counted::FirstDaysBack => is(Class::is_absent) && sheet.calendar.is_first_day_back(session.date),
            Counted::On(weekday) => is(Class::is_absent) && session.date.weekday() == weekday,
            Counted::In(half) => is(Class::is_absent) && session.half == half,
            Counted::At(weekday, half) => {
                is(Class::is_absent) && session.half == half && session.date.weekday() == weekday
            }
            Counted::LateOn(weekday) => Counted::Late.counts(sheet, session, code) && session.date.weekday() == weekday,
            Counted::Coded(wanted) => code == wanted,
        }
    }
}

/// The sessions that `counted` counts, in order, each with its code. Their number is the figure.
pub fn sessions_behind(sheet: Sheet<'_>, counted: Counted) -> Vec<(Session, Code)> {
    sheet.marked().filter(|&(session, code)| counted.counts(sheet, session, code)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_an_address_reads_as_what_says_it() {
        let days = Weekdays::DAYS.into_iter();
        let of_days = days.flat_map(|day| {
            [Counted::On(day), Counted::LateOn(day), Counted::At(day, Half::Morning), Counted::At(day, Half::Afternoon)]
        });
        let all = WORDS.iter().map(|&(_, counted)| counted).chain(Half::BOTH.map(Counted::In)).chain(of_days);
        for counted in all {
            let word = counted.word().expect("everything but a code has a word");
            assert_eq!(Counted::parse(word), Some(counted), "{word}");
            let figure = counted.figure().expect("everything but a code has a definition");
            assert!(crate::figures::definition(figure).is_some(), "{figure}");
        }
        assert_eq!(Counted::parse("saturday-am"), None);
        assert_eq!(Counted::Coded(Code::from_number(1).expect("a number above 0")).word(), None);
    }
}
