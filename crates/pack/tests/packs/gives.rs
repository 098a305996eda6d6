//! What something done gives the register: which days, which half-days, and until when.

use pack::{File, example, link, read, render};

use crate::shelf::Shelf;

const RULES: &str = "# Pack: Hillside\n\n- kind: school\n\n\
    ## Step: Ask\n\nMust — LAN-062.\n\n- asks: first day, last day\n\n\
    ## Plan: Short week\n\nMust — LAN-062.\n\n- asks: half-days, first day, last day\n- ended by: [Full week]\n\
    - gives: C2 on \"half-days\" from \"first day\" until \"last day\"\n\n\
    ## Step: Full week\n\nMust — LAN-062.\n\n\
    ## Step: Answer\n\nMust — LAN-062.\n\n- asks: last day granted\n- ends as: \"yes\", \"no\"\n- withdrawn by: [Mistake]\n\
    - gives:\n  - C from \"first day\" of [Ask] until \"last day granted\", when the outcome is \"yes\"\n\
    \x20 - G if absent from \"first day\" of [Ask] until \"last day\" of [Ask]\n\n\
    ## Step: Mistake\n\nMust — LAN-062.\n\n";

/// What is not met of an example with these lines about one child.
fn unmet(lines: &[&str]) -> Vec<String> {
    let shelf = Shelf::open();
    let text = format!(
        "{RULES}## Example: One\n\nTests — LAN-062.\n\n| pupil | is | absent |\n|---|---|---|\n| A | – | – |\n\n\
         | day | pupil | does | expect |\n|---|---|---|---|\n{}\n",
        lines.join("\n")
    );
    let files = [File { path: "hillside/1.md", text: &text }];
    let pack = read(&files).unwrap_or_else(|faults| panic!("{}", render(&faults, &files)));
    let rules = link(&[&pack], &shelf.register).unwrap_or_else(|faults| panic!("{}", render(&faults, &files)));
    let outcome = example::run(&rules, &pack.examples[0], &shelf.codes, shelf.calendar());
    outcome.unmet.iter().map(|fault| fault.what.clone()).collect()
}

const ASKED: &str =
    "| Mon 2 Nov 2026 | A | does [Ask] with \"first day\" Mon 7 Dec 2026, \"last day\" Fri 11 Dec 2026 | accepted |";

#[test]
fn a_plan_leaves_out_its_half_days_until_it_is_ended() {
    let agreed = "| Mon 2 Nov 2026 | A | does [Short week] with \"half-days\" \"mon-pm, fri-am\", \"first day\" Mon 9 Nov 2026, \
                  \"last day\" Fri 27 Nov 2026 | nothing gives a code on Mon 2 Nov 2026 pm; [Short week] gives \"C2\" on Mon 9 Nov 2026 \
                  pm; nothing gives a code on Mon 9 Nov 2026 am; [Short week] gives \"C2\" on Fri 27 Nov 2026 am; nothing gives a code on \
                  Mon 30 Nov 2026 pm |";
    let ended = "| Mon 16 Nov 2026 | A | does [Full week] | [Short week] gives \"C2\" on Fri 13 Nov 2026 am; nothing gives a code on Mon 16 \
                 Nov 2026 pm |";
    assert_eq!(unmet(&[agreed, ended]), [""; 0]);
}

#[test]
fn half_days_that_cannot_be_read_give_nothing() {
    let agreed = "| Mon 2 Nov 2026 | A | does [Short week] with \"half-days\" \"afternoons\", \"first day\" Mon 9 Nov 2026, \"last day\" \
                  Fri 27 Nov 2026 | nothing gives a code on Mon 9 Nov 2026 pm |";
    assert_eq!(unmet(&[agreed]), [""; 0]);
}

#[test]
fn what_was_done_last_counts_until_it_is_withdrawn() {
    let yes = "| Tue 3 Nov 2026 | A | does [Answer] as \"yes\" with \"last day granted\" Tue 8 Dec 2026 | [Answer] gives \"C\" on Tue 8 Dec \
               2026 pm; [Answer] gives \"G\" if absent on Wed 9 Dec 2026 am |";
    let no = "| Wed 4 Nov 2026 | A | does [Answer] as \"no\" | [Answer] gives \"G\" if absent on Tue 8 Dec 2026 pm |";
    let mistake = "| Thu 5 Nov 2026 | A | does [Mistake] | [Answer] gives \"C\" on Tue 8 Dec 2026 pm |";
    assert_eq!(unmet(&[ASKED, yes, no, mistake]), [""; 0]);
    let wrong = "| Tue 3 Nov 2026 | A | does [Answer] as \"no\" | [Answer] gives \"C\" on Mon 7 Dec 2026 am |";
    assert_eq!(unmet(&[ASKED, wrong]), ["[Answer] gives \"G\" if absent on Mon 7 Dec 2026 am"]);
    let unread = "| Tue 3 Nov 2026 | A | does [Answer] as \"no\" | [Answer] gives \"G\" if absent on Mon 7 Dec 2026 |";
    assert_eq!(
        unmet(&[ASKED, unread]),
        ["no half of the day is named: write a day and a half of it, like `Mon 7 Dec 2026 am`"]
    );
}
