//! The days of a report, as they were typed.

use domain::Date;

use crate::{
    form::{self, Fields, FormError},
    link::Hidden,
    pages::report::{Day, Form},
    words,
};

/// The days that can be typed, and what is wrong with them.
pub(super) struct Days {
    days: Vec<(Day, Option<Date>)>,
    kept: Vec<Hidden>,
}

impl Days {
    /// Reads the days with these names and labels. What cannot be read is as if it were empty, and said.
    pub(super) fn read(today: Date, fields: &Fields, known: &[(&str, &str)]) -> Days {
        let day = |&(name, label): &(&str, &str)| {
            let typed = fields.text(name);
            let day = form::typed_day(typed).filter(|&day| day <= today);
            let is_wrong = !typed.is_empty() && day.is_none();
            let error = if is_wrong {
                format!("{label}: enter a day up to today, such as {}", words::full_day(today))
            } else {
                String::new()
            };
            let value = day.map_or_else(|| typed.to_owned(), |day| day.to_string());
            (Day { name: name.into(), label: label.into(), value, latest: today.to_string(), error }, day)
        };
        Days { days: known.iter().map(day).collect(), kept: Vec::new() }
    }

    /// The same with something else that the address keeps.
    pub(super) fn keeping(mut self, name: &str, value: &str) -> Days {
        if !value.is_empty() {
            self.kept.push(Hidden::new(name, value));
        }
        self
    }

    /// One of the days; nothing where it is empty or wrong.
    pub(super) fn day(&self, name: &str) -> Option<Date> {
        self.days.iter().find(|(day, _)| day.name == name).and_then(|(_, day)| *day)
    }

    /// The same, which says where the first day comes after the last.
    pub(super) fn in_order(mut self, from: Option<Date>, to: Date) -> Days {
        if from.is_some_and(|from| from > to)
            && let Some((day, known)) = self.days.first_mut()
        {
            day.error = format!("The first day has to be before the last, {}", words::full_day(to));
            *known = None;
        }
        self
    }

    /// What is wrong, each with where it is mended.
    pub(super) fn errors(&self) -> Vec<FormError> {
        let wrong = self.days.iter().filter(|(day, _)| !day.error.is_empty());
        wrong.map(|(day, _)| FormError::new(&day.name, day.error.clone())).collect()
    }

    /// The form, which goes to `action`.
    pub(super) fn form(self, action: &str) -> Form {
        let action = action.split('?').next().unwrap_or_default().to_owned();
        Form { action, kept: self.kept, days: self.days.into_iter().map(|(day, _)| day).collect() }
    }
}
