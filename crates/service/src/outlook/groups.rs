//! The groups that a child is in, as far as the early warning was measured by them.

use analysis::{
    SchoolRoll,
    outlook::{Group, Inputs},
};
use domain::{Date, pupil::Pupil, rule::Rules};

use crate::school::cohorts::Membership;

/// The questions that place a child, for one school and day.
pub(super) struct Groups<'a> {
    roll: &'a SchoolRoll,
    cohorts: Vec<(Membership<'a>, Group, Option<Group>)>,
}

/// A cohort of the packs, the group of those in it, and of those not in it.
const COHORTS: [(&str, Group, Option<Group>); 4] = [
    ("free school meals", Group::FreeSchoolMeals, Some(Group::NoFreeSchoolMeals)),
    ("social worker", Group::SocialWorker, Some(Group::NoSocialWorker)),
    ("SEN Support", Group::SenSupport, None),
    ("EHC plan", Group::Plan, None),
];

impl<'a> Groups<'a> {
    pub(super) fn on(rules: &'a Rules, roll: &'a SchoolRoll, day: Date) -> Groups<'a> {
        let known = |(name, inside, outside)| {
            let cohort = rules.cohorts.iter().find(|cohort| cohort.head.name == name)?;
            Some((Membership::of(rules, cohort, day), inside, outside))
        };
        Groups { roll, cohorts: COHORTS.into_iter().filter_map(known).collect() }
    }

    /// The groups of a pupil of whom this was counted.
    pub(super) fn of(&self, pupil: &Pupil, inputs: &Inputs) -> Vec<Group> {
        let mut groups = vec![
            Group::Year(pupil.year),
            if pupil.sex == 'F' { Group::Girls } else { Group::Boys },
            if inputs.last_year.is_some() { Group::LastYearKnown } else { Group::LastYearUnknown },
        ];
        for (membership, inside, outside) in &self.cohorts {
            match membership.has(self.roll, pupil, &[]) {
                true => groups.push(*inside),
                false => groups.extend(*outside),
            }
        }
        if !groups.contains(&Group::SenSupport) && !groups.contains(&Group::Plan) {
            groups.push(Group::NoSpecialNeed);
        }
        groups
    }
}
