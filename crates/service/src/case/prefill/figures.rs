//! The figures of a pupil in the words in which a form is filled in with them.

use std::collections::BTreeMap;

use domain::{
    Date,
    calendar::school_year_start,
    code::Code,
    decide::Facts,
    session::{Half, Session},
    sheet::Sheet,
    tally::{Percent, Tally},
};
use jiff::ToSpan;

const NOTHING: &str = "none on record";

/// The first day of the school year of the facts, and the day itself.
pub(super) fn year(facts: &Facts<'_>) -> (Date, Date) {
    (school_year_start(facts.day), facts.day)
}

fn this_year<'a>(facts: &Facts<'a>) -> Sheet<'a> {
    let (first, last) = year(facts);
    facts.sheet.between(first, last)
}

/// `3 May 2017`.
pub(super) fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// The lines one after the other, or that there is none.
pub(super) fn list(lines: &[String], between: &str) -> String {
    if lines.is_empty() { String::from(NOTHING) } else { lines.join(between) }
}

/// `yes: 24 sessions`.
pub(super) fn found(said: &str, found: &str) -> String {
    if found.is_empty() { said.to_owned() } else { format!("{said}: {found}") }
}

/// `14½ days`.
fn days(sessions: u32) -> String {
    let half = if sessions % 2 == 1 { "½" } else { "" };
    match sessions {
        1 => String::from("½ day"),
        2 => String::from("1 day"),
        _ => format!("{}{half} days", sessions / 2),
    }
}

fn percent(percent: Option<Percent>) -> String {
    percent.map_or_else(
        || String::from("no session was possible"),
        |percent| {
            let tenths = (percent.in_thousandths() + 50) / 100;
            format!("{}.{}%", tenths / 10, tenths % 10)
        },
    )
}

fn counted(tally: Tally) -> String {
    format!(
        "{} attended: {} missed of {} possible, {} of them without authority",
        percent(tally.attendance()),
        days(tally.absent()),
        days(tally.possible()),
        days(tally.unauthorised),
    )
}

/// The school year so far.
pub(super) fn attendance(facts: &Facts<'_>) -> String {
    let tally = this_year(facts).tally();
    if tally.possible() == 0 {
        return String::from("no session was possible yet this school year");
    }
    format!("{}, this school year to {}", counted(tally), day(facts.day))
}

/// A line for each of so many school years, the present one first.
pub(super) fn years(facts: &Facts<'_>, years: u8) -> String {
    let line = |back: u8| {
        let first = year(facts).0.saturating_sub(i64::from(back).years());
        let last = first.saturating_add(1.year()).yesterday().unwrap_or(first).min(facts.day);
        let tally = facts.sheet.between(first, last).tally();
        let said = if tally.possible() == 0 { String::from(NOTHING) } else { counted(tally) };
        format!("{} to {}: {said}", first.year(), first.year() + 1)
    };
    (0..years).map(line).collect::<Vec<String>>().join("\n")
}

/// `I 10 sessions, O 4 sessions`.
pub(super) fn by_code(facts: &Facts<'_>) -> String {
    let sheet = this_year(facts);
    let is_missed = |code| sheet.codes.class(code).is_some_and(|class| class.is_absent());
    let missed = sheet.by_code().into_iter().filter(|(code, _)| is_missed(*code));
    let line = |(code, count): (Code, u32)| format!("{} {}", sheet.codes.letters(code), sessions(count));
    list(&missed.map(line).collect::<Vec<String>>(), ", ")
}

/// `Monday 4 sessions, Friday 2 sessions`.
pub(super) fn by_weekday(facts: &Facts<'_>) -> String {
    let mut counts: BTreeMap<i8, (String, u32)> = BTreeMap::new();
    for (session, _) in this_year(facts).absences() {
        let name = session.date.strftime("%A").to_string();
        let weekday = session.date.weekday().to_monday_zero_offset();
        counts.entry(weekday).or_insert((name, 0)).1 += 1;
    }
    let line = |(name, count): (String, u32)| format!("{name} {}", sessions(count));
    list(&counts.into_values().map(line).collect::<Vec<String>>(), ", ")
}

/// A line for each half term that has begun.
pub(super) fn by_half_term(facts: &Facts<'_>) -> String {
    let (first, last) = year(facts);
    let calendar = facts.sheet.calendar;
    let mut halves: Vec<(Date, Date)> =
        calendar.between(first, last).iter().filter_map(|&day| calendar.half_term(day)).collect();
    halves.dedup();
    let line = |(first, end): (Date, Date)| {
        let tally = facts.sheet.between(first, end.min(last)).tally();
        format!("{} to {}: {}", day(first), day(end.min(last)), percent(tally.attendance()))
    };
    list(&halves.into_iter().map(line).collect::<Vec<String>>(), "\n")
}

/// A line for each absence: possible sessions missed one after the other with one code.
pub(super) fn absences(facts: &Facts<'_>) -> String {
    let sheet = this_year(facts);
    let is_missed = |code| sheet.codes.class(code).is_some_and(|class| class.is_absent());
    let marked: Vec<(Session, Code)> = sheet.marked().collect();
    let spells = marked.chunk_by(|(_, one), (_, next)| one == next).filter(|spell| is_missed(spell[0].1));
    let line = |spell: &[(Session, Code)]| {
        let (first, last) = (spell[0].0, spell[spell.len() - 1].0);
        let to = if first.date == last.date { String::new() } else { format!(" to {}", day(last.date)) };
        let half = match (spell.len(), first.half) {
            (1, Half::Morning) => " in the morning",
            (1, Half::Afternoon) => " in the afternoon",
            _ => "",
        };
        let letters = sheet.codes.letters(spell[0].1);
        format!("{}{to}{half}: {letters}, {}", day(first.date), sessions(spell.len() as u32))
    };
    list(&spells.map(line).collect::<Vec<String>>(), "\n")
}

/// `3 of 240 children (1.3%); together they attended 88.0%`.
pub(super) fn number(tallies: &[Tally], all: usize) -> String {
    let share = match all {
        0 => String::new(),
        all => {
            let tenths = (tallies.len() * 2000 + all) / (2 * all);
            format!(" ({}.{}%)", tenths / 10, tenths % 10)
        }
    };
    let together: Tally = tallies.iter().copied().sum();
    let attended = match together.possible() {
        0 => String::new(),
        _ => format!("; together they attended {}", percent(together.attendance())),
    };
    format!("{} of {all} children{share}{attended}", tallies.len())
}

fn sessions(count: u32) -> String {
    if count == 1 { String::from("1 session") } else { format!("{count} sessions") }
}
