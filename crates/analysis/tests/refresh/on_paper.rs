//! The figures as somebody would count them with a pencil: slow, and plain to see.

use std::collections::BTreeMap;

use analysis::refresh::{Group, Limits, Pupil, PupilFacts, Timetable};
use domain::code::Class;

use crate::{BLANK, CODES, class, is_late};

/// All figures of one pupil with these marks.
pub fn facts(
    marks: &[u8],
    timetable: &Timetable,
    limits: &Limits,
    counts_for_notice: &dyn Fn(u8) -> bool,
) -> PupilFacts {
    let of = |byte: u8| if byte == BLANK { Class::Administrative } else { class(byte) };
    let count = |is: &dyn Fn(u8) -> bool| marks.iter().filter(|&&mark| is(mark)).count() as u16;
    let possible = count(&|mark| of(mark).is_possible());
    let absent = count(&|mark| of(mark).is_absent());
    let attended = count(&|mark| of(mark).is_attended());
    let is_absent: Vec<bool> = marks.iter().map(|&mark| of(mark).is_absent()).collect();
    let reaches = |percent: u32| possible > 0 && u32::from(absent) * 100 >= percent * u32::from(possible);
    let windows = windows(marks, timetable, limits, counts_for_notice);
    PupilFacts {
        possible,
        attended,
        authorised: count(&|mark| of(mark) == Class::Authorised),
        unauthorised: count(&|mark| of(mark) == Class::Unauthorised),
        lates: count(&|mark| mark != BLANK && is_late(mark)),
        codes: (0..CODES as u8).map(|code| count(&|mark| mark == code)).collect(),
        absence_basis_points: if possible == 0 { 0 } else { (10_000 * u32::from(absent) / u32::from(possible)) as u16 },
        is_persistent: reaches(limits.persistent_percent),
        is_severe: reaches(limits.severe_percent),
        band: limits.bands_percent.iter().filter(|&&edge| reaches(edge)).count() as u8,
        largest_window: windows.iter().copied().max().unwrap_or(0),
        notice_reached: windows.iter().position(|&count| count >= limits.notice_sessions),
        longest_run: longest_run(marks.iter().map(|&mark| of(mark)).filter(|class| class.is_possible())),
        weekdays: std::array::from_fn(|weekday| {
            let is_on = |at: usize| timetable.days()[at / 2].weekday().to_monday_zero_offset() as usize == weekday;
            is_absent.iter().enumerate().filter(|&(at, &absent)| absent && is_on(at)).count() as u16
        }),
        days_absent: is_absent.chunks(2).filter(|day| day.contains(&true)).count() as u16,
    }
}

fn longest_run(possible: impl Iterator<Item = Class>) -> u16 {
    let (mut longest, mut run) = (0, 0);
    for class in possible {
        run = if class.is_absent() { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// For each session, those that count for a notice up to it in the window of school weeks that ends with its week.
fn windows(marks: &[u8], timetable: &Timetable, limits: &Limits, counts_for_notice: &dyn Fn(u8) -> bool) -> Vec<u16> {
    let mut weeks: Vec<usize> = Vec::new();
    let mut last = None;
    for day in timetable.days() {
        let week = day.iso_week_date();
        let week = (week.year(), week.week());
        let number = weeks.last().map_or(0, |&number| if last == Some(week) { number } else { number + 1 });
        last = Some(week);
        weeks.extend([number; 2]);
    }
    let is_counted = |at: usize| marks[at] != BLANK && counts_for_notice(marks[at]);
    let is_within = |other: usize, at: usize| weeks[other] + limits.notice_weeks > weeks[at];
    let count = |at: usize| (0..=at).filter(|&other| is_within(other, at) && is_counted(other)).count();
    (0..marks.len()).map(|at| count(at) as u16).collect()
}

/// The sums of pupils with these figures.
pub fn groups(pupils: &[Pupil], facts: &[PupilFacts], limits: &Limits) -> Vec<Group> {
    let mut groups: BTreeMap<(u8, u8), Vec<&PupilFacts>> = BTreeMap::new();
    for (pupil, facts) in pupils.iter().zip(facts) {
        let cohorts = (1..5).filter(|cohort| pupil.cohorts & (1 << (cohort - 1)) != 0);
        for cohort in std::iter::once(0).chain(cohorts) {
            groups.entry((pupil.year_group, cohort)).or_default().push(facts);
        }
    }
    groups.into_iter().map(|((year_group, cohort), facts)| group(year_group, cohort, &facts, limits)).collect()
}

fn group(year_group: u8, cohort: u8, facts: &[&PupilFacts], limits: &Limits) -> Group {
    let sum = |figure: &dyn Fn(&PupilFacts) -> u16| facts.iter().map(|facts| u32::from(figure(facts))).sum::<u32>();
    let (possible, attended) = (sum(&|facts| facts.possible), sum(&|facts| facts.attended));
    Group {
        year_group,
        cohort,
        pupils: facts.len() as u32,
        possible,
        attended,
        authorised: sum(&|facts| facts.authorised),
        unauthorised: sum(&|facts| facts.unauthorised),
        lates: sum(&|facts| facts.lates),
        persistent: sum(&|facts| u16::from(facts.is_persistent)),
        severe: sum(&|facts| u16::from(facts.is_severe)),
        bands: std::array::from_fn(|band| sum(&|facts| u16::from(usize::from(facts.band) == band))),
        notices: sum(&|facts| u16::from(facts.largest_window >= limits.notice_sessions)),
        absence_basis_points: (10_000 * (possible - attended)).checked_div(possible).unwrap_or(0),
    }
}
