//! When the registers of a school are open, for all of it and for single classes.

use domain::{
    Time,
    id::GroupId,
    school::{GroupTimes, SessionTimes},
    session::Half,
};
use serde::Serialize;

use crate::{
    form::{self, Fields, FormError},
    link::Link,
};

/// The form.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct TimesPage {
    /// What is wrong with it.
    pub errors: Vec<FormError>,
    /// To the particulars of the school.
    pub back: Option<Link>,
    /// Where it goes.
    pub action: String,
    /// What the law says of it.
    pub rule: String,
    /// The school's own times, and those of each class.
    pub rows: Vec<Row>,
    /// The latest changes, newest first.
    pub changes: Vec<String>,
}

/// The times of the school, or of a class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// Morning and afternoon.
    pub halves: Vec<HalfTimes>,
}

/// The times of one half of the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HalfTimes {
    /// `morning`.
    pub half: String,
    /// Opens, closes, ends: each with the name of its field, its word and what is typed.
    pub fields: Vec<Field>,
}

/// A time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Field {
    /// `am-opens`, `am-opens-12`.
    pub name: String,
    /// `opens`.
    pub word: String,
    /// What is typed.
    pub value: String,
    /// Whether something is wrong with it.
    pub has_error: bool,
}

const WORDS: [&str; 3] = ["opens", "closes", "ends"];

/// Whose times: the school's, or a class's.
fn name(half: Half, word: &str, group: Option<GroupId>) -> String {
    let of = group.map(|group| format!("-{group}")).unwrap_or_default();
    format!("{}-{word}{of}", half.short())
}

/// The fields of one half of the day, filled with `times`.
pub fn half_times(half: Half, group: Option<GroupId>, times: Option<SessionTimes>) -> HalfTimes {
    let values = times.map(|times| [times.opens, times.closes, times.ends].map(crate::words::time));
    let field = |(at, word): (usize, &str)| Field {
        name: name(half, word, group),
        word: word.into(),
        value: values.as_ref().map(|values| values[at].clone()).unwrap_or_default(),
        has_error: false,
    };
    HalfTimes { half: half.word().into(), fields: WORDS.into_iter().enumerate().map(field).collect() }
}

/// What the form says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// The school's morning.
    pub morning: SessionTimes,
    /// The school's afternoon.
    pub afternoon: SessionTimes,
    /// Classes with times of their own.
    pub groups: Vec<GroupTimes>,
}

impl Typed {
    /// Reads the form for a school with these `groups`, or says what is wrong.
    pub fn parse(fields: &Fields, groups: &[GroupId]) -> Result<Typed, Vec<FormError>> {
        let mut errors = Vec::new();
        let mut school = Vec::new();
        for half in Half::BOTH {
            school.extend(times(fields, half, None, &mut errors).flatten());
        }
        let mut own = Vec::new();
        for (&group, half) in groups.iter().flat_map(|group| Half::BOTH.map(|half| (group, half))) {
            let found = times(fields, half, Some(group), &mut errors).flatten();
            own.extend(found.map(|times| GroupTimes { group, half, times }));
        }
        match (school.as_slice(), errors.is_empty()) {
            (&[morning, afternoon], true) => Ok(Typed { morning, afternoon, groups: own }),
            _ => Err(errors),
        }
    }
}

/// The times of one half; nothing inside for a class that leaves all three empty, and nothing at all with something wrong.
fn times(
    fields: &Fields,
    half: Half,
    group: Option<GroupId>,
    errors: &mut Vec<FormError>,
) -> Option<Option<SessionTimes>> {
    let names = WORDS.map(|word| name(half, word, group));
    if group.is_some() && names.iter().all(|name| fields.text(name).is_empty()) {
        return Some(None);
    }
    let found: Vec<Option<Time>> = names.iter().map(|name| form::time(fields.text(name))).collect();
    for (name, _) in names.iter().zip(&found).filter(|(_, time)| time.is_none()) {
        errors.push(FormError::new(name, "Enter a time such as 08:50"));
    }
    match found.as_slice() {
        &[Some(opens), Some(closes), Some(ends)] => Some(Some(SessionTimes { opens, closes, ends })),
        _ => None,
    }
}

impl TimesPage {
    /// The form with what was typed and what is wrong with it.
    #[must_use]
    pub fn again(mut self, fields: &Fields, errors: Vec<FormError>) -> TimesPage {
        let all = self.rows.iter_mut().flat_map(|row| &mut row.halves).flat_map(|half| &mut half.fields);
        for field in all {
            field.value = fields.text(&field.name).into();
            field.has_error = form::message(&errors, &field.name).is_some();
        }
        TimesPage { errors, ..self }
    }
}

#[cfg(test)]
mod tests {
    use domain::{example, id::SchoolId, permission::Role};

    use super::*;
    use crate::{
        frame::{self, Section},
        templates::sample,
        urls,
    };

    fn page() -> TimesPage {
        let school = example::school();
        let halves = |group: Option<GroupId>| {
            let times = |half| group.is_none().then(|| school.times(half));
            Half::BOTH.map(|half| half_times(half, group, times(half))).to_vec()
        };
        TimesPage {
            errors: Vec::new(),
            back: Some(Link::new("About Hillside", urls::particulars(SchoolId(1)))),
            action: urls::times::of(SchoolId(1)),
            rule: "A register is open for at most 30 minutes.".into(),
            rows: vec![
                Row { name: "Whole school".into(), halves: halves(None) },
                Row { name: "5 Hazel".into(), halves: halves(Some(GroupId(12))) },
            ],
            changes: vec!["24 November: Registers: morning 08:50 to 09:20".into()],
        }
    }

    #[test]
    fn the_times_are_made_from_their_sample_and_keep_what_was_typed() {
        let frame = |title: &str| frame::sample(title, Section::School, Role::Headteacher);
        let html = sample::render(&frame("Times of the registers"), "times/times.html", &page());
        assert!(html.contains("name=\"am-opens\" value=\"08:50\"") && html.contains("name=\"pm-ends-12\""));
        let fields = Fields::new([("am-opens", "soon")]);
        let errors = Typed::parse(&fields, &[GroupId(12)]).expect_err("most is missing");
        let html = sample::render(&frame("Again").with_errors(), "times/times.html", &page().again(&fields, errors));
        assert!(html.contains("value=\"soon\"") && html.contains("href=\"#am-opens\""));
    }

    #[test]
    fn a_class_without_times_has_the_school_s_and_one_with_a_part_is_asked_for_the_rest() {
        let own = |opens: &'static str| {
            let mut typed = vec![("am-opens-12", opens)];
            typed.extend([("am-opens", "8.50"), ("am-closes", "920"), ("am-ends", "12:00")]);
            typed.extend([("pm-opens", "13:00"), ("pm-closes", "13:15"), ("pm-ends", "15:20")]);
            Typed::parse(&Fields::new(typed), &[GroupId(12)])
        };
        assert_eq!(own("").map(|typed| typed.groups.len()), Ok(0));
        assert_eq!(own("09:00").map_err(|errors| errors.len()), Err(2));
    }
}
