//! What the early warning says, in words.

use analysis::outlook::{Ahead, Input, Moved, Outlook, Range, Reason, Said, Silence};
use service::outlook::Child;

use crate::words;

/// `between 3 and 5 of 10`.
pub fn of_ten(range: Range) -> String {
    match range.of_ten() {
        (0, high) => format!("at most {high} of 10"),
        (low, 10) => format!("at least {low} of 10"),
        (low, high) if low == high => format!("about {low} of 10"),
        (low, high) => format!("between {low} and {high} of 10"),
    }
}

/// What is said of a child, in a few words for a list.
pub fn short(outlook: &Outlook) -> String {
    match &outlook.said {
        Said::Range(range, _) => of_ten(*range),
        Said::Settled => String::from("settled by arithmetic"),
        Said::Silent(_) => String::from("says nothing"),
    }
}

/// Why nothing is said. Never which group of children it is about: that could give away what the reader may not see.
pub const fn why_silent(silence: Silence) -> &'static str {
    match silence {
        Silence::OutsideItsWeeks => {
            "It says nothing in the first two and in the last school weeks of the year: too little is known, or too little is left."
        }
        Silence::TooFewSessions => "It says nothing: there are too few possible sessions so far.",
        Silence::OtherLine => {
            "It says nothing: the handbook's line of persistent absence is not the one it was tested for."
        }
        Silence::NoBetter => {
            "It says nothing: for children like this one, at this time of the year, it was measured to be no better than the \
             simple rule."
        }
        Silence::OwnSchool => {
            "It says nothing: at this time of last year it would have been wrong in this school, or no better than the simple \
             rule."
        }
    }
}

/// The simple rule, plainly.
pub fn rule(child: &Child) -> String {
    let (inputs, outlook) = (&child.outlook.inputs, &child.outlook);
    let days = |sessions: u32| words::days(sessions.into());
    let verdict = if outlook.rule.is_over { "over" } else { "under" };
    format!(
        "Simple rule: {} missed of {} so far. If it goes on so, {} by {}, which is {verdict} the line: {} of {}.",
        days(inputs.missed),
        days(inputs.possible),
        days(outlook.rule.projected),
        words::full_day(child.ends),
        days(outlook.line.reached_by),
        days(outlook.line.possible),
    )
}

/// What would change it: arithmetic.
pub fn what_would_change(child: &Child) -> String {
    let (line, name) = (&child.outlook.line, &child.pupil.forename);
    let (until, days) = (words::full_day(child.ends), |sessions: u32| words::days(sessions.into()));
    match line.ahead {
        Ahead::Open { spare: 0 } => {
            format!("Missing even one more session before the end of {until} reaches the line.")
        }
        Ahead::Open { spare } => format!(
            "Missing no more than {} until {until} keeps {name} under the line; {} reach it. {} are still to come.",
            days(spare),
            days(spare + 1),
            days(child.outlook.inputs.to_come)
        ),
        Ahead::Past => {
            format!("So much was missed that missing nothing more until {until} still leaves {name} over the line.")
        }
        Ahead::OutOfReach => {
            format!(
                "So little of the year is left that {name} stays under the line even by missing all of it until {until}."
            )
        }
    }
}

/// An input and what it did: `3 days missed in the last 20 school days: more than usual`.
pub fn reason(child: &Child, reason: &Reason) -> String {
    let (inputs, days) = (&child.outlook.inputs, |sessions: u32| words::days(sessions.into()));
    let what = match reason.input {
        Input::Missed => format!("{} missed of {} so far", days(inputs.missed), days(inputs.possible)),
        Input::Recent => {
            let last = analysis::outlook::Model::built_in().recent_days;
            format!("{} missed in the last {last} school days", days(inputs.recent))
        }
        Input::Weeks => {
            let spells = words::counted(child.spells.into(), "spell", "spells");
            let longest = days(child.longest_spell);
            let weeks = words::counted(inputs.week.into(), "school week", "school weeks");
            match child.spells {
                0 => format!("no absence in {weeks}"),
                _ => format!("an absence in {} of {weeks}, {spells}, the longest {longest}", inputs.weeks_touched),
            }
        }
        Input::LastYear => match inputs.last_year {
            Some((possible, missed)) => format!("{} missed of {} last year", days(missed), days(possible)),
            None => String::from("nobody knows here what was missed last year"),
        },
    };
    let moved = match reason.moved {
        Moved::Up => "raises it",
        Moved::Down => "lowers it",
        Moved::Hardly => "hardly moves it",
    };
    format!("{}: {moved}", words::sentence(&what))
}
