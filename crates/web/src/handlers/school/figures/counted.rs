//! What was counted of a class, a year, a cohort or everybody, to the day of the page.

use domain::school::year_name;
use service::{App, school::scope::Scope};

use super::{Shown, filter};
use crate::{
    error::Problem,
    handlers::count,
    pages::count::{Choice, Choices, Count},
    reader::Reader,
    urls,
};

pub(super) fn counted(app: &App, reader: &Reader, shown: &Shown<'_>, asked: Scope) -> Result<Count, Problem> {
    let school = shown.school();
    let scope = known(shown, asked);
    let (tally, by_code) = service::school::behind::counts(app, &reader.actor, school, &scope)?;
    let counted = count::view(&count::Source {
        app,
        calendar: &app.calendar(school)?,
        thresholds: service::school::thresholds(app, school, scope.to)?,
        tally,
        by_code,
        to: scope.to,
        error: String::new(),
        action: urls::school(school),
        link: &|filter| Some(urls::school_sessions(school, &filter::of(filter, &scope))),
    });
    Ok(Count { choices: choices(app, shown, &scope)?, latest: String::new(), ..counted })
}

/// What was asked for, without a class or a year that the school does not have on the day.
fn known(shown: &Shown<'_>, asked: Scope) -> Scope {
    let pupils = || shown.figures.children.iter().map(|child| &child.pupil);
    Scope {
        group: asked.group.filter(|&group| pupils().any(|pupil| pupil.group == group)),
        year: asked.year.filter(|&year| pupils().any(|pupil| pupil.year == year)),
        from: None,
        ..asked
    }
}

/// The classes, the years and the cohorts that can be counted alone.
fn choices(app: &App, shown: &Shown<'_>, scope: &Scope) -> Result<Vec<Choices>, Problem> {
    let table = &shown.figures.classes;
    let choice = |value: String, text: String, is_chosen| Choice { value, text, is_chosen };
    let groups = table.classes.iter().filter_map(|row| row.group.as_ref());
    let groups = groups.map(|(id, name)| choice(id.to_string(), name.clone(), scope.group == Some(*id)));
    let years = table.years.iter().filter_map(|row| row.year);
    let years = years.map(|year| choice(year.to_string(), year_name(year), scope.year == Some(year)));
    let cohorts = app.rules_on(shown.school(), scope.to)?.cohorts.iter().map(|cohort| &cohort.head.name);
    let cohorts = cohorts.map(|name| choice(name.clone(), name.clone(), scope.cohort.as_ref() == Some(name)));
    let all = |name: &str, label: &str, all: &str, others: Vec<Choice>| Choices {
        name: name.to_owned(),
        label: label.to_owned(),
        choices: std::iter::once(Choice { value: String::new(), text: all.to_owned(), is_chosen: false })
            .chain(others)
            .collect(),
    };
    Ok(vec![
        all("group", "Class", "All classes", groups.collect()),
        all("year", "Year", "All years", years.collect()),
        all("cohort", "Cohort", "Everybody", cohorts.collect()),
    ])
}
