//! Writing a return.

use domain::code::CodeTable;

use super::{Part, Returned, Sessions, returned};
use crate::xml::element;

/// Writes the pupils in their order. Counts of codes that a return does not have, and counts of 0, are left out; the characters
/// that XML cannot hold are left out of names.
pub fn write(pupils: &[Returned], codes: &CodeTable) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Pupils>\n");
    for pupil in pupils {
        identifiers(&mut xml, pupil);
        attendance(&mut xml, pupil, codes);
    }
    xml.push_str("</Pupils>\n");
    xml
}

fn identifiers(xml: &mut String, pupil: &Returned) {
    xml.push_str("  <Pupil>\n    <PupilIdentifiers>\n");
    element(xml, 6, "UPN", pupil.upn.as_str());
    element(xml, 6, "Surname", &pupil.surname);
    element(xml, 6, "Forename", &pupil.forename);
    element(xml, 6, "Sex", &pupil.sex.to_string());
    element(xml, 6, "DOB", &pupil.born.to_string());
    xml.push_str("    </PupilIdentifiers>\n");
}

fn attendance(xml: &mut String, pupil: &Returned, codes: &CodeTable) {
    xml.push_str("    <Attendance>\n");
    for part in Part::BOTH {
        if let Some(sessions) = pupil.sessions(part) {
            part_of(xml, part.element(), sessions, codes);
        }
    }
    xml.push_str("    </Attendance>\n  </Pupil>\n");
}

fn part_of(xml: &mut String, name: &str, sessions: &Sessions, codes: &CodeTable) {
    xml.push_str(&format!("      <{name}>\n"));
    element(xml, 8, "SessionsPossible", &sessions.possible.to_string());
    xml.push_str("        <SessionDetails>\n");
    for (code, count) in returned(&sessions.counts, codes) {
        xml.push_str("          <SessionDetail>\n");
        element(xml, 12, "AttendanceReason", codes.letters(code));
        element(xml, 12, "AbsenceSessions", &count.to_string());
        xml.push_str("          </SessionDetail>\n");
    }
    xml.push_str(&format!("        </SessionDetails>\n      </{name}>\n"));
}
