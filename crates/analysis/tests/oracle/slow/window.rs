//! Stretches of time, and what is counted in them, as handbooks speak of them.

use jiff::{ToSpan, civil::Date};

use super::{Book, NOT_POSSIBLE, Standing, days_from_to, monday_before};

impl Book {
    /// The school days up to a day.
    fn open_days_to(&self, day: Date) -> Vec<Date> {
        self.every_day().into_iter().filter(|&one| one <= day && self.is_open(one)).collect()
    }

    /// The Mondays of weeks with a school day.
    pub fn school_weeks(&self) -> Vec<Date> {
        let open = self.every_day().into_iter().filter(|&day| self.is_open(day));
        let mut weeks: Vec<Date> = open.map(monday_before).collect();
        weeks.dedup();
        weeks
    }

    /// The first day of the last so many school days up to a day; nothing when there are not so many.
    pub fn first_of_school_days(&self, day: Date, count: usize) -> Option<Date> {
        let open = self.open_days_to(day);
        (open.len() >= count).then(|| open[open.len() - count])
    }

    /// The Monday of the first of the last so many school weeks begun by a day; nothing when there are not so many.
    pub fn first_of_school_weeks(&self, day: Date, count: usize) -> Option<Date> {
        let begun: Vec<Date> = self.school_weeks().into_iter().filter(|&week| week <= day).collect();
        (begun.len() >= count).then(|| begun[begun.len() - count])
    }

    /// The first day of the whole term of a day, or of the last one begun: parts with one name are one term.
    pub fn first_of_term(&self, day: Date) -> Option<Date> {
        let begun = self.terms.iter().filter(|(_, first, _)| *first <= day).max_by_key(|(_, first, _)| *first)?;
        self.terms.iter().filter(|(name, ..)| *name == begun.0).map(|(_, first, _)| *first).min()
    }

    /// The first school day of the half term of a day, or of the last one begun: back within the term to a whole week of
    /// holiday. A term whose first school day is still to come has nothing to count; one that is closed from end to end has
    /// no half term.
    pub fn first_of_half_term(&self, day: Date) -> Option<Date> {
        let is_ever_open = |first, last| days_from_to(first, last).into_iter().any(|day| self.is_open(day));
        let begun = self.terms.iter().filter(|(_, first, last)| *first <= day && is_ever_open(*first, *last));
        let begun = begun.max_by_key(|(_, first, _)| *first)?;
        let open = self.every_day().into_iter().filter(|&one| begun.1 <= one && one <= begun.2 && self.is_open(one));
        let mut begins: Option<Date> = None;
        let mut before: Option<Date> = None;
        for one in open.take_while(|&one| one <= day) {
            let follows_a_holiday = before.is_none_or(|before| monday_before(before) + 7.days() < monday_before(one));
            if follows_a_holiday {
                begins = Some(one);
            }
            before = Some(one);
        }
        begins.or_else(|| day.tomorrow().ok())
    }
}

/// The same day of an earlier month, or the last day of that month when it is too short.
pub fn same_day_of_an_earlier_month(day: Date, months: i8) -> Date {
    let (year, month) = if day.month() > months {
        (day.year(), day.month() - months)
    } else {
        (day.year() - 1, day.month() + 12 - months)
    };
    let is_there = |number: &i8| Date::new(year, month, *number).is_ok();
    let number = (1..=day.day()).rev().find(is_there).expect("every month has a first day");
    jiff::civil::date(year, month, number)
}

/// The most of these days that lie in so many school weeks one after the other, which end where the next one begins: a week
/// closed without warning from end to end belongs to the one before it.
pub fn most_in_school_weeks(days: &[Date], weeks: &[Date], count: usize) -> u32 {
    let mut most = 0;
    for at in 0..weeks.len() {
        let is_before_the_next = |day| weeks.get(at + count).is_none_or(|&next| day < next);
        let inside = days.iter().filter(|&&day| weeks[at] <= day && is_before_the_next(day));
        most = most.max(inside.count());
    }
    most as u32
}

/// The most of these days of which the first and the last lie at most so many days apart.
pub fn most_in_days(days: &[Date], count: i64) -> u32 {
    let inside = |&first: &Date| days.iter().filter(|&&day| first <= day && day <= first + count.days()).count();
    days.iter().map(inside).max().unwrap_or(0) as u32
}

/// Whole days in a row, up to the last on which something was possible, on which every possible session counts.
pub fn whole_days_in_a_row(marks: &[Standing], counts: impl Fn(&Standing) -> bool) -> u32 {
    let possible = possible(marks);
    let mut days: Vec<Date> = possible.iter().map(|mark| mark.day).collect();
    days.dedup();
    let is_whole = |day: &&Date| possible.iter().filter(|mark| mark.day == **day).all(&counts);
    days.iter().rev().take_while(is_whole).count() as u32
}

/// The longest row of possible sessions that count and whose last is of the last day on which something was possible.
pub fn sessions_in_a_row(marks: &[Standing], counts: impl Fn(&Standing) -> bool) -> u32 {
    let possible = possible(marks);
    let Some(last) = possible.last() else { return 0 };
    let mut longest = 0;
    for end in (0..possible.len()).filter(|&at| possible[at].day == last.day) {
        let row = possible[..=end].iter().rev().take_while(|mark| counts(mark)).count();
        longest = longest.max(row);
    }
    longest as u32
}

fn possible(marks: &[Standing]) -> Vec<Standing> {
    marks.iter().filter(|mark| !NOT_POSSIBLE.contains(&mark.letters.as_str())).cloned().collect()
}
