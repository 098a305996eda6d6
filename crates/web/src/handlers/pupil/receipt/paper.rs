//! A receipt as a file to print and to hand over: the words of its page, with every session that it counts.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use documents::{letter::Block, receipt::Receipt as Paper};
use domain::session::Half;
use service::{App, receipt::Derived};

use crate::{error::Problem, pages::receipt::Receipt, words};

/// The bytes. The name of the file says of which day it is, never about whom.
pub(super) fn answer(app: &App, derived: &Derived, title: String, page: &Receipt) -> Result<Response, Problem> {
    let paper = Paper {
        title,
        particulars: particulars(app, derived)?,
        date: app.today(),
        body: body(app, derived, page)?,
        fingerprint: page.fingerprint.clone(),
    };
    let pdf = documents::receipt::pdf(&paper).map_err(service::Error::from)?;
    let name = format!("inline; filename=\"receipt-{}-{}.pdf\"", derived.explained.receipt.day, derived.fingerprint);
    let headers = [(header::CONTENT_TYPE, String::from("application/pdf")), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, pdf).into_response())
}

fn particulars(app: &App, derived: &Derived) -> Result<Vec<(String, String)>, Problem> {
    let (pupil, receipt) = (&derived.pupil, &derived.explained.receipt);
    let pack = &derived.source;
    let edition = if pack.edition.is_empty() { String::new() } else { format!(", edition {}", pack.edition) };
    let line = |key: &str, value: String| (key.to_owned(), value);
    Ok(vec![
        line("Pupil", format!("{}, {}, UPN {}", pupil.name(), derived.group.name, pupil.upn)),
        line("School", app.school(pupil.school)?.name.clone()),
        line("Decided for", words::full_day(receipt.day)),
        line("Handbook", format!("{}{edition}", pack.name)),
    ])
}

fn body(app: &App, derived: &Derived, page: &Receipt) -> Result<Vec<Block>, Problem> {
    let heading = |text: &str| Block::Heading(text.to_owned());
    let sentence: String = page.sentence.iter().map(|words| words.text.as_str()).collect();
    let mut body = vec![Block::Paragraph(sentence), heading("What the handbook says")];
    body.extend(page.says.iter().cloned().map(Block::Paragraph));
    body.push(Block::Paragraph(format!("{} “{}”.", page.source, page.heading)));
    if !page.conditions.is_empty() {
        let row = |one: &crate::pages::receipt::Condition| vec![one.asked.clone(), one.found.clone(), one.holds.into()];
        body.push(table(
            "What it asks, and what was found",
            &["The handbook asks whether", "Found", "Holds"],
            page.conditions.iter().map(row).collect(),
        ));
    }
    if !page.readings.is_empty() {
        body.push(heading("Where the handbook is unclear, we read it so"));
        let reading = |one: &crate::pages::receipt::Reading| format!("{}. {} {}.", one.title, one.text, one.link.text);
        body.push(Block::List(page.readings.iter().map(reading).collect()));
    }
    if !page.sum.is_empty() {
        body.push(heading("The days, and the sum"));
        body.push(table(
            "The sum",
            &["What is counted", "How many"],
            page.sum.iter().map(|line| vec![line.label.clone(), line.value.clone()]).collect(),
        ));
    }
    body.extend(sessions(app, derived)?);
    body.push(heading("Who"));
    body.push(Block::List(page.who.iter().map(|said| format!("{}: {}", said.key, said.value)).collect()));
    Ok(body)
}

/// Every session missed that is counted: its day, its half and its code, oldest first.
fn sessions(app: &App, derived: &Derived) -> Result<Option<Block>, Problem> {
    let receipt = &derived.explained.receipt;
    if !derived.explained.counts_absence {
        return Ok(None);
    }
    let view = app.view(derived.pupil.school);
    let sheet = view.roll()?.sheet_or_blank(derived.pupil.id).between(receipt.from, receipt.day);
    let row = |(session, code): (domain::session::Session, domain::code::Code)| {
        let half = if session.half == Half::Morning { "morning" } else { "afternoon" };
        let plain = sheet.codes.entry(code).map_or_else(String::new, |entry| entry.plain.clone());
        vec![words::full_day(session.date), half.to_owned(), sheet.codes.letters(code).to_owned(), plain]
    };
    let rows: Vec<Vec<String>> = sheet.absences().map(row).collect();
    let header = ["Day", "Half", "Code", "In words"];
    Ok((!rows.is_empty()).then(|| table("Every session missed that is counted", &header, rows)))
}

fn table(caption: &str, header: &[&str], rows: Vec<Vec<String>>) -> Block {
    Block::Table { caption: caption.into(), header: header.iter().map(|&cell| cell.to_owned()).collect(), rows }
}
