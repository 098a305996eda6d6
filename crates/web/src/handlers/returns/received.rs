//! What the schools sent to the authority and nobody has answered for, and what they have not sent in time: one table, and those
//! that wait longest. Schools with nothing due are left out.

use axum::response::Response;
use documents::table::{Cell, Column, Kind};
use domain::clock;
use service::{App, returns::Sent, today::SchoolLine};

use super::sent_row;
use crate::{
    error::Problem,
    form::Fields,
    frame::Section,
    handlers::Visit,
    link::Link,
    pages::{
        area::{Asked, Entry, Sortable, Sorted},
        returns::{ReceivedPage, Waiting},
    },
    reader::Reader,
    urls, words,
};

/// So many of those that wait longest stand on the page.
const SHOWN: usize = 50;

pub(super) async fn show(visit: Visit, fields: Fields) -> Response {
    visit.answer(move |app, reader| page(app, reader, &fields)).await
}

fn page(app: &App, reader: &Reader, fields: &Fields) -> Result<Response, Problem> {
    let mut all = service::today::of_authority(app, &reader.actor)?;
    all.retain(|one| one.returns_late > 0 || one.waiting > 0);
    all.sort_by_key(|one| std::cmp::Reverse((one.of.is_own, one.returns_late, one.waiting)));
    let late: usize = all.iter().map(|one| one.returns_late).sum();
    let waiting: usize = all.iter().map(|one| one.waiting).sum();
    let mut table = table(&all);
    let order = fields.text("order");
    table.sort(order);
    if !fields.text("file").is_empty() {
        return crate::table::file(&table.table(), fields.text("file"), "returns");
    }
    let address = |order: &str, page: usize| {
        let page = if page > 1 { format!("&page={page}") } else { String::new() };
        format!("{}?order={}{page}", urls::returns::of_authority(), urls::encode(order))
    };
    let part = fields.number("page").and_then(|page| usize::try_from(page).ok()).unwrap_or(1);
    let oldest = oldest(app, &all)?;
    let view = ReceivedPage {
        back: Some(Link::new("Schools", urls::authority())),
        table: Sorted::new(&table, &Asked { order, page: part, address: &address }),
        more: match waiting.saturating_sub(oldest.len()) {
            0 => String::new(),
            more => format!("{} more wait: open the school.", words::number(more as i64)),
        },
        waiting: oldest,
    };
    let as_of = format!(
        "{}: {} not answered, {} late. As of {}, {}.",
        app.authority,
        words::number(waiting as i64),
        words::number(late as i64),
        words::full_day(app.today()),
        words::time(app.time())
    );
    let frame = reader.frame("Returns of the schools", Some(Section::Authority)).wide().as_of(as_of);
    Ok(reader.show(&frame, "returns/received.html", view))
}

fn table(all: &[SchoolLine]) -> Sortable {
    let column = |heading: &str, kind: Kind| Column { heading: heading.into(), kind };
    Sortable {
        title: "Schools with returns that are late or wait for an answer".into(),
        columns: vec![
            column("School", Kind::Text),
            column("Late", Kind::Number),
            column("Not answered", Kind::Number),
            column("Oldest since", Kind::Date),
            column("Yours", Kind::Text),
        ],
        rows: all.iter().map(row).collect(),
        notes: vec!["Schools with nothing due are left out.".into()],
    }
}

fn row(one: &SchoolLine) -> Vec<Entry> {
    let school = &one.of.school;
    let oldest = one.of.known.digest().and_then(|digest| digest.oldest.first());
    vec![
        Entry::link(Cell::Text(school.name.clone()), urls::returns::of_school(school.id)),
        Entry::of(Cell::Number(one.returns_late as i64)),
        Entry::of(Cell::Number(one.waiting as i64)),
        Entry::of(oldest.map_or(Cell::Empty, |sent| Cell::Date(clock::local(sent.event.at).date()))),
        Entry::of(Cell::Text(if one.of.is_own { "yes".into() } else { String::new() })),
    ]
}

/// Those that wait longest, the reader's own schools first.
fn oldest(app: &App, all: &[SchoolLine]) -> Result<Vec<Waiting>, Problem> {
    let digests = all.iter().filter_map(|one| one.of.known.digest().map(|digest| (one.of.is_own, digest)));
    let mut oldest: Vec<(bool, &Sent)> =
        digests.flat_map(|(is_own, digest)| digest.oldest.iter().map(move |sent| (!is_own, sent))).collect();
    oldest.sort_by_key(|(is_others, sent)| (*is_others, sent.event.at, sent.event.pupil));
    let waiting = |(_, sent): (bool, &Sent)| {
        let school = app.school(sent.school)?;
        let school = Link::new(&school.name, urls::returns::of_school(school.id));
        Ok(Waiting { school, sent: sent_row(sent) })
    };
    oldest.into_iter().take(SHOWN).map(waiting).collect()
}
