//! Conditions in the Common Expression Language, for whoever wants to run a pack with another program.
//!
//! The expression reads these variables: `count`, sessions and other whole numbers by what is counted, such as
//! `count["absent in the year"]`, and the pupil's `age` and `year group`; `cohorts`, the names of the pupil's; `band`, the band of each set and the stage of each case; `flag`, whether each flag or list
//! holds, whether each period is running, over or broken, and whether the pupil is of compulsory school age; `done`, the names of what is on record this year; `outcome`, how each ended last; `field`, `amount` and `rising`, what
//! is filled in, its amounts in thousandths, and the names of those that rise; `all_leave`. What is not known is left out: the
//! language then gives an error for just those questions that hang on it, which is our *not known*.

use domain::rule::{Atom, Condition, Dates, FieldOf, Measure, Range, Side, Test, Unit, What, Whom, Window};

/// `condition` as an expression.
pub fn of(condition: &Condition) -> String {
    match condition {
        Condition::All(parts) => joined(parts, " && ", "true"),
        Condition::Any(parts) => joined(parts, " || ", "false"),
        Condition::Not(part) => format!("!({})", of(part)),
        Condition::Atom(Atom { test, is_negated: true, .. }) => format!("!({})", of_test(test)),
        Condition::Atom(Atom { test, .. }) => of_test(test),
    }
}

fn joined(parts: &[Condition], word: &str, empty: &str) -> String {
    if parts.is_empty() {
        return empty.to_owned();
    }
    parts.iter().map(|part| format!("({})", of(part))).collect::<Vec<String>>().join(word)
}

fn of_test(test: &Test) -> String {
    match test {
        Test::Measured(measure, range) => measured(measure, range),
        Test::Compared { measure, side, other } => {
            let ((one, first), (two, second)) = (number(measure), number(other));
            let scaled = |number: String, step| if first == second { number } else { format!("{number} * {step}") };
            format!("{} {} {}", scaled(one, first), sign(*side), scaled(two, second))
        }
        Test::Cohort(name) => format!("{} in cohorts", quoted(name)),
        Test::In { set, band } => format!("band[{}] == {}", quoted(set), quoted(band)),
        Test::Done { thing, window } => format!("{} in done", quoted(&within(thing, window))),
        Test::EndedAs { thing, value, window } => {
            is_in("outcome", &within(thing, window), &format!("== {}", quoted(value)))
        }
        Test::Running(thing, whom) => format!("flag[{}]", quoted(&format!("{thing}{} is running", whom_words(*whom)))),
        Test::Over(thing, whom) => format!("flag[{}]", quoted(&format!("{thing}{} is over", whom_words(*whom)))),
        Test::Broken(thing, whom) => format!("flag[{}]", quoted(&format!("{thing}{} is broken", whom_words(*whom)))),
        Test::Holds(name) => format!("flag[{}]", quoted(name)),
        Test::Given(field) => is_in("field", &field_key(field), "!= \"\""),
        Test::FieldIs { field, value } => is_in("field", &field_key(field), &format!("== {}", quoted(value))),
        Test::FieldIn { field, range } => compared(&format!("amount[{}]", quoted(&field_key(field))), range, 1),
        Test::Rises(field) => format!("{} in rising", quoted(&field_key(field))),
        Test::OutcomeIs(value) => is_in("field", "the outcome", &format!("== {}", quoted(value))),
        Test::AllLeave => String::from("all_leave"),
        Test::InYear(years) => {
            let each = years.iter().map(|year| format!("count[\"year group\"] == {year}"));
            each.collect::<Vec<String>>().join(" || ")
        }
        Test::OfCompulsoryAge => String::from("flag[\"of compulsory school age\"]"),
    }
}

/// What is not on record is not so: asking for it is no error.
fn is_in(map: &str, key: &str, compared: &str) -> String {
    let key = quoted(key);
    format!("{key} in {map} && {map}[{key}] {compared}")
}

fn measured(measure: &Measure, range: &Range) -> String {
    match measure {
        Measure::Attendance(window) => share("attended", window, range),
        Measure::Absence(window) => share("absent", window, range),
        measure => {
            let (number, step) = number(measure);
            compared(&number, range, step)
        }
    }
}

/// The whole number that `measure` counts, and how many thousandths of its unit one of it is.
fn number(measure: &Measure) -> (String, i64) {
    let step = if matches!(measure, Measure::Count { unit: Unit::Days, .. }) { 500 } else { 1000 };
    (format!("count[{}]", quoted(&counted(measure))), step)
}

/// What `count` calls a measure.
fn counted(measure: &Measure) -> String {
    match measure {
        Measure::Attendance(window) => within("attended", window),
        Measure::Absence(window) => within("absent", window),
        Measure::Count { what, window, .. } => format!("{} {}", what_words(what), window_words(window)),
        Measure::Since { unit, thing, whom } => format!("{} since {thing}{}", unit.words().1, whom_words(*whom)),
        Measure::Times { thing, value, whom, window } => {
            let value = value.as_ref().map(|value| format!(" is {value}")).unwrap_or_default();
            within(&format!("times {thing}{value}{}", whom_words(*whom)), window)
        }
        Measure::Age => String::from("age"),
        Measure::Spells(window) => format!("spells absent {}", window_words(window)),
        Measure::ShortSpells { codes, most, window } => {
            let (codes, most) = (codes.join(", "), most.thousandths / 1000);
            format!("spells coded {codes} of at most {most} sessions {}", window_words(window))
        }
        Measure::Run { unit, what, without } => {
            let without = without.as_ref().map(|thing| format!(" without {thing}")).unwrap_or_default();
            format!("{} in a row {}{without}", unit.words().1, what_words(what))
        }
        Measure::Between { unit, dates } => {
            let dates = match dates {
                Dates::Until(field) => format!("until {}", field_key(field)),
                Dates::Since(field) => format!("since {}", field_key(field)),
                Dates::From(first, last) => format!("from {} to {}", field_key(first), field_key(last)),
                Dates::ToTheDay(first) => format!("from {} to the day", field_key(first)),
            };
            format!("{} {dates}", unit.words().1)
        }
        Measure::Least(parts) => {
            format!("the least of {}", parts.iter().map(counted).collect::<Vec<String>>().join(", "))
        }
    }
}

const fn whom_words(whom: Whom) -> &'static str {
    match whom {
        Whom::ThatParent => " to that parent",
        Whom::Anybody => "",
    }
}

/// What was done, with the window when that is not the school year.
fn within(thing: &str, window: &Window) -> String {
    if *window == Window::Year { thing.to_owned() } else { format!("{thing} {}", window_words(window)) }
}

fn field_key(field: &FieldOf) -> String {
    let of = |thing| format!("{} of {thing}{}", field.field, whom_words(field.whom));
    field.of.as_ref().map_or_else(|| field.field.clone(), of)
}

/// A share of the possible sessions, multiplied out and never divided.
fn share(part: &str, window: &Window, range: &Range) -> String {
    let count = |key: &str| format!("count[{}]", quoted(&within(key, window)));
    let (part, possible) = (count(part), count("possible"));
    let edges = range.bounds.iter().map(|bound| {
        let (hundred, edge) = reduced(100_000, bound.amount.thousandths, 1000);
        format!("{part} * {hundred} {} {possible} * {edge}", sign(bound.side))
    });
    all(edges, &format!("{possible} > 0"))
}

/// A whole number against edges; one of the number is `step` thousandths of the edge's unit.
fn compared(number: &str, range: &Range, step: i64) -> String {
    let edges = range.bounds.iter().map(|bound| match reduced(step, bound.amount.thousandths, step) {
        (1, edge) => format!("{number} {} {edge}", sign(bound.side)),
        (factor, edge) => format!("{number} * {factor} {} {edge}", sign(bound.side)),
    });
    all(edges, &format!("{number} >= 0"))
}

/// Both sides divided by `by` when that leaves whole numbers.
const fn reduced(one: i64, other: i64, by: i64) -> (i64, i64) {
    if one % by == 0 && other % by == 0 { (one / by, other / by) } else { (one, other) }
}

fn all(edges: impl Iterator<Item = String>, any: &str) -> String {
    let edges: Vec<String> = edges.collect();
    if edges.is_empty() { any.to_owned() } else { edges.join(" && ") }
}

const fn sign(side: Side) -> &'static str {
    match side {
        Side::AtLeast => ">=",
        Side::MoreThan => ">",
        Side::AtMost => "<=",
        Side::LessThan => "<",
        Side::Exactly => "==",
    }
}

fn what_words(what: &What) -> String {
    match what {
        What::Absent => String::from("absent"),
        What::AbsentOtherThanLeave => String::from("absent other than leave"),
        What::AbsentOnFirstDayBack => String::from("absent on a first day back"),
        What::AbsentOnOneWeekday => String::from("absent on one weekday"),
        What::Unauthorised => String::from("unauthorised"),
        What::Coded(letters) => format!("coded {}", letters.join(", ")),
    }
}

/// A window in the words of a handbook.
pub(crate) fn window_words(window: &Window) -> String {
    match window {
        Window::Year => String::from("in the year"),
        Window::Term => String::from("in the term"),
        Window::HalfTerm => String::from("in the half term"),
        Window::Day => String::from("on the day"),
        Window::Last(amount) => format!("in the last {amount}"),
        Window::SchoolWeeks(weeks) => format!("in any {weeks} school weeks"),
        Window::Days(days) => format!("in any {days} days"),
        Window::Since { thing, whom } => format!("since {thing}{}", whom_words(*whom)),
        Window::PeriodOf(thing, whom) => format!("in the period of {thing}{}", whom_words(*whom)),
        Window::Ever => String::from("ever"),
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        of(&crate::condition(text, &[]).expect("a condition"))
    }

    #[test]
    fn days_become_sessions_and_percentages_are_multiplied_out() {
        assert_eq!(said("days absent is at least 10 days"), r#"count["absent in the year"] >= 20"#);
        assert_eq!(said("days absent is less than 4.5 days"), r#"count["absent in the year"] < 9"#);
        assert_eq!(said("attendance is less than 92%"), r#"count["attended"] * 100 < count["possible"] * 92"#);
        assert_eq!(said("absence is at least 7.5%"), r#"count["absent"] * 100000 >= count["possible"] * 7500"#);
        assert_eq!(
            said("sessions coded O, U or G in any 10 school weeks is at least 10 sessions"),
            r#"count["coded O, U, G in any 10 school weeks"] >= 10"#
        );
    }

    #[test]
    fn what_is_counted_for_one_parent_has_a_key_of_its_own() {
        assert_eq!(
            said("days since [Notice] to that parent is at most 21 days"),
            r#"count["days since Notice to that parent"] <= 21"#
        );
        assert_eq!(
            said("times [Notice] is issued to that parent since [Notice] to that parent is less than 1 time"),
            r#"count["times Notice to that parent since Notice to that parent"] < 1"#
        );
        assert_eq!(
            said(
                "the least of days since [A], days from \"day\" of [B] to that parent to the day is more than 28 days"
            ),
            r#"count["the least of days since A, days from day of B to that parent to the day"] > 28"#
        );
    }

    #[test]
    fn a_measure_is_held_against_another_in_one_scale() {
        assert_eq!(
            said("times [A] is done ever is more than times [B] is done"),
            r#"count["times A ever"] > count["times B"]"#
        );
        assert_eq!(
            said("days absent is at least days since [A]"),
            r#"count["absent in the year"] * 500 >= count["days since A"] * 1000"#
        );
        assert_eq!(
            said("sessions in a row coded G is exactly 10 sessions"),
            r#"count["sessions in a row coded G"] == 10"#
        );
    }

    #[test]
    fn names_and_values_are_kept_apart_from_the_language() {
        assert_eq!(
            said("the pupil is not [in care] and ([Path] is [Low] or [X] is \"no\")"),
            r#"(!("in care" in cohorts)) && ((band["Path"] == "Low") || ("X" in outcome && outcome["X"] == "no"))"#
        );
        assert_eq!(quoted("a \"b\" \\ c"), r#""a \"b\" \\ c""#);
    }
}
