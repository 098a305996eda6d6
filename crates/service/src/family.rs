//! Pages for families: what the handbooks in use say to parents. Anybody may read them.

use domain::rule::{Page, Rules};
use pack::Pack;

use crate::{App, Error};

/// To whom a page is shown that everybody may find.
const PARENTS: &str = "parents";

/// The handbooks that schools here follow and that say something to parents, by name.
pub fn packs(app: &App) -> Vec<&Pack> {
    let mut slugs: Vec<&str> = app.schools().map(|school| school.pack.as_str()).collect();
    slugs.sort_unstable();
    slugs.dedup();
    let mut packs: Vec<&Pack> = slugs.into_iter().filter_map(|slug| app.packs().packs.get(slug)).collect();
    packs.retain(|pack| app.packs().rules(&pack.head.slug).is_ok_and(|rules| pages_of(app, rules).next().is_some()));
    packs.sort_by_key(|pack| pack.head.name.clone());
    packs
}

/// The pages that a handbook and those below it show to parents, the nearest handbook's first.
pub fn pages<'a>(app: &'a App, pack: &str) -> Result<(&'a Pack, Vec<&'a Page>), Error> {
    let rules = app.packs().rules(pack).map_err(|_| Error::NotFound("handbook"))?;
    let own = app.packs().packs.get(pack).ok_or(Error::NotFound("handbook"))?;
    let mut pages: Vec<&Page> = pages_of(app, rules).collect();
    pages.sort_by_key(|page| page.head.pack != pack);
    Ok((own, pages))
}

/// One of them.
pub fn page<'a>(app: &'a App, pack: &str, slug: &str) -> Result<(&'a Pack, &'a Page), Error> {
    let (own, pages) = pages(app, pack)?;
    let page = pages
        .into_iter()
        .find(|page| page.head.answers_to(pack, slug) || page.head.slug == slug)
        .ok_or(Error::NotFound("page"))?;
    Ok((own, page))
}

fn pages_of<'a>(app: &'a App, rules: &'a Rules) -> impl Iterator<Item = &'a Page> {
    let day = app.today();
    let shown = move |page: &&Page| page.head.is_in_force(day) && page.shown_to.iter().any(|to| to == PARENTS);
    rules.pages.iter().filter(shown)
}
