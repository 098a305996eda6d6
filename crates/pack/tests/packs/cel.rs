//! The interpreter of another language, fed with counts made by hand, gives the same answer to every condition of every pack.

use std::collections::HashMap;

use cel::{Context, Program, Value};
use domain::{
    Date,
    case::Done,
    code::CodeEntry,
    decide::{Truth, holds},
    rule::{Condition, Rules},
    session::Session,
};

use crate::{
    pupil::Pupil,
    shelf::{NAMES, Shelf},
};

const CODES: [&str; 12] = ["/", "/", "/", "/", "/", "I", "O", "U", "G", "C", "D", "L"];

/// Numbers that look like chance and are the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Every condition of the rules that asks nothing about a form.
fn conditions(rules: &Rules) -> Vec<&Condition> {
    let flags = rules.flags.iter().chain(&rules.lists).map(|flag| &flag.when);
    let tasks = rules.tasks.iter().flat_map(|task| std::iter::once(&task.when).chain(&task.overdue_when));
    let menus = rules.menus.iter().map(|menu| &menu.when);
    let items = rules.menus.iter().flat_map(|menu| &menu.items).filter_map(|item| item.when.as_ref());
    let actions = rules.actions.iter().filter_map(|action| action.when.as_ref());
    let needs = rules.actions.iter().flat_map(|action| &action.needs).map(|need| &need.holds);
    flags.chain(tasks).chain(menus).chain(items).chain(actions).chain(needs).collect()
}

/// The absences of the year to `day`, each with its line of the code table; and how many sessions were attended.
fn by_hand<'s>(shelf: &'s Shelf, pupil: &Pupil, day: Date) -> (Vec<(Session, &'s CodeEntry)>, i64) {
    let facts = pupil.on(shelf, day);
    let (mut absences, mut attended) = (Vec::new(), 0);
    for (&session, &number) in facts.sheet.sessions.iter().zip(facts.sheet.marks) {
        let entry = shelf.codes.entries().iter().find(|entry| entry.code.number() == number).expect("in the table");
        match entry.class {
            _ if session.date > day => {}
            class if class.is_absent() => absences.push((session, entry)),
            class => attended += i64::from(class.is_attended()),
        }
    }
    (absences, attended)
}

fn counts(shelf: &Shelf, pupil: &Pupil, day: Date) -> HashMap<String, i64> {
    let (absences, attended) = by_hand(shelf, pupil, day);
    let calendar = shelf.calendar();
    let term = calendar.terms().iter().rfind(|term| term.first <= day).map_or(Date::MIN, |term| term.first);
    let is_back = |date: Date| calendar.days().iter().rfind(|&&other| other < date) != date.yesterday().ok().as_ref();
    let count = |is: &dyn Fn(&Session, &CodeEntry) -> bool| {
        absences.iter().filter(|(session, entry)| is(session, entry)).count() as i64
    };
    let is_unauthorised = |entry: &CodeEntry| entry.class == domain::code::Class::Unauthorised;
    let mut counts: HashMap<String, i64> = HashMap::new();
    let mut put = |key: &str, value: i64| {
        counts.insert(key.to_owned(), value);
    };
    put("absent in the year", absences.len() as i64);
    put("absent other than leave in the year", count(&|_, entry| !entry.is_leave));
    put("absent on a first day back in the year", count(&|session, _| is_back(session.date)));
    put("unauthorised in the term", count(&|session, entry| session.date >= term && is_unauthorised(entry)));
    put("coded I in the year", count(&|_, entry| entry.letters == "I"));
    let possible = attended + absences.len() as i64;
    if possible > 0 {
        put("attended", attended);
        put("absent", absences.len() as i64);
        put("possible", possible);
    }
    counts
}

/// Everything that an expression may read of the pupil.
fn context(shelf: &Shelf, rules: &Rules, pupil: &Pupil, day: Date) -> Context<'static, 'static> {
    let facts = pupil.on(shelf, day);
    let mut context = Context::default();
    context.add_variable_from_value("count", counts(shelf, pupil, day));
    let mut cohorts = facts.cohorts.to_vec();
    let done: Vec<String> = facts.history.iter().filter_map(|event| event.name().map(str::to_owned)).collect();
    let outcome = facts.history.iter().filter_map(|event| Some((event.name()?.to_owned(), event.outcome().to_owned())));
    context.add_variable_from_value("outcome", outcome.collect::<HashMap<String, String>>());
    context.add_variable_from_value("done", done);
    context.add_variable_from_value("cohorts", cohorts.clone());
    // Cohorts and flags may rest on each other, so they are worked out until nothing new comes.
    for _ in 0..4 {
        for cohort in &rules.cohorts {
            let follows = cohort.when.as_ref().is_some_and(|when| run(when, &context) == Truth::Yes);
            if follows && !cohorts.contains(&cohort.head.name) {
                cohorts.push(cohort.head.name.clone());
            }
        }
        context.add_variable_from_value("cohorts", cohorts.clone());
    }
    let mut band: HashMap<String, String> = HashMap::new();
    for set in &rules.bands {
        for one in &set.bands {
            let text = format!("{} is {}", set.measure_words, one.range);
            let inside = pack::condition(&text, &[]).expect("a band is a condition");
            if run(&inside, &context) == Truth::Yes {
                assert_eq!(band.insert(set.head.name.clone(), one.name.clone()), None, "one band only");
            }
        }
    }
    context.add_variable_from_value("band", band);
    let mut flag: HashMap<String, bool> = HashMap::new();
    for _ in 0..4 {
        context.add_variable_from_value("flag", flag.clone());
        for one in rules.flags.iter().chain(&rules.lists) {
            match run(&one.when, &context) {
                Truth::NotKnown => None,
                truth => flag.insert(one.head.name.clone(), truth == Truth::Yes),
            };
        }
    }
    context
}

fn run(condition: &Condition, context: &Context<'_, '_>) -> Truth {
    let text = pack::cel::of(condition);
    let program = Program::compile(&text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
    match program.execute(context) {
        Ok(Value::Bool(true)) => Truth::Yes,
        Ok(Value::Bool(false)) => Truth::No,
        Ok(other) => panic!("{text} gives {other:?}"),
        Err(_) => Truth::NotKnown,
    }
}

fn asks_about_a_form(condition: &Condition) -> bool {
    let text = pack::cel::of(condition);
    ["field[", "amount[", "in rising", "all_leave"].iter().any(|word| text.contains(word))
}

/// A pupil of whom nobody has thought: marks, cohorts and history by chance.
fn any_pupil(shelf: &Shelf, rules: &Rules, chance: &mut Chance) -> Pupil {
    let often = chance.below(12);
    let mut pupil = Pupil::marked(shelf, |_| match chance.below(14) < often {
        true => CODES[chance.below(12) as usize],
        false => "/",
    });
    for cohort in &rules.cohorts {
        if chance.below(6) == 0 {
            pupil = pupil.in_cohort(&cohort.head.name);
        }
    }
    for action in &rules.actions {
        if chance.below(4) == 0 {
            let at = chance.below(action.ends_as.len().max(1) as u64) as usize;
            let outcome = action.ends_as.get(at).cloned().unwrap_or_default();
            let first = shelf.calendar().days()[0];
            pupil = pupil.did(first, Done::Did { action: action.head.name.clone(), outcome });
        }
    }
    pupil
}

#[test]
fn another_interpreter_agrees_on_every_condition_of_every_pack() {
    let shelf = Shelf::open();
    let mut chance = Chance(7);
    let (mut asked, mut answers) = (0, HashMap::new());
    for name in NAMES {
        let rules = shelf.rules(name);
        for _ in 0..24 {
            let pupil = any_pupil(&shelf, &rules, &mut chance);
            let day = shelf.calendar().days()[chance.below(190) as usize];
            let context = context(&shelf, &rules, &pupil, day);
            for condition in conditions(&rules).into_iter().filter(|condition| !asks_about_a_form(condition)) {
                let ours = holds(&rules, &pupil.on(&shelf, day), condition);
                assert_eq!(ours, run(condition, &context), "{name} on {day}: {}", condition.words());
                *answers.entry(ours).or_insert(0) += 1;
                asked += 1;
            }
        }
    }
    assert!(asked > 1000, "only {asked} answers were compared");
    assert!(answers.values().all(|&count| count > 20) && answers.len() >= 2, "{answers:?}");
}

#[test]
fn another_interpreter_knows_nothing_of_a_child_who_could_not_come_either() {
    let shelf = Shelf::open();
    let rules = shelf.rules("lady-boswells");
    let pupil = Pupil::marked(&shelf, |_| "D");
    let day = shelf.calendar().days()[100];
    let context = context(&shelf, &rules, &pupil, day);
    let mut unknown = 0;
    for condition in conditions(&rules).into_iter().filter(|condition| !asks_about_a_form(condition)) {
        let ours = holds(&rules, &pupil.on(&shelf, day), condition);
        assert_eq!(ours, run(condition, &context), "{}", condition.words());
        unknown += usize::from(ours == Truth::NotKnown);
    }
    assert!(unknown > 5, "only {unknown} answers are not known");
}
