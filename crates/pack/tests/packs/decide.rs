//! What the packs make of a pupil: bands with the way to the next, tasks with their dates, offers, and why.

use domain::{
    Date,
    case::Done,
    decide::{Truth, decide, due_on, since, since_each},
    id::DocumentId,
    rule::{Amount, Due, Unit, Value},
};

use crate::{pupil::Pupil, shelf::Shelf};

const LAST_DAY: Date = Date::constant(2027, 7, 15);
const SPRING: Date = Date::constant(2027, 3, 12);

#[test]
fn a_band_says_how_many_sessions_more_reach_the_next() {
    let shelf = Shelf::open();
    let pupil = Pupil::missing(&shelf, "I", |at| at < 34);
    let bands = decide(&shelf.rules("lancashire"), &pupil.on(&shelf, LAST_DAY)).bands;
    let pathway = bands.iter().find(|band| band.set == "Pathway").expect("measured");
    assert_eq!((pathway.band.as_str(), pathway.place), ("Improvement", 1));
    // 17 of 56 days are missed: 39 days more.
    assert_eq!(pathway.next, Some(("Targeted".into(), 78)));
    assert_eq!(pathway.led_by, ["school", "School Attendance Support Team"]);
}

#[test]
fn a_band_says_when_the_percentage_beside_it_differs() {
    let shelf = Shelf::open();
    let rules = shelf.rules("lancashire");
    let band = |missed| {
        let pupil = Pupil::missing(&shelf, "I", move |at| at < missed);
        decide(&rules, &pupil.on(&shelf, LAST_DAY)).bands.into_iter().find(|band| band.set == "Pathway")
    };
    assert_eq!(band(30).expect("measured").differs, Some("Universal".into()));
    assert_eq!(band(34).expect("measured").differs, None);
}

#[test]
fn a_receipt_has_the_words_of_the_handbook_and_what_was_counted() {
    let shelf = Shelf::open();
    let pupil = Pupil::missing(&shelf, "I", |at| at < 24).in_cohort("SEN Support");
    let decided = decide(&shelf.rules("lancashire"), &pupil.on(&shelf, SPRING));
    let task = decided.tasks.iter().find(|task| task.name == "Start support for a vulnerable pupil").expect("stands");
    let receipt = &task.receipt;
    let proof = |at: usize| (receipt.proofs[at].words.as_str(), receipt.proofs[at].found.as_str());
    assert_eq!(proof(0), ("the pupil is [vulnerable]", "SEN Support"));
    assert_eq!(proof(1), ("days absent is at least 5 days", "12 days (24 sessions)"));
    assert!(receipt.proofs.iter().all(|proof| proof.holds == Truth::Yes) && task.is_overdue);
    assert_eq!((receipt.head.pack.as_str(), receipt.head.chapter.as_str()), ("lancashire", "1-pathway"));
    assert!(receipt.head.rows.contains(&"LAN-107".into()) && receipt.head.readings.contains(&"C-G-18".into()));
    let chapter = shelf.layers("lancashire")[1].chapter("1-pathway").expect("a chapter");
    let rows = chapter.entries().flat_map(|entry| entry.tables()).flat_map(|table| &table.rows);
    let line = rows.filter_map(|row| row.first()).find(|cell| cell.text == task.name).map(|cell| cell.span.line);
    assert_eq!(Some(receipt.head.line), line, "the receipt points at the row of the chapter");
}

#[test]
fn a_receipt_of_a_flag_that_rests_on_another_shows_its_count() {
    let shelf = Shelf::open();
    let pupil = Pupil::missing(&shelf, "O", |at| at < 13);
    let decided = decide(&shelf.rules("lancashire"), &pupil.on(&shelf, SPRING));
    let task = decided.tasks.iter().find(|task| task.name == "Open the checklist").expect("stands");
    assert_eq!(task.receipt.proofs[0].words, "[First attendance concern]");
    assert_eq!(task.receipt.proofs[0].found, "6½ days (13 sessions)");
}

#[test]
fn words_that_ask_for_the_opposite_are_proved_as_they_stand() {
    let shelf = Shelf::open();
    let pupil = Pupil::missing(&shelf, "I", |at| at < 30);
    let decided = decide(&shelf.rules("lancashire"), &pupil.on(&shelf, LAST_DAY));
    let differ = decided.flags.iter().find(|flag| flag.name == "Days and percentage differ").expect("holds");
    let words = "[Pathway by percentage] is not [Improvement]";
    let proof = differ.receipt.proofs.iter().find(|proof| proof.words == words).expect("asked");
    assert_eq!((proof.found.as_str(), proof.holds), ("Universal", Truth::Yes));
}

#[test]
fn nothing_is_said_of_a_child_who_could_not_come() {
    let shelf = Shelf::open();
    let pupil = Pupil::missing(&shelf, "D", |_| true);
    let decided = decide(&shelf.rules("lady-boswells"), &pupil.on(&shelf, SPRING));
    assert!(decided.bands.is_empty() && decided.flags.is_empty() && decided.tasks.is_empty(), "{decided:?}");
}

#[test]
fn a_letter_that_was_made_closes_the_task_that_asks_for_it() {
    let shelf = Shelf::open();
    let rules = shelf.rules("lady-boswells");
    let stands = |pupil: &Pupil| {
        let tasks = decide(&rules, &pupil.on(&shelf, SPRING)).tasks;
        tasks.iter().any(|task| task.name == "Send the attendance letter")
    };
    let made = || Done::LetterMade {
        document: DocumentId(1),
        letter: "Attendance letter".into(),
        to: String::new(),
        fields: Vec::new(),
    };
    let pupil = || Pupil::missing(&shelf, "I", |at| at < 18);
    assert!(stands(&pupil()));
    assert!(!stands(&pupil().did(SPRING, made())));
    assert!(stands(&pupil().did(Date::constant(2026, 7, 10), made())), "a letter of last year is another matter");
    assert!(stands(&pupil().did(Date::constant(2027, 3, 15), made())), "what is done later is not known yet");
}

#[test]
fn an_answer_closes_what_is_considered_and_not_what_must_be_done() {
    let shelf = Shelf::open();
    let rules = shelf.rules("lancashire");
    let answered = |task: &str| {
        let pupil = Pupil::missing(&shelf, "I", |at| at < 40);
        let pupil = pupil.did(SPRING, Done::Considered { item: task.into(), taken_up: false });
        decide(&rules, &pupil.on(&shelf, SPRING)).tasks.iter().all(|standing| standing.name != task)
    };
    assert!(answered("Consider Section 19 provision"));
    assert!(!answered("Record of support during illness"));
}

#[test]
fn an_offer_shows_the_answer_that_was_given() {
    let shelf = Shelf::open();
    let done = Done::Considered { item: "Joint home visit".into(), taken_up: false };
    let pupil = Pupil::missing(&shelf, "O", |at| at < 40).did(SPRING, done);
    let offers = decide(&shelf.rules("lancashire"), &pupil.on(&shelf, LAST_DAY)).offers;
    let answer = |item: &str| offers.iter().find(|offer| offer.item == item).map(|offer| offer.considered);
    assert_eq!(answer("Joint home visit"), Some(Some(false)));
    assert_eq!(answer("Attendance panel"), Some(None));
}

#[test]
fn a_pack_decides_nothing_before_it_is_in_force() {
    let shelf = Shelf::open();
    let mut rules = shelf.rules("lady-boswells");
    let pupil = Pupil::missing(&shelf, "I", |at| at < 40);
    assert!(!decide(&rules, &pupil.on(&shelf, SPRING)).tasks.is_empty());
    let own = rules.packs.last_mut().expect("its own layer");
    own.from = Some(Date::constant(2027, 3, 15));
    let before = decide(&rules, &pupil.on(&shelf, SPRING));
    let own = |task: &&domain::decide::Standing| task.receipt.head.pack == "lady-boswells";
    assert!(before.tasks.iter().find(own).is_none() && before.bands.is_empty() && before.offers.is_empty());
    assert!(before.flags.iter().any(|flag| flag.name == "Persistent absence"), "the national layer stands");
    let after = pupil.on(&shelf, Date::constant(2027, 3, 19));
    assert_eq!(since(&rules, &after, "Advise PIAS"), Some(Date::constant(2027, 3, 15)));
}

#[test]
fn a_condition_takes_its_edge_from_a_setting() {
    let shelf = Shelf::open();
    let rules = shelf.rules("lancashire");
    let concern = |missed| {
        let pupil = Pupil::missing(&shelf, "O", move |at| at < missed);
        let flags = decide(&rules, &pupil.on(&shelf, SPRING)).flags;
        flags.into_iter().find(|flag| flag.name == "First attendance concern")
    };
    assert_eq!(rules.setting("days of a first concern").expect("set").amount().expect("an amount").thousandths, 5000);
    assert_eq!(concern(9), None);
    let receipt = concern(10).expect("five days").receipt;
    assert_eq!(receipt.proofs[0].words, "days absent other than leave is at least [days of a first concern]");
    assert_eq!(receipt.proofs[0].found, "5 days (10 sessions)");
}

#[test]
fn a_percentage_waits_for_as_many_sessions_as_the_setting_asks() {
    let shelf = Shelf::open();
    let mut rules = shelf.rules("lady-boswells");
    let pupil = Pupil::missing(&shelf, "I", |at| at < 2);
    let first_week = Date::constant(2026, 9, 7);
    let is_persistent = |rules: &domain::rule::Rules| {
        decide(rules, &pupil.on(&shelf, first_week)).flags.iter().any(|flag| flag.name == "Persistent absence")
    };
    assert!(is_persistent(&rules), "2 of 8 sessions");
    let setting = rules.settings.iter_mut().find(|setting| setting.head.name == "minimum possible sessions");
    setting.expect("of the national pack").value = Value::Amount(Amount { thousandths: 9000, unit: Unit::Sessions });
    assert!(!is_persistent(&rules), "8 sessions are not yet 9");
}

/// The same answer by deciding each day anew.
fn since_by_hand(shelf: &Shelf, rules: &domain::rule::Rules, pupil: &Pupil, name: &str) -> Option<Date> {
    let state = |day: Date| {
        let decided = decide(rules, &pupil.on(shelf, day));
        let band = decided.bands.iter().find(|band| band.set == name).map(|band| band.band.clone());
        let holds = decided.flags.iter().chain(&decided.lists).any(|holds| holds.name == name);
        let stands = decided.tasks.iter().any(|task| task.name == name);
        band.or_else(|| (holds || stands).then(|| name.to_owned()))
    };
    let today = state(LAST_DAY)?;
    let days = shelf.calendar().days().iter().rev();
    days.copied().take_while(|&day| state(day).as_ref() == Some(&today)).last()
}

#[test]
fn since_is_what_deciding_each_day_anew_gives() {
    let shelf = Shelf::open();
    let names = ["Pathway", "Pathway by percentage", "Good attendance", "Persistent absence", "Formal intervention"];
    let names = [names.as_slice(), &["Days and percentage differ", "Education during illness"]].concat();
    let rules = shelf.rules("lancashire");
    let mut found = 0;
    for (every, code) in [(50, "I"), (23, "O"), (11, "I"), (9, "G"), (4, "I"), (2, "O")] {
        // Absences thicken, then thin out, so that stretches begin, break and begin again.
        let pupil = Pupil::missing(&shelf, code, |at| (at * at / 7).is_multiple_of(every) && at % 120 < 90);
        for (name, since) in since_each(&rules, &pupil.on(&shelf, LAST_DAY), &names) {
            assert_eq!(since, since_by_hand(&shelf, &rules, &pupil, name), "{name}, every {every}");
            found += usize::from(since.is_some());
        }
    }
    assert!(found > 15, "only {found} stretches were compared");
}

#[test]
fn a_due_day_on_which_school_is_closed_gives_way_to_the_next() {
    let shelf = Shelf::open();
    let calendar = shelf.calendar();
    let friday = Date::constant(2026, 10, 23);
    let after = |count: i64, unit| Due::After(Amount { thousandths: count * 1000, unit });
    assert_eq!(due_on(&Due::SameDay, friday, calendar), Some(friday));
    // The half term lies between.
    assert_eq!(due_on(&after(5, Unit::SchoolDays), friday, calendar), Some(Date::constant(2026, 11, 6)));
    assert_eq!(due_on(&after(4, Unit::Days), friday, calendar), Some(Date::constant(2026, 11, 2)));
    assert_eq!(due_on(&after(2, Unit::Weeks), friday, calendar), Some(Date::constant(2026, 11, 6)));
    assert_eq!(due_on(&after(5, Unit::SchoolDays), LAST_DAY, calendar), None, "not yet known");
    assert_eq!(due_on(&Due::Never, friday, calendar), None);
}
