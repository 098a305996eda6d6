//! The schools of a phase, nearest first, and what lies between them.

use std::sync::Arc;

use analysis::beside::{Distance, Share, Spread, Traits, distances};
use domain::{Date, id::SchoolId, school::School};

use super::{Beside, COHORTS, FEWEST_CHILDREN, FEWEST_SCHOOLS, Figure, Other, Others, Row};
use crate::{
    App, Error,
    picture::{self, Group, Picture},
};

/// All schools of a phase; the school itself is the first, then those nearest to it.
pub(super) struct Field(Vec<Known>);

/// A school of the field.
pub(super) struct Known {
    pub(super) school: SchoolId,
    pub(super) traits: Traits,
    name: String,
    distance: Distance,
    picture: Arc<Picture>,
}

/// The field of `school` at the end of `day`. A school without a child on its roll is not in it.
pub(super) fn field(app: &App, school: &School, day: Date) -> Result<Field, Error> {
    let pictures = picture::of_all(app, day)?;
    let mut known = Vec::new();
    for picture in pictures {
        let of = app.school(picture.school)?;
        let is_in = of.phase == school.phase && picture.all().pupils > 0;
        if is_in || of.id == school.id {
            let (name, traits) = (of.name.clone(), traits(&picture));
            known.push(Known { school: of.id, name, traits, distance: Distance(0), picture });
        }
    }
    let own = known.iter().position(|one| one.school == school.id).ok_or(Error::NotFound("school"))?;
    let all: Vec<Traits> = known.iter().map(|one| one.traits).collect();
    for (one, distance) in known.iter_mut().zip(distances(&all, own)) {
        one.distance = distance;
    }
    known.sort_by_key(|one| (one.school != school.id, one.distance, one.school));
    Ok(Field(known))
}

fn traits(picture: &Picture) -> Traits {
    let pupils = |cohort: &str| picture.cohort(cohort).map_or(0, |group| group.pupils);
    Traits {
        children: picture.all().pupils,
        meals: pupils("free school meals"),
        needs: pupils("SEN Support") + pupils("EHC plan"),
    }
}

impl Field {
    /// The school itself.
    pub(super) fn own(&self) -> &Known {
        &self.0[0]
    }

    /// The schools nearest to it.
    pub(super) fn nearest(&self, most: usize) -> impl Iterator<Item = &Known> + Clone {
        self.0[1..].iter().take(most)
    }

    /// The school beside the nearest of the others.
    pub(super) fn beside(&self, most: usize, others: Others) -> Beside {
        let is_named = others == Others::Named;
        let told = |known: &Known| Other {
            school: known.school,
            name: if is_named { known.name.clone() } else { String::new() },
            distance: known.distance,
            traits: is_named.then_some(known.traits),
        };
        let everybody = Figure::ALL.map(|figure| (figure, None));
        let cohorts = COHORTS.iter().flat_map(|&cohort| {
            [Figure::Attendance, Figure::Persistent, Figure::Severe].map(|figure| (figure, Some(cohort)))
        });
        let rows = everybody.into_iter().chain(cohorts);
        Beside {
            schools: self.nearest(most).map(told).collect(),
            rows: rows.filter_map(|(figure, cohort)| self.row((figure, cohort), most, others)).collect(),
        }
    }

    /// A figure of the school and of those others that have enough children for it.
    pub(super) fn row(
        &self,
        (figure, cohort): (Figure, Option<&'static str>),
        most: usize,
        others: Others,
    ) -> Option<Row> {
        let share = |known: &Known| share(&known.picture, figure, cohort);
        let each: Vec<(String, Share)> =
            self.nearest(most).filter_map(|known| Some((known.name.clone(), share(known)?))).collect();
        let shares: Vec<Share> = each.iter().map(|&(_, share)| share).collect();
        let own = share(self.own())?;
        let spread = Spread::of(own, &shares, FEWEST_SCHOOLS)?;
        Some(Row { figure, cohort, own, spread, each: if others == Others::Named { each } else { Vec::new() } })
    }
}

/// A figure of enough children.
fn share(picture: &Picture, figure: Figure, cohort: Option<&str>) -> Option<Share> {
    let group: &Group = match cohort {
        Some(cohort) => picture.cohort(cohort)?,
        None => picture.all(),
    };
    if group.counted < FEWEST_CHILDREN { None } else { figure.of(group) }
}
