//! The schools as they are now. What was lent stays good: a school that was changed stands in a new state behind the old one,
//! and whoever reads a page of the old one reads it to its end.

use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};

use domain::{id::SchoolId, school::School};

/// Every school.
pub(crate) struct Schools {
    first: State,
}

/// The schools as they were known at one time.
struct State {
    known: HashMap<SchoolId, Known>,
    order: Vec<SchoolId>,
    next: OnceLock<Box<State>>,
}

#[derive(Clone)]
struct Known {
    school: Arc<School>,
    /// The number of the last change that is in it; 0 before the first.
    change: i64,
}

impl Schools {
    /// These schools, in their order, each with the number of the last change that is in it.
    pub(crate) fn new(listed: Vec<School>, changes: &[(SchoolId, i64)]) -> Schools {
        let order = listed.iter().map(|school| school.id).collect();
        let change = |id| changes.iter().find(|(of, _)| *of == id).map_or(0, |&(_, number)| number);
        let known = listed.into_iter().map(|one| (one.id, Known { change: change(one.id), school: Arc::new(one) }));
        Schools { first: State { known: known.collect(), order, next: OnceLock::new() } }
    }

    /// One school.
    pub(crate) fn find(&self, id: SchoolId) -> Option<&School> {
        self.latest().known.get(&id).map(|known| known.school.as_ref())
    }

    /// The schools, in their order.
    pub(crate) fn all(&self) -> impl Iterator<Item = &School> {
        let state = self.latest();
        state.order.iter().filter_map(|id| state.known.get(id)).map(|known| known.school.as_ref())
    }

    /// The number of the last change of a school that is in here.
    pub(crate) fn change(&self, id: SchoolId) -> i64 {
        self.latest().known.get(&id).map_or(0, |known| known.change)
    }

    /// Puts a changed school in the place of what was known of it, unless more is known by now.
    pub(crate) fn replace(&self, school: School, change: i64) {
        while self.change(school.id) < change {
            let state = self.latest();
            let mut known = state.known.clone();
            known.insert(school.id, Known { school: Arc::new(school.clone()), change });
            // Whoever comes second looks again at what the first has put there.
            let _ = state.next.set(Box::new(State { known, order: state.order.clone(), next: OnceLock::new() }));
        }
    }

    fn latest(&self) -> &State {
        let mut state = &self.first;
        while let Some(next) = state.next.get() {
            state = next;
        }
        state
    }
}

#[cfg(test)]
mod tests {
    use domain::example;

    use super::*;

    #[test]
    fn what_was_lent_stays_good_while_the_school_is_changed() {
        let schools = Schools::new(vec![example::school()], &[]);
        let before = schools.find(SchoolId(1)).expect("it is there");
        schools.replace(School { name: String::from("Hillside School"), ..example::school() }, 1);
        assert_eq!(before.name, "Hillside Primary School");
        assert_eq!(schools.find(SchoolId(1)).map(|school| school.name.as_str()), Some("Hillside School"));
        schools.replace(example::school(), 1);
        assert_eq!(schools.change(SchoolId(1)), 1, "nothing older takes the place of what is known");
        assert_eq!(schools.all().count(), 1);
    }
}
