//! A roll that is asked while it follows its log, beside one that is asked only at the end, and beside paper.

use analysis::{
    Period, SchoolRoll,
    figures::{self, per_pupil, totals_each},
};
use domain::{
    act::{Act, By, Mark, NewEntry},
    id::{GroupId, PersonId, PupilId},
    log::{Entry, GENESIS},
    session::Session,
};
use jiff::{Timestamp, civil::date};

use crate::{
    both::{THRESHOLDS, ids, period, tally},
    random::{Random, SCHOOL, School},
    slow::{Book, Counts, count},
};

/// Both school years, each whole and to some day, days within one, and both together.
fn periods(random: &mut Random, school: &School) -> Vec<Period> {
    let years = [(date(2023, 8, 1), date(2024, 7, 31)), (date(2024, 8, 1), date(2025, 7, 31))].map(period);
    let to = |year: Period, random: &mut Random| Period { last: random.day(year.first, year.last), ..year };
    let both = [to(years[0], random), to(years[1], random)];
    let within = school.periods(6).into_iter().map(period);
    years.into_iter().chain(both).chain(within).collect()
}

fn is_as_on_paper(roll: &SchoolRoll, book: &Book, pupils: &[i64], days: Period, whose: &str) {
    for (pupil, facts) in per_pupil(roll, &ids(pupils), days, THRESHOLDS) {
        let marks = book.marks(pupil.0, days.first, days.last);
        assert_eq!(facts.tally, tally(Counts::of(&marks)), "{whose}: {pupil} in {days:?}");
        assert_eq!(facts.recorded as usize, marks.len(), "{whose}: {pupil} in {days:?}");
        assert_eq!(facts.days_touched, count::days_touched(&marks), "{whose}: {pupil} in {days:?}");
        assert_eq!(facts.lates.minutes, count::minutes(&marks), "{whose}: {pupil} in {days:?}");
        let longest = count::spells(&marks).iter().map(|spell| spell.marks.len()).max().unwrap_or(0);
        assert_eq!(facts.longest_spell as usize, longest, "{whose}: {pupil} in {days:?}");
        let back = count::missed_on_first_days_back(book, &marks);
        assert_eq!(facts.first_days_back as usize, back.len(), "{whose}: {pupil} in {days:?}");
    }
}

/// Everything that is asked of a roll, one way and another.
fn says_the_same(asked: &SchoolRoll, fresh: &SchoolRoll, days: Period, whose: &str) {
    let everybody = asked.pupils().to_vec();
    let facts = per_pupil(asked, &everybody, days, THRESHOLDS);
    assert_eq!(facts, per_pupil(fresh, &everybody, days, THRESHOLDS), "{whose} in {days:?}");
    let totals: Vec<figures::Totals> = facts.iter().map(|(_, facts)| facts.into()).collect();
    assert_eq!(totals_each(asked, &everybody, days, THRESHOLDS).collect::<Vec<_>>(), totals, "{whose} in {days:?}");
    assert_eq!(figures::tally(asked, &everybody, days), totals.iter().map(|one| one.tally).sum(), "{whose}");
    let mut weekdays = figures::Weekdays::default();
    facts.iter().for_each(|(_, facts)| weekdays += facts.weekdays);
    assert_eq!(figures::weekdays(asked, &everybody, days), weekdays, "{whose} in {days:?}");
    let of_all = figures::by_session(asked, asked.pupils(), days);
    assert_eq!(of_all, figures::by_session(fresh, &everybody, days), "{whose} in {days:?}");
}

#[test]
fn a_roll_that_is_asked_while_it_follows_says_what_paper_says_at_each_step() {
    let mut steps = 0;
    for seed in 0..30 {
        let school = School::new(seed);
        let mut random = Random::new(seed + 3_000_000);
        let periods = periods(&mut random, &school);
        let mut asked = school.blank();
        for entry in &school.entries {
            asked.apply(entry).expect("in order");
            if !random.happens(12) {
                continue;
            }
            let number = entry.number;
            let lines = school.book.lines.iter().filter(|line| line.entry <= number).cloned().collect();
            let book = Book { lines, ..school.book.clone() };
            let whose = format!("school {seed} after entry {number}");
            let mut fresh = school.blank();
            school.entries.iter().take(number as usize).for_each(|entry| fresh.apply(entry).expect("in order"));
            let days = random.one_of(&periods);
            is_as_on_paper(&asked, &book, &school.pupils, days, &whose);
            periods.iter().for_each(|&days| says_the_same(&asked, &fresh, days, &whose));
            steps += 1;
        }
    }
    assert!(steps > 60, "only {steps} steps");
}

fn entry(number: i64, marks: Vec<Mark>) -> Entry {
    let what = NewEntry {
        school: SCHOOL,
        at: Timestamp::from_second(number).expect("in range"),
        by: By { person: PersonId(1), name: String::from("Somebody"), position: String::from("office") },
        act: Act::Taken { group: GroupId(1) },
        reason: String::new(),
        marks,
    };
    Entry::chain(what, number, GENESIS)
}

#[test]
fn a_session_for_everybody_a_year_at_once_and_a_pupil_more_are_followed_to_the_last_mark() {
    for seed in 0..20 {
        let school = School::new(seed);
        let mut random = Random::new(seed + 4_000_000);
        let periods = periods(&mut random, &school);
        let (mut asked, sessions) = (school.blank(), school.roll.sessions().to_vec());
        let codes: Vec<_> = school.roll.codes().entries().iter().map(|entry| entry.code).collect();
        let mut entries: Vec<Entry> = Vec::new();
        for number in 1..25 {
            let pupils = 3 + number;
            // Some sessions for everybody, one after another and of the past; a few marks; or a whole file.
            let whom: Vec<i64> = (1..=pupils).collect();
            let from = random.below(sessions.len());
            let of: Vec<Session> = match random.below(4) {
                0 => sessions[from..].iter().take(2).copied().collect(),
                1 => sessions.iter().skip(number as usize).take(1).copied().collect(),
                2 => sessions[from..].iter().take(30).copied().collect(),
                _ => Vec::new(),
            };
            let mut mark = |pupil: i64, session: Session| Mark {
                pupil: PupilId(pupil),
                session,
                was: None,
                code: random.one_of(&codes),
                minutes_late: None,
                note: String::new(),
            };
            let mut marks: Vec<Mark> = of
                .iter()
                .flat_map(|&one| whom.iter().map(move |&pupil| (pupil, one)))
                .map(|(a, b)| mark(a, b))
                .collect();
            marks.push(mark(pupils, sessions[from]));
            entries.push(entry(number, marks));
            asked.apply(&entries[entries.len() - 1]).expect("in order");
            let mut fresh = school.blank();
            entries.iter().for_each(|entry| fresh.apply(entry).expect("in order"));
            periods.iter().for_each(|&days| says_the_same(&asked, &fresh, days, &format!("school {seed}, {number}")));
        }
    }
}
