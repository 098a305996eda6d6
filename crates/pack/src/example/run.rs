//! Running an example.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    act::By,
    calendar::Calendar,
    case::{Done, Event},
    code::CodeTable,
    decide::{Attempt, Facts, Refused, Who, attempt},
    id::{PersonId, PupilId, SchoolId},
    rule::{Needed, Rules},
    sheet::Sheet,
};
use jiff::civil::{Time, time};

use super::{
    Example, Line,
    act::{self, Act, Does},
    expect, fixture, known,
};
use crate::Fault;

/// How an example went.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Expectations that were met.
    pub met: usize,
    /// Expectations that were not, each with its cell and what was so instead.
    pub unmet: Vec<Fault>,
    /// Entries that the example really looked at, by name.
    pub looked_at: Seen,
}

/// The names of entries that decided something in an example.
pub type Seen = BTreeSet<String>;

/// The name under which a line speaks of what is about the school as a whole.
pub(super) const THE_SCHOOL: &str = "the school";
/// The name under which a line speaks of what is about the authority itself.
pub(super) const THE_AUTHORITY: &str = "the authority";

/// What an example runs on, and how far it has come.
pub(super) struct Stage<'a> {
    pub(super) rules: &'a Rules,
    pub(super) codes: &'a CodeTable,
    pub(super) calendar: &'a Calendar,
    pub(super) pupils: BTreeMap<String, Pupil>,
}

/// A pupil of an example as things stand, or the school, which has no marks.
#[derive(Debug, Clone, Default)]
pub(super) struct Pupil {
    number: i64,
    who: Who,
    pub(super) cohorts: Vec<String>,
    marks: fixture::Marks,
    history: Vec<Event>,
}

impl Stage<'_> {
    /// What is known of `pupil` at the end of `day`.
    pub(super) fn facts<'b>(&'b self, pupil: &'b Pupil, day: domain::Date) -> Facts<'b> {
        let (sessions, marks) = (&pupil.marks.sessions, &pupil.marks.marks);
        let sheet = Sheet { sessions, marks, codes: self.codes, calendar: self.calendar };
        Facts { day, who: pupil.who, sheet, cohorts: &pupil.cohorts, history: &pupil.history }
    }
}

/// What somebody tried to do in a line, and what came of it.
pub(super) struct Tried {
    pub(super) action: String,
    pub(super) answer: Result<Vec<String>, Refused>,
}

/// Runs `example` under `rules`, on `calendar` where it names no other.
pub fn run(rules: &Rules, example: &Example, codes: &CodeTable, calendar: &Calendar) -> Outcome {
    let calendar = example.calendar.as_ref().unwrap_or(calendar);
    let mut stage = Stage { rules, codes, calendar, pupils: BTreeMap::new() };
    let mut outcome = Outcome::default();
    for (number, child) in example.children.iter().enumerate() {
        match fixture::marks(child, calendar, codes) {
            Ok(marks) => {
                let (number, cohorts) = (number as i64 + 1, child.cohorts.clone());
                let pupil = Pupil { number, who: child.who, cohorts, marks, history: Vec::new() };
                stage.pupils.insert(child.name.clone(), pupil);
            }
            Err(what) => {
                outcome.unmet.push(Fault::new(&example.path, child.span, what, "correct the row of this pupil"));
                return outcome;
            }
        }
    }
    for whole in [THE_SCHOOL, THE_AUTHORITY] {
        stage.pupils.entry(whole.to_owned()).or_default();
    }
    for line in &example.lines {
        if let Some(what) = known::outside(calendar, line.day) {
            let help = "name a Calendar of the pack that reaches so far, under the citation: `- calendar: [Name]`";
            outcome.unmet.push(Fault::new(&example.path, line.span, what, help));
            return outcome;
        }
        step(&mut stage, example, line, &mut outcome);
    }
    outcome
}

fn step(stage: &mut Stage<'_>, example: &Example, line: &Line, outcome: &mut Outcome) {
    let (mut tried, mut to) = (None, String::new());
    let done = match act::read(&line.does) {
        Err(what) => Err(what),
        Ok(Act::Looks { to: parent }) => {
            to = parent;
            Ok(())
        }
        Ok(Act::Does(does)) if known::unsaid(stage.rules, &does).is_some() => {
            Err(known::unsaid(stage.rules, &does).unwrap_or_default())
        }
        Ok(Act::Does(does)) => {
            to.clone_from(&does.to);
            tried = Some(attempted(stage, line, &does, &mut outcome.looked_at));
            Ok(())
        }
        Ok(Act::Joins { cohort }) => {
            changed(stage, line).cohorts.push(cohort);
            Ok(())
        }
        Ok(Act::Leaves { cohort }) => {
            changed(stage, line).cohorts.retain(|known| *known != cohort);
            Ok(())
        }
        Ok(Act::Marked { absence }) => marked(stage, line, &absence),
    };
    let expects_refusal = line.expect.iter().any(|part| part.text.starts_with("refused"));
    let refused = match (&done, &tried) {
        (Err(what), _) => Some(what.clone()),
        (_, Some(Tried { answer: Err(refused), .. })) if !expects_refusal => {
            Some(format!("it is refused: {}", refused.missing.join("; ")))
        }
        _ => None,
    };
    outcome.unmet.extend(refused.map(|what| Fault::new(&example.path, line.does.span, what, "")));
    let Some(pupil) = stage.pupils.get(&line.child) else { return };
    let seen = &expect::Look { stage, facts: stage.facts(pupil, line.day), line, to: &to, tried: tried.as_ref() };
    let beyond = known::beyond(stage.calendar, line.day).unwrap_or_default();
    for part in &line.expect {
        match expect::check(seen, part, &mut outcome.looked_at) {
            Ok(None) => outcome.met += 1,
            Ok(Some(instead)) => outcome.unmet.push(Fault::new(&example.path, part.span, instead, &beyond)),
            Err(mut fault) => {
                fault.path.clone_from(&example.path);
                outcome.unmet.push(fault);
            }
        }
    }
}

fn changed<'s>(stage: &'s mut Stage<'_>, line: &Line) -> &'s mut Pupil {
    stage.pupils.entry(line.child.clone()).or_default()
}

fn marked(stage: &mut Stage<'_>, line: &Line, absence: &str) -> Result<(), String> {
    let (codes, pupil) = (stage.codes, changed(stage, line));
    let absence = super::absence(absence)?;
    fixture::correct(&mut pupil.marks, &absence, codes)
}

/// Tries what a line says, and keeps it when it is accepted.
fn attempted(stage: &mut Stage<'_>, line: &Line, does: &Does, seen: &mut Seen) -> Tried {
    seen.insert(does.action.clone());
    seen.extend(does.role.iter().chain(&does.without).cloned());
    let limits = stage.rules.limits.iter().filter(|limit| limit.on == does.action);
    seen.extend(limits.map(|limit| limit.head.name.clone()));
    let pupil = changed(stage, line).clone();
    let answer = try_it(stage.rules, &stage.facts(&pupil, line.day), does);
    if answer.is_ok() {
        let event = event(line, PupilId(pupil.number), does, filled_in(stage.rules, does));
        // A line that tells of an earlier day stands in the log where that day does.
        let history = &mut changed(stage, line).history;
        history.insert(history.partition_point(|one| one.at <= event.at), event);
    }
    Tried { action: does.action.clone(), answer }
}

/// What comes of trying it.
pub(super) fn try_it(rules: &Rules, facts: &Facts<'_>, does: &Does) -> Result<Vec<String>, Refused> {
    let fields = filled_in(rules, does);
    let given: Vec<(&str, &str)> = fields.iter().map(|(field, value)| (field.as_str(), value.as_str())).collect();
    let role: Option<Vec<&str>> = does.role.as_deref().map(|role| vec![role]);
    let tries =
        Attempt { action: &does.action, outcome: &does.outcome, fields: &given, to: &does.to, roles: role.as_deref() };
    attempt(rules, facts, &tries)
}

/// What a line fills in: a thing with parts is done with all of them that are needed, but those that it leaves out.
fn filled_in(rules: &Rules, does: &Does) -> Vec<(String, String)> {
    let mut fields = does.fields.clone();
    let parts = rules.action(&does.action).map(|action| action.parts.as_slice()).unwrap_or_default();
    for part in parts.iter().filter(|part| part.needed != Needed::Optional) {
        let name = &part.head.name;
        if !does.without.contains(name) && fields.iter().all(|(field, _)| field != name) {
            fields.push((name.clone(), String::from("given")));
        }
    }
    fields
}

fn event(line: &Line, pupil: PupilId, does: &Does, fields: Vec<(String, String)>) -> Event {
    let noon = time(12, 0, 0, 0);
    let at = does.at.and_then(|minutes| Time::new((minutes / 60) as i8, (minutes % 60) as i8, 0, 0).ok());
    Event {
        pupil,
        school: SchoolId(1),
        at: domain::clock::instant(line.day, at.unwrap_or(noon)),
        by: By { person: PersonId(1), name: String::from("Example"), position: String::from("example") },
        done: Done::Did { action: does.action.clone(), outcome: does.outcome.clone(), to: does.to.clone(), fields },
        note: String::new(),
    }
}
