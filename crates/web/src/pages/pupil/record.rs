//! A pupil's record: the entry in the admission register, and every amendment of their marks.

use serde::Serialize;

use super::Header;
use crate::{link::Link, mark::MarkCell};

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordPage {
    /// Above the tabs.
    pub header: Header,
    /// The entry in the admission register: name, sex, birthday, UPN …
    pub facts: Vec<Fact>,
    /// To everything that the register says, with its history; nothing for a reader who may not see contacts.
    pub admission: Option<Link>,
    /// To the holds of the pupil and the copies given; nothing for a reader who has no say in it.
    pub retention: Option<Link>,
    /// The pupil's times on a roll, newest first.
    pub enrolments: Vec<Enrolment>,
    /// The cohorts the pupil belongs or belonged to.
    pub cohorts: Vec<Cohort>,
    /// The contacts, in the order to try.
    pub contacts: Vec<ContactRow>,
    /// Why no contact is shown; empty when some are.
    pub contacts_hidden: String,
    /// The corrections of the pupil's marks, newest first.
    pub amendments: Vec<Amendment>,
}

/// A line of the admission register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// `Born`.
    pub key: String,
    /// `3 May 2017`.
    pub value: String,
}

/// A time on a school's roll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Enrolment {
    /// The school.
    pub school: String,
    /// The group on its last day.
    pub group: String,
    /// Its first day, in words with the year.
    pub from: String,
    /// Its last day, or `still on roll`.
    pub until: String,
}

/// A cohort with its time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cohort {
    /// The pack's name of it.
    pub name: String,
    /// `since 1 September 2024`; may be empty.
    pub when: String,
}

/// A contact as the admission register has them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContactRow {
    /// Their name.
    pub name: String,
    /// `mother, parent, lives with`.
    pub detail: String,
    /// Their number; may be empty.
    pub phone: String,
    /// Where letters go. Empty when it is protected: the words of [`ContactRow::protected`] stand there instead.
    pub address: String,
    /// `Address protected`; empty for one that is not.
    pub protected: String,
}

/// A correction of a mark, with all that the law wants shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Amendment {
    /// `Tuesday 9 March, morning`, to the mark's history.
    pub session: Link,
    /// What stood there.
    pub original: MarkCell,
    /// What stands there since.
    pub new: MarkCell,
    /// Why.
    pub reason: String,
    /// `Wednesday 10 March 2027, 10:02`.
    pub when: String,
    /// Who.
    pub person: String,
    /// Their position then.
    pub position: String,
}

#[cfg(test)]
mod tests {
    use domain::{
        example,
        id::PupilId,
        session::{Half, Session},
    };
    use jiff::civil::date;

    use super::*;
    use crate::{
        pages::pupil::{Tab, sample},
        templates::sample::render,
        urls, words,
    };

    fn view() -> RecordPage {
        let codes = example::codes();
        let session = Session::new(date(2027, 3, 2), Half::Morning);
        let cell = |letters| MarkCell::new(&codes, codes.find(letters, session.date));
        let fact = |key: &str, value: &str| Fact { key: key.into(), value: value.into() };
        let contact = |name: &str, detail: &str, phone: &str, address: &str, protected: &str| ContactRow {
            name: name.into(),
            detail: detail.into(),
            phone: phone.into(),
            address: address.into(),
            protected: protected.into(),
        };
        RecordPage {
            header: sample::header(Tab::Record),
            facts: vec![
                fact("Name", "Ellis Hargreaves"),
                fact("Born", "3 May 2017"),
                fact("Sex, as registered", "male"),
                fact("Unique pupil number", "J888240117036"),
            ],
            retention: Some(Link::new(
                "Holds, and a copy of everything that is kept",
                crate::urls::retention::of_pupil(PupilId(4)),
            )),
            admission: Some(Link::new(
                "Everything that it says, with its history",
                crate::urls::admission::record(PupilId(4)),
            )),
            enrolments: vec![Enrolment {
                school: "Hillside Primary School".into(),
                group: "5 Hazel".into(),
                from: "1 September 2021".into(),
                until: "still on roll".into(),
            }],
            cohorts: vec![Cohort { name: "SEN support".into(), when: "since 1 September 2024".into() }],
            contacts: vec![
                contact("Dawn Hargreaves", "mother, parent, lives with", "07700 900112", "4 Mill Lane, Thornby", ""),
                contact("Mark Hargreaves", "father, parent", "07700 900640", "", "Address protected"),
            ],
            contacts_hidden: String::new(),
            amendments: vec![Amendment {
                session: Link::new(words::session(session), urls::mark(PupilId(4), session)),
                original: cell("N"),
                new: cell("I"),
                reason: "Dawn rang: ill since Sunday evening".into(),
                when: "Wednesday 3 March 2027, 10:02".into(),
                person: "Sandra Kaye".into(),
                position: "school office".into(),
            }],
        }
    }

    #[test]
    fn the_record_shows_all_that_the_law_wants_of_an_amendment() {
        let html = render(&sample::frame("Ellis Hargreaves: record"), "pupil/record.html", &view());
        let wanted = [
            "Tuesday 2 March, morning",
            "rb-mark--unknown\">N<",
            "rb-mark--authorised\">I<",
            "Dawn rang: ill since Sunday evening",
            "Wednesday 3 March 2027, 10:02",
            "Sandra Kaye",
            "school office",
        ];
        let missing: Vec<&str> = wanted.into_iter().filter(|text| !html.contains(text)).collect();
        assert_eq!(missing, [""; 0]);
    }

    #[test]
    fn a_protected_address_is_said_to_be_protected_and_not_shown() {
        let html = render(&sample::frame("Ellis Hargreaves: record"), "pupil/record.html", &view());
        assert!(html.contains("<span class=\"rb-protected\">Address protected</span>"));
    }

    #[test]
    fn a_record_without_amendments_says_so() {
        let view = RecordPage {
            amendments: Vec::new(),
            cohorts: Vec::new(),
            contacts: Vec::new(),
            contacts_hidden: "Contacts are shown to the office and to those who lead cases.".into(),
            ..view()
        };
        let html = render(&sample::frame("Ellis Hargreaves: record, empty"), "pupil/record.html", &view);
        assert!(html.contains("No mark of Ellis was amended."));
        assert!(html.contains("Contacts are shown to the office"));
    }
}
