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

/// A piece of the story, what somebody wrote instead, and what is said of it.
const MISTAKES: &[(&str, &str, &str)] = &[
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
    ("20 I |", "999 I |", "9:3: there are only 380 sessions for `999 I`; correct the row of this pupil"),
    ("| – | 20 I", "| tall | 20 I", "9:7: `tall` is no cohort; write cohorts in square brackets"),
    ("| – | 20 I", "| [school] | 20 I", "9:8: `school` is a role, and this wants a cohort"),
    (
        "| absent |\n|---|---|---|\n| A | – | 20 I |",
        "| absent | borne |\n|---|---|---|---|\n| A | – | 20 I | – |",
        "7:25: no column is called `borne`; the columns of this table are `pupil`",
    ),
    (
        "| A | – | 20 I |",
        "| A | – | 20 I |\n| A | – | – |",
        "10:3: there are two pupils `A`; give each a name of their own",
    ),
    ("20 I |", "20 I, 1 O on Sat 7 Nov 2026 |", "9:3: there is no school on Sat 7 Nov 2026, where `1 O` begins"),
    ("| Fri 14 May 2027", "| 14 May 2027", "13:3: nothing says which weekday 14 May 2027 is: write `Fri 14 May 2027`"),
    (
        "| Fri 14 May 2027",
        "| Mon 14 May 2046",
        "13:3: Mon 14 May 2046 lies far from the calendar of this example, Wed 2 Sep 2026 to Thu 15 Jul 2027; name a Calendar",
    ),
    ("days absent is exactly 10 days; task [Formal intervention]", "–", "13:25: nothing is expected of this look"),
    (
        "; task [F",
        ", task [F",
        "`Formal intervention` is no setting of this pack; part what an example expects by semicolons",
    ),
    (
        "; task [F",
        " and task [F",
        "nothing is measured as `task`; this is said in examples alone, and there it is parted",
    ),
    (
        "; task [Formal intervention]",
        "; no task [School Attendance Support Checklist]",
        "`School Attendance Support Checklist` is a form, and this wants a task",
    ),
    (
        "; task [Formal intervention]",
        "; not on list [Formal intervention]",
        "`Formal intervention` is a task, and this wants a list",
    ),
    (
        "; task [Formal intervention]",
        "; not offered [Formal intervention]",
        "`Formal intervention` is a task, and this wants a menu item",
    ),
    (
        "; task [Formal intervention]",
        "; not listed [Formal intervention]",
        "`Formal intervention` is a task, and this wants a service",
    ),
    ("; task [Formal intervention]", "; no advice \"be brave\"", "nothing in this handbook ever says `be brave`"),
    (
        "; task [Formal intervention]",
        "; may not do [Attendance letter] with \"colour\" \"red\"",
        "`Attendance letter` does not ask for `colour`",
    ),
    (
        "; task [Formal intervention]",
        "; may not do [Attendance letter] as \"read\"",
        "`Attendance letter` has no outcome: leave out `as`",
    ),
    ("| looks |", "| does [Attendance letter] as done |", "`as done` is not in quotation marks: write `as \"…\"`"),
    ("| looks |", "| does [Attendance letter] to mother |", "`to mother` is not in quotation marks: write `to \"…\"`"),
    ("| looks |", "| does [Attendance letter] by school |", "`by school` names no role: write one in square brackets"),
    ("| looks |", "| does [Attendance letter] without wording |", "`without wording` is not in quotation marks"),
    ("| looks |", "| is now [school] |", "`school` is a role, and this wants a cohort"),
    (
        "Tests — LAN-108;",
        "Tests - LAN-108;",
        "`Ten days` cites nothing; write below the heading what it rests on, like `Must — LAN-055.`, with the long dash",
    ),
];

#[test]
fn each_mistake_gives_one_message_at_its_place() {
    let mut unclear: Vec<String> = Vec::new();
    for (piece, instead, message) in MISTAKES {
        let said = said(&with(piece, instead));
        let is_clear = said.len() == 1 && said[0].starts_with("mine/stories.md:") && said[0].contains(message);
        if !is_clear {
            unclear.push(format!("`{instead}`: {said:#?}"));
        }
    }
    assert!(unclear.is_empty(), "{}", unclear.join("\n"));
}

#[test]
fn two_stories_of_one_name_are_told_apart() {
    let once = story("Tests — LAN-108; reading C-G-18.");
    let said = said(&format!("{once}\n{}", once.trim_start_matches("# Stories\n\n")));
    assert_eq!(said, ["mine/stories.md:15:13: two examples are called `Ten days`; give each a name of its own"]);
}

#[test]
fn a_line_that_tells_of_an_earlier_day_is_kept_where_that_day_is() {
    let looks = "| Fri 14 May 2027 | A | looks | days absent is exactly 10 days; task [Formal intervention] |";
    let lines = "| Mon 17 May 2027 | A | looks | [Formal intervention] is not done |\n\
                 | Tue 18 May 2027 | A | does [Attendance letter] by [school] | accepted |\n\
                 | Mon 17 May 2027 | A | does [Formal intervention] | no task [Formal intervention] |\n\
                 | Fri 14 May 2027 | A | looks | task [Formal intervention]; [Formal intervention] is not done |\n\
                 | Tue 18 May 2027 | A | looks | no task [Formal intervention]; [Attendance letter] is sent |";
    assert_eq!(said(&with(looks, lines)), [""; 0]);
}

#[test]
fn an_expectation_behind_the_calendar_says_where_that_ends() {
    let said = said(&with("| Fri 14 May 2027", "| Mon 15 May 2028"));
    assert!(
        said.len() == 2 && said.iter().all(|said| said.contains("ends on Thu 15 Jul 2027: name one that goes on")),
        "{said:#?}"
    );
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
