//! A bar in a row of a table, such as the days missed on Mondays.

use super::svg::{Canvas, Px, Size, Svg, at};

/// A bar for `part` beside others of which the longest stands for `longest`, `width` pixels long at most. The number stands
/// in the next cell, so the bar itself is not read out.
pub fn bar(part: u64, longest: u64, width: u32) -> Svg {
    let width = f64::from(width);
    let length = if longest == 0 { 0.0 } else { width * part.min(longest) as f64 / longest as f64 };
    let mut canvas = Canvas::opened(&format!(
        "aria-hidden=\"true\" focusable=\"false\" width=\"{width}\" height=\"12\" viewBox=\"0 0 {width} 12\"",
        width = Px(width)
    ));
    canvas.rect(at(0.0, 0.0), Size { width: length, height: 12.0 }, "fill=\"#17404f\"");
    canvas.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_start_at_nothing_and_the_longest_fills_the_cell() {
        let length = |part, longest| {
            let svg = bar(part, longest, 120).to_string();
            svg.split("width=\"").nth(2).and_then(|rest| rest.split('"').next()).map(String::from)
        };
        assert_eq!(length(20, 20).as_deref(), Some("120"));
        assert_eq!(length(5, 20).as_deref(), Some("30"));
        assert_eq!(length(0, 20).as_deref(), Some("0"));
        assert_eq!(length(0, 0).as_deref(), Some("0"));
    }
}
