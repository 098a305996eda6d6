//! The values of a band in words.

use domain::rule::{Band, Bound, Range, Side, Unit};

use crate::words;

/// `0 to 14½ days`, `95 days or more`, `90% to under 95%`: the values that lie in `band`.
pub(super) fn range(band: &Band, unit: Unit) -> String {
    match unit {
        Unit::Days => counted(&band.range, 2, "days"),
        Unit::Sessions => counted(&band.range, 1, "sessions"),
        _ => bounds(&band.range, unit),
    }
}

/// The words for the edge at which `band` begins, such as `15 days`; nothing for one that begins at no day.
pub(super) fn edge(band: &Band) -> Option<String> {
    let from = first(&band.range, 2);
    let is_days = band.range.bounds.iter().all(|bound| bound.amount.unit == Unit::Days);
    (is_days && from > 0).then(|| words::days(from))
}

/// Whole steps, of which `steps` make one unit: two half days make a day.
fn counted(range: &Range, steps: i64, noun: &str) -> String {
    let say = |step: u64| match (steps, step % 2) {
        (2, 1) if step == 1 => String::from("½"),
        (2, half) => format!("{}{}", step / 2, if half == 1 { "½" } else { "" }),
        _ => step.to_string(),
    };
    let from = first(range, steps);
    match last(range, steps) {
        Some(last) => format!("{} to {} {noun}", say(from), say(last)),
        None => format!("{} {noun} or more", say(from)),
    }
}

fn first(range: &Range, steps: i64) -> u64 {
    let at = |bound: &Bound| match bound.side {
        Side::AtLeast | Side::Exactly => Some((bound.amount.thousandths * steps).div_euclid(1000)),
        Side::MoreThan => Some((bound.amount.thousandths * steps).div_euclid(1000) + 1),
        Side::AtMost | Side::LessThan => None,
    };
    range.bounds.iter().filter_map(at).max().and_then(|first| u64::try_from(first).ok()).unwrap_or(0)
}

fn last(range: &Range, steps: i64) -> Option<u64> {
    let at = |bound: &Bound| match bound.side {
        Side::AtMost | Side::Exactly => Some((bound.amount.thousandths * steps).div_euclid(1000)),
        Side::LessThan => Some((bound.amount.thousandths * steps - 1).div_euclid(1000)),
        Side::AtLeast | Side::MoreThan => None,
    };
    range.bounds.iter().filter_map(at).min().and_then(|last| u64::try_from(last).ok())
}

fn bounds(range: &Range, unit: Unit) -> String {
    let (one, many) = unit.words();
    let say = |bound: &Bound| {
        let (whole, part) = (bound.amount.thousandths / 1000, bound.amount.thousandths % 1000);
        let number =
            if part == 0 { whole.to_string() } else { format!("{whole}.{part:03}").trim_end_matches('0').to_owned() };
        match unit {
            Unit::Percent => format!("{number}%"),
            Unit::Pounds => format!("£{number}"),
            _ => format!("{number} {}", if number == "1" { one } else { many }),
        }
    };
    let mut edges: Vec<&Bound> = range.bounds.iter().collect();
    edges.sort_by_key(|bound| bound.amount.thousandths);
    match edges.as_slice() {
        [] => String::from("any"),
        [low, .., high] => {
            let low = if low.side == Side::MoreThan { format!("over {}", say(low)) } else { say(low) };
            let under = if high.side == Side::LessThan { "under " } else { "" };
            format!("{low} to {under}{}", say(high))
        }
        [only] => match only.side {
            Side::AtLeast => format!("{} or more", say(only)),
            Side::MoreThan => format!("over {}", say(only)),
            Side::AtMost => format!("{} or less", say(only)),
            Side::LessThan => format!("under {}", say(only)),
            Side::Exactly => say(only),
        },
    }
}

#[cfg(test)]
mod tests {
    use domain::rule::Amount;

    use super::*;

    fn band(unit: Unit, bounds: &[(Side, i64)]) -> Band {
        let bound = |&(side, whole)| Bound { side, amount: Amount { thousandths: whole * 1000, unit } };
        let range = Range { bounds: bounds.iter().map(bound).collect() };
        Band { name: String::from("A"), range, led_by: Vec::new(), with: Vec::new(), line: 1 }
    }

    #[test]
    fn a_band_of_days_ends_at_the_half_day_before_the_next() {
        let days = |bounds: &[(Side, i64)]| range(&band(Unit::Days, bounds), Unit::Days);
        assert_eq!(days(&[(Side::LessThan, 15)]), "0 to 14½ days");
        assert_eq!(days(&[(Side::AtLeast, 15), (Side::LessThan, 56)]), "15 to 55½ days");
        assert_eq!(days(&[(Side::MoreThan, 15), (Side::AtMost, 56)]), "15½ to 56 days");
        assert_eq!(days(&[(Side::AtLeast, 95)]), "95 days or more");
        assert_eq!(edge(&band(Unit::Days, &[(Side::AtLeast, 15)])).as_deref(), Some("15 days"));
        assert_eq!(edge(&band(Unit::Days, &[(Side::LessThan, 15)])), None);
    }

    #[test]
    fn a_band_of_percentages_says_which_side_owns_the_edge() {
        let percent = |bounds: &[(Side, i64)]| range(&band(Unit::Percent, bounds), Unit::Percent);
        assert_eq!(percent(&[(Side::AtLeast, 95)]), "95% or more");
        assert_eq!(percent(&[(Side::AtLeast, 90), (Side::LessThan, 95)]), "90% to under 95%");
        assert_eq!(percent(&[(Side::LessThan, 90)]), "under 90%");
    }
}
