//! Two counts week by week, such as the tasks that arise under one handbook and under another.

use domain::Date;
use serde::Serialize;

use super::svg::{At, Canvas, Px, Size, Svg, at};
use crate::words;

/// A week and its two counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Week {
    /// Its first day.
    pub monday: Date,
    /// Under the handbook that it is compared with.
    pub before: u64,
    /// Under the other.
    pub after: u64,
}

/// The picture, drawn for two widths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Weeks {
    /// 740 pixels wide.
    pub wide: Svg,
    /// 290 pixels wide.
    pub narrow: Svg,
}

/// Two lines over the weeks; `what` is counted, such as `Tasks that arise`. Nothing where neither line ever leaves the ground.
pub fn weeks(what: &str, weeks: &[Week]) -> Option<Weeks> {
    let most = weeks.iter().map(|week| week.before.max(week.after)).max().filter(|&most| most > 0)?;
    let sum = |of: fn(&Week) -> u64| words::number(weeks.iter().map(of).sum::<u64>() as i64);
    let title = format!(
        "{what} week by week: {} in all before, {} after. The table beside it has each week.",
        sum(|week| week.before),
        sum(|week| week.after)
    );
    let step = step(most);
    let top = most.div_ceil(step) * step;
    Some(Weeks { wide: WIDE.draw(weeks, (step, top), &title), narrow: NARROW.draw(weeks, (step, top), &title) })
}

/// Lines of the grid at most.
const LINES: u64 = 5;

/// The least of 1, 2, 5, 10, 20 … that needs no more than [`LINES`] lines to `most`.
fn step(most: u64) -> u64 {
    let steps = (0..).flat_map(|power| [1, 2, 5].map(|digit| digit * 10_u64.saturating_pow(power)));
    let mut fitting = steps.filter(|step| most.div_ceil(*step) <= LINES);
    fitting.next().unwrap_or(most)
}

struct Form {
    id: &'static str,
    size: Size,
    left: f64,
    right: f64,
    bottom: f64,
    top: f64,
    /// Every month has its name, or every third, or so.
    months: usize,
}

const WIDE: Form = Form {
    id: "weeks-wide",
    size: Size { width: 740.0, height: 240.0 },
    left: 52.0,
    right: 670.0,
    bottom: 210.0,
    top: 14.0,
    months: 2,
};

const NARROW: Form = Form {
    id: "weeks-narrow",
    size: Size { width: 290.0, height: 190.0 },
    left: 48.0,
    right: 244.0,
    bottom: 160.0,
    top: 14.0,
    months: 5,
};

const BEFORE: &str = "fill=\"none\" stroke=\"#6b7276\" stroke-width=\"1.6\" stroke-dasharray=\"3.5 4.5\"";
const AFTER: &str = "fill=\"none\" stroke=\"#17404f\" stroke-width=\"2.4\" stroke-linejoin=\"round\"";

impl Form {
    fn draw(&self, weeks: &[Week], (step, top): (u64, u64), title: &str) -> Svg {
        let mut canvas = Canvas::titled(self.id, "img", self.size, title);
        for line in (0..=top / step).map(|line| line * step) {
            let (left, right, y) = (Px(self.left), Px(self.right), self.height(line, top));
            canvas.draw(format_args!("<path d=\"M{left} {}H{right}\" stroke=\"#e3e8e9\"/>", Px(y)));
            let label = words::number(line as i64);
            canvas.text(at(self.left - 8.0, y + 5.0), "class=\"m\" text-anchor=\"end\"", &label);
        }
        self.months(&mut canvas, weeks);
        let line = |of: fn(&Week) -> u64| -> Vec<At> {
            let place = |(week, each): (usize, &Week)| at(self.across(weeks.len(), week), self.height(of(each), top));
            weeks.iter().enumerate().map(place).collect()
        };
        let (before, after) = (line(|week| week.before), line(|week| week.after));
        stroke(&mut canvas, &before, BEFORE);
        stroke(&mut canvas, &after, AFTER);
        self.ends(&mut canvas, before.last(), after.last());
        canvas.finish()
    }

    fn months(&self, canvas: &mut Canvas, weeks: &[Week]) {
        // A week belongs to the month of its last school day.
        let friday = |week: &Week| week.monday.saturating_add(jiff::Span::new().days(4));
        let is_new = |(at, week): &(usize, &Week)| *at == 0 || friday(&weeks[at - 1]).month() != friday(week).month();
        let firsts = weeks.iter().enumerate().filter(is_new).step_by(self.months);
        for (place, week) in firsts {
            let anchor = if place == 0 { "start" } else { "middle" };
            let below = at(self.across(weeks.len(), place), self.bottom + 22.0);
            canvas.text(below, &format!("class=\"m\" text-anchor=\"{anchor}\""), &words::month(friday(week))[..3]);
        }
    }

    /// The names of the lines at their ends, moved apart where one would stand on the other.
    fn ends(&self, canvas: &mut Canvas, before: Option<&At>, after: Option<&At>) {
        const APART: f64 = 17.0;
        let (Some(before), Some(after)) = (before, after) else { return };
        let by = APART - (before.y - after.y).abs();
        let shift = if by > 0.0 { by / 2.0 } else { 0.0 };
        let up = if before.y < after.y { -shift } else { shift };
        let halo = "stroke=\"#fff\" stroke-width=\"4\" paint-order=\"stroke\"";
        canvas.text(at(before.x + 6.0, before.y + up + 5.0), &format!("class=\"m\" {halo}"), "before");
        canvas.text(at(after.x + 6.0, after.y - up + 5.0), &format!("font-weight=\"700\" {halo}"), "after");
    }

    fn across(&self, weeks: usize, week: usize) -> f64 {
        self.left + (self.right - self.left) * week as f64 / weeks.saturating_sub(1).max(1) as f64
    }

    fn height(&self, count: u64, top: u64) -> f64 {
        self.bottom - (self.bottom - self.top) * count as f64 / top as f64
    }
}

fn stroke(canvas: &mut Canvas, line: &[At], attributes: &str) {
    let points: Vec<String> = line.iter().map(|point| format!("{} {}", Px(point.x), Px(point.y))).collect();
    let path = if points.len() == 1 { format!("{}h.1", points[0]) } else { points.join("L") };
    canvas.draw(format_args!("<path d=\"M{path}\" {attributes} stroke-linecap=\"round\"/>"));
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn week(day: i8, before: u64, after: u64) -> Week {
        Week { monday: date(2026, 9, day), before, after }
    }

    #[test]
    fn the_axis_takes_round_steps() {
        assert_eq!([1, 5, 6, 11, 49, 51, 999].map(step), [1, 1, 2, 5, 10, 20, 200]);
    }

    #[test]
    fn both_lines_stand_on_one_scale_and_say_their_sums() {
        let drawn = weeks("Tasks that arise", &[week(7, 3, 10), week(14, 0, 5)]).expect("there are tasks");
        let svg = drawn.wide.to_string();
        assert!(svg.contains("Tasks that arise week by week: 3 in all before, 15 after."), "{svg}");
        assert!(svg.contains("M52 14L670 112"), "10 is the top of the axis and 5 its middle: {svg}");
    }

    #[test]
    fn nothing_is_drawn_of_weeks_without_a_task() {
        assert_eq!(weeks("Tasks that arise", &[week(7, 0, 0)]), None);
        assert_eq!(weeks("Tasks that arise", &[]), None);
    }
}
