//! A small line without an axis: how one school's attendance went since September.

use domain::tally::Percent;

use super::svg::{At, Canvas, Px, Svg, at, escape};
use crate::words;

/// A line with one point for each of these weeks, on its own scale, with a dot on the last. Nothing without a week.
pub fn sparkline(weeks: &[Percent]) -> Option<Svg> {
    let (first, last) = (*weeks.first()?, *weeks.last()?);
    let label = match weeks.len() {
        1 => format!("{} in the only week so far", words::percent(first)),
        _ => format!("From {} in the first week to {} in the last", words::percent(first), words::percent(last)),
    };
    let points = points(weeks);
    let mut canvas = Canvas::opened(&format!(
        "role=\"img\" aria-label=\"{}\" width=\"112\" height=\"26\" viewBox=\"0 0 112 26\"",
        escape(&label)
    ));
    let path: Vec<String> = points.iter().map(|point| format!("{} {}", Px(point.x), Px(point.y))).collect();
    if path.len() > 1 {
        let path = path.join("L");
        canvas.draw(format_args!("<path d=\"M{path}\" fill=\"none\" stroke=\"#17404f\" stroke-width=\"1.6\"/>"));
    }
    let end = points.last()?;
    let (x, y) = (Px(end.x), Px(end.y));
    canvas.draw(format_args!("<circle cx=\"{x}\" cy=\"{y}\" r=\"2.6\" fill=\"#17404f\"/>"));
    Some(canvas.finish())
}

/// `0.4 up`, `0.3 down`, or `level` within a quarter of a percentage point.
pub fn change(before: Percent, after: Percent) -> String {
    let (before, after) = (before.in_thousandths(), after.in_thousandths());
    let by = before.abs_diff(after);
    if by <= LEVEL_WITHIN {
        return String::from("level");
    }
    let tenths = (by + 50) / 100;
    format!("{}.{} {}", tenths / 10, tenths % 10, if after > before { "up" } else { "down" })
}

/// A change of this many thousandths of a percent is not worth a word.
const LEVEL_WITHIN: u32 = 250;

fn points(weeks: &[Percent]) -> Vec<At> {
    let values = || weeks.iter().map(|week| f64::from(week.in_thousandths()));
    let (low, high) = (values().fold(f64::MAX, f64::min), values().fold(f64::MIN, f64::max));
    let step = if weeks.len() > 1 { 104.0 / (weeks.len() - 1) as f64 } else { 0.0 };
    let height = |value: f64| if high > low { 22.0 - 18.0 * (value - low) / (high - low) } else { 13.0 };
    values().enumerate().map(|(week, value)| at(2.0 + step * week as f64, height(value))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_uses_its_own_scale_and_ends_in_a_dot() {
        let svg = sparkline(&[90_000, 92_000, 91_000].map(Percent::thousandths)).map(|svg| svg.to_string());
        let svg = svg.expect("three weeks");
        assert!(svg.contains("M2 22L54 4L106 13"), "{svg}");
        assert!(svg.contains("cx=\"106\" cy=\"13\""), "{svg}");
        assert!(svg.contains("From 90.0% in the first week to 91.0% in the last"), "{svg}");
    }

    #[test]
    fn a_level_line_and_a_single_week_are_drawn_and_no_week_is_not() {
        let level = sparkline(&[Percent::whole(90); 2]).map(|svg| svg.to_string()).expect("two weeks");
        assert!(level.contains("M2 13L106 13"), "{level}");
        let single = sparkline(&[Percent::whole(90)]).map(|svg| svg.to_string()).expect("one week");
        assert!(single.contains("circle") && !single.contains("path"), "{single}");
        assert_eq!(sparkline(&[]), None);
    }

    #[test]
    fn a_change_within_a_quarter_of_a_point_is_level() {
        let said = |before, after| change(Percent::thousandths(before), Percent::thousandths(after));
        assert_eq!(said(92_000, 92_250), "level");
        assert_eq!(said(92_000, 92_251), "0.3 up");
        assert_eq!(said(92_000, 90_960), "1.0 down");
    }
}
