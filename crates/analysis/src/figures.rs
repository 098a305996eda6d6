//! Every figure of pupils, classes, years, schools and cohorts, in whole sessions. Whoever asks names the pupils and the days.

mod behind;
mod definition;
mod gather;
mod lateness;
mod room;
mod spell;
mod summary;
mod totals;
mod trend;
mod unsettled;
mod weekdays;

use domain::{
    code::{Code, CodeTable},
    id::PupilId,
    sheet::Sheet,
    tally::{Percent, Tally},
};

use crate::{Period, SchoolRoll};

use gather::{Gather, LateCodes};

pub use behind::{Counted, sessions_behind};
pub use definition::{DEFINITIONS, Definition, definition};
pub use lateness::{Arrival, arrivals};
pub use room::{may_miss, missed_in_a_row_before, to_come};
pub use spell::{Lengths, Spell, longest_spell, spell_lengths, spells};
pub use summary::{Compared, Near, Summary, compare, half_days_before, summary};
pub use totals::{Totals, totals, totals_each};
pub use trend::{Dated, by_day, by_month, by_session, by_week};
pub use unsettled::without_reason;
pub use weekdays::{Weekdays, weekdays};

/// The shares that make an absence persistent or severe, as the pack of the country gives them (C-G-06, C-G-07).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thresholds {
    /// Persistently absent from this share of the possible sessions missed.
    pub persistent: Percent,
    /// Severely absent from this share.
    pub severe: Percent,
}

/// Late arrivals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Lates {
    /// Before the register closed: present.
    pub before_close: u32,
    /// After it closed: an absence.
    pub after_close: u32,
    /// Whole minutes together, of those arrivals whose minutes were recorded.
    pub minutes: u32,
}

/// Everything counted of one pupil in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Possible, attended, authorised and unauthorised sessions.
    pub tally: Tally,
    /// Sessions with any mark.
    pub recorded: u32,
    /// How often each code was used, in the order of the code table, unused codes left out.
    pub by_code: Vec<(Code, u32)>,
    /// Late arrivals.
    pub lates: Lates,
    /// Days on which at least one session was missed.
    pub days_touched: u32,
    /// Whether absence is persistent; nothing when no session was possible.
    pub persistent: Option<bool>,
    /// Whether absence is severe; nothing when no session was possible.
    pub severe: Option<bool>,
    /// The most sessions missed in a row.
    pub longest_spell: u32,
    /// Sessions missed on first days back after a weekend or holiday.
    pub first_days_back: u32,
    /// The counts by weekday and half of the day.
    pub weekdays: Weekdays,
}

impl Facts {
    /// Sessions with a mark that does not count as possible.
    pub const fn not_possible(&self) -> u32 {
        self.recorded - self.tally.possible()
    }

    /// How often `code` was used.
    pub fn count(&self, code: Code) -> u32 {
        self.by_code.iter().find(|&&(known, _)| known == code).map_or(0, |&(_, count)| count)
    }
}

/// The counts of these pupils together.
pub fn tally(school: &SchoolRoll, pupils: &[PupilId], period: Period) -> Tally {
    tallies(school, pupils, period).map(|(_, tally)| tally).sum()
}

/// Everything of each of these pupils, in their order. Somebody without a mark has only zeros.
pub fn per_pupil(
    school: &SchoolRoll,
    pupils: &[PupilId],
    period: Period,
    thresholds: Thresholds,
) -> Vec<(PupilId, Facts)> {
    let gather = Gather::new(school, period, thresholds);
    pupils.iter().map(|&pupil| (pupil, gather.facts(pupil))).collect()
}

/// Everything of one pupil.
pub fn of_pupil(school: &SchoolRoll, pupil: PupilId, period: Period, thresholds: Thresholds) -> Facts {
    Gather::new(school, period, thresholds).facts(pupil)
}

/// What can be counted of one pupil when only the number of each code is known and no day: whatever needs days is 0.
pub fn of_counts(counts: &[(Code, u32)], codes: &CodeTable, thresholds: Thresholds) -> Facts {
    let mut tally = Tally::default();
    for &(code, count) in counts {
        if let Some(class) = codes.class(code) {
            tally.count_many(class, count);
        }
    }
    Facts {
        tally,
        recorded: counts.iter().map(|&(_, count)| count).sum(),
        lates: LateCodes::new(codes).of(counts, 0),
        days_touched: 0,
        persistent: tally.has_missed(thresholds.persistent),
        severe: tally.has_missed(thresholds.severe),
        longest_spell: 0,
        first_days_back: 0,
        by_code: counts.to_vec(),
        weekdays: Weekdays::default(),
    }
}

/// How many sessions were missed from `day` on.
pub fn missed_since(sheet: Sheet<'_>, day: domain::Date) -> u32 {
    sheet.between(day, domain::Date::MAX).tally().absent()
}

/// The counts of those of the pupils who ever had a mark: from what is kept of the school year of the period, else from their
/// marks.
pub(crate) fn tallies<'a>(
    school: &'a SchoolRoll,
    pupils: &'a [PupilId],
    period: Period,
) -> impl Iterator<Item = (PupilId, Tally)> + 'a {
    let stretch = school.stretch(period);
    pupils.iter().filter_map(move |&pupil| {
        let tally = match stretch {
            Some(stretch) => stretch.tally(school.place(pupil)?),
            None => school.sheet(pupil)?.between(period.first, period.last).tally(),
        };
        Some((pupil, tally))
    })
}

/// The sheets of those of the pupils who have one.
pub(crate) fn sheets<'a>(
    school: &'a SchoolRoll,
    pupils: &'a [PupilId],
    period: Period,
) -> impl Iterator<Item = (PupilId, Sheet<'a>)> + 'a {
    let sheets = pupils.iter().filter_map(move |&pupil| Some((pupil, school.sheet(pupil)?)));
    sheets.map(move |(pupil, sheet)| (pupil, sheet.between(period.first, period.last)))
}
