//! An entry that was given another name, and one that takes the place of another: what is on record counts on.

use domain::{
    Date,
    case::Done,
    decide::{attempt, decide, explain, period},
    rule::Rules,
};
use jiff::civil::date;
use pack::{
    File, Pack,
    diff::{self, Change},
    link, page, read, render,
};

use crate::{pupil::Pupil, shelf::Shelf};

/// The rules of these chapters, lowest layer first.
fn rules(shelf: &Shelf, packs: &[&Pack]) -> Rules {
    link(packs, &shelf.register).unwrap_or_else(|faults| panic!("{}", render(&faults, &[])))
}

fn pack_of(path: &str, text: &str) -> Pack {
    read(&[File { path, text }]).unwrap_or_else(|faults| panic!("{}", render(&faults, &[File { path, text }])))
}

const DAY: Date = Date::constant(2026, 11, 17);

fn did(name: &str, outcome: &str, fields: &[(&str, &str)]) -> Done {
    let fields = fields.iter().map(|&(name, value)| (name.into(), value.into())).collect();
    Done::Did { action: name.into(), outcome: outcome.into(), to: String::new(), fields }
}

/// A county as it was, and with everything in it called anew.
fn county(formerly: &str) -> String {
    let (plan, step, cohort, path, item) = match formerly {
        "" => ("Plan", "Talk", "young carer", "Path", "Breakfast club"),
        _ => ("Support plan", "Conversation", "carer", "Way", "Breakfast together"),
    };
    let was = |old: &str| if formerly.is_empty() { String::new() } else { format!("- formerly: \"{old}\"\n") };
    let (part, item_was) = if formerly.is_empty() { ("Aim", "–") } else { ("Goal", "\"Breakfast club\"") };
    let part_was = if formerly.is_empty() { "–" } else { "\"Aim\"" };
    format!(
        "# Pack: County\n\n- kind: authority\n\n## Plan: {plan}\n\nMust — LAN-062.\n\n- asks: \"first day\"\n\
         - period: 20 school days from \"first day\"\n- review: 4 weeks\n{}\n\
         | part | needed | formerly |\n|---|---|---|\n| {part} | always | {part_was} |\n\n\
         ## Step: {step}\n\nMust — LAN-062.\n\n- ends as: \"good\", \"bad\"\n{}\n\
         ## Cohort: {cohort}\n\n- comes from: recorded\n{}\n\
         ## Bands: {path}\n\nDefines — LAN-062.\n\n- may be overridden by: [lead]\n{}\n| band | days absent |\n|---|---|\n\
         | Low | less than 5 days |\n| High | at least 5 days |\n\n\
         ## Role: lead\n\n- held by: attendance lead\n\n\
         ## Menu: Help\n\nMay — LAN-062.\n\n- for: [{path}] is [High]\n\n| item | opens | formerly |\n|---|---|---|\n\
         | {item} | note | {item_was} |\n\n\
         ## Flag: Known\n\nDefines — LAN-062.\n\n- when: all of\n  - the pupil is [{cohort}]\n  - [{step}] is \"good\"\n\
         \x20 - [{plan}] is running\n  - [{path}] is [High]\n  - \"{part}\" of [{plan}] is given\n",
        was("Plan"),
        was("Talk"),
        was("young carer"),
        was("Path"),
    )
}

fn with_history(shelf: &Shelf) -> Pupil {
    Pupil::missing(shelf, "I", |_| false)
        .in_cohort("young carer")
        .did(date(2026, 11, 9), did("Plan", "", &[("first day", "2026-11-09"), ("Aim", "sleep")]))
        .did(date(2026, 11, 10), did("Talk", "good", &[]))
        .did(date(2026, 11, 10), did("Path", "High", &[("reason", "known to us")]))
        .did(date(2026, 11, 10), Done::Considered { item: "Breakfast club".into(), taken_up: false })
}

#[test]
fn whatever_is_on_record_under_a_former_name_counts_for_the_new_one() {
    let shelf = Shelf::open();
    let pupil = with_history(&shelf);
    let old = rules(&shelf, &[&pack_of("county/1-rules.md", &county(""))]);
    let new = rules(&shelf, &[&pack_of("county/1-rules.md", &county("formerly"))]);
    let facts = pupil.on(&shelf, DAY);
    let (before, after) = (decide(&old, &facts), decide(&new, &facts));
    assert_eq!(before.flags.iter().map(|flag| flag.name.as_str()).collect::<Vec<_>>(), ["Known"]);
    assert_eq!(after.flags.iter().map(|flag| flag.name.as_str()).collect::<Vec<_>>(), ["Known"]);
    assert_eq!(period(&old, &facts, "Plan"), period(&new, &facts, "Support plan"));
    assert_eq!((before.bands[0].band.as_str(), after.bands[0].band.as_str()), ("High", "High"), "the override stands");
    assert_eq!((before.offers[0].considered, after.offers[0].considered), (Some(false), Some(false)));
    assert_eq!(after.offers[0].item, "Breakfast together");
    // The review is owed once, and what was reviewed stays reviewed.
    assert_eq!(after.tasks.iter().map(|task| task.name.as_str()).collect::<Vec<_>>(), ["Review of Support plan"]);
    let reviewed = pupil.clone().did(date(2026, 11, 16), Done::TaskDone { task: "Review of Plan".into() });
    assert!(decide(&new, &reviewed.on(&shelf, DAY)).tasks.is_empty());
    // Without the word, nothing of it counts.
    let mut unsaid = new.clone();
    unsaid.renamed.clear();
    assert!(decide(&unsaid, &facts).flags.is_empty());
}

#[test]
fn a_link_made_under_a_former_name_opens_what_has_it_now() {
    let shelf = Shelf::open();
    let pack = pack_of("county/1-rules.md", &county("formerly"));
    let rules = rules(&shelf, &[&pack]);
    let pupil = with_history(&shelf);
    let opened = |slug: &str| explain(&rules, &pupil.on(&shelf, DAY), "county", slug).map(|found| found.name);
    assert_eq!(opened("path"), Some("Way".into()));
    assert_eq!(opened("way"), opened("path"));
    assert_eq!(opened("breakfast-club"), Some("Breakfast together".into()));
    assert_eq!(explain(&rules, &pupil.on(&shelf, DAY), "lancashire", "path"), None, "of its own pack alone");
    let html = page::chapter(&[&pack], &pack.chapters[0], &shelf.register);
    for place in ["plan", "support-plan", "path", "young-carer"] {
        assert_eq!(html.matches(&format!("id=\"{place}\"")).count(), 1, "{place}");
    }
}

#[test]
fn a_difference_says_renamed_once_and_not_wherever_the_name_stands() {
    let (old, new) = (pack_of("county/1-rules.md", &county("")), pack_of("county/1-rules.md", &county("formerly")));
    let changes = diff::changes(&old, &new);
    let renamed =
        |kind: &str, from: &str, to: &str| Change::Renamed(format!("{kind} `{from}`"), format!("{kind} `{to}`"));
    for change in [
        renamed("Plan", "Plan", "Support plan"),
        renamed("Step", "Talk", "Conversation"),
        renamed("Cohort", "young carer", "carer"),
        renamed("Bands", "Path", "Way"),
    ] {
        assert!(changes.contains(&change), "{change:?} is not among {changes:?}");
    }
    assert!(!changes.iter().any(|change| matches!(change, Change::Added(..) | Change::Removed(_) | Change::Alike(..))));
    // The flag asks for the part by its new name; nothing else in it is said otherwise.
    let flag = changes.iter().find(|change| matches!(change, Change::Changed(title, _) if title == "Flag `Known`"));
    assert!(
        matches!(flag, Some(Change::Changed(_, lines)) if lines.len() == 1 && lines[0].contains("\"Goal\" of [Support plan]"))
    );
    // Without the word the tie is lost, and the difference says so.
    let silent = pack_of("county/1-rules.md", &county("formerly").replace("- formerly: \"Talk\"\n", ""));
    let alike = Change::Alike("Step `Talk`".into(), "Step `Conversation`".into());
    assert!(diff::changes(&old, &silent).contains(&alike));
    assert!(diff::render(&[alike]).starts_with("alike: Step `Talk` is gone, and Step `Conversation` says the same\n"));
}

const COUNTRY: &str = "# Pack: Country\n\n- kind: national\n\n## Step: Register\n\nMust — LAN-062.\n\n- by: anybody\n";

const COUNTY: &str = "# Pack: County\n\n- kind: authority\n- extends: [Country]\n\n\
     ## Meeting: Talk\n\nMust — LAN-062.\n\n- may be replaced by: school\n\n\
     ## Task: Invite\n\nMust — LAN-062.\n\n- when: days absent is at least 5 days\n- opens: [Talk]\n\n\
     ## Flag: Talked\n\nDefines — LAN-062.\n\n- when: [Talk] is held\n\n\
     ## Limit: In term\n\nMust — LAN-062.\n\n- on: [Talk]\n- allows: days absent is at least 5 days\n";

const SCHOOL: &str = "# Pack: Hillside\n\n- kind: school\n- extends: [Country], [County]\n\n\
     ## Meeting: Our talk\n\nMust — LAN-062.\n\n- replaces: [Talk]\n- asks: place\n- needs:\n  - \"place\" is given; otherwise \"where\"\n";

#[test]
fn what_takes_a_place_is_asked_for_wherever_the_other_was_and_its_history_counts() {
    let shelf = Shelf::open();
    let packs = [
        pack_of("country/1-base.md", COUNTRY),
        pack_of("county/1-rules.md", COUNTY),
        pack_of("hillside/1-rules.md", SCHOOL),
    ];
    let rules = rules(&shelf, &packs.iter().collect::<Vec<&Pack>>());
    let pupil = Pupil::missing(&shelf, "I", |at| at < 10);
    let decided = decide(&rules, &pupil.on(&shelf, DAY));
    assert_eq!(decided.tasks[0].opens.as_deref(), Some("Our talk"));
    let trying = |action| {
        let tried = domain::decide::Attempt { action, ..Default::default() };
        attempt(&rules, &pupil.on(&shelf, DAY), &tried).err().map(|refused| refused.missing)
    };
    // The school asks for more; the old name leads to the same gate, and nothing else is left of it.
    assert_eq!(trying("Our talk"), Some(vec!["where".into()]));
    assert_eq!(trying("Talk"), trying("Our talk"));
    let fresh = Pupil::missing(&shelf, "I", |_| false);
    let tried = domain::decide::Attempt { action: "Our talk", fields: &[("place", "school")], ..Default::default() };
    let refused = attempt(&rules, &fresh.on(&shelf, DAY), &tried).expect_err("the county limits it still");
    assert_eq!(refused.missing, ["In term"]);
    // Held before the school wrote its own, and after.
    for name in ["Talk", "Our talk"] {
        let pupil = pupil.clone().did(date(2026, 11, 10), did(name, "", &[]));
        let decided = decide(&rules, &pupil.on(&shelf, DAY));
        assert_eq!(decided.flags.len(), 1, "{name}");
        assert!(decided.tasks.is_empty(), "{name}");
    }
    assert!(rules.action("Talk").is_some_and(|action| action.head.answers_to("county", "talk")));
    let said = diff::render(&diff::changes(&packs[1], &packs[2]));
    assert!(said.contains("replaces: [Talk]"), "{said}");
}

#[test]
fn a_newer_edition_of_an_entry_takes_over_on_its_day() {
    let shelf = Shelf::open();
    let text = "# Pack: County\n\n- kind: authority\n\n## Step: Ask\n\nMust — LAN-062.\n\n- by: anybody\n\n\
                ## Step: Ask twice\n\nMust — LAN-062.\n\n- replaces: [Ask]\n- from: 17 November 2026\n\n\
                ## Task: Asked\n\nMust — LAN-062.\n\n- when: days absent is at least 1 day\n- opens: [Ask]\n\n\
                ## Flag: Done\n\nDefines — LAN-062.\n\n- when: [Ask] is done\n";
    let rules = rules(&shelf, &[&pack_of("county/1-rules.md", text)]);
    let pupil = Pupil::missing(&shelf, "I", |at| at < 10);
    let opens = |day| decide(&rules, &pupil.on(&shelf, day)).tasks[0].opens.clone();
    assert_eq!(opens(date(2026, 11, 16)).as_deref(), Some("Ask"));
    assert_eq!(opens(DAY).as_deref(), Some("Ask twice"));
    let may = |action, day| {
        let tried = domain::decide::Attempt { action, ..Default::default() };
        attempt(&rules, &pupil.on(&shelf, day), &tried).is_ok()
    };
    let eve = date(2026, 11, 16);
    assert_eq!(
        [may("Ask", eve), may("Ask twice", eve), may("Ask", DAY), may("Ask twice", DAY)],
        [true, false, false, true]
    );
    for name in ["Ask", "Ask twice"] {
        let pupil = pupil.clone().did(date(2026, 11, 10), did(name, "", &[]));
        assert_eq!(decide(&rules, &pupil.on(&shelf, DAY)).flags.len(), 1, "{name}");
        assert!(decide(&rules, &pupil.on(&shelf, DAY)).tasks.is_empty(), "{name}");
    }
}
