use documents::handbook::{Picture as Source, Step};
use domain::permission::Role;

use super::{
    names::{Group, Name, Names},
    *,
};
use crate::{
    chart::{
        scale::{Band, Pathway, Trigger, scale},
        steps::draw,
    },
    frame::{self, Frame, Section},
    strength::Strength,
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
        about: Vec::new(),
        older: String::new(),
        layer: "",
        tools: vec![Link::new("Index of Lancashire", urls::handbook_index("lancashire"))],
        pictures: Vec::new(),
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
        layer: "",
        names: Link::new("Index of names", urls::handbook_index("lancashire")),
        chapters: vec![
            chapter("Pathways", "pathways", "Four pathways by days missed."),
            chapter("Letters", "letters", ""),
        ],
    };
    let html = render(
        &frame("Handbook"),
        "handbook/index.html",
        &Index {
            packs: vec![pack],
            what_if: Some(Link::new("What if another pack applied", urls::what_if())),
            pages: vec![Link::new("What this handbook rests on", urls::chapter("lancashire", "8-people-and-services"))],
            proposals: Some(Link::new("Proposed changes of handbooks", urls::proposals())),
            others: vec![Link::new("What parents and carers read", urls::for_parents())],
        },
    );
    assert!(html.contains("href=\"/handbook/lancashire/index\"") && html.contains("href=\"/proposals\""));
    assert!(html.contains("Pages for you") && html.contains("href=\"/for-parents\""));
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
fn the_first_chapter_says_what_the_pack_is_in_a_table_of_words() {
    let fact = |key: &str, value: &str, links: Vec<Link>| About { key: key.into(), value: value.into(), links };
    let view = ChapterPage {
        particulars: String::new(),
        about: vec![
            fact("Binds", "The schools of one authority", Vec::new()),
            fact("Rests on", "", vec![Link::new("England", urls::chapter("england", "1-base"))]),
            fact("In force", "From 1 September 2025 until 31 August 2028", Vec::new()),
        ],
        ..chapter()
    };
    let html = render(&frame("Lancashire"), "handbook/chapter.html", &view);
    assert!(html.contains("<th scope=\"row\">In force</th><td>From 1 September 2025 until 31 August 2028</td>"));
    assert!(html.contains("href=\"/handbook/england/1-base\">England</a></td>"));
    assert!(!html.contains(PARTICULARS));
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

#[test]
fn stages_are_drawn_over_the_chapter_and_lead_to_their_table() {
    let steps =
        Source::Steps { says: "Level: Level 1, then Level 2".into(), steps: vec![step("Level 1"), step("Level 2")] };
    let picture = Picture {
        entry: Link::new("Level", "#level"),
        words: "What leads from one to the next".into(),
        drawn: draw("drawn-level", &steps),
    };
    let body = String::from("<h2 id=\"level\">Level</h2>");
    let view =
        ChapterPage { pictures: vec![picture], layer: "National layer", body, contents: Vec::new(), ..chapter() };
    let html = render(&frame("The four levels"), "handbook/chapter.html", &view);
    assert!(html.contains("href=\"#level\">Level</a>") && html.contains("Level 1, then Level 2</title>"));
    assert!(html.contains("<strong>National layer</strong>"));
}

fn step(name: &str) -> Step {
    Step { name: name.into(), entered_by: Vec::new(), notes: Vec::new() }
}

#[test]
fn the_index_has_every_name_by_its_kind_and_can_be_searched() {
    let name = Name {
        link: Link::new("Formal intervention", urls::chapter_entry("lancashire", "1-pathway", "formal-intervention")),
        inside: "Offers".into(),
        strength: Some(Strength::EXPECTED),
        sources: vec!["The pathway (LAN-108)".into()],
        readings: "C-G-18".into(),
    };
    let view = Names {
        back: Link::new("Handbook", urls::handbook()),
        action: urls::handbook_index("lancashire"),
        asked: "formal".into(),
        count: "1 of 233 names".into(),
        groups: vec![Group { id: "task".into(), title: "Tasks".into(), names: vec![name] }],
    };
    let html = render(&frame("Lancashire: index"), "handbook/names.html", &view);
    assert!(html.contains("The pathway (LAN-108)") && html.contains("rb-strength--expected"));
    let none = Names { groups: Vec::new(), ..view };
    assert!(render(&frame("Lancashire: nothing found"), "handbook/names.html", &none).contains("Nothing here"));
}
