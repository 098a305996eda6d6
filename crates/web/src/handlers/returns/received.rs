//! What the schools sent to the authority and nobody has answered for, and what they have not sent in time.

use axum::response::Response;
use service::{App, returns::Returns};

use super::sent_row;
use crate::{
    error::Problem,
    frame::Section,
    handlers::Visit,
    link::Link,
    pages::returns::{OfSchool, ReceivedPage},
    reader::Reader,
    status::Status,
    urls, words,
};

/// How many of a school stand on the page.
const SHOWN: usize = 25;

pub(super) async fn show(visit: Visit) -> Response {
    visit.answer(page).await
}

fn page(app: &App, reader: &Reader) -> Result<Response, Problem> {
    let mut all = service::returns::of_authority(app, &reader.actor)?;
    all.retain(|one| one.late() > 0 || one.unanswered().next().is_some());
    all.sort_by_key(|one| std::cmp::Reverse((one.late(), one.unanswered().count())));
    let late: usize = all.iter().map(Returns::late).sum();
    let waiting: usize = all.iter().map(|one| one.unanswered().count()).sum();
    let view = ReceivedPage {
        back: Some(Link::new("Schools", urls::authority())),
        schools: all.iter().map(|one| of_school(app, one)).collect::<Result<Vec<OfSchool>, Problem>>()?,
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

fn of_school(app: &App, one: &Returns) -> Result<OfSchool, Problem> {
    let waiting = one.unanswered().count();
    // The oldest waits longest.
    let mut oldest: Vec<_> = one.unanswered().collect();
    oldest.reverse();
    Ok(OfSchool {
        id: format!("school-{}", one.school),
        school: Link::new(&app.school(one.school)?.name, urls::returns::of_school(one.school)),
        late: match one.late() {
            0 => Status::done("Nothing is late"),
            late => Status::now(format!("{} late", words::number(late as i64))),
        },
        waiting: oldest.into_iter().take(SHOWN).map(sent_row).collect(),
        more: match waiting.saturating_sub(SHOWN) {
            0 => String::new(),
            more => format!("{} more wait: open the school.", words::number(more as i64)),
        },
    })
}
