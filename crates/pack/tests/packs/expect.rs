//! What an example says when it is not met: its own cell, and what is so instead.

use pack::{File, example, link, read};

use crate::shelf::Shelf;

/// What is not met of one expectation about a child who missed the first 12 sessions of the year.
fn unmet(expected: &str) -> Vec<String> {
    let shelf = Shelf::open();
    let text = format!(
        "# Pack: Hillside\n\n- kind: school\n\n## Task: Ring the family\n\nExpected — LAN-062.\n\n\
         - when: days absent is at least 5 days\n- due: 3 school days\n- overdue when: days absent is at least 6 days\n\n\
         ## Example: One\n\nTests — LAN-062.\n\n| pupil | is | absent |\n|---|---|---|\n| A | – | 12 I |\n\n\
         | day | pupil | does | expect |\n|---|---|---|---|\n| Mon 14 Sep 2026 | A | looks | {expected} |\n"
    );
    let pack = read(&[File { path: "hillside/1.md", text: &text }]).expect("no fault");
    let rules = link(&[&pack], &shelf.register).expect("no fault");
    let outcome = example::run(&rules, &pack.examples[0], &shelf.codes, shelf.calendar());
    outcome.unmet.iter().map(|fault| format!("{}: {}", fault.place(), fault.what)).collect()
}

#[test]
fn a_task_is_expected_with_the_day_on_which_it_is_due() {
    // The fifth day missed is Tue 8 September: three school days later is Fri 11.
    assert_eq!(unmet("task [Ring the family] due Fri 11 Sep 2026"), Vec::<String>::new());
    let said = unmet("days absent is exactly 6 days; task [Ring the family] due Thu 10 Sep 2026");
    assert_eq!(said, ["hillside/1.md:23:64: it is due Fri 11 Sep 2026"]);
}

#[test]
fn a_task_that_is_not_as_expected_says_how_it_is() {
    assert_eq!(unmet("task [Ring the family] overdue"), Vec::<String>::new());
    assert_eq!(unmet("task [Ring the family] not overdue"), ["hillside/1.md:23:33: it is overdue"]);
    assert_eq!(unmet("no task [Ring the family]"), ["hillside/1.md:23:33: there is a task `Ring the family`"]);
    assert!(unmet("task [Ring the family] soon")[0].contains("`soon` is not said of a task"));
}

#[test]
fn a_condition_that_does_not_hold_says_the_answer() {
    assert_eq!(
        unmet("attendance is at least 90%"),
        ["hillside/1.md:23:33: attendance is at least 90%: 33.3% (6 of 18 possible sessions)"]
    );
    assert_eq!(unmet("attendance is less than 90%"), Vec::<String>::new());
}
