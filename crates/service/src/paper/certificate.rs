//! A certificate of attendance: what the register says of one pupil in one period, with the name of the head who signs it.
//! A certificate that a head signed is evidence of what it says (Education Act 1996, section 566).

use documents::{
    letter::{Block, LetterError},
    receipt::Receipt,
};
use domain::{
    Date,
    code::CodeTable,
    id::PupilId,
    permission::{Actor, Permission, Role},
    pupil::Pupil,
    school::{Group, School},
    session::Half,
    tally::Tally,
};

use crate::{App, Error};

/// What a certificate says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// Of whom.
    pub pupil: Pupil,
    /// Their class on the last day.
    pub group: Group,
    /// Of which school.
    pub school: School,
    /// The first day of the period.
    pub first: Date,
    /// Its last day.
    pub last: Date,
    /// The sessions of the period.
    pub tally: Tally,
    /// How often each code stands, by its letters and its words.
    pub by_code: Vec<(String, String, u32)>,
    /// Each day that has a mark, oldest first.
    pub days: Vec<Day>,
    /// How many sessions of the period have no mark; a certificate says so.
    pub unmarked: usize,
    /// The number of the last entry of the register that it rests on.
    pub entry: i64,
    /// Who signs it.
    pub signed: Signed,
}

/// The marks of one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// The day.
    pub date: Date,
    /// The letters of the morning; empty for none.
    pub morning: String,
    /// The letters of the afternoon; empty for none.
    pub afternoon: String,
}

/// Who signs a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The head of the school, as the program knows them; empty when nobody has that post here.
    pub head: String,
    /// Who made it: name and position.
    pub made_by: String,
}

/// What the register says of a pupil between two days.
pub fn certificate(app: &App, by: &Actor, pupil: PupilId, first: Date, last: Date) -> Result<Certificate, Error> {
    if first > last {
        return Err(Error::Missing("give a first day that is not after the last day"));
    }
    if last > app.today() {
        return Err(Error::Missing("give a last day that has already been"));
    }
    let pupil = crate::pupil::seen(app, by, pupil, last)?;
    app.permit(by, Permission::MakeLetters, pupil.school)?;
    app.follow(pupil.school)?;
    let school = app.school(pupil.school)?.clone();
    let (group, people) = app.store.read::<_, Error>(|tx| {
        let group = store::group::find(tx, pupil.group)?.ok_or(Error::NotFound("class"))?;
        Ok((group, store::person::list(tx, Some(school.id), 500)?))
    })?;
    let head = people.into_iter().find(|person| person.actor.role == Role::Headteacher);
    let view = app.view(school.id);
    let roll = view.roll()?;
    let sheet = roll.sheet_or_blank(pupil.id).between(first, last);
    let codes = app.codes();
    let mut days: Vec<Day> = Vec::new();
    for (session, code) in sheet.marked() {
        if days.last().is_none_or(|day| day.date != session.date) {
            days.push(Day { date: session.date, morning: String::new(), afternoon: String::new() });
        }
        if let Some(day) = days.last_mut() {
            let letters = codes.letters(code).to_owned();
            match session.half {
                Half::Morning => day.morning = letters,
                Half::Afternoon => day.afternoon = letters,
            }
        }
    }
    let enrolled = first.max(pupil.enrolled_from);
    let expected = roll.calendar().between(enrolled, last).len() * Half::BOTH.len();
    let marked = sheet.marked().filter(|(session, _)| session.date >= enrolled).count();
    Ok(Certificate {
        tally: sheet.tally(),
        by_code: by_code(codes, &sheet.by_code()),
        unmarked: expected.saturating_sub(marked),
        entry: roll.last_entry(),
        signed: Signed {
            head: head.map(|person| person.actor.name).unwrap_or_default(),
            made_by: format!("{}, {}", by.name, by.role.words()),
        },
        pupil,
        group,
        school,
        first,
        last,
        days,
    })
}

fn by_code(codes: &CodeTable, counted: &[(domain::code::Code, u32)]) -> Vec<(String, String, u32)> {
    let words = |code| codes.entry(code).map(|entry| entry.description.clone()).unwrap_or_default();
    counted.iter().map(|&(code, count)| (codes.letters(code).to_owned(), words(code), count)).collect()
}

/// The certificate as the file that is printed and signed.
pub fn document(certificate: &Certificate, today: Date) -> Result<Vec<u8>, LetterError> {
    let line = |key: &str, value: String| (key.to_owned(), value);
    let day = |date: Date| date.strftime("%-d %B %Y").to_string();
    let pupil = &certificate.pupil;
    let paper = Receipt {
        title: String::from("Certificate of attendance"),
        particulars: vec![
            line("Pupil", format!("{}, born {}, UPN {}", pupil.name(), day(pupil.born), pupil.upn)),
            line("School", format!("{}, URN {}", certificate.school.name, certificate.school.urn)),
            line("Class", certificate.group.name.clone()),
            line("Period", format!("{} to {}", day(certificate.first), day(certificate.last))),
            line("On the roll since", day(pupil.enrolled_from)),
        ],
        date: today,
        body: body(certificate),
        fingerprint: format!("entry {} of the register of {}", certificate.entry, certificate.school.urn),
    };
    documents::receipt::pdf(&paper)
}

fn body(certificate: &Certificate) -> Vec<Block> {
    let tally = certificate.tally;
    let cells = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
    let counts = [
        ("Possible sessions", tally.possible()),
        ("Sessions attended", tally.attended),
        ("Absent with authority", tally.authorised),
        ("Absent without authority", tally.unauthorised),
    ];
    let mut body = vec![Block::Paragraph(format!(
        "I certify that the attendance register of {} has the following marks for the pupil named above in the period named \
         above, as it stands at entry {}.",
        certificate.school.name, certificate.entry
    ))];
    if certificate.unmarked > 0 {
        body.push(Block::Paragraph(format!(
            "{} of the sessions in this period have no mark in the register.",
            certificate.unmarked
        )));
    }
    body.push(Block::Table {
        caption: String::from("Sessions"),
        header: cells(["What is counted", "How many"]),
        rows: counts.iter().map(|(what, count)| vec![(*what).to_owned(), count.to_string()]).collect(),
    });
    body.push(Block::Table {
        caption: String::from("By code"),
        header: ["Code", "What it means", "Sessions"].map(str::to_owned).to_vec(),
        rows: certificate
            .by_code
            .iter()
            .map(|(letters, words, count)| vec![letters.clone(), words.clone(), count.to_string()])
            .collect(),
    });
    body.push(Block::Table {
        caption: String::from("Every day with a mark"),
        header: ["Day", "Morning", "Afternoon"].map(str::to_owned).to_vec(),
        rows: certificate
            .days
            .iter()
            .map(|day| {
                let date = day.date.strftime("%A %-d %B %Y").to_string();
                vec![date, day.morning.clone(), day.afternoon.clone()]
            })
            .collect(),
    });
    let head = if certificate.signed.head.is_empty() { "______________________" } else { &certificate.signed.head };
    body.push(Block::Paragraph(String::from("Signed: ______________________________   Date: ____________________")));
    body.push(Block::Paragraph(format!("{head}, headteacher. Made by {}.", certificate.signed.made_by)));
    body
}
