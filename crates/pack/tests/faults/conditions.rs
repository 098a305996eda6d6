//! Conditions: units, sides, names and what is said of them.

use crate::faults;

#[test]
fn a_number_without_a_unit_is_asked_of_what() {
    let said = faults(
        r#"## Flag: Late

Defines — LAN-062.

- when: days absent is at least 10
"#,
    );
    let expected = r#"error: 10 of what?
  --> hillside/1-rules.md:10:33
   |
10 | - when: days absent is at least 10
   |                                 ^^
   |
   = help: say the unit: days, school days, sessions, weeks, school weeks, times, minutes or %"#;
    assert_eq!(said, expected);
}

#[test]
fn an_edge_without_its_side_is_asked_which() {
    let said = faults(
        r#"## Flag: Late

Defines — LAN-062.

- when: days absent is 10 days or more
"#,
    );
    let expected = r#"error: which side owns the edge?
  --> hillside/1-rules.md:10:24
   |
10 | - when: days absent is 10 days or more
   |                        ^^
   |
   = help: say `at least`, `more than`, `at most`, `less than` or `exactly`"#;
    assert_eq!(said, expected);
}

#[test]
fn a_range_in_another_unit_than_its_measure_is_refused() {
    let said = faults(
        r#"## Flag: Late

Defines — LAN-062.

- when: days absent is at least 10 sessions
"#,
    );
    let expected = r#"error: a range in sessions does not fit a measure in days
  --> hillside/1-rules.md:10:24
   |
10 | - when: days absent is at least 10 sessions
   |                        ^^^^^^^^^^^^^^^^^^^^
   |
   = help: write the edge in days"#;
    assert_eq!(said, expected);
}

#[test]
fn and_mixed_with_or_is_refused() {
    let said = faults(
        r#"## Flag: Late

Defines — LAN-062.

- when: days absent is at least 10 days and [A] or [B]
"#,
    );
    let expected = r#"error: `and` and `or` are mixed, so this can be read two ways
  --> hillside/1-rules.md:10:49
   |
10 | - when: days absent is at least 10 days and [A] or [B]
   |                                                 ^^
   |
   = help: use brackets, or a list under `all of` or `any of`"#;
    assert_eq!(said, expected);
}

#[test]
fn a_misspelt_name_gets_the_nearest_right_one() {
    let said = faults(
        r#"## Flag: Late

Defines — LAN-062.

- when: [Lat] or days absent is at least 1 day
"#,
    );
    let expected = r#"error: nothing is called `Lat`
  --> hillside/1-rules.md:10:10
   |
10 | - when: [Lat] or days absent is at least 1 day
   |          ^^^
   |
   = help: did you mean `Late`?"#;
    assert_eq!(said, expected);
}

#[test]
fn a_name_that_nothing_resembles_is_refused() {
    let said = faults(
        r#"## Task: Ring

Defines — LAN-062.

- when: days absent is at least 1 day
- owner: [night watchman]
"#,
    );
    let expected = r#"error: nothing is called `night watchman`
  --> hillside/1-rules.md:11:11
   |
11 | - owner: [night watchman]
   |           ^^^^^^^^^^^^^^
   |
   = help: write the name of a thing that this pack or one below it has"#;
    assert_eq!(said, expected);
}

#[test]
fn a_name_of_another_kind_is_refused() {
    let said = faults(
        r#"## Flag: Late

Defines — LAN-062.

- when: the pupil is [Later]

## Flag: Later

Defines — LAN-062.

- when: days absent is at least 1 day
"#,
    );
    let expected = r#"error: `Later` is a flag or list, and this wants a cohort
  --> hillside/1-rules.md:10:23
   |
10 | - when: the pupil is [Later]
   |                       ^^^^^
   |
   = help: write the name of a cohort that this pack or one below it has"#;
    assert_eq!(said, expected);
}

#[test]
fn a_misspelt_measure_gets_the_nearest_right_one() {
    let said = faults(
        r#"## Flag: Late

Defines — LAN-062.

- when: dys absent is at least 1 day
"#,
    );
    let expected = r#"error: nothing is measured as `dys`
  --> hillside/1-rules.md:10:9
   |
10 | - when: dys absent is at least 1 day
   |         ^^^
   |
   = help: did you mean `days`?"#;
    assert_eq!(said, expected);
}

#[test]
fn a_meeting_is_held_and_not_done() {
    let said = faults(
        r#"## Meeting: AIM

May — LAN-062.

- every: term
- about: the school

## Flag: Late

Defines — LAN-062.

- when: [AIM] is done
"#,
    );
    let expected = r#"error: a meeting is not said to be `done`
  --> hillside/1-rules.md:17:18
   |
17 | - when: [AIM] is done
   |                  ^^^^
   |
   = help: write `held`"#;
    assert_eq!(said, expected);
}

#[test]
fn an_outcome_that_is_not_declared_is_refused() {
    let said = faults(
        r#"## Meeting: AIM

May — LAN-062.

- ends as: "agreed", "not agreed"

## Flag: Late

Defines — LAN-062.

- when: [AIM] is "agred"
"#,
    );
    let expected = r#"error: `AIM` does not end as `agred`
  --> hillside/1-rules.md:16:18
   |
16 | - when: [AIM] is "agred"
   |                  ^^^^^^^
   |
   = help: did you mean `agreed`?"#;
    assert_eq!(said, expected);
}

#[test]
fn cohorts_that_rest_on_each_other_are_refused() {
    let said = faults(
        r#"## Cohort: near

- comes from: the pupil is [far]

## Cohort: far

- comes from: the pupil is [near]
"#,
    );
    let expected = r#"error: this goes round in a circle: far, then near, then far
  --> hillside/1-rules.md:10:12
   |
10 | ## Cohort: far
   |            ^^^
   |
   = help: let one of them rest on marks or on what is recorded"#;
    assert_eq!(said, expected);
}

#[test]
fn an_edge_that_names_no_setting_is_refused() {
    let said = faults("## Flag: Late\n\nDefines — LAN-062.\n\n- when: days absent is at least [first concern]\n");
    let expected = "\
error: `first concern` is no setting of this pack
  --> hillside/1-rules.md:10:34
   |
10 | - when: days absent is at least [first concern]
   |                                  ^^^^^^^^^^^^^
   |
   = help: write an amount, or the name of a setting";
    assert_eq!(said, expected);
}

#[test]
fn a_setting_in_another_unit_than_the_measure_is_refused() {
    let settings = "## Settings\n\n| setting | value |\n|---|---|\n| concern | 5 sessions |\n\n";
    let said = faults(&format!(
        "{settings}## Flag: Late\n\nDefines — LAN-062.\n\n- when: days absent is at least [concern]\n"
    ));
    assert!(said.starts_with("error: a range in sessions does not fit a measure in days\n"), "{said}");
}

/// What is said of a flag with this condition.
fn of_condition(when: &str) -> String {
    let said = faults(&format!("## Flag: Late\n\nDefines — LAN-062.\n\n- when: {when}\n"));
    let help = said.lines().last().unwrap_or_default().trim().trim_start_matches("= help: ");
    format!("{}; {help}", said.lines().next().unwrap_or_default())
}

#[test]
fn absence_is_counted_in_days_or_sessions_and_time_in_anything_else() {
    let help = "count what was missed in days or sessions, and time in days, school days, weeks or months";
    for (when, unit) in [
        ("school days absent is at least 3 school days", "school days"),
        ("weeks unauthorised in the term is at least 2 weeks", "weeks"),
        ("sessions since [Late] is at least 3 sessions", "sessions"),
    ] {
        assert_eq!(of_condition(when), format!("error: this is not counted in {unit}; {help}"), "{when}");
    }
}

#[test]
fn the_fullest_stretch_is_looked_for_in_counted_sessions_only() {
    for when in [
        "attendance in any 10 school weeks is less than 90%",
        "spells absent in any 70 days is at least 3 times",
        "times [Late] is done in any 70 days is at least 3 times",
        "[Late] is done in any 70 days",
        "sessions absent on one weekday in any 10 school weeks is at least 3 sessions",
    ] {
        let expected =
            "error: `in any` is said of counted sessions only; write `in the last`, or count days or sessions";
        assert_eq!(of_condition(when), expected, "{when}");
    }
}

const PANEL: &str = "## Meeting: Panel\n\nMay — LAN-062.\n\n- asks: reason, day seen\n- quorum: 1 [chair]\n\n## Role: chair\n\n- held by: headteacher\n\n## Limit: Not without a ground\n\nMust — LAN-062.\n\n- on: [Panel]\n";

#[test]
fn a_limit_may_only_ask_for_what_its_thing_asks_for() {
    let said = faults(&format!("{PANEL}- allows: \"raeson\" is given\n"));
    let expected = r#"error: nobody is asked for `raeson` when `Panel` is done
  --> hillside/1-rules.md:22:11
   |
22 | - allows: "raeson" is given
   |           ^^^^^^^^
   |
   = help: did you mean `reason`?"#;
    assert_eq!(said, expected);
    let said = faults(&format!("{PANEL}- allows: days since \"start of the leave\" is at least 5 days\n"));
    assert!(said.ends_with("= help: ask about what is filled in for it: reason, day seen, chair"), "{said}");
    let said =
        faults(&format!("{PANEL}- allows: \"reason\" is given and \"chair\" is at least 1 time and [Nothing]\n"));
    assert!(said.starts_with("error: nothing is called `Nothing`") && said.matches("error:").count() == 1, "{said}");
}

#[test]
fn a_limit_on_nothing_is_one_fault() {
    let said = faults("## Limit: Never\n\nMust — LAN-062.\n\n- on: [Panle]\n- allows: \"reason\" is given\n");
    assert!(said.starts_with("error: nothing is called `Panle`") && said.matches("error:").count() == 1, "{said}");
}

#[test]
fn measures_of_two_units_are_not_held_against_each_other() {
    let flag = |when: &str| faults(&format!("## Flag: Late\n\nDefines — LAN-062.\n\n- when: {when}\n"));
    let said = flag("days absent is more than sessions absent in the term");
    let expected = r#"error: a measure in sessions cannot be held against one in days
  --> hillside/1-rules.md:10:34
   |
10 | - when: days absent is more than sessions absent in the term
   |                                  ^^^^^^^^
   |
   = help: name a measure of the same unit, and none in %"#;
    assert_eq!(said, expected);
    assert!(flag("attendance is less than attendance in the term").contains("a measure in % cannot"));
    let said = flag("the least of days absent, sessions absent is at least 2 days");
    assert!(said.contains("1-rules.md:10:35") && said.contains("these cannot be held against each other"), "{said}");
    assert!(flag("the least of days absent is at least 2 days").contains("the least of one is itself"));
}
