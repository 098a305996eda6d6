//! Entries: headings, citations, keys and cells.

use pack::{File, letter, read, render};

use crate::faults;

#[test]
fn a_sentence_that_would_not_be_carried_out_is_refused() {
    let said = faults(
        r#"## Flag: Late

Defines — LAN-062.

- when: days absent is at least 1 day

Teachers also ring the family.
"#,
    );
    let expected = r#"error: this sentence would not be carried out
  --> hillside/1-rules.md:12:1
   |
12 | Teachers also ring the family.
   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: if it explains, start it with `>`; if it is a rule, write it as `- key: value`"#;
    assert_eq!(said, expected);
}

#[test]
fn a_row_or_reading_that_does_not_exist_is_refused() {
    let said = faults(
        r#"## Flag: Late

Defines — LAN-062, LAN-853; reading C-LAN-99.

- when: days absent is at least 1 day
"#,
    );
    let expected = r#"error: there is no row or reading `LAN-853`
 --> hillside/1-rules.md:8:20
  |
8 | Defines — LAN-062, LAN-853; reading C-LAN-99.
  |                    ^^^^^^^
  |
  = help: look it up in the register of rows and readings

error: there is no row or reading `C-LAN-99`
 --> hillside/1-rules.md:8:37
  |
8 | Defines — LAN-062, LAN-853; reading C-LAN-99.
  |                                     ^^^^^^^^
  |
  = help: look it up in the register of rows and readings"#;
    assert_eq!(said, expected);
}

#[test]
fn an_entry_that_cites_nothing_is_refused() {
    let said = faults(
        r#"## Flag: Late

- when: days absent is at least 1 day
"#,
    );
    let expected = r#"error: `Late` cites nothing
 --> hillside/1-rules.md:6:10
  |
6 | ## Flag: Late
  |          ^^^^
  |
  = help: write below the heading what it rests on, like `Must — LAN-055.`, with the long dash"#;
    assert_eq!(said, expected);
}

#[test]
fn a_key_that_no_kind_reads_is_refused() {
    let said = faults(
        r#"## Flag: Late

Defines — LAN-062.

- when: days absent is at least 1 day
- colour: red
"#,
    );
    let expected = r#"error: a flag has no key `colour`
  --> hillside/1-rules.md:11:3
   |
11 | - colour: red
   |   ^^^^^^
   |
   = help: if it explains, start it with `>`; if it is a rule, use a key of this kind"#;
    assert_eq!(said, expected);
}

#[test]
fn a_key_that_stands_twice_is_refused() {
    let said = faults(
        r#"## Flag: Late

Defines — LAN-062.

- when: days absent is at least 1 day
- when: days absent is at least 2 days
"#,
    );
    let expected = r#"error: the key `when` stands here twice
  --> hillside/1-rules.md:11:3
   |
11 | - when: days absent is at least 2 days
   |   ^^^^
   |
   = help: keep one of them; two conditions are joined with `and` or `or`, or in a list"#;
    assert_eq!(said, expected);
}

#[test]
fn a_kind_that_does_not_exist_is_refused() {
    let said = faults(
        r#"## Flg: Late
"#,
    );
    let expected = r#"error: there is no kind `Flg`
 --> hillside/1-rules.md:6:4
  |
6 | ## Flg: Late
  |    ^^^^^^^^^
  |
  = help: did you mean `Flag`?"#;
    assert_eq!(said, expected);
}

#[test]
fn a_wrong_weekday_is_corrected() {
    let said = faults(
        r#"## Calendar: Year

| term | first day | last day | closed |
|---|---|---|---|
| Autumn | Mon 2 Sep 2026 | Fri 18 Dec 2026 | – |
"#,
    );
    let expected = r#"error: 2 Sep 2026 is a Wednesday, write `Wed`
  --> hillside/1-rules.md:10:12
   |
10 | | Autumn | Mon 2 Sep 2026 | Fri 18 Dec 2026 | – |
   |            ^^^^^^^^^^^^^^"#;
    assert_eq!(said, expected);
}

#[test]
fn a_name_given_twice_is_refused() {
    let said = faults(
        r#"## Flags

Defines — LAN-062.

| flag | when |
|---|---|
| Late | days absent is at least 1 day |
| Late | days absent is at least 2 days |
"#,
    );
    let expected = r#"error: `Late` is the name of two entries
  --> hillside/1-rules.md:13:3
   |
13 | | Late | days absent is at least 2 days |
   |   ^^^^
   |
   = help: give this one another name; the other stands in line 12 of 1-rules"#;
    assert_eq!(said, expected);
}

#[test]
fn a_task_that_is_due_on_no_date_is_refused() {
    let said = faults(
        r#"## Task: Ring

Defines — LAN-062.

- when: days absent is at least 1 day
- due: tomorrow
"#,
    );
    let expected = r#"error: this is no date to be due on
  --> hillside/1-rules.md:11:8
   |
11 | - due: tomorrow
   |        ^^^^^^^^
   |
   = help: write `the same day`, an amount such as `5 school days` or `2 weeks`, an amount `after [X]`, `on the "date" of [X]`, `on the next absence after [X]`, `by the end of the term` or `the limit of [Stage]`"#;
    assert_eq!(said, expected);
}

#[test]
fn a_row_with_too_few_cells_is_refused() {
    let said = faults(
        r#"## Flags

Defines — LAN-062.

| flag | when |
|---|---|
| Late |
"#,
    );
    let expected = r#"error: the row has 1 cells and the table 2 columns
  --> hillside/1-rules.md:12:3
   |
12 | | Late |
   |   ^^^^
   |
   = help: write `–` in a cell that stays empty"#;
    assert_eq!(said, expected);
}

#[test]
fn a_letter_that_is_held_back_without_a_reason_is_refused() {
    let said = faults(
        r#"## Letter: Note

May — LAN-062.

- suppressed when: days absent is at least 1 day
"#,
    );
    let expected = r#"error: nothing says why it is not sent
  --> hillside/1-rules.md:10:20
   |
10 | - suppressed when: days absent is at least 1 day
   |                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: end it with `; because "the reason"`"#;
    assert_eq!(said, expected);
}

#[test]
fn advice_that_is_said_at_no_time_is_refused() {
    let said = faults(
        r#"## Step: Ring

May — LAN-062.

- advice:
  - "ring early"
"#,
    );
    let expected = r#"error: nothing says when this is said
  --> hillside/1-rules.md:11:5
   |
11 |   - "ring early"
   |     ^^^^^^^^^^^^
   |
   = help: write it like `"words", when [X] is "y"`"#;
    assert_eq!(said, expected);
}

#[test]
fn a_letter_whose_words_are_not_there_is_refused() {
    let text = "# Pack: Hillside\n\n## Letter: Note\n\nMay — LAN-062.\n\n- wording: letters/note.md\n";
    let file = File { path: "hillside/1-rules.md", text };
    let pack = read(&[file]).expect("no other fault");
    let expected = "\
error: there is no file `letters/note.md`
 --> hillside/1-rules.md:7:12
  |
7 | - wording: letters/note.md
  |            ^^^^^^^^^^^^^^^
  |
  = help: write the letter there, beginning with `title: …`";
    assert_eq!(render(&letter::unwritten(&pack, |_| false), &[file]).trim_end(), expected);
    assert_eq!(letter::unwritten(&pack, |path| path == "letters/note.md"), []);
}

#[test]
fn a_letter_without_words_and_one_of_a_table_are_refused_too() {
    let text = "# Pack: Hillside\n\n## Letter: Note\n\nMay — LAN-062.\n\n- by: anybody\n\n## Letters\n\nMay — LAN-062.\n\n\
                | letter | by | wording |\n|---|---|---|\n| Reminder | anybody | letters/reminder.md |\n";
    let pack = read(&[File { path: "hillside/1-rules.md", text }]).expect("no other fault");
    let told: Vec<String> =
        letter::unwritten(&pack, |_| false).iter().map(|fault| format!("{}: {}", fault.place(), fault.what)).collect();
    assert_eq!(
        told,
        [
            "hillside/1-rules.md:3:1: the letter `Note` has no words",
            "hillside/1-rules.md:15:1: there is no file `letters/reminder.md`"
        ]
    );
}
