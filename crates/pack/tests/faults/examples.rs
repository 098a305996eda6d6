//! Examples: pupils and expectations.

use crate::faults;

#[test]
fn a_second_pupil_that_the_example_does_not_have_is_refused() {
    let said = faults(
        r#"## Example: One

Tests — LAN-062.

| pupil | is | absent |
|---|---|---|
| A | – | 1 I |

| day | pupil | does | expect |
|---|---|---|---|
| Tue 17 Nov 2026 | B | looks | attendance is exactly 100% |
"#,
    );
    let expected = r#"error: there is no pupil `B` in this example
  --> hillside/1-rules.md:16:21
   |
16 | | Tue 17 Nov 2026 | B | looks | attendance is exactly 100% |
   |                     ^
   |
   = help: name one of the first table, `the school` or `the authority`"#;
    assert_eq!(said, expected);
}

#[test]
fn an_expectation_that_cannot_be_read_is_refused() {
    let said = faults(
        r#"## Example: One

Tests — LAN-062.

| pupil | is | absent |
|---|---|---|
| A | – | 1 I |

| day | pupil | does | expect |
|---|---|---|---|
| Tue 17 Nov 2026 | A | looks | atendance is exactly 100% |
"#,
    );
    let expected = r#"error: nothing is measured as `atendance`
  --> hillside/1-rules.md:16:33
   |
16 | | Tue 17 Nov 2026 | A | looks | atendance is exactly 100% |
   |                                 ^^^^^^^^^
   |
   = help: did you mean `attendance`?"#;
    assert_eq!(said, expected);
}
