//! A request for leave and what came of it, in words.

use domain::{Date, code::CodeTable};
use service::leave::{Answer, Asked, words_of};

use crate::{pages::leave::RequestRow, status::Status, words};

/// What its family reads.
pub(super) fn row(codes: &CodeTable, child: &str, asked: &Asked) -> RequestRow {
    let what = format!("{child}: {}", days(asked.first.zip(asked.last)));
    RequestRow { what, status: status(asked), means: means(codes, asked) }
}

/// `Monday 7 December 2026 to Friday 11 December 2026`; one day stands once.
pub(super) fn days(days: Option<(Date, Date)>) -> String {
    match days {
        None => String::from("days that cannot be read"),
        Some((first, last)) if first == last => words::full_day(first),
        Some((first, last)) => format!("{} to {}", words::full_day(first), words::full_day(last)),
    }
}

pub(super) fn status(asked: &Asked) -> Status {
    match &asked.answer {
        Answer::Waits => Status::wait("Waits for the headteacher"),
        Answer::AskedAnew => Status::wait("Another request took its place"),
        Answer::Decided { granted: None, .. } => Status::done("Refused"),
        Answer::Decided { granted: Some((first, last, _)), .. } => {
            let is_all = asked.first == Some(*first) && asked.last == Some(*last);
            Status::done(if is_all { "Granted" } else { "Granted for some of the days" })
        }
    }
}

/// What the register says of the days that were asked for.
pub(super) fn means(codes: &CodeTable, asked: &Asked) -> Vec<String> {
    let Answer::Decided { on, granted, otherwise } = &asked.answer else { return Vec::new() };
    let called = |letters: &str| format!("code {letters}, {}", words_of(codes, letters, *on));
    let mut means = Vec::new();
    if let Some((first, last, code)) = granted {
        means.push(format!("{}: the register expects {}.", days(Some((*first, *last))), called(code)));
    }
    let is_all = granted.as_ref().is_some_and(|(first, last, _)| {
        asked.first.is_some_and(|asked| *first <= asked) && asked.last.is_some_and(|asked| asked <= *last)
    });
    if !is_all && !otherwise.is_empty() {
        let which = if granted.is_some() { "On the other days" } else { "On these days" };
        means.push(format!("{which} an absence without another reason is not agreed ({}).", called(otherwise)));
    }
    means
}
