//! A school's calendar: terms, closures, school days and school weeks.

use alloc::{string::String, vec::Vec};

use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};

/// A stretch of the year between holidays, from its first school day to its last. A half term is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// What it is called, such as `Autumn 2026`. Half terms of one term share its name.
    pub name: String,
    /// Its first day.
    pub first: Date,
    /// Its last day.
    pub last: Date,
}

/// Why a school is closed on a weekday inside a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClosureKind {
    /// Half term or other holiday.
    Holiday,
    /// A public holiday.
    BankHoliday,
    /// A day on which staff train and pupils stay at home.
    TrainingDay,
    /// Planned long ahead, such as a polling day.
    Planned,
    /// Unplanned, such as snow.
    Sudden,
}

/// Days inside a term on which the school is closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closure {
    /// Its first day.
    pub first: Date,
    /// Its last day.
    pub last: Date,
    /// What kind of closure.
    pub kind: ClosureKind,
    /// Why, in words.
    pub label: String,
}

/// When a school is open. Monday to Friday only.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar {
    terms: Vec<Term>,
    closures: Vec<Closure>,
    days: Vec<Date>,
    cancelled: Vec<Date>,
    weeks: Vec<Date>,
}

impl Calendar {
    /// The calendar of these terms, less these closures.
    pub fn new(mut terms: Vec<Term>, mut closures: Vec<Closure>) -> Calendar {
        terms.sort_by_key(|term| term.first);
        closures.sort_by_key(|closure| closure.first);
        let mut days: Vec<Date> = terms
            .iter()
            .flat_map(|term| each_day(term.first, term.last))
            .filter(|&day| !is_weekend(day) && closure_of(&closures, day).is_none())
            .collect();
        days.sort();
        days.dedup();
        let mut cancelled: Vec<Date> = terms
            .iter()
            .flat_map(|term| each_day(term.first, term.last))
            .filter(|&day| !is_weekend(day) && is_cancelled(&closures, day))
            .collect();
        cancelled.sort();
        cancelled.dedup();
        let mut weeks: Vec<Date> = days.iter().map(|&day| monday(day)).collect();
        weeks.dedup();
        Calendar { terms, closures, days, cancelled, weeks }
    }

    /// The terms, in order.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// The closures, in order.
    pub fn closures(&self) -> &[Closure] {
        &self.closures
    }

    /// Every school day, in order.
    pub fn days(&self) -> &[Date] {
        &self.days
    }

    /// Every day whose sessions stand in the register, in order: the school days, and days on which the school was to be open
    /// and closed without warning, for which every pupil has a mark that says so.
    pub fn register_days(&self) -> Vec<Date> {
        let mut days: Vec<Date> = self.days.iter().chain(&self.cancelled).copied().collect();
        days.sort();
        days
    }

    /// Whether the school is open on `date`.
    pub fn is_school_day(&self, date: Date) -> bool {
        self.days.binary_search(&date).is_ok()
    }

    /// Whether `date` is a school day that follows at least one day without school: a Monday, or the day after a holiday.
    pub fn is_first_day_back(&self, date: Date) -> bool {
        self.is_school_day(date) && date.yesterday().is_ok_and(|before| !self.is_school_day(before))
    }

    /// The closure that covers `date`, if one does.
    pub fn closure(&self, date: Date) -> Option<&Closure> {
        closure_of(&self.closures, date)
    }

    /// The term that contains `date`, or the last one begun.
    pub fn term(&self, date: Date) -> Option<&Term> {
        self.terms.iter().rev().find(|term| term.first <= date)
    }

    /// The first and the last day of the whole term that contains `date`, or the last one begun. Half terms that share a name
    /// are one term.
    pub fn whole_term(&self, date: Date) -> Option<(Date, Date)> {
        let term = self.term(date)?;
        let parts = || self.terms.iter().filter(|part| part.name == term.name);
        Some((parts().map(|part| part.first).min()?, parts().map(|part| part.last).max()?))
    }

    /// The first and the last school day of the half term that contains `date`, or of the last one begun: a stretch of a term
    /// without a week of holiday in it. A term that is closed from end to end has none.
    pub fn half_term(&self, date: Date) -> Option<(Date, Date)> {
        let begun = self.terms.iter().rev().filter(|term| term.first <= date);
        let days = begun.map(|term| self.between(term.first, term.last)).find(|days| !days.is_empty())?;
        let is_break = |pair: &[Date]| monday(pair[0]).saturating_add(1.week()) < monday(pair[1]);
        let mut first = *days.first()?;
        for pair in days.windows(2).filter(|pair| is_break(pair)) {
            if date < pair[1] {
                return Some((first, pair[0]));
            }
            first = pair[1];
        }
        Some((first, *days.last()?))
    }

    /// The school days from `first` to `last`, both included.
    pub fn between(&self, first: Date, last: Date) -> &[Date] {
        let from = self.days.partition_point(|&day| day < first);
        let to = self.days.partition_point(|&day| day <= last);
        &self.days[from..to.max(from)]
    }

    /// Whether every school year from `first` to `last` has its terms here: elsewhere nobody knows which days are school days.
    pub fn knows(&self, first: Date, last: Date) -> bool {
        let year = |date: Date| school_year_start(date).year();
        (year(first)..=year(last)).all(|of| self.terms.iter().any(|term| year(term.first) == of))
    }

    /// `date` itself if it is a school day, else the next one.
    pub fn on_or_after(&self, date: Date) -> Option<Date> {
        self.days.get(self.days.partition_point(|&day| day < date)).copied()
    }

    /// `date` itself if it is a school day, else the one before.
    pub fn on_or_before(&self, date: Date) -> Option<Date> {
        self.days[..self.days.partition_point(|&day| day <= date)].last().copied()
    }

    /// The school day that is `count` school days after `date`; the day itself is not counted.
    pub fn after(&self, date: Date, count: usize) -> Option<Date> {
        let next = self.days.partition_point(|&day| day <= date);
        if count == 0 { self.on_or_after(date) } else { self.days.get(next + count - 1).copied() }
    }

    /// The first school day of the school year that contains `date`: years begin on 1 August for this purpose.
    pub fn year_start(&self, date: Date) -> Option<Date> {
        let august = school_year_start(date);
        self.on_or_after(august).filter(|&day| school_year_start(day) == august)
    }

    /// The Monday of each week that has a school day (C-G-11), in order.
    pub fn school_weeks(&self) -> Vec<Date> {
        self.weeks.clone()
    }
}

/// 1 August on or before `date`: where one school year ends and the next begins in the records.
pub fn school_year_start(date: Date) -> Date {
    let year = if date.month() >= 8 { date.year() } else { date.year() - 1 };
    jiff::civil::date(year, 8, 1)
}

/// The Monday of the week of `date`.
pub fn monday(date: Date) -> Date {
    date.saturating_sub(i64::from(date.weekday().to_monday_zero_offset()).days())
}

fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

fn closure_of(closures: &[Closure], date: Date) -> Option<&Closure> {
    closures_of(closures, date).next()
}

fn closures_of(closures: &[Closure], date: Date) -> impl Iterator<Item = &Closure> {
    closures.iter().filter(move |closure| closure.first <= date && date <= closure.last)
}

/// Whether the school was to be open and is closed without warning. A holiday inside such a closure is still a holiday.
fn is_cancelled(closures: &[Closure], date: Date) -> bool {
    closure_of(closures, date).is_some() && closures_of(closures, date).all(|one| one.kind == ClosureKind::Sudden)
}

fn each_day(first: Date, last: Date) -> impl Iterator<Item = Date> {
    first.series(1.day()).take_while(move |&day| day <= last)
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use jiff::civil::date;

    use super::*;

    fn term(first: Date, last: Date) -> Term {
        Term { name: String::from("Spring 2027"), first, last }
    }

    fn closed(first: Date, last: Date, kind: ClosureKind) -> Closure {
        Closure { first, last, kind, label: String::new() }
    }

    #[test]
    fn a_holiday_inside_a_closure_without_warning_is_still_a_holiday() {
        let snow = closed(date(2027, 2, 11), date(2027, 2, 16), ClosureKind::Sudden);
        let holiday = closed(date(2027, 2, 15), date(2027, 2, 15), ClosureKind::Holiday);
        let calendar = Calendar::new(vec![term(date(2027, 2, 8), date(2027, 2, 19))], vec![snow, holiday]);
        let closed_days = [11, 12, 16].map(|day| date(2027, 2, day));
        let in_register: Vec<Date> =
            calendar.register_days().into_iter().filter(|&day| !calendar.is_school_day(day)).collect();
        assert_eq!(in_register, closed_days);
    }

    #[test]
    fn a_term_that_is_closed_from_end_to_end_leaves_the_half_term_before_it() {
        let flood = closed(date(2027, 1, 18), date(2027, 1, 22), ClosureKind::Sudden);
        let terms = vec![term(date(2027, 1, 4), date(2027, 1, 8)), term(date(2027, 1, 18), date(2027, 1, 22))];
        let calendar = Calendar::new(terms, vec![flood]);
        assert_eq!(calendar.half_term(date(2027, 1, 20)), Some((date(2027, 1, 4), date(2027, 1, 8))));
        assert!(!calendar.is_first_day_back(date(2027, 1, 18)), "nobody came back that day");
        assert!(calendar.is_first_day_back(date(2027, 1, 4)) && !calendar.is_first_day_back(date(2027, 1, 5)));
    }
}
