//! Where a part of a form comes from before anybody types it: what the record of a pupil, or of a school, says already.

use alloc::{format, string::String};
use core::fmt;

/// What fills a part in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Source {
    /// The pupil's name and class.
    NameAndClass,
    /// The pupil's birthday.
    Birthday,
    /// The unique pupil number.
    Upn,
    /// Sessions attended and missed this school year.
    Attendance,
    /// The same of so many school years, this one among them.
    AttendanceOfYears(u8),
    /// The sessions missed this school year, by code.
    ByCode,
    /// The sessions missed this school year, by weekday.
    ByWeekday,
    /// Attendance in each half term of this school year.
    ByHalfTerm,
    /// Each absence of this school year, with its days.
    Absences,
    /// The cohorts that are recorded of the pupil.
    Cohorts,
    /// Parents, and where letters to them go; never a protected address.
    Parents,
    /// The full name, and where the pupil lives; never a protected address.
    NameAndAddress,
    /// Everything that the admission register says of the pupil; never a protected address.
    Register,
    /// The parents with whom the pupil lives, with addresses and telephone numbers; never a protected address.
    LivesWith,
    /// The address and the school that the pupil will have, as far as somebody has said.
    Future,
    /// Brothers and sisters, as far as whoever fills it in may see them.
    Siblings,
    /// The calls to parents of this school year.
    Calls,
    /// Whatever else was done about the pupil this school year.
    Done,
    /// Whether a flag or list holds, or which band or stage the pupil is in, with what was counted.
    Entry(String),
    /// How many children of the school are in a cohort, band or flag, and how they attend together.
    NumberIn(String),
    /// Something outside the program: somebody copies it.
    Outside(String),
}

/// Those that have no name or number of their own.
const PLAIN: [(&str, Source); 17] = [
    ("name and class", Source::NameAndClass),
    ("birthday", Source::Birthday),
    ("unique pupil number", Source::Upn),
    ("attendance in the year", Source::Attendance),
    ("sessions missed by code", Source::ByCode),
    ("sessions missed by weekday", Source::ByWeekday),
    ("attendance by half term", Source::ByHalfTerm),
    ("absences with their days", Source::Absences),
    ("cohorts", Source::Cohorts),
    ("parents and their addresses", Source::Parents),
    ("name and address", Source::NameAndAddress),
    ("the admission register", Source::Register),
    ("parents with whom the pupil lives", Source::LivesWith),
    ("where the pupil goes", Source::Future),
    ("brothers and sisters", Source::Siblings),
    ("calls to parents", Source::Calls),
    ("what was done", Source::Done),
];

impl Source {
    /// Reads the words of a chapter; nothing for words that name no source.
    pub fn parse(text: &str) -> Option<Source> {
        let within = |text: &str, open: &str, close: char| -> Option<String> {
            let inner = text.strip_prefix(open)?.strip_suffix(close)?;
            (!inner.is_empty() && !inner.contains([close, '['])).then(|| inner.into())
        };
        if let Some((_, source)) = PLAIN.into_iter().find(|(words, _)| *words == text) {
            return Some(source);
        }
        if let Some(years) = text.strip_prefix("attendance of the last ").and_then(|rest| rest.strip_suffix(" years")) {
            return years.parse().ok().filter(|years| *years > 1).map(Source::AttendanceOfYears);
        }
        if let Some(name) = text.strip_prefix("number in ") {
            return within(name, "[", ']').map(Source::NumberIn);
        }
        within(text, "[", ']').map(Source::Entry).or_else(|| within(text, "\"", '"').map(Source::Outside))
    }

    /// Whether the program has it: else somebody copies it.
    pub const fn is_on_record(&self) -> bool {
        !matches!(self, Source::Outside(_))
    }
}

impl fmt::Display for Source {
    /// As a chapter writes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = PLAIN.iter().find(|(_, source)| source == self).map(|(words, _)| *words);
        let words = match self {
            Source::AttendanceOfYears(years) => format!("attendance of the last {years} years"),
            Source::Entry(name) => format!("[{name}]"),
            Source::NumberIn(name) => format!("number in [{name}]"),
            Source::Outside(name) => format!("\"{name}\""),
            _ => String::from(plain.unwrap_or_default()),
        };
        f.write_str(&words)
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn a_source_is_read_from_the_words_that_it_is_written_in() {
        let written = ["attendance of the last 3 years", "[Severe absence]", "number in [in care]", "\"a letter\""];
        for text in written.into_iter().chain(PLAIN.map(|(words, _)| words)) {
            assert_eq!(Source::parse(text).map(|source| source.to_string()).as_deref(), Some(text));
        }
        for text in ["register", "attendance of the last 1 years", "number in care", "[]", "\"a", "[a] and [b]", ""] {
            assert_eq!(Source::parse(text), None, "{text}");
        }
    }
}
