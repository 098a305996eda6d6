//! Daily registers: counts by code, their classes and their rates.

use analysis::{
    facts::percent,
    figures::{Facts, Thresholds, of_counts},
};
use domain::{
    code::{Class, Code, CodeTable},
    tally::{Percent, Tally},
};

use crate::table::{Exact, Row, rows};

const YEAR_2025_26: &str = include_str!("../data/attendance/year_2025_26.csv");
const YEAR_2023_24: &str = include_str!("../data/attendance/year_2023_24.csv");
const YEAR_2022_23: &str = include_str!("../data/attendance/year_2022_23.csv");
const REASONS_2025_26: &str = include_str!("../data/attendance/reasons_2025_26.csv");

/// Each published percentage of a reason, and the letters of its code.
const REASONS: [(&str, &str); 14] = [
    ("illness_perc", "I"),
    ("appointments_perc", "M"),
    ("unauth_hol_perc", "G"),
    ("unauth_oth_perc", "O"),
    ("unauth_late_registers_closed_perc", "U"),
    ("unauth_not_yet_perc", "N"),
    ("auth_religious_perc", "R"),
    ("auth_study_perc", "S"),
    ("auth_mob_perc", "T"),
    ("auth_excluded_perc", "E"),
    ("auth_performance_perc", "C1"),
    ("auth_interview_perc", "J1"),
    ("auth_part_time_perc", "C2"),
    ("auth_other_perc", "C"),
];

fn codes() -> CodeTable {
    let text = include_str!("../../../../packs/england/codes.csv");
    pack::codes::read("codes.csv", text).unwrap_or_else(|faults| panic!("the code table has {} faults", faults.len()))
}

/// The code written `letters` in any year.
fn code(codes: &CodeTable, letters: &str) -> Code {
    let mut found = codes.entries().iter().filter(|entry| entry.letters == letters);
    let code = found.next().unwrap_or_else(|| panic!("no code `{letters}`")).code;
    assert!(found.next().is_none(), "`{letters}` stands for two codes");
    code
}

/// How often each code was used, as the columns `reason_…` say.
fn counts(row: &Row<'_>, codes: &CodeTable) -> Vec<(Code, u32)> {
    let letters = |header: &str| match header {
        "reason_present_am" => "/".to_owned(),
        "reason_present_pm" => "\\".to_owned(),
        _ => header.split('_').nth(1).expect("letters stand behind `reason_`").to_uppercase(),
    };
    let reasons = row.headers().filter(|header| header.starts_with("reason_"));
    reasons.map(|header| (code(codes, &letters(header)), row.count(header))).collect()
}

fn facts(row: &Row<'_>, codes: &CodeTable) -> Facts {
    of_counts(&counts(row, codes), codes, Thresholds { persistent: Percent::whole(10), severe: Percent::whole(50) })
}

fn is_hidden(row: &Row<'_>) -> bool {
    row.text("possible_sessions") == "c"
}

/// The published counts as a tally.
fn tally(row: &Row<'_>) -> Tally {
    let tally = Tally {
        attended: row.count("overall_attendance"),
        authorised: row.count("authorised_absence"),
        unauthorised: row.count("unauthorised_absence"),
    };
    assert_eq!(tally.possible(), row.count("possible_sessions"));
    assert_eq!(tally.absent(), row.count("overall_absence"));
    tally
}

/// What the rows of a year come to.
#[derive(Debug, PartialEq, Eq, Default)]
struct Checked {
    /// Rows.
    rows: usize,
    /// Rows that hide their values.
    hidden: usize,
    /// Rows in which a code was counted as authorised and not shown.
    with_a_code_not_shown: usize,
    /// The largest share of the authorised sessions that is not shown, in millionths rounded up.
    most_not_shown: u64,
}

fn check_classes(text: &str) -> Checked {
    let codes = codes();
    let mut checked = Checked::default();
    for row in rows(text) {
        checked.rows += 1;
        if is_hidden(&row) {
            checked.hidden += 1;
            continue;
        }
        let facts = facts(&row, &codes);
        let of_classes = |classes: &[Class]| -> u32 {
            let is_of = |code| codes.class(code).is_some_and(|class| classes.contains(&class));
            facts.by_code.iter().filter(|&&(code, _)| is_of(code)).map(|&(_, count)| count).sum()
        };
        assert_eq!(of_classes(&[Class::Present, Class::Late]), row.count("present_sessions"));
        assert_eq!(of_classes(&[Class::ApprovedActivity]), row.count("approved_educational_activity"));
        assert_eq!(facts.tally.attended, row.count("overall_attendance"));
        assert_eq!(facts.tally.unauthorised, row.count("unauthorised_absence"));
        assert_eq!(facts.lates.before_close + facts.lates.after_close, row.count("late_sessions"));
        let authorised = row.count("authorised_absence");
        let not_shown = authorised.checked_sub(facts.tally.authorised).expect("no reason is counted twice");
        if not_shown > 0 {
            checked.with_a_code_not_shown += 1;
            let share = (u64::from(not_shown) * 1_000_000).div_ceil(u64::from(authorised));
            checked.most_not_shown = checked.most_not_shown.max(share);
        }
    }
    checked
}

#[test]
fn each_code_counts_as_what_the_department_counts_it_as() {
    let this_year = Checked { rows: 647, hidden: 4, with_a_code_not_shown: 51, most_not_shown: 131 };
    assert_eq!(check_classes(YEAR_2025_26), this_year);
    let earlier = Checked { rows: 112, hidden: 0, with_a_code_not_shown: 45, most_not_shown: 115 };
    assert_eq!(check_classes(YEAR_2023_24), earlier);
    let earliest = Checked { rows: 112, hidden: 1, with_a_code_not_shown: 101, most_not_shown: 10_240 };
    assert_eq!(check_classes(YEAR_2022_23), earliest);
}

/// How far those rates of a row lie apart that are not the published ones to our six decimals.
fn rates_apart(row: &Row<'_>) -> Vec<Exact> {
    let tally = tally(row);
    let rates = [
        ("attendance_perc", tally.attended, tally.attendance()),
        ("overall_absence_perc", tally.absent(), tally.absence()),
        ("authorised_absence_perc", tally.authorised, None),
        ("unauthorised_absence_perc", tally.unauthorised, tally.unauthorised_absence()),
    ];
    let mut apart = Vec::new();
    for (header, part, shown) in rates {
        let published = Exact::parse(row.text(header));
        let difference = Exact::parse(&percent(part, tally)).apart(published);
        if difference > Exact::half_a_unit(6) {
            apart.push(difference);
        } else if let Some(shown) = shown {
            let thousandths = Exact::parse(&format!("{}e-3", shown.in_thousandths()));
            assert!(thousandths.apart(published) <= Exact::half_a_unit(3), "{header} is shown as {shown:?}");
        }
    }
    apart
}

#[test]
fn every_rate_of_this_year_is_the_published_one() {
    let rows = rows(YEAR_2025_26);
    let mut checked = 0;
    for row in rows.iter().filter(|row| !is_hidden(row)) {
        assert_eq!(rates_apart(row), [], "{} {}", row.text("old_la_code"), row.text("education_phase"));
        checked += 4;
    }
    assert_eq!((rows.len(), checked), (647, 4 * 643));
}

#[test]
fn of_earlier_years_only_weighted_totals_are_rated_otherwise() {
    for (text, hidden, most) in [(YEAR_2023_24, 0, "0.098"), (YEAR_2022_23, 1, "0.108")] {
        let (mut rated, mut weighted) = (0, 0);
        for row in rows(text).iter().filter(|row| !is_hidden(row)) {
            let apart = rates_apart(row);
            if row.text("school_type") == "Total" {
                assert_eq!(apart.len(), 4, "a weighted total has no rate that plain division gives");
                assert!(apart.iter().all(|&apart| apart < Exact::parse(most)), "{apart:?}");
                weighted += 1;
            } else {
                assert_eq!(apart, [], "{} {}", row.text("old_la_code"), row.text("school_type"));
                rated += 1;
            }
        }
        assert_eq!((rated, weighted), (102 - hidden, 10));
    }
}

#[test]
fn every_rate_of_a_reason_is_the_published_one() {
    let codes = codes();
    let rows = rows(REASONS_2025_26);
    let mut checked = 0;
    for row in &rows {
        let facts = facts(row, &codes);
        let possible = Tally { attended: row.count("possible_sessions"), ..Tally::default() };
        for (header, letters) in REASONS {
            let ours = Exact::parse(&percent(facts.count(code(&codes, letters)), possible));
            assert!(ours.apart(Exact::parse(row.text(header))) <= Exact::half_a_unit(6), "{header}");
            checked += 1;
        }
    }
    assert_eq!((rows.len(), checked), (60, 840));
}

#[test]
fn the_phases_of_an_authority_add_up_to_it_and_rates_are_divided_from_the_sums() {
    let rows = rows(YEAR_2025_26);
    let mut whole = 0;
    let authorities = rows.iter().filter(|row| row.text("geographic_level") == "Local authority");
    let authorities: Vec<&Row<'_>> = authorities.collect();
    for total in authorities.iter().filter(|row| row.text("education_phase") == "Total" && !is_hidden(row)) {
        let is_part = |row: &&&Row<'_>| {
            row.text("old_la_code") == total.text("old_la_code") && row.text("education_phase") != "Total"
        };
        let parts: Vec<Tally> = authorities.iter().filter(is_part).map(|row| tally(row)).collect();
        let sum: Tally = parts.iter().copied().sum();
        assert_eq!(sum, tally(total), "{}", total.text("old_la_code"));
        let rates = parts.iter().filter_map(|part| part.attendance()).map(|rate| rate.in_thousandths());
        let mean = rates.sum::<u32>() / parts.len() as u32;
        let rate = sum.attendance().expect("some sessions were possible").in_thousandths();
        assert!(rate.abs_diff(mean) > 1, "the mean of the phases is another number");
        whole += 1;
    }
    assert_eq!(whole, 151);
}
