//! The decisions about every pupil of a copy and about its school, worked out from the copy alone: each by the edition of the
//! handbook of its own day.

use std::collections::HashMap;

use analysis::SchoolRoll;
use domain::{
    Date,
    calendar::school_year_start,
    case::{Event, NOBODY},
    clock,
    decide::{Decided, Facts, Receipt, Who, decide, explain},
    id::PupilId,
    rule::Rules,
};

use super::part::Part;
use crate::{Error, edition::Editions, packs::Shelf, unsay::Corrections};

/// A line for each condition of each decision.
pub(super) fn of(shelf: &Shelf, part: &Part) -> Result<Vec<Vec<String>>, Error> {
    let codes = shelf.built_in().codes.clone();
    let mut roll = SchoolRoll::new(part.school.id, codes, part.calendar.clone());
    for entry in &part.entries {
        roll.apply(entry)?;
    }
    let day = part.school.day;
    let to = |event: &&Event| clock::local(event.at).date() <= day;
    let mut histories: HashMap<PupilId, Vec<Event>> = HashMap::new();
    for event in part.events.iter().map(|one| &one.event).filter(to) {
        histories.entry(event.pupil).or_default().push(event.clone());
    }
    let editions = Editions::of(shelf, &part.school.pack, day)?;
    let corrections = Corrections::of(&part.entries);
    let decisions = Decisions { shelf, part, editions, corrections };
    let mut rows = Vec::new();
    for pupil in &part.pupils {
        let history = histories.remove(&pupil.id).unwrap_or_default();
        let sheet = roll.sheet_or_blank(pupil.id);
        let facts = Facts { day, who: pupil.who, sheet, cohorts: &pupil.cohorts, history: &history };
        let about = Rows { about: [pupil.id.to_string(), pupil.upn.clone()], rows: Vec::new() };
        rows.extend(decisions.of_pupil(pupil.id, &facts, about)?);
    }
    let duties: Vec<Event> = part.duties.iter().map(|one| &one.event).filter(to).cloned().collect();
    let sheet = roll.sheet_or_blank(NOBODY);
    let facts = Facts { day, who: Who::default(), sheet, cohorts: &[], history: &duties };
    rows.extend(decisions.of_school(&facts)?);
    Ok(rows)
}

/// What the decisions of one school are made with.
struct Decisions<'a> {
    shelf: &'a Shelf,
    part: &'a Part,
    editions: Editions<'a>,
    corrections: Corrections,
}

impl<'a> Decisions<'a> {
    /// The rules as they applied to the school on `day`.
    fn rules(&self, day: Date) -> Result<&'a Rules, Error> {
        self.shelf.on(day).rules(&self.part.school.pack)
    }

    fn of_pupil(&self, id: PupilId, facts: &Facts<'_>, mut rows: Rows) -> Result<Vec<Vec<String>>, Error> {
        let day = facts.day;
        let mut decided = decide(self.rules(day)?, facts);
        let began = self.began(facts, &decided);
        let unsaid = self.corrections.unsaid((self.part.school.id, id), facts, &|day| self.rules(day))?;
        crate::unsay::add(&mut decided, unsaid);
        let tally = facts.sheet.between(school_year_start(day), day).tally();
        let counts = [
            ("attended", tally.attended),
            ("authorised absence", tally.authorised),
            ("unauthorised absence", tally.unauthorised),
        ];
        for (name, count) in counts {
            rows.add(("count", name, day), &count.to_string(), None);
        }
        for stage in &decided.stages {
            let since = stage.since.map_or_else(String::new, |day| format!(" since {day}"));
            rows.add(("stage", &stage.set, day), &format!("{}{since}", stage.stage), None);
        }
        rows.decided(&decided, day);
        for (kind, name, receipt) in derived(&decided) {
            let Some(since) = began.iter().find(|(known, _)| known == name).and_then(|(_, since)| *since) else {
                continue;
            };
            if since < day {
                self.when_it_began(facts, (kind, name, receipt), since, &mut rows)?;
            }
        }
        Ok(rows.rows)
    }

    /// Since when what holds has held.
    fn began(&self, facts: &Facts<'_>, decided: &Decided) -> Vec<(String, Option<Date>)> {
        let names: Vec<&str> = derived(decided).map(|(_, name, _)| name).collect();
        let found = self.editions.since_each(facts, &names);
        found.into_iter().map(|(name, since)| (name.to_owned(), since)).collect()
    }

    /// The derivation of a decision on the day on which it came to hold, by the edition of that day.
    fn when_it_began(
        &self,
        facts: &Facts<'_>,
        (kind, name, receipt): (&str, &str, &Receipt),
        since: Date,
        rows: &mut Rows,
    ) -> Result<(), Error> {
        let history: Vec<Event> =
            facts.history.iter().filter(|event| clock::local(event.at).date() <= since).cloned().collect();
        let then = Facts { day: since, history: &history, ..*facts };
        if let Some(explained) = explain(self.rules(since)?, &then, &receipt.head.pack, &receipt.head.slug) {
            let value = explained.band.clone().unwrap_or_else(|| explained.holds.word().to_owned());
            rows.add((kind, name, since), &value, Some(&explained.receipt));
        }
        Ok(())
    }

    /// What the school as a whole owes.
    fn of_school(&self, facts: &Facts<'_>) -> Result<Vec<Vec<String>>, Error> {
        let mut rows = Rows { about: [NOBODY.to_string(), String::new()], rows: Vec::new() };
        let decided = crate::duty::owed(self.rules(facts.day)?, facts);
        rows.decided(&decided, facts.day);
        Ok(rows.rows)
    }
}

/// What was decided with a derivation: its kind, its name and that.
fn derived(decided: &Decided) -> impl Iterator<Item = (&'static str, &str, &Receipt)> {
    let bands = decided.bands.iter().filter(|band| band.place > 0);
    let bands = bands.map(|band| ("band", band.set.as_str(), &band.receipt));
    let flags = decided.flags.iter().map(|one| ("flag", one.name.as_str(), &one.receipt));
    let lists = decided.lists.iter().map(|one| ("list", one.name.as_str(), &one.receipt));
    let tasks = decided.tasks.iter().map(|one| ("task", one.name.as_str(), &one.receipt));
    bands.chain(flags).chain(lists).chain(tasks)
}

/// The lines about one pupil, or about the school.
struct Rows {
    /// The number and the UPN; of a school the UPN is empty.
    about: [String; 2],
    rows: Vec<Vec<String>>,
}

impl Rows {
    /// What was decided on `day`.
    fn decided(&mut self, decided: &Decided, day: Date) {
        for band in &decided.bands {
            self.add(("band", &band.set, day), &band.band, Some(&band.receipt));
        }
        for (kind, holding) in [("flag", &decided.flags), ("list", &decided.lists)] {
            for one in holding {
                self.add((kind, &one.name, day), "holds", Some(&one.receipt));
            }
        }
        for task in &decided.tasks {
            let owner = if task.owner.is_empty() { String::new() } else { format!(" for {}", task.owner.join(", ")) };
            let state = if task.is_overdue { "overdue" } else { "stands" };
            self.add(("task", &task.name, day), &format!("{state}{owner}"), Some(&task.receipt));
        }
    }

    fn add(&mut self, (kind, name, day): (&str, &str, Date), value: &str, receipt: Option<&Receipt>) {
        let rule = receipt.map_or_else(String::new, |receipt| {
            let head = &receipt.head;
            format!("{}/{}.md {}", head.pack, head.chapter, head.slug)
        });
        let [id, upn] = &self.about;
        let start = [id, upn, kind, name, &day.to_string(), value, &rule].map(str::to_owned);
        let proofs = receipt.map(|receipt| receipt.proofs.as_slice()).unwrap_or_default();
        if proofs.is_empty() {
            self.rows.push(start.iter().cloned().chain(std::iter::repeat_n(String::new(), 3)).collect());
        }
        for proof in proofs {
            let found = [proof.words.clone(), proof.found.clone(), proof.holds.word().to_owned()];
            self.rows.push(start.iter().cloned().chain(found).collect());
        }
    }
}
