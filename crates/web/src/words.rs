//! Numbers and dates in words, the same on every page.

use domain::{Date, Time, Weekday, session::Session, tally::Percent};

/// `Friday 12 March`. The year is left out inside the school year that the page is about.
pub fn day(date: Date) -> String {
    format!("{} {} {}", weekday(date.weekday()), date.day(), month(date))
}

/// `Fri 12 March`, for statuses and narrow columns.
pub fn short_day(date: Date) -> String {
    format!("{} {} {}", &weekday(date.weekday())[..3], date.day(), month(date))
}

/// `Friday 12 March 2027`, outside this school year and in documents that leave the house.
pub fn full_day(date: Date) -> String {
    format!("{} {}", day(date), date.year())
}

/// `Friday 12 March, morning`.
pub fn session(session: Session) -> String {
    format!("{}, {}", day(session.date), session.half.word())
}

/// `09:05`.
pub fn time(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// Half days as days: `14½ days`, `1 day`, `½ day`, `0 days`.
pub fn days(half_days: u64) -> String {
    let (whole, half) = (half_days / 2, if half_days % 2 == 1 { "½" } else { "" });
    let noun = if half_days == 1 || half_days == 2 { "day" } else { "days" };
    match (whole, half) {
        (0, "½") => format!("½ {noun}"),
        _ => format!("{}{half} {noun}", number(i64::try_from(whole).unwrap_or(i64::MAX))),
    }
}

/// One decimal: `92.4%`. To the nearest tenth, but never up to a whole percent, so that 89.96% is not shown as 90.0%:
/// the bands of every pack begin at whole percents.
pub fn percent(percent: Percent) -> String {
    let thousandths = percent.in_thousandths();
    let nearest = (thousandths + 50) / 100;
    let tenths = if nearest.is_multiple_of(10) && nearest * 100 > thousandths { nearest - 1 } else { nearest };
    format!("{}.{}%", tenths / 10, tenths % 10)
}

/// Thousands apart: `9,036`. A minus is `−`.
pub fn number(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::from(if number < 0 { "−" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1 child`, `30 children`.
pub fn counted(count: i64, one: &str, many: &str) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { many })
}

/// `Ellis`, `Ellis and Robyn`, `Ellis, Robyn and Sama`.
pub fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// `head`, `head or lead`, `head, lead or officer`.
pub fn either(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// The words with a capital first letter, to begin a sentence or a label.
pub fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// `Monday` to `Sunday`.
pub const fn weekday(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// `January` to `December`.
pub fn month(date: Date) -> &'static str {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    MONTHS[usize::from(date.month().unsigned_abs()) - 1]
}

#[cfg(test)]
mod tests {
    use domain::session::Half;
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_said_with_halves() {
        let said = [0, 1, 2, 3, 29, 30, 2_500].map(days);
        assert_eq!(said, ["0 days", "½ day", "1 day", "1½ days", "14½ days", "15 days", "1,250 days"]);
    }

    #[test]
    fn a_percentage_is_never_rounded_up_into_a_band() {
        let said =
            [89_960, 90_000, 90_040, 92_449, 92_450, 99_999, 100_000, 0].map(|n| percent(Percent::thousandths(n)));
        assert_eq!(said, ["89.9%", "90.0%", "90.0%", "92.4%", "92.5%", "99.9%", "100.0%", "0.0%"]);
    }

    #[test]
    fn dates_are_said_as_people_say_them() {
        let friday = date(2027, 3, 12);
        assert_eq!(day(friday), "Friday 12 March");
        assert_eq!(short_day(friday), "Fri 12 March");
        assert_eq!(full_day(friday), "Friday 12 March 2027");
        assert_eq!(session(Session::new(friday, Half::Afternoon)), "Friday 12 March, afternoon");
        assert_eq!(time(jiff::civil::time(9, 5, 40, 0)), "09:05");
    }

    #[test]
    fn numbers_and_names_are_said_as_people_write_them() {
        assert_eq!([0, 999, 9_036, -1_234_567].map(number), ["0", "999", "9,036", "−1,234,567"]);
        assert_eq!(counted(1, "child", "children"), "1 child");
        assert_eq!(list(&["Ellis".into(), "Robyn".into(), "Sama".into()]), "Ellis, Robyn and Sama");
        assert_eq!(either(&["Ellis".into(), "Robyn".into(), "Sama".into()]), "Ellis, Robyn or Sama");
        assert_eq!(sentence("class teacher"), "Class teacher");
    }
}
