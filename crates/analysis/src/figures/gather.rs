//! How figures of pupils are gathered: from what is kept of a school year where that says it, and from the marks themselves
//! otherwise. Both give the same figures.

use domain::{
    code::{Code, CodeTable, Role},
    id::PupilId,
    sheet::Sheet,
    tally::Tally,
};

use super::{Facts, Lates, Thresholds, Weekdays, longest_spell};
use crate::{Period, SchoolRoll, refresh::School, roll::Stretch};

/// What is asked of each pupil.
pub(super) struct Gather<'a> {
    school: &'a SchoolRoll,
    period: Period,
    thresholds: Thresholds,
    late: LateCodes,
    stretch: Option<Stretch<'a>>,
}

/// The counts of a pupil that need no list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Brief {
    pub(super) tally: Tally,
    pub(super) recorded: u32,
    pub(super) lates: Lates,
}

impl<'a> Gather<'a> {
    pub(super) fn new(school: &'a SchoolRoll, period: Period, thresholds: Thresholds) -> Gather<'a> {
        let (late, stretch) = (LateCodes::new(school.codes()), school.stretch(period));
        Gather { school, period, thresholds, late, stretch }
    }

    /// Everything of one pupil; only zeros of somebody without a mark.
    pub(super) fn facts(&self, pupil: PupilId) -> Facts {
        match self.kept(pupil) {
            Some((stretch, year, place)) => self.of_kept(pupil, stretch, (year, place)),
            None => self.of_sheet(pupil),
        }
    }

    /// The counts of one pupil, without a list.
    pub(super) fn brief(&self, pupil: PupilId) -> Brief {
        let minutes = self.minutes(pupil);
        if let Some((_, year, place)) = self.kept(pupil) {
            let lates = self.late.lates(minutes, |code| year.coded(place, code.number()).into());
            return Brief { tally: year.tally(place).unwrap_or_default(), recorded: recorded(year, place), lates };
        }
        let (sheet, mut counts) = (self.sheet(pupil), [0; 256]);
        sheet.marks.iter().for_each(|&number| counts[usize::from(number)] += 1);
        let lates = self.late.lates(minutes, |code| counts[usize::from(code.number())]);
        Brief { tally: sheet.tally(), recorded: sheet.marks.len() as u32 - counts[0], lates }
    }

    /// Where everything of the period is kept, and the pupil's place there.
    fn kept(&self, pupil: PupilId) -> Option<(Stretch<'a>, &'a School, usize)> {
        let stretch = self.stretch?;
        Some((stretch, stretch.whole()?, self.school.place(pupil)?))
    }

    fn of_kept(&self, pupil: PupilId, stretch: Stretch<'_>, (year, place): (&School, usize)) -> Facts {
        let codes = self.school.codes().entries().iter().map(|entry| entry.code);
        let by_code = codes.map(|code| (code, year.coded(place, code.number()).into()));
        let by_code: Vec<(Code, u32)> = by_code.filter(|&(_, count)| count > 0).collect();
        let tally = year.tally(place).unwrap_or_default();
        let weekdays = Weekdays::kept(stretch, place);
        Facts {
            recorded: recorded(year, place),
            lates: self.late.of(&by_code, self.minutes(pupil)),
            days_touched: year.days_absent(place).unwrap_or(0).into(),
            persistent: tally.has_missed(self.thresholds.persistent),
            severe: tally.has_missed(self.thresholds.severe),
            longest_spell: year.longest_run(place).unwrap_or(0).into(),
            first_days_back: weekdays.first_days_back,
            tally,
            by_code,
            weekdays,
        }
    }

    fn of_sheet(&self, pupil: PupilId) -> Facts {
        let sheet = self.sheet(pupil);
        let (tally, by_code, weekdays) = (sheet.tally(), sheet.by_code(), Weekdays::of(sheet));
        let mut days = 0;
        let mut last = None;
        for (session, _) in sheet.absences() {
            days += u32::from(last.replace(session.date) != Some(session.date));
        }
        Facts {
            recorded: sheet.marks.iter().filter(|&&mark| mark != 0).count() as u32,
            lates: self.late.of(&by_code, self.minutes(pupil)),
            days_touched: days,
            persistent: tally.has_missed(self.thresholds.persistent),
            severe: tally.has_missed(self.thresholds.severe),
            longest_spell: longest_spell(sheet),
            first_days_back: weekdays.first_days_back,
            tally,
            by_code,
            weekdays,
        }
    }

    fn sheet(&self, pupil: PupilId) -> Sheet<'a> {
        self.school.sheet_or_blank(pupil).between(self.period.first, self.period.last)
    }

    fn minutes(&self, pupil: PupilId) -> u32 {
        let minutes = self.school.minutes_of(pupil).filter(|(session, _)| self.period.contains(session.date));
        minutes.map(|(_, minutes)| u32::from(minutes)).sum()
    }
}

/// Sessions with any mark.
fn recorded(year: &School, place: usize) -> u32 {
    (1..=u8::MAX).take_while(|&code| year.is_counted(code)).map(|code| u32::from(year.coded(place, code))).sum()
}

/// Which codes stand for a late arrival, old ones included.
pub(super) struct LateCodes {
    before_close: Vec<Code>,
    after_close: Vec<Code>,
}

impl LateCodes {
    pub(super) fn new(codes: &CodeTable) -> LateCodes {
        let with = |role: Role| {
            codes.entries().iter().filter(|entry| entry.role == role).map(|entry| entry.code).collect::<Vec<Code>>()
        };
        LateCodes { before_close: with(Role::LateBeforeClose), after_close: with(Role::LateAfterClose) }
    }

    /// The late arrivals among these.
    pub(super) fn of(&self, by_code: &[(Code, u32)], minutes: u32) -> Lates {
        let coded = |code| by_code.iter().filter(|&&(known, _)| known == code).map(|&(_, count)| count).sum();
        self.lates(minutes, coded)
    }

    fn lates(&self, minutes: u32, coded: impl Fn(Code) -> u32) -> Lates {
        let sum = |codes: &[Code]| codes.iter().map(|&code| coded(code)).sum();
        Lates { before_close: sum(&self.before_close), after_close: sum(&self.after_close), minutes }
    }
}
