//! The model as a text that people can read: one line for each thing, words and whole numbers.

use std::fmt::Write;

use domain::tally::Percent;

use super::{Bin, Model, Range, Stage};

/// Why the text is no model.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the model cannot be read, `{text}`: make the model anew with the command at its head")]
pub struct ModelError {
    /// Which line, counted from 1.
    pub line: usize,
    /// What it says.
    pub text: String,
}

/// The names of the inputs in the text.
const INPUTS: [&str; 4] = ["missed", "recent", "weeks", "last-year"];

impl Model {
    /// Reads a model. Lines that begin with `#` are for people.
    pub fn parse(text: &str) -> Result<Model, ModelError> {
        let mut model = Model { line: Percent::thousandths(0), least_sessions: 0, recent_days: 0, stages: Vec::new() };
        for (at, line) in text.lines().enumerate() {
            let line = line.trim();
            if !line.is_empty() && !line.starts_with('#') {
                read(&mut model, line).ok_or_else(|| ModelError { line: at + 1, text: line.to_owned() })?;
            }
        }
        let is_whole = !model.stages.is_empty() && model.stages.iter().all(is_whole);
        let fault = || ModelError { line: text.lines().count(), text: String::from("the end") };
        if is_whole { Ok(model) } else { Err(fault()) }
    }

    /// Writes the model under a head of lines for people.
    pub fn write(&self, head: &[&str]) -> String {
        let mut text = String::new();
        let mut say = |line: String| writeln!(text, "{line}").expect("text takes all that is written");
        head.iter().for_each(|line| say(format!("# {line}").trim_end().to_owned()));
        say(format!("line {}", self.line.in_thousandths()));
        say(format!("least-sessions {}", self.least_sessions));
        say(format!("recent-days {}", self.recent_days));
        for stage in &self.stages {
            say(format!("\nstage {} {}", stage.first_week, stage.last_week));
            say(format!("base {}", stage.base));
            say(format!("rule {} {}", stage.rule.0, stage.rule.1));
            for (at, name) in INPUTS.into_iter().enumerate() {
                say(format!("{name}-edges {}", listed(&stage.edges[at])));
                say(format!("{name} {}", listed(&stage.points[at])));
            }
            say(format!("unknown {}", stage.unknown));
            say(format!("usual {}", listed(&stage.usual)));
            for bin in &stage.bins {
                let Range { low, middle, high } = bin.range;
                say(format!("bin {} {} {} {low} {middle} {high}", bin.from, bin.children, bin.reached));
            }
        }
        text
    }
}

fn listed<T: ToString>(numbers: &[T]) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn read(model: &mut Model, line: &str) -> Option<()> {
    let (name, rest) = line.split_once(' ')?;
    let numbers: Vec<i64> = rest.split_whitespace().map(|word| word.parse().ok()).collect::<Option<_>>()?;
    let whole: Option<Vec<u32>> = numbers.iter().map(|&number| u32::try_from(number).ok()).collect();
    let points: Vec<i32> = numbers.iter().map(|&number| i32::try_from(number).ok()).collect::<Option<_>>()?;
    match (name, whole.as_deref()) {
        ("line", Some(&[line])) => model.line = Percent::thousandths(line),
        ("least-sessions", Some(&[least])) => model.least_sessions = least,
        ("recent-days", Some(&[days])) => model.recent_days = days,
        ("stage", Some(&[first, last])) => model.stages.push(blank(first, last)),
        _ => return of_stage(model.stages.last_mut()?, name, whole.as_deref(), &points),
    }
    Some(())
}

fn blank(first_week: u32, last_week: u32) -> Stage {
    Stage {
        first_week,
        last_week,
        edges: Default::default(),
        points: Default::default(),
        unknown: 0,
        usual: [0; 4],
        bins: Vec::new(),
        rule: (0, 0),
        base: 0,
    }
}

fn of_stage(stage: &mut Stage, name: &str, whole: Option<&[u32]>, points: &[i32]) -> Option<()> {
    match (name, whole) {
        ("base", Some(&[base])) => stage.base = base,
        ("rule", Some(&[over, under])) => stage.rule = (over, under),
        ("unknown", _) => stage.unknown = *points.first()?,
        ("usual", _) => stage.usual = points.try_into().ok()?,
        ("bin", _) => {
            let &[from, children, reached, low, middle, high] = points else { return None };
            let of = |number: i32| u32::try_from(number).ok();
            let range = Range { low: of(low)?, middle: of(middle)?, high: of(high)? };
            stage.bins.push(Bin { from, children: of(children)?, reached: of(reached)?, range });
        }
        _ => match name.strip_suffix("-edges") {
            Some(input) => stage.edges[place(input)?] = whole?.to_vec(),
            None => stage.points[place(name)?] = points.to_vec(),
        },
    }
    Some(())
}

fn place(input: &str) -> Option<usize> {
    INPUTS.iter().position(|&name| name == input)
}

/// A band for every place between edges, and everything growing from band to band.
fn is_whole(stage: &Stage) -> bool {
    let has_bands = stage.edges.iter().zip(&stage.points).all(|(edges, points)| points.len() == edges.len() + 1);
    let grows =
        stage.edges.iter().all(|edges| edges.is_sorted()) && stage.points.iter().all(|points| points.is_sorted());
    let ranges = || stage.bins.iter().map(|bin| bin.range);
    let bins = stage.bins.iter().map(|bin| bin.from).is_sorted();
    let low = ranges().map(|range| range.low).is_sorted();
    let high = ranges().map(|range| range.high).is_sorted();
    let ordered = ranges().all(|range| range.low <= range.middle && range.middle <= range.high && range.high <= 1000);
    !stage.bins.is_empty() && has_bands && grows && bins && low && high && ordered
}
