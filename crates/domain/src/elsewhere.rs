//! What a pupil attends regularly somewhere else: another school of registration, or a provider of education.

use alloc::{string::String, vec::Vec};

use jiff::civil::{Date, Weekday};

use crate::{
    code::Code,
    id::{ArrangementId, PupilId},
    session::{Half, Session},
};

const DAYS: [(Weekday, &str, &str); 5] = [
    (Weekday::Monday, "mon", "Monday"),
    (Weekday::Tuesday, "tue", "Tuesday"),
    (Weekday::Wednesday, "wed", "Wednesday"),
    (Weekday::Thursday, "thu", "Thursday"),
    (Weekday::Friday, "fri", "Friday"),
];

/// Half-days of a week, Monday to Friday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pattern(u16);

impl Pattern {
    /// Every half-day of a week, in order, each with the name by which forms and tables know it, such as `mon-am`.
    pub fn halves() -> impl Iterator<Item = (String, Weekday, Half)> {
        let each = |&(day, short, _): &(Weekday, &str, &str)| {
            Half::BOTH.map(|half| (alloc::format!("{short}-{}", half.short()), day, half))
        };
        DAYS.iter().flat_map(each)
    }

    /// Reads names such as `mon-am mon-pm fri-am`, parted by spaces or commas; nothing when one of them is no half-day or when
    /// there is none.
    pub fn parse(text: &str) -> Option<Pattern> {
        let mut bits = 0;
        for name in text.split([' ', ',']).filter(|name| !name.is_empty()) {
            bits |= 1 << Pattern::halves().position(|(known, ..)| known == name)?;
        }
        (bits != 0).then_some(Pattern(bits))
    }

    /// Whether it has the half-day of `session`.
    pub fn covers(self, session: Session) -> bool {
        let place = Pattern::halves().position(|(_, day, half)| day == session.date.weekday() && half == session.half);
        place.is_some_and(|place| self.0 & (1 << place) != 0)
    }

    /// The names that [`Pattern::parse`] reads.
    pub fn text(self) -> String {
        self.names().join(" ")
    }

    /// Whether it has the half-day of that name.
    pub fn has(self, name: &str) -> bool {
        self.names().iter().any(|known| known == name)
    }

    /// `Monday morning, Tuesday all day`.
    pub fn words(self) -> String {
        let mut words: Vec<String> = Vec::new();
        for (place, (_, _, name)) in DAYS.iter().enumerate() {
            let part = match (self.0 >> (place * 2)) & 3 {
                0 => continue,
                1 => Half::Morning.word(),
                2 => Half::Afternoon.word(),
                _ => "all day",
            };
            words.push(alloc::format!("{name} {part}"));
        }
        words.join(", ")
    }

    fn names(self) -> Vec<String> {
        let each = Pattern::halves().enumerate();
        each.filter(|(place, _)| self.0 & (1 << place) != 0).map(|(_, (name, ..))| name).collect()
    }
}

/// Something that a pupil attends on the same half-days of every week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrangement {
    /// The identifier.
    pub id: ArrangementId,
    /// Whose.
    pub pupil: PupilId,
    /// The code that the register of the pupil's own school has for it.
    pub code: Code,
    /// The other school or the provider, by name.
    pub place: String,
    /// What is done there, such as `horse care`; empty for another school.
    pub nature: String,
    /// On which half-days.
    pub pattern: Pattern,
    /// The first day.
    pub first: Date,
    /// The last day, once known.
    pub last: Option<Date>,
}

impl Arrangement {
    /// Whether it runs on `day`.
    pub fn runs(&self, day: Date) -> bool {
        self.first <= day && self.last.is_none_or(|last| day <= last)
    }

    /// Whether the pupil is expected there in `session`.
    pub fn expects(&self, session: Session) -> bool {
        self.runs(session.date) && self.pattern.covers(session)
    }

    /// The note of its marks: what is done and by whom, as the law wants it for activities elsewhere.
    pub fn note(&self) -> String {
        if self.nature.is_empty() { self.place.clone() } else { alloc::format!("{}; {}", self.nature, self.place) }
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_pattern_is_read_as_it_is_kept_and_knows_its_half_days() {
        let pattern = Pattern::parse("mon-am tue-am tue-pm").expect("half-days");
        assert_eq!(pattern.text(), "mon-am tue-am tue-pm");
        assert_eq!(pattern.words(), "Monday morning, Tuesday all day");
        let monday = date(2026, 11, 23);
        assert!(pattern.covers(Session::new(monday, Half::Morning)));
        assert!(!pattern.covers(Session::new(monday, Half::Afternoon)));
        assert!(!pattern.covers(Session::new(date(2026, 11, 28), Half::Morning)), "a Saturday");
        assert_eq!(["", "sat-am", "mon"].map(Pattern::parse), [None; 3]);
    }

    #[test]
    fn an_arrangement_expects_nobody_before_its_first_or_after_its_last_day() {
        let arrangement = Arrangement {
            id: ArrangementId(1),
            pupil: PupilId(1),
            code: Code::from_number(8).expect("not 0"),
            place: "Beck Farm".to_string(),
            nature: "horse care".to_string(),
            pattern: Pattern::parse("mon-am").expect("a half-day"),
            first: date(2026, 11, 23),
            last: Some(date(2026, 11, 30)),
        };
        let expects = |day| arrangement.expects(Session::new(date(2026, 11, day), Half::Morning));
        assert_eq!([16, 23, 24, 30].map(expects), [false, true, false, true]);
        assert_eq!(arrangement.note(), "horse care; Beck Farm");
    }
}
