//! What each figure means, to stand beside it on a page, in a file and in a letter.

use domain::tally::Percent;

use super::Thresholds;

/// The definition of one figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Definition {
    /// The figure's name, as columns of files have it.
    pub name: &'static str,
    /// What it is called on a page.
    pub title: &'static str,
    text: &'static str,
    /// The readings of the requirements that settle it.
    pub rows: &'static [&'static str],
}

impl Definition {
    /// What it means, in words.
    pub fn words(&self, thresholds: Thresholds) -> String {
        let persistent = self.text.replace("{persistent}", &percent(thresholds.persistent));
        persistent.replace("{severe}", &percent(thresholds.severe))
    }
}

fn percent(percent: Percent) -> String {
    let thousandths = percent.in_thousandths();
    let text = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}

/// The definition of the figure called `name`.
pub fn definition(name: &str) -> Option<&'static Definition> {
    DEFINITIONS.iter().find(|definition| definition.name == name)
}

/// Every figure's definition, in the order of the columns of a file.
pub const DEFINITIONS: &[Definition] = &[
    Definition {
        name: "sessions_recorded",
        title: "Sessions recorded",
        text: "Half days with any mark in the register.",
        rows: &[],
    },
    Definition {
        name: "sessions_not_possible",
        title: "Sessions not possible",
        text: "Half days with a mark that is left out of the count: the pupil was due elsewhere, could not attend for a \
               reason outside the family, was not required, was not yet on roll, or the school was closed.",
        rows: &["C-G-01"],
    },
    Definition {
        name: "sessions_possible",
        title: "Sessions possible",
        text: "Half days attended and half days missed, together. Every rate is a share of them.",
        rows: &["C-G-01", "C-G-05"],
    },
    Definition {
        name: "sessions_attended",
        title: "Sessions attended",
        text: "Half days in school, or at an activity away from it that the school approved. A pupil who came before \
               the register closed was there.",
        rows: &["C-G-01"],
    },
    Definition {
        name: "sessions_authorised",
        title: "Authorised absence",
        text: "Half days missed for a reason that the school accepts.",
        rows: &["C-G-01"],
    },
    Definition {
        name: "sessions_unauthorised",
        title: "Unauthorised absence",
        text: "Half days missed for a reason that the school does not accept or does not know yet, or because the pupil \
               came after the register had closed.",
        rows: &["C-G-01"],
    },
    Definition {
        name: "sessions_missed",
        title: "Sessions missed",
        text: "Half days missed, authorised and not. Each counts for itself: a whole day missed is two.",
        rows: &["C-G-01", "C-G-03"],
    },
    Definition {
        name: "days_missed",
        title: "Days missed",
        text: "Half days missed, authorised and not, divided by two.",
        rows: &["C-G-03"],
    },
    Definition {
        name: "days_missed_per_child",
        title: "Days missed per child",
        text: "Half days missed by all children of the row, divided by two, for each of its children. Shown to one decimal.",
        rows: &["C-G-03"],
    },
    Definition {
        name: "attendance_percent",
        title: "Attendance",
        text: "Sessions attended as a share of sessions possible. Shown rounded, compared unrounded.",
        rows: &["C-G-01", "C-G-02", "C-G-04"],
    },
    Definition {
        name: "absence_percent",
        title: "Absence",
        text: "Sessions missed as a share of sessions possible. Shown rounded, compared unrounded.",
        rows: &["C-G-01", "C-G-02", "C-G-04"],
    },
    Definition {
        name: "persistently_absent",
        title: "Persistently absent",
        text: "Missed {persistent} or more of the pupil's own possible sessions, for whatever reason. Exactly \
               {persistent} is in. Severe absence is part of it. Without a possible session the question is not answered.",
        rows: &["C-G-06", "C-G-07"],
    },
    Definition {
        name: "severely_absent",
        title: "Severely absent",
        text: "Missed {severe} or more of the pupil's own possible sessions, for whatever reason. Exactly {severe} is in.",
        rows: &["C-G-07"],
    },
    Definition {
        name: "late",
        title: "Late arrivals",
        text: "Arrivals after the opening of the register. Before it closed they count as attended, after it as \
               unauthorised absence.",
        rows: &["C-G-01"],
    },
    Definition {
        name: "late_before_close",
        title: "Late, before the register closed",
        text: "Arrivals between the opening and the closing of the register. They count as attended.",
        rows: &["C-G-01"],
    },
    Definition {
        name: "late_after_close",
        title: "Late, after the register closed",
        text: "Arrivals after the register had closed, without another reason. They count as unauthorised absence.",
        rows: &["C-G-01"],
    },
    Definition {
        name: "minutes_late",
        title: "Minutes late",
        text: "Minutes after the opening of the register, added up over the late arrivals whose minutes were recorded.",
        rows: &[],
    },
    Definition {
        name: "days_touched",
        title: "Days with absence",
        text: "Dates on which at least one half day was missed.",
        rows: &[],
    },
    Definition {
        name: "longest_spell",
        title: "Longest spell of absence",
        text: "The most half days missed in a row. A half day that was not possible, or has no mark, neither ends a spell \
               nor lengthens it.",
        rows: &[],
    },
    Definition {
        name: "first_days_back",
        title: "Missed on first days back",
        text: "Half days missed on a school day that follows a day without school: Mondays, and days after a holiday.",
        rows: &["C-LAN-16"],
    },
    Definition {
        name: "monday",
        title: "Missed on Mondays to Fridays",
        text: "Half days missed on that weekday.",
        rows: &[],
    },
    Definition {
        name: "children_in_row",
        title: "Children",
        text: "Children with a possible half day in the row; in rows of codes and of what marks count as, children with such \
               a mark. Of a stretch of days everybody counts who was on the roll in it, leavers and late starters with \
               their own half days.",
        rows: &[],
    },
    Definition {
        name: "share_of_marks",
        title: "Share of sessions",
        text: "Half days with such a mark as a share of all half days with any mark, those that do not count as possible too.",
        rows: &[],
    },
    Definition {
        name: "half_days_before",
        title: "Half days before persistent absence",
        text: "How many more of the sessions possible so far would have to be missed to reach {persistent}.",
        rows: &["C-G-06"],
    },
    Definition {
        name: "morning",
        title: "Missed in the morning or the afternoon",
        text: "Half days missed in that half of the day. An arrival after the register closed counts as missed.",
        rows: &["C-G-01"],
    },
    Definition {
        name: "monday_morning",
        title: "Missed in one half of a weekday",
        text: "Half days missed in that half of that weekday.",
        rows: &[],
    },
    Definition {
        name: "in_a_row_before",
        title: "Missed in a row before persistent absence",
        text: "How many half days from now on, missed one after another, make the absence persistent: from then on \
               {persistent} or more of the sessions possible so far are missed. Every one of them adds to the sessions \
               possible too.",
        rows: &["C-G-06"],
    },
    Definition {
        name: "may_miss",
        title: "May still be missed",
        text: "The most half days that can be missed from now to the last school day of the stretch so that, when it is \
               over, less than {persistent} of the possible sessions were missed. Counted on every school day of the \
               calendar that is to come, as if each of its half days were possible.",
        rows: &["C-G-05", "C-G-06"],
    },
    Definition {
        name: "spells",
        title: "Spells of absence",
        text: "Unbroken runs of half days missed. A half day that was not possible, or has no mark, neither ends a spell \
               nor lengthens it. What lies before or after the days of the figure is left out of its length.",
        rows: &[],
    },
    Definition {
        name: "median_spell",
        title: "Median spell",
        text: "The shortest length that at least half of the spells do not exceed.",
        rows: &[],
    },
    Definition {
        name: "simple_rule",
        title: "Simple rule",
        text: "The days missed so far as a share of the days possible so far, carried on to the end of the year, and whether \
               that is {persistent} or more.",
        rows: &["C-G-06"],
    },
    Definition {
        name: "early_warning",
        title: "Early warning",
        text: "Of ten invented children with a year like this one so far, how many missed {persistent} or more by the end of \
               it: from how many at least to how many at most. It is fitted to invented years and tested on others, and says \
               nothing where it was no better than the simple rule. It decides nothing.",
        rows: &["C-G-06"],
    },
    Definition {
        name: "without_reason",
        title: "Reason not known",
        text: "Half days with the code that stands until a reason is found. They count as unauthorised absence meanwhile.",
        rows: &["C-G-01"],
    },
];
