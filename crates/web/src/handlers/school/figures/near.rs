//! Who is near persistent absence, on the page of a school.

use service::school::{near::NearPersistent, scope::Scope};

use super::Shown;
use crate::{
    error::Problem,
    handlers::school::absence::{self, linked::LinkedTable},
    link::Link,
    pages::school::{NearView, small::Reader as Eyes},
    urls,
};

/// So many of the nearest stand on the page; the rest is a link away.
const NEAREST: usize = 10;

/// They, for a reader who sees names.
pub(super) fn found(shown: &Shown<'_>) -> Result<Option<(NearPersistent, LinkedTable)>, Problem> {
    if shown.eyes == Eyes::Governor {
        return Ok(None);
    }
    let scope = Scope::to(shown.figures.to);
    let found = service::school::near::near_persistent(shown.app, shown.actor, shown.school(), &scope)?;
    let table = absence::near::table(shown.app, shown.school(), &scope, &found);
    Ok(Some((found, table)))
}

pub(super) fn view(shown: &Shown<'_>, found: &NearPersistent, table: &LinkedTable, address: &str) -> NearView {
    let query = shown.kept.map(|day| format!("?to={day}")).unwrap_or_default();
    NearView {
        words: absence::near::how_many(found),
        table: (!found.children.is_empty()).then(|| table.first(NEAREST, address)),
        more: Link::new("All of them, by class, year or cohort", urls::absence::near(shown.school(), &query)),
        definitions: absence::definitions(&absence::near::DEFINITIONS),
    }
}
