//! The two drawings of a year. They differ in where a session stands and in the labels around; marks are the same.

mod labels;
mod marks;

use super::{Calendar, Cell, runs::Run, runs::Slot, runs::sessions};
use crate::{
    chart::svg::{At, Canvas, Size, Svg, at},
    words,
};

/// Weeks across, days down.
pub(super) fn wide(calendar: &Calendar, runs: &[Run]) -> Svg {
    let tallest = calendar.weeks.iter().map(|week| labels::bar(week.missed())).fold(4.0, f64::max);
    let size = Size { width: 68.0 + 23.0 * calendar.weeks.len() as f64, height: labels::BARS + tallest + 32.0 };
    let drawing = Drawing { ending: "w", size, place: across };
    drawing.draw(calendar, runs, labels::wide)
}

/// Weeks down, ten columns.
pub(super) fn narrow(calendar: &Calendar, runs: &[Run]) -> Svg {
    let size = Size { width: 295.0, height: 40.0 + 19.0 * calendar.weeks.len() as f64 };
    let drawing = Drawing { ending: "t", size, place: down };
    drawing.draw(calendar, runs, labels::narrow)
}

fn across(slot: Slot) -> At {
    at(68.0 + 23.0 * slot.week as f64, 44.0 + 43.0 * slot.day as f64 + 18.5 * slot.half as f64)
}

fn down(slot: Slot) -> At {
    at(62.0 + 47.0 * slot.day as f64 + 22.0 * slot.half as f64, 40.0 + 19.0 * slot.week as f64)
}

struct Drawing {
    /// The end of its identifiers: two drawings stand in one page.
    ending: &'static str,
    size: Size,
    /// The top left corner of a session's cell, which is 20 by 17.
    place: fn(Slot) -> At,
}

impl Drawing {
    fn draw(&self, calendar: &Calendar, runs: &[Run], labels: fn(&mut Canvas, &Calendar)) -> Svg {
        let id = format!("year-{}", self.ending);
        let mut canvas = Canvas::titled(&id, "group", self.size, &title(calendar));
        marks::patterns(&mut canvas, self.ending);
        canvas.draw(format_args!("<g aria-hidden=\"true\">"));
        labels(&mut canvas, calendar);
        canvas.draw(format_args!("</g>"));
        self.quiet(&mut canvas, calendar);
        for run in runs {
            marks::run(&mut canvas, run, self.place, self.ending);
        }
        canvas.finish()
    }

    /// Present cells are one path, with one for their strokes; so are cells without a mark. None of them is read out.
    fn quiet(&self, canvas: &mut Canvas, calendar: &Calendar) {
        let [mut cells, mut strokes, mut empty] = [const { String::new() }; 3];
        for (slot, cell) in sessions(calendar) {
            let place = (self.place)(slot);
            match cell {
                Cell::Marked(mark) if mark.cell.family == crate::mark::Family::Present => {
                    cells.push_str(&marks::present(place));
                    strokes.push_str(&marks::stroke(place, slot.half));
                }
                Cell::NoMark | Cell::ToCome => empty.push_str(&marks::empty(place)),
                Cell::Marked(_) | Cell::Closed => {}
            }
        }
        for (class, path) in [("g-p", cells), ("g-s", strokes), ("g-t", empty)] {
            if !path.is_empty() {
                canvas.draw(format_args!("<path class=\"{class}\" d=\"{path}\"/>"));
            }
        }
    }
}

fn title(calendar: &Calendar) -> String {
    format!(
        "{}’s year, session by session: {} missed. Absences and lateness are links; plain attendance is not read out.",
        calendar.whose,
        words::days(calendar.missed())
    )
}
