//! Who is on site now: from the registers, the sign-ins, and the movements of the day. And signing pupils out and back in.

use std::collections::HashMap;

use domain::{
    Date, Time,
    act::Act,
    clock,
    code::Role,
    id::{GroupId, PupilId, SchoolId},
    log::Entry,
    on_site::{Movement, Seen, Way, Whereabouts},
    permission::{Actor, Permission, Place},
    pupil::Pupil,
    school::Group,
};
use jiff::Timestamp;
use store::on_site::{Of, Recorded};

use crate::{App, Error};

/// A pupil and where they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub pupil: Pupil,
    /// Where.
    pub whereabouts: Whereabouts,
}

/// The pupils of one group, by where they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfGroup {
    /// Whose.
    pub group: Group,
    /// On site.
    pub here: Vec<Person>,
    /// Nobody has said: their register is not taken. Look for them too.
    pub not_known: Vec<Person>,
    /// Signed out, or not in school.
    pub away: Vec<Person>,
}

/// Who is on site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnSite {
    /// The school day it is about.
    pub day: Date,
    /// By group, those that the reader may see.
    pub groups: Vec<OfGroup>,
    /// Everybody who was signed out or back in today, latest first.
    pub movements: Vec<(Pupil, Recorded)>,
}

/// Who is on site now.
pub fn now(app: &App, by: &Actor) -> Result<OnSite, Error> {
    by.require(Permission::TakeRegister, Place::Anywhere)?;
    let school = app.own_school(by)?.id;
    let day = app.today();
    let (groups, pupils, entries, movements) = app.store.read::<_, Error>(|tx| {
        Ok((
            store::group::of_school(tx, school)?,
            store::pupil::of_school(tx, school, day)?,
            store::log::on(tx, school, day)?,
            store::on_site::on(tx, school, day)?,
        ))
    })?;
    let mut seen = sightings(app, &entries, &movements, day);
    let mut of_group: HashMap<GroupId, Vec<Person>> = HashMap::new();
    let mut by_id: HashMap<PupilId, Pupil> = HashMap::new();
    for pupil in pupils {
        if !by.may(Permission::TakeRegister, Place::Group(school, pupil.group)) {
            continue;
        }
        let seen = seen.remove(&pupil.id).unwrap_or_default();
        by_id.insert(pupil.id, pupil.clone());
        of_group.entry(pupil.group).or_default().push(Person { whereabouts: Whereabouts::after(seen), pupil });
    }
    let lists = groups.into_iter().filter_map(|group| Some(parted(of_group.remove(&group.id)?, group)));
    let movements = movements.into_iter().rev();
    Ok(OnSite {
        day,
        groups: lists.collect(),
        movements: movements.filter_map(|one| Some((by_id.get(&one.movement.pupil)?.clone(), one))).collect(),
    })
}

fn parted(people: Vec<Person>, group: Group) -> OfGroup {
    let mut parted = OfGroup { group, here: Vec::new(), not_known: Vec::new(), away: Vec::new() };
    for person in people {
        match person.whereabouts {
            Whereabouts::OnSite(_) => parted.here.push(person),
            Whereabouts::NotKnown => parted.not_known.push(person),
            Whereabouts::Out(_) | Whereabouts::Away => parted.away.push(person),
        }
    }
    parted
}

/// What was seen of each pupil on `day`, in order.
fn sightings(
    app: &App,
    entries: &[Entry],
    movements: &[Recorded],
    day: Date,
) -> HashMap<PupilId, Vec<(Timestamp, Seen)>> {
    let role = |code| app.codes().entry(code).map_or(Role::Other, |entry| entry.role);
    let mut seen: HashMap<PupilId, Vec<(Timestamp, Seen)>> = HashMap::new();
    for entry in entries.iter().filter(|entry| clock::local(entry.what.at).date() == day) {
        for mark in entry.what.marks.iter().filter(|mark| mark.session.date == day) {
            let what = match entry.what.act {
                Act::SignedIn => Seen::SignedIn,
                Act::Taken { .. } | Act::Imported { .. } => Seen::Marked(role(mark.code)),
                Act::ReasonFound | Act::Amended | Act::Settled => Seen::Corrected(mark.was.map(role), role(mark.code)),
            };
            seen.entry(mark.pupil).or_default().push((entry.what.at, what));
        }
    }
    for one in movements.iter().map(|one| &one.movement) {
        let what = if one.way == Way::Out { Seen::WentOut } else { Seen::CameBack };
        seen.entry(one.pupil).or_default().push((one.at, what));
    }
    for of_pupil in seen.values_mut() {
        of_pupil.sort_by_key(|(at, _)| *at);
    }
    seen
}

/// A pupil who goes or comes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Going {
    /// Who.
    pub pupil: PupilId,
    /// When, on the school's clock.
    pub time: Time,
    /// Why.
    pub reason: String,
    /// With whom.
    pub companion: String,
}

/// Signs a pupil out who is on site.
pub fn sign_out(app: &App, by: &Actor, going: &Going) -> Result<(), Error> {
    if going.reason.trim().is_empty() {
        return Err(Error::Missing("say why the child leaves"));
    }
    if going.companion.trim().is_empty() {
        return Err(Error::Missing("say with whom the child leaves, or that it is alone"));
    }
    record(app, by, going, Way::Out)
}

/// Signs a pupil back in who was signed out.
pub fn sign_back_in(app: &App, by: &Actor, going: &Going) -> Result<(), Error> {
    record(app, by, going, Way::In)
}

fn record(app: &App, by: &Actor, going: &Going, way: Way) -> Result<(), Error> {
    let day = app.today();
    let pupil = crate::pupil::seen(app, by, going.pupil, day)?;
    app.permit(by, Permission::SignIn, pupil.school)?;
    if going.time > app.time() {
        return Err(Error::Missing("give a time that has already been"));
    }
    let movement = Movement {
        pupil: pupil.id,
        at: clock::instant(day, going.time),
        way,
        reason: going.reason.trim().to_owned(),
        companion: going.companion.trim().to_owned(),
    };
    let one = Recorded { movement, by: by.stamp() };
    let of = Of { school: pupil.school, day, recorded: app.now() };
    check(app, &pupil, pupil.school, &one.movement)?;
    Ok(app.store.write::<(), store::StoreError>(move |tx| store::on_site::add(tx, of, &one))?)
}

/// Nobody leaves twice, and nobody comes back who has not left.
fn check(app: &App, pupil: &Pupil, school: SchoolId, new: &Movement) -> Result<(), Error> {
    let day = app.today();
    let (entries, movements) = app
        .store
        .read::<_, Error>(|tx| Ok((store::log::on(tx, school, day)?, store::on_site::on(tx, school, day)?)))?;
    let seen = sightings(app, &entries, &movements, day).remove(&pupil.id).unwrap_or_default();
    let last_movement = movements.iter().map(|one| &one.movement).rfind(|one| one.pupil == pupil.id);
    if last_movement.is_some_and(|last| last.at > new.at) {
        return Err(Error::Missing("give a time after the last time this child went in or out"));
    }
    match (new.way, Whereabouts::after(seen)) {
        (Way::Out, Whereabouts::OnSite(_)) | (Way::In, Whereabouts::Out(_)) => Ok(()),
        (Way::Out, Whereabouts::Out(_)) => {
            Err(Error::Missing("this child is signed out already: sign them back in first"))
        }
        (Way::Out, Whereabouts::Away | Whereabouts::NotKnown) => {
            Err(Error::Missing("this child has not been seen in school today: sign them in or take the register first"))
        }
        (Way::In, _) => {
            Err(Error::Missing("this child is not signed out: sign in a late arrival on the board instead"))
        }
    }
}
