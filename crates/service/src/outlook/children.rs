//! What the early warning says of one child, and of all children of a school.

use std::collections::HashMap;

use analysis::{
    Period, SchoolRoll, figures,
    outlook::{Inputs, Measured, Model, Outlook, Said, Silence, ends_on, look},
};
use domain::{
    Date,
    id::{GroupId, PupilId, SchoolId},
    permission::{Actor, Permission},
    pupil::Pupil,
    school::School,
    tally::Percent,
};

use super::{groups::Groups, is_on, last_whole_day, own};
use crate::{App, Error};

/// A child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Child {
    /// The pupil.
    pub pupil: Pupil,
    /// The name of their class.
    pub group: String,
    /// At the end of which school day.
    pub day: Date,
    /// The last school day of the year, or of the child's time in the school.
    pub ends: Date,
    /// The line of persistent absence.
    pub threshold: Percent,
    /// What is said.
    pub outlook: Outlook,
    /// Spells of absence so far.
    pub spells: u32,
    /// The most sessions missed in a row.
    pub longest_spell: u32,
}

/// All children of a school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The school.
    pub school: School,
    /// At the end of which school day; nothing before the year has one.
    pub day: Option<Date>,
    /// Everybody on the roll, most days missed first: the order is the simple rule's.
    pub children: Vec<Child>,
}

/// What is the same for all children on a day.
struct Asked<'a> {
    roll: &'a SchoolRoll,
    groups: Groups<'a>,
    day: Date,
    threshold: Percent,
    // Where the school's own last year has shown it wrong at this time of the year.
    has_failed: bool,
}

/// What is said of a pupil whom this reader may see; nothing where the school has it off, and before the year's first school day is
/// over.
pub fn of_pupil(app: &App, by: &Actor, id: PupilId) -> Result<Option<Child>, Error> {
    let pupil = crate::pupil::seen(app, by, id, app.today())?;
    if !is_on(app, pupil.school)? {
        return Ok(None);
    }
    let group = app.store.read(|tx| store::group::find(tx, pupil.group))?.map(|group| group.name).unwrap_or_default();
    let found = asked(app, pupil.school, |asked| asked.child(pupil, group))?;
    Ok(found.flatten())
}

/// What is said of everybody, for those who lead the work with families.
pub fn list(app: &App, by: &Actor, school: SchoolId) -> Result<Listed, Error> {
    app.permit(by, Permission::LeadCases, school)?;
    if !is_on(app, school)? {
        return Err(Error::NotFound("list"));
    }
    let (pupils, groups) = app.store.read::<_, Error>(|tx| {
        Ok((store::pupil::of_school(tx, school, app.today())?, store::group::of_school(tx, school)?))
    })?;
    let names: HashMap<GroupId, String> = groups.into_iter().map(|group| (group.id, group.name)).collect();
    let name = |pupil: &Pupil| names.get(&pupil.group).cloned().unwrap_or_default();
    let children = asked(app, school, |asked| {
        let child = |pupil: Pupil| {
            let name = name(&pupil);
            asked.child(pupil, name)
        };
        pupils.into_iter().filter_map(child).collect::<Vec<_>>()
    })?;
    let mut children = children.unwrap_or_default();
    children.sort_by_key(|child| std::cmp::Reverse(child.outlook.inputs.missed));
    let day = children.first().map(|child| child.day);
    Ok(Listed { school: app.school(school)?.clone(), day, children })
}

/// Gives `work` what it needs; nothing before the first school day of the year is over.
fn asked<T>(app: &App, school: SchoolId, work: impl FnOnce(&Asked<'_>) -> T) -> Result<Option<T>, Error> {
    app.follow(school)?;
    let Some(day) = last_whole_day(&app.calendar(school)?, app.today()) else { return Ok(None) };
    let model = Model::built_in();
    let point = analysis::outlook::at(&app.calendar(school)?, day, model.recent_days);
    let has_failed = match point.and_then(|point| model.stage_of_week(point.week)) {
        Some(stage) => own::of_stage(app, school, model, stage)?.is_some_and(|tested| tested.own.has_failed()),
        None => false,
    };
    let threshold = crate::school::thresholds(app, school, day)?.persistent;
    let rules = app.rules_on(school, day)?;
    let view = app.view(school);
    let roll = view.roll()?;
    Ok(Some(work(&Asked { groups: Groups::on(rules, roll, day), roll, day, threshold, has_failed })))
}

impl Asked<'_> {
    fn child(&self, pupil: Pupil, group: String) -> Option<Child> {
        let model = Model::built_in();
        let sheet = self.roll.sheet_or_blank(pupil.id);
        let inputs = Inputs::of(sheet, self.day, pupil.enrolled_until, model.recent_days)?;
        let groups = self.groups.of(&pupil, &inputs);
        let mut outlook = look(model, Measured::built_in(), inputs, self.threshold, &groups);
        if self.has_failed && matches!(outlook.said, Said::Range(..)) {
            outlook.said = Said::Silent(Silence::OwnSchool);
        }
        let year = Period::year_to(self.day);
        let so_far = sheet.between(year.first, year.last);
        let last = ends_on(self.day);
        let leaves = pupil.enrolled_until.map_or(last, |until| until.min(last));
        Some(Child {
            ends: self.roll.calendar().on_or_before(leaves).unwrap_or(leaves),
            day: self.day,
            threshold: self.threshold,
            outlook,
            spells: figures::spells(so_far).len() as u32,
            longest_spell: figures::longest_spell(so_far),
            group,
            pupil,
        })
    }
}
