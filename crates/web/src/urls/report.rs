//! Reports about a school: for its governors, for its head every week, and of the pack's bands.

use domain::{Date, id::SchoolId};

/// The report for governors, without names: the school year so far where no day is given.
pub fn governors(school: SchoolId, from: Option<Date>, to: Option<Date>) -> String {
    let asked = [from.map(|day| format!("from={day}")), to.map(|day| format!("to={day}"))];
    with(format!("/schools/{school}/reports/governors"), asked)
}

/// The head's report of the week in which a day lies: this week where none is given.
pub fn week(school: SchoolId, of: Option<Date>) -> String {
    with(format!("/schools/{school}/reports/week"), [of.map(|day| format!("of={day}"))])
}

/// How many children are in each band of a set, which has no name where it is the first.
pub fn bands(school: SchoolId, set: &str, to: Option<Date>) -> String {
    let set = (!set.is_empty()).then(|| format!("set={}", super::encode(set)));
    with(format!("/schools/{school}/reports/bands"), [set, to.map(|day| format!("to={day}"))])
}

fn with<const N: usize>(address: String, asked: [Option<String>; N]) -> String {
    let asked: Vec<String> = asked.into_iter().flatten().collect();
    if asked.is_empty() { address } else { format!("{address}?{}", asked.join("&")) }
}
