//! What a handbook asks for when something is done, and in which shape: its rules say which fields are dates and which are
//! numbers.

use domain::{
    Date,
    elsewhere::Pattern,
    rule::{Action, Anchor, Condition, Due, FieldOf, Measure, Period, Rules, Test, Unit},
};

/// The field in which the answer of the family is kept.
pub const CONSENT: &str = "consent";
/// The field in which a meeting's chair is kept.
pub const CHAIRED_BY: &str = "chaired by";
/// The field in which it is kept who came to a meeting.
pub const WHO_CAME: &str = "who came";

/// Something that is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// What the handbook calls it.
    pub name: String,
    /// What is typed there.
    pub shape: Shape,
}

/// What is typed in a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// A day, written as `2027-03-12`.
    Day,
    /// A number of these.
    Number(Unit),
    /// Several numbers, parted by commas.
    Numbers,
    /// Half-days of every week, by the names that [`Pattern`] reads.
    Week,
    /// `yes` or `no`.
    YesOrNo,
    /// Words; the handbook compares them with these.
    Words(Vec<String>),
}

/// What `action` asks for, in its order; its parts are not among it.
pub fn fields(rules: &Rules, action: &Action) -> Vec<Field> {
    let is_part = |name: &str| action.parts.iter().any(|part| part.head.name == name);
    let own = action.asks.iter().filter(|name| !is_part(name) && name.as_str() != CONSENT);
    own.map(|name| Field { name: name.clone(), shape: shape(rules, action, name) }).collect()
}

/// The parts of `action`, in their order. A part is words, but for those that the rules read as a day or as half-days.
pub fn parts(rules: &Rules, action: &Action) -> Vec<Field> {
    let shape = |name: &str| {
        if is_pattern(action, name) {
            Shape::Week
        } else if is_day(rules, action, name) {
            Shape::Day
        } else {
            Shape::Words(Vec::new())
        }
    };
    let names = action.parts.iter().map(|part| &part.head.name);
    names.map(|name| Field { name: name.clone(), shape: shape(name) }).collect()
}

/// Why `value` does not fit into the field; nothing when it does.
pub fn misfit(field: &Field, value: &str) -> Option<String> {
    let begins_with_digit = || value.trim().starts_with(|letter: char| letter.is_ascii_digit());
    match field.shape {
        Shape::Day if value.parse::<Date>().is_err() => Some(format!("{} is a day, such as 12 March 2027", field.name)),
        Shape::Week if Pattern::parse(value).is_none() => {
            Some(format!("{} is half-days of the week, such as mon-am fri-pm", field.name))
        }
        Shape::Number(unit) if !begins_with_digit() => Some(format!("{} is a number{}", field.name, of_what(unit))),
        Shape::Numbers if !begins_with_digit() => Some(format!("{} is numbers, parted by commas", field.name)),
        _ => None,
    }
}

/// ` of minutes`; nothing for what is only counted.
pub fn of_what(unit: Unit) -> String {
    match unit {
        Unit::Times | Unit::Clock => String::new(),
        Unit::Percent => String::from(" of percent"),
        Unit::Pounds => String::from(" of pounds"),
        unit => format!(" of {}", unit.words().1),
    }
}

/// Whether the half-days of something that it gives are filled in under `name`.
fn is_pattern(action: &Action, name: &str) -> bool {
    action.gives.iter().any(|gives| gives.pattern.as_deref() == Some(name))
}

/// What the rules ask of what is filled in under `name`: while it is done, and later.
fn asking<'a>(rules: &'a Rules, action: &'a Action, name: &str) -> Vec<&'a Test> {
    let about = |field: &FieldOf| is_own(action, name, field);
    let later = |field: &FieldOf| is_later(action, name, field);
    let own = own_conditions(rules, action).into_iter().flat_map(tests).filter(|test| rests_on(test, &about));
    own.chain(other_conditions(rules).into_iter().flat_map(tests).filter(|test| rests_on(test, &later))).collect()
}

fn is_own(action: &Action, name: &str, field: &FieldOf) -> bool {
    field.field == name && field.of.as_ref().is_none_or(|of| *of == action.head.name)
}

fn is_later(action: &Action, name: &str, field: &FieldOf) -> bool {
    field.field == name && field.of.as_ref() == Some(&action.head.name)
}

/// Whether the rules read what is filled in under `name` as a day.
fn is_day(rules: &Rules, action: &Action, name: &str) -> bool {
    let tasks = rules.tasks.iter();
    let due =
        tasks.flat_map(|task| due_fields(&task.due).into_iter().chain(task.no_later_than.iter().flat_map(due_fields)));
    let given = rules.actions.iter().flat_map(|other| &other.gives).flat_map(|gives| [&gives.first, &gives.last]);
    asking(rules, action, name).into_iter().any(|test| test.measures().next().is_some())
        || days_of(action).into_iter().any(|field| is_own(action, name, field))
        || due.chain(given).any(|field| is_later(action, name, field))
}

fn shape(rules: &Rules, action: &Action, name: &str) -> Shape {
    if is_pattern(action, name) {
        return Shape::Week;
    }
    if is_day(rules, action, name) || name.split(' ').any(|word| matches!(word, "date" | "day")) {
        return Shape::Day;
    }
    let tests = asking(rules, action, name);
    let asking = || tests.iter();
    let unit = asking().find_map(|test| match test {
        Test::FieldIn { range, .. } => Some(range.bounds.first()?.amount.unit),
        _ => None,
    });
    if let Some(unit) = unit {
        return Shape::Number(unit);
    }
    if asking().any(|test| matches!(test, Test::Rises(_))) {
        return Shape::Numbers;
    }
    let mut words: Vec<String> = asking()
        .filter_map(|test| match test {
            Test::FieldIs { value, .. } => Some(value.clone()),
            _ => None,
        })
        .collect();
    words.sort_unstable();
    words.dedup();
    match words.as_slice() {
        [] => Shape::Words(words),
        some if some.iter().all(|word| matches!(word.as_str(), "yes" | "no")) => Shape::YesOrNo,
        _ => Shape::Words(words),
    }
}

fn tests(condition: &Condition) -> Vec<&Test> {
    condition.atoms().into_iter().map(|atom| &atom.test).collect()
}

/// The conditions of the thing itself, and of the limits on it.
fn own_conditions<'a>(rules: &'a Rules, action: &'a Action) -> Vec<&'a Condition> {
    let limits = rules.limits.iter().filter(|limit| limit.on == action.head.name).map(|limit| &limit.allows);
    action.conditions().into_iter().chain(limits).collect()
}

/// Every condition that may ask what was filled in the last time.
fn other_conditions(rules: &Rules) -> Vec<&Condition> {
    let tasks = rules.tasks.iter().flat_map(|task| std::iter::once(&task.when).chain(&task.unless));
    let flags = rules.flags.iter().chain(&rules.lists).flat_map(|flag| std::iter::once(&flag.when).chain(&flag.unless));
    let actions = rules.actions.iter().flat_map(Action::conditions);
    let menus = rules.menus.iter().map(|menu| &menu.when);
    tasks.chain(flags).chain(actions).chain(menus).chain(rules.limits.iter().map(|limit| &limit.allows)).collect()
}

/// Whether `test` asks for a field that `is_it` knows.
fn rests_on(test: &Test, is_it: &dyn Fn(&FieldOf) -> bool) -> bool {
    match test {
        Test::Given(field) | Test::FieldIs { field, .. } | Test::FieldIn { field, .. } | Test::Rises(field) => {
            is_it(field)
        }
        test => test.measures().flat_map(Measure::fields).any(is_it),
    }
}

/// The fields that hold the days of its period, of its review and of what it gives.
fn days_of(action: &Action) -> Vec<&FieldOf> {
    let period = match &action.period {
        Some(Period::Lasting(_, Some(from))) => vec![from],
        Some(Period::Between(first, last)) => vec![first, last],
        _ => Vec::new(),
    };
    let given = action.gives.iter().flat_map(|gives| [&gives.first, &gives.last]);
    period.into_iter().chain(action.review.iter().flat_map(due_fields)).chain(given).collect()
}

fn due_fields(due: &Due) -> Vec<&FieldOf> {
    match due {
        Due::On(field) | Due::Before(_, field) | Due::AfterAnchor(_, Anchor::Field(field)) => vec![field],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests_of_shapes {
    use super::*;
    use crate::Packs;

    #[test]
    fn the_rules_say_what_is_typed_in_a_field() {
        let packs = Packs::built_in().expect("the packs have no fault");
        let rules = packs.rules("knowsley").expect("the pack is here");
        let shape_of = |action: &str, field: &str| {
            let action = rules.action(action).expect("the pack has it");
            fields(rules, action).into_iter().find(|known| known.name == field).map(|known| known.shape)
        };
        assert_eq!(shape_of("AIM", "length"), Some(Shape::Number(Unit::Minutes)));
        assert_eq!(shape_of("AIM", "family present"), Some(Shape::YesOrNo));
        assert_eq!(shape_of("Answer to the traded referral", "review date"), Some(Shape::Day));
        let result = shape_of("Answer to the traded referral", "result");
        assert_eq!(result, Some(Shape::Words(vec!["not suitable".into(), "worked".into()])));
        assert_eq!(shape_of("Level 1 support", "what is tried"), Some(Shape::Words(Vec::new())));
    }

    #[test]
    fn what_does_not_fit_into_a_field_is_said_in_its_own_name() {
        let of = |shape| Field { name: "length".into(), shape };
        assert_eq!(
            misfit(&of(Shape::Number(Unit::Minutes)), "an hour").as_deref(),
            Some("length is a number of minutes")
        );
        assert_eq!(misfit(&of(Shape::Number(Unit::Minutes)), "60"), None);
        assert!(misfit(&of(Shape::Day), "soon").is_some() && misfit(&of(Shape::Day), "2027-03-12").is_none());
    }
}
