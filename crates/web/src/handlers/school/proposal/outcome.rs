//! What a change of a handbook would do, in words.

use domain::proposal::{Draft, Rewritten};
use pack::diff::Change as Difference;
use service::{
    App,
    proposal::{Checked, Effect},
};

use crate::{
    link::Link,
    pages::proposal::{Change, Failed, Fault, Move, Outcome},
    urls, words,
};

pub(super) fn of(app: &App, draft: &Draft, checked: &Checked) -> Outcome {
    let examples = words::counted(checked.passed as i64, "example", "examples");
    let failed =
        |one: &service::proposal::Failed| Failed { name: one.name.clone(), unmet: faults(app, draft, &one.unmet) };
    let moved = |(before, after, children): &(String, String, u64)| Move {
        before: before.clone(),
        after: after.clone(),
        children: words::number(*children as i64),
    };
    Outcome {
        bar: bar(checked),
        examples: format!("{examples} passed, {} failed.", words::number(checked.failed.len() as i64)),
        failed: checked.failed.iter().map(failed).collect(),
        changes: checked.changes.iter().map(change).collect(),
        effect: effect(&checked.effect),
        moves: checked.effect.moves.iter().map(moved).collect(),
        what_if: Link::new("See a whole year under another handbook", urls::what_if()),
    }
}

/// Faults with the lines they are about. A line of the draft itself needs no name of its chapter.
pub(super) fn faults(app: &App, draft: &Draft, faults: &[pack::Fault]) -> Vec<Fault> {
    let fault = |fault: &pack::Fault| {
        let is_in = |one: &&Rewritten| fault.path == format!("{}/{}.md", draft.pack, one.chapter);
        let changed = draft.chapters().find(is_in);
        let is_own = changed == Some(&draft.first);
        let text = changed.map(|one| one.text.as_str()).or_else(|| app.packs().text(&fault.path));
        let place = format!("Line {}, column {}", fault.span.line, fault.span.column);
        let line = text.and_then(|text| text.lines().nth(fault.span.line.saturating_sub(1)));
        Fault {
            place: if is_own { place } else { format!("{place} of {}", fault.path) },
            line: line.unwrap_or_default().trim().to_owned(),
            what: said(&fault.what),
            help: said(&fault.help),
        }
    };
    faults.iter().map(fault).collect()
}

/// Why it can be neither proposed nor approved as it is; empty when it can.
fn bar(checked: &Checked) -> String {
    let why = checked.stands().err().map(|error| words::sentence(&error.to_string()));
    why.map(|why| format!("{why}.")).unwrap_or_default()
}

/// A fault as a whole sentence; a question stays one.
fn said(text: &str) -> String {
    let sentence = words::sentence(&text.replace('`', "\""));
    let is_whole = sentence.is_empty() || sentence.ends_with(['.', '?', '!']);
    if is_whole { sentence } else { sentence + "." }
}

fn change(difference: &Difference) -> Change {
    let (word, title, lines) = match difference {
        Difference::Added(title, lines) => ("New", title.clone(), lines.clone()),
        Difference::Removed(title) => ("Gone", title.clone(), Vec::new()),
        Difference::Renamed(before, after) => ("Renamed", format!("{before} is now {after}"), Vec::new()),
        Difference::Alike(before, after) => (
            "Renamed",
            format!("{before} is gone, and {after} says the same"),
            vec![String::from("write formerly with the old name, or what is on record under it counts no more")],
        ),
        Difference::Changed(title, lines) => ("Changed", title.clone(), lines.clone()),
    };
    Change { word, title: title.replace('`', ""), lines: lines.iter().map(|line| line.replace('`', "")).collect() }
}

fn effect(effect: &Effect) -> Vec<String> {
    if effect.schools == 0 {
        return vec![String::from("No school here follows this handbook, so nothing changes for a child.")];
    }
    let children = |count: u64| words::counted(count as i64, "child", "children");
    let schools = words::counted(effect.schools as i64, "school", "schools");
    let follow = if effect.schools == 1 { "follows" } else { "follow" };
    vec![
        format!("{schools} {follow} this handbook, with {} on the roll today.", children(effect.children)),
        format!(
            "{} would be in another band, and for {} other tasks would stand.",
            words::sentence(&children(effect.bands)),
            children(effect.tasks)
        ),
    ]
}
