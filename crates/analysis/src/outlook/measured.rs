//! What the test on invented years found: for each part of the year and each group, and for each tenth of what was said.

use std::{fmt::Write, sync::LazyLock};

use super::{Group, ModelError, Range};

/// All that was measured.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Measured {
    /// By part of the year and group.
    pub rows: Vec<Row>,
    /// By group and by what was said, over all parts of the year in which something is said.
    pub reliability: Vec<Reliability>,
}

/// Of which part of the year a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// All parts in which something is said.
    All,
    /// The stage at this place of the model.
    Stage(usize),
}

/// What was measured of a group in a part of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The part of the year.
    pub part: Part,
    /// The group.
    pub group: Group,
    /// Invented children.
    pub children: u32,
    /// Of them, how many reached the line.
    pub reached: u32,
    /// What was said of them together.
    pub range: Range,
    /// Mean squared errors in hundred thousandths: of the early warning, the simple rule, and one answer for all.
    pub brier: (u32, u32, u32),
    /// By how much the error of the simple rule is larger for certain: the mean over the worlds less two standard errors, in
    /// hundred thousandths. Not above 0 means no better.
    pub gain: i32,
    /// Whether anything is said of such children then.
    pub speaks: bool,
}

/// Children of whom about the same was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reliability {
    /// The group.
    pub group: Group,
    /// How many.
    pub children: u32,
    /// How many of them reached the line.
    pub reached: u32,
    /// What was said of them together.
    pub range: Range,
}

static BUILT_IN: LazyLock<Measured> = LazyLock::new(|| {
    Measured::parse(include_str!("measured.txt")).expect("a test reads the measurements that are built in")
});

impl Measured {
    /// What was measured of the built-in model.
    pub fn built_in() -> &'static Measured {
        &BUILT_IN
    }

    /// Whether anything is said then of a child in these groups: for everybody, and for each of them by itself.
    pub fn speaks(&self, stage: usize, groups: &[Group]) -> bool {
        let speaks = |group| self.row(Part::Stage(stage), group).is_some_and(|row| row.speaks);
        speaks(Group::Everybody) && groups.iter().all(|&group| speaks(group))
    }

    /// The row of a part of the year and a group.
    pub fn row(&self, part: Part, group: Group) -> Option<&Row> {
        self.rows.iter().find(|row| row.part == part && row.group == group)
    }

    /// Reads [`Measured::write`].
    pub fn parse(text: &str) -> Result<Measured, ModelError> {
        let mut measured = Measured::default();
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let fault = || ModelError { line: at + 1, text: line.to_owned() };
            read(&mut measured, line).ok_or_else(fault)?;
        }
        Ok(measured)
    }

    /// Writes everything under a head of lines for people.
    pub fn write(&self, head: &[&str]) -> String {
        let mut text = String::new();
        let mut say = |line: String| writeln!(text, "{line}").expect("text takes all that is written");
        head.iter().for_each(|line| say(format!("# {line}").trim_end().to_owned()));
        for row in &self.rows {
            let part = match row.part {
                Part::All => String::from("all"),
                Part::Stage(place) => place.to_string(),
            };
            let (model, rule, base) = row.brier;
            let said = if row.speaks { "speaks" } else { "silent" };
            let (group, range) = (row.group.key(), words(row.range));
            let counts = format!("{} {}", row.children, row.reached);
            say(format!("row {part} {group} {counts} {range} {model} {rule} {base} {} {said}", row.gain));
        }
        for one in &self.reliability {
            let (group, range) = (one.group.key(), words(one.range));
            say(format!("reliability {group} {} {} {range}", one.children, one.reached));
        }
        text
    }
}

fn words(range: Range) -> String {
    format!("{} {} {}", range.low, range.middle, range.high)
}

fn read(measured: &mut Measured, line: &str) -> Option<()> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let number = |word: &&str| word.parse::<u32>().ok();
    match words.as_slice() {
        ["row", part, group, rest @ .., gain, said] => {
            let &[children, reached, low, middle, high, model, rule, base] =
                rest.iter().map(number).collect::<Option<Vec<u32>>>()?.as_slice()
            else {
                return None;
            };
            let part = if *part == "all" { Part::All } else { Part::Stage(part.parse().ok()?) };
            let (group, range) = (Group::parse(group)?, Range { low, middle, high });
            let (brier, gain, speaks) = ((model, rule, base), gain.parse().ok()?, *said == "speaks");
            measured.rows.push(Row { part, group, children, reached, range, brier, gain, speaks });
        }
        ["reliability", group, rest @ ..] => {
            let &[children, reached, low, middle, high] =
                rest.iter().map(number).collect::<Option<Vec<u32>>>()?.as_slice()
            else {
                return None;
            };
            let (group, range) = (Group::parse(group)?, Range { low, middle, high });
            measured.reliability.push(Reliability { group, children, reached, range });
        }
        _ => return None,
    }
    Some(())
}
