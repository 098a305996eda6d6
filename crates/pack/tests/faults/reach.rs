//! What nobody could ever come to, what nobody is asked for, and what would weaken a layer below.

use pack::{File, Pack, link, read, register::Register, render};

use crate::said;

const STEPS: &str = "## Step: Ask\n\nMust — LAN-062.\n\n- by: anybody\n\n";

#[test]
fn a_stage_that_no_case_reaches_is_named() {
    let chapter = format!(
        "{STEPS}## Stages: Level\n\nDefines — LAN-062.\n\n| stage | entered by |\n|---|---|\n| One | start |\n\
         | Two | [Climb] |\n\n## Step: Climb\n\nMust — LAN-062.\n\n- needs:\n  - [Level] is [Two]\n"
    );
    assert_eq!(said(&chapter), ["no case ever comes into `Two` hillside/1-rules.md:12:12"]);
}

#[test]
fn a_stage_with_a_limit_and_no_way_out_is_named() {
    let chapter = format!(
        "{STEPS}## Stages: Level\n\nDefines — LAN-062.\n\n| stage | entered by | limit |\n|---|---|---|\n\
         | One | start | – |\n| Two | [Ask] | 6 weeks |\n"
    );
    // `Ask` leads back to the very stage; nothing leads to the first.
    let expected = "a case may stay in `Two` only so long, and nothing leads out of it hillside/1-rules.md:12:12";
    assert_eq!(said(&chapter), [expected]);
}

#[test]
fn stages_begin_in_exactly_one_place() {
    let chapter = format!(
        "{STEPS}## Stages: Level\n\nDefines — LAN-062.\n\n| stage | entered by |\n|---|---|\n| One | [Ask] |\n"
    );
    assert_eq!(said(&chapter), ["a case has to begin in exactly one stage hillside/1-rules.md:12:12"]);
}

#[test]
fn a_gate_that_asks_two_things_at_once_is_named() {
    let finding = "## Finding: engagement\n\nDefines — LAN-062.\n\n- values: \"yes\", \"no\"\n\n";
    let step = "## Step: Go\n\nMust — LAN-062.\n\n- needs:\n  - [engagement] is \"yes\"\n  - [engagement] is \"no\"\n";
    let expected = "`Go` can never be done: `engagement` cannot be both `yes` and `no` hillside/1-rules.md:12:10";
    assert_eq!(said(&format!("{finding}{step}")), [expected]);
    let step = "## Step: Go\n\nMust — LAN-062.\n\n- when: days absent is at least 10 days\n- needs:\n  - days absent is less than 5 days\n";
    let expected = "`Go` can never be done: no value is at least 10 days and less than 5 days hillside/1-rules.md:6:10";
    assert_eq!(said(step), [expected]);
}

#[test]
fn two_gates_that_wait_for_each_other_are_named() {
    let chapter = "## Step: First\n\nMust — LAN-062.\n\n- needs:\n  - [Second] is done\n\n\
                   ## Step: Second\n\nMust — LAN-062.\n\n- needs:\n  - [First] is done\n";
    let expected = "nobody can begin: First needs Second needs itself first hillside/1-rules.md:6:10";
    assert_eq!(said(chapter), [expected]);
}

#[test]
fn a_condition_may_only_ask_for_what_somebody_is_asked() {
    let chapter = "## Step: Grant\n\nMust — LAN-062.\n\n- asks: ground\n- needs:\n  - \"reason\" is given\n";
    assert_eq!(said(chapter), ["nobody is asked for `reason` here hillside/1-rules.md:12:5"]);
    let chapter = format!("{STEPS}## Flag: Due\n\nDefines — LAN-062.\n\n- when: \"end\" of [Ask] is given\n");
    assert_eq!(said(&chapter), ["`Ask` does not ask for `end` hillside/1-rules.md:16:9"]);
}

#[test]
fn what_has_no_period_neither_runs_nor_breaks() {
    let flag = |words: &str| format!("{STEPS}## Flag: Due\n\nDefines — LAN-062.\n\n- when: [Ask] is {words}\n");
    assert_eq!(said(&flag("running")), ["`Ask` has no period hillside/1-rules.md:16:18"]);
    assert_eq!(said(&flag("broken")), ["nothing breaks `Ask` hillside/1-rules.md:16:18"]);
}

#[test]
fn an_entry_outside_the_edition_of_its_pack_is_refused() {
    let text = "# Pack: Hillside\n\n- kind: school\n- in force: from 1 September 2026 until 31 August 2027\n\n\
                ## Flag: Late\n\nDefines — LAN-062.\n\n- when: days absent is at least 1 day\n- from: 1 September 2028\n";
    let files = [File { path: "hillside/1-rules.md", text }];
    let found = render(&read(&files).expect_err("it is outside"), &files);
    assert!(found.starts_with("error: 1 September 2028 lies outside the edition of the pack"), "{found}");
}

const COUNTRY: &str = "# Pack: Country\n\n- kind: national\n\n## Setting: longest wait\n\n- value: 10 days\n- may be tightened: lower\n\n\
                       ## Flag: Waited\n\nDefines — LAN-062.\n\n- when: days absent is at least [longest wait]\n";

fn over_country(value: &str) -> Result<domain::rule::Rules, String> {
    let school = format!(
        "# Pack: Hillside\n\n- kind: school\n- extends: [Country]\n\n## Setting: longest wait\n\n\
         - tightens: [longest wait]\n- value: {value}\n"
    );
    let files =
        [File { path: "country/1-base.md", text: COUNTRY }, File { path: "hillside/1-rules.md", text: &school }];
    let packs: Vec<Pack> = files
        .iter()
        .map(|file| read(&[*file]).unwrap_or_else(|faults| panic!("{}", render(&faults, &files))))
        .collect();
    let register = Register::read(crate::ROWS, crate::READINGS).expect("written above");
    link(&packs.iter().collect::<Vec<&Pack>>(), &register).map_err(|faults| render(&faults, &files))
}

#[test]
fn a_layer_above_may_tighten_a_value_and_never_weaken_it() {
    let said = over_country("12 days").expect_err("twelve is more than ten");
    let expected = "\
error: `longest wait` is 10 days below, and 12 days would weaken it
 --> hillside/1-rules.md:6:13
  |
6 | ## Setting: longest wait
  |             ^^^^^^^^^^^^
  |
  = help: move it only the way that the layer below allows, in its unit";
    assert_eq!(said.trim_end(), expected);
    let rules = over_country("8 days").expect("eight is less than ten");
    let flag = rules.flags.iter().find(|flag| flag.head.name == "Waited").expect("of the country");
    let domain::rule::Condition::Atom(atom) = &flag.when else { panic!("one test") };
    let domain::rule::Test::Measured(_, range) = &atom.test else { panic!("a measure") };
    assert_eq!(range.to_string(), "at least 8 days", "conditions below read the value that stands");
}
