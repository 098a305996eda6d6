//! The rows of a table as a picture: bars for rows beside each other, a line for weeks and other stretches of time.

use serde::Serialize;

use super::svg::{Canvas, Px, Size, Svg, at};

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is called.
    pub name: String,
    /// How large its figure is; nothing where none is shown.
    pub size: Option<u64>,
    /// The figure in words: `2.1`.
    pub shown: String,
}

/// How rows are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Rows beside each other.
    Bars,
    /// Stretches of time, in order.
    Line,
}

/// The picture, drawn for two widths. Its numbers stand in the table that it is made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Picture {
    /// 740 pixels wide.
    pub wide: Svg,
    /// 290 pixels wide.
    pub narrow: Svg,
}

/// More rows than this cannot be read in a picture.
pub const MOST: usize = 40;

/// The picture of these rows, whose `title` says what is drawn: the highest and the lowest are added to it. Nothing where fewer
/// than two rows have a figure, or too many.
pub fn picture(rows: &[Row], shape: Shape, title: &str) -> Option<Picture> {
    let known: Vec<(&Row, u64)> = rows.iter().filter_map(|row| Some((row, row.size?))).collect();
    if known.len() < 2 || rows.len() > MOST {
        return None;
    }
    let (high, low) = (known.iter().max_by_key(|row| row.1)?, known.iter().rev().min_by_key(|row| row.1)?);
    let title = if high.1 == low.1 {
        format!("{title}: {} in every row.", high.0.shown)
    } else {
        let said = |row: &Row| format!("{}, {}", row.name, row.shown);
        format!("{title}. Highest: {}. Lowest: {}.", said(high.0), said(low.0))
    };
    let draw = |form: &Form| match shape {
        Shape::Bars => form.bars(rows, high.1, &title),
        Shape::Line => form.line(rows, (*low, *high), &title),
    };
    Some(Picture { wide: draw(&WIDE), narrow: draw(&NARROW) })
}

struct Form {
    id: &'static str,
    width: f64,
    /// How much room the name of a bar has beside it; none where it stands above.
    names: f64,
    /// How many letters of a name are written.
    letters: usize,
}

const WIDE: Form = Form { id: "rows-wide", width: 740.0, names: 240.0, letters: 32 };
const NARROW: Form = Form { id: "rows-narrow", width: 290.0, names: 0.0, letters: 38 };

/// Room for the figure after the longest bar.
const FIGURE: f64 = 74.0;
const INK: &str = "fill=\"#17404f\"";

impl Form {
    fn bars(&self, rows: &[Row], most: u64, title: &str) -> Svg {
        let is_beside = self.names > 0.0;
        let step = if is_beside { 28.0 } else { 44.0 };
        let size = Size { width: self.width, height: step * rows.len() as f64 + 4.0 };
        let mut canvas = Canvas::titled(self.id, "img", size, title);
        for (place, row) in rows.iter().enumerate() {
            let top = step * place as f64;
            let (name, bar) = if is_beside {
                (at(self.names - 10.0, top + 19.0), at(self.names, top + 5.0))
            } else {
                (at(0.0, top + 16.0), at(0.0, top + 22.0))
            };
            let anchor = if is_beside { "text-anchor=\"end\"" } else { "" };
            canvas.text(name, anchor, &cut(&row.name, self.letters));
            let room = self.width - self.names - FIGURE;
            let length = room * row.size.unwrap_or(0) as f64 / most.max(1) as f64;
            canvas.rect(bar, Size { width: length, height: 18.0 }, INK);
            canvas.text(at(bar.x + length + 8.0, bar.y + 14.0), "class=\"m\"", &row.shown);
        }
        canvas.finish()
    }

    fn line(&self, rows: &[Row], (low, high): ((&Row, u64), (&Row, u64)), title: &str) -> Svg {
        let (top, bottom) = (16.0, 180.0);
        let (left, right) = (58.0, self.width - 16.0);
        let mut canvas = Canvas::titled(self.id, "img", Size { width: self.width, height: 216.0 }, title);
        let across = |place: usize| left + (right - left) * place as f64 / (rows.len() - 1).max(1) as f64;
        let span = (high.1 - low.1).max(1) as f64;
        let height = |size: u64| bottom - (bottom - top) * (size - low.1) as f64 / span;
        for (row, size) in [low, high] {
            let (x, y, end) = (Px(left), Px(height(size)), Px(right));
            canvas.draw(format_args!("<path d=\"M{x} {y}H{end}\" stroke=\"#e3e8e9\"/>"));
            canvas.text(at(left - 8.0, height(size) + 5.0), "class=\"m\" text-anchor=\"end\"", &row.shown);
        }
        let mut path = String::new();
        let mut is_begun = false;
        for (place, row) in rows.iter().enumerate() {
            let Some(size) = row.size else {
                is_begun = false;
                continue;
            };
            let (x, y) = (across(place), height(size));
            path.push_str(&format!("{}{} {}", if is_begun { 'L' } else { 'M' }, Px(x), Px(y)));
            is_begun = true;
            canvas.draw(format_args!("<circle cx=\"{}\" cy=\"{}\" r=\"3.5\" {INK}/>", Px(x), Px(y)));
        }
        let stroke = "fill=\"none\" stroke=\"#17404f\" stroke-width=\"2.6\" stroke-linejoin=\"round\"";
        canvas.draw(format_args!("<path d=\"{path}\" {stroke}/>"));
        let half = self.letters / 2;
        if let (Some(first), Some(last)) = (rows.first(), rows.last()) {
            canvas.text(at(left, 206.0), "class=\"m\"", &cut(&first.name, half));
            canvas.text(at(right, 206.0), "class=\"m\" text-anchor=\"end\"", &cut(&last.name, half));
        }
        canvas.finish()
    }
}

/// The words, cut to so many letters.
fn cut(words: &str, letters: usize) -> String {
    if words.chars().count() <= letters {
        return words.to_owned();
    }
    let kept: String = words.chars().take(letters - 1).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(sizes: &[Option<u64>]) -> Vec<Row> {
        let row = |(at, &size): (usize, &Option<u64>)| Row {
            name: format!("Week {at}"),
            size,
            shown: size.map_or_else(String::new, |size| size.to_string()),
        };
        sizes.iter().enumerate().map(row).collect()
    }

    #[test]
    fn bars_begin_at_nothing_and_the_title_says_the_ends() {
        let picture = picture(&rows(&[Some(10), Some(20), Some(0)]), Shape::Bars, "Days by week").expect("three rows");
        let wide = picture.wide.as_str();
        assert!(wide.contains("Days by week. Highest: Week 1, 20. Lowest: Week 2, 0."), "{wide}");
        assert!(
            wide.contains("width=\"213\"") && wide.contains("width=\"426\"") && wide.contains("width=\"0\""),
            "{wide}"
        );
    }

    #[test]
    fn a_line_is_broken_where_no_figure_is_shown() {
        let picture = picture(&rows(&[Some(1), Some(2), None, Some(4)]), Shape::Line, "Days").expect("three points");
        assert_eq!(picture.wide.as_str().matches("<circle").count(), 3);
        let path = picture.narrow.as_str().split("fill=\"none\"").next().and_then(|text| text.rsplit("d=\"").next());
        assert_eq!(path.map(|path| path.matches('M').count()), Some(2), "two stretches");
    }

    #[test]
    fn nothing_is_drawn_of_one_row_and_of_too_many() {
        assert_eq!(picture(&rows(&[Some(1), None]), Shape::Bars, "Days"), None);
        assert_eq!(picture(&rows(&vec![Some(1); MOST + 1]), Shape::Bars, "Days"), None);
        let same = picture(&rows(&[Some(3), Some(3)]), Shape::Bars, "Days").expect("two rows");
        assert!(same.narrow.as_str().contains("Days: 3 in every row."));
    }

    #[test]
    fn long_names_are_cut() {
        assert_eq!(cut("In care", 8), "In care");
        assert_eq!(cut("Education, health and care plan", 12), "Education,…");
    }
}
