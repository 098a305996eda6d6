//! Marks as shapes. A cell is 20 by 17; letter, shape, texture and lightness each tell a family alone.

use super::super::runs::{Run, Slot};
use crate::{
    chart::svg::{At, Canvas, Px, Size, at, escape},
    mark::{Family, MarkCell},
};

/// The hatch of authorised absence and the dots of a session that does not count, under identifiers of this drawing.
pub(super) fn patterns(canvas: &mut Canvas, ending: &str) {
    canvas.draw(format_args!(
        "<defs><pattern id=\"hatch-{ending}\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" \
         patternTransform=\"rotate(45)\"><rect width=\"5\" height=\"5\" fill=\"#cfe0f3\"/><rect width=\"1.6\" \
         height=\"5\" fill=\"#a9c8e8\"/></pattern><pattern id=\"dots-{ending}\" width=\"4\" height=\"4\" \
         patternUnits=\"userSpaceOnUse\"><circle cx=\"1.5\" cy=\"1.5\" r=\".8\" fill=\"#8d989b\"/></pattern></defs>"
    ));
}

/// The cell of a session present, as a piece of a path.
pub(super) fn present(place: At) -> String {
    format!("M{} {}h20v17h-20z", Px(place.x), Px(place.y))
}

/// The stroke in it, which leans its own way in the morning and in the afternoon.
pub(super) fn stroke(place: At, half: usize) -> String {
    let (y, rise) = if half == 0 { (place.y + 12.5, "l6-8") } else { (place.y + 4.5, "l6 8") };
    format!("M{} {}{rise}", Px(place.x + 7.0), Px(y))
}

/// The cell of a session without a mark, as a piece of a path.
pub(super) fn empty(place: At) -> String {
    format!("M{} {}h19v16h-19z", Px(place.x + 0.5), Px(place.y + 0.5))
}

/// A run as one link.
pub(super) fn run(canvas: &mut Canvas, run: &Run, place: fn(Slot) -> At, ending: &str) {
    let (href, title) = (escape(&run.href), escape(&run.title));
    canvas.draw(format_args!("<a href=\"{href}\"><title>{title}</title><g aria-hidden=\"true\">"));
    for &slot in &run.slots {
        let corner = place(slot);
        let around =
            |by: f64| (at(corner.x - by, corner.y - by), Size { width: 20.0 + 2.0 * by, height: 17.0 + 2.0 * by });
        let (hit, size) = around(2.0);
        canvas.rect(hit, size, "class=\"g-h\"");
        mark(canvas, &run.mark, corner, ending);
        let (focus, size) = around(1.0);
        canvas.rect(focus, size, "class=\"g-f\"");
    }
    canvas.draw(format_args!("</g></a>"));
}

fn mark(canvas: &mut Canvas, mark: &MarkCell, corner: At, ending: &str) {
    let inset = |by: f64| (at(corner.x + by, corner.y + by), Size { width: 20.0 - 2.0 * by, height: 17.0 - 2.0 * by });
    let (place, size, attributes) = match mark.family {
        Family::Authorised => {
            let (place, size) = inset(0.5);
            (place, size, format!("fill=\"url(#hatch-{ending})\" stroke=\"#2f6299\""))
        }
        Family::Approved => {
            let (place, size) = inset(0.5);
            (place, size, String::from("class=\"g-K\" rx=\"8\""))
        }
        Family::Unknown => {
            let (place, size) = inset(1.0);
            (place, size, String::from("class=\"g-N\""))
        }
        Family::Unauthorised => (corner, inset(0.0).1, String::from("class=\"g-U\"")),
        Family::NotPossible => (corner, inset(0.0).1, format!("fill=\"url(#dots-{ending})\"")),
        Family::Late | Family::Present => (corner, inset(0.0).1, String::from("class=\"g-p\"")),
        Family::Todo | Family::Closed => (corner, inset(0.0).1, String::from("class=\"g-t\"")),
    };
    canvas.rect(place, size, &attributes);
    within(canvas, mark.family, corner);
    let (x, y, class) = letter(mark.family);
    canvas.text(at(corner.x + x, corner.y + y), &format!("class=\"g-l{class}\""), &mark.letters);
}

/// What else stands in the cell, under the letters.
fn within(canvas: &mut Canvas, family: Family, corner: At) {
    match family {
        Family::Late => {
            let (x, y) = (Px(corner.x + 20.0), Px(corner.y + 4.25));
            canvas.draw(format_args!("<path class=\"g-w\" d=\"M{x} {y}v12.75h-12.4z\"/>"));
        }
        Family::NotPossible => {
            let size = Size { width: 14.0, height: 11.0 };
            canvas.rect(at(corner.x + 3.0, corner.y + 3.0), size, "fill=\"#fff\"");
        }
        _ => {}
    }
}

/// Where the letters stand in the cell, and the ends of their class.
const fn letter(family: Family) -> (f64, f64, &'static str) {
    match family {
        Family::Late => (6.5, 12.5, ""),
        Family::Authorised => (10.0, 12.5, " g-la"),
        Family::Unauthorised => (10.0, 12.5, " g-lu"),
        Family::Approved => (10.0, 12.5, " g-lk"),
        Family::NotPossible => (10.0, 12.0, " g-lx"),
        Family::Unknown | Family::Present | Family::Todo | Family::Closed => (10.0, 12.5, ""),
    }
}
