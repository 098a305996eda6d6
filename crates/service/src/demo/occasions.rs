//! What is known beforehand or comes to everybody alike: visits, holidays, part-time timetables, suspensions, a day without buses.

use domain::{Date, code::Code, school::Phase};
use jiff::civil::{Weekday, date};

use super::{
    codes::Codes,
    draw::Draw,
    happening::{Ending, Moment, PupilYear, Slot, Story},
};

/// What the occasions of a pupil depend on.
pub(super) struct Circumstances<'a> {
    pub(super) codes: &'a Codes,
    pub(super) days: &'a [Date],
    pub(super) phase: Phase,
    pub(super) national_year: u8,
    pub(super) born: Date,
    pub(super) school: u64,
    pub(super) year: u64,
    pub(super) household: u64,
    /// Misses much for other causes.
    pub(super) is_struggling: bool,
}

/// Days of religious observance that fell, or will fall, near school days of these years. Each family keeps one.
const OBSERVANCES: [Date; 4] = [date(2026, 3, 20), date(2026, 5, 27), date(2027, 3, 10), date(2027, 5, 17)];

fn known(code: Code, note: &'static str) -> Slot {
    Slot::Known { code, note, is_planned: true }
}

/// Puts the occasions of a pupil into their year.
pub(super) fn put(pupil: &mut PupilYear, about: &Circumstances, draw: &mut Draw) {
    not_required(pupil, about, draw);
    arrangements(pupil, about, draw);
    group_days(pupil, about);
    family_days(pupil, about, draw);
    if about.phase == Phase::Secondary {
        secondary_days(pupil, about, draw);
    }
    appointments(pupil, about, draw);
}

/// Reception begins with mornings; some children below compulsory age stay with them for longer.
fn not_required(pupil: &mut PupilYear, about: &Circumstances, draw: &mut Draw) {
    if about.national_year != 0 || about.phase == Phase::Special {
        return;
    }
    let is_young = about.born.month() <= 8 && about.born.month() >= 4;
    let days = if is_young && draw.chance(0.12) { 110 } else { 6 };
    for day in 0..days {
        pupil.put(day, 1, known(about.codes.not_required, "mornings only for now"));
    }
}

/// Part-time timetables, dual registration and lessons elsewhere.
fn arrangements(pupil: &mut PupilYear, about: &Circumstances, draw: &mut Draw) {
    let codes = about.codes;
    let is_older = about.phase == Phase::Secondary;
    let starts = draw.between(5, 110) as usize;
    let on = |weekdays: &[Weekday], length: usize| -> Vec<usize> {
        let all = starts..(starts + length).min(about.days.len());
        all.filter(|&day| weekdays.contains(&about.days[day].weekday())).collect()
    };
    use Weekday::{Friday, Monday, Thursday, Tuesday, Wednesday};
    match draw.share() {
        share if share < if about.is_struggling { 0.04 } else { 0.001 } => {
            for day in on(&[Monday, Tuesday, Wednesday, Thursday, Friday], 40) {
                pupil.put(day, 1, known(codes.part_time, "part-time timetable, agreed with the family"));
            }
        }
        share if share < 0.006 => {
            for day in on(&[Tuesday, Thursday], 70) {
                pupil.put_day(day, known(codes.dual, "Beckside School"));
            }
        }
        share if share < 0.01 && is_older => {
            for day in on(&[Wednesday], 100) {
                pupil.put(day, 1, known(codes.activity, "construction course; Fellshire College"));
            }
        }
        share if share < 0.013 && is_older => {
            for day in on(&[Monday, Tuesday, Wednesday], 60) {
                pupil.put_day(day, known(codes.authority_arranged, "tuition; Fellshire home and hospital teaching"));
            }
        }
        _ => {}
    }
}

/// A visit for each group once or twice a year.
fn group_days(pupil: &mut PupilYear, about: &Circumstances) {
    let mut draw = Draw::seeded(&[51, about.school, about.year, pupil.group as u64]);
    for _ in 0..draw.between(1, 2) {
        let day = draw.between(15, 185) as usize;
        let place = *draw.pick(&["museum", "theatre", "outdoor centre", "library", "nature reserve"]);
        pupil.put_day(day, known(about.codes.visit, place));
    }
}

/// Holidays in term, leave, observance, travelling.
fn family_days(pupil: &mut PupilYear, about: &Circumstances, draw: &mut Draw) {
    let codes = about.codes;
    let holiday = if about.phase == Phase::Primary { 0.11 } else { 0.05 };
    if draw.chance(holiday) {
        let length = *draw.weighted(&[(3, 25), (5, 58), (10, 17)]);
        let starts = draw.between(3, 180) as usize;
        let monday =
            (starts..about.days.len()).find(|&day| about.days[day].weekday() == Weekday::Monday).unwrap_or(starts);
        let slot = if draw.chance(0.75) {
            known(codes.holiday, "holiday that the school did not grant")
        } else {
            let ends = Moment { day: monday + length, minute: 560 };
            pupil.tell(Story {
                code: codes.holiday,
                note: "back from a holiday abroad",
                ending: Ending::Found,
                ends,
                second: None,
            })
        };
        (monday..monday + length).for_each(|day| pupil.put_day(day, slot));
    }
    if draw.chance(0.03) {
        let day = draw.between(5, 180) as usize;
        pupil.put_day(day, known(codes.leave, "a funeral in the family"));
    }
    if about.household % 14 == 3 {
        let kept = OBSERVANCES.iter().filter_map(|date| about.days.binary_search(date).ok());
        kept.for_each(|day| pupil.put_day(day, known(codes.observance, "day of religious observance")));
    }
    if about.household % 300 == 7 {
        (150..162).for_each(|day| pupil.put_day(day, known(codes.travelling, "travelling with the family for work")));
    }
}

/// Sport, interviews, suspensions, and the day on which no school bus ran.
fn secondary_days(pupil: &mut PupilYear, about: &Circumstances, draw: &mut Draw) {
    let codes = about.codes;
    let sudden = |code, note| Slot::Known { code, note, is_planned: false };
    if draw.chance(0.1) {
        for _ in 0..draw.between(1, 4) {
            let day = draw.between(8, 185) as usize;
            pupil.put(day, 1, known(codes.sport, "match against another school"));
        }
    }
    if about.national_year == 11 && draw.chance(0.25) {
        let day = draw.between(70, 130) as usize;
        pupil.put(day, draw.below(2), known(codes.interview, "interview at a college"));
    }
    if draw.chance(if about.is_struggling { 0.06 } else { 0.012 }) {
        let starts = draw.between(5, 180) as usize;
        let length = draw.between(1, 4) as usize;
        (starts..starts + length).for_each(|day| pupil.put_day(day, sudden(codes.excluded, "suspended")));
    }
    let without_bus = Draw::seeded(&[52, about.school, about.year]).between(80, 100) as usize;
    if about.household % 8 == 1 {
        pupil.put_day(without_bus, sudden(codes.no_transport, "the school bus did not run"));
    }
}

/// Half a day at the dentist, the optician, the hospital.
fn appointments(pupil: &mut PupilYear, about: &Circumstances, draw: &mut Draw) {
    for _ in 0..*draw.weighted(&[(0_usize, 42), (1, 32), (2, 17), (3, 9)]) {
        let (day, half) = (draw.between(2, 188) as usize, draw.below(2));
        let note = *draw.pick(&["dentist", "optician", "hospital appointment", "orthodontist", "health visitor"]);
        let slot = if draw.chance(0.7) {
            known(about.codes.appointment, note)
        } else {
            let ends = Moment { day, minute: 580 + if half == 1 { 260 } else { 0 } };
            pupil.tell(Story { code: about.codes.appointment, note, ending: Ending::Found, ends, second: None })
        };
        pupil.put(day, half, slot);
    }
}
