//! Figures as they were known at the end of a past day, and what has changed since.

use analysis::{
    SchoolRoll,
    slice::{self, Counts, Member, Side},
};
use domain::{Date, Time, clock, id::SchoolId, log::Entry};
use jiff::SignedDuration;
use store::StoreError;

use crate::{App, Error};

/// What has changed since a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// The day at whose end it was known so.
    pub day: Date,
    /// Sessions of the children and days in question that have another mark now, or had none then.
    pub changed: u32,
    /// The whole as it is known now.
    pub now: Counts,
}

/// The roll of a school as it was known at the end of `day`, built from its log.
pub(super) fn roll(app: &App, school: SchoolId, day: Date) -> Result<SchoolRoll, Error> {
    let mut entries: Vec<Entry> = Vec::new();
    app.store.read::<_, StoreError>(|tx| {
        store::log::each(tx, school, 0, &mut |entry| {
            entries.push(entry);
            Ok(())
        })
    })?;
    let midnight = clock::instant(day.tomorrow().unwrap_or(day), Time::MIN);
    let end = midnight.checked_sub(SignedDuration::from_nanos(1)).unwrap_or(midnight);
    let blank = {
        let view = app.view(school);
        let now = view.roll()?;
        SchoolRoll::new(school, std::sync::Arc::new(now.codes().clone()), now.calendar().clone())
    };
    Ok(blank.as_known_at(end, &entries)?)
}

/// What is another mark now.
pub(super) fn compared(
    day: Date,
    (then, now): (&SchoolRoll, &SchoolRoll),
    members: &[Member],
    question: &slice::Asked,
) -> Known {
    let whole = slice::Asked { by: Side::Whole, across: Side::Whole, ..*question };
    let counts = slice::slice(now, members, &whole).first().map(|row| row.counts).unwrap_or_default();
    let (first, last) = (question.period.first, question.period.last);
    let mut changed = 0;
    for member in members {
        let now = now.sheet_or_blank(member.pupil).between(first, last);
        let then = then.sheet_or_blank(member.pupil).between(first, last);
        // A pupil without a mark then has a blank sheet: all of today's marks are new.
        let before = then.marks.iter().copied().chain(std::iter::repeat(0));
        changed += now.marks.iter().zip(before).filter(|&(&now, before)| now != before).count() as u32;
    }
    Known { day, changed, now: counts }
}
