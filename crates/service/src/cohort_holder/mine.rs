//! The children of a cohort in every school, today's absence first.

use domain::{Date, permission::Actor};

use super::{Child, child, permit};
use crate::{App, Error, area};

/// The children of a cohort.
#[derive(Debug, Clone)]
pub struct Children {
    /// The cohort, by its name in the packs.
    pub cohort: String,
    /// The day.
    pub day: Date,
    /// The children: those absent now without a reason, those absent, those without a mark, then the others; within each those
    /// who missed most.
    pub children: Vec<Child>,
    /// In how many schools they are.
    pub schools: usize,
    /// How many schools are not worked out yet, so that their children are missing here.
    pub not_yet: usize,
}

/// The children of a cohort in every school, for somebody who looks after it (LAN-231, LAN-233, LIN-049, LIN-086, LIN-087,
/// LBO-190).
pub fn of_cohort(app: &App, by: &Actor, cohort: &str) -> Result<Children, Error> {
    permit(app, by, cohort)?;
    let mut all =
        Children { cohort: cohort.to_owned(), day: app.today(), children: Vec::new(), schools: 0, not_yet: 0 };
    for school in area::members(app, cohort)? {
        let Some(members) = school.members else {
            all.not_yet += 1;
            continue;
        };
        if members.is_empty() {
            continue;
        }
        let veil = super::veil(app, by, school.id)?;
        let seeing = child::Seeing::new(app, school.id, veil.as_ref())?;
        let before = all.children.len();
        for standing in members.iter() {
            all.children.push(seeing.child(standing)?);
        }
        all.schools += usize::from(all.children.len() > before);
    }
    all.children.sort_by_key(|child| {
        let missed = std::cmp::Reverse(child.tally.absent());
        (child.urgency(), missed, child.surname.clone(), child.id)
    });
    Ok(all)
}
