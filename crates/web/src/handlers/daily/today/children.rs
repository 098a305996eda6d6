//! What the handbook makes due, one row a child with all of their tasks.

use domain::id::PupilId;
use service::today::Due;

use super::{
    Listing,
    choosing::{Listed, choosing},
    handbook,
};
use crate::{
    error::Problem,
    link::Link,
    pages::{
        figures::Paging,
        today::{Kind, Row, Section},
    },
    urls, words,
};

/// So many children stand on one page of the whole list.
const PAGE: usize = 50;

/// What a list of tasks is made from.
pub(super) struct Tasks<'a> {
    /// They, most urgent first.
    pub all: Vec<Listed<'a>>,
    /// What the places of the list are: `Class`, `School`.
    pub label: &'static str,
}

/// The section with one row a child: the first of them on Today, or those that were chosen.
pub(super) fn section(
    listing: &Listing<'_>,
    tasks: &Tasks<'_>,
    detail: fn(&Listed<'_>) -> String,
) -> Result<Section, Problem> {
    let chosen = &listing.chosen;
    let is_whole = listing.whole == Kind::Handbook.id();
    let fitting = if is_whole { chosen.of(&tasks.all) } else { tasks.all.clone() };
    let children = by_child(&fitting);
    let href = |page: usize| urls::today_choosing(Kind::Handbook.id(), &paged(&chosen.query(), page));
    let (paging, shown) = match is_whole {
        true => Paging::by(PAGE, children.len(), listing.page, href),
        false => (Paging::default(), 0..listing.shown(Kind::Handbook, children.len())),
    };
    let is_part = shown.len() < children.len();
    let rows = children[shown.clone()].iter().map(|child| {
        let row = handbook::child(listing, &child.iter().map(|listed| listed.due).collect::<Vec<&Due>>())?;
        Ok(Row { detail: detail(&child[0]), ..row })
    });
    let section = Section::new(Kind::Handbook, rows.collect::<Result<Vec<Row>, Problem>>()?, "");
    let is_narrowed = is_whole && !chosen.is_everything();
    let all = Link::new(
        format!("Show all {}", Kind::Handbook.counted(tasks.all.len() as i64)),
        urls::today_choosing(Kind::Handbook.id(), ""),
    );
    Ok(Section {
        summary: summary(&fitting, children.len(), if is_whole { 0 } else { shown.len() }),
        empty: if is_narrowed { String::from("No task fits what was chosen.") } else { section.empty },
        more: (is_narrowed || (is_part && !is_whole)).then_some(all),
        choosing: (is_whole || is_part).then(|| choosing(&tasks.all, chosen, tasks.label)),
        paging,
        ..section
    })
}

/// `165 tasks about 97 children, 61 overdue`; with the first children only, how many those are.
fn summary(tasks: &[Listed<'_>], children: usize, first: usize) -> String {
    let overdue = tasks.iter().filter(|listed| listed.due.is_overdue).count();
    let overdue = if overdue == 0 { String::new() } else { format!(", {} overdue", words::number(overdue as i64)) };
    let about = words::counted(children as i64, "child", "children");
    let first =
        if first == 0 || first == children { String::new() } else { format!(". The first {first} children here") };
    format!("{} about {about}{overdue}{first}", Kind::Handbook.counted(tasks.len() as i64))
}

/// The tasks of each child, the children in the order of their most urgent one.
fn by_child<'a>(tasks: &[Listed<'a>]) -> Vec<Vec<Listed<'a>>> {
    let mut places: std::collections::HashMap<PupilId, usize> = std::collections::HashMap::new();
    let mut children: Vec<Vec<Listed<'a>>> = Vec::new();
    for listed in tasks {
        let place = *places.entry(listed.due.child.pupil.id).or_insert(children.len());
        match children.get_mut(place) {
            Some(child) => child.push(*listed),
            None => children.push(vec![*listed]),
        }
    }
    children
}

fn paged(query: &str, page: usize) -> String {
    let joint = if query.is_empty() { "" } else { "&" };
    format!("{query}{joint}page={page}")
}

impl Listing<'_> {
    /// The page that whoever does something here comes back to: the same list with the same choice.
    pub(super) fn here(&self) -> String {
        match self.whole == Kind::Handbook.id() {
            true => urls::today_choosing(Kind::Handbook.id(), &self.chosen.query()),
            false => urls::today(),
        }
    }
}

/// What is chosen among the tasks of the reader's own school.
pub(super) fn of_classes(due: &[Due]) -> Tasks<'_> {
    let all = due.iter().map(|due| Listed { due, place: &due.child.group, rank: due.child.pupil.year });
    Tasks { all: all.collect(), label: "Class" }
}
