//! Bands and decisions: each value and each combination stands in exactly one row.

use crate::faults;

#[test]
fn a_value_in_two_bands_is_shown_with_both() {
    let said = faults(
        r#"## Bands: Path

Defines — LAN-062.

| band | attendance |
|---|---|
| Targeted | at least 50% |
| Intensive Support | at most 50% |
"#,
    );
    let expected = r#"error: attendance 50% is in both `Targeted` and `Intensive Support`
  --> hillside/1-rules.md:13:23
   |
13 | | Intensive Support | at most 50% |
   |                       ^^^^^^^^^^^
   |
   = help: each value belongs to one row"#;
    assert_eq!(said, expected);
}

#[test]
fn a_value_in_no_band_is_named() {
    let said = faults(
        r#"## Bands: Path

Defines — LAN-062.

| band | days absent |
|---|---|
| Universal | less than 15 days |
| Improvement | at least 16 days |
"#,
    );
    let expected = r#"error: no row covers days absent 15 days
  --> hillside/1-rules.md:12:15
   |
12 | | Universal | less than 15 days |
   |               ^^^^^^^^^^^^^^^^^
   |
   = help: let the edges of two neighbours meet, and say which side owns the edge"#;
    assert_eq!(said, expected);
}

#[test]
fn an_edge_that_two_bands_leave_out_is_named() {
    let said = faults(
        r#"## Bands: Path

Defines — LAN-062.

| band | attendance |
|---|---|
| High | more than 50% |
| Low | less than 50% |
"#,
    );
    let expected = r#"error: no row covers attendance 50%
  --> hillside/1-rules.md:12:10
   |
12 | | High | more than 50% |
   |          ^^^^^^^^^^^^^
   |
   = help: let the edges of two neighbours meet, and say which side owns the edge"#;
    assert_eq!(said, expected);
}

#[test]
fn a_band_without_a_unit_is_asked_of_what() {
    let said = faults(
        r#"## Bands: Path

Defines — LAN-062.

| band | days absent |
|---|---|
| Universal | less than 15 |
| Improvement | at least 15 days |
"#,
    );
    let expected = r#"error: 15 of what?
  --> hillside/1-rules.md:12:15
   |
12 | | Universal | less than 15 |
   |               ^^^^^^^^^^^^
   |
   = help: say the unit: days, school days, sessions, weeks, school weeks, times, minutes or %"#;
    assert_eq!(said, expected);
}

#[test]
fn a_band_that_does_not_own_its_edge_is_asked_which_side() {
    let said = faults(
        r#"## Bands: Path

Defines — LAN-062.

| band | days absent |
|---|---|
| Universal | less than 15 days |
| Improvement | 15 days |
"#,
    );
    let expected = r#"error: which side owns the edge?
  --> hillside/1-rules.md:13:17
   |
13 | | Improvement | 15 days |
   |                 ^^^^^^^
   |
   = help: say `at least`, `more than`, `at most`, `less than` or `exactly`"#;
    assert_eq!(said, expected);
}

#[test]
fn a_combination_that_no_row_of_a_decision_covers_is_named() {
    let said = faults(
        r#"## Decision: Code

Must — LAN-062.

| session | arrival | code |
|---|---|---|
| "morning" | before 09:00 | L |
| "morning" | after 09:00 | U |
"#,
    );
    let expected = r#"error: no row covers session morning, arrival 09:00
  --> hillside/1-rules.md:12:3
   |
12 | | "morning" | before 09:00 | L |
   |   ^^^^^^^^^
   |
   = help: each combination belongs to exactly one row"#;
    assert_eq!(said, expected);
}

#[test]
fn a_combination_that_two_rows_of_a_decision_cover_is_named() {
    let said = faults(
        r#"## Decision: Code

Must — LAN-062.

| arrival | code |
|---|---|
| at most 09:00 | L |
| at least 09:00 | U |
"#,
    );
    let expected = r#"error: two rows cover arrival 09:00
  --> hillside/1-rules.md:12:3
   |
12 | | at most 09:00 | L |
   |   ^^^^^^^^^^^^^
   |
   = help: each combination belongs to exactly one row"#;
    assert_eq!(said, expected);
}

#[test]
fn a_band_without_a_range_is_refused() {
    let said = faults(
        "## Bands: Path\n\nDefines — LAN-062.\n\n| band | days absent |\n|---|---|\n| All | at least 0 days |\n| None | – |\n",
    );
    let expected = "\
error: the band covers no value
  --> hillside/1-rules.md:13:3
   |
13 | | None | – |
   |   ^^^^
   |
   = help: write its range beside it";
    assert_eq!(said, expected);
}
