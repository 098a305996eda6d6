//! What is counted of one school, and of several together.

use analysis::slice::{self, Row, Side, together};
use domain::id::SchoolId;

use super::{Asked, Known, known, members::Members};
use crate::{App, Error};

/// The rows of one school or of several.
#[derive(Debug, Clone, Default)]
pub(super) struct Part {
    pub(super) schools: u32,
    pub(super) children: u32,
    pub(super) cells: Vec<Row>,
    pub(super) ends: Vec<Row>,
    pub(super) feet: Vec<Row>,
    pub(super) whole: Vec<Row>,
    pub(super) known: Option<Known>,
}

impl Part {
    /// Takes in the rows of another school; those about the same stay apart until [`Part::together`].
    pub(super) fn add(&mut self, other: Part) {
        self.schools += other.schools;
        self.children += other.children;
        self.cells.extend(other.cells);
        self.ends.extend(other.ends);
        self.feet.extend(other.feet);
        self.whole.extend(other.whole);
    }

    /// One row for all that is about the same.
    pub(super) fn together(self) -> Part {
        Part {
            cells: together([self.cells]),
            ends: together([self.ends]),
            feet: together([self.feet]),
            whole: together([self.whole]),
            ..self
        }
    }

    /// Every row of it.
    pub(super) fn rows(&mut self) -> impl Iterator<Item = &mut Row> {
        self.cells.iter_mut().chain(&mut self.ends).chain(&mut self.feet)
    }
}

/// The rows of one school.
pub(super) fn of_school(app: &App, school: SchoolId, asked: &Asked, members: &Members) -> Result<Part, Error> {
    let question = question(app, school, asked)?;
    let then = match asked.known {
        Some(day) => Some((day, known::roll(app, school, day)?)),
        None => None,
    };
    let view = app.view(school);
    let now = view.roll()?;
    let roll = then.as_ref().map_or(now, |(_, roll)| roll);
    let rows = |by, across| slice::slice(roll, &members.members, &slice::Asked { by, across, ..question });
    let margin = |by, across| if asked.is_crossed() { rows(by, across) } else { Vec::new() };
    Ok(Part {
        schools: 1,
        children: members.members.len() as u32,
        cells: rows(asked.by, asked.across),
        ends: margin(asked.by, Side::Whole),
        feet: margin(Side::Whole, asked.across),
        whole: rows(Side::Whole, Side::Whole),
        known: then.as_ref().map(|(day, then)| known::compared(*day, (then, now), &members.members, &question)),
    })
}

/// The same question as the roll understands it.
pub(super) fn question(app: &App, school: SchoolId, asked: &Asked) -> Result<slice::Asked, Error> {
    Ok(slice::Asked {
        period: asked.scope.period(),
        by: asked.by,
        across: asked.across,
        thresholds: crate::school::thresholds(app, school, asked.scope.to)?,
        phase: app.school(school)?.phase,
    })
}
