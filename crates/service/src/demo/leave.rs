//! Requests for leave that can be shown whatever chance did: one that was granted for days to come, one that was refused and
//! taken all the same, and one that waits for the headteacher.

use domain::{
    Date,
    act::By,
    case::{Done, Event},
    decide::{Attempt, Facts, attempt},
    id::PersonId,
    leave::{DECISION, REQUEST},
    permission::Role,
    pupil::Contact,
    rule::{Action, Applies},
};
use jiff::ToSpan;

use super::{
    casework::{Subject, desk::Desk},
    clock::{Midnight, Minute},
};
use crate::case::asked::{self, Field, Shape};

/// Calendar days from asking to the first day of each leave.
const AHEAD_DAYS: i64 = 33;
/// Calendar days from asking to the decision.
const DECIDED_AFTER_DAYS: i64 = 5;
/// School days from today to the leave that is granted.
const GRANTED_IN_DAYS: usize = 3;
/// How many pupils are passed over before the one whose leave is granted, and before the one whose request waits.
const PASSED_OVER: [usize; 2] = [6, 13];
/// The grounds of handbooks on which an invented head grants leave.
const GROUNDS: [&str; 2] = ["exceptional circumstances", "family crisis"];

const ASKS_AT: Minute = 1_150;
const DECIDES_AT: Minute = 960;

/// A request, and how it is decided.
struct Story<'a> {
    subject: &'a Subject<'a>,
    first: Date,
    last: Date,
    asked: Date,
    outcome: Option<&'static str>,
    because: &'static str,
    why: &'static str,
}

/// What was asked and decided in the school of `desk`, as its handbook lets it be; `made` is the casework on record.
pub(super) fn stage(desk: &Desk<'_>, made: &[Event], day: Date) -> Vec<Event> {
    let Some((request, decision)) = desk.rules.action(REQUEST).zip(desk.rules.action(DECISION)) else {
        return Vec::new();
    };
    let stories = [granted(desk, made, day), refused(desk, made, day), waiting(desk, made, day)];
    stories.into_iter().flatten().flat_map(|story| tell(desk, &story, request, decision)).collect()
}

/// Pupils of whom no leave is on record, each with a parent at home.
fn quiet<'d>(desk: &'d Desk<'_>, made: &[Event]) -> impl Iterator<Item = &'d Subject<'d>> {
    let has_asked =
        |subject: &Subject<'_>| made.iter().any(|one| one.pupil == subject.id && desk.rules.is_of(one, REQUEST));
    let free: Vec<&Subject<'_>> =
        desk.subjects.iter().filter(|one| !has_asked(one) && parent(one).is_some() && one.cohorts.is_empty()).collect();
    free.into_iter()
}

fn parent<'s>(subject: &Subject<'s>) -> Option<&'s Contact> {
    subject.contacts.iter().find(|contact| contact.is_parent && contact.lives_with)
}

fn granted<'d>(desk: &'d Desk<'_>, made: &[Event], day: Date) -> Option<Story<'d>> {
    let subject = quiet(desk, made).nth(PASSED_OVER[0])?;
    let first = desk.place.calendar.after(day, GRANTED_IN_DAYS)?;
    let last = desk.place.calendar.after(first, 1)?;
    let asked = first.saturating_sub(AHEAD_DAYS.days());
    let (because, why) = ("My brother marries in Lisbon", "A wedding in the close family, once, and asked for in time");
    Some(Story { subject, first, last, asked, outcome: Some("granted"), because, why })
}

fn waiting<'d>(desk: &'d Desk<'_>, made: &[Event], day: Date) -> Option<Story<'d>> {
    let subject = quiet(desk, made).nth(PASSED_OVER[1])?;
    let asked = day.saturating_sub(1.days());
    let first = desk.place.calendar.after(asked.saturating_add(AHEAD_DAYS.days()), 1)?;
    let because = "Her grandmother turns ninety in Accra, and the family comes together for it";
    Some(Story { subject, first, last: first, asked, outcome: None, because, why: "" })
}

/// Most calendar days between two days of one journey: a weekend and a bank holiday.
const SAME_JOURNEY_DAYS: i32 = 4;

/// The first pupil who was away on days that the register has the code for that a refusal gives.
fn refused<'d>(desk: &'d Desk<'_>, made: &[Event], day: Date) -> Option<Story<'d>> {
    let gives = &desk.rules.action(DECISION)?.gives;
    let letters = &gives.iter().find(|gives| gives.applies == Applies::IfAbsent)?.code;
    let since = domain::calendar::school_year_start(day).saturating_add(AHEAD_DAYS.days());
    let taken = |subject: &Subject<'_>| -> Option<(Date, Date)> {
        let absences = desk.roll.sheet_or_blank(subject.id).absences();
        let days = absences.filter(|(session, code)| session.date >= since && desk.codes.letters(*code) == letters);
        days.map(|(session, _)| session.date).fold(None, |journey, day| match journey {
            Some((first, last)) if (day - last).get_days() <= SAME_JOURNEY_DAYS => Some((first, day)),
            Some(journey) => Some(journey),
            None => Some((day, day)),
        })
    };
    let (subject, (first, last)) = quiet(desk, made).find_map(|subject| Some((subject, taken(subject)?)))?;
    let asked = first.saturating_sub(AHEAD_DAYS.days());
    let (because, why) = ("The flights are cheaper in these weeks", "A cheaper flight is no exceptional circumstance");
    Some(Story { subject, first, last, asked, outcome: Some("refused"), because, why })
}

fn tell(desk: &Desk<'_>, story: &Story<'_>, request: &Action, decision: &Action) -> Vec<Event> {
    let Some(contact) = parent(story.subject) else { return Vec::new() };
    let by = By { person: PersonId(0), name: contact.name.clone(), position: contact.relationship.clone() };
    let mut history = Vec::new();
    let fields = filled(desk, story, request);
    if !add(desk, story, &mut history, (request, "", fields, by), (story.asked, ASKS_AT)) {
        return Vec::new();
    }
    if let Some(outcome) = story.outcome {
        // A handbook may know no refusal: then its head says nothing and the days go by.
        let ends_as = decision.ends_as.iter().find(|end| *end == outcome).map_or("", String::as_str);
        let on = story.asked.saturating_add(DECIDED_AFTER_DAYS.days());
        let by = desk.staff.by(Role::Headteacher).clone();
        let is_said = !ends_as.is_empty() || outcome == "granted";
        let fields = filled(desk, story, decision);
        if !is_said || !add(desk, story, &mut history, (decision, ends_as, fields, by), (on, DECIDES_AT)) {
            return Vec::new();
        }
    }
    history
}

/// Puts it on record where the handbook takes it.
fn add(
    desk: &Desk<'_>,
    story: &Story<'_>,
    history: &mut Vec<Event>,
    (action, outcome, fields, by): (&Action, &str, Vec<(String, String)>, By),
    (day, minute): (Date, Minute),
) -> bool {
    let name = action.head.name.as_str();
    let given: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let tried = Attempt { action: name, outcome, fields: &given, to: "", roles: None };
    let sheet = desk.roll.sheet_or_blank(story.subject.id);
    let facts = Facts { day, who: story.subject.who, sheet, cohorts: &[], history };
    if attempt(desk.rules, &facts, &tried).is_err() {
        return false;
    }
    let done = Done::Did { action: name.into(), outcome: outcome.into(), to: String::new(), fields };
    let (pupil, school) = (story.subject.id, desk.place.school.id);
    let at = Midnight::of(day).at(minute, 0);
    history.push(Event { pupil, school, at, by, done, note: String::new() });
    true
}

/// Every field of the form, as somebody in the story would fill it in.
fn filled(desk: &Desk<'_>, story: &Story<'_>, action: &Action) -> Vec<(String, String)> {
    let fields = asked::fields(desk.rules, action).into_iter().chain(asked::parts(desk.rules, action));
    let filled = fields.map(|field| {
        let value = value(desk, story, &field);
        (field.name, value)
    });
    filled.filter(|(_, value)| !value.is_empty()).collect()
}

fn value(desk: &Desk<'_>, story: &Story<'_>, field: &Field) -> String {
    let is_refused = story.outcome == Some("refused");
    let calendar = &desk.place.calendar;
    match (&field.shape, field.name.as_str()) {
        (_, name) if is_refused && name.ends_with("granted") => String::new(),
        (Shape::Day, name) if name.starts_with("first") => story.first.to_string(),
        (Shape::Day, name) if name.starts_with("last") => story.last.to_string(),
        (Shape::Day, _) | (_, "expected return") => {
            calendar.after(story.last, 1).map_or_else(String::new, |back| back.to_string())
        }
        (Shape::Number(_), _) | (_, "days granted") => calendar.between(story.first, story.last).len().to_string(),
        (Shape::YesOrNo, _) => String::from("yes"),
        (Shape::Words(known), _) if !known.is_empty() => {
            known.iter().find(|word| GROUNDS.contains(&word.as_str())).unwrap_or(&known[0]).clone()
        }
        (_, "why") => story.why.to_owned(),
        (_, name) if name.starts_with("signature") => {
            parent(story.subject).map_or_else(String::new, |parent| format!("{}, {}", parent.name, story.asked))
        }
        _ => story.because.to_owned(),
    }
}
