//! When the registers of a school are open, for all of it and for single groups.

use domain::{
    id::SchoolId,
    permission::{Actor, Permission, Place},
    school::{Group, GroupTimes, School, SessionTimes, TimesError},
    session::Half,
};
pub use store::school_change::Change;

use crate::{App, Error};

/// How many earlier changes are shown.
const CHANGES: i64 = 20;

/// The times of a school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Times {
    /// The school as it is.
    pub school: School,
    /// Its groups.
    pub groups: Vec<Group>,
    /// For how many minutes a register may be open.
    pub longest: u32,
    /// The latest changes, newest first.
    pub changes: Vec<Change>,
}

/// New times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTimes {
    /// Of the morning register.
    pub morning: SessionTimes,
    /// Of the afternoon register.
    pub afternoon: SessionTimes,
    /// Groups with times of their own.
    pub groups: Vec<GroupTimes>,
}

/// The times of a school, for whoever may set them.
pub fn look(app: &App, by: &Actor, school: SchoolId) -> Result<Times, Error> {
    permit(app, by, school)?;
    app.follow(school)?;
    let (groups, changes) = app.store.read::<_, Error>(|tx| {
        Ok((store::group::of_school(tx, school)?, store::school_change::of_school(tx, school, CHANGES)?))
    })?;
    Ok(Times { school: app.school(school)?.clone(), groups, longest: longest(app, school)?, changes })
}

/// Sets the times of a school. Marks that stand keep what they were given.
pub fn change(app: &App, by: &Actor, school: SchoolId, new: &NewTimes) -> Result<(), Error> {
    permit(app, by, school)?;
    let longest = longest(app, school)?;
    new.morning.check(Half::Morning, longest)?;
    new.afternoon.check(Half::Afternoon, longest)?;
    if new.afternoon.opens < new.morning.ends {
        return Err(TimesError::Overlap.into());
    }
    let groups = app.store.read(|tx| store::group::of_school(tx, school))?;
    for own in &new.groups {
        own.times.check(own.half, longest)?;
        if groups.iter().all(|group| group.id != own.group) {
            return Err(Error::NotFound("class"));
        }
    }
    let known = app.school(school)?;
    let group_times = new.groups.clone();
    let changed = School { morning: new.morning, afternoon: new.afternoon, group_times, ..known.clone() };
    if changed == *known {
        return Err(Error::Missing("nothing is changed yet: give other times, or go back"));
    }
    let change = Change { at: app.now(), by: by.stamp(), what: words(&changed, &groups) };
    app.change_school(school, change, move |tx| {
        store::school::change(tx, &changed)?;
        store::school::replace_group_times(tx, school, &changed.group_times)
    })
}

/// The attendance lead, the headteacher and whoever looks after the program.
fn permit(app: &App, by: &Actor, school: SchoolId) -> Result<(), Error> {
    match by.may(Permission::Administer, Place::School(school)) {
        true => Ok(()),
        false => app.permit(by, Permission::SetTimes, school),
    }
}

fn longest(app: &App, school: SchoolId) -> Result<u32, Error> {
    let setting = app.rules(school)?.setting("longest register window");
    let minutes = setting.and_then(|setting| u32::try_from(setting.amount()?.thousandths / 1000).ok());
    Ok(minutes.unwrap_or(u32::MAX))
}

/// `Registers: morning 08:50 to 09:20, afternoon 13:00 to 13:15; 5 Hazel morning 09:00 to 09:20`.
fn words(school: &School, groups: &[Group]) -> String {
    let span = |times: SessionTimes| format!("{} to {}", times.opens.strftime("%H:%M"), times.closes.strftime("%H:%M"));
    let own = school.group_times.iter().map(|own| {
        let name = groups.iter().find(|group| group.id == own.group).map_or("", |group| group.name.as_str());
        format!("; {name} {} {}", own.half.word(), span(own.times))
    });
    let own: String = own.collect();
    format!("Registers: morning {}, afternoon {}{own}", span(school.morning), span(school.afternoon))
}
