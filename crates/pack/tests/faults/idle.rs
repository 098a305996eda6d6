//! Rules that read well and would come to nothing: each is refused where it stands.

use crate::faults;

/// What is said of `text`, without the places.
fn said(text: &str) -> Vec<String> {
    let told = crate::said(text).into_iter();
    told.map(|line| line.split_once(" hillside/").map_or_else(|| line.clone(), |(what, _)| what.to_owned())).collect()
}

#[test]
fn the_first_of_several_bands_begins_with_the_lowest_value() {
    let bands =
        "## Bands: Path\n\nDefines — LAN-062.\n\n| band | days absent |\n|---|---|\n| High | at least 5 days |\n";
    assert_eq!(said(bands), ["no row covers days absent 4.5 days"]);
}

#[test]
fn two_rows_of_one_name_are_refused() {
    let bands = "## Bands: Path\n\nDefines — LAN-062.\n\n| band | days absent |\n|---|---|\n| Low | less than 5 days |\n\
                 | Low | at least 5 days |\n";
    assert_eq!(said(bands), ["more than one band is called `Low`", "more than one band is called `Low`"]);
    let stages = "## Stages: Level\n\nDefines — LAN-062.\n\n| stage | entered by |\n|---|---|\n| One | start |\n| One | [Talk] |\n\n\
                  ## Step: Talk\n\nMust — LAN-062.\n\n- by: anybody\n";
    assert_eq!(said(stages)[0], "more than one stage is called `One`");
}

#[test]
fn two_parts_and_two_items_of_one_name_are_refused() {
    let form = "## Form: Thing\n\nMust — LAN-062.\n\n- by: anybody\n\n| part | needed |\n|---|---|\n| Aim | always |\n| Aim | optional |\n";
    assert_eq!(said(form)[0], "more than one part is called `Aim`");
    let menu = "## Menu: Help\n\nMay — LAN-062.\n\n- for: days absent is at least 1 day\n\n\
                | item | opens |\n|---|---|\n| Club | note |\n| Club | information |\n";
    assert_eq!(said(menu)[0], "more than one item is called `Club`");
}

#[test]
fn a_stage_entered_by_an_outcome_that_there_is_not_is_refused() {
    let stages = "## Stages: Level\n\nDefines — LAN-062.\n\n| stage | entered by |\n|---|---|\n| One | start |\n\
                  | Two | [Talk] as \"never\" |\n\n## Step: Talk\n\nMust — LAN-062.\n\n- by: anybody\n- ends as: \"good\"\n";
    assert_eq!(said(stages), ["`Talk` does not end as `never`"]);
}

#[test]
fn what_nobody_could_use_is_refused() {
    let entry = |kind: &str, points: &str| format!("## {kind}: Thing\n\nMust — LAN-062.\n\n- by: anybody\n{points}");
    for (kind, points, told) in [
        ("Finding", "", "nothing can be found"),
        ("Plan", "- period: 6 weeks from it\n- ended by: somebody\n", "no thing is named here"),
        ("Notice", "- withdrawn by: somebody\n", "no thing is named here"),
        ("Meeting", "- quorum: 0 [lead]\n", "this does not say who has to be there"),
        ("Finding", "- values: \"good\", \"good\"\n", "`good` stands here twice"),
        ("Notice", "- broken by: days absent is at least 1 day\n", "there is no period in which it could be broken"),
    ] {
        assert_eq!(said(&entry(kind, points)), [told], "{kind} {points}");
    }
}

#[test]
fn an_edge_that_no_value_comes_to_is_refused() {
    let flag = |when: &str| format!("## Flag: Never\n\nDefines — LAN-062.\n\n- when: {when}\n");
    for (when, told) in [
        ("attendance is more than 100%", "no value is more than 100%"),
        ("absence is at least 100.5%", "no value is at least 100.5%"),
        ("days absent is less than 0 days", "no value is less than 0 days"),
    ] {
        assert_eq!(said(&flag(when)), [format!("`Never` can never be so: {told}")], "{when}");
    }
    assert!(said(&flag("attendance is exactly 100%")).is_empty());
    assert_eq!(said(&flag("days absent in any 0 school weeks is at least 1 day")), ["how long is the window?"]);
    assert_eq!(said(&flag("days absent in the last 0 weeks is at least 1 day")), ["how long is the window?"]);
}

#[test]
fn menus_that_add_each_other_go_round_in_a_circle() {
    let menu = |name: &str, below: &str| {
        format!(
            "## Menu: {name}\n\nMay — LAN-062.\n\n- for: days absent is at least 1 day\n- adds to: [{below}]\n\n\
             | item | opens |\n|---|---|\n| {name} talk | note |\n\n"
        )
    };
    let circle = said(&format!("{}{}", menu("One", "Two"), menu("Two", "One")));
    assert_eq!(circle, ["this goes round in a circle: One, then Two, then One"]);
}

#[test]
fn a_citation_with_a_strength_that_there_is_not_says_which_there_are() {
    let told = faults("## Flag: Often\n\nShould — LAN-062.\n\n- when: days absent is at least 1 day\n");
    assert!(told.contains("a citation begins with Must, Expected, Consider, May, Defines or Tests"), "{told}");
}

#[test]
fn a_period_of_one_parent_is_asked_of_what_has_one() {
    let rules = "## Notice: Warning\n\nMust — LAN-062.\n\n- by: anybody\n- asks: first day\n- period: 20 days from \"first day\"\n\n\
                 ## Step: Talk\n\nMust — LAN-062.\n\n- by: anybody\n- needs:\n  - NEED\n";
    let need = |need: &str| said(&rules.replace("NEED", need));
    assert!(need("[Warning] to that parent is running").is_empty());
    assert!(need("days absent in the period of [Warning] to that parent is less than 1 day").is_empty());
    assert_eq!(need("[Talk] to that parent is over"), ["`Talk` has no period"]);
    assert_eq!(need("[Warning] to that parent is broken"), ["nothing breaks `Warning`"]);
    assert_eq!(need("[Warning] to that parent is issued"), ["this is not said of what was done to one parent"]);
    assert_eq!(need("[Warning] to that parent"), ["what is so of that parent?"]);
}
