//! What rows and columns are called.

use std::collections::HashMap;

use analysis::{
    Period,
    slice::{Key, Side, half_terms, terms},
};
use domain::{
    code::Code,
    id::{GroupId, SchoolId},
    school::year_name,
};

use super::{Asked, members::Members, part::Part};
use crate::{App, Error};

/// The words of the rows and columns of a slice.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    cohorts: Vec<String>,
    bands: Vec<String>,
    schools: HashMap<SchoolId, (usize, String)>,
    classes: HashMap<GroupId, (usize, String)>,
    codes: HashMap<Code, (String, String)>,
    stretches: HashMap<Key, (String, Period)>,
}

impl Labels {
    /// Those of one school: its classes, and its terms by name.
    pub(super) fn of_school(app: &App, school: SchoolId, asked: &Asked) -> Result<Labels, Error> {
        let mut labels = Labels::of_area(app);
        let groups = app.store.read(|tx| store::group::of_school(tx, school))?;
        labels.classes = groups.into_iter().enumerate().map(|(at, group)| (group.id, (at, group.name))).collect();
        let view = app.view(school);
        let roll = view.roll()?;
        for side in [asked.by, asked.across] {
            let found = match side {
                Side::HalfTerm => half_terms(roll),
                Side::Term => terms(roll),
                _ => Vec::new(),
            };
            for stretch in found {
                let term = roll.calendar().term(stretch.days.first).map(|term| term.name.clone());
                labels.stretches.insert(stretch.key, (term.unwrap_or_default(), stretch.days));
            }
        }
        Ok(labels)
    }

    /// Those of all schools: terms have numbers only, since each school names its own.
    pub(super) fn of_area(app: &App) -> Labels {
        let code = |entry: &domain::code::CodeEntry| (entry.code, (entry.letters.clone(), entry.description.clone()));
        Labels {
            schools: app.schools().enumerate().map(|(at, school)| (school.id, (at, school.name.clone()))).collect(),
            codes: app.codes().entries().iter().map(code).collect(),
            ..Labels::default()
        }
    }

    /// Takes in the names of a school's cohorts and bands, and has its rows say those of all schools alike.
    pub(super) fn take(&mut self, part: &mut Part, members: &Members) {
        let cohorts: Vec<u16> = members.cohorts.iter().map(|name| place_of(&mut self.cohorts, name)).collect();
        let bands: Vec<u16> = members.bands.iter().map(|name| place_of(&mut self.bands, name)).collect();
        let same = |key: Key| match key {
            Key::Cohort(Some(place)) => Key::Cohort(cohorts.get(usize::from(place)).copied()),
            Key::Band(Some(place)) => Key::Band(bands.get(usize::from(place)).copied()),
            other => other,
        };
        for row in part.rows() {
            (row.by, row.across) = (same(row.by), same(row.across));
        }
    }

    /// The words of a row: `Year 5`, `Monday`, `Week of 2 November 2026`.
    pub fn of(&self, key: Key) -> String {
        match key {
            Key::Whole => String::from("All"),
            Key::School(school) => self.schools.get(&school).map(|(_, name)| name.clone()).unwrap_or_default(),
            Key::Phase(phase) => sentence(phase.word()),
            Key::Year(year) => year_name(year),
            Key::Class(group) => self.classes.get(&group).map(|(_, name)| name.clone()).unwrap_or_default(),
            Key::Sex('F') => String::from("Girls"),
            Key::Sex('M') => String::from("Boys"),
            Key::Sex(_) => String::from("Sex not recorded"),
            Key::Cohort(place) => self.named(&self.cohorts, place, "In no cohort"),
            Key::Band(place) => self.named(&self.bands, place, "In no band"),
            Key::Weekday(weekday) => format!("{weekday:?}"),
            Key::Half(half) => sentence(half.word()),
            Key::Week(monday) => format!("Week of {}", monday.strftime("%-d %B %Y")),
            Key::Month(first) => first.strftime("%B %Y").to_string(),
            Key::HalfTerm(year, number) => {
                self.stretch(key, format!("Half term {number} of {year}/{:02}", (year + 1) % 100))
            }
            Key::Term(year, number) => self.stretch(key, format!("Term {number} of {year}/{:02}", (year + 1) % 100)),
            Key::Code(code) => {
                let (letters, description) = self.codes.get(&code).cloned().unwrap_or_default();
                format!("{letters}: {description}")
            }
            Key::CountsAs(class) => sentence(class.words()),
        }
    }

    fn named(&self, names: &[String], place: Option<u16>, nothing: &str) -> String {
        place.map_or_else(
            || nothing.to_owned(),
            |place| names.get(usize::from(place)).map(|name| sentence(name)).unwrap_or_default(),
        )
    }

    fn stretch(&self, key: Key, number: String) -> String {
        match self.stretches.get(&key) {
            Some((name, days)) => {
                let (first, last) = (days.first.strftime("%-d %B"), days.last.strftime("%-d %B"));
                let name = if name.is_empty() || matches!(key, Key::HalfTerm(..)) { number } else { name.clone() };
                format!("{name}: {first} to {last}")
            }
            None => number,
        }
    }

    /// The word that stands for a row in an address, so that it can be found again.
    pub fn word(&self, key: Key) -> String {
        match key {
            Key::Whole => String::new(),
            Key::School(school) => school.to_string(),
            Key::Phase(phase) => phase.word().to_owned(),
            Key::Year(year) => year.to_string(),
            Key::Class(group) => group.to_string(),
            Key::Sex(sex) => sex.to_string(),
            Key::Cohort(place) => {
                place.map_or_else(|| String::from("none"), |at| self.cohorts[usize::from(at)].clone())
            }
            Key::Band(place) => place.map_or_else(|| String::from("none"), |at| self.bands[usize::from(at)].clone()),
            Key::Weekday(weekday) => format!("{weekday:?}").to_lowercase(),
            Key::Half(half) => half.short().to_owned(),
            Key::Week(day) | Key::Month(day) => day.to_string(),
            Key::HalfTerm(year, number) | Key::Term(year, number) => format!("{year}-{number}"),
            Key::Code(code) => self.codes.get(&code).map(|(letters, _)| letters.clone()).unwrap_or_default(),
            Key::CountsAs(class) => class.words().to_owned(),
        }
    }

    /// Where a row stands among others: schools by name, classes by year and name.
    pub(super) fn order(&self, key: Key) -> i64 {
        let place = match key {
            Key::School(school) => self.schools.get(&school).map(|(at, _)| *at),
            Key::Class(group) => self.classes.get(&group).map(|(at, _)| *at),
            other => return other.order(),
        };
        place.map_or(i64::MAX, |at| at as i64)
    }
}

fn place_of(known: &mut Vec<String>, name: &str) -> u16 {
    let at = known.iter().position(|known| known == name).unwrap_or_else(|| {
        known.push(name.to_owned());
        known.len() - 1
    });
    // A pack with more cohorts than this could not be read by anybody.
    u16::try_from(at).unwrap_or(u16::MAX)
}

/// The words with a capital first letter.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
