//! The chronology of a pupil's case: events, letters and amendments in one column.

use axum::{extract::Path, response::Response};
use domain::{
    case::{Done, Event},
    id::PupilId,
    log,
};
use jiff::Timestamp;
use service::App;

use super::{event, header::header, id, known::Known};
use crate::{
    chart::span::span,
    error::Problem,
    form::Fields,
    frame::Section,
    handlers::Visit,
    link::{Filter, Link},
    pages::pupil::{
        Tab,
        case::{CasePage, Entry, Filled},
    },
    reader::Reader,
    urls, words,
};

/// The kinds of events, as the address names them and as the page does.
const KINDS: [(&str, &str); 4] =
    [("calls", "Calls"), ("steps", "Steps and decisions"), ("letters", "Letters"), ("amendments", "Amendments")];

struct Dated {
    at: Timestamp,
    kind: &'static str,
    entry: Entry,
}

pub(super) async fn page(visit: Visit, Path(pupil): Path<String>, fields: Fields) -> Response {
    visit.answer(move |app, reader| show(app, reader, id(&pupil)?, fields.text("kind"))).await
}

fn show(app: &App, reader: &Reader, pupil: PupilId, kind: &str) -> Result<Response, Problem> {
    let known = Known::load(app, reader, pupil)?;
    let mut all: Vec<Dated> = known.record.history.iter().map(|one| of_event(&known, one)).collect();
    all.extend(known.record.amendments.iter().map(|entry| of_amendment(app, pupil, entry)));
    all.sort_by_key(|dated| std::cmp::Reverse(dated.at));
    let filters = filters(pupil, kind, &all);
    let is_shown = |dated: &Dated| KINDS.iter().all(|(known, _)| *known != kind) || dated.kind == kind;
    let page = CasePage {
        header: header(app, reader, &known, Tab::Case)?,
        filters,
        entries: all.into_iter().filter(is_shown).map(|dated| dated.entry).collect(),
    };
    let title = format!("{}: case", known.pupil().name());
    Ok(reader.show(&reader.frame(&title, Some(Section::Pupils)).wide(), "pupil/case.html", page))
}

fn filters(pupil: PupilId, current: &str, all: &[Dated]) -> Vec<Filter> {
    if all.is_empty() {
        return Vec::new();
    }
    let is_current = |kind: &str| kind == current;
    let everything = Filter {
        text: format!("Everything, {}", all.len()),
        href: urls::case(pupil),
        is_current: !KINDS.iter().any(|(kind, _)| is_current(kind)),
    };
    let of_kind = |(kind, words): (&str, &str)| Filter {
        text: format!("{words}, {}", all.iter().filter(|dated| dated.kind == kind).count()),
        href: urls::case_showing(pupil, kind),
        is_current: is_current(kind),
    };
    std::iter::once(everything).chain(KINDS.map(of_kind)).collect()
}

fn dated(at: Timestamp, kind: &'static str, entry: Entry) -> Dated {
    let local = domain::clock::local(at);
    let entry = Entry { day: words::full_day(local.date()), time: words::time(local.time()), ..entry };
    Dated { at, kind, entry }
}

fn of_event(known: &Known<'_>, event: &Event) -> Dated {
    let (kind, links) = match &event.done {
        Done::Contacted { about, .. } => {
            ("calls", vec![Link::new(words::session(*about), urls::mark(event.pupil, *about))])
        }
        Done::LetterMade { document, .. } => {
            let is_kept = known.record.documents.iter().any(|kept| kept.id == *document);
            let links = is_kept.then(|| Link::new("Read the letter", urls::document(*document)));
            ("letters", links.into_iter().collect())
        }
        _ => ("steps", Vec::new()),
    };
    let entry = Entry {
        day: String::new(),
        time: String::new(),
        what: event::what(known, event),
        note: event.note.clone(),
        filled: event::filled(event).into_iter().map(|(name, value)| Filled { name, value }).collect(),
        by: event::who(&event.by),
        links,
    };
    dated(event.at, kind, entry)
}

fn of_amendment(app: &App, pupil: PupilId, amendment: &log::Entry) -> Dated {
    let letters = |code| app.codes().letters(code);
    let alike = amendment.what.marks.chunk_by(|one, next| (one.was, one.code) == (next.was, next.code));
    let changes = alike.map(|marks| {
        let (first, last) = (&marks[0], &marks[marks.len() - 1]);
        let was = first.was.map_or("no mark", letters);
        format!("{}, from {was} to {}", span(first.session, last.session), letters(first.code))
    });
    let changes: Vec<String> = changes.collect();
    let sessions = amendment.what.marks.iter().map(|mark| mark.session);
    let links = sessions.take(1).map(|session| Link::new("History of the mark", urls::mark(pupil, session)));
    let entry = Entry {
        day: String::new(),
        time: String::new(),
        what: format!("{}: {}", words::sentence(amendment.what.act.word()), changes.join("; ")),
        note: amendment.what.reason.clone(),
        filled: Vec::new(),
        by: event::who(&amendment.what.by),
        links: links.collect(),
    };
    dated(amendment.what.at, "amendments", entry)
}
