//! What is due: by the tasks of the handbook, and by the admission register.

use std::collections::BTreeMap;

use domain::{
    Date,
    admission::{Deletion, Entry, Record},
    calendar::{Calendar, school_year_start},
    decide::{Deadline, Standing as Task, Truth},
    id::{PupilId, SchoolId},
    permission::Actor,
    returns::{Around, Joiner},
    rule::{About, Action, Needed, Rules},
};
use jiff::Span;

use super::{Due, JOINER, LEAVER, entry, first_day, sent::Logs};
use crate::{
    App, Error,
    case::roles,
    duty,
    standing::{self, Standing},
};

/// The setting that says how many days there are to return a new pupil.
const DAYS: &str = "days to return a new pupil";

/// Everything that is due, what is late first, then by date.
pub(super) fn of_school(app: &App, by: &Actor, school: SchoolId, logs: &Logs) -> Result<Vec<Due>, Error> {
    let rules = app.rules(school)?;
    let standings = standing::of_school(app, school)?;
    let of_pupils = standings.iter().flat_map(|child| child.decided.tasks.iter().map(move |task| (child, task)));
    let mut due: Vec<Due> = of_pupils.filter_map(|(child, task)| of_task(app, (rules, by), child, task)).collect();
    due.extend(of_register(app, (rules, by), school, (&standings, logs))?);
    due.extend(of_duties(app, (rules, by), school)?);
    due.sort_by_cached_key(|one| {
        let date = one.deadline.map_or(Date::MAX, |deadline| deadline.day);
        (!one.is_late, date, one.action.head.name.clone(), one.pupil.clone().map(|(id, _)| id))
    });
    Ok(due)
}

/// A task that a return does.
fn of_task(app: &App, (rules, by): (&Rules, &Actor), child: &Standing, task: &Task) -> Option<Due> {
    let action = entry(rules, task.opens.as_deref().unwrap_or(&task.name))?;
    let deadline = child.deadlines.get(&task.name).copied();
    Some(Due {
        pupil: Some((child.pupil.id, format!("{}, {}", child.pupil.name(), child.group))),
        task: Some((task.receipt.head.pack.clone(), task.name.clone())),
        why: why(task),
        is_late: task.is_overdue || deadline.is_some_and(|deadline| deadline.is_over((app.today(), app.time()))),
        deadline,
        is_ready: is_ready(action),
        is_readers: roles::is_one_of(rules, by, &action.by),
        action: action.clone(),
    })
}

/// The conditions that hold, in the words of the chapter, with what was counted where that is one thing. The rest stands in
/// the receipt.
fn why(task: &Task) -> String {
    let holding = task.receipt.proofs.iter().filter(|proof| proof.holds == Truth::Yes);
    let words = holding.map(|proof| match (proof.words.replace(['[', ']'], ""), proof.found.as_str()) {
        (words, found) if found.is_empty() || found.contains(';') => words,
        (words, found) => format!("{words}: {found}"),
    });
    words.collect::<Vec<String>>().join("; ")
}

/// Whether everything that has to stand in it comes from the record.
fn is_ready(action: &Action) -> bool {
    let is_filled = |part: &domain::rule::Part| {
        part.needed != Needed::Always || part.filled_from.as_ref().is_some_and(domain::rule::Source::is_on_record)
    };
    action.about == About::Pupil
        && action.asks.is_empty()
        && action.ends_as.is_empty()
        && action.parts.iter().all(is_filled)
}

/// What the handbook asks of the school as a whole.
fn of_duties(app: &App, (rules, by): (&Rules, &Actor), school: SchoolId) -> Result<Vec<Due>, Error> {
    let duties = duty::of_school(app, by, school)?.into_iter();
    let due = duties.filter_map(|duty| {
        let action = entry(rules, &duty.possible.action.head.name)?;
        let task = duty.standing?;
        Some(Due {
            pupil: None,
            task: None,
            why: why(&task),
            deadline: duty.deadline,
            is_late: duty.is_overdue,
            is_ready: false,
            is_readers: roles::is_one_of(rules, by, &action.by),
            action: action.clone(),
        })
    });
    Ok(due.collect())
}

/// Who came onto the register and who comes off it, without a return.
fn of_register(
    app: &App,
    (rules, by): (&Rules, &Actor),
    school: SchoolId,
    (standings, logs): (&[Standing], &Logs),
) -> Result<Vec<Due>, Error> {
    let days = rules.setting(DAYS).and_then(|setting| days_of(&setting.value.to_string()));
    let (Some(joiner), Some(leaver), Some(days)) = (entry(rules, JOINER), entry(rules, LEAVER), days) else {
        return Ok(Vec::new());
    };
    let calendar = app.calendar(school)?;
    let today = app.today();
    let around = |day: Date| around(&calendar, standings, day);
    let mut due = Vec::new();
    let mut add = |action: &Action, pupil: (PupilId, String), why: String, day: Date| {
        due.push(Due {
            pupil: Some(pupil),
            task: None,
            why,
            is_late: day < today,
            deadline: Some(Deadline { day, at: None }),
            is_ready: is_ready(action),
            is_readers: roles::is_one_of(rules, by, &action.by),
            action: action.clone(),
        });
    };
    for (pupil, entries) in by_pupil(app, school)? {
        let standing = standings.iter().find(|child| child.pupil.id == pupil);
        let year = standing.map(|child| child.pupil.year);
        if let (Some(joined), Some(child)) = (Joiner::of(&entries), standing) {
            let is_usual = joined.is_usual(child.pupil.year, &around(joined.from));
            if !is_usual && joined.from <= today && !logs.was_sent_since(JOINER, pupil, joined.entered) {
                let who = format!("{}, {}", child.pupil.name(), child.group);
                let why = format!("Entered on {}, starting on {}", said(joined.entered), said(joined.from));
                add(joiner, (pupil, who), why, joined.due(days));
            }
        }
        let record = Record::on(&entries, today);
        let Some((record, deletion)) = record.and_then(|one| one.deletion.clone().map(|deletion| (one, deletion)))
        else {
            continue;
        };
        let is_usual = year.is_some_and(|year| around(deletion.on).is_usual_end(deletion.on, year));
        let since = record.enrolment().map_or(Date::MIN, |enrolment| enrolment.from);
        if !is_usual && !was_returned(app, &deletion) && !logs.was_sent_since(LEAVER, pupil, since) {
            let why = format!("The name goes on {}, under {}", said(deletion.on), deletion.paragraph);
            add(leaver, (pupil, logs.name(pupil)), why, deletion.on);
        }
    }
    Ok(due)
}

/// Every entry about the pupils of whom something was entered lately.
fn by_pupil(app: &App, school: SchoolId) -> Result<BTreeMap<PupilId, Vec<Entry>>, Error> {
    let since = first_day(app).max(school_year_start(app.today()).saturating_sub(Span::new().days(60)));
    app.store.read::<_, Error>(|tx| {
        let lately = store::admission::since(tx, school, since)?;
        let mut all = BTreeMap::new();
        for entry in lately {
            if let std::collections::btree_map::Entry::Vacant(place) = all.entry(entry.pupil) {
                place.insert(store::admission::of_pupil(tx, school, entry.pupil)?);
            }
        }
        Ok(all)
    })
}

/// Whether the deletion itself says that the return was made in another way.
fn was_returned(app: &App, deletion: &Deletion) -> bool {
    let Some(ground) = app.packs().grounds.find(&deletion.paragraph) else { return false };
    let returns = ground.conditions.iter().filter(|one| one.asked == domain::admission::Asked::Return);
    returns.into_iter().any(|one| deletion.proofs.iter().any(|(words, shown)| *words == one.words && !shown.is_empty()))
}

/// Both ends of the school, and of the school year that `day` falls in.
fn around(calendar: &Calendar, standings: &[Standing], day: Date) -> Around {
    let years = standings.iter().map(|child| child.pupil.year);
    let start = school_year_start(day);
    let end = start.saturating_add(Span::new().years(1)).saturating_sub(Span::new().days(1));
    let days = calendar.between(start, end);
    Around {
        youngest: years.clone().min().unwrap_or(0),
        oldest: years.max().unwrap_or(0),
        first_day: days.first().copied(),
        last_day: days.last().copied(),
    }
}

/// `5` of `5 days`.
fn days_of(words: &str) -> Option<i64> {
    words.split(' ').next()?.parse().ok()
}

fn said(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}
