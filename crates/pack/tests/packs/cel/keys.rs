//! What an expression calls the things that it reads, as the page about the language says.

use domain::rule::{Dates, FieldOf, Measure, What, Whom, Window};

pub(super) fn what(what: &What) -> String {
    match what {
        What::Absent => String::from("absent"),
        What::AbsentOtherThanLeave => String::from("absent other than leave"),
        What::AbsentOnFirstDayBack => String::from("absent on a first day back"),
        What::AbsentOnOneWeekday => String::from("absent on one weekday"),
        What::Unauthorised => String::from("unauthorised"),
        What::Coded(letters) => format!("coded {}", letters.join(", ")),
    }
}

pub(super) fn window(window: &Window) -> String {
    match window {
        Window::Year => String::from("in the year"),
        Window::Term => String::from("in the term"),
        Window::HalfTerm => String::from("in the half term"),
        Window::Day => String::from("on the day"),
        Window::Last(amount) => format!("in the last {amount}"),
        Window::SchoolWeeks(weeks) => format!("in any {weeks} school weeks"),
        Window::Days(days) => format!("in any {days} days"),
        Window::Since { thing, whom } => format!("since {thing}{}", to(*whom)),
        Window::PeriodOf(thing, whom) => format!("in the period of {thing}{}", to(*whom)),
        Window::Ever => String::from("ever"),
    }
}

/// The year is not named with what people do.
pub(super) fn done(thing: &str, when: &Window) -> String {
    if *when == Window::Year { thing.to_owned() } else { format!("{thing} {}", window(when)) }
}

pub(super) fn field(field: &FieldOf) -> String {
    match &field.of {
        Some(thing) => format!("{} of {thing}{}", field.field, to(field.whom)),
        None => field.field.clone(),
    }
}

pub(super) fn dates(dates: &Dates) -> String {
    match dates {
        Dates::Until(last) => format!("until {}", field(last)),
        Dates::Since(first) => format!("since {}", field(first)),
        Dates::From(first, last) => format!("from {} to {}", field(first), field(last)),
        Dates::ToTheDay(first) => format!("from {} to the day", field(first)),
    }
}

pub(super) fn to(whom: Whom) -> &'static str {
    if whom == Whom::ThatParent { " to that parent" } else { "" }
}

/// A measure other than a share, which has two.
pub(super) fn measure(one: &Measure) -> String {
    let words =
        |text: &Option<String>, before: &str| text.as_ref().map_or(String::new(), |text| format!("{before}{text}"));
    match one {
        Measure::Attendance(_) | Measure::Absence(_) => panic!("a share has two numbers"),
        Measure::Count { what: of, window: over, .. } => format!("{} {}", what(of), window(over)),
        Measure::Age => String::from("age"),
        Measure::Spells(over) => format!("spells absent {}", window(over)),
        Measure::ShortSpells { codes, most, window: over } => {
            let most = most.thousandths / 1000;
            format!("spells coded {} of at most {most} sessions {}", codes.join(", "), window(over))
        }
        Measure::Run { unit, what: of, without } => {
            format!("{} in a row {}{}", unit.words().1, what(of), words(without, " without "))
        }
        Measure::Since { unit, thing, whom } => format!("{} since {thing}{}", unit.words().1, to(*whom)),
        Measure::Times { thing, value, whom, window } => {
            done(&format!("times {thing}{}{}", words(value, " is "), to(*whom)), window)
        }
        Measure::Between { unit, dates: of } => format!("{} {}", unit.words().1, dates(of)),
        Measure::Least(parts) => {
            format!("the least of {}", parts.iter().map(measure).collect::<Vec<String>>().join(", "))
        }
    }
}
