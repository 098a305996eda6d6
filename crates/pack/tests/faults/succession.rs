//! Entries that take the place of others, and names that were given up.

use pack::{File, Pack, link, read, register::Register, render};

/// The first two lines of each fault of these packs, lowest layer first: what, and where.
fn said(packs: &[(&str, &str)]) -> Vec<String> {
    let files: Vec<File<'_>> = packs.iter().map(|(path, text)| File { path, text }).collect();
    let all: Result<Vec<Pack>, _> = files.iter().map(|file| read(&[*file])).collect();
    let register = Register::read(crate::ROWS, crate::READINGS).expect("written there");
    let found = match all {
        Err(faults) => faults,
        Ok(packs) => link(&packs.iter().collect::<Vec<&Pack>>(), &register).err().unwrap_or_default(),
    };
    let text = render(&found, &files);
    let lines: Vec<&str> = text.lines().collect();
    let openings = lines.iter().enumerate().filter(|(_, line)| line.starts_with("error: "));
    openings.map(|(at, line)| format!("{} {}", &line[7..], lines[at + 1].trim().trim_start_matches("--> "))).collect()
}

const COUNTRY: (&str, &str) = (
    "country/1-base.md",
    "# Pack: Country\n\n- kind: national\n\n## Step: Register\n\nMust — LAN-062.\n\n- by: anybody\n",
);

const COUNTY: (&str, &str) = (
    "county/1-rules.md",
    "# Pack: County\n\n- kind: authority\n- extends: [Country]\n\n\
     ## Meeting: Talk\n\nMust — LAN-062.\n\n- ends as: \"agreed\", \"not agreed\"\n- may be replaced by: school\n\n\
     ## Letter: Note\n\nMay — LAN-062.\n\n- when: [Talk] is \"agreed\"\n\n\
     ## Bands: Path\n\nDefines — LAN-062.\n\n- may be replaced by: school\n\n| band | days absent |\n|---|---|\n\
     | Low | less than 5 days |\n| High | at least 5 days |\n\n\
     ## Flag: Often\n\nDefines — LAN-062.\n\n- when: [Path] is [High]\n",
);

/// What is said of a school with this chapter over county and country.
fn of_school(chapter: &str) -> Vec<String> {
    let school = format!("# Pack: Hillside\n\n- kind: school\n- extends: [Country], [County]\n\n{chapter}");
    said(&[COUNTRY, COUNTY, ("hillside/1-rules.md", &school)])
}

#[test]
fn an_entry_of_the_national_pack_is_never_replaced() {
    let chapter = "## Step: Our register\n\nMust — LAN-062.\n\n- replaces: [Register]\n";
    let expected = "`Register` stands in the national pack and cannot be replaced hillside/1-rules.md:6:10";
    assert_eq!(of_school(chapter), [expected]);
    // Nor by its own name, nor by pretending to have had it once.
    let chapter = "## Step: Register\n\nMust — LAN-062.\n\n- replaces: [Register]\n";
    assert_eq!(of_school(chapter).first().map(String::as_str), Some(expected));
    let chapter = "## Step: Our register\n\nMust — LAN-062.\n\n- formerly: \"Register\"\n";
    assert_eq!(of_school(chapter), ["`Register` is still the name of something hillside/1-rules.md:6:10"]);
}

#[test]
fn an_authority_says_what_a_school_may_replace() {
    let letter = "## Letter: Our note\n\nMay — LAN-062.\n\n- replaces: [Note]\n";
    assert_eq!(of_school(letter), ["County does not let a school replace `Note` hillside/1-rules.md:6:12"]);
    let meeting = "## Meeting: Our talk\n\nMust — LAN-062.\n\n- ends as: \"agreed\", \"put off\"\n- replaces: [Talk]\n";
    assert_eq!(of_school(meeting), [""; 0]);
    let own = "## Meeting: Our talk\n\nMust — LAN-062.\n\n- may be replaced by: school\n";
    let expected = "only a pack above this one may take the place of an entry hillside/1-rules.md:10:23";
    assert_eq!(of_school(own), [expected]);
}

#[test]
fn the_country_says_what_others_may_replace_and_its_limits_stay() {
    let (path, text) = COUNTRY;
    let limit = "## Limit: In time\n\nMust — LAN-062.\n\n- on: [Register]\n- allows: \"day\" is given\n";
    let country = format!("{text}- asks: day\n- may be replaced by: authority, school\n\n{limit}");
    let over = |asks: &str| {
        let chapter = format!("## Step: Our register\n\nMust — LAN-062.\n\n- replaces: [Register]\n{asks}");
        said(&[(path, &country), ("county/1-rules.md", &format!("# Pack: County\n\n- kind: authority\n\n{chapter}"))])
    };
    assert_eq!(over("- asks: day\n"), [""; 0]);
    let expected = "nobody is asked for `day` when `Our register` is done, and line 18 of country/1-base.md says so of `Register` \
                    county/1-rules.md:5:10";
    assert_eq!(over(""), [expected]);
}

#[test]
fn what_takes_a_place_is_of_its_kind_and_has_what_the_layer_below_asks_for() {
    let step = "## Step: Our talk\n\nMust — LAN-062.\n\n- replaces: [Talk]\n";
    let expected = "`Talk` is a meeting, and a step cannot take its place hillside/1-rules.md:6:10";
    assert_eq!(of_school(step), [expected]);
    let meeting = "## Meeting: Our talk\n\nMust — LAN-062.\n\n- ends as: \"put off\"\n- replaces: [Talk]\n";
    let expected = "`Our talk` does not end as `agreed`, and line 17 of county/1-rules.md says so of `Talk` \
                    hillside/1-rules.md:6:13";
    assert_eq!(of_school(meeting), [expected]);
    let bands = "## Bands: Our path\n\nDefines — LAN-062.\n\n- replaces: [Path]\n\n| band | days absent |\n|---|---|\n\
                 | All | at least 0 days |\n";
    let expected = "`Our path` has no `High`, and county: Often asks for it hillside/1-rules.md:6:11";
    assert_eq!(of_school(bands), [expected]);
    let nobody = "## Step: Our talk\n\nMust — LAN-062.\n\n- replaces: [County]\n";
    let expected = "no entry of this pack or of one below it is called `County` hillside/1-rules.md:6:10";
    assert_eq!(of_school(nobody), [expected]);
}

#[test]
fn a_name_of_the_layer_below_hides_nothing_unsaid() {
    let meeting = "## Meeting: Talk\n\nMust — LAN-062.\n\n- ends as: \"agreed\"\n";
    let expected = "`Talk` stands in County too, and this one would hide it hillside/1-rules.md:6:13";
    assert_eq!(of_school(meeting), [expected]);
    assert_eq!(of_school(&format!("{meeting}- replaces: [Talk]\n")), [""; 0]);
}

#[test]
fn a_newer_edition_says_from_which_day() {
    let pair = "## Step: Ask\n\nMust — LAN-062.\n\n- by: anybody\n\n## Step: Ask twice\n\nMust — LAN-062.\n\n- replaces: [Ask]\n";
    let expected = "nothing says from which day it takes the place of `Ask` hillside/1-rules.md:12:10";
    assert_eq!(of_school(pair), [expected]);
    assert_eq!(of_school(&format!("{pair}- from: 1 January 2027\n")), [""; 0]);
}

#[test]
fn a_former_name_belongs_to_one_entry_and_is_written_as_a_value() {
    let step = |name: &str| format!("## Step: {name}\n\nMust — LAN-062.\n\n- formerly: \"Ask\"\n\n");
    let expected = "`Ask them` and `Ask us` were both called `Ask` hillside/1-rules.md:12:10";
    assert_eq!(of_school(&format!("{}{}", step("Ask them"), step("Ask us"))), [expected]);
    let bare = "## Step: Ask them\n\nMust — LAN-062.\n\n- formerly: Ask\n";
    assert_eq!(of_school(bare), ["this is no former name hillside/1-rules.md:10:13"]);
    let setting = "## Setting: wait\n\n- value: 3 days\n- replaces: [Talk]\n";
    assert_eq!(of_school(setting), ["a setting takes nobody's place hillside/1-rules.md:6:13"]);
    let example = "## Example: One\n\nTests — LAN-062.\n\n- formerly: \"None\"\n\n| pupil | is | absent |\n|---|---|---|\n| A | – | 1 I |\n\n\
                   | day | pupil | does | expect |\n|---|---|---|---|\n| Tue 17 Nov 2026 | A | looks | attendance is at most 100% |\n";
    assert_eq!(of_school(example), ["nothing is on record under this name hillside/1-rules.md:6:13"]);
}
