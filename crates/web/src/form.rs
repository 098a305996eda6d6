//! What people typed: the fields of a form, and what is wrong with them.

use axum::{
    Form,
    extract::{FromRequest, Request},
};
use domain::{Date, Time, session::Half, session::Session};
use serde::Serialize;

use crate::error::Problem;

/// The fields of a form or a query as they came, in order. A name may come more than once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// These fields.
    pub fn new(fields: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>) -> Fields {
        Fields(fields.into_iter().map(|(name, text)| (name.into(), text.into())).collect())
    }

    /// What was typed in `name`, without blanks around it; empty when the field did not come.
    pub fn text(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    /// Everything that came under `name`.
    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, text)| text.trim())
    }

    /// The fields whose names begin with `prefix` and end in a number, such as `mark-12`.
    pub fn numbered<'a>(&'a self, prefix: &str) -> impl Iterator<Item = (i64, &'a str)> {
        self.0.iter().filter_map(move |(key, text)| Some((key.strip_prefix(prefix)?.parse().ok()?, text.trim())))
    }

    /// Everything that came but these, one field a line.
    pub fn said_but(&self, names: &[&str]) -> String {
        let others = self.0.iter().filter(|(name, _)| !names.contains(&name.as_str()));
        others.map(|(name, text)| format!("{name}={text}\n")).collect()
    }

    /// The number typed in `name`.
    pub fn number(&self, name: &str) -> Option<i64> {
        self.text(name).parse().ok()
    }
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Fields, Problem> {
        match Form::<Vec<(String, String)>>::from_request(request, state).await {
            Ok(Form(fields)) => Ok(Fields(fields)),
            Err(_) => Err(Problem::NotUnderstood),
        }
    }
}

/// One line of an error summary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FormError {
    /// What is wrong and what to do.
    pub text: String,
    /// A link to the field, such as `#email`.
    pub href: String,
}

impl FormError {
    /// An error about the element with the id `field`.
    pub fn new(field: &str, text: impl Into<String>) -> FormError {
        FormError { text: text.into(), href: format!("#{field}") }
    }
}

/// The text of the error about `field`, for the message beside it.
pub fn message(errors: &[FormError], field: &str) -> Option<String> {
    errors.iter().find(|error| error.href.strip_prefix('#') == Some(field)).map(|error| error.text.clone())
}

/// Reads a time as people type it: `09:05`, `9.05`, `905`, `0905`.
pub fn time(text: &str) -> Option<Time> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let others: String = text.chars().filter(|letter| !letter.is_ascii_digit()).collect();
    if !matches!(others.trim(), "" | ":" | ".") || !matches!(digits.len(), 3 | 4) {
        return None;
    }
    let (hour, minute) = digits.split_at(digits.len() - 2);
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// Reads a day as addresses carry it: `2027-03-12`.
pub fn day(text: &str) -> Option<Date> {
    text.trim().parse().ok()
}

/// Reads a day as people type it: `2027-03-12`, `12/3/2027`, `12.3.2027`, `12 March 2027`.
pub fn typed_day(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split(['/', '.', ' ']).filter(|part| !part.is_empty()).collect();
    let [of_month, month, year] = parts.as_slice() else { return day(text) };
    let year: i16 = year.parse().ok()?;
    let of = |month: i8| Date::new(year, month, of_month.parse().ok()?).ok();
    match month.parse() {
        Ok(month) => of(month),
        Err(_) => (1..=12).filter_map(of).find(|day| crate::words::month(*day).eq_ignore_ascii_case(month)),
    }
}

/// Reads a session as hidden fields carry it: `2027-03-12 am`.
pub fn session(text: &str) -> Option<Session> {
    let (date, half) = text.trim().split_once(' ')?;
    Some(Session::new(day(date)?, Half::parse(half)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_as_people_type_it() {
        let nine = Time::new(9, 5, 0, 0).ok();
        assert_eq!(["09:05", "9:05", "9.05", "905", " 0905 "].map(time), [nine; 5]);
        assert_eq!(["", "9", "25:00", "9:5", "9:05pm", "09-05", "12345"].map(time), [None; 7]);
    }

    #[test]
    fn a_session_is_read_as_it_is_shown() {
        let session_text = "2027-03-12 am";
        assert_eq!(session(session_text).map(|found| found.to_string()).as_deref(), Some(session_text));
        assert_eq!(session("2027-02-30 am"), None);
    }

    #[test]
    fn a_day_is_read_as_people_type_it() {
        let friday = Date::new(2027, 3, 12).ok();
        let typed = ["2027-03-12", "12/3/2027", "12.03.2027", "12 March 2027", " 12 march 2027 "];
        assert_eq!(typed.map(typed_day), [friday; 5]);
        assert_eq!(["", "soon", "31 February 2027", "12 March", "12 Marsh 2027"].map(typed_day), [None; 5]);
    }

    #[test]
    fn fields_keep_their_order_and_their_repetitions() {
        let fields = Fields::new([("mark-12", "present"), ("pupil", "1"), ("pupil", "2"), ("mark-x", "absent")]);
        assert_eq!(fields.all("pupil").collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(fields.numbered("mark-").collect::<Vec<_>>(), [(12, "present")]);
        assert_eq!(fields.text("note"), "");
    }
}
