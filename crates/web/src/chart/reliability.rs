//! What was said beside what happened: a line for each range, a dot where it came out, and the diagonal on which both agree.

use super::svg::{Canvas, Px, Size, Svg, at};
use crate::words;

/// Children of whom about the same was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// How many of a thousand were said to reach the line, at least and at most.
    pub range: (u32, u32),
    /// The middle of it.
    pub middle: u32,
    /// How many of a thousand reached it.
    pub observed: u32,
}

const SIZE: Size = Size { width: 420.0, height: 330.0 };
const LEFT: f64 = 56.0;
const TOP: f64 = 12.0;
const SIDE: f64 = 270.0;

/// The picture; nothing when nothing was said. `id` is its own on the page.
pub fn reliability(id: &str, all: &[Said]) -> Option<Svg> {
    if all.is_empty() {
        return None;
    }
    let held = all.iter().filter(|one| (one.range.0..=one.range.1).contains(&one.observed)).count();
    let title = format!(
        "What was said beside what happened. {held} of {} came out within what was said.",
        words::counted(all.len() as i64, "group", "groups")
    );
    let mut canvas = Canvas::titled(id, "img", SIZE, &title);
    grid(&mut canvas);
    for one in all {
        let (x, y) = (place(one.middle), high(one.observed));
        let (from, to) = (Px(place(one.range.0)), Px(place(one.range.1)));
        let (x, y) = (Px(x), Px(y));
        canvas.draw(format_args!(
            "<path d=\"M{from} {y}H{to}\" stroke=\"#17404f\" stroke-width=\"2\" fill=\"none\"/>\
             <circle cx=\"{x}\" cy=\"{y}\" r=\"5\" fill=\"#17404f\"/>"
        ));
    }
    Some(canvas.finish())
}

fn grid(canvas: &mut Canvas) {
    for tenth in [0, 2, 4, 6, 8, 10] {
        let (x, y) = (place(tenth * 100), high(tenth * 100));
        let (from, to, row) = (Px(LEFT), Px(LEFT + SIDE), Px(y));
        canvas.draw(format_args!("<path d=\"M{from} {row}H{to}\" stroke=\"#d9dcde\" fill=\"none\"/>"));
        canvas.text(at(LEFT - 8.0, y + 5.0), "text-anchor=\"end\"", &tenth.to_string());
        canvas.text(at(x, TOP + SIDE + 18.0), "text-anchor=\"middle\"", &tenth.to_string());
    }
    let (left, right, bottom, top) = (Px(place(0)), Px(place(1000)), Px(high(0)), Px(high(1000)));
    canvas.draw(format_args!(
        "<path d=\"M{left} {bottom}L{right} {top}\" stroke=\"#6b7276\" stroke-dasharray=\"3.5 4.5\" fill=\"none\"/>"
    ));
    canvas.text(at(LEFT + SIDE / 2.0, TOP + SIDE + 38.0), "text-anchor=\"middle\"", "said: of 10 children");
    canvas.text(at(LEFT + 6.0, TOP + 12.0), "", "was: of 10 children");
}

fn place(thousandths: u32) -> f64 {
    LEFT + SIDE * f64::from(thousandths) / 1000.0
}

fn high(thousandths: u32) -> f64 {
    TOP + SIDE - SIDE * f64::from(thousandths) / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_range_is_a_line_with_its_dot_and_the_title_says_how_many_held() {
        let said = |low, middle, high, observed| Said { range: (low, high), middle, observed };
        let svg = reliability("all", &[said(100, 200, 300, 250), said(500, 600, 700, 900)]).expect("two of them");
        assert!(svg.as_str().contains("1 of 2 groups came out within what was said"), "{svg}");
        assert_eq!(svg.as_str().matches("<circle").count(), 2);
        assert!(svg.as_str().contains("<circle cx=\"110\" cy=\"214.5\""), "{svg}");
        assert_eq!(reliability("none", &[]), None);
    }
}
