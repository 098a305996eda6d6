//! What the Department for Education published, as far as a school can be set beside it: see `data/README.md`.

use std::sync::LazyLock;

use analysis::{Period, beside::Share};
use domain::{Date, school::Phase, tally::Percent, tally::Tally};
use jiff::civil::date;

/// What the department counts as persistent: how its series is defined, and no rule for anybody.
pub(super) const PERSISTENT_FROM: Percent = Percent::whole(10);
/// What it counts as severe.
pub(super) const SEVERE_FROM: Percent = Percent::whole(50);
/// The days of the year that was published last.
pub(super) const YEAR: Period = Period { first: date(2025, 9, 8), last: date(2026, 6, 30) };
/// The school year of which severe absence, and that of groups of pupils, was published last.
pub(super) const PUPILS_OF: (Date, Date) = (date(2022, 9, 1), date(2023, 8, 31));

/// Sessions of all pupils of an area. A nation has more than a school's tally holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Sessions {
    pub(super) schools: u32,
    pub(super) possible: u64,
    pub(super) attended: u64,
    pub(super) authorised: u64,
    pub(super) unauthorised: u64,
}

/// England in one week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Week {
    pub(super) year: i16,
    pub(super) week: i8,
    pub(super) phase: Phase,
    pub(super) sessions: Sessions,
}

/// England or an authority in the year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Area {
    /// The three-digit number; empty for England.
    pub(super) authority: &'static str,
    pub(super) phase: Phase,
    pub(super) sessions: Sessions,
    pub(super) persistent: Percent,
}

/// Sessions of England with a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Coded {
    pub(super) phase: Phase,
    pub(super) letters: &'static str,
    pub(super) sessions: u64,
}

/// Pupils of England.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pupils {
    pub(super) phase: Phase,
    /// `everybody`, or who.
    pub(super) group: &'static str,
    pub(super) pupils: u64,
    pub(super) persistent: u64,
    pub(super) severe: u64,
}

impl Sessions {
    pub(super) fn attendance(&self) -> Option<Share> {
        Share::new(self.attended, self.possible)
    }

    pub(super) fn authorised(&self) -> Option<Share> {
        Share::new(self.authorised, self.possible)
    }

    pub(super) fn unauthorised(&self) -> Option<Share> {
        Share::new(self.unauthorised, self.possible)
    }
}

impl std::ops::AddAssign for Sessions {
    /// Sessions add up; of schools the most that any week had.
    fn add_assign(&mut self, other: Sessions) {
        self.schools = self.schools.max(other.schools);
        self.possible += other.possible;
        self.attended += other.attended;
        self.authorised += other.authorised;
        self.unauthorised += other.unauthorised;
    }
}

impl From<Tally> for Sessions {
    fn from(tally: Tally) -> Sessions {
        Sessions {
            schools: 1,
            possible: tally.possible().into(),
            attended: tally.attended.into(),
            authorised: tally.authorised.into(),
            unauthorised: tally.unauthorised.into(),
        }
    }
}

pub(super) static WEEKS: LazyLock<Vec<Week>> = LazyLock::new(|| {
    rows(include_str!("data/weeks_2025.csv"), |cells| {
        let [year, week, phase, rest @ ..] = cells else { return None };
        Some(Week {
            year: year.parse().ok()?,
            week: week.parse().ok()?,
            phase: Phase::parse(phase)?,
            sessions: sessions(rest)?,
        })
    })
});

pub(super) static AREAS: LazyLock<Vec<Area>> = LazyLock::new(|| {
    rows(include_str!("data/year_2025_26.csv"), |cells| {
        let [authority, phase, rest @ .., persistent] = cells else { return None };
        let (phase, sessions) = (Phase::parse(phase)?, sessions(rest)?);
        Some(Area { authority, phase, sessions, persistent: percent(persistent)? })
    })
});

pub(super) static CODES: LazyLock<Vec<Coded>> = LazyLock::new(|| {
    rows(include_str!("data/codes_2025_26.csv"), |cells| {
        let [phase, letters, sessions] = cells else { return None };
        Some(Coded { phase: Phase::parse(phase)?, letters, sessions: sessions.parse().ok()? })
    })
});

pub(super) static PUPILS: LazyLock<Vec<Pupils>> = LazyLock::new(|| {
    rows(include_str!("data/persistent_2022_23.csv"), |cells| {
        let [phase, group, pupils, persistent, severe] = cells else { return None };
        let count = |text: &str| text.parse().ok();
        Some(Pupils {
            phase: Phase::parse(phase)?,
            group,
            pupils: count(pupils)?,
            persistent: count(persistent)?,
            severe: count(severe)?,
        })
    })
});

/// England, or the authority with this number, in the year.
pub(super) fn area(authority: &str, phase: Phase) -> Option<&'static Area> {
    AREAS.iter().find(|area| area.authority == authority && area.phase == phase)
}

/// The rows of a file under its header. The files are part of the program, so a row that cannot be read is a fault of ours.
fn rows<T>(text: &'static str, read: impl Fn(&[&'static str]) -> Option<T>) -> Vec<T> {
    let cells = |line: &'static str| line.split(',').collect::<Vec<&'static str>>();
    text.lines().skip(1).map(|line| read(&cells(line)).expect("every row of the file has its columns")).collect()
}

fn sessions(cells: &[&str]) -> Option<Sessions> {
    let [schools, possible, attended, authorised, unauthorised] = cells else { return None };
    Some(Sessions {
        schools: schools.parse().ok()?,
        possible: possible.parse().ok()?,
        attended: attended.parse().ok()?,
        authorised: authorised.parse().ok()?,
        unauthorised: unauthorised.parse().ok()?,
    })
}

/// `13.773`, with its three decimals.
fn percent(text: &str) -> Option<Percent> {
    let (whole, thousandths) = text.split_once('.')?;
    Some(Percent::thousandths(whole.parse::<u32>().ok()? * 1000 + thousandths.parse::<u32>().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_files_can_be_read_and_their_sessions_add_up() {
        assert_eq!((WEEKS.len(), AREAS.len(), CODES.len(), PUPILS.len()), (24, 455, 66, 9));
        let all = WEEKS.iter().map(|week| week.sessions).chain(AREAS.iter().map(|area| area.sessions));
        for one in all {
            assert_eq!(one.attended + one.authorised + one.unauthorised, one.possible);
        }
    }

    #[test]
    fn the_percentages_are_those_that_the_department_printed() {
        let england = area("", Phase::Primary).expect("England");
        let shown = |share: Option<Share>| share.map(|share| share.percent().in_thousandths());
        assert_eq!(shown(england.sessions.attendance()), Some(94_723));
        assert_eq!(shown(england.sessions.unauthorised()), Some(1_547));
        assert_eq!(england.persistent, Percent::thousandths(13_773));
        assert!(area("888", Phase::Secondary).is_some() && area("979", Phase::Primary).is_none());
        let of = |phase| PUPILS.iter().find(|row| row.phase == phase && row.group == "everybody");
        let persistent = |row: &Pupils| (row.persistent * 2000 + row.pupils) / (2 * row.pupils);
        let each = [Phase::Primary, Phase::Secondary, Phase::Special].map(|phase| of(phase).map(persistent));
        assert_eq!(each, [Some(162), Some(265), Some(383)]);
    }
}
