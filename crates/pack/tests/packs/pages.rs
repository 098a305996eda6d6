//! The chapters of the packs as pages.

use std::collections::BTreeSet;

use pack::page;

use crate::shelf::Shelf;

/// Every chapter of every pack, as its page.
fn pages() -> Vec<(String, String)> {
    let shelf = Shelf::open();
    let mut pages = Vec::new();
    for name in ["england", "lancashire", "lady-boswells"] {
        let layers = shelf.layers(name);
        let own = layers.last().expect("a pack is its own highest layer");
        for chapter in &own.chapters {
            pages.push((chapter.path.clone(), page::chapter(&layers, chapter, &shelf.register)));
        }
    }
    pages
}

/// What stands between `before` and the next quotation mark, each time.
fn values(html: &str, before: &str) -> Vec<String> {
    html.split(before).skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect()
}

#[test]
fn headings_follow_the_first_one_of_the_page_without_a_gap() {
    for (path, html) in pages() {
        let levels = html.match_indices("<h").filter_map(|(at, _)| html[at + 2..].chars().next()?.to_digit(10));
        let mut before = 1;
        for level in levels {
            assert!(level <= before + 1, "{path}: a heading of level {level} after one of level {before}");
            before = level;
        }
        assert!(before > 1 || path.starts_with("england"), "{path} has no heading");
    }
}

#[test]
fn no_two_places_of_a_page_have_one_name() {
    for (path, html) in pages() {
        let mut seen = BTreeSet::new();
        for id in values(&html, " id=\"") {
            assert!(seen.insert(id.clone()), "{path}: `{id}` is given twice");
        }
    }
}

#[test]
fn each_name_leads_to_the_place_where_it_stands() {
    let pages = pages();
    let mut links = 0;
    for (path, html) in &pages {
        for link in values(html, "href=\"/handbook/") {
            let (chapter, id) = link.split_once('#').unwrap_or((&link, ""));
            let target = pages.iter().find(|(path, _)| path.strip_suffix(".md") == Some(chapter));
            let (_, target) = target.unwrap_or_else(|| panic!("{path}: there is no chapter `{chapter}`"));
            let is_there = id.is_empty() || target.contains(&format!(" id=\"{id}\""));
            assert!(is_there, "{path}: `{link}` leads nowhere");
            links += 1;
        }
    }
    assert!(links > 300, "only {links} names are links");
}

#[test]
fn the_contents_of_a_chapter_are_places_of_its_page() {
    let shelf = Shelf::open();
    let layers = shelf.layers("lancashire");
    for chapter in &layers[1].chapters {
        let html = page::chapter(&layers, chapter, &shelf.register);
        for (id, name) in page::contents(chapter) {
            assert!(html.contains(&format!(" id=\"{id}\"")), "{}: `{name}` is not on the page", chapter.path);
        }
    }
}

#[test]
fn no_two_tables_of_a_page_are_called_the_same() {
    for (path, html) in pages() {
        let mut seen = BTreeSet::new();
        for label in values(&html, "aria-label=\"") {
            assert!(seen.insert(label.clone()), "{path}: `{label}` is given twice");
        }
    }
}

#[test]
fn a_citation_names_the_heading_of_each_row_and_links_each_reading() {
    let (_, html) = pages().into_iter().find(|(path, _)| path == "lancashire/1-pathway.md").expect("a chapter");
    assert!(html.contains("<strong class=\"rb-strength__word\">Defines.</strong></p>\n<p class=\"rb-cite rb-small\">LAN-061, LAN-062, LAN-063, LAN-064 <span"));
    assert!(html.contains("<a class=\"govuk-link\" href=\"#c-lan-06\">C-LAN-06</a> <span class=\"rb-quiet\">"));
    assert!(html.contains("<section class=\"rb-strength rb-strength--expected\">"));
}

#[test]
fn the_text_of_a_chapter_cannot_become_markup() {
    let text = "# Pack: <b>Hill</b>\n\n- kind: school\n\n## Flag: A & \"B\"\n\nDefines — LAN-062.\n\n\
                - when: days absent is at least 1 day\n\n> <script>alert(1)</script> [A & \"B\"]\n";
    let file = pack::File { path: "hill/1.md", text };
    let pack = pack::read(&[file]).expect("no fault");
    let html = page::chapter(&[&pack], &pack.chapters[0], &pack::register::Register::default());
    assert!(!html.contains("<script>") && !html.contains("<b>"), "{html}");
    assert!(html.contains("A &amp; &quot;B&quot;"), "{html}");
}

#[test]
fn the_readings_of_a_chapter_are_named_once_each() {
    let shelf = Shelf::open();
    let layers = shelf.layers("lancashire");
    let readings = page::readings(layers[1], layers[1].chapter("1-pathway").expect("a chapter"));
    assert!(readings.contains(&String::from("C-LAN-06")));
    let once: BTreeSet<&String> = readings.iter().collect();
    assert_eq!(once.len(), readings.len());
}
