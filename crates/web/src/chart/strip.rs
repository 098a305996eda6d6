//! A strip: where one value stands among others, or how wide the range around it is.

use super::svg::{Canvas, Px, Size, Svg, at, escape};

/// What is drawn; all values in thousandths.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Strip {
    /// The finding, read out in the place of the picture.
    pub finding: String,
    /// From where to where the strip reaches, with the words at its ends.
    pub ends: [(i64, String); 2],
    /// The stretch that is shaded: half of the others, or the range.
    pub shaded: (i64, i64),
    /// The middle of the others, if there is one.
    pub middle: Option<i64>,
    /// Each of the others, where it may be told.
    pub others: Vec<i64>,
    /// A value that is marked across, such as no difference.
    pub marked: Option<i64>,
    /// The value itself; nothing where the reader may not be told.
    pub own: Option<i64>,
}

const WIDTH: f64 = 300.0;
const HEIGHT: f64 = 46.0;
const EDGE: f64 = 10.0;
/// The height of the line.
const LINE: f64 = 16.0;

/// Draws `strip`. The value itself is a full diamond, the middle a bar across, each other a ring: told apart by shape alone.
pub fn strip(strip: &Strip) -> Svg {
    let mut canvas = Canvas::opened(&format!(
        "class=\"rb-svg\" role=\"img\" aria-label=\"{}\" width=\"300\" height=\"46\" viewBox=\"0 0 300 46\"",
        escape(&strip.finding)
    ));
    let [(low, low_words), (high, high_words)] = &strip.ends;
    let across = |value: i64| {
        let share = (value - low) as f64 / (high - low).max(1) as f64;
        EDGE + (WIDTH - 2.0 * EDGE) * share.clamp(0.0, 1.0)
    };
    let (start, end, line) = (Px(EDGE), Px(WIDTH - EDGE), Px(LINE));
    canvas.draw(format_args!("<path d=\"M{start} {line}H{end}\" stroke=\"#505a5f\" stroke-width=\"1\"/>"));
    let (from, to) = (across(strip.shaded.0), across(strip.shaded.1));
    let size = Size { width: (to - from).max(2.0), height: 14.0 };
    canvas.rect(at(from, LINE - 7.0), size, "fill=\"#d5dde0\" stroke=\"#505a5f\"");
    if let Some(marked) = strip.marked {
        let x = Px(across(marked));
        canvas.draw(format_args!("<path d=\"M{x} 2V30\" stroke=\"#0b0c0c\" stroke-dasharray=\"3 2\"/>"));
    }
    if let Some(middle) = strip.middle {
        let x = Px(across(middle));
        canvas.draw(format_args!("<path d=\"M{x} 7V25\" stroke=\"#0b0c0c\" stroke-width=\"2.5\"/>"));
    }
    for &other in &strip.others {
        let x = Px(across(other));
        canvas.draw(format_args!("<circle cx=\"{x}\" cy=\"{line}\" r=\"3\" fill=\"#fff\" stroke=\"#0b0c0c\"/>"));
    }
    if let Some(own) = strip.own {
        let x = Px(across(own));
        canvas.draw(format_args!("<path d=\"M{x} 9l6 7l-6 7l-6 -7z\" fill=\"#17404f\" stroke=\"#fff\"/>"));
    }
    canvas.text(at(EDGE, HEIGHT - 3.0), "", low_words);
    canvas.text(at(WIDTH - EDGE, HEIGHT - 3.0), "text-anchor=\"end\"", high_words);
    canvas.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Strip {
        Strip {
            finding: String::from("Attendance 94.0%, middle of the others 92.0%"),
            ends: [(90_000, String::from("90.0%")), (95_000, String::from("95.0%"))],
            shaded: (91_000, 93_000),
            middle: Some(92_000),
            others: vec![90_000, 95_000],
            marked: None,
            own: Some(94_000),
        }
    }

    #[test]
    fn a_value_stands_to_scale_among_the_others() {
        let svg = strip(&sample()).to_string();
        // 280 pixels are five points: 56 each.
        assert!(svg.contains("<path d=\"M234 9l6 7"), "{svg}");
        assert!(svg.contains("<path d=\"M122 7V25\""), "{svg}");
        assert!(svg.contains("x=\"66\" y=\"9\" width=\"112\""), "{svg}");
        assert_eq!(svg.matches("<circle").count(), 2);
        assert!(svg.contains("aria-label=\"Attendance 94.0%, middle of the others 92.0%\""), "{svg}");
    }

    #[test]
    fn a_strip_without_width_is_drawn_and_its_words_cannot_become_markup() {
        let flat = Strip { finding: String::from("\"<b>"), marked: Some(0), own: Some(0), ..Strip::default() };
        let svg = strip(&flat).to_string();
        assert!(svg.contains("M10 9l6 7") && svg.contains("stroke-dasharray"), "{svg}");
        assert!(!svg.contains("<b>"), "{svg}");
        assert!(!strip(&Strip { own: None, ..flat }).to_string().contains("9l6 7"));
    }
}
