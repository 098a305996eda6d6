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

/// What three layers say of a wait that may only grow longer: none is a step back from the one below.
fn tightened(authority: &str, school: &str) -> Result<i64, Vec<String>> {
    let country = "# Pack: Country\n\n- kind: national\n\n## Setting: wait\n\n- value: 28 days\n- may be tightened: higher\n\n\
                   ## Flag: Waited\n\nDefines — LAN-062.\n\n- when: days absent is more than [wait]\n";
    let county = format!("# Pack: County\n\n- kind: authority\n- extends: [Country]\n\n{authority}");
    let school = format!("# Pack: Hillside\n\n- kind: school\n- extends: [County]\n\n{school}");
    let file = |path, text| pack_of(File { path, text });
    let packs = [file("country/1.md", country), file("county/1.md", &county), file("hillside/1.md", &school)];
    let register = Register::read(crate::ROWS, crate::READINGS).expect("written above");
    let rules = link(&packs.iter().collect::<Vec<_>>(), &register)
        .map_err(|faults| faults.into_iter().map(|fault| fault.what).collect::<Vec<String>>())?;
    let amount = rules.setting("wait").and_then(|setting| setting.amount()).expect("it is an amount");
    let domain::rule::Condition::Atom(atom) = &rules.flags[0].when else { panic!("one test") };
    let domain::rule::Test::Measured(_, range) = &atom.test else { panic!("a measure") };
    assert_eq!(range.bounds[0].amount, amount, "the condition of the country reads what stands");
    Ok(amount.thousandths / 1000)
}

fn wait(name: &str, days: u8) -> String {
    format!("## Setting: {name}\n\n- value: {days} days\n- tightens: [wait]\n\n")
}

#[test]
fn a_setting_that_is_moved_stands_for_the_layers_below_and_none_above_moves_it_back() {
    assert_eq!(tightened("", ""), Ok(28));
    assert_eq!(tightened(&wait("our wait", 40), ""), Ok(40));
    assert_eq!(tightened(&wait("our wait", 40), &wait("my wait", 50)), Ok(50));
    assert_eq!(tightened("", &wait("my wait", 30)), Ok(30));
    let refused = |told: &str| Err(vec![told.to_owned()]);
    assert_eq!(tightened(&wait("our wait", 20), ""), refused("`wait` is 28 days below, and 20 days would weaken it"));
    let back = tightened(&wait("our wait", 40), &wait("my wait", 30));
    assert_eq!(back, refused("`wait` is 40 days below, and 30 days would weaken it"));
    let twice = format!("{}{}", wait("our wait", 40), wait("our other wait", 30));
    assert_eq!(tightened(&twice, ""), refused("this pack moves `wait` twice"));
}
