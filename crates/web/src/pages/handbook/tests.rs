use domain::permission::Role;

use super::*;
use crate::{
    chart::scale::{Band, Pathway, Trigger, scale},
    frame::{self, Frame, Section},
    templates::sample::render,
    urls,
};

const PARTICULARS: &str = "Lancashire, edition 2025 to 2028, in force since 1 September 2025. Last checked against the \
                           document on 2 March 2027.";

fn frame(title: &str) -> Frame {
    frame::sample(title, Section::Handbook, Role::AttendanceLead).wide()
}

fn pathway() -> Pathway {
    let band = |name: &str, days: u32| Band { name: name.into(), from_half_days: days * 2 };
    let trigger = |from_days, to_days, words: &str, short: &str| Trigger {
        from_days,
        to_days,
        words: words.into(),
        short: short.into(),
    };
    Pathway {
        bands: vec![band("Universal", 0), band("Improvement", 15), band("Targeted", 56), band("Intensive Support", 95)],
        triggers: vec![
            trigger(5, None, "Day 5: support begins for vulnerable children (expected)", "Day 5: vulnerable children"),
            trigger(
                10,
                Some(14),
                "Days 10 to 14: some formal support for every child (expected)",
                "Days 10 to 14: every child",
            ),
        ],
        year_days: 190,
    }
}

fn chapter() -> ChapterPage {
    let body = "<h2 id=\"improvement\">Improvement Pathway</h2><p>For children who have missed 15 to 55½ days.</p>\
                <table><caption>The bands</caption><thead><tr><th scope=\"col\">Band</th><th scope=\"col\">Days</th></tr></thead>\
                <tbody><tr><td>Universal</td><td>0 to 14½</td></tr></tbody></table>\
                <h3>What the school does</h3><ul><li>Opens the checklist</li></ul>";
    ChapterPage {
        back: Link::new("Handbook", urls::handbook()),
        particulars: PARTICULARS.into(),
        scale: scale(&pathway()),
        scale_words: "Days missed in the school year, to scale: 190 days.".into(),
        contents: vec![Link::new("Improvement Pathway", "#improvement")],
        body: body.into(),
        readings: vec![Reading {
            id: "c-lan-06".into(),
            document: "14½, 55½ and 94½ are in none".into(),
            reading: "The next pathway begins at the whole day".into(),
            number: "C-LAN-06".into(),
        }],
        examples: "10 worked examples prove this page.".into(),
        previous: None,
        next: Some(Link::new("Letters", urls::chapter("lancashire", "letters"))),
    }
}

#[test]
fn the_packs_in_force_are_listed_with_their_chapters() {
    let chapter = |title: &str, slug: &str, about: &str| Chapter {
        link: Link::new(title, urls::chapter("lancashire", slug)),
        about: about.into(),
    };
    let pack = Pack {
        id: "lancashire".into(),
        title: "The graduated attendance support pathway".into(),
        particulars: PARTICULARS.into(),
        extends: "Rests on the national layer.".into(),
        chapters: vec![
            chapter("Pathways", "pathways", "Four pathways by days missed."),
            chapter("Letters", "letters", ""),
        ],
    };
    let html = render(&frame("Handbook"), "handbook/index.html", &Index { packs: vec![pack] });
    assert!(html.contains("href=\"/handbook/lancashire/pathways\""));
    assert!(html.contains("Rests on the national layer."));
}

#[test]
fn a_chapter_is_a_page_with_its_pathway_and_readings() {
    let html = render(&frame("The graduated attendance support pathway"), "handbook/chapter.html", &chapter());
    assert!(html.contains("<h2 id=\"improvement\">Improvement Pathway</h2>"));
    assert!(html.contains("Days 10 to 14: some formal support for every child (expected)"));
    assert!(html.contains("C-LAN-06"));
}

#[test]
fn a_chapter_without_bands_or_readings_leaves_those_parts_out() {
    let view = ChapterPage {
        scale: None,
        scale_words: String::new(),
        readings: Vec::new(),
        contents: Vec::new(),
        examples: String::new(),
        next: None,
        ..chapter()
    };
    let html = render(&frame("Letters"), "handbook/chapter.html", &view);
    assert!(!html.contains("Where it is unclear"));
    assert!(!html.contains("In this chapter"));
}
