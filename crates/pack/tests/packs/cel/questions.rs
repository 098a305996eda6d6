//! What is asked: every condition of the rules, and sentences with each measure over each window.

use domain::rule::{Action, Atom, Condition, Measure, Rules, Test, Window};

use crate::{chance::Chance, pupil::Pupil};

fn asked(test: Test) -> Condition {
    Condition::Atom(Atom { words: format!("{test:?}"), test, is_negated: false })
}

/// Every condition of the rules: whether something holds, is owed, is offered, is open or is refused, and each edge of a table.
pub(super) fn of_rules(rules: &Rules) -> Vec<Condition> {
    let mut all: Vec<Condition> = Vec::new();
    for flag in rules.flags.iter().chain(&rules.lists) {
        all.extend([Some(&flag.when), flag.unless.as_ref()].into_iter().flatten().cloned());
        all.push(asked(Test::Holds(flag.head.name.clone())));
        all.extend(flag.stands_until.clone().map(asked));
    }
    for task in &rules.tasks {
        let conditions = [Some(&task.when), task.unless.as_ref(), task.overdue_when.as_ref()];
        all.extend(conditions.into_iter().flatten().cloned());
    }
    all.extend(rules.cohorts.iter().filter_map(|cohort| cohort.when.clone()));
    all.extend(rules.limits.iter().map(|limit| limit.allows.clone()));
    all.extend(rules.services.iter().filter_map(|service| service.when.clone()));
    for menu in &rules.menus {
        all.push(menu.when.clone());
        all.extend(menu.items.iter().filter_map(|item| item.when.clone()));
    }
    all.extend(rules.actions.iter().flat_map(Action::conditions).cloned());
    for set in &rules.bands {
        let band = |name: &String| asked(Test::In { set: set.head.name.clone(), band: name.clone() });
        all.extend(set.bands.iter().map(|one| band(&one.name)));
        all.extend(set.bands.iter().map(|one| asked(Test::Measured(set.measure.clone(), one.range.clone()))));
    }
    for set in &rules.stages {
        let stage = |name: &String| asked(Test::In { set: set.head.name.clone(), band: name.clone() });
        all.extend(set.stages.iter().map(|one| stage(&one.name)));
    }
    for decision in &rules.decisions {
        for (place, measure) in &decision.measured {
            for (cases, _) in &decision.rows {
                if let Some(domain::rule::Case::In(range)) = cases.get(*place) {
                    all.push(asked(Test::Measured(measure.clone(), range.clone())));
                }
            }
        }
    }
    all
}

const WINDOWS: [&str; 11] = [
    "in the year",
    "in the term",
    "in the half term",
    "on the day",
    "in the last 3 days",
    "in the last 2 weeks",
    "in the last 7 school days",
    "in the last 4 school weeks",
    "in the last 2 months",
    "in the last 1 year",
    "ever",
];

/// Each measure over each window, and whatever else can be asked, about what was done about `pupil`, and a little that was not.
pub(super) fn of_language(rules: &Rules, pupil: &Pupil, chance: &mut Chance) -> Vec<Condition> {
    let is_done = |action: &&Action| pupil.history.iter().any(|event| event.name() == Some(&action.head.name));
    let mut all: Vec<&Action> = rules.actions.iter().filter(is_done).collect();
    all.extend((0..3).filter_map(|_| chance.one(&rules.actions)));
    let timed: Vec<&Action> = all.iter().copied().filter(|action| action.period.is_some()).collect();
    let ending: Vec<&Action> = all.iter().copied().filter(|action| !action.ends_as.is_empty()).collect();
    let mut words: Vec<String> = Vec::new();
    let mut windows: Vec<String> = WINDOWS.map(str::to_owned).to_vec();
    for _ in 0..2 {
        windows.extend(chance.one(&all).map(|action| format!("since [{}]", action.head.name)));
        windows.extend(chance.one(&timed).map(|action| format!("in the period of [{}]", action.head.name)));
    }
    for window in &windows {
        words.extend(over(window, &all, &ending, chance));
    }
    for window in ["in any 3 school weeks", "in any 10 school weeks", "in any 5 days", "in any 60 days"] {
        words.extend(sessions(window, chance));
    }
    words.extend(lengths(rules, &all, &timed, chance));
    let read = |words: &String| pack::condition(words, &[]).unwrap_or_else(|faults| panic!("{words}: {faults:?}"));
    words.iter().map(read).collect()
}

const AGES: [&str; 10] = [
    "age is less than 5 years",
    "age is at least 5 years and less than 11 years",
    "age is more than 10 years and at most 15 years",
    "age is exactly 16 years",
    "the pupil is in Reception",
    "the pupil is not in Year 1, Year 3 or Year 9 to Year 11",
    "the pupil is in Year 5 to Year 8",
    "the pupil is in Year 1 to Year 4 or Year 9 to Year 13",
    "the pupil is of compulsory school age",
    "the pupil is not of compulsory school age",
];

const WHAT: [&str; 5] =
    ["absent", "absent other than leave", "absent on a first day back", "unauthorised", "coded I, O or U"];

fn sessions(window: &str, chance: &mut Chance) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for what in WHAT {
        words.push(format!("sessions {what} {window} is at least {} sessions", chance.below(12)));
        words.push(format!("days {what} {window} is less than {}.5 days", chance.below(8)));
    }
    words
}

fn over(window: &str, all: &[&Action], ending: &[&Action], chance: &mut Chance) -> Vec<String> {
    let mut words = sessions(window, chance);
    words.push(format!("attendance {window} is at least {}%", 60 + chance.below(40)));
    words.push(format!("absence {window} is more than {}.5%", chance.below(40)));
    words.push(format!("spells absent {window} is at least {} times", chance.below(5)));
    words.push(format!("sessions absent on one weekday {window} is more than {} sessions", chance.below(6)));
    for _ in 0..4 {
        let Some(action) = chance.one(all) else { continue };
        let name = &action.head.name;
        words.push(format!("[{name}] is done {window}"));
        words.push(format!("times [{name}] is done {window} is more than times [{name}] is done to that parent ever"));
        words.push(format!("times [{name}] is done {window} is at least 2 times"));
        words.push(format!("times [{name}] is done to that parent {window} is at least 1 time"));
    }
    for _ in 0..2 {
        let Some(action) = chance.one(ending) else { continue };
        let (name, value) = (&action.head.name, chance.one(&action.ends_as).expect("it can end"));
        words.push(format!("[{name}] is not \"{value}\" {window}"));
        words.push(format!("times [{name}] is \"{value}\" {window} is exactly 1 time"));
    }
    words
}

fn lengths(rules: &Rules, all: &[&Action], timed: &[&Action], chance: &mut Chance) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    words.extend(AGES.map(str::to_owned));
    for what in WHAT {
        let name = &chance.one(all).expect("something was done").head.name;
        words.push(format!("school days in a row {what} is at least {} school days", chance.below(4)));
        words.push(format!("school days in a row {what} without [{name}] is more than 0 school days"));
        words.push(format!("sessions in a row {what} is at least {} sessions", chance.below(8)));
        words.push(format!("sessions in a row {what} without [{name}] is more than 1 session"));
    }
    for unit in ["days", "school days", "weeks", "months"] {
        let action = chance.one(all).expect("something was done");
        words.push(format!("{unit} since [{}] is at least {} {unit}", action.head.name, chance.below(9)));
        words.extend(to_that_parent(unit, all, chance));
        for dates in [
            "until \"one day\"",
            "since \"one day\"",
            "from \"one day\" to \"another day\"",
            "from \"one day\" to the day",
        ] {
            words.push(format!("{unit} {dates} is at most {} {unit}", chance.below(20)));
        }
        for action in all.iter().filter(|action| !action.asks.is_empty()).take(6) {
            let field = chance.one(&action.asks).expect("it asks something");
            words.push(format!("{unit} since \"{field}\" of [{}] is more than 3 {unit}", action.head.name));
            words.push(format!("{unit} until \"{field}\" of [{}] is more than 3 {unit}", action.head.name));
            words.push(format!(
                "{unit} from \"{field}\" of [{}] to that parent to the day is at least 1 {unit}",
                action.head.name
            ));
            words.push(format!("\"{field}\" of [{}] is given", action.head.name));
            words.push(format!("\"{field}\" of [{}] is at least 3 times", action.head.name));
            words.push(format!("\"{field}\" of [{}] rises", action.head.name));
        }
    }
    for stage in rules.stages.iter().flat_map(|set| &set.stages).filter(|stage| stage.limit.is_some()) {
        words.push(format!("[{}] is over", stage.name));
    }
    for action in timed {
        words.extend(["running", "over", "broken"].map(|word| format!("[{}] is {word}", action.head.name)));
    }
    words
}

/// How long ago something was done to one parent, alone and beside another count of the same unit.
fn to_that_parent(unit: &str, all: &[&Action], chance: &mut Chance) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for edge in [0, 3, 12, 50, 200] {
        for _ in 0..3 {
            let (name, other) = match (chance.one(all), chance.one(all)) {
                (Some(one), Some(other)) => (&one.head.name, &other.head.name),
                _ => continue,
            };
            let since = format!("{unit} since [{name}] to that parent");
            words.push(format!("{since} is at most {edge} {unit}"));
            words.push(format!("the least of {since}, {unit} from \"one day\" to the day is more than {edge} {unit}"));
            words.push(format!("{since} is more than {unit} since [{other}]"));
        }
    }
    words
}

/// What kind of question an atom asks, for the count at the end.
pub(super) fn kind(test: &Test) -> String {
    let over = |window: &Window| {
        let words = format!("{window:?}");
        words.split(['(', '{', ' ']).next().unwrap_or("").to_owned()
    };
    match test {
        Test::Measured(Measure::Attendance(window), _) => format!("attendance {}", over(window)),
        Test::Measured(Measure::Absence(window), _) => format!("absence {}", over(window)),
        Test::Measured(Measure::Count { window, .. }, _) => format!("count {}", over(window)),
        Test::Measured(Measure::Age, _) => String::from("age"),
        Test::Measured(Measure::Spells(window), _) => format!("spells {}", over(window)),
        Test::Measured(Measure::ShortSpells { window, .. }, _) => format!("short spells {}", over(window)),
        Test::Measured(Measure::Run { unit, without, .. }, _) => format!("run, {unit:?} without {}", without.is_some()),
        Test::Measured(Measure::Since { unit, whom, .. }, _) => format!("{unit:?} since {whom:?}"),
        Test::Measured(Measure::Least(_), _) => String::from("least"),
        Test::Compared { .. } => String::from("compared"),
        Test::Measured(Measure::Times { window, whom, .. }, _) => format!("times {whom:?} {}", over(window)),
        Test::Measured(Measure::Between { unit, .. }, _) => format!("{unit:?} between"),
        Test::Done { window, .. } => format!("done {}", over(window)),
        Test::EndedAs { window, .. } => format!("ended {}", over(window)),
        other => over_name(other),
    }
}

fn over_name(test: &Test) -> String {
    format!("{test:?}").split(['(', '{', ' ']).next().unwrap_or("").to_owned()
}
