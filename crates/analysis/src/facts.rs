//! Every figure of every pupil as rows of text, ready for a file, so that anybody can check us against their own arithmetic.
//!
//! Percentages are exact to six decimals, worked out on whole numbers and rounded half up.

use domain::{
    code::{Code, CodeTable},
    id::PupilId,
    tally::Tally,
};

use crate::{
    Period, SchoolRoll,
    figures::{Facts, Thresholds, Weekdays, of_counts, of_pupil},
};

const COLUMNS: [&str; 23] = [
    "upn",
    "sessions_recorded",
    "sessions_not_possible",
    "sessions_possible",
    "sessions_attended",
    "sessions_authorised",
    "sessions_unauthorised",
    "attendance_percent",
    "absence_percent",
    "persistently_absent",
    "severely_absent",
    "late_before_close",
    "late_after_close",
    "minutes_late",
    "days_missed",
    "days_touched",
    "longest_spell",
    "first_days_back",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
];

/// Whose row, and how the file names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// The pupil.
    pub pupil: PupilId,
    /// The unique pupil number, or whatever key the marks came with.
    pub upn: String,
}

/// The headers: fixed ones, then the letters of each code once, in the order of the table.
pub fn header(codes: &CodeTable) -> Vec<String> {
    COLUMNS.into_iter().chain(letters(codes)).map(str::to_owned).collect()
}

/// One row for each of `who`, under [`header`].
pub fn rows(school: &SchoolRoll, who: &[Who], period: Period, thresholds: Thresholds) -> Vec<Vec<String>> {
    let letters = letters(school.codes());
    let row = |one: &Who| row(&one.upn, &of_pupil(school, one.pupil, period, thresholds), school.codes(), &letters);
    who.iter().map(row).collect()
}

/// One row for each pupil of whom only the number of each code is known, under [`header`]. What needs days is left empty.
pub fn rows_of_totals<'a>(
    codes: &CodeTable,
    totals: impl Iterator<Item = (&'a str, &'a [(Code, u32)])>,
    thresholds: Thresholds,
) -> Vec<Vec<String>> {
    let letters = letters(codes);
    let needs_days = |column: &&str| NEED_DAYS.contains(column);
    let empty: Vec<usize> = (0..COLUMNS.len()).filter(|&at| needs_days(&COLUMNS[at])).collect();
    let row = |(upn, counts)| {
        let mut row = row(upn, &of_counts(counts, codes, thresholds), codes, &letters);
        empty.iter().for_each(|&at| row[at].clear());
        row
    };
    totals.map(row).collect()
}

const NEED_DAYS: [&str; 9] = [
    "minutes_late",
    "days_touched",
    "longest_spell",
    "first_days_back",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
];

fn row(upn: &str, facts: &Facts, codes: &CodeTable, letters: &[&str]) -> Vec<String> {
    let tally = facts.tally;
    let missed_on = |weekday| facts.weekdays.on(weekday).absent().to_string();
    let coded = |letters: &&str| {
        let same = facts.by_code.iter().filter(|&&(code, _)| codes.letters(code) == *letters);
        same.map(|&(_, count)| count).sum::<u32>().to_string()
    };
    let mut row = vec![upn.to_owned()];
    row.extend([facts.recorded, facts.not_possible(), tally.possible(), tally.attended].map(|count| count.to_string()));
    row.extend([tally.authorised, tally.unauthorised].map(|count| count.to_string()));
    row.extend([percent(tally.attended, tally), percent(tally.absent(), tally)]);
    row.extend([yes_or_no(facts.persistent), yes_or_no(facts.severe)].map(str::to_owned));
    row.extend([facts.lates.before_close, facts.lates.after_close, facts.lates.minutes].map(|count| count.to_string()));
    row.push(days(tally.half_days_missed()));
    row.extend([facts.days_touched, facts.longest_spell, facts.first_days_back].map(|count| count.to_string()));
    row.extend(Weekdays::DAYS.map(missed_on));
    row.extend(letters.iter().map(coded));
    row
}

/// A code that was renumbered keeps its letters, so its letters are one column.
fn letters(codes: &CodeTable) -> Vec<&str> {
    let mut letters: Vec<&str> = Vec::new();
    for entry in codes.entries() {
        if !letters.contains(&entry.letters.as_str()) {
            letters.push(&entry.letters);
        }
    }
    letters
}

/// `part` of the possible sessions in percent, with six decimals; empty when no session was possible.
pub fn percent(part: u32, tally: Tally) -> String {
    let possible = u64::from(tally.possible());
    if possible == 0 {
        return String::new();
    }
    let millionths = (u64::from(part) * 200_000_000 + possible) / (2 * possible);
    format!("{}.{:06}", millionths / 1_000_000, millionths % 1_000_000)
}

/// Half days as days: `12` or `12.5` (C-G-03).
pub fn days(half_days: u32) -> String {
    let half = if half_days % 2 == 1 { ".5" } else { "" };
    format!("{}{half}", half_days / 2)
}

const fn yes_or_no(answer: Option<bool>) -> &'static str {
    match answer {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_exact_to_six_decimals() {
        let of = |attended, authorised| Tally { attended, authorised, unauthorised: 0 };
        assert_eq!(percent(68, of(68, 8)), "89.473684");
        assert_eq!(percent(8, of(68, 8)), "10.526316");
        assert_eq!(percent(1, of(1, 2)), "33.333333");
        assert_eq!(percent(2, of(2, 1)), "66.666667");
        assert_eq!(percent(76, of(76, 0)), "100.000000");
        assert_eq!(percent(0, of(0, 0)), "");
    }

    #[test]
    fn days_missed_have_halves() {
        assert_eq!([days(0), days(1), days(2), days(25)], ["0", "0.5", "1", "12.5"]);
    }
}
