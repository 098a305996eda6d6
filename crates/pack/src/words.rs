//! Names in brackets, amounts with units, dates: the small words of the language.

use domain::rule::{Amount, Bound, Range, Side, Unit};
use jiff::civil::Date;

/// The names in square brackets of `text`.
pub(crate) fn names(text: &str) -> Vec<String> {
    text.split('[').skip(1).filter_map(|part| part.split_once(']')).map(|(name, _)| name.to_owned()).collect()
}

/// The values in quotation marks of `text`.
pub(crate) fn values(text: &str) -> Vec<String> {
    text.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The values of `text`, parted by commas, each with those that it was `formerly`: `"improved" formerly "better", "not improved"`.
pub(crate) fn values_formerly(text: &str) -> Vec<(String, Vec<String>)> {
    let mut all = Vec::new();
    for part in parted(text) {
        match part.split_once(" formerly ") {
            Some((now, old)) => all.extend(values(now).pop().map(|now| (now, values(old)))),
            None => all.extend(values(part).into_iter().map(|now| (now, Vec::new()))),
        }
    }
    all
}

/// Names in brackets, or else words parted by commas.
pub(crate) fn list(text: &str) -> Vec<String> {
    let names = names(text);
    if names.is_empty() {
        return text
            .split(',')
            .map(str::trim)
            .filter(|word| !word.is_empty() && *word != "–")
            .map(str::to_owned)
            .collect();
    }
    names
}

/// The parts between commas that stand outside quotation marks.
pub(crate) fn parted(text: &str) -> Vec<&str> {
    let (mut parts, mut from, mut is_quoted) = (Vec::new(), 0, false);
    for (at, letter) in text.char_indices() {
        match letter {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => {
                parts.push(text[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text[from..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}

/// Reads `10 days`, `92%`, `£80`, `08:50`, `4.5 days`.
pub(crate) fn amount(text: &str) -> Result<Amount, &'static str> {
    let text = text.trim();
    if let Some(clock) = clock(text) {
        return Ok(Amount { thousandths: clock * 1000, unit: Unit::Clock });
    }
    let (text, is_pounds) = text.strip_prefix('£').map_or((text, false), |rest| (rest, true));
    let end = text.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(text.len());
    let thousandths = thousandths(&text[..end]).ok_or("a number is missing here")?;
    if is_pounds {
        return Ok(Amount { thousandths, unit: Unit::Pounds });
    }
    let unit = match text[end..].trim() {
        "day" | "days" => Unit::Days,
        "school day" | "school days" => Unit::SchoolDays,
        "session" | "sessions" => Unit::Sessions,
        "week" | "weeks" => Unit::Weeks,
        "school week" | "school weeks" => Unit::SchoolWeeks,
        "time" | "times" => Unit::Times,
        "minute" | "minutes" => Unit::Minutes,
        "hour" | "hours" => Unit::Hours,
        "month" | "months" => Unit::Months,
        "year" | "years" => Unit::Years,
        "%" => Unit::Percent,
        _ => return Err("of what?"),
    };
    Ok(Amount { thousandths, unit })
}

fn thousandths(number: &str) -> Option<i64> {
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    if part.len() > 3 {
        return None;
    }
    Some(whole.parse::<i64>().ok()? * 1000 + format!("{part:0<3}").parse::<i64>().ok()?)
}

/// Minutes after midnight of `08:50`.
pub(crate) fn clock(text: &str) -> Option<i64> {
    let (hour, minute) = text.trim().split_once(':')?;
    let is_clock = hour.len() == 2 && minute.len() == 2;
    let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.parse().ok()?);
    (is_clock && hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

/// Reads a range: `at least 15 days and less than 56 days`, `before 08:50`, `from 08:50 to 09:00`, `any`.
pub(crate) fn range(text: &str) -> Result<Range, String> {
    let text = text.trim();
    if text == "any" {
        return Ok(Range::default());
    }
    let bound = |side, text: &str| -> Result<Bound, String> {
        let amount = amount(text).map_err(|what| match what {
            "of what?" => format!("{} of what?", text.trim()),
            what => what.to_owned(),
        })?;
        Ok(Bound { side, amount })
    };
    if let Some((first, last)) = text.strip_prefix("from ").and_then(|rest| rest.split_once(" to ")) {
        return Ok(Range { bounds: vec![bound(Side::AtLeast, first)?, bound(Side::AtMost, last)?] });
    }
    let mut bounds = Vec::new();
    for part in text.split(" and ") {
        let (side, rest) = side(part.trim()).ok_or("which side owns the edge?")?;
        bounds.push(bound(side, rest)?);
    }
    Ok(Range { bounds })
}

/// The word for a side that `text` begins with, and the rest.
pub(crate) fn side(text: &str) -> Option<(Side, &str)> {
    const SIDES: [(&str, Side); 7] = [
        ("at least ", Side::AtLeast),
        ("more than ", Side::MoreThan),
        ("at most ", Side::AtMost),
        ("less than ", Side::LessThan),
        ("exactly ", Side::Exactly),
        ("before ", Side::LessThan),
        ("after ", Side::MoreThan),
    ];
    SIDES.iter().find_map(|(word, side)| Some((*side, text.strip_prefix(word)?)))
}

/// Reads `Fri 14 May 2027` or `1 September 2025`. A weekday that is not that day's is said.
pub(crate) fn date(text: &str) -> Result<Date, String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (weekday, rest) = match words.as_slice() {
        [weekday, rest @ ..] if rest.len() == 3 => (Some(*weekday), rest),
        rest => (None, rest),
    };
    let [day, month, year] = rest else { return Err(format!("`{text}` is no date: write it like `Fri 14 May 2027`")) };
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = MONTHS.iter().position(|name| month.starts_with(name));
    let date = month.and_then(|month| Date::new(year.parse().ok()?, month as i8 + 1, day.parse().ok()?).ok());
    let date = date.ok_or_else(|| format!("`{text}` is no date: write it like `Fri 14 May 2027`"))?;
    let true_weekday = date.strftime("%a").to_string();
    match weekday {
        Some(weekday) if weekday != true_weekday => {
            Err(format!("{} is a {}, write `{true_weekday}`", rest.join(" "), date.strftime("%A")))
        }
        _ => Ok(date),
    }
}
