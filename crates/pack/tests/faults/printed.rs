//! The bands as the five documents print them: the checker finds unaided where they leave a value out or claim it twice.

use crate::said;

/// What is said of a table of bands over attendance, or another measure, with these rows.
fn of(measure: &str, rows: &[(&str, &str)]) -> Vec<String> {
    let rows: String = rows.iter().map(|(band, range)| format!("| {band} | {range} |\n")).collect();
    said(&format!("## Bands: Printed\n\nDefines — LAN-062.\n\n| band | {measure} |\n|---|---|\n{rows}"))
        .into_iter()
        .map(|fault| fault.replace("hillside/1-rules.md:", "at "))
        .collect()
}

const BY_PERCENTAGE: [(&str, &str); 4] = [
    ("Universal", "more than 92%"),
    ("Improvement", "at least 71% and at most 92%"),
    ("Targeted", "at least 51% and at most 70%"),
    ("Intensive Support", "less than 50%"),
];

#[test]
fn lancashires_percentages_leave_out_half_and_what_lies_between_whole_numbers() {
    // C-LAN-01 and C-LAN-02.
    let expected = ["no row covers attendance 50% at 15:23", "no row covers attendance 70.001% at 14:14"];
    assert_eq!(of("attendance", &BY_PERCENTAGE), expected);
    let mut text = BY_PERCENTAGE;
    // In its text, 92% is Universal too.
    text[0].1 = "at least 92%";
    assert_eq!(
        of("attendance", &text).last().map(String::as_str),
        Some("attendance 92% is in both `Universal` and `Improvement` at 13:17")
    );
}

#[test]
fn lancashires_days_leave_out_the_half_days() {
    let days = [
        ("Universal", "at least 0 days and at most 14 days"),
        ("Improvement", "at least 15 days and at most 55 days"),
        ("Targeted", "at least 56 days and at most 94 days"),
        ("Intensive Support", "at least 95 days and at most 190 days"),
    ];
    let expected = [
        "no row covers days absent 14.5 days at 12:15",
        "no row covers days absent 55.5 days at 13:17",
        "no row covers days absent 94.5 days at 14:14",
        "no row covers days absent 190.5 days at 15:23",
    ];
    assert_eq!(of("days absent", &days), expected);
}

#[test]
fn lincolnshires_table_leaves_out_what_lies_between_whole_numbers_and_its_text_keeps_half_out() {
    let mut table = [
        ("As expected", "at least 95%"),
        ("At risk of persistent absence", "at least 91% and at most 94%"),
        ("Persistent absence", "at least 80% and at most 90%"),
        ("At risk of severe absence", "at least 51% and at most 79%"),
        ("Severe absence", "at most 50%"),
    ];
    let expected = [
        "no row covers attendance 50.001% at 16:20",
        "no row covers attendance 79.001% at 15:31",
        "no row covers attendance 90.001% at 14:24",
        "no row covers attendance 94.001% at 13:35",
    ];
    assert_eq!(of("attendance", &table), expected);
    // By its text, severe absence is below half and persistent absence at 89 or below.
    table[4].1 = "less than 50%";
    table[2].1 = "at least 80% and at most 89%";
    let found = of("attendance", &table);
    let expected = ["no row covers attendance 50% at 16:20", "no row covers attendance 79.001% at 15:31"];
    assert_eq!(found[..2], expected);
    assert_eq!(found[2..], ["no row covers attendance 89.001% at 14:24", "no row covers attendance 94.001% at 13:35"]);
}

#[test]
fn lady_boswells_steps_share_95_and_its_poster_leaves_out_days() {
    let steps = [
        ("First step", "at least 95%"),
        ("Second step", "at least 90% and at most 95%"),
        ("Third step", "less than 90%"),
    ];
    assert_eq!(of("attendance", &steps), ["attendance 95% is in both `First step` and `Second step` at 13:17"]);
    let poster = [("Green", "at least 95%"), ("Amber", "at least 85% and at most 94%"), ("Red", "less than 85%")];
    assert_eq!(of("attendance", &poster), ["no row covers attendance 94.001% at 13:11"]);
    let days =
        [("Green", "at least 0 days and at most 10 days"), ("Amber", "exactly 19 days"), ("Red", "more than 19 days")];
    assert_eq!(of("days absent", &days), ["no row covers days absent 10.5 days at 12:11"]);
}

#[test]
fn leicestershires_lines_overlap_below_half_and_knowsleys_leave_nothing_out() {
    let lines =
        [("Present", "more than 90%"), ("Persistently absent", "at most 90%"), ("Severely absent", "at most 50%")];
    let expected = ["attendance 49.999% is in both `Persistently absent` and `Severely absent` at 14:21"];
    assert_eq!(of("attendance", &lines), expected);
    assert_eq!(of("attendance", &[("Expected", "at least 95%"), ("Level 1", "less than 95%")]), [""; 0]);
}
