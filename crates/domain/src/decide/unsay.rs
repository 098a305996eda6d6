//! What was sent and rests on marks that were corrected since: it is taken back, or somebody says why it stands.

use alloc::{format, string::String, vec::Vec};

use jiff::{Timestamp, civil::Date};

use super::{
    Attempt, Facts, Proof, Standing, attempt,
    events::day_of,
    judge::{Judge, Truth},
};
use crate::{
    case::{Done, Event},
    code::Code,
    rule::{About, Action, Condition, Due, Kind, Rules, Strength, Task},
    session::Session,
    sheet::Sheet,
};

/// What the national letter that takes something back is called.
pub const CORRECTION_LETTER: &str = "Correction letter";
/// The field in which that letter names what it takes back, by the names of the tasks that it closes, parted by [`PARTED`].
pub const TAKEN_BACK: &str = "taken back";
/// How the name of a task begins that stands because something was sent.
pub const TAKE_BACK: &str = "Take back ";
/// What stands between two names in [`TAKEN_BACK`].
pub const PARTED: &str = "; ";

/// A mark that was set after its day, with what stood there before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Correction {
    /// When it was set.
    pub at: Timestamp,
    /// For which session.
    pub session: Session,
    /// What stood there before, if anything did.
    pub was: Option<Code>,
}

/// Something that was sent and would not have been sent by the register as it stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsaid {
    /// The task that stands because of it: the owner is whoever owed what was sent.
    pub task: Standing,
    /// What kind of thing was sent.
    pub kind: Kind,
    /// What it is called in its pack.
    pub sent: String,
    /// The day on which it was sent.
    pub day: Date,
    /// To whom; empty for nobody alone.
    pub to: String,
    /// The day of the last correction that it does not know of.
    pub since: Date,
}

/// Whether an event sent something to somebody: a letter, a notice or a referral.
pub fn is_sent(rules: &Rules, event: &Event) -> bool {
    sent(rules, event).is_some()
}

/// What the event numbered `place` of the history sent, if by the marks that stand now it would not have been opened or asked
/// for on its day, although by the marks that stood then it was; nothing once it was taken back or somebody said why it stands.
/// `corrections` are in the order of the register. `rules` are those of the day on which it was sent.
pub fn unsaid(rules: &Rules, facts: &Facts<'_>, place: usize, corrections: &[Correction]) -> Option<Unsaid> {
    let event = facts.history.get(place)?;
    let action = sent(rules, event)?;
    let day = day_of(event);
    let unknown = corrections.iter().filter(|one| one.at > event.at && one.session.date <= day);
    let since = crate::clock::local(unknown.map(|one| one.at).max()?).date();
    let name = name(event, day);
    if is_closed(rules, action, (event, &name), &facts.history[place + 1..]) {
        return None;
    }
    let before = as_known_at(facts.sheet, corrections, event.at);
    let now = Facts { day, history: &facts.history[..place], ..*facts };
    let then = Facts { sheet: Sheet { marks: &before, ..now.sheet }, ..now };
    let asked = asked_by(rules, &then, &action.head.name);
    let is_asked_no_more = !asked.is_empty() && asked_by(rules, &now, &action.head.name).is_empty();
    let is_open_no_more = may(rules, &then, event) && !may(rules, &now, event);
    if !is_asked_no_more && !is_open_no_more {
        return None;
    }
    let conditions = conditions(rules, action, &asked);
    let task = standing(rules, (&then, &now), (action, &asked), (name, &conditions));
    Some(Unsaid { task, kind: action.kind, sent: action.head.name.clone(), day, to: event.to().into(), since })
}

/// The entry of a letter, notice or referral that the event sent.
fn sent<'r>(rules: &'r Rules, event: &Event) -> Option<&'r Action> {
    let (Done::LetterMade { letter: name, .. } | Done::Did { action: name, .. }) = &event.done else { return None };
    let action = rules.action(name)?;
    let is_sent = matches!(action.kind, Kind::Letter | Kind::Notice | Kind::Referral) && action.about == About::Pupil;
    (is_sent && action.head.name != CORRECTION_LETTER).then_some(action)
}

/// `Take back Attendance letter of 12 November 2026 to Jude Finch`.
fn name(event: &Event, day: Date) -> String {
    let sent = event.name().unwrap_or_default();
    let to = if event.to().is_empty() { String::new() } else { format!(" to {}", event.to()) };
    format!("{TAKE_BACK}{sent} of {}{to}", day.strftime("%-d %B %Y"))
}

fn is_closed(rules: &Rules, action: &Action, (event, name): (&Event, &str), later: &[Event]) -> bool {
    later.iter().any(|one| match &one.done {
        Done::TaskDone { task } => task == name,
        Done::Considered { item, .. } => item == name,
        Done::LetterMade { letter, .. } if letter == CORRECTION_LETTER => {
            one.field(TAKEN_BACK).is_some_and(|names| names.split(PARTED).any(|taken| taken == name))
        }
        _ => action.withdrawn_by.as_deref().is_some_and(|by| rules.is_of(one, by)) && one.to() == event.to(),
    })
}

/// The marks as they stood at an instant: everything that was set later is undone, the latest first.
fn as_known_at(sheet: Sheet<'_>, corrections: &[Correction], at: Timestamp) -> Vec<u8> {
    let mut marks = sheet.marks.to_vec();
    for one in corrections.iter().rev().filter(|one| one.at > at) {
        if let Ok(place) = sheet.sessions.binary_search(&one.session) {
            marks[place] = one.was.map_or(0, Code::number);
        }
    }
    marks
}

/// The tasks that ask for the thing called `name`.
fn asked_by<'r>(rules: &'r Rules, facts: &Facts<'r>, name: &str) -> Vec<&'r Task> {
    let judge = Judge::new(rules, facts, None);
    let tasks = judge.rules.tasks.iter().filter(|task| task.opens.as_deref() == Some(name) || task.head.name == name);
    let in_force = tasks.filter(|task| judge.is_in_force(&task.head));
    in_force.filter(|task| judge.applies(&task.when, task.unless.as_ref()) == Truth::Yes).collect()
}

/// Whether everything was there that sending it asks first.
fn may(rules: &Rules, facts: &Facts<'_>, event: &Event) -> bool {
    let fields: Vec<(&str, &str)> = match &event.done {
        Done::Did { fields, .. } | Done::LetterMade { fields, .. } => {
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
        }
        _ => Vec::new(),
    };
    let action = event.name().unwrap_or_default();
    let tried = Attempt { action, outcome: event.outcome(), fields: &fields, to: event.to(), roles: None };
    attempt(rules, facts, &tried).is_ok()
}

/// Everything that it rests on.
fn conditions<'r>(rules: &'r Rules, action: &'r Action, asked: &[&'r Task]) -> Vec<&'r Condition> {
    let needs = action.when.iter().chain(action.needs.iter().map(|need| &need.holds));
    let limits =
        rules.limits.iter().filter(|limit| rules.is_same(&limit.on, &action.head.name)).map(|limit| &limit.allows);
    needs.chain(limits).chain(asked.iter().map(|task| &task.when)).collect()
}

fn standing(
    rules: &Rules,
    (then, now): (&Facts<'_>, &Facts<'_>),
    (action, asked): (&Action, &[&Task]),
    (name, conditions): (String, &[&Condition]),
) -> Standing {
    let judge = Judge::new(rules, now, None);
    let mut receipt = judge.receipt(&action.head, None);
    receipt.head.strength = Strength::Expected;
    let before = conditions.iter().flat_map(|one| super::proofs(rules, then, one));
    let after = conditions.iter().flat_map(|one| super::proofs(rules, now, one));
    for (was, is) in before.zip(after).filter(|(was, is)| was.holds != is.holds) {
        let words = format!("the register was corrected since, and it was not so that {}", is.words);
        let found = if was.found == is.found { is.found } else { format!("{} then, {} now", was.found, is.found) };
        let proof = Proof { words, found, holds: Truth::Yes };
        if !receipt.proofs.contains(&proof) {
            receipt.proofs.push(proof);
        }
    }
    let opens = match action.kind {
        _ if action.withdrawn_by.is_some() => action.withdrawn_by.clone(),
        Kind::Letter => rules.action(CORRECTION_LETTER).map(|letter| letter.head.name.clone()),
        _ => None,
    };
    Standing {
        name,
        strength: Strength::Expected,
        owner: asked.iter().map(|task| &task.owner).find(|owner| !owner.is_empty()).unwrap_or(&action.by).clone(),
        is_overdue: false,
        has_overdue_count: false,
        is_due_at_once: false,
        due: Due::Never,
        no_later_than: None,
        to: Vec::new(),
        opens,
        receipt,
    }
}
