//! What a reader without names may ask: sums of everybody over whole weeks. Few children stand nowhere, and cannot be worked out
//! from what does, neither here nor beside the report for governors, which alone parts children by year and cohort.

use analysis::slice::{Counts, Side};
use domain::calendar::monday;

use super::{Asked, Fault, Sliced};
use crate::{report::small::last_whole_week, school::scope::Scope};

/// A reader without names sees nothing of fewer children than this, and no average is shown of fewer.
pub const FEW: u32 = 5;

/// The same question over whole weeks; refused where it could tell a reader without names about few children: by two sides, of
/// some children, by what parts children, by code, and as it was known before and after one mark. Weekdays and sessions are of
/// enough weeks that none of them is one day.
pub(super) fn veiled(asked: &Asked) -> Result<Asked, Fault> {
    let is_in_time = matches!(asked.by, Side::Weekday | Side::Half | Side::Week | Side::HalfTerm | Side::Term);
    if !is_in_time || asked.is_crossed() || asked.is_of_some() || asked.known.is_some() {
        return Err(Fault::CouldTell);
    }
    let to = last_whole_week(asked.scope.to);
    let from = asked.scope.from.map(|from| monday(from).min(monday(to)));
    let scope = Scope { from, to, ..asked.scope.clone() };
    let days = scope.period();
    let weeks = (days.last - days.first).get_days() / 7;
    if matches!(asked.by, Side::Weekday | Side::Half) && weeks < FEW as i32 {
        return Err(Fault::FewWeeks);
    }
    Ok(Asked { scope, ..asked.clone() })
}

/// The same without the numbers of persistently absent children; nothing at all of few children.
pub(super) fn hidden(mut sliced: Sliced) -> Sliced {
    if sliced.children < FEW || (1..FEW).contains(&sliced.whole.children) {
        sliced.lines.clear();
        sliced.whole = Counts::default();
    }
    for counts in sliced.lines.iter_mut().map(|line| &mut line.counts).chain([&mut sliced.whole]) {
        (counts.persistent, counts.severe) = (0, 0);
    }
    sliced
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn asked(by: Side, from: Option<domain::Date>) -> Asked {
        let scope = Scope { from, ..Scope::to(date(2026, 11, 25)) };
        Asked { by, across: Side::Whole, scope, phase: None, known: None }
    }

    #[test]
    fn a_reader_without_names_sees_whole_weeks_only() {
        let scope = |from| veiled(&asked(Side::Week, from)).map(|asked| (asked.scope.from, asked.scope.to)).ok();
        let sunday = date(2026, 11, 22);
        assert_eq!(scope(None), Some((None, sunday)), "the 25th is a Wednesday");
        assert_eq!(scope(Some(date(2026, 11, 4))), Some((Some(date(2026, 11, 2)), sunday)));
        assert_eq!(scope(Some(date(2026, 11, 25))), Some((Some(date(2026, 11, 16)), sunday)), "the last whole week");
    }

    #[test]
    fn nothing_is_asked_that_could_tell_of_few_children() {
        for by in
            [Side::Year, Side::Class, Side::Sex, Side::Cohort, Side::Band, Side::Code, Side::CountsAs, Side::Month]
        {
            assert!(matches!(veiled(&asked(by, None)), Err(Fault::CouldTell)), "{by:?}");
        }
        let crossed = Asked { across: Side::Half, ..asked(Side::Week, None) };
        let known = Asked { known: Some(date(2026, 11, 20)), ..asked(Side::Week, None) };
        let some = Asked { scope: Scope { year: Some(5), ..Scope::to(date(2026, 11, 25)) }, ..asked(Side::Week, None) };
        for one in [crossed, known, some] {
            assert!(matches!(veiled(&one), Err(Fault::CouldTell)), "{one:?}");
        }
        let weekdays = |from| veiled(&asked(Side::Weekday, Some(from)));
        assert!(matches!(weekdays(date(2026, 11, 2)), Err(Fault::FewWeeks)), "each weekday three times");
        assert!(weekdays(date(2026, 9, 7)).is_ok());
    }
}
