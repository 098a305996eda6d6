//! Chapters of examples outside any pack: which handbook they are about, and what is said of a mistake.

use domain::rule::Setting;
use pack::{Fault, File, Pack, example, link, loose};

use crate::shelf::{NAMES, Shelf};

const PATH: &str = "mine/stories.md";

/// An example that holds in Lancashire, with what stands under its heading.
fn story(opening: &str) -> String {
    format!(
        "# Stories\n\n## Example: Ten days\n\n{opening}\n\n| pupil | is | absent |\n|---|---|---|\n| A | – | 20 I |\n\n\
         | day | pupil | does | expect |\n|---|---|---|---|\n\
         | Fri 14 May 2027 | A | looks | days absent is exactly 10 days; task [Formal intervention] |\n"
    )
}

fn read(shelf: &Shelf, text: &str) -> Result<Vec<(String, Pack)>, Vec<Fault>> {
    let packs: Vec<(&str, &str, &[Setting])> = NAMES
        .iter()
        .map(|&folder| (folder, shelf.own(folder).head.name.as_str(), shelf.own(folder).rules.settings.as_slice()))
        .collect();
    loose::read(&[File { path: PATH, text }], &packs, &shelf.register)
}

/// What is said of a text in which something is wrong: each fault with its place and what to do.
fn said(text: &str) -> Vec<String> {
    let shelf = Shelf::open();
    let faults = match read(&shelf, text) {
        Err(faults) => faults,
        Ok(read) => read.iter().flat_map(|(folder, pack)| wrong(&shelf, folder, pack)).collect(),
    };
    faults.iter().map(|fault| format!("{}: {}; {}", fault.place(), fault.what, fault.help)).collect()
}

/// What is wrong with the examples over the pack of `folder`.
fn wrong(shelf: &Shelf, folder: &str, examples: &Pack) -> Vec<Fault> {
    let mut layers = shelf.layers(folder);
    layers.push(examples);
    match link(&layers, &shelf.register) {
        Err(faults) => faults,
        Ok(rules) => {
            let run = |one| example::run(&rules, one, &shelf.codes, shelf.calendar()).unmet;
            examples.examples.iter().flat_map(run).collect()
        }
    }
}

/// The story with one piece of it written otherwise.
fn with(piece: &str, instead: &str) -> String {
    let text = story("Tests — LAN-108; reading C-G-18.");
    assert!(text.contains(piece), "`{piece}` stands in the story");
    text.replacen(piece, instead, 1)
}

#[test]
fn a_story_runs_under_the_handbook_of_the_first_row_that_it_cites() {
    let shelf = Shelf::open();
    let read = read(&shelf, &story("Tests — LAN-108; reading C-G-18.")).expect("no fault");
    let [(folder, examples)] = read.as_slice() else { panic!("one handbook, not {}", read.len()) };
    assert_eq!((folder.as_str(), examples.examples.len()), ("lancashire", 1));
    assert_eq!(wrong(&shelf, folder, examples), []);
}

#[test]
fn a_story_that_names_its_handbook_runs_under_that_one() {
    let shelf = Shelf::open();
    let text = story("Tests — LAN-108.\n\n- pack: [Lady Boswell's]").replace("; task [Formal intervention]", "");
    let names: Vec<&str> = NAMES.iter().map(|name| shelf.own(name).head.name.as_str()).collect();
    let text = text.replace("Lady Boswell's", names[4]);
    let read = read(&shelf, &text).expect("no fault");
    assert_eq!(read.iter().map(|(folder, _)| folder.as_str()).collect::<Vec<_>>(), ["lady-boswells"]);
    assert_eq!(wrong(&shelf, "lady-boswells", &read[0].1), []);
}

#[test]
fn one_chapter_may_tell_stories_of_several_handbooks() {
    let shelf = Shelf::open();
    let second = story("Tests — LIN-119.").replace("# Stories\n\n", "").replace("Ten days", "Ten days there");
    let text = story("Tests — LAN-108.") + "\n" + &second.replace("; task [Formal intervention]", "");
    let read = read(&shelf, &text).expect("no fault");
    let mut folders: Vec<&str> = read.iter().map(|(folder, _)| folder.as_str()).collect();
    folders.sort_unstable();
    assert_eq!(folders, ["lancashire", "lincolnshire"]);
}

#[test]
fn only_chapters_of_examples_without_a_pack_are_loose() {
    let is_loose = |text: &str| loose::is_loose(&[File { path: PATH, text }]);
    assert!(is_loose(&story("Tests — LAN-108.")));
    assert!(!is_loose(&format!("# Pack: Mine\n\n- kind: school\n\n{}", story("Tests — LAN-108."))));
    assert!(!is_loose("# Stories\n\n> Nothing yet.\n"));
}

#[test]
fn a_story_of_no_handbook_asks_for_one() {
    let names: Vec<String> = NAMES.iter().map(|name| Shelf::open().own(name).head.name.clone()).collect();
    assert_eq!(
        said(&with("LAN-108", "C-G-18")),
        [format!(
            "mine/stories.md:3:13: nothing says which handbook this example is about; write `- pack: [Name]` under it, with one of {}",
            names.join(", ")
        )]
    );
    assert_eq!(
        said(&with("Tests — LAN-108; reading C-G-18.", "Tests — LAN-108.\n\n- pack: [Yorkshire]")),
        [format!("mine/stories.md:3:13: there is no pack `Yorkshire`; the packs are {}", names.join(", "))]
    );
}

#[test]
fn a_rule_among_the_stories_belongs_into_a_pack() {
    let text =
        story("Tests — LAN-108.") + "\n## Flag: Late\n\nDefines — LAN-108.\n\n- when: days absent is at least 1 day\n";
    assert_eq!(
        said(&text),
        [
            "mine/stories.md:15:10: `Late` is no example; keep rules in a pack of their own, which begins with `# Pack: Name`"
        ]
    );
}

#[test]
fn each_mistake_gives_one_message_at_its_place() {
    let mut unclear: Vec<String> = Vec::new();
    for (piece, instead, message) in [
        ("Fri 14 May", "Thu 14 May", "13:3: 14 May 2027 is a Friday, write `Fri`"),
        ("| A | looks", "| B | looks", "13:21: there is no pupil `B` in this example; name one of the first table"),
        ("| looks |", "| thinks |", "13:25: `thinks` does not say what is done; write `looks`"),
        ("20 I |", "many I |", "9:11: `many I` does not say which sessions were missed; write it like `14 I`"),
        ("exactly 10 days", "10 days", "13:48: which side owns the edge?; say `at least`"),
        (
            "[Formal intervention]",
            "[Formal invention]",
            "13:71: nothing is called `Formal invention`; did you mean `Formal intervention`?",
        ),
        ("days absent is", "days abcent is", "13:38: which sessions are counted?; say `absent`"),
        (
            "| absent |",
            "| missed |",
            "9:3: the column `absent` is missing; pupils have `pupil`, `is`, `possible`, `absent`",
        ),
        ("| – | 20 I", "| [tall] | 20 I", "9:8: nothing is called `tall`"),
        ("20 I |", "20 QQ |", "`QQ` is no code"),
        ("LAN-108;", "LAN-108, LAN-999;", "there is no row or reading `LAN-999`; look it up"),
        ("20 I |", "999 I |", "there are only 380 sessions for `999 I`; correct the pupils of this example"),
    ] {
        let said = said(&with(piece, instead));
        let is_clear = said.len() == 1 && said[0].starts_with("mine/stories.md:") && said[0].contains(message);
        if !is_clear {
            unclear.push(format!("`{instead}`: {said:#?}"));
        }
    }
    assert!(unclear.is_empty(), "{}", unclear.join("\n"));
}

#[test]
fn a_story_without_its_two_tables_says_which_come() {
    let text = with("\n\n| pupil | is | absent |\n|---|---|---|\n| A | – | 20 I |", "");
    assert_eq!(
        said(&text),
        [
            "mine/stories.md:3:13: an example has two tables; write first the pupils, then the days with what is expected"
        ]
    );
}

#[test]
fn what_is_not_as_expected_says_how_it_is_instead() {
    let said = said(&with("exactly 10 days", "exactly 11 days"));
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        said[0].starts_with("mine/stories.md:13:33: days absent is exactly 11 days: 10 days (20 sessions)"),
        "{said:?}"
    );
}
