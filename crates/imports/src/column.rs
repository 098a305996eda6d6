//! What a column can hold, and the headers under which other systems send it.

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// The unique pupil number.
    Upn,
    /// Another number of the pupil, such as the admission number.
    Key,
    /// The whole name.
    Name,
    /// The family name.
    Surname,
    /// The name they are called by.
    Forename,
    /// The class or form.
    Group,
    /// The day, perhaps with the half of it.
    Date,
    /// Morning or afternoon.
    Session,
    /// The mark of the morning.
    Am,
    /// The mark of the afternoon.
    Pm,
    /// The code.
    Code,
    /// Minutes late.
    MinutesLate,
    /// How many sessions were possible, as the sender counted them.
    Possible,
    /// How often a code was used.
    Count,
}

/// A column named by whoever imports: this column is under that header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// What it holds.
    pub column: Column,
    /// The header, in any case.
    pub header: String,
}

impl Wanted {
    /// Reads `code=Mark`.
    pub fn parse(text: &str) -> Option<Wanted> {
        let (word, header) = text.split_once('=')?;
        Some(Wanted { column: Column::parse(word.trim())?, header: header.trim().to_owned() })
    }
}

/// Each column's word, then the other headers it comes under, in lower case letters and digits only.
const ALIASES: [(Column, &str, &[&str]); 14] = [
    (Column::Upn, "upn", &["uniquepupilnumber", "pupilupn"]),
    (
        Column::Key,
        "key",
        &[
            "admissionnumber",
            "admissionno",
            "adno",
            "admno",
            "pupilid",
            "pupilonrolltableid",
            "externalid",
            "mispupilid",
        ],
    ),
    (Column::Name, "name", &["pupilname", "pupil", "fullname", "displayname", "preferredname"]),
    (Column::Surname, "surname", &["lastname", "familyname", "legalsurname", "pupilsurname"]),
    (Column::Forename, "forename", &["firstname", "givenname", "legalforename", "pupilforename"]),
    (
        Column::Group,
        "group",
        &["reg", "reggroup", "registrationgroup", "form", "formgroup", "tutorgroup", "class", "classname"],
    ),
    (Column::Date, "date", &["sessiondate", "markdate", "attendancedate", "day", "registerdate"]),
    (Column::Session, "session", &["ampm", "sessionname", "half", "period", "sessiontype"]),
    (Column::Am, "am", &["morning", "ammark", "amcode", "morningmark"]),
    (Column::Pm, "pm", &["afternoon", "pmmark", "pmcode", "afternoonmark"]),
    (
        Column::Code,
        "code",
        &[
            "mark",
            "attendancecode",
            "attendancemark",
            "absencecode",
            "attendancereason",
            "markcode",
            "registrationmark",
        ],
    ),
    (Column::MinutesLate, "minutes_late", &["minslate", "late", "lateminutes", "minutes"]),
    (
        Column::Possible,
        "possible",
        &["termlysessionspossible", "sessionspossible", "possiblesessions", "possiblemarks"],
    ),
    (Column::Count, "count", &["sessions", "absencesessions", "numberofsessions", "sessioncount"]),
];

impl Column {
    /// The word by which a person names it, such as `minutes_late`.
    pub fn word(self) -> &'static str {
        ALIASES.iter().find(|(column, ..)| *column == self).map_or("", |&(_, word, _)| word)
    }

    /// Reads [`Column::word`].
    pub fn parse(word: &str) -> Option<Column> {
        ALIASES.iter().find(|(_, known, _)| *known == word).map(|&(column, ..)| column)
    }

    /// The column whose own word is `header`.
    pub(crate) fn named(header: &str) -> Option<Column> {
        ALIASES.iter().find(|(_, word, _)| plain(word) == plain(header)).map(|&(column, ..)| column)
    }

    /// The column that usually comes under `header`.
    pub(crate) fn of_header(header: &str) -> Option<Column> {
        let plain = plain(header);
        let alias =
            || ALIASES.iter().find(|(.., aliases)| aliases.contains(&plain.as_str())).map(|&(column, ..)| column);
        Column::named(header).or_else(alias)
    }
}

/// Letters and digits only, lower case, so that `Reg Group`, `reg_group` and `RegGroup` are one.
pub(crate) fn plain(header: &str) -> String {
    header.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_other_systems_are_known_however_they_are_written() {
        for (header, column) in [
            ("UPN", Column::Upn),
            ("Reg Group", Column::Group),
            ("Admission No.", Column::Key),
            ("Attendance Mark", Column::Code),
            ("Mins Late", Column::MinutesLate),
            ("TermlySessionsPossible", Column::Possible),
        ] {
            assert_eq!(Column::of_header(header), Some(column), "{header}");
        }
        assert_eq!(Column::of_header("/"), None);
        assert_eq!(Column::of_header("DoB"), None);
    }

    #[test]
    fn a_column_is_named_by_its_word() {
        let wanted = Wanted { column: Column::MinutesLate, header: "How late".into() };
        assert_eq!(Wanted::parse("minutes_late = How late"), Some(wanted));
        assert_eq!(Wanted::parse("mark=Code"), None);
    }
}
