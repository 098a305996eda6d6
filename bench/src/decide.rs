//! What the handbooks make of 170,000 pupils, and the same conditions through the interpreter of another language.

use std::{collections::HashMap, thread, time::Instant};

use cel::{Context, Program, Value};
use domain::{
    Date,
    calendar::Calendar,
    code::CodeTable,
    decide::{Facts, Truth, Who, decide, holds},
    rule::{Condition, Measure, Rules, Test, What, Window},
    session::{Half, Session},
    sheet::Sheet,
};
use service::Packs;

use crate::Failure;

/// As many pupils as a large county has.
const PUPILS: usize = 170_000;
/// As many go through the interpreter, which takes its time.
const INTERPRETED: usize = 400;
/// The last day of the calendar that examples run on.
const LAST: Date = jiff::civil::date(2027, 7, 15);

/// Prints how long `decide` takes for all pupils under each handbook, and its ratio to the interpreter.
pub fn measure(packs: &Packs) -> Result<(), Failure> {
    let calendar = packs.example_calendar().ok_or("the national pack has a calendar")?;
    let county = County::invent(&packs.codes, calendar);
    println!("\ndecide for {PUPILS} pupils on {LAST}, everything of the handbook, on {} cores:", cores());
    for (folder, pack) in &packs.packs {
        if pack.head.kind == "national" {
            continue;
        }
        let rules = packs.rules(folder).map_err(|error| error.to_string())?;
        let began = Instant::now();
        let tasks = county.decide(rules);
        let all = began.elapsed();
        let (ours, theirs, asked) = county.interpreted(rules)?;
        println!(
            "  {folder:<15} {:>6.2} s, {:>5.1} µs a pupil and core, {tasks} tasks; {asked} conditions: interpreter {:.0} times as long",
            all.as_secs_f64(),
            all.as_secs_f64() * 1e6 * cores() as f64 / PUPILS as f64,
            theirs / ours
        );
    }
    Ok(())
}

fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Invented pupils with a year of marks each.
struct County<'a> {
    codes: &'a CodeTable,
    calendar: &'a Calendar,
    sessions: Vec<Session>,
    marks: Vec<u8>,
    cohorts: Vec<Vec<String>>,
}

impl<'a> County<'a> {
    /// About seven in a hundred sessions are missed, by some far more than by others; the same each time.
    fn invent(codes: &'a CodeTable, calendar: &'a Calendar) -> County<'a> {
        let days = calendar.days().iter();
        let sessions: Vec<Session> = days.flat_map(|&day| Half::BOTH.map(|half| Session::new(day, half))).collect();
        let present: Vec<u8> =
            sessions.iter().map(|one| codes.present(one.half, one.date).map_or(0, |code| code.number())).collect();
        let missed: Vec<u8> = ["I", "I", "I", "O", "G", "U", "N", "C"]
            .iter()
            .filter_map(|letters| Some(codes.find(letters, LAST)?.number()))
            .collect();
        let mut chance = 7_u64;
        let mut below = |limit: u64| {
            chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (chance >> 33) % limit
        };
        let mut marks = Vec::with_capacity(PUPILS * sessions.len());
        for _ in 0..PUPILS {
            let in_hundred = [1, 2, 3, 4, 4, 5, 6, 8, 12, 40][below(10) as usize];
            for &code in &present {
                let is_missed = below(100) < in_hundred;
                marks.push(if is_missed { missed[below(missed.len() as u64) as usize] } else { code });
            }
        }
        let cohorts = ["", "in care", "SEN Support", "EHC plan", "CP plan"].map(|name| vec![name.to_owned()]).to_vec();
        County { codes, calendar, sessions, marks, cohorts }
    }

    fn facts(&self, pupil: usize) -> Facts<'_> {
        let year = self.sessions.len();
        let marks = &self.marks[pupil * year..(pupil + 1) * year];
        let sheet = Sheet { sessions: &self.sessions, marks, codes: self.codes, calendar: self.calendar };
        Facts {
            day: LAST,
            who: Who::default(),
            sheet,
            cohorts: &self.cohorts[pupil % self.cohorts.len()],
            history: &[],
        }
    }

    /// Decides for every pupil, and counts the tasks that stand.
    fn decide(&self, rules: &Rules) -> usize {
        let share = PUPILS.div_ceil(cores());
        thread::scope(|scope| {
            let part = |from: usize| {
                let to = (from + share).min(PUPILS);
                scope
                    .spawn(move || (from..to).map(|pupil| decide(rules, &self.facts(pupil)).tasks.len()).sum::<usize>())
            };
            let parts: Vec<_> = (0..PUPILS).step_by(share).map(part).collect();
            parts.into_iter().map(|part| part.join().unwrap_or(0)).sum()
        })
    }

    /// Seconds for conditions over the year's marks and the recorded cohorts: by us, by the interpreter, and how many they are.
    /// Every answer is compared.
    fn interpreted(&self, rules: &Rules) -> Result<(f64, f64, usize), Failure> {
        let conditions: Vec<&Condition> = conditions(rules).into_iter().filter(|one| is_plain(one)).collect();
        let mut programs = Vec::new();
        for condition in &conditions {
            programs.push(Program::compile(&pack::cel::of(condition)).map_err(|error| format!("{error:?}"))?);
        }
        let (mut ours, mut theirs) = (0.0, 0.0);
        for pupil in 0..INTERPRETED {
            let facts = self.facts(pupil);
            let began = Instant::now();
            let said: Vec<Truth> = conditions.iter().map(|condition| holds(rules, &facts, condition)).collect();
            ours += began.elapsed().as_secs_f64();
            let began = Instant::now();
            let context = context(&facts);
            let told: Vec<bool> =
                programs.iter().map(|program| matches!(program.execute(&context), Ok(Value::Bool(true)))).collect();
            theirs += began.elapsed().as_secs_f64();
            if said.iter().zip(&told).any(|(ours, theirs)| (*ours == Truth::Yes) != *theirs) {
                return Err(format!("the interpreter answers otherwise for pupil {pupil}").into());
            }
        }
        Ok((ours, theirs, conditions.len()))
    }
}

fn conditions(rules: &Rules) -> Vec<&Condition> {
    let flags = rules.flags.iter().chain(&rules.lists).map(|flag| &flag.when);
    flags.chain(rules.tasks.iter().map(|task| &task.when)).chain(rules.menus.iter().map(|menu| &menu.when)).collect()
}

/// Whether a condition asks for nothing but the year's absence.
fn is_plain(condition: &Condition) -> bool {
    condition.atoms().iter().all(|atom| {
        matches!(
            &atom.test,
            Test::Measured(
                Measure::Attendance(Window::Year)
                    | Measure::Absence(Window::Year)
                    | Measure::Count { what: What::Absent, window: Window::Year, .. },
                _
            )
        )
    })
}

fn context(facts: &Facts<'_>) -> Context<'static, 'static> {
    let tally = facts.sheet.tally();
    let mut count: HashMap<String, i64> = HashMap::new();
    count.insert(String::from("absent in the year"), tally.absent().into());
    count.insert(String::from("absent"), tally.absent().into());
    count.insert(String::from("attended"), tally.attended.into());
    count.insert(String::from("possible"), tally.possible().into());
    let mut context = Context::default();
    context.add_variable_from_value("count", count);
    context
}
