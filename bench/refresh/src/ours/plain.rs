//! The refresh as a plain loop over bytes and a table, pupil by pupil: what the quick ways are measured by.

use std::collections::BTreeMap;

use analysis::refresh::{School, Timetable};

use crate::{
    Failure,
    data::{CODES, SESSIONS},
    ours::categories,
};

const WEEKS: usize = 64;

/// All figures of a pupil, as one loop over their marks leaves them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    codes: [u16; CODES + 1],
    possible: u16,
    absent: u16,
    basis_points: u16,
    largest_window: u16,
    notice_reached: Option<usize>,
    longest_run: u16,
    weekdays: [u16; 7],
    days_absent: u16,
}

/// Possible, missed and pupils with a notice, by year group and cohorts.
pub type Groups = BTreeMap<(u8, u8), [u32; 3]>;

/// The figures of each pupil of a school with these rows, and their sums.
pub fn refresh(school: &School, rows: &[[u8; SESSIONS]], facts: &mut Vec<Facts>) -> Groups {
    let kinds: [u8; 256] = std::array::from_fn(|code| categories::kind(code as u8));
    let sessions = Sessions::of(school.timetable());
    let mut groups = Groups::new();
    for (pupil, row) in school.pupils().iter().zip(rows) {
        let found = of_pupil(row, &kinds, &sessions);
        let sums = groups.entry((pupil.year_group, pupil.cohorts)).or_default();
        sums[0] += u32::from(found.possible);
        sums[1] += u32::from(found.absent);
        sums[2] += u32::from(found.notice_reached.is_some());
        facts.push(found);
    }
    groups
}

struct Sessions {
    week: [usize; SESSIONS],
    weekday: [usize; SESSIONS],
}

impl Sessions {
    fn of(timetable: &Timetable) -> Sessions {
        let mut sessions = Sessions { week: [0; SESSIONS], weekday: [0; SESSIONS] };
        let mut last = None;
        let mut week = 0;
        for (at, day) in timetable.days().iter().enumerate() {
            let of_day = day.iso_week_date();
            let of_day = (of_day.year(), of_day.week());
            if last.replace(of_day).is_some_and(|last| last != of_day) {
                week += 1;
            }
            let weekday = day.weekday().to_monday_zero_offset() as usize;
            sessions.week[at * 2..at * 2 + 2].fill(week);
            sessions.weekday[at * 2..at * 2 + 2].fill(weekday);
        }
        sessions
    }
}

fn of_pupil(row: &[u8; SESSIONS], kinds: &[u8; 256], sessions: &Sessions) -> Facts {
    let mut facts = Facts {
        codes: [0; CODES + 1],
        possible: 0,
        absent: 0,
        basis_points: 0,
        largest_window: 0,
        notice_reached: None,
        longest_run: 0,
        weekdays: [0; 7],
        days_absent: 0,
    };
    let (mut run, mut window, mut weeks, mut current) = (0, 0, [0_u16; WEEKS], 0);
    for (session, &mark) in row.iter().enumerate() {
        let kind = kinds[usize::from(mark)];
        facts.codes[usize::from(mark).min(CODES)] += 1;
        while current < sessions.week[session] {
            current += 1;
            window -= if current >= 10 { weeks[current - 10] } else { 0 };
        }
        if kind & categories::POSSIBLE == 0 {
            continue;
        }
        facts.possible += 1;
        if kind & categories::ABSENT == 0 {
            run = 0;
            continue;
        }
        facts.absent += 1;
        run += 1;
        facts.longest_run = facts.longest_run.max(run);
        facts.weekdays[sessions.weekday[session]] += 1;
        let is_second = session % 2 == 1 && kinds[usize::from(row[session - 1])] & categories::ABSENT != 0;
        facts.days_absent += u16::from(!is_second);
        if kind & categories::UNAUTHORISED != 0 {
            window += 1;
            weeks[current % WEEKS] += 1;
            facts.largest_window = facts.largest_window.max(window);
            if window >= 10 && facts.notice_reached.is_none() {
                facts.notice_reached = Some(session);
            }
        }
    }
    facts.basis_points = (10_000 * u32::from(facts.absent)).checked_div(facts.possible.into()).unwrap_or(0) as u16;
    facts
}

/// Compares with what the quick ways have.
pub fn expect(school: &School, facts: &[Facts]) -> Result<(), Failure> {
    for (place, plain) in facts.iter().enumerate() {
        let quick = school.facts(place).ok_or("a pupil has no figures")?;
        let is_same = quick.possible == plain.possible
            && quick.possible - quick.attended == plain.absent
            && quick.absence_basis_points == plain.basis_points
            && quick.largest_window == plain.largest_window
            && quick.notice_reached == plain.notice_reached
            && quick.longest_run == plain.longest_run
            && quick.weekdays[..] == plain.weekdays[..5]
            && quick.days_absent == plain.days_absent
            && quick.codes[..] == plain.codes[..CODES];
        if !is_same {
            return Err(format!("pupil {place} differs: {quick:?} and {plain:?}").into());
        }
    }
    Ok(())
}
