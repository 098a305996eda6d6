//! A school year of one invented pupil: spells of absence, lateness, closures, joining late and leaving early.

use super::{BLANK, SESSIONS, random, random::Random};

/// What is the same for all pupils of a school.
pub struct Habits {
    pub is_secondary: bool,
    pub has_study_leave: bool,
    pub has_part_time_reception: bool,
    /// First session of a closed day, and the code of it.
    pub closed: Vec<(usize, u8)>,
}

/// How one pupil attends.
struct Ways {
    spell_mean: f64,
    spell_chance: f64,
    unauthorised: f64,
    late: f64,
    is_elsewhere: bool,
    is_dual: bool,
    is_part_time: bool,
    from: usize,
    to: usize,
}

/// Fills a row of marks and gives the pupil's cohorts, one bit each.
pub fn invent(mut random: Random, id: u64, year: u8, school: &Habits, row: &mut [u8]) -> u8 {
    let (mut ways, cohorts) = ways(&mut random, year);
    if random.fraction() < 0.035 {
        ways.from = random.below(SESSIONS as u64) as usize & !1;
    }
    if random.fraction() < 0.035 {
        ways.to = (ways.from + 2 + (random.below((SESSIONS - ways.from) as u64) as usize & !1)).min(SESSIONS);
    }
    let mut spell = (18, 0);
    for (session, mark) in row.iter_mut().enumerate() {
        *mark = outside(session, id, year, &ways, school)
            .unwrap_or_else(|| attended(session, year, school, &ways, &mut spell, &mut random));
    }
    cohorts
}

fn ways(random: &mut Random, year: u8) -> (Ways, u8) {
    let is_severe = random.fraction() < 0.027;
    let mut rate = if is_severe { 0.5 + 0.45 * random.fraction() } else { random.exponential(0.046).min(0.49) };
    let risk = (rate * 6.0).min(1.0);
    let mut cohorts = u8::from(random.fraction() < 0.11 + 0.25 * risk);
    if random.fraction() < 0.035 + 0.10 * risk {
        cohorts = 2;
    }
    cohorts |= u8::from(random.fraction() < 0.18 + 0.35 * risk) << 2;
    cohorts |= u8::from(random.fraction() < 0.015 + 0.08 * risk) << 3;
    if year >= 10 {
        rate = (rate * 1.15).min(0.95);
    }
    let spell_mean =
        [(0.1, 3.0), (0.2, 4.0), (0.5, 8.0)].iter().find(|&&(below, _)| rate < below).map_or(30.0, |one| one.1);
    let ways = Ways {
        spell_mean,
        spell_chance: rate / (spell_mean * (1.0 - rate)),
        unauthorised: (0.13 + 1.1 * rate).min(0.75),
        late: random.exponential(0.018).min(0.4),
        is_elsewhere: random.fraction() < 0.004,
        is_dual: random.fraction() < 0.003,
        is_part_time: random.fraction() < 0.004,
        from: 0,
        to: SESSIONS,
    };
    (ways, cohorts)
}

/// The mark of a session that no spell of absence can be in.
fn outside(session: usize, id: u64, year: u8, ways: &Ways, school: &Habits) -> Option<u8> {
    let is_morning = session.is_multiple_of(2);
    if session < ways.from || session >= ways.to {
        return Some(BLANK);
    }
    if ways.from > 0 && session < ways.from + 4 && id.is_multiple_of(16) {
        return Some(32);
    }
    if let Some(&(_, code)) = school.closed.iter().find(|&&(first, _)| first == session & !1) {
        return Some(code);
    }
    if school.has_part_time_reception && year == 0 && session < 20 && !is_morning {
        return Some(9);
    }
    (ways.is_dual && weekday(session) >= 3).then_some(8)
}

const fn weekday(session: usize) -> usize {
    (session / 2) % 5
}

fn attended(
    session: usize,
    year: u8,
    school: &Habits,
    ways: &Ways,
    spell: &mut (u8, usize),
    random: &mut Random,
) -> u8 {
    let is_morning = session.is_multiple_of(2);
    if spell.1 == 0 && random.fraction() < ways.spell_chance {
        *spell = new_spell(weekday(session), ways, random);
    }
    if spell.1 > 0 {
        spell.1 -= 1;
        return spell.0;
    }
    if school.is_secondary && school.has_study_leave && year == 11 && session > 330 && random.fraction() < 0.5 {
        return 13;
    }
    if ways.is_part_time && !is_morning && session > 100 {
        return 14;
    }
    if ways.is_elsewhere && weekday(session) >= 2 {
        return 3;
    }
    present(is_morning, year, ways, random.bits())
}

fn new_spell(weekday: usize, ways: &Ways, random: &mut Random) -> (u8, usize) {
    let kind = random.fraction();
    let mean = ways.spell_mean;
    if random.fraction() < ways.unauthorised {
        let at_an_end_of_the_week = usize::from(weekday == 0 || weekday == 4);
        return match kind {
            kind if kind < 0.48 => (22, random.length(mean) + at_an_end_of_the_week),
            kind if kind < 0.62 => (21, random.length(2.0)),
            kind if kind < 0.74 => (20, 10),
            _ => (23, 1),
        };
    }
    match kind {
        kind if kind < 0.78 => (18, random.length(mean * 1.1)),
        kind if kind < 0.87 => (11, 1),
        kind if kind < 0.91 => (15, random.length(3.0)),
        kind if kind < 0.94 => (19, 2 * random.length(2.0)),
        kind if kind < 0.96 => (17, 2),
        kind if kind < 0.97 => (16, random.length(10.0)),
        kind if kind < 0.98 => (10, 2),
        kind if kind < 0.99 => (12, 1),
        _ => (15, 2),
    }
}

fn present(is_morning: bool, year: u8, ways: &Ways, bits: u64) -> u8 {
    let (drawn, here) = (random::fraction_of(bits), u8::from(!is_morning));
    match drawn {
        drawn if is_morning && drawn < ways.late => 2,
        drawn if drawn > 0.9960 => 4,
        drawn if drawn > 0.9950 => 5,
        drawn if drawn > 0.9942 => {
            if year >= 10 {
                6
            } else {
                here
            }
        }
        drawn if drawn > 0.9920 => 7,
        drawn if drawn > 0.9917 => 25 + (bits & 7).min(6) as u8,
        drawn if drawn > 0.99165 => 24,
        _ => here,
    }
}
