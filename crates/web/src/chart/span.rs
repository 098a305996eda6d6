//! A stretch of sessions in words.

use domain::session::{Half, Session};

use crate::words;

/// `Monday 14 September to Tuesday 15 September`, `Friday 2 October, all day`, `Thursday 4 March, afternoon`: from the
/// session `first` to the session `last`, both included.
pub fn span(first: Session, last: Session) -> String {
    if first == last {
        return words::session(first);
    }
    if first.date == last.date {
        return format!("{}, all day", words::day(first.date));
    }
    let begins = if first.half == Half::Afternoon { words::session(first) } else { words::day(first.date) };
    let ends = if last.half == Half::Morning { words::session(last) } else { words::day(last.date) };
    format!("{begins} to {ends}")
}

#[cfg(test)]
mod tests {
    use domain::Date;
    use jiff::civil::date;

    use super::*;

    fn am(day: Date) -> Session {
        Session::new(day, Half::Morning)
    }

    fn pm(day: Date) -> Session {
        Session::new(day, Half::Afternoon)
    }

    #[test]
    fn a_stretch_names_a_half_day_only_where_it_is_not_whole() {
        let (thursday, friday) = (date(2027, 3, 4), date(2027, 3, 5));
        assert_eq!(span(pm(thursday), pm(thursday)), "Thursday 4 March, afternoon");
        assert_eq!(span(am(thursday), pm(thursday)), "Thursday 4 March, all day");
        assert_eq!(span(am(thursday), pm(friday)), "Thursday 4 March to Friday 5 March");
        assert_eq!(span(pm(thursday), am(friday)), "Thursday 4 March, afternoon to Friday 5 March, morning");
    }
}
