//! Why something is so of a pupil: one decision of the handbook, complete enough to be worked out again by hand.

use domain::{
    Date,
    calendar::school_year_start,
    case::Event,
    code::Code,
    decide::{Explained, OPEN, Truth, explain},
    id::PupilId,
    log::Entry,
    permission::Actor,
    pupil::Pupil,
    rule::{Head, PackHead, Rules},
    school::Group,
    session::Session,
};
use pack::text::{Block, Chapter, Piece};

use crate::{App, Error, edition::Editions, pupil::Record};

/// One decision with everything it rests on.
#[derive(Debug, Clone)]
pub struct Derived {
    /// The pupil.
    pub pupil: Pupil,
    /// Their class.
    pub group: Group,
    /// What its entry is called today.
    pub name: String,
    /// The decision: on the day it began, or today.
    pub explained: Explained,
    /// The day since when it has held without a break; nothing when it does not hold, or has since the year began.
    pub began: Option<Date>,
    /// Whether it holds today.
    pub holds_today: Truth,
    /// What the chapter says at that place, a paragraph each; empty for an entry without words of its own.
    pub says: Vec<String>,
    /// The pack that it stands in.
    pub source: PackHead,
    /// Whose it is, for a task.
    pub owner: Vec<String>,
    /// What somebody last recorded under its name.
    pub decided: Option<Event>,
    /// Amendments since that day of marks that it counts, newest first.
    pub changed: Vec<Entry>,
    /// The number of the last entry of the school's register.
    pub last_entry: i64,
    /// Sixteen hexadecimal digits that stay the same as long as the decision rests on the same rule, day and marks.
    pub fingerprint: String,
}

/// The derivation of the entry of `pack` with this slug for a pupil.
pub fn receipt(app: &App, by: &Actor, id: PupilId, pack: &str, slug: &str) -> Result<Derived, Error> {
    let record = crate::pupil::record(app, by, id)?;
    let Record { pupil, history, .. } = &record;
    app.follow(pupil.school)?;
    let today = app.today();
    let now = app.with_facts((pupil, today), history, |rules, facts| explain(rules, facts, pack, slug))?;
    let now = now.ok_or(Error::NotFound("entry of the handbook"))?;
    let editions = Editions::to(app, pupil.school, today)?;
    let began = app.with_facts((pupil, today), history, |_, facts| {
        editions.since_each(facts, &[&now.name]).pop().and_then(|(_, since)| since)
    })?;
    // What has held since the first day of the year is explained by all of it, and so is a first band: nobody came into it.
    let first = app.calendar(pupil.school)?.year_start(today);
    let is_first_band =
        app.rules(pupil.school)?.bands.iter().any(|set| {
            set.head.answers_to(pack, slug) && set.bands.first().map(|band| &band.name) == now.band.as_ref()
        });
    // Whether something is open is asked for the day alone: what has to be on record first comes one by one.
    let is_of_today = now.kind == OPEN;
    let began = began.filter(|&day| !is_first_band && !is_of_today && first.is_none_or(|first| first < day));
    // What holds only by an edition of the handbook begins with it.
    let held_on = |day| {
        let then = app.with_facts((pupil, day), history, |rules, facts| explain(rules, facts, pack, slug));
        then.map(|then| then.is_some_and(|then| (then.holds, &then.band) == (now.holds, &now.band)))
    };
    let began = match began {
        Some(day) => Some(day),
        None if is_of_today => None,
        None => editions.begun_with(held_on)?,
    };
    let day = began.unwrap_or(today);
    let then = app.with_facts((pupil, day), history, |rules, facts| explain(rules, facts, pack, slug))?;
    let (mut now, mut then) = (now, then);
    if let Some(veil) = crate::protected::veil(app, by, pupil.school, today)? {
        then.iter_mut().chain([&mut now]).for_each(|one| veil.cover_explained(one));
    }
    let (name, holds_today) = (now.name.clone(), now.holds);
    let explained = then.unwrap_or(now);

    let rules = app.rules_on(pupil.school, day)?;
    let head = &explained.receipt.head;
    let source = rules.packs.iter().find(|layer| layer.slug == head.pack).cloned();
    let source = source.ok_or_else(|| Error::NoPack(head.pack.clone()))?;
    let chapter = app.packs_on(day).packs.get(&head.pack).and_then(|pack| pack.chapter(&head.chapter));
    let view = app.view(pupil.school);
    let roll = view.roll()?;
    let counted = roll.sheet_or_blank(id).between(explained.receipt.from, explained.receipt.day).absences();
    let counted: Vec<(Session, Code)> = counted.collect();
    Ok(Derived {
        says: chapter.map(|chapter| says(chapter, head.line)).unwrap_or_default(),
        owner: owner(rules, head),
        decided: decided(rules, history, &explained.name, today),
        changed: changed_since(&record, &explained),
        last_entry: roll.last_entry(),
        fingerprint: fingerprint(&record.pupil, &source, &explained, &counted),
        group: record.group,
        pupil: record.pupil,
        name,
        explained,
        began,
        holds_today,
        source,
    })
}

/// Whose a task is, or who does something.
fn owner(rules: &Rules, head: &Head) -> Vec<String> {
    let task = rules.tasks.iter().find(|task| task.head == *head).map(|task| &task.owner);
    let action = || rules.actions.iter().find(|action| action.head == *head).map(|action| &action.by);
    task.or_else(action).cloned().unwrap_or_default()
}

/// What somebody last recorded this school year under the entry's name, or under the name of what it opens.
fn decided(rules: &Rules, history: &[Event], name: &str, today: Date) -> Option<Event> {
    let opens = rules.tasks.iter().find(|task| task.head.name == name).and_then(|task| task.opens.as_deref());
    let year = school_year_start(today);
    let is_of_year = |event: &&Event| domain::clock::local(event.at).date() >= year;
    let mut of_year = history.iter().rev().take_while(is_of_year);
    of_year.find(|event| rules.is_of(event, name) || opens.is_some_and(|opens| rules.is_of(event, opens))).cloned()
}

/// Amendments made after the day of the decision, of marks up to that day.
fn changed_since(record: &Record, explained: &Explained) -> Vec<Entry> {
    let (from, day) = (explained.receipt.from, explained.receipt.day);
    let made_after = record.amendments.iter().filter(|entry| domain::clock::local(entry.what.at).date() > day);
    made_after
        .filter(|entry| entry.what.marks.iter().any(|mark| from <= mark.session.date && mark.session.date <= day))
        .cloned()
        .collect()
}

/// The quotations of the entry that begins at or last before `line`, with names out of their brackets.
fn says(chapter: &Chapter, line: usize) -> Vec<String> {
    let entry = chapter.entries().filter(|entry| entry.kind.span.line <= line).last();
    let quotes = entry.into_iter().flat_map(|entry| &entry.blocks).filter_map(|block| match block {
        Block::Quote(lines) => Some(lines),
        _ => None,
    });
    quotes.flat_map(|lines| paragraphs(lines)).collect()
}

fn paragraphs(lines: &[Piece]) -> Vec<String> {
    let parts = lines.split(|line| line.text.is_empty()).filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let words: Vec<&str> = part.iter().map(|line| line.text.as_str()).collect();
            words.join(" ").replace(['[', ']', '*'], "")
        })
        .collect()
}

fn fingerprint(pupil: &Pupil, source: &PackHead, explained: &Explained, counted: &[(Session, Code)]) -> String {
    let receipt = &explained.receipt;
    let head = &receipt.head;
    let mut hasher = blake3::Hasher::new();
    let mut part = |text: &str| {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    };
    for text in [&pupil.upn, &source.name, &source.edition, &explained.name, &receipt.day.to_string()] {
        part(text);
    }
    part(explained.band.as_deref().unwrap_or_default());
    part(explained.holds.word());
    head.rows.iter().chain(&head.readings).for_each(|cited| part(cited));
    for proof in &receipt.proofs {
        [proof.words.as_str(), proof.found.as_str(), proof.holds.word()].into_iter().for_each(&mut part);
    }
    let tally = receipt.tally;
    part(&format!("{} {} {} {}", tally.attended, tally.authorised, tally.unauthorised, receipt.not_counted));
    counted.iter().for_each(|(session, code)| part(&format!("{session} {}", code.number())));
    hasher.finalize().to_hex()[..16].to_owned()
}

#[cfg(test)]
mod tests {
    use domain::{
        code::{CodeTable, Role},
        decide::{Facts, Who, bars},
        session::Half,
        sheet::Sheet,
    };
    use jiff::civil::date;

    use domain::decide::OWED;

    use super::*;
    use crate::Packs;

    fn packs() -> Packs {
        Packs::built_in().expect("the packs of the program have no fault")
    }

    /// A year to 12 March 2027 of which the first `missed` sessions were spent ill.
    fn marks(sessions: &[Session], missed: usize, codes: &CodeTable) -> Vec<u8> {
        let mark = |(at, session): (usize, &Session)| {
            let code = match at < missed {
                true => codes.with_role(Role::Illness, session.date),
                false => codes.present(session.half, session.date),
            };
            code.map_or(0, Code::number)
        };
        sessions.iter().enumerate().map(mark).collect()
    }

    fn with_missed<T>(packs: &Packs, missed: usize, ask: impl FnOnce(&Rules, &Facts<'_>) -> T) -> T {
        let calendar = packs.example_calendar().expect("the country's pack has one");
        let day = date(2027, 3, 12);
        let days = calendar.between(domain::calendar::school_year_start(day), day);
        let sessions: Vec<Session> =
            days.iter().flat_map(|&day| Half::BOTH.map(|half| Session::new(day, half))).collect();
        let marks = marks(&sessions, missed, &packs.codes);
        let sheet = Sheet { sessions: &sessions, marks: &marks, codes: &packs.codes, calendar };
        ask(
            packs.rules("lancashire").expect("it is built in"),
            &Facts { day, who: Who::default(), sheet, cohorts: &[], history: &[] },
        )
    }

    #[test]
    fn an_entry_is_explained_whether_it_holds_or_not() {
        let packs = packs();
        let explained = |missed, pack, slug| {
            with_missed(&packs, missed, |rules, facts| explain(rules, facts, pack, slug)).expect("it is in the pack")
        };
        let pathway = explained(30, "lancashire", "pathway");
        assert_eq!(pathway.band.as_deref(), Some("Improvement"));
        assert_eq!(pathway.receipt.proofs[0].found, "15 days (30 sessions)");
        assert_eq!(explained(29, "lancashire", "pathway").band.as_deref(), Some("Universal"));
        let nurse = |missed| explained(missed, "lancashire", "school-nurse");
        assert_eq!((nurse(30).holds, nurse(29).holds), (Truth::Yes, Truth::No));
        assert_eq!(nurse(29).receipt.proofs[0].holds, Truth::No, "what it asks is shown all the same");
        assert!(with_missed(&packs, 0, |rules, facts| explain(rules, facts, "lancashire", "nothing")).is_none());
    }

    #[test]
    fn what_is_done_or_owed_is_explained_by_what_it_asks_first() {
        let packs = packs();
        let explained = |slug| {
            with_missed(&packs, 30, |rules, facts| explain(rules, facts, "lancashire", slug))
                .expect("it is in the pack")
        };
        let plan = explained("part-time-timetable-plan");
        assert_eq!((plan.kind, plan.holds), (OPEN, Truth::No));
        assert!(plan.receipt.proofs.iter().any(|proof| proof.holds == Truth::No), "{:?}", plan.receipt.proofs);
        assert_eq!(explained("attendance-contract").holds, Truth::Yes);
        let owed = explained("attendance-of-a-child-in-care");
        assert_eq!((owed.kind, owed.holds), (OWED, Truth::No), "the child is not in care");
        let review = explained("review-of-part-time-timetable-plan");
        assert_eq!((review.kind, review.holds), (OWED, Truth::No), "no plan is agreed");
    }

    #[test]
    fn what_can_still_be_filled_in_bars_nothing() {
        let barred = |name| with_missed(&packs(), 30, |rules, facts| bars(rules, facts, name));
        assert_eq!(barred("Part-time timetable plan"), ["only for a vulnerable pupil with a safeguarding link"]);
        let limit = "no support of the school's own is on record";
        assert_eq!(
            barred("Early Help referral"),
            [limit],
            "consent is asked for in the form, and a limit stands beside it"
        );
        assert_eq!(barred("Attendance contract"), [""; 0]);
    }

    #[test]
    fn a_receipt_quotes_the_entry_that_decided() {
        let packs = packs();
        let pathway = with_missed(&packs, 30, |rules, facts| explain(rules, facts, "lancashire", "pathway"));
        let head = pathway.expect("it is in the pack").receipt.head;
        let chapter = packs.packs["lancashire"].chapter(&head.chapter).expect("it stands there");
        let said = says(chapter, head.line);
        assert_eq!(said.len(), 1);
        assert!(said[0].contains("each pathway begins at its whole day"), "{said:?}");
    }

    #[test]
    fn a_fingerprint_changes_with_a_mark_and_with_nothing_else() {
        let packs = packs();
        let pupil = Pupil {
            id: PupilId(4),
            upn: "J888240117036".into(),
            forename: "Ellis".into(),
            surname: "Hargreaves".into(),
            sex: 'M',
            born: date(2017, 5, 3),
            school: domain::id::SchoolId(1),
            group: domain::id::GroupId(12),
            year: 5,
            enrolled_from: date(2021, 9, 1),
            enrolled_until: None,
            cohorts: Vec::new(),
        };
        let print = |missed| {
            with_missed(&packs, missed, |rules, facts| {
                let explained = explain(rules, facts, "lancashire", "pathway").expect("it is in the pack");
                let counted: Vec<_> = facts.sheet.absences().collect();
                fingerprint(&pupil, &rules.packs[1], &explained, &counted)
            })
        };
        assert_eq!(print(30), print(30));
        assert_ne!(print(30), print(31));
    }
}
