//! Every condition and every number of the rules, one after the other, to be changed in place.

use domain::rule::{
    Amount, Case, Condition, Cycle, Due, Head, Measure, Needed, Period, Range, Rules, StageLimit, Test, Unit, Window,
};

/// Gives `of` every condition, with the entry it belongs to.
pub(crate) fn each_condition(rules: &mut Rules, of: &mut dyn FnMut(&str, &mut Condition)) {
    for flag in rules.flags.iter_mut().chain(&mut rules.lists) {
        let conditions = std::iter::once(&mut flag.when).chain(&mut flag.unless);
        conditions.for_each(|condition| of(&entry(&flag.head), condition));
    }
    for task in &mut rules.tasks {
        let conditions = std::iter::once(&mut task.when).chain(&mut task.unless).chain(&mut task.overdue_when);
        conditions.for_each(|condition| of(&entry(&task.head), condition));
    }
    for cohort in &mut rules.cohorts {
        cohort.when.iter_mut().for_each(|when| of(&entry(&cohort.head), when));
    }
    for limit in &mut rules.limits {
        of(&entry(&limit.head), &mut limit.allows);
    }
    for service in &mut rules.services {
        service.when.iter_mut().for_each(|when| of(&entry(&service.head), when));
    }
    for menu in &mut rules.menus {
        of(&entry(&menu.head), &mut menu.when);
        menu.items.iter_mut().flat_map(|item| &mut item.when).for_each(|when| of(&entry(&menu.head), when));
    }
    for action in &mut rules.actions {
        let entry = entry(&action.head);
        action.when.iter_mut().chain(&mut action.broken_by).for_each(|when| of(&entry, when));
        for part in &mut action.parts {
            if let Needed::When(when) = &mut part.needed {
                of(&entry, when);
            }
        }
        action.advice.iter_mut().chain(&mut action.suppressed).for_each(|advice| of(&entry, &mut advice.when));
        for need in &mut action.needs {
            let conditions = std::iter::once(&mut need.holds).chain(&mut need.when).chain(&mut need.unless);
            conditions.for_each(|condition| of(&entry, condition));
        }
    }
}

/// Gives `of` every atom's test of `condition`, with its words.
pub(crate) fn each_test(condition: &mut Condition, of: &mut dyn FnMut(&str, &mut Test)) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter_mut().for_each(|part| each_test(part, of)),
        Condition::Not(part) => each_test(part, of),
        Condition::Atom(atom) => of(&atom.words, &mut atom.test),
    }
}

/// Gives `of` every number of the rules with its unit, the entry it belongs to, and the smallest step by which it could be wrong.
pub(crate) fn each_amount(rules: &mut Rules, of: &mut dyn FnMut(&str, &mut Amount, i64)) {
    for set in &mut rules.bands {
        let entry = entry(&set.head);
        let step = step(Some(&set.measure));
        set.bands.iter_mut().for_each(|band| in_range(&entry, &mut band.range, step, of));
        in_measure(&entry, &mut set.measure, of);
    }
    for decision in &mut rules.decisions {
        for (cases, _) in &mut decision.rows {
            for (place, (case, input)) in cases.iter_mut().zip(&decision.inputs).enumerate() {
                if let Case::In(range) = case {
                    let measure = decision.measured.iter().find(|(at, _)| *at == place).map(|(_, measure)| measure);
                    in_range(&format!("{}, {input}", entry(&decision.head)), range, step(measure), of);
                }
            }
        }
    }
    for set in &mut rules.stages {
        let entry = entry(&set.head);
        for stage in &mut set.stages {
            if let Some(StageLimit::Amount(amount)) = &mut stage.limit {
                of(&format!("{entry}, limit of {}", stage.name), amount, 1000);
            }
        }
    }
    for task in &mut rules.tasks {
        in_due(&format!("{}, due", entry(&task.head)), &mut task.due, of);
        let latest = format!("{}, no later than", entry(&task.head));
        task.no_later_than.iter_mut().for_each(|due| in_due(&latest, due, of));
    }
    for action in &mut rules.actions {
        let entry = entry(&action.head);
        action.review.iter_mut().for_each(|due| in_due(&format!("{entry}, review"), due, of));
        if let Some(Cycle::Amount(amount)) = &mut action.every {
            of(&format!("{entry}, every"), amount, 1000);
        }
        if let Some(Period::Lasting(amount, _)) = &mut action.period {
            of(&format!("{entry}, period"), amount, 1000);
        }
        for (count, role) in &mut action.quorum {
            in_count(&format!("{entry}, quorum of {role}"), count, Unit::Times, of);
        }
    }
    each_condition(rules, &mut |entry, condition| {
        each_test(condition, &mut |_, test| match test {
            Test::Measured(measure, range) => {
                in_measure(entry, measure, of);
                in_range(entry, range, step(Some(measure)), of);
            }
            Test::Compared { measure, other, .. } => {
                in_measure(entry, measure, of);
                in_measure(entry, other, of);
            }
            Test::FieldIn { range, .. } => in_range(entry, range, step(None), of),
            Test::Done { window, .. } | Test::EndedAs { window, .. } => in_window(entry, window, of),
            _ => {}
        });
    });
}

fn entry(head: &Head) -> String {
    format!("{}: {}", head.pack, head.name)
}

/// The smallest step that could be mistaken, in thousandths: half a day of absence, else one of the unit.
pub(crate) const fn step(measure: Option<&Measure>) -> i64 {
    if matches!(measure, Some(Measure::Count { unit: Unit::Days, .. })) { 500 } else { 1000 }
}

fn in_range(entry: &str, range: &mut Range, step: i64, of: &mut dyn FnMut(&str, &mut Amount, i64)) {
    range.bounds.iter_mut().for_each(|bound| of(entry, &mut bound.amount, step));
}

fn in_measure(entry: &str, measure: &mut Measure, of: &mut dyn FnMut(&str, &mut Amount, i64)) {
    match measure {
        Measure::ShortSpells { most, window, .. } => {
            of(entry, most, 1000);
            in_window(entry, window, of);
        }
        Measure::Attendance(window)
        | Measure::Absence(window)
        | Measure::Spells(window)
        | Measure::Count { window, .. }
        | Measure::Times { window, .. } => in_window(entry, window, of),
        Measure::Least(parts) => parts.iter_mut().for_each(|part| in_measure(entry, part, of)),
        Measure::Run { .. } | Measure::Age | Measure::Since { .. } | Measure::Between { .. } => {}
    }
}

fn in_window(entry: &str, window: &mut Window, of: &mut dyn FnMut(&str, &mut Amount, i64)) {
    let entry = format!("{entry}, window");
    match window {
        Window::Last(amount) => of(&entry, amount, 1000),
        Window::SchoolWeeks(count) => in_count(&entry, count, Unit::SchoolWeeks, of),
        Window::Days(count) => in_count(&entry, count, Unit::Days, of),
        _ => {}
    }
}

fn in_count(entry: &str, count: &mut u32, unit: Unit, of: &mut dyn FnMut(&str, &mut Amount, i64)) {
    let mut amount = Amount { thousandths: i64::from(*count) * 1000, unit };
    of(entry, &mut amount, 1000);
    *count = u32::try_from(amount.thousandths / 1000).unwrap_or(0);
}

fn in_due(entry: &str, due: &mut Due, of: &mut dyn FnMut(&str, &mut Amount, i64)) {
    match due {
        Due::After(amount)
        | Due::AfterAnchor(amount, _)
        | Due::Before(amount, _)
        | Due::Every(Cycle::Amount(amount)) => of(entry, amount, 1000),
        _ => {}
    }
}
