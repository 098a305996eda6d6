//! Pages for families: what the handbooks in use say to parents. Anybody reads them, signed in or not.

use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::rule::Page;

use super::{Visit, Web};
use crate::{
    error::Problem,
    frame::Frame,
    link::Link,
    pages::family::{self, FamilyPage, ForParents, Handbook, Paragraph},
    templates, urls,
};

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/for-parents", get(all))
        .route("/for-parents/{pack}", get(list))
        .route("/for-parents/{pack}/{slug}", get(page))
}

/// The page in the reader's own frame where there is a reader.
fn answer(
    web: &Web,
    visit: Result<Visit, Problem>,
    title: &str,
    make: impl FnOnce(&Frame) -> Result<axum::response::Html<String>, templates::PageError>,
) -> Response {
    let frame = match visit {
        Ok(visit) => visit.reader.frame(title, None),
        Err(_) => Frame { is_demo: web.app.is_demo, ..Frame::signed_out(title) },
    };
    make(&frame).map_or_else(|error| Problem::from(error).into_response(), IntoResponse::into_response)
}

async fn all(State(web): State<Web>, visit: Result<Visit, Problem>) -> Response {
    let packs = service::family::packs(&web.app);
    let handbooks = packs.iter().filter_map(|pack| handbook(&web, &pack.head.slug).ok()).collect();
    let view = ForParents { back: None, handbooks };
    answer(&web, visit, "For parents and carers", |frame| templates::page(frame, "family/list.html", view))
}

async fn list(State(web): State<Web>, Path(pack): Path<String>, visit: Result<Visit, Problem>) -> Response {
    let handbook = match handbook(&web, &pack) {
        Ok(handbook) => handbook,
        Err(problem) => return problem.into_response(),
    };
    let title = format!("For parents and carers: {}", handbook.name);
    let back = Some(Link::new("For parents and carers", urls::for_parents()));
    let view = ForParents { back, handbooks: vec![handbook] };
    answer(&web, visit, &title, |frame| templates::page(frame, "family/list.html", view))
}

fn handbook(web: &Web, pack: &str) -> Result<Handbook, Problem> {
    let (own, pages) = service::family::pages(&web.app, pack)?;
    let link = |page: &&Page| Link::new(&page.head.name, urls::for_parents_page(pack, &page.head.slug));
    Ok(Handbook { id: own.head.slug.clone(), name: own.head.name.clone(), pages: pages.iter().map(link).collect() })
}

async fn page(
    State(web): State<Web>,
    Path((pack, slug)): Path<(String, String)>,
    visit: Result<Visit, Problem>,
) -> Response {
    let (own, page) = match service::family::page(&web.app, &pack, &slug) {
        Ok(found) => found,
        Err(error) => return Problem::from(error).into_response(),
    };
    let source = web.app.packs().packs.get(&page.head.pack).map_or(&own.head, |pack| &pack.head);
    let view = FamilyPage {
        back: Link::new("All pages for parents and carers", urls::for_parents_of(&pack)),
        paragraphs: page.text.iter().flat_map(|text| family::paragraphs(text)).collect::<Vec<Paragraph>>(),
        source: if source.document.is_empty() { source.name.clone() } else { source.document.clone() },
    };
    answer(&web, visit, &page.head.name, |frame| templates::page(frame, "family/page.html", view))
}
