//! A school's attendance by week: this year's line, last year's dashed, both broken at holidays.

mod axis;

use domain::{Date, tally::Percent};
use serde::Serialize;

use self::axis::Axis;
use super::svg::{At, Canvas, Px, Size, Svg, at};
use crate::{link::Link, words};

/// One week of both years. Every week from the first to the last is there, holidays too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Week {
    /// Its Monday, this year.
    pub monday: Date,
    /// Whether school is open in it this year.
    pub has_school: bool,
    /// Attendance in it; nothing for a holiday, or a week to come.
    pub this_year: Option<Percent>,
    /// Attendance in the same week of last year; nothing for a holiday, or where last year is not known.
    pub last_year: Option<Percent>,
    /// The possible sessions behind it, this year: `310 possible sessions`; nothing for a reader who sees no names.
    pub this_sessions: Option<Link>,
    /// The same for last year.
    pub last_sessions: Option<Link>,
}

/// The picture, drawn for two widths, and its numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Trend {
    /// 740 pixels wide.
    pub wide: Svg,
    /// 290 pixels wide.
    pub narrow: Svg,
    /// A row for each week with school.
    pub table: Vec<Row>,
}

/// A row of the table beside the picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// `31 Aug`.
    pub week: String,
    /// `96.0%`, or `to come`.
    pub this_year: String,
    /// The sessions behind it, and how many they are; nothing without a percentage or without names.
    pub this_sessions: Option<Link>,
    /// `93.7%`, or `not known`.
    pub last_year: String,
    /// The same for last year.
    pub last_sessions: Option<Link>,
}

/// The trend of these weeks up to the day `until`. Nothing when neither year has a week with marks.
pub fn trend(weeks: &[Week], until: Date) -> Option<Trend> {
    let axis = Axis::over(weeks.iter().flat_map(|week| [week.this_year, week.last_year]).flatten())?;
    let title = title(weeks, until);
    let draw = |form: Form| form.draw(weeks, &axis, &title);
    Some(Trend { wide: draw(WIDE), narrow: draw(NARROW), table: table(weeks, until) })
}

fn title(weeks: &[Week], until: Date) -> String {
    let known = || weeks.iter().filter_map(|week| Some((week.monday, week.this_year?)));
    let (Some(low), Some(high)) = (known().min_by_key(|week| week.1), known().max_by_key(|week| week.1)) else {
        return String::from("Attendance by week last year. This year has no week with marks yet.");
    };
    let has_last = weeks.iter().any(|week| week.last_year.is_some());
    format!(
        "Attendance by week, this year to {}{}. This year runs between {} and {}, lowest in the week of {}.",
        words::day(until),
        if has_last { " and last year" } else { "" },
        words::percent(low.1),
        words::percent(high.1),
        short(low.0)
    )
}

fn table(weeks: &[Week], until: Date) -> Vec<Row> {
    let row = |week: &Week| Row {
        week: short(week.monday),
        this_year: match week.this_year {
            Some(percent) => words::percent(percent),
            None if week.monday > until => String::from("to come"),
            None => String::from("no marks"),
        },
        last_year: week.last_year.map_or_else(|| String::from("not known"), words::percent),
        this_sessions: week.this_sessions.clone().filter(|_| week.this_year.is_some()),
        last_sessions: week.last_sessions.clone().filter(|_| week.last_year.is_some()),
    };
    weeks.iter().filter(|week| week.has_school).map(row).collect()
}

/// `31 Aug`.
fn short(monday: Date) -> String {
    format!("{} {}", monday.day(), &words::month(monday)[..3])
}

/// The measures of one drawing.
struct Form {
    id: &'static str,
    size: Size,
    /// Where the lines begin and end, and the lowest and highest line of the grid.
    left: f64,
    right: f64,
    bottom: f64,
    top: f64,
    labels: [&'static str; 2],
    /// Every month has its name, or every third.
    months: usize,
}

const WIDE: Form = Form {
    id: "trend-wide",
    size: Size { width: 740.0, height: 240.0 },
    left: 44.0,
    right: 624.0,
    bottom: 210.0,
    top: 14.0,
    labels: ["This year", "Last year"],
    months: 1,
};

const NARROW: Form = Form {
    id: "trend-narrow",
    size: Size { width: 290.0, height: 190.0 },
    left: 44.0,
    right: 240.0,
    bottom: 160.0,
    top: 14.0,
    labels: ["This", "Last"],
    months: 3,
};

const LAST: &str = "fill=\"none\" stroke=\"#6b7276\" stroke-width=\"1.6\" stroke-dasharray=\"3.5 4.5\"";
const THIS: &str = "fill=\"none\" stroke=\"#17404f\" stroke-width=\"2.6\" stroke-linejoin=\"round\"";

impl Form {
    fn draw(&self, weeks: &[Week], axis: &Axis, title: &str) -> Svg {
        let mut canvas = Canvas::titled(self.id, "img", self.size, title);
        self.grid(&mut canvas, axis);
        self.months(&mut canvas, weeks);
        let line = |of: fn(&Week) -> Option<Percent>| -> Vec<Option<At>> {
            let place = |(at, week): (usize, &Week)| Some(self.place(axis, weeks.len(), at, of(week)?));
            weeks.iter().enumerate().map(place).collect()
        };
        let (this, last) = (line(|week| week.this_year), line(|week| week.last_year));
        stroke(&mut canvas, &last, LAST);
        stroke(&mut canvas, &this, THIS);
        self.ends(&mut canvas, end(&this), end(&last));
        canvas.finish()
    }

    fn grid(&self, canvas: &mut Canvas, axis: &Axis) {
        for percent in axis.lines() {
            let y = self.height(axis, percent);
            let (left, right, line) = (Px(self.left), Px(self.right), Px(y));
            canvas.draw(format_args!("<path d=\"M{left} {line}H{right}\" stroke=\"#e3e8e9\"/>"));
            let label = format!("{}%", percent.in_thousandths() / 1000);
            canvas.text(at(self.left - 8.0, y + 5.0), "class=\"m\" text-anchor=\"end\"", &label);
        }
    }

    fn months(&self, canvas: &mut Canvas, weeks: &[Week]) {
        let mut named = 0;
        let mut before = None;
        for (place, week) in weeks.iter().enumerate() {
            let friday = week.monday.saturating_add(jiff::Span::new().days(4));
            let is_new = before.replace(friday.month()) != Some(friday.month());
            if !is_new {
                continue;
            }
            if named % self.months == 0 {
                let anchor = if place == 0 { "start" } else { "middle" };
                let attributes = format!("class=\"m\" text-anchor=\"{anchor}\"");
                let below = at(self.across(weeks.len(), place), self.bottom + 22.0);
                canvas.text(below, &attributes, &words::month(friday)[..3]);
            }
            named += 1;
        }
    }

    fn ends(&self, canvas: &mut Canvas, this: Option<At>, last: Option<At>) {
        if let Some(dot) = this {
            let (x, y) = (Px(dot.x), Px(dot.y));
            canvas.draw(format_args!("<circle cx=\"{x}\" cy=\"{y}\" r=\"4\" fill=\"#17404f\"/>"));
        }
        let mut places = [this, last].map(|end| end.map(|end| at(end.x + 9.0, end.y + 5.0)));
        if let [Some(this), Some(last)] = &mut places {
            part(this, last);
        }
        // A halo keeps a label readable where the other line runs under it.
        let halo = "stroke=\"#fff\" stroke-width=\"4\" paint-order=\"stroke\"";
        for ((place, label), weight) in places.into_iter().zip(self.labels).zip(["font-weight=\"700\"", "class=\"m\""])
        {
            if let Some(place) = place {
                canvas.text(place, &format!("{weight} {halo}"), label);
            }
        }
    }

    fn place(&self, axis: &Axis, weeks: usize, week: usize, percent: Percent) -> At {
        at(self.across(weeks, week), self.height(axis, percent))
    }

    fn across(&self, weeks: usize, week: usize) -> f64 {
        self.left + (self.right - self.left) * week as f64 / weeks.saturating_sub(1).max(1) as f64
    }

    fn height(&self, axis: &Axis, percent: Percent) -> f64 {
        self.bottom - (self.bottom - self.top) * axis.share(percent)
    }
}

/// Moves two labels apart that would be written over each other.
fn part(this: &mut At, last: &mut At) {
    const APART: f64 = 17.0;
    let by = this.y - last.y;
    if (this.x - last.x).abs() < 70.0 && by.abs() < APART {
        let each = (APART - by.abs()) / 2.0;
        let up = if by <= 0.0 { -each } else { each };
        this.y += up;
        last.y -= up;
    }
}

fn end(line: &[Option<At>]) -> Option<At> {
    line.iter().rev().find_map(|point| *point)
}

/// One path over all stretches of `line`; a week alone between two holidays is a dot.
fn stroke(canvas: &mut Canvas, line: &[Option<At>], attributes: &str) {
    let mut path = String::new();
    for stretch in line.split(Option::is_none).filter(|stretch| !stretch.is_empty()) {
        let points: Vec<String> =
            stretch.iter().flatten().map(|point| format!("{} {}", Px(point.x), Px(point.y))).collect();
        match points.as_slice() {
            [only] => path.push_str(&format!("M{only}h.1")),
            more => path.push_str(&format!("M{}", more.join("L"))),
        }
    }
    if !path.is_empty() {
        canvas.draw(format_args!("<path d=\"{path}\" {attributes} stroke-linecap=\"round\"/>"));
    }
}

#[cfg(test)]
mod tests;
