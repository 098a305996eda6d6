//! Whether an entry asks, by whatever way, about something that people do.

use std::{cell::RefCell, collections::BTreeMap};

use domain::rule::{Action, Condition, Measure, Rules, Test, Window};

/// The entries of rules, with what is known of each.
pub(super) struct Depends<'a> {
    rules: &'a Rules,
    known: RefCell<BTreeMap<String, bool>>,
    /// What is asked for; nothing for anything that people do.
    thing: Option<&'a str>,
}

impl<'a> Depends<'a> {
    pub(super) fn new(rules: &'a Rules) -> Depends<'a> {
        Depends { rules, known: RefCell::default(), thing: None }
    }

    /// On this thing alone.
    pub(super) fn on_thing(rules: &'a Rules, thing: &'a str) -> Depends<'a> {
        Depends { rules, known: RefCell::default(), thing: Some(thing) }
    }

    fn is_it(&self, thing: &str) -> bool {
        self.thing.is_none_or(|wanted| wanted == thing)
    }

    /// Whether the entry or item called `name` rests on what was done.
    pub(super) fn on_acts(&self, name: &str) -> bool {
        if let Some(&known) = self.known.borrow().get(name) {
            return known;
        }
        // Nothing goes round in a circle, but a task may have the name of what it opens.
        self.known.borrow_mut().insert(name.to_owned(), false);
        let found = self.look(name);
        self.known.borrow_mut().insert(name.to_owned(), found);
        found
    }

    fn look(&self, name: &str) -> bool {
        let rules = self.rules;
        let named = |head: &domain::rule::Head| head.name == name;
        // What is done and once done is not owed again.
        let is_owed = rules.tasks.iter().any(|task| {
            named(&task.head) && (self.is_it(name) || task.opens.as_deref().is_some_and(|opens| self.is_it(opens)))
        });
        let action =
            |action: &Action| named(&action.head) || name.strip_prefix("Review of ") == Some(&action.head.name);
        let is_action = rules.actions.iter().any(|one| action(one) && self.is_it(&one.head.name));
        let is_stage = rules.stages.iter().any(|set| {
            named(&set.head) && set.stages.iter().flat_map(|one| &one.entered_by).any(|(thing, _)| self.is_it(thing))
        });
        let is_recorded = rules.bands.iter().any(|set| {
            named(&set.head) && ((!set.overridden_by.is_empty() && self.is_it(name)) || self.of_measure(&set.measure))
        });
        is_owed || is_action || is_stage || is_recorded || self.conditions(name).iter().any(|one| self.of(one))
    }

    /// The conditions under which the entry called `name` stands.
    fn conditions(&self, name: &str) -> Vec<&'a Condition> {
        let mut all: Vec<&Condition> = Vec::new();
        for flag in self.rules.flags.iter().chain(&self.rules.lists).filter(|one| one.head.name == name) {
            all.extend(std::iter::once(&flag.when).chain(&flag.unless));
        }
        for task in self.rules.tasks.iter().filter(|one| one.head.name == name) {
            all.extend(std::iter::once(&task.when).chain(&task.unless));
        }
        all.extend(self.rules.cohorts.iter().filter(|one| one.head.name == name).filter_map(|one| one.when.as_ref()));
        for menu in &self.rules.menus {
            let items = menu.items.iter().filter(|item| item.head.name == name);
            let items: Vec<&Condition> = items.flat_map(|item| item.when.iter().chain([&menu.when])).collect();
            // An item is offered by the menus above its own, too.
            let is_below = !items.is_empty();
            all.extend(items);
            if is_below {
                let above = |one: &&domain::rule::Menu| one.adds_to.contains(&menu.head.name);
                all.extend(self.rules.menus.iter().filter(above).map(|one| &one.when));
            }
        }
        let actions = self.rules.actions.iter().filter(|one| one.head.name == name);
        all.extend(actions.filter_map(|action| action.when.as_ref()));
        all
    }

    /// Whether what opens or gates `action` rests on it.
    pub(super) fn of_gates(&self, action: &Action) -> bool {
        let limits = self.rules.limits.iter().filter(|limit| limit.on == action.head.name).map(|limit| &limit.allows);
        action.conditions().into_iter().chain(limits).any(|condition| self.of(condition))
    }

    fn of(&self, condition: &Condition) -> bool {
        condition.atoms().into_iter().any(|atom| self.of_test(&atom.test))
    }

    fn of_test(&self, test: &Test) -> bool {
        match test {
            Test::Measured(..) | Test::Compared { .. } => test.measures().any(|measure| self.of_measure(measure)),
            Test::Cohort(name) | Test::Holds(name) | Test::In { set: name, .. } => self.on_acts(name),
            Test::Done { thing, window } | Test::EndedAs { thing, window, .. } => {
                self.is_it(thing) || self.of_window(window)
            }
            Test::Running(thing, _) | Test::Over(thing, _) | Test::Broken(thing, _) => self.is_it(thing),
            Test::Given(field) | Test::FieldIs { field, .. } | Test::FieldIn { field, .. } | Test::Rises(field) => {
                field.of.as_ref().is_some_and(|thing| self.is_it(thing))
            }
            Test::AllLeave | Test::InYear(_) | Test::OfCompulsoryAge | Test::OutcomeIs(_) => false,
        }
    }

    fn of_measure(&self, measure: &Measure) -> bool {
        match measure {
            Measure::Attendance(window) | Measure::Absence(window) | Measure::Spells(window) => self.of_window(window),
            Measure::Count { window, .. } | Measure::ShortSpells { window, .. } => self.of_window(window),
            Measure::Run { without, .. } => without.as_ref().is_some_and(|thing| self.is_it(thing)),
            Measure::Since { thing, .. } => self.is_it(thing),
            Measure::Times { thing, window, .. } => self.is_it(thing) || self.of_window(window),
            Measure::Age => false,
            Measure::Between { .. } => true,
            Measure::Least(parts) => parts.iter().any(|part| self.of_measure(part)),
        }
    }

    fn of_window(&self, window: &Window) -> bool {
        matches!(window, Window::Since { thing, .. } | Window::PeriodOf(thing, _) if self.is_it(thing))
    }
}
