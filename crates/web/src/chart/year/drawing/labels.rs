//! The names of months, weeks and days around a year, and the bars of days missed.

use jiff::ToSpan;

use super::super::{Calendar, Week, table};
use crate::{
    chart::svg::{Canvas, Size, at},
    words,
};

/// Where the bars of days missed begin.
pub(super) const BARS: f64 = 266.0;

const DAYS: [&str; 5] = ["Mon", "Tue", "Wed", "Thu", "Fri"];
const MIDDLE: &str = "text-anchor=\"middle\"";

/// How tall the bar of these half days is: eight pixels a day.
pub(super) fn bar(half_days: u32) -> f64 {
    4.0 * f64::from(half_days)
}

pub(super) fn wide(canvas: &mut Canvas, calendar: &Calendar) {
    for (day, name) in DAYS.into_iter().enumerate() {
        let y = 43.0 * day as f64;
        canvas.text(at(0.0, 66.0 + y), "", name);
        canvas.text(at(34.0, 57.0 + y), "class=\"m\"", "am");
        canvas.text(at(34.0, 75.5 + y), "class=\"m\"", "pm");
    }
    for (place, month) in months(&calendar.weeks) {
        canvas.text(at(68.0 + 23.0 * place as f64, 14.0), "font-weight=\"700\"", month);
    }
    for (place, week) in calendar.weeks.iter().enumerate().filter(|(_, week)| week.has_school()) {
        let middle = 78.0 + 23.0 * place as f64;
        let day = week.monday.day().to_string();
        canvas.text(at(middle, 32.0), "class=\"m g-wk\" text-anchor=\"middle\"", &day);
        if week.missed() > 0 {
            let height = bar(week.missed());
            canvas.rect(at(middle - 7.0, BARS), Size { width: 14.0, height }, "fill=\"#484949\"");
            canvas.text(at(middle, BARS + height + 14.0), MIDDLE, &table::days(week.missed()));
        }
    }
    canvas.text(at(0.0, BARS + 12.0), "", "Days");
    canvas.text(at(0.0, BARS + 27.0), "", "missed");
}

pub(super) fn narrow(canvas: &mut Canvas, calendar: &Calendar) {
    for (day, name) in DAYS.into_iter().enumerate() {
        let x = 47.0 * day as f64;
        canvas.text(at(83.0 + x, 14.0), "text-anchor=\"middle\" font-weight=\"700\"", name);
        canvas.text(at(72.0 + x, 32.0), "class=\"m\" text-anchor=\"middle\"", "am");
        canvas.text(at(94.0 + x, 32.0), "class=\"m\" text-anchor=\"middle\"", "pm");
    }
    for (place, week) in calendar.weeks.iter().enumerate().filter(|(_, week)| week.has_school()) {
        canvas.text(at(0.0, 53.0 + 19.0 * place as f64), "", &table::short(week.monday));
    }
}

/// The place of each month's first week, by its Friday, with the month's name. A month of a single week at the very
/// beginning would touch the next, and is left out.
fn months(weeks: &[Week]) -> Vec<(usize, &'static str)> {
    let mut months: Vec<(usize, &'static str)> = Vec::new();
    for (place, week) in weeks.iter().enumerate() {
        let name = &words::month(week.monday.saturating_add(4.days()))[..3];
        if months.last().is_none_or(|&(_, before)| before != name) {
            months.push((place, name));
        }
    }
    if let [(0, _), (1, _), ..] = months.as_slice() {
        months.remove(0);
    }
    months
}
