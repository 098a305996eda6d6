//! What is counted for one parent alone: the parent to whom something is being done.

use alloc::{borrow::ToOwned, collections::BTreeSet, string::String, vec, vec::Vec};

use super::{Action, Condition, FieldOf, Head, Measure, Rules, Test, Whom, Window};

/// What the rules count for one parent alone, worked out once for all of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ForEachParent {
    /// The flags, lists, cohorts and sets of bands that do, and the things whose breach does.
    entries: BTreeSet<String>,
    /// The things that are counted so, or whose fields are read so.
    things: BTreeSet<String>,
}

impl Rules {
    /// Works out what is counted for one parent alone. Whoever puts rules together calls it last.
    pub fn note_parents(&mut self) {
        let mut things: BTreeSet<String> = BTreeSet::new();
        let actions = self.actions.iter().flat_map(Action::conditions);
        let limits = self.limits.iter().map(|limit| &limit.allows);
        let named = self.naming();
        let conditions =
            named.iter().flat_map(|(_, conditions)| conditions.iter().copied()).chain(actions).chain(limits);
        let tests = conditions.flat_map(Condition::atoms).map(|atom| &atom.test);
        let bands = self.bands.iter().map(|set| &set.measure);
        let measures = bands.chain(self.decisions.iter().flat_map(|one| &one.measured).map(|(_, measure)| measure));
        things.extend(tests.flat_map(for_each_parent).chain(measures.flat_map(of_measure)).map(ToOwned::to_owned));
        let sets = self.bands.iter().filter(|set| !of_measure(&set.measure).is_empty());
        let mut entries: BTreeSet<String> = sets.map(|set| set.head.name.clone()).collect();
        // One names another: until nothing more comes in.
        loop {
            let counts =
                |condition: &&Condition| condition.atoms().into_iter().any(|atom| counts_with(&entries, &atom.test));
            let more: Vec<String> = named
                .iter()
                .filter(|(head, conditions)| !entries.contains(&head.name) && conditions.iter().any(counts))
                .map(|(head, _)| head.name.clone())
                .collect();
            if more.is_empty() {
                break;
            }
            entries.extend(more);
        }
        self.for_each_parent = ForEachParent { entries, things };
    }

    /// Entries that a condition can name, with their own conditions.
    fn naming(&self) -> Vec<(&Head, Vec<&Condition>)> {
        let flags = self.flags.iter().chain(&self.lists);
        let flags = flags.map(|flag| (&flag.head, core::iter::once(&flag.when).chain(&flag.unless).collect()));
        let cohorts = self.cohorts.iter().map(|cohort| (&cohort.head, cohort.when.iter().collect()));
        let breaches = self.actions.iter().map(|action| (&action.head, action.broken_by.iter().collect()));
        flags.chain(cohorts).chain(breaches).collect()
    }

    /// Whether `condition` counts for one parent alone, by itself or by the flag, cohort, bands or breach that it names.
    pub fn counts_that_parent(&self, condition: &Condition) -> bool {
        condition.atoms().into_iter().any(|atom| self.test_counts_that_parent(&atom.test))
    }

    /// The same of one test.
    pub fn test_counts_that_parent(&self, test: &Test) -> bool {
        counts_with(&self.for_each_parent.entries, test)
    }

    /// Whether anything counts for each parent alone how often or when `action` was done, or what was filled in for it then: it
    /// has to be said to which parent it is done.
    pub fn is_counted_for_each_parent(&self, action: &Action) -> bool {
        self.for_each_parent.things.iter().any(|thing| self.is_same(thing, &action.head.name))
    }
}

/// Whether `test` counts for one parent alone, where these entries do.
fn counts_with(entries: &BTreeSet<String>, test: &Test) -> bool {
    match test {
        Test::Holds(name) | Test::Cohort(name) | Test::In { set: name, .. } | Test::Broken(name, Whom::Anybody) => {
            entries.contains(name)
        }
        test => !for_each_parent(test).is_empty(),
    }
}

/// The things that `test` itself counts for one parent alone.
fn for_each_parent(test: &Test) -> Vec<&str> {
    match test {
        Test::Measured(..) | Test::Compared { .. } => test.measures().flat_map(of_measure).collect(),
        Test::Running(thing, whom) | Test::Over(thing, whom) | Test::Broken(thing, whom) => of_thing(thing, *whom),
        Test::Done { window, .. } | Test::EndedAs { window, .. } => of_window(window),
        Test::Given(field) | Test::FieldIs { field, .. } | Test::FieldIn { field, .. } | Test::Rises(field) => {
            of_field(field)
        }
        _ => Vec::new(),
    }
}

fn of_measure(measure: &Measure) -> Vec<&str> {
    match measure {
        Measure::Attendance(window)
        | Measure::Absence(window)
        | Measure::Count { window, .. }
        | Measure::ShortSpells { window, .. }
        | Measure::Spells(window) => of_window(window),
        Measure::Run { .. } | Measure::Age => Vec::new(),
        Measure::Since { thing, whom, .. } => of_thing(thing, *whom),
        Measure::Times { thing, whom, window, .. } => [of_thing(thing, *whom), of_window(window)].concat(),
        Measure::Between { .. } => measure.fields().into_iter().flat_map(of_field).collect(),
        Measure::Least(parts) => parts.iter().flat_map(of_measure).collect(),
    }
}

fn of_window(window: &Window) -> Vec<&str> {
    match window {
        Window::Since { thing, whom } | Window::PeriodOf(thing, whom) => of_thing(thing, *whom),
        _ => Vec::new(),
    }
}

fn of_field(field: &FieldOf) -> Vec<&str> {
    field.of.as_ref().map_or_else(Vec::new, |thing| of_thing(thing, field.whom))
}

fn of_thing(thing: &str, whom: Whom) -> Vec<&str> {
    match whom {
        Whom::ThatParent => vec![thing],
        Whom::Anybody => Vec::new(),
    }
}
