//! What a device needs to go on working without network.

use domain::{
    clock,
    id::GroupId,
    permission::{Actor, Permission, Place},
    pupil::Pupil,
    school::Group,
    session::{Half, Session},
};

use crate::{App, Error};

/// What a device is told while there is network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// The key under which this person's work is kept on the device, 64 hexadecimal digits. It is the same at every sign-in, and
    /// another person is never told it.
    pub key: String,
    /// For how many seconds pages may be kept: until the day ends.
    pub seconds: i64,
    /// The registers to keep: those of the person's own groups, of today.
    pub registers: Vec<(GroupId, Session)>,
    /// Whether the person signs late arrivals in.
    pub signs_in: bool,
    /// How many submissions wait for this person to look at both sides.
    pub waiting: usize,
}

/// What the device of `by` is told.
pub fn device(app: &App, by: &Actor) -> Result<Device, Error> {
    let may_take = by.may(Permission::TakeRegister, Place::Anywhere);
    let today = app.today();
    let is_open = match by.school {
        Some(school) => app.calendar(school)?.is_school_day(today),
        None => false,
    };
    let groups = by.groups.iter().filter(|_| is_open && may_take);
    let registers = groups.flat_map(|&group| Half::BOTH.map(|half| (group, Session::new(today, half)))).collect();
    let midnight = clock::instant(today.saturating_add(jiff::Span::new().days(1)), domain::Time::midnight());
    Ok(Device {
        key: key(app, by)?,
        seconds: midnight.as_second() - app.now().as_second(),
        registers,
        signs_in: is_open && by.may(Permission::SignIn, Place::Anywhere),
        waiting: if may_take { super::waiting(app, by)?.len() } else { 0 },
    })
}

/// Every child of a school, by class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Children {
    /// The last entry of the log.
    pub version: i64,
    /// The classes with their children, by year and name.
    pub groups: Vec<(Group, Vec<Pupil>)>,
}

/// The children whom `by` may sign in today.
pub fn children(app: &App, by: &Actor) -> Result<Children, Error> {
    by.require(Permission::SignIn, Place::Anywhere)?;
    let school = app.own_school(by)?.id;
    app.follow(school)?;
    let version = app.view(school).roll()?.last_entry();
    let (groups, pupils) = app.store.read::<_, Error>(|tx| {
        Ok((store::group::of_school(tx, school)?, store::pupil::of_school(tx, school, app.today())?))
    })?;
    let of = |group: &Group| pupils.iter().filter(|pupil| pupil.group == group.id).cloned().collect::<Vec<Pupil>>();
    let groups = groups.into_iter().map(|group| (of(&group), group)).map(|(pupils, group)| (group, pupils));
    Ok(Children { version, groups: groups.filter(|(_, pupils)| !pupils.is_empty()).collect() })
}

fn key(app: &App, by: &Actor) -> Result<String, Error> {
    let mut material = crate::link::secret(app)?.to_vec();
    material.extend_from_slice(&by.person.0.to_le_bytes());
    let key = blake3::derive_key("rollbook 2026-11-25 what one person keeps on a device", &material);
    Ok(blake3::Hash::from_bytes(key).to_hex().to_string())
}
