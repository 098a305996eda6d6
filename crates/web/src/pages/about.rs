//! The pages that anybody can read without signing in: accessibility, privacy, help.

use axum::response::Html;
use serde::Serialize;

use crate::{
    frame::Frame,
    templates::{self, PageError},
    urls,
};

/// One of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// How everybody can use it, what does not work yet, and whom to tell.
    Accessibility,
    /// What is kept about people, why, and who sees it.
    Privacy,
    /// How to do the daily things.
    Help,
}

impl About {
    /// Every page.
    pub const ALL: [About; 3] = [About::Accessibility, About::Privacy, About::Help];

    /// The heading.
    pub const fn title(self) -> &'static str {
        match self {
            About::Accessibility => "Accessibility",
            About::Privacy => "Privacy",
            About::Help => "Help",
        }
    }

    /// The address.
    pub fn href(self) -> String {
        match self {
            About::Accessibility => urls::accessibility(),
            About::Privacy => urls::privacy(),
            About::Help => urls::help(),
        }
    }

    const fn template(self) -> &'static str {
        match self {
            About::Accessibility => "about/accessibility.html",
            About::Privacy => "about/privacy.html",
            About::Help => "about/help.html",
        }
    }

    /// The page in the reader's `frame`, or in [`Frame::signed_out`].
    pub fn page(self, frame: &Frame) -> Result<Html<String>, PageError> {
        templates::page(&Frame { title: self.title().into(), ..frame.clone() }, self.template(), NoView {})
    }
}

/// These pages are the same for everybody.
#[derive(Serialize)]
struct NoView {}

#[cfg(test)]
mod tests {
    use domain::permission::Role;

    use super::*;
    use crate::{frame, frame::Section, templates::sample};

    #[test]
    fn every_page_about_rollbook_is_made_with_and_without_a_reader() {
        for about in About::ALL {
            let page = about.page(&Frame::signed_out("")).expect("no view to miss");
            assert!(page.0.contains(&format!("<h1 class=\"govuk-heading-l rb-h1\">{}</h1>", about.title())));
            sample::render(&frame::sample(about.title(), Section::Today, Role::Teacher), about.template(), &NoView {});
        }
    }
}
