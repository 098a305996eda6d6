//! SVG text, built a shape at a time. Words are escaped here and nowhere else.

use std::fmt::{self, Write};

use serde::Serialize;

/// A finished picture, safe to stand in a page as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Svg(String);

impl Svg {
    /// The markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Svg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// `text` with the characters replaced that mean something in HTML and SVG, also inside an attribute.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// A length or a place in pixels, to two decimals and without needless zeros.
pub(super) struct Px(pub f64);

impl fmt::Display for Px {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{:.2}", self.0);
        let short = text.trim_end_matches('0').trim_end_matches('.');
        f.write_str(if short == "-0" { "0" } else { short })
    }
}

/// A place in a picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct At {
    pub x: f64,
    pub y: f64,
}

/// A place in a picture.
pub(super) const fn at(x: f64, y: f64) -> At {
    At { x, y }
}

/// A width and a height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Size {
    pub width: f64,
    pub height: f64,
}

/// A picture being drawn.
pub(super) struct Canvas {
    markup: String,
}

impl Canvas {
    /// A picture drawn at its real size, whose `title` says what it shows. `role` is `img`, or `group` when it holds links.
    pub fn titled(id: &str, role: &str, size: Size, title: &str) -> Canvas {
        let (width, height) = (Px(size.width), Px(size.height));
        let (id, title) = (escape(id), escape(title));
        Canvas {
            markup: format!(
                "<svg class=\"rb-svg\" role=\"{role}\" aria-labelledby=\"{id}\" width=\"{width}\" height=\"{height}\" \
                 viewBox=\"0 0 {width} {height}\"><title id=\"{id}\">{title}</title>"
            ),
        }
    }

    /// A picture without a title, opened with these attributes.
    pub fn opened(attributes: &str) -> Canvas {
        Canvas { markup: format!("<svg {attributes}>") }
    }

    /// Adds markup that holds no words from outside.
    pub fn draw(&mut self, markup: fmt::Arguments<'_>) {
        self.markup.write_fmt(markup).expect("a string takes whatever is written to it");
    }

    /// Writes `words` at `place` with these attributes.
    pub fn text(&mut self, place: At, attributes: &str, words: &str) {
        let (x, y, space) = (Px(place.x), Px(place.y), if attributes.is_empty() { "" } else { " " });
        self.draw(format_args!("<text x=\"{x}\" y=\"{y}\"{space}{attributes}>{}</text>", escape(words)));
    }

    /// Draws a rectangle with these attributes.
    pub fn rect(&mut self, place: At, size: Size, attributes: &str) {
        let (x, y, width, height) = (Px(place.x), Px(place.y), Px(size.width), Px(size.height));
        self.draw(format_args!("<rect {attributes} x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"));
    }

    /// The finished picture.
    pub fn finish(mut self) -> Svg {
        self.markup.push_str("</svg>");
        Svg(self.markup)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_no_needless_zeros() {
        let said = [0.0, 12.0, 12.5, 12.254, -0.001, 100.0].map(|length| Px(length).to_string());
        assert_eq!(said, ["0", "12", "12.5", "12.25", "0", "100"]);
    }

    #[test]
    fn words_cannot_become_markup() {
        let mut canvas = Canvas::titled("a\"b", "img", Size { width: 1.0, height: 1.0 }, "<script>&");
        canvas.text(at(0.0, 0.0), "", "</text><a href='x'>");
        let svg = canvas.finish();
        assert!(!svg.as_str().contains("<script"), "{svg}");
        assert!(!svg.as_str().contains("<a "), "{svg}");
        assert!(svg.as_str().contains("id=\"a&quot;b\""), "{svg}");
    }
}
