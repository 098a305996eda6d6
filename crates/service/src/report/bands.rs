//! How many children stand in each band of the pack: for a meeting, and for whoever the pack owes a return of it (LIN-071,
//! LIN-084). Which bands there are, and where each begins, says the pack alone.

use analysis::Period;
use documents::table::{Cell, Column, Kind as Of};
use domain::{
    Date,
    case::Event,
    id::SchoolId,
    permission::{Actor, Forbidden, Permission},
    rule::{About, Action, Bands, Kind, Rules, Source},
    school::year_name,
};
use jiff::ToSpan;

use super::{Open, Report, Section, figure_column, full_day, percent_cell, share, short_day, text, words_column};
use crate::{
    App, Error,
    school::{Names, bands::in_set, cohorts, names, scope},
    standing::{self, Standing},
};

/// The report of one set of bands at the end of a day, for somebody who may be shown every child of the school by name. `set`
/// names it; an empty name means the first that decides what is due.
pub fn bands(app: &App, by: &Actor, school: SchoolId, (set, to): (&str, Date)) -> Result<Report, Error> {
    app.permit(by, Permission::SeeFigures, school)?;
    app.permit(by, Permission::SeePupils, school)?;
    let rules = app.rules_on(school, to)?;
    let mut sets = rules.deciding_bands();
    let set = match set {
        "" => sets.next(),
        name => sets.find(|known| known.head.name == name),
    };
    let set = set.ok_or(Error::NotFound("set of bands"))?;
    let children = standing::of_school_on(app, school, to)?;
    if names(by, children.iter().map(|child| &child.pupil)) == Names::Hidden {
        return Err(Forbidden(by.role).into());
    }
    let days = Period::year_to(to);
    let mut sections = vec![by_year_and_cohort(app, school, (rules, set), (to, &children))?];
    sections.push(compared(app, by, (school, rules), set, (to, &children))?);
    Ok(Report {
        school: app.school(school)?.clone(),
        title: format!("{}: numbers and shares", set.head.name),
        opening: vec![format!(
            "Of the {} on the roll on {}, by what the registers say of the school year so far. Every child is in one band at \
             most, as the handbook draws the lines.",
            super::counted(children.len(), "child", "children"),
            full_day(to)
        )],
        days,
        sections,
    })
}

/// The names of the sets of bands that can be reported.
pub fn sets(app: &App, school: SchoolId, to: Date) -> Result<Vec<String>, Error> {
    Ok(app.rules_on(school, to)?.deciding_bands().map(|set| set.head.name.clone()).collect())
}

/// What the handbook asks of the school that carries these numbers: returns whose parts are filled in with them first, then
/// meetings whose agenda they are for.
pub fn carried_by<'a>(rules: &'a Rules, set: &Bands) -> Vec<&'a Action> {
    let is_of_set = |action: &&Action| {
        action.parts.iter().any(|part| match &part.filled_from {
            Some(Source::NumberIn(name)) => set.bands.iter().any(|band| band.name == *name),
            _ => false,
        })
    };
    let of_school = || rules.actions.iter().filter(|action| action.about == About::School);
    let returns = of_school().filter(is_of_set);
    let meetings = of_school().filter(|action| action.kind == Kind::Meeting);
    returns.chain(meetings).collect()
}

/// A child's place in the set.
fn places(set: &Bands, children: &[Standing]) -> Vec<u32> {
    let mut places = vec![0; set.bands.len()];
    for band in children.iter().filter_map(|child| in_set(child, set)) {
        if let Some(count) = places.get_mut(band.place) {
            *count += 1;
        }
    }
    places
}

fn by_year_and_cohort(
    app: &App,
    school: SchoolId,
    (rules, set): (&Rules, &Bands),
    (to, children): (Date, &[Standing]),
) -> Result<Section, Error> {
    let mut columns = vec![words_column("Children"), figure_column("All")];
    for band in &set.bands {
        columns.push(figure_column(&band.name));
        columns.push(Column { heading: format!("{}, share", band.name), kind: Of::Percent });
    }
    let mut section = Section::new("bands", "By year group and cohort", columns);
    let mut row = |name: String, of: Vec<Standing>| {
        let all = of.len() as u32;
        let numbers = places(set, &of).into_iter();
        let cells = numbers.flat_map(|count| [Cell::Number(count.into()), percent_cell(share(count, all))]);
        section.row([text(name), Cell::Number(all.into())].into_iter().chain(cells).collect());
    };
    row(String::from("The school"), children.to_vec());
    let mut years: Vec<u8> = children.iter().map(|child| child.pupil.year).collect();
    years.sort_unstable();
    years.dedup();
    for year in years {
        row(year_name(year), children.iter().filter(|child| child.pupil.year == year).cloned().collect());
    }
    let view = app.view(school);
    let roll = view.roll()?;
    for (cohort, members) in cohorts::columns(rules, roll, children, scope::last_school_day(roll, to)) {
        row(cohort.head.name.clone(), members.into_iter().map(|at| children[at].clone()).collect());
    }
    section.table.notes.push(String::from(
        "A child can be in more than one cohort; the largest cohorts stand here. Shares are of all children of the row.",
    ));
    Ok(section)
}

/// The numbers beside those of the last return and of a year before.
fn compared(
    app: &App,
    by: &Actor,
    (school, rules): (SchoolId, &Rules),
    set: &Bands,
    (to, children): (Date, &[Standing]),
) -> Result<Section, Error> {
    let last = last_return(app, school, (rules, set), to)?;
    let mut then = Vec::new();
    if let Some(day) = last {
        then.push((format!("When it was last sent, {}", short_day(day)), standing::of_school_on(app, school, day)?));
    }
    let year = to.saturating_sub(52.weeks());
    then.push((format!("Last year, {}", short_day(year)), standing::of_school_on(app, school, year)?));
    let mut columns = vec![words_column("Band"), figure_column("Now"), figure_column("Now, share")];
    for (when, _) in &then {
        columns.push(figure_column(when));
        columns.push(Column { heading: format!("{when}, share"), kind: Of::Percent });
    }
    let mut section = Section::new("compared", "Beside the last return and last year", columns);
    let number = |children: &[Standing], place: usize| {
        let all = children.len() as u32;
        let count = places(set, children)[place];
        match all {
            0 => [Cell::Empty, Cell::Empty],
            all => [Cell::Number(count.into()), percent_cell(share(count, all))],
        }
    };
    let may_open = by.may(Permission::SeePupils, domain::permission::Place::School(school));
    for (place, band) in set.bands.iter().enumerate() {
        let mut cells = vec![text(&band.name)];
        cells.extend(number(children, place));
        then.iter().for_each(|(_, children)| cells.extend(number(children, place)));
        let open = if may_open { Open::Band(set.head.name.clone(), place) } else { Open::Nothing };
        section.row_to(cells, open);
    }
    if last.is_none() {
        section = section.say("No return of these numbers is on record yet.");
    }
    Ok(section.say("Earlier numbers are of the children who were on the roll then, by what the registers say now."))
}

/// The day on which a return of these numbers was last sent, up to `to`.
fn last_return(app: &App, school: SchoolId, (rules, set): (&Rules, &Bands), to: Date) -> Result<Option<Date>, Error> {
    let returns: Vec<&Action> =
        carried_by(rules, set).into_iter().filter(|action| action.kind == Kind::Return).collect();
    let history = app.store.read(|tx| store::school_event::of_school(tx, school))?;
    let is_one = |event: &&Event| returns.iter().any(|action| event.name() == Some(action.head.name.as_str()));
    let days = history.iter().filter(is_one).map(|event| domain::clock::local(event.at).date());
    Ok(days.filter(|&day| day <= to).max())
}
