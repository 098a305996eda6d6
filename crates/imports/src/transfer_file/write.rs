//! Writing a transfer file.

use super::{Attended, Contact, DOCUMENT, Header, Pupil, TransferFile, YearData};
use crate::xml::element;

/// Writes the file, the pupils in their order. The characters that XML cannot hold are left out of names.
pub fn write(file: &TransferFile) -> String {
    let mut to = Writer { xml: String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"), depth: 0 };
    to.within("CTfile", |to| {
        header(to, &file.header);
        to.within("CTFpupilData", |to| file.pupils.iter().for_each(|one| pupil(to, one)));
    });
    to.xml
}

/// The text so far, and how deep within it the next element stands.
struct Writer {
    xml: String,
    depth: usize,
}

impl Writer {
    fn line(&mut self, text: &str) {
        self.xml.extend(std::iter::repeat_n(' ', self.depth * 2));
        self.xml.push_str(text);
        self.xml.push('\n');
    }

    fn within(&mut self, name: &str, fill: impl FnOnce(&mut Writer)) {
        self.line(&format!("<{name}>"));
        self.depth += 1;
        fill(self);
        self.depth -= 1;
        self.line(&format!("</{name}>"));
    }

    fn say(&mut self, name: &str, text: impl ToString) {
        element(&mut self.xml, self.depth * 2, name, &text.to_string());
    }

    /// Says nothing where there is nothing to say.
    fn say_if(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.say(name, text);
        }
    }
}

fn header(to: &mut Writer, header: &Header) {
    to.within("Header", |to| {
        to.say("DocumentName", DOCUMENT);
        to.say("CTFversion", &header.version);
        to.say("DateTime", header.at.strftime("%Y-%m-%dT%H:%M:%S"));
        to.say("DocumentQualifier", &header.qualifier);
        to.say("SupplierID", &header.supplier);
        to.within("SourceSchool", |to| {
            to.say("LEA", header.source.authority());
            to.say("Estab", header.source.establishment());
            to.say("SchoolName", &header.source_name);
            to.say("AcademicYear", header.year);
        });
        to.within("DestSchool", |to| {
            to.say("LEA", header.destination.authority());
            to.say("Estab", header.destination.establishment());
        });
    });
}

fn pupil(to: &mut Writer, pupil: &Pupil) {
    to.within("Pupil", |to| {
        to.say("UPN", pupil.upn);
        to.say("Surname", &pupil.surname);
        to.say("Forename", &pupil.forename);
        to.say("DOB", pupil.born);
        to.say("Sex", pupil.sex);
        to.within("BasicDetails", |to| {
            to.say_if("FormerUPN", &pupil.former_upn);
            to.say_if("PreferredForename", &pupil.called);
            to.say_if("MiddleNames", &pupil.middle_names);
            to.say_if("NCyearActual", &pupil.year_group);
        });
        address(to, &pupil.address);
        if !pupil.contacts.is_empty() {
            to.within("Contacts", |to| pupil.contacts.iter().for_each(|one| contact(to, one)));
        }
        if !pupil.years.is_empty() {
            to.within("Attendance", |to| pupil.years.iter().for_each(|one| year(to, one)));
        }
        if !pupil.history.is_empty() {
            to.within("SchoolHistory", |to| pupil.history.iter().for_each(|one| attended(to, one)));
        }
    });
}

fn address(to: &mut Writer, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    to.within("Address", |to| {
        to.within("AddressLines", |to| {
            for (number, line) in (1..).zip(lines) {
                to.say(&format!("AddressLine{number}"), line);
            }
        });
    });
}

fn contact(to: &mut Writer, contact: &Contact) {
    to.within("Contact", |to| {
        to.say("Order", contact.order);
        to.say("Surname", &contact.surname);
        to.say_if("Forename", &contact.forename);
        to.say_if("Relationship", &contact.relationship);
        to.say("Responsibility", contact.is_parent);
        address(to, &contact.address);
        if !contact.phone.is_empty() {
            to.within("Phones", |to| to.within("Phone", |to| to.say("PhoneNo", &contact.phone)));
        }
        to.say_if("Email", &contact.email);
    });
}

fn year(to: &mut Writer, data: &YearData) {
    to.within("YearData", |to| {
        to.say("Year", data.year);
        to.say("LEA", data.school.authority());
        to.say("Estab", data.school.establishment());
        to.say("SchoolName", &data.name);
        to.say("SessionsPossible", data.tally.possible());
        to.say("SessionsAuthorised", data.tally.authorised);
        to.say("SessionsAttended", data.tally.attended);
        to.say("SessionsUnauthorised", data.tally.unauthorised);
    });
}

fn attended(to: &mut Writer, attended: &Attended) {
    to.within("School", |to| {
        if let Some(school) = &attended.school {
            to.say("LEA", school.authority());
            to.say("Estab", school.establishment());
        }
        to.say("SchoolName", &attended.name);
        if let Some(day) = attended.from {
            to.say("EntryDate", day);
        }
        if let Some(day) = attended.until {
            to.say("LeavingDate", day);
        }
    });
}
