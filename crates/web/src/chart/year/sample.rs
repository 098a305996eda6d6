//! The invented Ellis Hargreaves's year, for samples and tests.

use domain::{
    calendar::Calendar,
    code::{Class, Code, CodeEntry, CodeTable, Role},
    example,
    session::{Half, Session},
    sheet::Sheet,
};
use jiff::civil::date;

use super::{Source, Year, year};

/// What Ellis's marks other than present are: month, day, which halves, letters.
const MARKS: [(i8, i8, &str, &str); 26] = [
    (9, 14, "both", "I"),
    (9, 15, "both", "I"),
    (9, 28, "am", "L"),
    (10, 2, "both", "I"),
    (10, 12, "am", "L"),
    (10, 15, "both", "V"),
    (10, 19, "both", "I"),
    (10, 20, "am", "I"),
    (11, 2, "both", "O"),
    (11, 9, "am", "L"),
    (11, 16, "am", "L"),
    (11, 23, "both", "I"),
    (12, 7, "both", "I"),
    (12, 8, "both", "I"),
    (1, 4, "both", "O"),
    (1, 5, "am", "O"),
    (1, 11, "am", "L"),
    (1, 25, "both", "I"),
    (1, 29, "both", "Y1"),
    (2, 4, "pm", "M"),
    (2, 22, "both", "O"),
    (3, 1, "both", "I"),
    (3, 2, "both", "I"),
    (3, 4, "pm", "I"),
    (3, 8, "both", "O"),
    (3, 9, "both", "N"),
];

/// Everything that a [`Sheet`] borrows.
pub struct Ellis {
    /// The example's calendar.
    pub calendar: Calendar,
    /// The example's codes and a few more.
    pub codes: CodeTable,
    /// Every session of the year to 12 March.
    pub sessions: Vec<Session>,
    /// The mark of each.
    pub marks: Vec<u8>,
}

impl Default for Ellis {
    fn default() -> Ellis {
        let (calendar, codes) = (example::calendar(), codes());
        let days = calendar.between(date(2026, 9, 1), date(2027, 3, 12));
        let sessions: Vec<Session> =
            days.iter().flat_map(|&day| Half::BOTH.map(|half| Session::new(day, half))).collect();
        let marks = sessions.iter().map(|&session| mark(&codes, session)).collect();
        Ellis { calendar, codes, sessions, marks }
    }
}

impl Ellis {
    /// Ellis's marks.
    pub fn sheet(&self) -> Sheet<'_> {
        Sheet { sessions: &self.sessions, marks: &self.marks, codes: &self.codes, calendar: &self.calendar }
    }

    /// Ellis's year to the end of 12 March.
    pub fn year(&self) -> Year {
        let link = |first: Session, last: Session| format!("/pupils/4/sessions?from={}&to={}", first.date, last.date);
        let source = Source {
            whose: "Ellis",
            sheet: self.sheet(),
            until: Session::new(date(2027, 3, 12), Half::Afternoon),
            enrolled_from: date(2021, 9, 1),
            enrolled_until: None,
            link: &link,
        };
        year(&source).expect("the example's calendar has days in this year")
    }
}

fn mark(codes: &CodeTable, session: Session) -> u8 {
    let day = session.date;
    let covers = |halves: &str| halves == "both" || halves == session.half.short();
    let listed = MARKS.iter().find(|mark| (mark.0, mark.1) == (day.month(), day.day()) && covers(mark.2));
    let code = match listed {
        Some(&(.., letters)) => codes.find(letters, day),
        None => codes.present(session.half, day),
    };
    code.map_or(0, Code::number)
}

fn codes() -> CodeTable {
    let mut entries = example::codes().entries().to_vec();
    for entry in &mut entries {
        if entry.role == Role::Illness {
            entry.description = String::from("Illness");
        }
    }
    let more = [("V", Class::ApprovedActivity, "Educational visit"), ("M", Class::Authorised, "Medical appointment")];
    let last = [("Y1", Class::NotPossible, "Transport did not run")];
    for (number, (letters, class, description)) in (20..).zip(more.into_iter().chain(last)) {
        let other = entries.iter().find(|entry| entry.role == Role::Other).expect("the example has D and X").clone();
        entries.push(CodeEntry {
            code: Code::from_number(number).expect("counted from 20"),
            letters: letters.into(),
            description: description.into(),
            plain: description.into(),
            class,
            ..other
        });
    }
    CodeTable::new(entries).expect("written above without a repeated number or letter")
}
