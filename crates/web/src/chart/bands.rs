//! How many children stand in each band: a bar that stretches with the page, and the shades that keep the order of bands.

use super::svg::{Canvas, Size, Svg, at, escape};
use crate::words;

/// A band and the children in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shaded<'a> {
    /// The pack's own word, such as `Improvement`.
    pub name: &'a str,
    /// How many children.
    pub children: u64,
    /// From [`shade`].
    pub shade: &'a str,
}

/// The end of the CSS classes (`rb-b…`, `rb-bandtag--…`) of the band at place `at`, counted from 0, among `of` bands: one
/// hue from light to dark. Dark means more help.
pub const fn shade(at: usize, of: usize) -> &'static str {
    const FOUR: [&str; 4] = ["1", "2", "3", "4"];
    const FIVE: [&str; 5] = ["1", "2of5", "3of5", "3", "4"];
    match of {
        0..=2 => FOUR[if at == 0 { 0 } else { 2 }],
        3 => FOUR[if at < 2 { at } else { 3 }],
        4 => FOUR[if at < 4 { at } else { 3 }],
        _ => FIVE[if at < 5 { at } else { 4 }],
    }
}

/// The bar over a list of bands, as wide as its column. Nothing when no band has a child.
pub fn wide(counts: &[Shaded<'_>], height: u32) -> Option<Svg> {
    let height = f64::from(height);
    let mut canvas = Canvas::opened(&format!(
        "role=\"img\" aria-label=\"{}\" viewBox=\"0 0 1000 {height}\" preserveAspectRatio=\"none\" width=\"100%\" \
         height=\"{height}\"",
        label(counts)
    ));
    rectangles(&mut canvas, counts, Bar { width: 1000.0, height, gap: 2.0 })?;
    Some(canvas.finish())
}

/// The bar in a row of a table, 120 by 16 pixels. Nothing when no band has a child.
pub fn small(counts: &[Shaded<'_>]) -> Option<Svg> {
    let mut canvas = Canvas::opened(&format!(
        "role=\"img\" aria-label=\"{}\" width=\"120\" height=\"16\" viewBox=\"0 0 120 16\"",
        label(counts)
    ));
    rectangles(&mut canvas, counts, Bar { width: 120.0, height: 16.0, gap: 0.8 })?;
    Some(canvas.finish())
}

struct Bar {
    width: f64,
    height: f64,
    gap: f64,
}

fn label(counts: &[Shaded<'_>]) -> String {
    let said = |count: &Shaded<'_>| format!("{} {}", count.name, words::number(count.children as i64));
    escape(&format!("Children by band: {}", counts.iter().map(said).collect::<Vec<_>>().join(", ")))
}

fn rectangles(canvas: &mut Canvas, counts: &[Shaded<'_>], bar: Bar) -> Option<()> {
    let all: u64 = counts.iter().map(|count| count.children).sum();
    if all == 0 {
        return None;
    }
    // One child in a thousand is still seen: a band that is not empty never falls below twice the gap.
    let share = |count: &Shaded<'_>| match count.children {
        0 => 0.0,
        children => (bar.width * children as f64 / all as f64).max(2.0 * bar.gap),
    };
    let scale = bar.width / counts.iter().map(share).sum::<f64>();
    let mut x = 0.0;
    for count in counts.iter().filter(|count| count.children > 0) {
        let width = share(count) * scale;
        let class = format!("class=\"rb-b{}\"", count.shade);
        canvas.rect(at(x, 0.0), Size { width: width - bar.gap, height: bar.height }, &class);
        x += width;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(children: &[u64]) -> Vec<Shaded<'static>> {
        let named = |(at, &children)| Shaded { name: ["A", "B", "C", "D"][at], children, shade: shade(at, 4) };
        children.iter().enumerate().map(named).collect()
    }

    #[test]
    fn bands_are_to_scale_and_parted_by_white() {
        let svg = wide(&counts(&[363, 46, 3, 0]), 34).map(|svg| svg.to_string()).expect("412 children");
        assert!(svg.contains("<rect class=\"rb-b1\" x=\"0\" y=\"0\" width=\"879.07\""), "{svg}");
        assert!(svg.contains("<rect class=\"rb-b2\" x=\"881.07\" y=\"0\" width=\"109.65\""), "{svg}");
        assert!(!svg.contains("rb-b4"), "{svg}");
        assert!(svg.contains("A 363, B 46, C 3, D 0"), "{svg}");
    }

    #[test]
    fn one_child_among_many_is_still_seen() {
        let svg = wide(&counts(&[5_000, 1]), 34).map(|svg| svg.to_string()).expect("5,001 children");
        assert!(svg.contains("width=\"1.98\""), "{svg}");
    }

    #[test]
    fn no_bar_is_drawn_of_nobody() {
        assert_eq!(wide(&[], 34), None);
        assert_eq!(small(&counts(&[0, 0])), None);
    }

    #[test]
    fn a_pack_with_three_bands_takes_the_lightest_two_and_the_darkest() {
        assert_eq!([0, 1, 2].map(|at| shade(at, 3)), ["1", "2", "4"]);
        assert_eq!([0, 1, 2, 3].map(|at| shade(at, 4)), ["1", "2", "3", "4"]);
        assert_eq!([0, 1, 2, 3, 4].map(|at| shade(at, 5)), ["1", "2of5", "3of5", "3", "4"]);
    }
}
