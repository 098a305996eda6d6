//! What the checker finds in a pack that was broken on purpose, each word for word with its place and what to do.

use crate::{faults, said};

const ASK: &str = "## Step: Ask\n\nMust — LAN-062.\n\n- ends as: \"good\", \"bad\"\n\n";

/// The faults of a chapter, without the lines that show the place.
fn told(chapter: &str) -> Vec<String> {
    let text = faults(chapter);
    let kept = text
        .lines()
        .filter(|line| ["error: ", "  --> ", " --> ", "   = help", "  = help"].iter().any(|one| line.starts_with(one)));
    kept.map(|line| line.trim().to_owned()).collect()
}

#[test]
fn a_step_of_a_stage_that_nobody_reaches_cannot_be_reached() {
    let chapter = format!(
        "{ASK}## Step: Climb\n\nMust — LAN-062.\n\n- when: [Level] is [Two]\n\n\
         ## Stages: Level\n\nDefines — LAN-062.\n\n| stage | entered by |\n|---|---|\n| One | start |\n| Two | [Climb] |\n"
    );
    let expected = "\
error: no case ever comes into `Two`
  --> hillside/1-rules.md:18:12
   |
18 | ## Stages: Level
   |            ^^^^^
   |
   = help: let something that is open in another stage lead into it";
    assert_eq!(faults(&chapter), expected);
}

#[test]
fn a_stage_that_has_a_limit_and_no_way_out_is_endless() {
    let chapter = format!(
        "{ASK}## Stages: Level\n\nDefines — LAN-062.\n\n| stage | entered by | limit |\n|---|---|---|\n\
         | One | start | – |\n| Two | [Ask] | one half term |\n"
    );
    let expected = "\
error: a case may stay in `Two` only so long, and nothing leads out of it
  --> hillside/1-rules.md:12:12
   |
12 | ## Stages: Level
   |            ^^^^^
   |
   = help: name under `entered by` of another stage what ends this one";
    assert_eq!(faults(&chapter), expected);
}

#[test]
fn steps_that_wait_for_each_other_never_begin() {
    let step =
        |name: &str, other: &str| format!("## Step: {name}\n\nMust — LAN-062.\n\n- needs:\n  - [{other}] is done\n\n");
    let expected = "\
error: nobody can begin: First needs Second needs itself first
 --> hillside/1-rules.md:6:10
  |
6 | ## Step: First
  |          ^^^^^
  |
  = help: let one of them be done without the other";
    assert_eq!(faults(&format!("{}{}", step("First", "Second"), step("Second", "First"))), expected);
}

#[test]
fn a_rule_without_a_source_is_found_with_a_strength_or_without() {
    let expected = [
        "error: `Late` cites nothing",
        "--> hillside/1-rules.md:6:10",
        "= help: write below the heading what it rests on, like `Must — LAN-055.`, with the long dash",
    ];
    for citation in ["", "Defines.\n\n", "Defines —\n\n"] {
        assert_eq!(told(&format!("## Flag: Late\n\n{citation}- when: days absent is at least 1 day\n")), expected);
    }
    let row =
        "## Flags\n\nDefines.\n\n| flag | when | rows |\n|---|---|---|\n| Late | days absent is at least 1 day | – |\n";
    assert_eq!(told(row)[..2], ["error: `Late` cites nothing", "--> hillside/1-rules.md:12:3"]);
}

#[test]
fn a_date_outside_the_edition_is_found_in_an_entry_and_in_a_row() {
    let opening = "# Pack: Hillside\n\n- kind: school\n- in force: from 1 September 2026 until 31 August 2027\n\n";
    let of = |rest: &str| {
        let text = format!("{opening}{rest}");
        let files = [pack::File { path: "hillside/1-rules.md", text: &text }];
        pack::render(&pack::read(&files).expect_err("it is outside"), &files).trim_end().to_owned()
    };
    let flag =
        "## Flag: Late\n\nDefines — LAN-062.\n\n- when: days absent is at least 1 day\n- from: 1 September 2028\n";
    let expected = "\
error: 1 September 2028 lies outside the edition of the pack
 --> hillside/1-rules.md:6:10
  |
6 | ## Flag: Late
  |          ^^^^
  |
  = help: write a day within the pack's `in force`";
    assert_eq!(of(flag), expected);
    let row = "## Flags\n\nDefines — LAN-062.\n\n| flag | when | until |\n|---|---|---|\n| Late | days absent is at least 1 day | 31 August 2026 |\n";
    let expected = "\
error: 31 August 2026 lies outside the edition of the pack
  --> hillside/1-rules.md:12:3
   |
12 | | Late | days absent is at least 1 day | 31 August 2026 |
   |   ^^^^
   |
   = help: write a day within the pack's `in force`";
    assert_eq!(of(row), expected);
}

#[test]
fn a_gate_that_nobody_can_pass_is_found_through_the_names_that_it_asks_for() {
    let path = "## Bands: Path\n\nDefines — LAN-062.\n\n| band | days absent |\n|---|---|\n| Low | less than 10 days |\n\
                | High | at least 10 days |\n\n";
    let step = |needs: &str| format!("{path}{ASK}## Step: Go\n\nMust — LAN-062.\n\n- needs:\n{needs}");
    let expected = "\
error: `Go` can never be done: no value is at least 10 days and less than 5 days
  --> hillside/1-rules.md:21:10
   |
21 | ## Step: Go
   |          ^^
   |
   = help: say for each need `when` it is asked, or drop one of them";
    assert_eq!(faults(&step("  - [Path] is [High]\n  - days absent is less than 5 days\n")), expected);
    let first = |needs: &str| told(&step(needs))[..2].join(" ");
    let at = "--> hillside/1-rules.md:21:10";
    assert_eq!(
        first("  - [Ask] is \"good\"\n  - [Ask] is \"bad\"\n"),
        format!("error: `Go` can never be done: `Ask` cannot be both `good` and `bad` {at}")
    );
    assert_eq!(
        first("  - [Ask] is done\n  - [Ask] is not done\n"),
        format!("error: `Go` can never be done: it asks for `[Ask] is done` and for the opposite {at}")
    );
    // How it ended this term and how it ended this year are two things.
    assert_eq!(said(&step("  - [Ask] is \"good\" in the term\n  - [Ask] is \"bad\" in the last 10 years\n")), [""; 0]);
    // A need that is asked of some alone closes the gate for nobody else.
    assert_eq!(said(&step("  - [Path] is [High]\n  - days absent is less than 5 days, when [Ask] is done\n")), [""; 0]);
}

#[test]
fn a_limit_that_leaves_nothing_is_found_where_it_stands() {
    let limit = "## Limit: Only early\n\nMust — LAN-062.\n\n- on: [Go]\n- allows: days absent is less than 5 days\n\n";
    let step = "## Step: Go\n\nMust — LAN-062.\n\n- when: days absent is at least 10 days\n";
    let expected = "\
error: `Go` could never be done under `Only early`: no value is at least 10 days and less than 5 days
 --> hillside/1-rules.md:6:11
  |
6 | ## Limit: Only early
  |           ^^^^^^^^^^
  |
  = help: allow what the thing itself asks for";
    assert_eq!(faults(&format!("{limit}{step}")), expected);
}

#[test]
fn a_condition_that_never_holds_is_found_in_whatever_rests_on_it() {
    let expected = "\
error: `Odd` can never be so: no value is at least 10 days and less than 5 days
  --> hillside/1-rules.md:12:10
   |
12 | ## Flag: Odd
   |          ^^^
   |
   = help: drop one of the two, or join them with `or`";
    let often = "## Flag: Often\n\nDefines — LAN-062.\n\n- when: days absent is at least 10 days\n\n";
    let odd = "## Flag: Odd\n\nDefines — LAN-062.\n\n- when: [Often] and days absent is less than 5 days\n";
    assert_eq!(faults(&format!("{often}{odd}")), expected);
    let menu = "## Menu: Help\n\nMay — LAN-062.\n\n- for: days absent is at least 10 days\n\n| item | opens | when |\n|---|---|---|\n\
                | Club | note | days absent is less than 5 days |\n";
    assert_eq!(
        told(menu)[..2],
        [
            "error: `Club` can never be so: no value is at least 10 days and less than 5 days",
            "--> hillside/1-rules.md:14:3"
        ]
    );
}

#[test]
fn a_band_that_no_value_comes_into_is_found() {
    let bands = "## Bands: Path\n\nDefines — LAN-062.\n\n| band | attendance |\n|---|---|\n| Low | less than 90% |\n\
                 | High | at least 90% |\n| More | more than 100% |\n";
    let expected = "\
error: no attendance comes into `More`
  --> hillside/1-rules.md:14:10
   |
14 | | More | more than 100% |
   |          ^^^^^^^^^^^^^^
   |
   = help: write its lower edge first, and no share above 100%";
    assert_eq!(faults(bands), expected);
}

#[test]
fn an_outcome_that_a_gate_asks_of_itself_has_to_be_one() {
    let step = "## Step: Go\n\nMust — LAN-062.\n\n- ends as: \"good\", \"bad\"\n- asks: why\n- needs:\n  - \"why\" is given, when the outcome is \"worse\"\n";
    let expected = "\
error: `Go` does not end as `worse`
 --> hillside/1-rules.md:6:10
  |
6 | ## Step: Go
  |          ^^
  |
  = help: it ends as good, bad";
    assert_eq!(faults(step), expected);
}
