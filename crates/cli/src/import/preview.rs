//! What a person sees of a file before they agree to it. No pupil is named.

use std::{fmt::Write, path::Path};

use domain::code::CodeTable;
use imports::{DateOrder, Layout, Plan};
use service::import::Effect;

/// The preview as lines.
pub fn text(file: &Path, plan: &Plan, effect: &Effect, codes: &CodeTable) -> String {
    let preview = plan.preview(codes, 0);
    let mut lines = String::new();
    let mut say = |label: &str, words: String| {
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "{label:13} {words}");
    };
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let cells = if plan.delimiter == '\t' { String::from("tabs") } else { format!("`{}`", plan.delimiter) };
    let header = plan.header_line;
    say(
        "File",
        format!(
            "{name}: {} rows, {}, {cells} between cells, headers on line {header}",
            preview.rows,
            preview.encoding.name()
        ),
    );
    say("Layout", layout(preview.layout).to_owned());
    say("Columns", columns(plan));
    if !plan.mapping.unused.is_empty() {
        say("Not used", quoted(plan.mapping.unused.iter()));
    }
    say("Dates", dates(preview.dates).to_owned());
    say("Pupils", preview.pupils.to_string());
    let days = preview.days.map(|(first, last)| format!(", {first} to {last}")).unwrap_or_default();
    say("Marks", format!("{}{days}; {} sessions without a mark", preview.marks, preview.gaps));
    let codes = preview.by_code.iter().map(|(letters, count)| format!("{letters} {count}"));
    say("Codes", codes.collect::<Vec<String>>().join(", "));
    let Effect { new, changed, equal, future, strangers } = effect;
    say(
        "Register",
        format!(
            "{new} new, {changed} in the place of another mark, {equal} stand already, {future} of days to come left out"
        ),
    );
    say("Not on roll", format!("{} pupils", strangers.len()));
    say("Faults", format!("{} left out, {} taken with a remark", preview.errors, preview.warnings));
    lines
}

const fn layout(layout: Layout) -> &'static str {
    match layout {
        Layout::Long => "long: a row a mark",
        Layout::Day => "day: a row a pupil and day, a column for the morning and one for the afternoon",
        Layout::Grid => "grid: a row a pupil, columns headed by dates",
        Layout::Totals => "totals: how often each code was used, without days",
    }
}

const fn dates(order: DateOrder) -> &'static str {
    match order {
        DateOrder::Clear => "with a year or month that leaves no doubt",
        DateOrder::DayFirst => "day first",
        DateOrder::MonthFirst => "month first",
        DateOrder::Contradictory => "contradicting each other",
    }
}

fn columns(plan: &Plan) -> String {
    let used = plan.mapping.columns.iter().map(|used| format!("{} from `{}`", used.column.word(), used.header));
    let mut words: Vec<String> = used.collect();
    if !plan.mapping.dated.is_empty() {
        words.push(format!("{} headed by dates", plan.mapping.dated.len()));
    }
    if !plan.mapping.coded.is_empty() {
        words.push(format!("{} headed by codes", plan.mapping.coded.len()));
    }
    words.join(", ")
}

fn quoted<'a>(words: impl Iterator<Item = &'a String>) -> String {
    words.map(|word| format!("`{word}`")).collect::<Vec<String>>().join(", ")
}
