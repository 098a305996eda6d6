//! What stands around every page: the bar, the navigation, the search box, the foot.

use domain::permission::{Actor, Permission, Place};
use serde::Serialize;

use crate::{urls, words};

/// How wide a page's column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Width {
    /// Forms, documents, registers: 960 px.
    #[default]
    Document,
    /// Lists, boards, figures: 1,200 px.
    Wide,
}

/// A part of the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// The reader's work for today.
    Today,
    /// The office board.
    Board,
    /// Registers of a day.
    Registers,
    /// Pupils and everything about one.
    Pupils,
    /// Figures of one school.
    School,
    /// All schools of the authority.
    Authority,
    /// Cohorts of children in all schools.
    Cohorts,
    /// The rules as people read them.
    Handbook,
    /// Sign-ins and posts.
    People,
}

/// One entry of the navigation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NavItem {
    /// The words of the link.
    pub text: String,
    /// Where it goes.
    pub href: String,
    /// Whether the page belongs under it.
    pub active: bool,
}

/// Everything around the page itself.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Frame {
    /// The page's heading, and the first words of its title.
    pub title: String,
    /// How wide the column is.
    pub width: Width,
    /// The school or the authority; empty before sign-in.
    pub organisation: String,
    /// `Attendance lead: Priya Nair`; empty before sign-in.
    pub reader: String,
    /// The token that every form carries; empty before sign-in.
    pub csrf: String,
    /// What the page's figures are as of, directly under the heading; empty when it shows none.
    pub as_of: String,
    /// What was just done, such as `30 of 30, 27 present. Saved 08:53.`; empty when nothing was.
    pub done: String,
    /// Whether the page answers a form with errors, which its title says first.
    pub has_errors: bool,
    /// Whether everything shown is invented.
    pub is_demo: bool,
    /// The navigation; empty before sign-in.
    pub nav: Vec<NavItem>,
    /// The text in the search box; nothing when the reader sees no pupils.
    pub search: Option<String>,
}

impl Frame {
    /// The frame of a page that anybody can read without signing in.
    pub fn signed_out(title: &str) -> Frame {
        Frame { title: title.into(), ..Frame::default() }
    }

    /// The frame of a page for `actor`, who works for `organisation`.
    pub fn for_actor(title: &str, section: Option<Section>, actor: &Actor, organisation: &str) -> Frame {
        let may = |permission| actor.may(permission, Place::Anywhere);
        Frame {
            title: title.into(),
            organisation: organisation.into(),
            reader: format!("{}: {}", words::sentence(actor.role.words()), actor.name),
            nav: navigation(actor, section),
            search: may(Permission::SeePupils).then(String::new),
            ..Frame::default()
        }
    }

    /// The same frame in the wide column.
    #[must_use]
    pub fn wide(self) -> Frame {
        Frame { width: Width::Wide, ..self }
    }

    /// The same frame with `as_of` under the heading.
    #[must_use]
    pub fn as_of(self, as_of: impl Into<String>) -> Frame {
        Frame { as_of: as_of.into(), ..self }
    }

    /// The same frame on a page that answers a form with errors.
    #[must_use]
    pub fn with_errors(self) -> Frame {
        Frame { has_errors: true, ..self }
    }
}

fn navigation(actor: &Actor, active: Option<Section>) -> Vec<NavItem> {
    use Permission as P;
    let may = |permission| actor.may(permission, Place::Anywhere);
    let school = actor.school.filter(|_| may(P::SeeFigures)).map(urls::school);
    let entries = [
        (Section::Today, "Today", Some(urls::today())),
        (Section::Board, "Board", may(P::SignIn).then(urls::board)),
        (Section::Registers, "Registers", may(P::TakeRegister).then(urls::registers)),
        (Section::Pupils, "Pupils", may(P::SeePupils).then(urls::pupils)),
        (Section::School, "School", school),
        (Section::Authority, "Authority", may(P::SeeArea).then(urls::authority)),
        (Section::Cohorts, "Cohorts", may(P::SeeCohorts).then(urls::cohort::list)),
        (Section::Handbook, "Handbook", may(P::SeeHandbook).then(urls::handbook)),
        (Section::People, "People", may(P::Administer).then(urls::people)),
    ];
    entries
        .into_iter()
        .filter_map(|(section, text, href)| {
            href.map(|href| NavItem { text: text.into(), href, active: active == Some(section) })
        })
        .collect()
}

/// What the sample pages stand in.
#[cfg(test)]
pub fn sample(title: &str, section: Section, role: domain::permission::Role) -> Frame {
    let actor = Actor {
        person: domain::id::PersonId(7),
        name: String::from("Priya Nair"),
        role,
        school: Some(domain::id::SchoolId(1)),
        groups: vec![domain::id::GroupId(12)],
    };
    let frame = Frame::for_actor(title, Some(section), &actor, "Hillside Primary School");
    Frame { csrf: String::from("sample"), is_demo: true, ..frame }
}

#[cfg(test)]
mod tests {
    use domain::permission::Role;

    use super::*;

    fn menu(role: Role) -> Vec<String> {
        sample("Today", Section::Today, role).nav.into_iter().map(|item| item.text).collect()
    }

    #[test]
    fn everybody_s_menu_has_what_their_post_lets_them_see() {
        assert_eq!(menu(Role::Teacher), ["Today", "Registers", "Pupils", "School", "Handbook"]);
        assert_eq!(menu(Role::Office), ["Today", "Board", "Registers", "Pupils", "School", "Handbook"]);
        assert_eq!(menu(Role::Governor), ["Today", "School", "Handbook"]);
        assert_eq!(menu(Role::Administrator), ["Today", "Handbook", "People"]);
    }

    #[test]
    fn a_reader_who_sees_no_pupils_gets_no_search_box() {
        assert_eq!(sample("Today", Section::Today, Role::Governor).search, None);
        assert_eq!(sample("Today", Section::Today, Role::Teacher).search.as_deref(), Some(""));
    }
}
