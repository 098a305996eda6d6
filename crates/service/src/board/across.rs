//! Brothers and sisters in several schools, one of whom is absent without a reason: for whoever may see both schools.

use domain::{
    code::{Code, Role},
    id::PupilId,
    permission::{Actor, Permission, Place},
    pupil::Pupil,
    session::Session,
};

use crate::{App, Error};

/// Children of one household in more than one school, of whom one is absent and nobody knows why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    /// The children, those without a reason first.
    pub children: Vec<Child>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Child {
    /// Who.
    pub pupil: Pupil,
    /// The name of their school.
    pub school: String,
    /// The mark of the session that their school is in; nothing before its register is taken.
    pub mark: Option<Code>,
    /// Whether nobody knows why they are absent.
    pub is_unexplained: bool,
}

impl Family {
    /// How many of them are absent without a reason.
    pub fn unexplained(&self) -> usize {
        self.children.iter().filter(|child| child.is_unexplained).count()
    }
}

/// The families of today, those with most children missing first. A child whom the reader may not see is left out, and so is a family
/// of which they see one school only.
pub fn families(app: &App, by: &Actor) -> Result<Vec<Family>, Error> {
    by.require(Permission::SeePupils, Place::Anywhere)?;
    by.require(Permission::SeeArea, Place::Anywhere)?;
    let mut families: Vec<Family> = Vec::new();
    for pupil in unexplained(app)? {
        let is_listed = |id: PupilId| families.iter().flat_map(|one| &one.children).any(|child| child.pupil.id == id);
        if is_listed(pupil.id) {
            continue;
        }
        let mut all = app.store.read(|tx| store::pupil::siblings(tx, pupil.id, app.today()))?;
        all.push(pupil);
        all.retain(|one| by.may(Permission::SeePupils, Place::Group(one.school, one.group)));
        if all.iter().all(|one| one.school == all[0].school) {
            continue;
        }
        let mut children = all.into_iter().map(|one| child(app, one)).collect::<Result<Vec<Child>, Error>>()?;
        children.sort_by_key(|child| (!child.is_unexplained, child.pupil.born, child.pupil.id));
        families.push(Family { children });
    }
    families.sort_by_key(|one| (std::cmp::Reverse(one.unexplained()), one.children[0].pupil.id));
    Ok(families)
}

/// Everybody who is absent without a reason in the session that their school is in today.
fn unexplained(app: &App) -> Result<Vec<Pupil>, Error> {
    let mut all = Vec::new();
    for school in app.schools() {
        let Some(session) = app.current_session(school)?.filter(|session| session.date == app.today()) else {
            continue;
        };
        app.follow(school.id)?;
        let pupils = app.store.read(|tx| store::pupil::of_school(tx, school.id, session.date))?;
        let view = app.view(school.id);
        let roll = view.roll()?;
        all.extend(pupils.into_iter().filter(|pupil| is_unexplained(app, roll.mark(pupil.id, session), session)));
    }
    Ok(all)
}

fn is_unexplained(app: &App, mark: Option<Code>, session: Session) -> bool {
    mark.is_some() && mark == app.codes().with_role(Role::ReasonNotKnown, session.date)
}

fn child(app: &App, pupil: Pupil) -> Result<Child, Error> {
    let school = app.school(pupil.school)?;
    let session = app.current_session(school)?.filter(|session| session.date == app.today());
    let view = app.view(school.id);
    let roll = view.roll()?;
    let mark = session.and_then(|session| roll.mark(pupil.id, session));
    let is_unexplained = session.is_some_and(|session| is_unexplained(app, mark, session));
    Ok(Child { school: school.name.clone(), mark, is_unexplained, pupil })
}
