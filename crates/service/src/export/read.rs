//! Reading the tables of a copy, as far as they can be read.

use std::collections::BTreeMap;

use domain::{
    act::{Mark, NewEntry},
    calendar::{Calendar, Closure, Term},
    case::{Event, NOBODY},
    code::CodeTable,
    decide::Who,
    id::{PupilId, SchoolId},
    log::Entry,
    session::{Half, Session},
};
use store::Chained;

use super::{
    Fault, SCHOOLS, admission, evidence,
    folder::Files,
    message,
    part::{self, Listed, OnRoll, Part, check, code, file, hash},
    retention, submission,
    table::{Row, table},
};

/// The schools of a copy.
pub(super) fn schools(files: &Files, faults: &mut Vec<Fault>) -> Vec<Listed> {
    table((files, SCHOOLS), &part::SCHOOLS, faults, |row| {
        Ok(Listed {
            id: SchoolId(row.value("id")?),
            urn: row.text("urn").to_owned(),
            name: row.text("name").to_owned(),
            pack: row.text("pack").to_owned(),
            day: row.value("day")?,
        })
    })
}

/// Everything of one school.
pub(super) fn part(files: &Files, codes: &CodeTable, school: Listed, faults: &mut Vec<Fault>) -> Part {
    let urn = school.urn.clone();
    let name = |name: &str| file(&urn, name);
    let calendar = calendar(files, &name, faults);
    let mut pupils = table((files, &name("pupils")), &part::PUPILS, faults, |row| {
        let who = Who::default().born(row.value("born")?).in_year(row.value("year")?, school.day);
        Ok(OnRoll { id: PupilId(row.value("pupil")?), upn: row.text("upn").to_owned(), who, cohorts: Vec::new() })
    });
    let cohorts = table((files, &name("cohorts")), &part::COHORTS, faults, |row| {
        Ok((PupilId(row.value("pupil")?), row.text("cohort").to_owned()))
    });
    for (of, cohort) in cohorts {
        if let Some(pupil) = pupils.iter_mut().find(|pupil| pupil.id == of) {
            pupil.cohorts.push(cohort);
        }
    }
    let entries = entries(files, codes, (&name, school.id), faults);
    let events = table((files, &name("events")), &part::EVENTS, faults, |row| {
        event(row, school.id, PupilId(row.value("pupil")?))
    });
    let duties = table((files, &name("duties")), &part::DUTIES, faults, |row| event(row, school.id, NOBODY));
    let messages = message::read(files, &school, faults);
    let admissions = admission::read(files, &school, faults);
    let submissions = submission::read(files, codes, &school, faults);
    let evidence = evidence::read(files, &school, faults);
    let retention = retention::read(files, &school, faults);
    Part { school, calendar, pupils, entries, events, duties, messages, admissions, submissions, evidence, retention }
}

fn calendar(files: &Files, name: &dyn Fn(&str) -> String, faults: &mut Vec<Fault>) -> Calendar {
    let terms = table((files, &name("terms")), &part::TERMS, faults, |row| {
        Ok(Term { name: row.text("name").to_owned(), first: row.value("first")?, last: row.value("last")? })
    });
    let closures = table((files, &name("closures")), &part::CLOSURES, faults, |row| {
        Ok(Closure {
            first: row.value("first")?,
            last: row.value("last")?,
            kind: row.read("kind", store::calendar::kind_of)?,
            label: row.text("label").to_owned(),
        })
    });
    Calendar::new(terms, closures)
}

fn entries(
    files: &Files,
    codes: &CodeTable,
    (name, school): (&dyn Fn(&str) -> String, SchoolId),
    faults: &mut Vec<Fault>,
) -> Vec<Entry> {
    let mut entries = table((files, &name("entries")), &part::ENTRIES, faults, |row| entry(row, school));
    let marks = table((files, &name("marks")), &part::MARKS, faults, |row| mark(row, codes));
    let mut of: BTreeMap<i64, Vec<Mark>> = BTreeMap::new();
    for (number, mark, changed) in marks {
        faults.extend(changed);
        of.entry(number).or_default().push(mark);
    }
    for entry in &mut entries {
        entry.what.marks = of.remove(&entry.number).unwrap_or_default();
    }
    faults.extend(of.keys().map(|number| Fault::new(name("marks"), format!("there is no entry {number}"))));
    entries
}

fn entry(row: &Row<'_>, school: SchoolId) -> Result<Entry, Fault> {
    let what = NewEntry {
        school,
        at: row.value("at")?,
        by: row.by()?,
        act: row.read("act", |word| store::log::act(word, row.text("subject")))?,
        reason: row.text("reason").to_owned(),
        marks: Vec::new(),
    };
    let (previous, hash) = (row.read("previous", hash)?, row.read("hash", hash)?);
    Ok(Entry { number: row.value("number")?, what, previous, hash })
}

/// A mark with the number of its entry, and what is wrong with it when it is not the one that was written.
fn mark(row: &Row<'_>, codes: &CodeTable) -> Result<(i64, Mark, Option<Fault>), Fault> {
    let date = row.value("day")?;
    let optional = |text: &str| if text.is_empty() { Some(None) } else { text.parse::<u16>().ok().map(Some) };
    let was = |text: &str| if text.is_empty() { Some(None) } else { code(codes, text, date).map(Some) };
    let mark = Mark {
        pupil: PupilId(row.value("pupil")?),
        session: Session::new(date, row.read("half", Half::parse)?),
        was: row.read("was", was)?,
        code: row.read("code", |text| code(codes, text, date))?,
        minutes_late: row.read("minutes_late", optional)?,
        note: row.text("note").to_owned(),
    };
    let number = row.value("entry")?;
    let changed = (check(&mark) != row.text("check")).then(|| {
        let what = format!(
            "the mark of pupil {} for {} in entry {number} is not the one that was written",
            mark.pupil, mark.session
        );
        Fault::new(&row.place, what)
    });
    Ok((number, mark, changed))
}

pub(super) fn event(row: &Row<'_>, school: SchoolId, pupil: PupilId) -> Result<Chained<Event>, Fault> {
    let event = Event {
        school,
        pupil,
        at: row.value("at")?,
        by: row.by()?,
        done: row.read("kind", |kind| store::case::done(kind, row.text("subject"), row.text("detail")))?,
        note: row.text("note").to_owned(),
    };
    let (previous, hash) = (row.read("previous", hash)?, row.read("hash", hash)?);
    Ok(Chained { number: row.value("number")?, event, previous, hash })
}

/// The receipts of a school as they were written, cell by cell.
pub(super) fn receipts(files: &Files, urn: &str, faults: &mut Vec<Fault>) -> Vec<Vec<String>> {
    table((files, &file(urn, "receipts")), &part::RECEIPTS, faults, |row| {
        Ok(row.record.iter().map(str::to_owned).collect())
    })
}
