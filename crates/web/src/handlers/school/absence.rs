//! The absence of a school over a stretch of days, on four pages with the same filters: reasons, lateness, spells, near.

use axum::response::Response;
use domain::{id::SchoolId, school::year_name};
use service::{
    App,
    school::{scope::Scope, stretch::Stretch},
};

use super::opened::{filter, meaning, school_on};
use crate::{
    error::Problem,
    form::{self, Fields},
    link::{Filter, Hidden, Link},
    pages::{
        count::{Choice, Choices},
        school::{
            Figure,
            absence::{Absence, Form, Part},
        },
    },
    reader::Reader,
    urls, words,
};

pub(super) mod lateness;
pub(super) mod linked;
pub(super) mod near;
pub(super) mod reasons;
pub(super) mod spells;

use linked::LinkedTable;

/// One of the pages.
#[derive(Clone, Copy)]
struct Noun {
    title: &'static str,
    address: fn(SchoolId, &str) -> String,
}

const REASONS: Noun = Noun { title: "Reasons for absence", address: urls::absence::reasons };
const LATENESS: Noun = Noun { title: "Lateness", address: urls::absence::lateness };
const SPELLS: Noun = Noun { title: "Spells of absence", address: urls::absence::spells };
const NEAR: Noun = Noun { title: "Near persistent absence", address: urls::absence::near };
const NOUNS: [Noun; 4] = [REASONS, LATENESS, SPELLS, NEAR];

/// What a page was asked for.
struct Asked<'a> {
    app: &'a App,
    reader: &'a Reader,
    school: SchoolId,
    noun: Noun,
    stretch: Stretch,
    /// Without the first day that the stretch gives it.
    whole: Scope,
    /// The days and children counted.
    scope: Scope,
    /// What was wrong with the days that were asked for; empty when nothing was.
    error: String,
    /// The first and the last day as they were typed, where they were wrong.
    typed: Option<(String, String)>,
}

impl<'a> Asked<'a> {
    fn read(
        (app, reader): (&'a App, &'a Reader),
        school: SchoolId,
        noun: Noun,
        fields: &Fields,
    ) -> Result<Asked<'a>, Problem> {
        let error = days_refused(app, fields);
        let without_days = ["group", "year", "cohort"].map(|name| (name, fields.text(name)));
        let readable = if error.is_empty() { None } else { Some(Fields::new(without_days)) };
        let whole = filter::scope(app, readable.as_ref().unwrap_or(fields)).ok_or(Problem::NotFound)?;
        let stretch = match (whole.from, fields.text("period")) {
            (Some(first), _) => Stretch::From(first),
            (None, "") => Stretch::Year,
            (None, word) => Stretch::parse(word).ok_or(Problem::NotFound)?,
        };
        service::school::scope::choices(app, &reader.actor, school, whole.to)?;
        let typed = readable.is_some().then(|| (fields.text("from").to_owned(), fields.text("to").to_owned()));
        let whole = Scope { from: None, ..whole };
        let scope = stretch.of(app.view(school).roll()?, &whole);
        Ok(Asked { app, reader, school, noun, stretch, whole, scope, error, typed })
    }

    /// The query of this page over a stretch.
    fn query(&self, stretch: Stretch) -> String {
        let among = filter::among("", self.whole.year, self.whole.cohort.as_deref());
        let group = self.whole.group.map(|group| format!("&group={group}")).unwrap_or_default();
        let period = match stretch {
            Stretch::From(first) => format!("&from={first}"),
            named => format!("&period={}", named.word()),
        };
        let to = Some(self.whole.to).filter(|&to| to != self.app.today()).map(|to| format!("&to={to}"));
        format!("{group}{among}{period}{}", to.unwrap_or_default()).replacen('&', "?", 1)
    }

    fn address(&self) -> String {
        (self.noun.address)(self.school, &self.query(self.stretch))
    }

    /// A list of what was counted, in the days of the page.
    fn open(&self, filter: &str) -> String {
        urls::school_sessions(self.school, &filter::of(filter, &self.scope))
    }

    /// The same of a class or a year alone.
    fn open_among(&self, filter: &str, scope: Scope) -> String {
        urls::school_sessions(self.school, &filter::of(filter, &scope))
    }
}

/// Why the days that were asked for are none; empty when they are, or nothing was said.
fn days_refused(app: &App, fields: &Fields) -> String {
    let today = app.today();
    let said = |name: &str| Some(fields.text(name)).filter(|text| !text.is_empty());
    let day = |text: &str| form::day(text);
    let (from, to) = (said("from").map(day), said("to").map(day));
    match (from, to) {
        (Some(None), _) | (_, Some(None)) => String::from("Enter a day like 2026-11-24"),
        (_, Some(Some(to))) if to > today => format!("Enter a last day that is not after {}", words::full_day(today)),
        (Some(Some(from)), to) if from > to.flatten().unwrap_or(today) => {
            String::from("Enter a first day that is not after the last day")
        }
        _ => String::new(),
    }
}

/// What a page shows.
struct Shown {
    figures: Vec<Figure>,
    parts: Vec<(Part, Option<LinkedTable>)>,
    /// The name of the class that was chosen.
    class: String,
}

/// The page, or one of its tables as a file.
fn answer(asked: &Asked<'_>, fields: &Fields, shown: Shown) -> Result<Response, Problem> {
    let kind = fields.text("file");
    if !kind.is_empty() {
        let mut tables = shown.parts.iter().filter_map(|(_, table)| table.as_ref());
        let table = tables.find(|table| table.name == fields.text("table")).ok_or(Problem::NotFound)?;
        return table.file(kind);
    }
    let address = asked.address();
    let part = |(part, table): (Part, Option<LinkedTable>)| Part {
        table: table.map(|table| part.shows.map_or_else(|| table.view(&address), |rows| table.first(rows, &address))),
        ..part
    };
    let is_near = asked.noun.title == NEAR.title;
    let whom = meaning::of_scope(&asked.scope, &shown.class);
    let view = Absence {
        back: Link::new(
            asked.app.school(asked.school)?.name.clone(),
            school_on(asked.app, asked.school, asked.scope.to),
        ),
        form: form_of(asked)?,
        stretches: if is_near { Vec::new() } else { stretches(asked) },
        whom: if whom.is_empty() { String::from("Everybody") } else { whom },
        figures: shown.figures,
        parts: shown.parts.into_iter().map(part).collect(),
        others: others(asked),
    };
    let school = &asked.app.school(asked.school)?.name;
    let title = format!("{}, {school}", asked.noun.title);
    let frame = asked.reader.frame(&title, Some(super::figures::section(asked.reader))).wide().as_of(as_of(asked));
    Ok(asked.reader.show(&frame, "school/absence.html", view))
}

/// `This half term, Monday 2 November 2026 to Tuesday 24 November 2026; as of 08:55.`
fn as_of(asked: &Asked<'_>) -> String {
    let period = asked.scope.period();
    let last = words::full_day(period.last);
    let days = match asked.stretch {
        Stretch::Year => format!("The school year to {last}"),
        _ if period.first == period.last => last,
        _ => format!("{} to {last}", words::full_day(period.first)),
    };
    format!("{days}; as of {}.", words::time(asked.app.time()))
}

fn stretches(asked: &Asked<'_>) -> Vec<Filter> {
    let is_today = asked.scope.to == asked.app.today();
    let filter = |stretch: Stretch| Filter {
        text: stretch_name(stretch, is_today).to_owned(),
        href: (asked.noun.address)(asked.school, &asked.query(stretch)),
        is_current: stretch == asked.stretch,
    };
    Stretch::NAMED.into_iter().map(filter).collect()
}

/// `This week`; of a day that is past, `That week`.
pub(super) const fn stretch_name(stretch: Stretch, is_today: bool) -> &'static str {
    match (stretch, is_today) {
        (Stretch::Day, true) => "Last school day",
        (Stretch::Day, false) => "That day",
        (Stretch::Week, true) => "This week",
        (Stretch::Week, false) => "That week",
        (Stretch::HalfTerm, true) => "This half term",
        (Stretch::HalfTerm, false) => "That half term",
        (Stretch::Year, _) => "Year to date",
        (Stretch::From(_), _) => "From a day",
    }
}

fn others(asked: &Asked<'_>) -> Vec<Link> {
    let query = asked.query(asked.stretch);
    let others = NOUNS.into_iter().filter(|noun| noun.title != asked.noun.title);
    others.map(|noun| Link::new(noun.title, (noun.address)(asked.school, &query))).collect()
}

/// The links to all four pages from the school's own, to the end of a day.
pub(super) fn all(app: &App, school: SchoolId, to: domain::Date) -> Vec<Link> {
    let query = if to == app.today() { String::new() } else { format!("?to={to}") };
    NOUNS.into_iter().map(|noun| Link::new(noun.title, (noun.address)(school, &query))).collect()
}

fn form_of(asked: &Asked<'_>) -> Result<Form, Problem> {
    let (app, whole) = (asked.app, &asked.whole);
    let known = service::school::scope::choices(app, &asked.reader.actor, asked.school, whole.to)?;
    let choice = |value: String, text: String, is_chosen| Choice { value, text, is_chosen };
    let classes = known.classes.into_iter().map(|(id, name)| choice(id.to_string(), name, whole.group == Some(id)));
    let years = known.years.into_iter();
    let years = years.map(|year| choice(year.to_string(), year_name(year), whole.year == Some(year)));
    let cohorts = known.cohorts.into_iter();
    let cohorts = cohorts.map(|name| choice(name.clone(), name.clone(), whole.cohort.as_ref() == Some(&name)));
    let all = |name: &str, label: &str, all: &str, others: Vec<Choice>| Choices {
        name: name.to_owned(),
        label: label.to_owned(),
        choices: std::iter::once(choice(String::new(), all.to_owned(), false)).chain(others).collect(),
    };
    let from = match asked.stretch {
        Stretch::From(first) => first.to_string(),
        _ => String::new(),
    };
    let (from, to) = asked.typed.clone().unwrap_or_else(|| (from, whole.to.to_string()));
    let period = match asked.stretch {
        Stretch::From(_) => None,
        named => Some(Hidden::new("period", named.word())),
    };
    Ok(Form {
        action: (asked.noun.address)(asked.school, ""),
        choices: vec![
            all("group", "Class", "All classes", classes.collect()),
            all("year", "Year", "All years", years.collect()),
            all("cohort", "Cohort", "Everybody", cohorts.collect()),
        ],
        from,
        to,
        error: asked.error.clone(),
        latest: app.today().to_string(),
        has_from: asked.noun.title != NEAR.title,
        kept: period.into_iter().collect(),
    })
}

/// A link to the definition of each of these figures.
pub(super) fn definitions(names: &[&str]) -> Vec<Link> {
    let link = |name: &&str| {
        let known = analysis::figures::definition(name)?;
        Some(Link::new(known.title, urls::definition(known.name)))
    };
    names.iter().filter_map(link).collect()
}

/// One of the figures over the tables.
fn figure(label: &str, number: String, beside: String, href: Option<String>) -> Figure {
    Figure { label: label.to_owned(), number, beside, href, lines: Vec::new() }
}

/// The share of `whole` that `part` is.
fn share(part: u32, whole: u32) -> Option<domain::tally::Percent> {
    domain::tally::Tally { attended: whole.checked_sub(part)?, authorised: part, unauthorised: 0 }.absence()
}
