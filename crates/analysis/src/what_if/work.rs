//! What a handbook asks people to do.

use std::collections::BTreeMap;

use domain::{
    decide::Arisen,
    rule::{Kind, Rules},
};

/// What arises in some time: each thing is counted once for each child and each time it arises.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Work {
    /// Tasks by the role that owns them, as the handbook names it.
    pub roles: BTreeMap<String, u64>,
    /// Tasks by name.
    pub tasks: BTreeMap<String, u64>,
    /// Tasks that are done by a letter.
    pub letters_asked: u64,
    /// Letters that open.
    pub letters: u64,
    /// Notices that open.
    pub notices: u64,
    /// Steps that open.
    pub steps: u64,
}

impl Work {
    /// One thing more.
    pub fn count(&mut self, rules: &Rules, arisen: Arisen) {
        let kind = arisen.leads_to(rules);
        if let Arisen::Open(_) = arisen {
            let count = match kind {
                Some(Kind::Letter) => &mut self.letters,
                Some(Kind::Notice) => &mut self.notices,
                _ => &mut self.steps,
            };
            *count += 1;
            return;
        }
        let owner = match arisen.owner(rules) {
            [] => String::from("nobody in particular"),
            owners => owners.join(" or "),
        };
        *self.roles.entry(owner).or_default() += 1;
        *self.tasks.entry(arisen.name(rules)).or_default() += 1;
        self.letters_asked += u64::from(kind == Some(Kind::Letter));
    }

    /// How many tasks.
    pub fn all(&self) -> u64 {
        self.roles.values().sum()
    }

    /// What arises elsewhere, too.
    pub fn extend(&mut self, other: &Work) {
        other.roles.iter().for_each(|(role, count)| *self.roles.entry(role.clone()).or_default() += count);
        other.tasks.iter().for_each(|(task, count)| *self.tasks.entry(task.clone()).or_default() += count);
        self.letters_asked += other.letters_asked;
        self.letters += other.letters;
        self.notices += other.notices;
        self.steps += other.steps;
    }
}
