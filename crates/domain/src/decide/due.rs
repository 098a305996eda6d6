//! The day on which a task is due.

use jiff::{ToSpan, civil::Date};

use crate::{
    calendar::Calendar,
    rule::{Due, Unit},
};

/// The day on which a task that arose on `since` is due. A day on which the school is closed gives way to the next school day
/// (C-G-08). Nothing for a task without a date, or past the end of the calendar: that is not yet known, and never overdue.
pub fn due_on(due: &Due, since: Date, calendar: &Calendar) -> Option<Date> {
    let Due::After(amount) = due else {
        return if *due == Due::SameDay { calendar.on_or_after(since) } else { None };
    };
    let count = amount.thousandths / 1000;
    match amount.unit {
        Unit::SchoolDays => calendar.after(since, usize::try_from(count).ok()?),
        Unit::Days => calendar.on_or_after(since.checked_add(count.days()).ok()?),
        Unit::Weeks => calendar.on_or_after(since.checked_add(count.weeks()).ok()?),
        _ => None,
    }
}
