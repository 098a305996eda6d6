//! The authority's area: where to focus, and which schools need its people.

mod focus;
mod work;

use axum::{Router, response::Response, routing::get};

use super::{Visit, Web};
use crate::{
    error::Problem,
    form::Fields,
    frame::Section,
    link::{Filter, Link},
    pages::area::{AreaPage, Asked, Sortable, Sorted},
    reader::Reader,
    urls,
};

pub(super) fn routes() -> Router<Web> {
    Router::new().route("/authority/focus", get(focus)).route("/authority/work", get(work))
}

async fn focus(visit: Visit, fields: Fields) -> Response {
    visit.answer(move |app, reader| focus::page(app, reader, &fields)).await
}

async fn work(visit: Visit, fields: Fields) -> Response {
    visit.answer(move |app, reader| work::page(app, reader, &fields)).await
}

/// A page with one table that sorts.
pub(super) struct OneTable {
    pub(super) title: &'static str,
    pub(super) section: Section,
    pub(super) back: Option<Link>,
    /// The name of its files.
    pub(super) name: &'static str,
    /// Its address without the order; it may have a query.
    pub(super) address: String,
    pub(super) table: Sortable,
    pub(super) as_of: String,
    pub(super) filters: Vec<Filter>,
    pub(super) state: String,
    pub(super) empty: &'static str,
    pub(super) links: Vec<Link>,
}

impl OneTable {
    /// The page in the order that is asked for, or the file.
    pub(super) fn answer(mut self, reader: &Reader, fields: &Fields) -> Result<Response, Problem> {
        let order = fields.text("order");
        self.table.sort(order);
        if !fields.text("file").is_empty() {
            return crate::table::file(&self.table.table(), fields.text("file"), self.name);
        }
        let joint = if self.address.contains('?') { '&' } else { '?' };
        let address = |order: &str, page: usize| {
            let page = if page > 1 { format!("&page={page}") } else { String::new() };
            format!("{}{joint}order={}{page}", self.address, urls::encode(order))
        };
        let page = fields.number("page").and_then(|page| usize::try_from(page).ok()).unwrap_or(1);
        let view = AreaPage {
            back: self.back,
            filters: self.filters,
            state: self.state,
            table: Sorted::new(&self.table, &Asked { order, page, address: &address }),
            empty: self.empty.into(),
            links: self.links,
        };
        let frame = reader.frame(self.title, Some(self.section)).wide().as_of(self.as_of);
        Ok(reader.show(&frame, "area/area.html", view))
    }
}
