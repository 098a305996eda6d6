//! Pages for families: a list of them, and each as plain words to read and to print.

use serde::Serialize;

use crate::link::Link;

/// The list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ForParents {
    /// To the list of all handbooks; nothing on that list itself.
    pub back: Option<Link>,
    /// The handbooks with their pages.
    pub handbooks: Vec<Handbook>,
}

/// A handbook with what it says to parents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Handbook {
    /// Its place in the page.
    pub id: String,
    /// Whose it is.
    pub name: String,
    /// Its pages.
    pub pages: Vec<Link>,
}

/// One page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FamilyPage {
    /// To the list.
    pub back: Link,
    /// What it says.
    pub paragraphs: Vec<Paragraph>,
    /// The document that it is taken from, in our words.
    pub source: String,
}

/// A paragraph, or a line of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Paragraph {
    /// The words; emphasised ones are marked.
    pub words: Vec<Words>,
    /// Whether it is a line of a list.
    pub is_item: bool,
}

/// Words, emphasised or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Words {
    /// They.
    pub text: String,
    /// Whether they are emphasised.
    pub is_emphasised: bool,
}

/// The paragraph of a chapter as plain words: names lose their brackets, ` - ` begins a line of a list.
pub fn paragraphs(text: &str) -> Vec<Paragraph> {
    let (first, items) = match text.strip_prefix("- ") {
        Some(items) => ("", items),
        None => text.split_once(" - ").filter(|(before, _)| before.trim_end().ends_with(':')).unwrap_or((text, "")),
    };
    let paragraph = |text: &str, is_item| Paragraph { words: words(text), is_item };
    let items = items.split(" - ").filter(|item| !item.is_empty()).map(|item| paragraph(item, true));
    Some(first)
        .filter(|first| !first.is_empty())
        .map(|first| paragraph(first, false))
        .into_iter()
        .chain(items)
        .collect()
}

fn words(text: &str) -> Vec<Words> {
    let plain = text.replace(['[', ']', '`'], "");
    let parts = plain.split('*').enumerate().filter(|(_, part)| !part.is_empty());
    parts.map(|(at, part)| Words { text: part.into(), is_emphasised: at % 2 == 1 }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{frame::Frame, templates::sample::render, urls};

    #[test]
    fn the_words_of_a_chapter_become_plain_paragraphs_and_lists() {
        let made = paragraphs("Ask [school] first. The *Attendance Team* helps too.");
        assert_eq!(made.len(), 1);
        let said: Vec<(&str, bool)> = made[0].words.iter().map(|one| (one.text.as_str(), one.is_emphasised)).collect();
        assert_eq!(said, [("Ask school first. The ", false), ("Attendance Team", true), (" helps too.", false)]);
        let list = paragraphs("Two things help: - sleep - breakfast");
        assert_eq!(list.iter().map(|one| one.is_item).collect::<Vec<_>>(), [false, true, true]);
        assert!(!paragraphs("School - and home - matter.")[0].is_item, "a dash is no list");
    }

    #[test]
    fn a_page_for_parents_is_plain_words_with_their_source() {
        let view = FamilyPage {
            back: Link::new("All pages for parents and carers", urls::for_parents_of("lancashire")),
            paragraphs: ["Please *ring* us.", "What helps: - sleep"].iter().flat_map(|text| paragraphs(text)).collect(),
            source: "Lancashire Attendance Handbook".into(),
        };
        let html = render(&Frame::signed_out("When your child cannot come"), "family/page.html", &view);
        assert!(html.contains("<p>Please <em>ring</em> us.</p>") && html.contains("<li>sleep</li>"));
        assert!(html.contains("Lancashire Attendance Handbook"));
    }

    #[test]
    fn the_list_says_why_it_is_empty() {
        let page = Link::new("Who to ask", urls::for_parents_page("lancashire", "who-to-ask"));
        let handbook = Handbook { id: "lancashire".into(), name: "Lancashire".into(), pages: vec![page] };
        let frame = Frame::signed_out("For parents and carers");
        let html = render(&frame, "family/list.html", &ForParents { back: None, handbooks: vec![handbook] });
        assert!(html.contains("href=\"/for-parents/lancashire/who-to-ask\">Who to ask</a>"));
        let empty = render(&frame, "family/list.html", &ForParents { back: None, handbooks: Vec::new() });
        assert!(empty.contains("has no page for parents yet"));
    }
}
