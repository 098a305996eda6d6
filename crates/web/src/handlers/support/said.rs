//! What is said of a support: what was set beside what, and what came of it. Never that the support did it.

use analysis::change::{Change, MOST_BESIDE, PerHundred};
use documents::table::{Cell, Column, Kind, Table};
use domain::tally::Percent;
use service::support::{DRAWS, FEWEST_COMPARED, Line, Supports};

use super::counted;
use crate::{
    chart::{
        Svg,
        strip::{Strip, strip},
    },
    pages::school::small::Reader as Eyes,
    words,
};

/// `4.2`, `−0.9`: sessions of a hundred, rounded to a tenth away from the middle.
fn tenths(value: PerHundred) -> String {
    let tenths = (value.0.abs() + 50) / 100;
    let sign = if value.0 < 0 && tenths > 0 { "−" } else { "" };
    format!("{sign}{}.{}", tenths / 10, tenths % 10)
}

/// How it was found, for the head of the page.
pub(super) fn method(found: &Supports) -> Vec<String> {
    let weeks = words::counted(found.weeks.into(), "whole school week", "whole school weeks");
    let schools = words::counted(found.schools.into(), "school", "schools");
    vec![
        format!(
            "Help begins when a child is at their worst, and after the worst comes better with or without it. So nobody is set \
             beside their own past alone. Each child for whom a support began since {} is set beside up to {MOST_BESIDE} \
             others of the same phase, of this school and those most like it ({schools}), who missed about as much in the same \
             weeks and had not had that support by then.",
            words::full_day(found.since)
        ),
        format!(
            "Counted are the {weeks} before the week in which it was recorded, and as many after it. Others are in the same band \
             of absence before, five points of a hundred wide, and nearest in what they missed then and in the weeks before \
             those. Nobody stands beside two children. Some of the others may have been given the support later, which \
             makes a difference look smaller. The range comes from drawing the children anew {} times.",
            words::number(DRAWS as i64)
        ),
        format!(
            "This says what was set beside what. It does not say that a support did it: those who chose it knew more than the \
             register does. Of fewer than {FEWEST_COMPARED} children nothing is said."
        ),
    ]
}

/// What was found of one support.
pub(super) fn found(found: &Supports, line: &Line, change: &Change) -> Vec<String> {
    let weeks = words::counted(found.weeks.into(), "school week", "school weeks");
    let (low, high) = change.range;
    let way = match (low.0 > 0, high.0 < 0) {
        (true, _) => "They missed more than the others beside them.",
        (_, true) => "They missed less than the others beside them.",
        _ => "It could have gone either way: no difference from the others beside them can be told.",
    };
    vec![
        format!(
            "Of 100 possible sessions {} missed {} in the {weeks} before and {} in the {weeks} after.",
            words::counted(change.children.into(), "child", "children"),
            tenths(change.before),
            tenths(change.after)
        ),
        format!(
            "Had they changed as the {} beside them did, they would have come to {}. The difference is {}, with a range from {} to \
             {}. {way}",
            words::counted(line.beside.into(), "other", "others"),
            tenths(change.expected),
            tenths(change.difference),
            tenths(low),
            tenths(high)
        ),
    ]
}

/// The difference and its range.
pub(super) fn picture(line: &Line, change: &Change) -> Svg {
    let (low, high) = change.range;
    let reach = low.0.abs().max(high.0.abs()).max(1_000);
    let end = |value: i64| (value, tenths(PerHundred(value)));
    strip(&Strip {
        finding: format!(
            "{}: {} of 100 sessions beside what was expected, range {} to {}",
            line.kind.name,
            tenths(change.difference),
            tenths(low),
            tenths(high)
        ),
        ends: [end(-reach), end(reach)],
        shaded: (low.0, high.0),
        middle: None,
        others: Vec::new(),
        marked: Some(0),
        own: Some(change.difference.0),
    })
}

/// Every support as a table.
pub(super) fn table(found: &Supports, eyes: Eyes) -> Table {
    let column = |heading: &str, kind| Column { heading: heading.into(), kind };
    let percent = |value: PerHundred| match u32::try_from(value.0) {
        Ok(thousandths) => Cell::Percent(Percent::thousandths(thousandths)),
        Err(_) => Cell::Text(format!("{}%", tenths(value))),
    };
    let row = |line: &Line| {
        let kind = &line.kind;
        let mut cells = vec![Cell::Text(kind.name.clone()), Cell::Text(kind.sort.into())];
        cells.extend([line.children, line.whole, line.compared].map(|children| counted(children, eyes)));
        match line.change {
            Some(change) => {
                cells.push(Cell::Number(line.beside.into()));
                cells.extend([change.before, change.after, change.expected].map(percent));
                cells.extend([change.difference, change.range.0, change.range.1].map(|one| Cell::Text(tenths(one))));
            }
            None => cells.extend(std::iter::repeat_n(Cell::Empty, 7)),
        }
        cells
    };
    let number = |heading: &str| column(heading, Kind::Number);
    Table {
        title: format!("{}: before and after a support", found.school.name),
        columns: vec![
            column("Support", Kind::Text),
            column("Kind", Kind::Text),
            number("Children"),
            number("With whole weeks on both sides"),
            number("Compared"),
            number("Others beside them"),
            column("Missed before", Kind::Percent),
            column("Missed after", Kind::Percent),
            column("Expected after", Kind::Percent),
            number("Difference, points"),
            number("Range from"),
            number("Range to"),
        ],
        rows: found.lines.iter().map(row).collect(),
        notes: vec![
            format!(
                "Supports that began from {} on; {} on each side; marks to the end of {}.",
                words::full_day(found.since),
                words::counted(found.weeks.into(), "school week", "school weeks"),
                words::full_day(found.to)
            ),
            String::from(
                "Sessions missed as a share of the possible ones. Expected is what the children would have come to, had they \
                 changed as the others beside them did. The difference says what was set beside what, and not that the \
                 support did it.",
            ),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sessions_of_a_hundred_are_said_to_a_tenth_and_a_fall_with_its_sign() {
        let said = [4_249, 4_250, -949, -950, -49, 0].map(|thousandths| tenths(PerHundred(thousandths)));
        assert_eq!(said, ["4.2", "4.3", "−0.9", "−1.0", "0.0", "0.0"]);
    }
}
