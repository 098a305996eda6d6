//! Bands, stages, outcomes and values of findings that an edition calls otherwise: what is on record counts on.

use domain::{
    Date,
    case::Done,
    decide::{Decided, decide},
    rule::Rules,
};
use jiff::civil::date;
use pack::{
    File, Pack,
    diff::{self, Change},
    link, read, render,
};

use crate::{pupil::Pupil, shelf::Shelf};

const DAY: Date = Date::constant(2026, 11, 17);

/// A county as it was.
const BEFORE: &str = "# Pack: County

- kind: authority

## Bands: Path

Defines — LAN-062.

- may be overridden by: [lead]

| band | days absent |
|---|---|
| Low | less than 5 days |
| High | at least 5 days |

## Stages: Level

Defines — LAN-062.

| stage | entered by | limit |
|---|---|---|
| Watch | start, [Talk] as \"good\" | – |
| Act | [Talk] as \"bad\" | 6 weeks |

## Step: Talk

Must — LAN-062.

- ends as: \"good\", \"bad\"

## Finding: progress

Defines — LAN-062.

- by: [lead]
- values: \"better\", \"no better\"

## Role: lead

- held by: attendance lead

## Flag: Known

Defines — LAN-062.

- when: all of
  - [Path] is [High]
  - [Level] is [Act]
  - [Talk] is \"bad\"
  - [progress] is not \"better\"
  - times [progress] is \"no better\" is exactly 1 time
  - not [Act] is over
";

/// The same in an edition that has another word for each of them.
fn after() -> String {
    let renamed = [
        ("| band | days absent |\n|---|---|\n", "| band | days absent | formerly |\n|---|---|---|\n"),
        ("| Low | less than 5 days |", "| Low | less than 5 days | – |"),
        ("| High | at least 5 days |", "| Raised | at least 5 days | \"High\" |"),
        (
            "| stage | entered by | limit |\n|---|---|---|",
            "| stage | entered by | limit | formerly |\n|---|---|---|---|",
        ),
        ("[Talk] as \"good\" | – |", "[Talk] as \"good\" | – | – |"),
        ("| Act | [Talk] as \"bad\" | 6 weeks |", "| Support | [Talk] as \"hard\" | 6 weeks | \"Act\" |"),
        ("ends as: \"good\", \"bad\"", "ends as: \"good\", \"hard\" formerly \"bad\""),
        (
            "values: \"better\", \"no better\"",
            "values: \"improved\" formerly \"better\", \"not improved\" formerly \"no better\"",
        ),
        ("[High]", "[Raised]"),
        ("is [Act]", "is [Support]"),
        ("[Talk] is \"bad\"", "[Talk] is \"hard\""),
        ("is not \"better\"", "is not \"improved\""),
        ("is \"no better\"", "is \"not improved\""),
        ("[Act] is over", "[Support] is over"),
    ];
    renamed.into_iter().fold(BEFORE.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replace(old, new)
    })
}

fn pack_of(text: &str) -> Pack {
    let file = File { path: "county/1-rules.md", text };
    read(&[file]).unwrap_or_else(|faults| panic!("{}", render(&faults, &[file])))
}

fn rules(shelf: &Shelf, text: &str) -> Rules {
    link(&[&pack_of(text)], &shelf.register).unwrap_or_else(|faults| panic!("{}", render(&faults, &[])))
}

fn did(name: &str, outcome: &str) -> Done {
    let fields = if name == "Path" { vec![("reason".into(), "known to us".into())] } else { Vec::new() };
    Done::Did { action: name.into(), outcome: outcome.into(), to: String::new(), fields }
}

/// Somebody recorded the band by hand, the talk went badly, and nothing is better.
fn with_history(shelf: &Shelf) -> Pupil {
    Pupil::missing(shelf, "I", |_| false)
        .did(date(2026, 11, 9), did("Path", "High"))
        .did(date(2026, 11, 10), did("Talk", "bad"))
        .did(date(2026, 11, 11), did("progress", "no better"))
}

fn shown(decided: &Decided) -> (&str, &str, usize) {
    (&decided.bands[0].band, &decided.stages[0].stage, decided.flags.len())
}

#[test]
fn what_is_on_record_under_the_old_word_for_a_band_a_stage_or_a_value_counts_for_the_new_one() {
    let shelf = Shelf::open();
    let pupil = with_history(&shelf);
    let facts = pupil.on(&shelf, DAY);
    assert_eq!(shown(&decide(&rules(&shelf, BEFORE), &facts)), ("High", "Act", 1));
    let mut new = rules(&shelf, &after());
    assert_eq!(shown(&decide(&new, &facts)), ("Raised", "Support", 1));
    assert_eq!(decide(&new, &facts).stages[0].until, Some(date(2027, 1, 4)), "the limit runs on from the talk");
    // Once somebody records by the new word, that is the last one.
    let better = pupil.clone().did(date(2026, 11, 16), did("progress", "improved"));
    assert_eq!(shown(&decide(&new, &better.on(&shelf, DAY))), ("Raised", "Support", 0));
    // Without the word, nothing of it counts.
    new.renamed_words.clear();
    assert_eq!(shown(&decide(&new, &facts)), ("Low", "Watch", 0));
}

#[test]
fn a_renamed_band_stage_or_value_is_one_line_of_the_difference_and_changes_nothing_else() {
    let changes = diff::changes(&pack_of(BEFORE), &pack_of(&after()));
    let renamed = |kind: &str, from: &str, of: &str, to: &str| {
        Change::Renamed(format!("{kind} `{from}` of {of}"), format!("{kind} `{to}`"))
    };
    assert_eq!(
        changes,
        [
            renamed("band", "High", "Bands `Path`", "Raised"),
            renamed("stage", "Act", "Stages `Level`", "Support"),
            renamed("value", "bad", "Step `Talk`", "hard"),
            renamed("value", "better", "Finding `progress`", "improved"),
            renamed("value", "no better", "Finding `progress`", "not improved"),
        ]
    );
    assert!(diff::render(&changes).ends_with("0 new, 0 changed, 5 renamed, 0 alike, 0 gone\n"));
    // What is said otherwise besides is still told.
    let moved = after().replace("at least 5 days", "at least 6 days").replace("less than 5 days", "less than 6 days");
    let changes = diff::changes(&pack_of(BEFORE), &pack_of(&moved));
    let lines = changes.iter().find_map(|change| match change {
        Change::Changed(title, lines) if title == "Bands `Path`" => Some(lines.as_slice()),
        _ => None,
    });
    assert_eq!(lines.map(<[String]>::len), Some(2), "{changes:?}");
    // An edition later the words are the same, and nothing is renamed.
    assert_eq!(diff::changes(&pack_of(&after()), &pack_of(&after())), []);
}

/// The faults of a county with `old` instead of `new`.
fn faults(old: &str, new: &str) -> String {
    let text = after().replace(old, new);
    assert_ne!(text, after(), "{old}");
    let file = File { path: "county/1-rules.md", text: &text };
    let shelf = Shelf::open();
    match read(&[file]) {
        Ok(pack) => match link(&[&pack], &shelf.register) {
            Ok(_) => String::new(),
            Err(faults) => render(&faults, &[file]),
        },
        Err(faults) => render(&faults, &[file]),
    }
}

#[test]
fn a_former_word_belongs_to_one_thing_that_has_another_word_now() {
    for (old, new, told) in [
        ("at least 5 days | \"High\"", "at least 5 days | \"Low\"", "`Low` is still one of `Path`"),
        ("less than 5 days | –", "less than 5 days | \"High\"", "`Low` and `Raised` of `Path` were both called `High`"),
        ("at least 5 days | \"High\"", "at least 5 days | High", "this is no former name"),
        ("formerly \"no better\"", "formerly \"improved\"", "`improved` is still one of `progress`"),
        ("formerly \"no better\"", "formerly \"better\"", "were both called `better`"),
        ("is [Raised]", "is [High]", "`High` was renamed: write `Raised`"),
        ("is not \"improved\"", "is not \"better\"", "`better` was renamed: write `improved`"),
    ] {
        let found = faults(old, new);
        assert!(found.contains(told) && found.matches("error:").count() == 1, "{new}: {found}");
    }
}
