//! Stages in their order, and bands of any measure to scale, drawn for a page of the handbook.

use documents::handbook::{Bar, Picture, Step};
use serde::Serialize;

use super::{
    bands::shade,
    svg::{Canvas, Px, Size, Svg, at},
};

/// A picture, drawn for three widths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Drawn {
    /// 1,140 pixels wide.
    pub wide: Svg,
    /// 700 pixels wide.
    pub middle: Svg,
    /// 288 pixels wide.
    pub narrow: Svg,
}

/// The picture; `id` tells it from others of the page.
pub fn draw(id: &str, picture: &Picture) -> Drawn {
    let form = |size: &str, width: f64| {
        let id = format!("{id}-{size}");
        match picture {
            Picture::Bar(bar) => draw_bar(&id, width, bar),
            Picture::Steps { says, steps } => draw_steps(&id, width, says, steps),
        }
    };
    Drawn { wide: form("wide", 1140.0), middle: form("middle", 700.0), narrow: form("narrow", 288.0) }
}

/// Where a scale begins, and how much room it leaves at its end.
const EDGE: f64 = 10.0;

fn draw_bar(id: &str, width: f64, bar: &Bar) -> Svg {
    let mut canvas = Canvas::titled(id, "img", Size { width, height: 66.0 }, &bar.says);
    let across = |value: u32| EDGE + (width - 2.0 * EDGE) * f64::from(value.min(bar.whole)) / f64::from(bar.whole);
    let mut taken = f64::MIN;
    for (place, band) in bar.bands.iter().enumerate() {
        let (start, room) = (across(band.from), (across(band.to) - across(band.from) - 2.0).max(1.0));
        let shade = shade(place, bar.bands.len());
        canvas.rect(at(start, 4.0), Size { width: room, height: 30.0 }, &format!("class=\"rb-b{shade}\""));
        if letters(&band.name) < room {
            let ink = if matches!(shade, "3" | "4") { " class=\"inv\"" } else { "" };
            let attributes = format!("text-anchor=\"middle\" font-weight=\"700\"{ink}");
            canvas.text(at(start + room / 2.0, 24.0), &attributes, &band.name);
        }
        canvas.draw(format_args!("<path d=\"M{} 34v7\" stroke=\"#0b0c0c\"/>", Px(start)));
        // An edge that would touch the one before it is left to the table.
        let half = letters(&band.edge) / 2.0;
        if !band.edge.is_empty() && start - half > taken && start + half < width {
            canvas.text(at(start, 58.0), "text-anchor=\"middle\"", &band.edge);
            taken = start + half + 6.0;
        }
    }
    canvas.finish()
}

/// How far apart the boxes of two stages stand.
const GAP: f64 = 34.0;
const LINE: f64 = 20.0;

fn draw_steps(id: &str, width: f64, says: &str, steps: &[Step]) -> Svg {
    let fits = |count: usize| (width - GAP * (count.max(1) - 1) as f64) / count.max(1) as f64;
    let is_row = fits(steps.len()) >= 150.0;
    let box_width = if is_row { fits(steps.len()) } else { width };
    let texts: Vec<Vec<String>> = steps.iter().map(|step| lines(step, box_width)).collect();
    let height = |lines: &[String]| 32.0 + LINE * lines.len() as f64;
    let tallest = texts.iter().map(|lines| height(lines)).fold(0.0, f64::max);
    let whole = if is_row {
        tallest
    } else {
        texts.iter().map(|lines| height(lines)).sum::<f64>() + GAP * (texts.len().max(1) - 1) as f64
    };
    let mut canvas = Canvas::titled(id, "img", Size { width, height: whole + 2.0 }, says);
    let (mut x, mut y) = (0.0, 1.0);
    for (place, (step, lines)) in steps.iter().zip(&texts).enumerate() {
        let tall = if is_row { tallest } else { height(lines) };
        let size = Size { width: box_width - 2.0, height: tall };
        canvas.rect(at(x + 1.0, y), size, "fill=\"#eef3f4\" stroke=\"#17404f\"");
        canvas.text(at(x + 10.0, y + 21.0), "font-weight=\"700\"", &step.name);
        for (row, line) in lines.iter().enumerate() {
            canvas.text(at(x + 10.0, y + 21.0 + LINE * (row + 1) as f64), "", line);
        }
        if place + 1 < steps.len() {
            let from = if is_row { at(x + box_width, y + tall / 2.0) } else { at(x + 30.0, y + tall) };
            arrow(&mut canvas, from, is_row);
        }
        (x, y) = if is_row { (x + box_width + GAP, y) } else { (x, y + tall + GAP) };
    }
    canvas.finish()
}

/// An arrow to the next stage, beside or below.
fn arrow(canvas: &mut Canvas, from: super::svg::At, is_across: bool) {
    let (x, y, stroke) = (Px(from.x), Px(from.y), "stroke=\"#17404f\" stroke-width=\"2\" fill=\"none\"");
    if is_across {
        canvas.draw(format_args!("<path d=\"M{x} {y}h{0}m-8 -6l8 6l-8 6\" {stroke}/>", Px(GAP - 2.0)));
    } else {
        canvas.draw(format_args!("<path d=\"M{x} {y}v{0}m-6 -8l6 8l6 -8\" {stroke}/>", Px(GAP - 2.0)));
    }
}

/// What is written in the box of a stage, in lines that fit.
fn lines(step: &Step, width: f64) -> Vec<String> {
    let begins = (!step.entered_by.is_empty()).then(|| format!("Begins with {}", step.entered_by.join("; ")));
    let mut lines: Vec<String> = Vec::new();
    for note in step.notes.iter().cloned().chain(begins) {
        let mut line = String::new();
        for word in note.split_whitespace() {
            if !line.is_empty() && letters(&line) + letters(word) + 30.0 > width {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    lines
}

/// About how wide `words` are at 14 pixels.
fn letters(words: &str) -> f64 {
    7.2 * words.chars().count() as f64
}

#[cfg(test)]
mod tests;
