//! What is missing in the register, and what stands where nothing can: sessions without a mark, marks on days without school,
//! marks of pupils who were not on the roll.

use std::collections::{BTreeMap, HashMap};

use domain::{
    Date,
    code::{Class, Code},
    id::GroupId,
    permission::{Actor, Permission, Place},
    pupil::Pupil,
    school::Group,
    session::{Half, Session},
};

use crate::{App, Error};

/// Sessions of a group in which somebody has no mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Whose register.
    pub group: Group,
    /// Of which session.
    pub session: Session,
    /// Who has no mark.
    pub pupils: Vec<Pupil>,
    /// How many pupils the group had.
    pub of: usize,
}

/// A mark that stands where none can.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stray {
    /// Whose.
    pub pupil: Pupil,
    /// Where.
    pub session: Session,
    /// What.
    pub code: Code,
}

/// What is wrong with the register of a school.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Gaps {
    /// From which day on was looked.
    pub first: Option<Date>,
    /// Sessions without a mark, latest first.
    pub missing: Vec<Missing>,
    /// Marks on days without school, latest first.
    pub on_closed_days: Vec<Stray>,
    /// Marks of days on which the pupil was not on the roll, latest first.
    pub off_roll: Vec<Stray>,
}

/// The gaps of the actor's school in this school year.
pub fn of_year(app: &App, by: &Actor) -> Result<Gaps, Error> {
    by.require(Permission::EnterCodes, Place::Anywhere)?;
    let school = app.own_school(by)?;
    app.follow(school.id)?;
    let today = app.today();
    let year = domain::calendar::school_year_start(today);
    let (groups, on_roll) = app.store.read::<_, Error>(|tx| {
        Ok((store::group::of_school(tx, school.id)?, store::pupil::of_school_during(tx, school.id, year, today)?))
    })?;
    let view = app.view(school.id);
    let roll = view.roll()?;
    let days = roll.calendar().between(year, today);
    let mut gaps = Gaps { first: days.first().copied(), ..Gaps::default() };
    // Only a day on which somebody without a mark was on the roll has to be looked up.
    let has_gap = |day: Date, session: Session| {
        let mut enrolled = on_roll.iter().filter(|pupil| is_enrolled(pupil, day));
        enrolled.any(|pupil| roll.mark(pupil.id, session).is_none())
    };
    for &day in days.iter().rev() {
        let over = |half: &Half| (day, school.times(*half).ends) < (today, app.time());
        let sessions = Half::BOTH.into_iter().rev().filter(over).map(|half| Session::new(day, half));
        let open: Vec<Session> = sessions.filter(|&session| has_gap(day, session)).collect();
        if open.is_empty() {
            continue;
        }
        let pupils = app.store.read(|tx| store::pupil::of_school(tx, school.id, day))?;
        for session in open {
            gaps.missing.extend(missing(roll, &groups, &pupils, session));
        }
    }
    for pupil in on_roll {
        let strays = roll.strays(pupil.id).filter(|(session, _)| (year..=today).contains(&session.date));
        for (session, stray) in strays.filter(|(_, stray)| says_something(app, stray.code)) {
            gaps.on_closed_days.push(Stray { pupil: pupil.clone(), session, code: stray.code });
        }
        let marked = roll.sheet_or_blank(pupil.id).between(year, today).marked();
        let outside = marked.filter(|(session, code)| !is_enrolled(&pupil, session.date) && says_something(app, *code));
        let found: Vec<(Session, Code)> = outside.collect();
        gaps.off_roll.extend(found.into_iter().map(|(session, code)| Stray { pupil: pupil.clone(), session, code }));
    }
    for strays in [&mut gaps.on_closed_days, &mut gaps.off_roll] {
        strays.sort_by_key(|one| (std::cmp::Reverse(one.session), one.pupil.id));
    }
    Ok(gaps)
}

/// A guest or a pupil at two schools has several enrolments; the one found last is looked at, which is the present one.
fn is_enrolled(pupil: &Pupil, day: Date) -> bool {
    pupil.enrolled_from <= day && pupil.enrolled_until.is_none_or(|until| day <= until)
}

/// A code of the calendar says nothing about the pupil, and may stand on a day without school.
fn says_something(app: &App, code: Code) -> bool {
    let entry = app.codes().entry(code);
    entry.is_some_and(|entry| entry.class != Class::Administrative && entry.role != domain::code::Role::Cancelled)
}

fn missing(roll: &analysis::SchoolRoll, groups: &[Group], pupils: &[Pupil], session: Session) -> Vec<Missing> {
    let mut of_group: BTreeMap<GroupId, Vec<&Pupil>> = BTreeMap::new();
    let mut counts: HashMap<GroupId, usize> = HashMap::new();
    for pupil in pupils {
        *counts.entry(pupil.group).or_default() += 1;
        if roll.mark(pupil.id, session).is_none() {
            of_group.entry(pupil.group).or_default().push(pupil);
        }
    }
    let each = groups.iter().filter_map(|group| {
        let pupils: Vec<Pupil> = of_group.remove(&group.id)?.into_iter().cloned().collect();
        Some(Missing { of: counts.get(&group.id).copied().unwrap_or_default(), group: group.clone(), session, pupils })
    });
    each.collect()
}
