//! Spells of absence, lateness and the odd mistake: what nobody plans.

use domain::{Date, code::Code};
use jiff::civil::Weekday;

use super::{
    codes::Codes,
    draw::Draw,
    happening::{Ending, Moment, PupilYear, Slot, Story},
    profile::{Pattern, Profile},
};

/// What the spells of a pupil depend on.
pub(super) struct Climate<'a> {
    pub(super) codes: &'a Codes,
    pub(super) days: &'a [Date],
    pub(super) profile: &'a Profile,
    /// How long the morning register is open, in minutes.
    pub(super) window: u16,
    /// When the morning register opens.
    pub(super) opens: u16,
}

/// School days after which the invented offices settle a holding code that nobody explained.
const SETTLED_AFTER_DAYS: usize = 5;

const ILLNESSES: [&str; 10] = [
    "a heavy cold",
    "sickness in the night",
    "a high temperature",
    "an upset stomach",
    "a chest infection",
    "a migraine",
    "tonsillitis",
    "earache",
    "an asthma attack",
    "a bad cough",
];
const EXCUSES: [&str; 5] = [
    "overslept",
    "did not want to come",
    "minding a younger brother",
    "a birthday outing",
    "no reason that can be authorised",
];

/// Fills the year of a pupil with absence and lateness.
pub(super) fn put(pupil: &mut PupilYear, climate: &Climate, draw: &mut Draw) {
    let profile = climate.profile;
    let lengths = lengths(profile.pattern);
    let mean = mean(lengths);
    let start = profile.rate / ((1.0 - profile.rate) * mean);
    let mut day = 0;
    if profile.pattern == Pattern::Away && draw.chance(profile.rate) {
        day = absence(pupil, climate, draw, 0, lengths);
    }
    while day < climate.days.len() {
        let factor = season(climate.days[day], profile.pattern) * weekday(climate.days[day].weekday(), profile.pattern);
        if draw.chance((start * factor).min(0.9)) {
            day = absence(pupil, climate, draw, day, lengths);
        } else {
            ordinary_day(pupil, climate, draw, day);
        }
        day += 1;
    }
}

/// Lengths of spells in school days, with weights.
fn lengths(pattern: Pattern) -> &'static [(usize, u32)] {
    match pattern {
        Pattern::Ordinary => &[(1, 46), (2, 27), (3, 14), (4, 6), (5, 5), (8, 2)],
        Pattern::Ill => &[(1, 33), (2, 26), (3, 16), (5, 15), (8, 7), (14, 3)],
        Pattern::Reluctant => &[(1, 58), (2, 22), (3, 10), (5, 7), (10, 3)],
        Pattern::Away => &[(5, 25), (10, 40), (20, 28), (35, 7)],
    }
}

fn mean(lengths: &[(usize, u32)]) -> f64 {
    let total: u32 = lengths.iter().map(|(_, weight)| weight).sum();
    lengths.iter().map(|&(length, weight)| length as f64 * f64::from(weight)).sum::<f64>() / f64::from(total)
}

/// Colds come in autumn, influenza in December and from mid-January; few are ill in September.
fn season(date: Date, pattern: Pattern) -> f64 {
    if pattern == Pattern::Away {
        return 1.0;
    }
    match (date.month(), date.day()) {
        (9, _) => 0.82,
        (10, _) => 0.98,
        (11, _) => 1.08,
        (12, _) => 1.45,
        (1, 1..=13) => 0.92,
        (1, _) | (2, 1..=10) => 1.25,
        (2 | 3, _) => 0.98,
        (7, 13..) => 1.2,
        _ => 0.92,
    }
}

fn weekday(weekday: Weekday, pattern: Pattern) -> f64 {
    let is_edge = matches!(weekday, Weekday::Monday | Weekday::Friday);
    match (pattern, is_edge) {
        (Pattern::Away, _) => 1.0,
        (Pattern::Reluctant, true) => 1.4,
        (Pattern::Reluctant, false) => 0.73,
        (_, true) => 1.22,
        (_, false) => 0.85,
    }
}

/// One spell that begins on `first`. Gives its last day.
fn absence(pupil: &mut PupilYear, climate: &Climate, draw: &mut Draw, first: usize, lengths: &[(usize, u32)]) -> usize {
    let last = first + *draw.weighted(lengths) - 1;
    let ill_share = match climate.profile.pattern {
        Pattern::Ordinary => 0.87,
        Pattern::Ill => 0.96,
        Pattern::Reluctant => 0.35,
        Pattern::Away => 0.44,
    };
    let is_ill = draw.chance(ill_share);
    let mut day = first;
    if is_ill && first < last && draw.chance(0.14) {
        let slot = Slot::Known { code: climate.codes.ill, note: "went home ill at dinner time", is_planned: false };
        pupil.put(first, 1, slot);
        day += 1;
    }
    while day <= last {
        day = chapter(pupil, climate, draw, day, last, is_ill);
    }
    last
}

/// The part of a spell that one call, or one silence, explains. Gives the day after it.
fn chapter(pupil: &mut PupilYear, climate: &Climate, draw: &mut Draw, day: usize, last: usize, is_ill: bool) -> usize {
    if draw.chance(climate.profile.silence) {
        let late = *draw.weighted(&[(0, 62), (1, 20), (2, 12), (3, 6)]);
        let ends = Moment { day: day + SETTLED_AFTER_DAYS + late, minute: 925 + draw.between(0, 25) as u16 };
        let again = Moment { day: ends.day + draw.between(2, 8) as usize, minute: 600 };
        let second =
            draw.chance(0.04).then_some((again, climate.codes.ill, "a letter from the doctor came afterwards"));
        let note = "no reason established by the deadline";
        let slot = pupil.tell(Story { code: climate.codes.no_reason, note, ending: Ending::Settled, ends, second });
        pupil.put_day(day, slot);
        return day + 1;
    }
    let end = if draw.chance(0.7) { last } else { (day + draw.between(0, 3) as usize).min(last) };
    let (code, note): (Code, _) = if is_ill {
        (climate.codes.ill, *draw.pick(&ILLNESSES))
    } else {
        (climate.codes.no_reason, *draw.pick(&EXCUSES))
    };
    let ends = if draw.chance(0.82) {
        Moment { day, minute: climate.opens + 18 + (draw.share().powf(1.5) * 200.0) as u16 }
    } else {
        Moment { day: day + draw.between(1, 4) as usize, minute: 545 + draw.between(0, 370) as u16 }
    };
    let slot = pupil.tell(Story { code, note, ending: Ending::Found, ends, second: None });
    (day..=end).for_each(|day| pupil.put_day(day, slot));
    end + 1
}

/// A day in school: perhaps late, perhaps marked by mistake.
fn ordinary_day(pupil: &mut PupilYear, climate: &Climate, draw: &mut Draw, day: usize) {
    let monday = if climate.days[day].weekday() == Weekday::Monday { 1.3 } else { 0.94 };
    let is_late = draw.chance(climate.profile.lateness * monday);
    if is_late {
        let minutes = (draw.share().powi(2) * 1.08 * f64::from(climate.window.max(20))) as u16;
        let after = draw.chance(0.05);
        let slot = if after || minutes > climate.window {
            Slot::AfterClose(climate.window + 1 + draw.between(0, 45) as u16)
        } else {
            Slot::Late(minutes)
        };
        pupil.put(day, 0, slot);
    } else if draw.chance(0.0002) {
        let half = draw.below(2);
        let ends = Moment { day: day + draw.between(0, 5) as usize, minute: 955 };
        let note = "in school: with the nurse while the register was taken";
        // The code of a mistake is that of being present: the register knows which half it was.
        let code = climate.codes.present(if half == 0 {
            domain::session::Half::Morning
        } else {
            domain::session::Half::Afternoon
        });
        let slot = pupil.tell(Story { code, note, ending: Ending::Mistake, ends, second: None });
        pupil.put(day, half, slot);
    }
}
