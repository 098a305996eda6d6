//! The form that asks for figures, with what was typed.

use analysis::slice::Side;
use domain::{
    permission::{Permission, Place},
    school::{Phase, year_name},
};
use service::{
    school::{Names, scope, stretch::Stretch},
    slice::{Measure, Of, Sliced, When, measures, side_name},
};

use super::Question;
use crate::{
    error::Problem,
    link::Hidden,
    pages::{
        count::{Choice, Choices},
        slice::{Field, Form},
    },
};

/// The form as it was sent, with what is wrong with one of its fields.
pub(super) fn of(
    question: &Question<'_>,
    shown: Option<(&Sliced, Measure)>,
    fault: Option<(&'static str, String)>,
) -> Result<Form, Problem> {
    let typed = question.typed();
    let period = match When::of(&typed) {
        Ok(when) => when.word(),
        Err(_) => typed.period,
    };
    let error = |name: &str| fault.as_ref().filter(|(field, _)| *field == name).map(|(_, text)| text.clone());
    let field = |name: &str, label: &str, value: &str| Field::new(name, label, value, error(name));
    // Whoever sees no names asks by one side, of everybody.
    let is_hidden = shown.is_some_and(|(sliced, _)| sliced.names == Names::Hidden);
    let may_choose = !is_hidden || has_own_class(question);
    let is_open = [typed.year, typed.group, typed.cohort, typed.phase, typed.known].iter().any(|text| !text.is_empty());
    Ok(Form {
        action: question.address(""),
        kept: vec![Hidden::new("shown", period)],
        choices: choices(question, (period, is_hidden), shown),
        days: vec![field("from", "From", typed.from), field("to", "To the end of", typed.to)],
        filters: if may_choose { filters(question, is_hidden)? } else { Vec::new() },
        known: match question.of {
            Of::School(_) if !is_hidden => Some(field("known", "As known at the end of", typed.known)),
            _ => None,
        },
        is_open,
    })
}

/// Whether the reader is a class teacher, who may see their own class by name.
fn has_own_class(question: &Question<'_>) -> bool {
    !question.reader.actor.groups.is_empty() && question.reader.actor.role.may(Permission::SeePupils)
}

fn choices(
    question: &Question<'_>,
    (period, is_hidden): (&str, bool),
    shown: Option<(&Sliced, Measure)>,
) -> Vec<Choices> {
    let is_of_school = matches!(question.of, Of::School(_));
    let fits = move |side: &Side| match side {
        Side::School | Side::Phase => !is_of_school,
        Side::Class => is_of_school && !is_hidden,
        Side::Weekday | Side::Half | Side::Week | Side::HalfTerm | Side::Term => true,
        _ => !is_hidden,
    };
    let typed = question.typed();
    let default = if is_of_school { Side::Year } else { Side::School };
    let by = if typed.by.is_empty() { default.word() } else { typed.by };
    let side = |chosen: &str| -> Vec<Choice> {
        let choice = |side: Side| choice(side.word(), side_name(side), side.word() == chosen);
        Side::all().filter(fits).map(choice).collect()
    };
    let (fitting, chosen) = match shown {
        Some((sliced, measure)) => (measures(sliced), measure.word()),
        None => (Measure::ALL.to_vec(), question.fields.text("show")),
    };
    let shows = fitting.iter().map(|measure| choice(measure.word(), measure.title(), measure.word() == chosen));
    let whens = When::ALL.into_iter().map(|when| choice(when.word(), name(when), when.word() == period));
    let mut all = vec![list("by", "Rows", side(by))];
    if !is_hidden {
        let none = choice("", "None", typed.and.is_empty());
        all.push(list("and", "Columns", std::iter::once(none).chain(side(typed.and)).collect()));
    }
    all.push(list("show", "Figure in the picture", shows.collect()));
    all.push(list("period", "Days", whens.collect()));
    all
}

fn filters(question: &Question<'_>, is_hidden: bool) -> Result<Vec<Choices>, Problem> {
    let (app, actor, typed) = (question.app, &question.reader.actor, question.typed());
    let all = |name: &str, label: &str, all: &str, others: Vec<Choice>| {
        list(name, label, std::iter::once(choice("", all, false)).chain(others).collect())
    };
    let years = |years: &[u8]| {
        let one = |&year: &u8| choice(&year.to_string(), &year_name(year), typed.year == year.to_string());
        all("year", "Year", "All years", years.iter().map(one).collect())
    };
    let cohorts = |names: &[String]| {
        let one = |name: &String| choice(name, name, typed.cohort == name);
        all("cohort", "Cohort", "Everybody", names.iter().map(one).collect())
    };
    let Of::School(school) = question.of else {
        let phases = [Phase::Primary, Phase::Secondary, Phase::Special];
        let phase =
            |phase: Phase| choice(phase.word(), &crate::words::sentence(phase.word()), typed.phase == phase.word());
        let mut names: Vec<String> = Vec::new();
        for school in app.schools() {
            for cohort in &app.rules(school.id)?.cohorts {
                if !names.contains(&cohort.head.name) {
                    names.push(cohort.head.name.clone());
                }
            }
        }
        let phases = all("phase", "Kind of school", "All schools", phases.into_iter().map(phase).collect());
        return Ok(vec![phases, years(&(0..=14).collect::<Vec<u8>>()), cohorts(&names)]);
    };
    let known = scope::choices(app, actor, school, app.today())?;
    let is_own = |group| actor.may(Permission::SeePupils, Place::Group(school, group));
    let classes = known.classes.iter().filter(|(group, _)| !is_hidden || is_own(*group));
    let class = |(group, name): &(domain::id::GroupId, String)| {
        choice(&group.to_string(), name, typed.group == group.to_string())
    };
    let classes = all("group", "Class", "All classes", classes.map(class).collect());
    Ok(if is_hidden { vec![classes] } else { vec![years(&known.years), classes, cohorts(&known.cohorts)] })
}

/// What days are called in the list.
const fn name(when: When) -> &'static str {
    match when {
        When::To(Stretch::Day | Stretch::From(_)) => "Today, or the last school day",
        When::To(Stretch::Week) => "This week",
        When::To(Stretch::HalfTerm) => "This half term",
        When::Term => "This term",
        When::To(Stretch::Year) => "This school year to date",
        When::LastYear => "Last school year",
        When::Between => "The days beside",
    }
}

fn choice(value: &str, text: &str, is_chosen: bool) -> Choice {
    Choice { value: value.to_owned(), text: text.to_owned(), is_chosen }
}

fn list(name: &str, label: &str, choices: Vec<Choice>) -> Choices {
    Choices { name: name.to_owned(), label: label.to_owned(), choices }
}
