//! What something done gives the register: lines that cannot be read, and lines that cannot stand.

use crate::said;

/// What is said of a step with this line under `gives`.
fn of_line(line: &str) -> Vec<String> {
    said(&format!(
        "## Step: Answer\n\nMust — LAN-062.\n\n- asks: first day, last day, half-days\n- ends as: \"yes\", \"no\"\n- gives: {line}\n"
    ))
}

#[test]
fn a_line_says_the_code_and_both_days() {
    assert_eq!(
        of_line("C2 on \"half-days\" from \"first day\" until \"last day\", when the outcome is \"yes\""),
        [""; 0]
    );
    let expected = ["this does not say which sessions have which code hillside/1-rules.md:12:10"];
    for line in [
        "C from \"first day\"",
        "C",
        "leave for all from \"first day\" until \"last day\"",
        "C from Monday until Friday",
    ] {
        assert_eq!(of_line(line), expected, "{line}");
    }
}

#[test]
fn its_fields_are_asked_for_and_its_conditions_are_not_the_registers_own() {
    assert_eq!(
        of_line("C from \"first day\" until \"day of return\""),
        ["nobody is asked for `day of return` here hillside/1-rules.md:12:35"]
    );
    assert_eq!(
        of_line("C from \"first day\" until \"last day\" of [Letter home]"),
        ["nothing is called `Letter home` hillside/1-rules.md:12:50"]
    );
    assert_eq!(
        of_line("C from \"first day\" until \"last day\", when days absent is at least 2 days"),
        ["what a register says cannot rest on its own marks hillside/1-rules.md:12:10"]
    );
}

#[test]
fn only_what_is_about_a_pupil_gives_a_code() {
    let duty = "## Duty: Close\n\nMust — LAN-062.\n\n- asks: first day, last day\n- gives: C from \"first day\" until \"last day\"\n";
    assert_eq!(said(duty), ["this is not about a pupil, and gives sessions a code hillside/1-rules.md:6:10"]);
}
