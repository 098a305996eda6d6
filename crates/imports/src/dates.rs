//! Dates as other systems write them. How a column is meant is decided by the whole column, never row by row.

use domain::session::Half;
use jiff::civil::Date;

/// How dates of three numbers are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// No date leaves it open: the year comes first or the month is a word.
    Clear,
    /// Day, month, year.
    DayFirst,
    /// Month, day, year: at least one date can only be meant so, and all can.
    MonthFirst,
    /// Some can only be day first and others only month first. They are read day first, and the rest is refused.
    Contradictory,
}

/// What all dates of a column say together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dates {
    pub(crate) order: DateOrder,
    /// Whether some have the year first and others the day.
    pub(crate) is_mixed: bool,
}

impl Dates {
    /// Decides by every text of a column; texts that are no dates say nothing.
    pub(crate) fn decide<'a>(texts: impl Iterator<Item = &'a str>) -> Dates {
        let (mut clear, mut open, mut only_day, mut only_month) = (false, false, false, false);
        for text in texts {
            match parts(text).map(|parts| parts.written) {
                Some(Written::Clear(_)) => clear = true,
                Some(Written::Open { first, second, .. }) => {
                    open = true;
                    only_day |= first > 12;
                    only_month |= second > 12;
                }
                None => {}
            }
        }
        let order = match (open, only_day, only_month) {
            (false, ..) => DateOrder::Clear,
            (true, true, true) => DateOrder::Contradictory,
            (true, false, true) => DateOrder::MonthFirst,
            (true, ..) => DateOrder::DayFirst,
        };
        Dates { order, is_mixed: clear && open }
    }

    /// Reads one date, and the half of the day if it is beside it.
    pub(crate) fn read(self, text: &str) -> Option<(Date, Option<Half>)> {
        let parts = parts(text)?;
        let date = match parts.written {
            Written::Clear(date) => date,
            Written::Open { first, second, year } if self.order == DateOrder::MonthFirst => {
                Date::new(year, first, second).ok()?
            }
            Written::Open { first, second, year } => Date::new(year, second, first).ok()?,
        };
        Some((date, parts.half))
    }
}

struct Parts {
    written: Written,
    half: Option<Half>,
}

#[derive(Clone, Copy)]
enum Written {
    Clear(Date),
    Open { first: i8, second: i8, year: i16 },
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

fn parts(text: &str) -> Option<Parts> {
    let mut date = Vec::new();
    let mut half = None;
    let mut has_time = false;
    for word in text.split([' ', '_', ',']).flat_map(before_and_after_t).filter(|word| !word.is_empty()) {
        if word.contains(':') {
            has_time = true;
        } else if let Some(found) = Half::parse(word) {
            half = Some(found);
        } else if !is_weekday(word) {
            date.push(word);
        }
    }
    let written = written(&date.join(" "))?;
    // After a time, `AM` belongs to the clock.
    Some(Parts { written, half: half.filter(|_| !has_time) })
}

/// `2025-09-01T08:50` is a date and a time. Other words may have a `T` too.
fn before_and_after_t(word: &str) -> [&str; 2] {
    let halves = word.split_once('T').filter(|(date, time)| date.ends_with(char::is_numeric) && time.contains(':'));
    halves.map_or([word, ""], |(date, time)| [date, time])
}

fn is_weekday(word: &str) -> bool {
    let is_word = word.len() >= 3 && word.chars().all(|letter| letter.is_ascii_alphabetic());
    is_word && word.get(..3).is_some_and(|start| WEEKDAYS.contains(&start.to_ascii_lowercase().as_str()))
}

fn written(text: &str) -> Option<Written> {
    let mut pieces = text.split(['/', '-', '.', ' ']).filter(|piece| !piece.is_empty());
    let (first, second, third) = (pieces.next()?, pieces.next()?, pieces.next()?);
    if pieces.next().is_some() {
        return None;
    }
    if first.len() == 4 {
        return Date::new(first.parse().ok()?, number(second).or_else(|| month(second))?, number(third)?)
            .ok()
            .map(Written::Clear);
    }
    let year = year(third)?;
    match (number(first)?, number(second)) {
        (first, Some(second)) if (1..=31).contains(&first) && (1..=31).contains(&second) => {
            Some(Written::Open { first, second, year })
        }
        (day, None) => Date::new(year, month(second)?, day).ok().map(Written::Clear),
        _ => None,
    }
}

fn number(piece: &str) -> Option<i8> {
    piece.parse().ok().filter(|_| piece.len() <= 2)
}

fn month(piece: &str) -> Option<i8> {
    let start = piece.get(..3)?.to_ascii_lowercase();
    let at = MONTHS.iter().position(|&month| month == start)?;
    i8::try_from(at + 1).ok()
}

/// Two digits are years of this century: no register older than that is in use.
fn year(piece: &str) -> Option<i16> {
    match piece.len() {
        4 => piece.parse().ok(),
        2 => piece.parse::<i16>().ok().map(|year| 2000 + year),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn read(texts: &[&str]) -> Vec<Option<Date>> {
        let dates = Dates::decide(texts.iter().copied());
        texts.iter().map(|text| dates.read(text).map(|(date, _)| date)).collect()
    }

    #[test]
    fn a_date_is_read_however_it_is_written() {
        let day = date(2025, 9, 1);
        for text in [
            "01/09/2025",
            "1/9/2025",
            "01-09-2025",
            "01.09.2025",
            "2025-09-01",
            "2025/09/01",
            "1 Sep 2025",
            "1-Sep-25",
            "01 September 2025",
            "Mon 01/09/2025",
            "TUE 01/09/2025",
            "Monday, 1 September 2025",
            "2025-09-01 00:00:00",
            "01/09/2025 08:50",
            "2025-09-01T08:50:00",
            "01/09/25",
            "2025-Sep-01",
        ] {
            assert_eq!(read(&[text]), [Some(day)], "{text}");
        }
        for text in ["", "Reg", "31/02/2025", "2025-13-01", "1/9", "01/09/2025/1", "AM", "0/9/2025", "C1"] {
            assert_eq!(read(&[text]), [None], "{text}");
        }
    }

    #[test]
    fn the_half_of_the_day_is_read_beside_the_date_but_not_from_a_time() {
        let dates = Dates::decide(std::iter::empty());
        let half = |text| dates.read(text).and_then(|(_, half)| half);
        assert_eq!(half("01/09/2025 AM"), Some(Half::Morning));
        assert_eq!(half("Mon 01/09/2025_pm"), Some(Half::Afternoon));
        assert_eq!(half("01/09/2025 09:10 PM"), None);
    }

    #[test]
    fn the_whole_column_decides_which_number_is_the_day() {
        assert_eq!(read(&["03/04/2025", "25/04/2025"]), [Some(date(2025, 4, 3)), Some(date(2025, 4, 25))]);
        assert_eq!(read(&["03/04/2025", "04/25/2025"]), [Some(date(2025, 3, 4)), Some(date(2025, 4, 25))]);
        assert_eq!(Dates::decide(["3/4/2025"].into_iter()).order, DateOrder::DayFirst);
        assert_eq!(Dates::decide(["2025-04-03"].into_iter()).order, DateOrder::Clear);
    }

    #[test]
    fn a_column_that_contradicts_itself_is_noticed() {
        let dates = Dates::decide(["25/04/2025", "04/26/2025", "2025-04-03"].into_iter());
        assert_eq!((dates.order, dates.is_mixed), (DateOrder::Contradictory, true));
        assert_eq!(dates.read("04/26/2025"), None);
    }
}
