//! The directory: who helps, whom, and how to reach them, as the handbooks of a school have it.

use domain::{
    decide,
    id::{PupilId, SchoolId},
    permission::{Actor, Permission},
    rule::{Action, Service},
};

use crate::{App, Error};

/// Somebody who helps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Their line in the handbook.
    pub service: Service,
    /// The name of the handbook that has it.
    pub pack: String,
    /// The referral or form that asks them.
    pub refer_with: Option<Action>,
}

/// Every service of the handbooks that a school follows, the nearest handbook's first.
pub fn of_school(app: &App, by: &Actor, school: SchoolId) -> Result<Vec<Listed>, Error> {
    app.permit(by, Permission::SeeHandbook, school)?;
    let (rules, day) = (app.rules(school)?, app.today());
    let all = rules.services.iter().filter(|service| service.head.is_in_force(day));
    let mut all: Vec<Listed> = all.map(|service| listed(app, school, service)).collect::<Result<_, Error>>()?;
    let nearest = rules.pack().map(|pack| pack.slug.clone()).unwrap_or_default();
    all.sort_by_key(|one| one.service.head.pack != nearest);
    Ok(all)
}

/// The services that are listed for a pupil today.
pub fn of_pupil(app: &App, by: &Actor, pupil: PupilId) -> Result<Vec<Listed>, Error> {
    let pupil = crate::protected::pupil(app, by, crate::pupil::seen(app, by, pupil, app.today())?);
    let history = app.store.read(|tx| store::case::of_pupil(tx, pupil.id))?;
    let history = crate::protected::history(app, by, &pupil, history)?;
    let services: Vec<Service> = app.with_facts((&pupil, app.today()), &history, |rules, facts| {
        decide::listed(rules, facts).into_iter().cloned().collect()
    })?;
    services.iter().map(|service| listed(app, pupil.school, service)).collect()
}

fn listed(app: &App, school: SchoolId, service: &Service) -> Result<Listed, Error> {
    let rules = app.rules(school)?;
    let pack = rules.packs.iter().find(|pack| pack.slug == service.head.pack);
    Ok(Listed {
        pack: pack.map(|pack| pack.name.clone()).unwrap_or_default(),
        refer_with: service.refer_with.as_ref().and_then(|name| rules.action(name)).cloned(),
        service: service.clone(),
    })
}
