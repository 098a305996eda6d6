//! Small numbers: what is said instead of an average of few children, and what a reader without names never sees.

use domain::tally::{Percent, Tally};
use serde::Serialize;

use super::BandCount;
use crate::words;

/// No average is shown for fewer children than this, and readers without names are not told how many there are.
pub const FEW: u64 = analysis::suppression::SMALLEST as u64;

/// What a reader may see of children.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// Staff of the school, and the authority: names, and every number.
    Staff,
    /// Governors and trustees: numbers without names, small ones hidden.
    Governor,
}

impl Reader {
    /// A number of children as this reader may see it.
    pub fn count(self, children: u64) -> String {
        if self.is_hidden(children) { format!("under {FEW}") } else { words::number(children as i64) }
    }

    /// The share of `whole` that `part` children are, as this reader may see it: `17.7%`. Empty where it would give the
    /// number away, and where there is nobody.
    pub fn share(self, part: u64, whole: u64) -> String {
        if whole == 0 || self.is_hidden(part) {
            return String::new();
        }
        let thousandths = (part * 200_000 + whole) / (2 * whole);
        words::percent(Percent::thousandths(thousandths as u32))
    }

    const fn is_hidden(self, children: u64) -> bool {
        matches!(self, Reader::Governor) && children > 0 && children < FEW
    }
}

/// A cell with days missed per child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Average {
    /// `7.0`; empty when no average is shown.
    pub days: String,
    /// `94.1%`, or why there is no average: `too few`, `none`, `hidden`.
    pub beside: String,
    /// How many children, linked, where they are too few for an average and the reader may see them.
    pub few: Option<Few>,
    /// The children behind the average, for a reader who may see them.
    pub href: Option<String>,
}

/// Children too few for an average.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Few {
    /// How many.
    pub children: String,
    /// They.
    pub href: String,
}

impl Average {
    /// The average of `children` whose marks add up to `tally`. `href` lists them.
    pub fn new(children: u64, tally: Tally, href: String, reader: Reader) -> Average {
        let without = |beside: &str, few| Average { days: String::new(), beside: beside.into(), few, href: None };
        match (children, reader) {
            (0, _) => without("none", None),
            (1..FEW, Reader::Governor) => without("hidden", None),
            (1..FEW, Reader::Staff) => without("too few", Some(Few { children: words::number(children as i64), href })),
            _ => Average {
                days: days_per_child(tally.half_days_missed().into(), children),
                beside: tally.attendance().map_or_else(|| String::from("none possible"), words::percent),
                few: None,
                href: (reader == Reader::Staff).then_some(href),
            },
        }
    }
}

impl Average {
    /// The average of so many children for a reader without names; nothing of a number that is not shown.
    pub fn veiled(children: Option<u32>, tally: Tally) -> Average {
        let hidden = || Average { days: String::new(), beside: "hidden".into(), few: None, href: None };
        children.map_or_else(hidden, |children| Average::new(children.into(), tally, String::new(), Reader::Governor))
    }
}

/// Days for each of `children`, to one decimal: `7.0`. Nobody has missed nothing.
pub fn days_per_child(half_days: u64, children: u64) -> String {
    let tenths = (half_days * 10 + children) / (2 * children).max(1);
    format!("{}.{}", words::number((tenths / 10) as i64), tenths % 10)
}

/// The bands with each that holds few children joined to the band before it, or to the one after if it is the first.
pub(super) fn joined(bands: Vec<(&'static str, BandCount)>) -> Vec<(&'static str, BandCount)> {
    let is_few = |band: &BandCount| band.children < FEW;
    let mut shown: Vec<(&'static str, BandCount)> = Vec::new();
    for (shade, band) in bands {
        match shown.last_mut() {
            Some((_, before)) if is_few(&band) || is_few(before) => join(before, band),
            _ => shown.push((shade, band)),
        }
    }
    // What was joined at the end may still be few.
    while shown.len() > 1 && shown.last().is_some_and(|(_, last)| is_few(last)) {
        if let (Some((_, last)), Some((_, before))) = (shown.pop(), shown.last_mut()) {
            join(before, last);
        }
    }
    shown
}

/// Joins a band to the one before it.
pub(crate) fn join(before: &mut BandCount, band: BandCount) {
    before.name = format!("{} and {}", before.name, band.name);
    before.children += band.children;
    before.range = ends(&before.range, &band.range);
}

/// From the beginning of the first to the end of the second, where both count days upwards.
fn ends(first: &str, second: &str) -> String {
    let begins = first.split_once(" to ").map(|(begins, _)| begins);
    match (begins, second.split_once(" to ")) {
        _ if first.is_empty() || second.is_empty() => String::new(),
        (Some(begins), Some((_, end))) if end.ends_with("days") => format!("{begins} to {end}"),
        (Some(begins), None) if second.ends_with("days or more") => format!("{begins} days or more"),
        _ => format!("{first}, {second}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(absent: u32, possible: u32) -> Tally {
        Tally { attended: possible - absent, authorised: absent, unauthorised: 0 }
    }

    fn band(name: &str, children: u64) -> (&'static str, BandCount) {
        let count = BandCount { name: name.into(), children, range: String::new(), href: String::new() };
        ("1", count)
    }

    fn names(bands: Vec<(&'static str, BandCount)>) -> Vec<(String, u64)> {
        bands.into_iter().map(|(_, band)| (band.name, band.children)).collect()
    }

    #[test]
    fn no_average_is_shown_for_fewer_than_five_children() {
        let five = Average::new(5, tally(70, 1000), String::new(), Reader::Governor);
        assert_eq!((five.days.as_str(), five.beside.as_str()), ("7.0", "93.0%"));
        let four = Average::new(4, tally(70, 1000), "/list".into(), Reader::Staff);
        assert_eq!((four.days.as_str(), four.beside.as_str()), ("", "too few"));
        assert_eq!(four.few.map(|few| few.children).as_deref(), Some("4"));
        assert_eq!(Average::new(0, Tally::default(), String::new(), Reader::Staff).beside, "none");
    }

    #[test]
    fn a_governor_is_not_told_a_small_number() {
        let four = Average::new(4, tally(70, 1000), "/list".into(), Reader::Governor);
        assert_eq!((four.beside.as_str(), four.few), ("hidden", None));
        let told = [0, 1, 4, 5].map(|children| Reader::Governor.count(children));
        assert_eq!(told, ["0", "under 5", "under 5", "5"]);
        assert_eq!(Reader::Staff.count(4), "4");
        let shares = [Reader::Staff, Reader::Governor].map(|reader| (reader.share(2, 412), reader.share(73, 412)));
        assert_eq!(shares, [("0.5%".into(), "17.7%".into()), (String::new(), "17.7%".into())]);
        assert_eq!(Reader::Staff.share(0, 0), "");
    }

    #[test]
    fn a_small_band_cannot_be_worked_out_from_the_rest() {
        let bands = vec![band("Universal", 363), band("Improvement", 46), band("Targeted", 3), band("Intensive", 0)];
        let shown = names(joined(bands));
        assert_eq!(
            shown,
            [("Universal".into(), 363), ("Improvement and Targeted and Intensive".into(), 49)],
            "nobody learns that there is nobody"
        );
        let first = names(joined(vec![band("Universal", 2), band("Improvement", 46)]));
        assert_eq!(first, [("Universal and Improvement".into(), 48)]);
        let all = names(joined(vec![band("A", 9), band("B", 1), band("C", 1), band("D", 2)]));
        assert_eq!(all, [("A and B and C and D".into(), 13)]);
        let large = names(joined(vec![band("A", 9), band("B", 5)]));
        assert_eq!(large.len(), 2);
    }

    #[test]
    fn joined_bands_say_where_they_begin_and_end() {
        assert_eq!(ends("15 to 55½ days", "56 to 94½ days"), "15 to 94½ days");
        assert_eq!(ends("56 to 94½ days", "95 days or more"), "56 days or more");
        assert_eq!(ends("90% to under 95%", "under 90%"), "90% to under 95%, under 90%");
    }

    #[test]
    fn days_per_child_are_rounded_to_the_nearest_tenth() {
        assert_eq!(days_per_child(5768, 412), "7.0");
        assert_eq!(days_per_child(1, 2), "0.3");
        assert_eq!(days_per_child(0, 0), "0.0");
    }
}
