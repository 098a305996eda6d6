//! What things were called when they were done, and what they are called on the day.

use super::judge::Judge;
use crate::{case::Event, rule::Action};

impl Judge<'_> {
    /// Whether an event is one of `thing`, by whatever name that went at the time.
    pub(super) fn is(&self, event: &Event, thing: &str) -> bool {
        self.rules.is_of(event, thing)
    }

    /// What was filled in under `field`, by whatever name that part of it went at the time.
    pub(super) fn filled_in<'e>(&self, event: &'e Event, field: &str) -> Option<&'e str> {
        let earlier = || {
            let action = self.rules.action(event.name()?)?;
            let part = action.parts.iter().find(|part| part.head.name == field)?;
            part.head.succession.earlier.iter().find_map(|earlier| event.field(&earlier.name))
        };
        event.field(field).or_else(earlier)
    }

    /// What opens on the day under `name`: the thing itself, or what has taken its place by then.
    pub(super) fn opens<'n>(&'n self, name: &'n str) -> &'n str {
        let is_open = |action: &Action| action.head.name == name && self.is_in_force(&action.head);
        match self.rules.successor(name) {
            Some(successor) if !self.rules.actions.iter().any(is_open) => successor,
            _ => name,
        }
    }
}
