//! Layers: what a pack may not take from the one below it, and what it has to find there.

use pack::{File, Pack, codes, link, read, register::Register, render, unknown_codes};

const NATIONAL: &str = "# Pack: Country\n\n- kind: national\n\n## Flag: Persistent absence\n\nDefines — LAN-062.\n\n\
                        - when: absence is at least 10%\n";

const SCHOOL: &str = "# Pack: Hillside\n\n- kind: school\n- extends: [Country]\n\n";

fn pack_of(file: File<'_>) -> Pack {
    read(&[file]).unwrap_or_else(|faults| panic!("{}", render(&faults, &[file])))
}

#[test]
fn a_national_name_cannot_be_taken() {
    let text =
        format!("{SCHOOL}## Flag: Persistent absence\n\nDefines — LAN-062.\n\n- when: absence is at least 20%\n");
    let country = File { path: "country/1-base.md", text: NATIONAL };
    let school = File { path: "hillside/1-rules.md", text: &text };
    let register = Register::read(crate::ROWS, crate::READINGS).expect("written above");
    let faults = link(&[&pack_of(country), &pack_of(school)], &register).expect_err("the name is taken");
    let expected = "\
error: `Persistent absence` stands in the national pack and cannot be replaced
 --> hillside/1-rules.md:6:10
  |
6 | ## Flag: Persistent absence
  |          ^^^^^^^^^^^^^^^^^^
  |
  = help: give yours another name; both will apply";
    assert_eq!(render(&faults, &[country, school]).trim_end(), expected);
}

#[test]
fn a_layer_that_is_not_there_is_named() {
    let school = File { path: "hillside/1-rules.md", text: SCHOOL };
    let register = Register::read(crate::ROWS, crate::READINGS).expect("written above");
    let faults = link(&[&pack_of(school)], &register).expect_err("the layer is missing");
    let expected = "\
error: there is no pack `Country`
 --> hillside/1-rules.md:4:13
  |
4 | - extends: [Country]
  |             ^^^^^^^
  |
  = help: put that pack's folder beside this one, or correct the name";
    assert_eq!(render(&faults, &[school]).trim_end(), expected);
}

#[test]
fn a_code_that_the_table_does_not_have_is_named() {
    let text = format!(
        "{SCHOOL}## Flag: Away\n\nDefines — LAN-062.\n\n- when: sessions coded I, QQ or U is at least 1 session\n"
    );
    let school = File { path: "hillside/1-rules.md", text: &text };
    let table = "number,letters,description,plain,class,role,half,only,asks,leave,counts for notice,from,until\n\
                 1,I,Ill,Ill,authorised,illness,,,,no,no,,\n2,U,Late,Late,unauthorised,,,,,no,yes,,\n";
    let table = codes::read("codes.csv", table).expect("written above");
    let faults = unknown_codes(&[&pack_of(school)], &table);
    let expected = "\
error: there is no code `QQ`
  --> hillside/1-rules.md:10:27
   |
10 | - when: sessions coded I, QQ or U is at least 1 session
   |                           ^^
   |
   = help: take the letters from `codes.csv`";
    assert_eq!(render(&faults, &[school]).trim_end(), expected);
}

#[test]
fn a_pack_without_a_name_is_refused() {
    let file = File { path: "hillside/1-rules.md", text: "# Rules\n" };
    let faults = read(&[file]).expect_err("there is no pack");
    let expected = "\
error: the pack has no name
 --> hillside/1-rules.md:1:1
  |
1 | # Rules
  | ^
  |
  = help: begin the first chapter with `# Pack: Name`";
    assert_eq!(render(&faults, &[file]).trim_end(), expected);
}
