//! The pathway of a handbook drawn to scale: how many days of the year lead into which band, and where support begins.

use serde::Serialize;

use super::{
    bands::shade,
    svg::{Canvas, Px, Size, Svg, at},
};

/// A band of days missed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// The pack's own word, such as `Improvement`.
    pub name: String,
    /// How many half days missed lead into it.
    pub from_half_days: u32,
}

/// A day, or a stretch of days, at which the handbook asks for something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trigger {
    /// The first day missed at which it is due.
    pub from_days: u32,
    /// The last, where the handbook names a stretch.
    pub to_days: Option<u32>,
    /// `Day 5: support begins for vulnerable children (expected)`.
    pub words: String,
    /// `Day 5: vulnerable children`, for a phone.
    pub short: String,
}

/// What is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pathway {
    /// The bands, from the fewest days missed.
    pub bands: Vec<Band>,
    /// The triggers, from the earliest.
    pub triggers: Vec<Trigger>,
    /// The days of the school year.
    pub year_days: u32,
}

/// The picture, drawn for three widths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Scale {
    /// 1,140 pixels wide.
    pub wide: Svg,
    /// 700 pixels wide.
    pub middle: Svg,
    /// 288 pixels wide.
    pub narrow: Svg,
}

/// The scale of `pathway`. Nothing without a band, or in a year without days.
pub fn scale(pathway: &Pathway) -> Option<Scale> {
    if pathway.bands.is_empty() || pathway.year_days == 0 {
        return None;
    }
    let title = title(pathway);
    let draw = |id, width| Form::new(id, width, pathway).draw(&title);
    Some(Scale {
        wide: draw("scale-wide", 1140.0),
        middle: draw("scale-middle", 700.0),
        narrow: draw("scale-narrow", 288.0),
    })
}

fn title(pathway: &Pathway) -> String {
    let ends = pathway.bands.iter().skip(1).map(|band| Some(band.from_half_days)).chain([None]);
    let band = |(band, next): (&Band, Option<u32>)| match next {
        Some(next) => format!("{} {} to {}", band.name, days(band.from_half_days), days(next.saturating_sub(1))),
        None => format!("{} {} and more", band.name, days(band.from_half_days)),
    };
    let bands: Vec<String> = pathway.bands.iter().zip(ends).map(band).collect();
    let triggers: String = pathway.triggers.iter().map(|trigger| format!(" {}.", trigger.words)).collect();
    format!("Days missed in the year, 0 to {}. {}.{triggers}", pathway.year_days, bands.join(", "))
}

/// `14½`.
fn days(half_days: u32) -> String {
    match (half_days / 2, half_days % 2) {
        (0, 1) => String::from("½"),
        (whole, half) => format!("{whole}{}", if half == 1 { "½" } else { "" }),
    }
}

/// Where the scale begins, and how much room it leaves at its end.
const EDGE: f64 = 10.0;
/// How much lower each trigger's words stand than those before.
const LEVEL: f64 = 26.0;

struct Form<'a> {
    id: &'a str,
    width: f64,
    /// Where the bar begins, under the triggers.
    top: f64,
    pathway: &'a Pathway,
}

impl<'a> Form<'a> {
    fn new(id: &'a str, width: f64, pathway: &'a Pathway) -> Form<'a> {
        Form { id, width, top: 12.0 + LEVEL * pathway.triggers.len() as f64, pathway }
    }

    fn draw(&self, title: &str) -> Svg {
        let size = Size { width: self.width, height: self.top + 60.0 };
        let mut canvas = Canvas::titled(self.id, "img", size, title);
        let starts: Vec<f64> = self.pathway.bands.iter().map(|band| self.across(band.from_half_days)).collect();
        let ends = starts.iter().skip(1).copied().chain([self.width - EDGE]);
        for (place, (start, end)) in starts.iter().copied().zip(ends).enumerate() {
            self.band(&mut canvas, place, start, end - start - 2.0);
        }
        self.ticks(&mut canvas, &starts);
        for (level, trigger) in self.pathway.triggers.iter().enumerate() {
            self.trigger(&mut canvas, trigger, 20.0 + LEVEL * level as f64);
        }
        canvas.finish()
    }

    fn band(&self, canvas: &mut Canvas, place: usize, start: f64, width: f64) {
        let (name, of) = (&self.pathway.bands[place].name, self.pathway.bands.len());
        let shade = shade(place, of);
        let size = Size { width: width.max(1.0), height: 30.0 };
        canvas.rect(at(start, self.top), size, &format!("class=\"rb-b{shade}\""));
        if room(name) < width {
            let is_dark = matches!(shade, "3" | "4");
            let ink = if is_dark { " class=\"inv\"" } else { "" };
            let attributes = format!("text-anchor=\"middle\" font-weight=\"700\"{ink}");
            canvas.text(at(start + 1.0 + width / 2.0, self.top + 20.0), &attributes, name);
        }
    }

    fn ticks(&self, canvas: &mut Canvas, starts: &[f64]) {
        let foot = self.top + 30.0;
        let last = self.width - EDGE;
        let mut taken = f64::MIN;
        let numbers = self.pathway.bands.iter().map(|band| days(band.from_half_days));
        for (x, number) in starts.iter().copied().zip(numbers) {
            canvas.draw(format_args!("<path d=\"M{} {}v7\" stroke=\"#0b0c0c\"/>", Px(x), Px(foot)));
            // A number that would touch the one before it, or the last, is left to the words below.
            if x - taken > 20.0 && last - x > 44.0 {
                let anchor = if x > EDGE { "middle" } else { "start" };
                canvas.text(at(x, foot + 22.0), &format!("text-anchor=\"{anchor}\""), &number);
                taken = x;
            }
        }
        canvas.draw(format_args!("<path d=\"M{} {}v7\" stroke=\"#0b0c0c\"/>", Px(last), Px(foot)));
        canvas.text(at(last, foot + 22.0), "text-anchor=\"end\"", &self.pathway.year_days.to_string());
    }

    fn trigger(&self, canvas: &mut Canvas, trigger: &Trigger, level: f64) {
        let from = self.across(trigger.from_days * 2);
        let (x, foot) = match trigger.to_days {
            None => (from, self.top),
            Some(to) => {
                let end = self.across(to * 2).max(from + 2.0);
                canvas.rect(at(from, self.top - 6.0), Size { width: end - from, height: 6.0 }, "fill=\"#0b0c0c\"");
                ((from + end) / 2.0, self.top - 6.0)
            }
        };
        let words = if self.width < 600.0 { &trigger.short } else { &trigger.words };
        let is_left = x + 12.0 + room(words) > self.width && x - 12.0 > self.width / 2.0;
        let (hook, anchor) = if is_left { (-8.0, "text-anchor=\"end\"") } else { (8.0, "") };
        let (left, bottom, top, across) = (Px(x), Px(foot), Px(level), Px(hook));
        let line = "stroke=\"#0b0c0c\" fill=\"none\" stroke-width=\"1.5\"";
        canvas.draw(format_args!("<path d=\"M{left} {bottom}V{top}h{across}\" {line}/>"));
        canvas.text(at(x + hook * 1.5, level + 4.0), anchor, words);
    }

    fn across(&self, half_days: u32) -> f64 {
        let share = f64::from(half_days) / f64::from(self.pathway.year_days * 2);
        EDGE + (self.width - 2.0 * EDGE) * share.min(1.0)
    }
}

/// About how wide `words` are in bold at 14 pixels.
fn room(words: &str) -> f64 {
    7.6 * words.chars().count() as f64
}

#[cfg(test)]
mod tests;
