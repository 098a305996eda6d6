//! Running an example.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    act::By,
    calendar::Calendar,
    case::{Done, Event},
    code::CodeTable,
    decide::{Attempt, Facts, attempt},
    id::{PersonId, PupilId, SchoolId},
    rule::Rules,
    sheet::Sheet,
};
use jiff::civil::time;

use super::{Child, Example, Line, expect, fixture};
use crate::{Fault, text::Piece, words};

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

/// What an example runs on.
pub(super) struct Stage<'a> {
    pub(super) rules: &'a Rules,
    pub(super) codes: &'a CodeTable,
    pub(super) calendar: &'a Calendar,
}

/// Runs `example` under `rules`.
pub fn run(rules: &Rules, example: &Example, codes: &CodeTable, calendar: &Calendar) -> Outcome {
    let stage = Stage { rules, codes, calendar };
    let mut outcome = Outcome::default();
    let mut pupils = BTreeMap::new();
    for (number, child) in example.children.iter().enumerate() {
        match fixture::marks(child, calendar, codes) {
            Ok(marks) => drop(pupils.insert(child.name.clone(), (child, marks, Vec::new(), number as i64 + 1))),
            Err(what) => {
                let span = crate::text::Span { line: example.head.line, column: 1, length: 1 };
                outcome.unmet.push(Fault::new(&example.path, span, what, "correct the pupils of this example"));
                return outcome;
            }
        }
    }
    for line in &example.lines {
        if let Some((child, marks, history, number)) = pupils.get_mut(&line.child) {
            let pupil = Pupil { child, marks, id: PupilId(*number) };
            step(&stage, example, line, &pupil, history, &mut outcome);
        }
    }
    outcome
}

struct Pupil<'a> {
    child: &'a Child,
    marks: &'a fixture::Marks,
    id: PupilId,
}

fn step(
    stage: &Stage<'_>,
    example: &Example,
    line: &Line,
    pupil: &Pupil<'_>,
    history: &mut Vec<Event>,
    outcome: &mut Outcome,
) {
    let act = act(&line.does);
    let before = history.clone();
    let sheet = Sheet {
        sessions: &pupil.marks.sessions,
        marks: &pupil.marks.marks,
        codes: stage.codes,
        calendar: stage.calendar,
    };
    let facts = Facts { day: line.day, sheet, cohorts: &pupil.child.cohorts, history: &before };
    let mut tried = None;
    match act {
        Ok(None) => {}
        Ok(Some(act)) => {
            let fields: Vec<(&str, &str)> =
                act.fields.iter().map(|(field, value)| (field.as_str(), value.as_str())).collect();
            let attempt_of = Attempt { action: &act.action, outcome: &act.outcome, fields: &fields };
            let answer = attempt(stage.rules, &facts, &attempt_of);
            outcome.looked_at.insert(act.action.clone());
            if answer.is_ok() {
                history.push(event(line, pupil.id, &act));
            }
            let refusal_expected = line.expect.iter().any(|part| part.text.starts_with("refused"));
            if let (Err(refused), false) = (&answer, refusal_expected) {
                let what = format!("it is refused: {}", refused.missing.join("; "));
                outcome.unmet.push(Fault::new(&example.path, line.does.span, what, ""));
            }
            tried = Some(answer);
        }
        Err(what) => outcome.unmet.push(Fault::new(&example.path, line.does.span, what, "")),
    }
    let after = history.clone();
    let facts = Facts { history: &after, ..facts };
    for part in &line.expect {
        match expect::check(stage, &facts, part, tried.as_ref(), &mut outcome.looked_at) {
            Ok(None) => outcome.met += 1,
            Ok(Some(instead)) => outcome.unmet.push(Fault::new(&example.path, part.span, instead, "")),
            Err(mut fault) => {
                fault.path.clone_from(&example.path);
                outcome.unmet.push(fault);
            }
        }
    }
}

/// Something done in an example.
pub(super) struct Act {
    action: String,
    outcome: String,
    fields: Vec<(String, String)>,
}

/// `looks` is nothing done; else `does [thing] as "value" with "field" value, …`.
pub(super) fn act(does: &Piece) -> Result<Option<Act>, String> {
    let text = does.text.as_str();
    if text == "looks" || text.starts_with("looks to ") {
        return Ok(None);
    }
    let named = text.strip_prefix("does ").or_else(|| text.strip_prefix("starts "));
    let action = named.and_then(|rest| words::names(rest).into_iter().next());
    let Some(action) = action else {
        return Err(format!("`{text}` does not say what is done"));
    };
    let (said, with) = text.split_once(" with ").unwrap_or((text, ""));
    let outcome =
        said.split_once(" as ").and_then(|(_, rest)| words::values(rest).into_iter().next()).unwrap_or_default();
    let fields = with.split(", ").filter(|part| part.contains('"')).map(field).collect();
    Ok(Some(Act { action, outcome, fields }))
}

/// `"field" value` or `"field" "value"`
fn field(part: &str) -> (String, String) {
    let mut pieces = part.splitn(3, '"').skip(1);
    let name = pieces.next().unwrap_or("").to_owned();
    let value = pieces.next().unwrap_or("").trim().trim_matches('"').to_owned();
    (name, value)
}

fn event(line: &Line, pupil: PupilId, act: &Act) -> Event {
    Event {
        pupil,
        school: SchoolId(1),
        at: domain::clock::instant(line.day, time(12, 0, 0, 0)),
        by: By { person: PersonId(1), name: String::from("Example"), position: String::from("example") },
        done: Done::Did { action: act.action.clone(), outcome: act.outcome.clone() },
        note: String::new(),
    }
}
