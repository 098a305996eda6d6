//! An invented handbook of two entries.

use domain::{Date, rule::Strength};

use crate::handbook::{
    Band, Bar, Block, Chapter, Entry, Handbook, Indexed, Part, Picture, Point, Reading, Row, Span, Step, Table,
};

/// A handbook with a set of bands, stages, a table, an index and a reading.
pub fn handbook() -> Handbook {
    Handbook {
        title: "Hillside’s own handbook".into(),
        particulars: vec![("Edition".into(), "2026-27".into())],
        note: "The document is older than the law of 19 August 2024.".into(),
        date: Some(Date::constant(2026, 11, 22)),
        chapters: vec![Chapter {
            id: "1-pathway".into(),
            title: "The pathway".into(),
            parts: vec![Part::Title("How help begins".into()), Part::Entry(pathway()), Part::Entry(levels())],
        }],
        index: vec![
            Indexed { name: "Pathway".into(), about: "Bands, defines".into(), id: "pathway".into() },
            Indexed { name: "Universal".into(), about: "band".into(), id: "pathway".into() },
        ],
        readings: vec![Reading {
            id: "C-LAN-06".into(),
            matter: "14½ days are in no band.".into(),
            adopted: "The next one begins at the whole day.".into(),
        }],
    }
}

fn pathway() -> Entry {
    let words = |text: &str| vec![Span::Words(text.into())];
    let row = |name: &str, days: &str| Row { id: String::new(), cells: vec![words(name), words(days)] };
    let band = |name: &str, covers: &str, from, to| Band {
        name: name.into(),
        covers: covers.into(),
        from,
        to,
        edge: if from == 0 { String::new() } else { format!("{} days", from / 1_000) },
    };
    let point = |says: &str, below: &[&str]| {
        let below = below.iter().map(|says| Point { key: String::new(), says: words(says), below: Vec::new() });
        Point { key: String::new(), says: words(says), below: below.collect() }
    };
    Entry {
        id: "pathway".into(),
        kind: "Bands".into(),
        name: "Pathway".into(),
        strength: Some(Strength::Must),
        sources: vec![("The pathway".into(), "LAN-099".into())],
        readings: vec!["C-LAN-06".into()],
        picture: Some(Picture::Bar(Bar {
            says: "Pathway, to scale: Universal less than 15 days, Improvement at least 15 days".into(),
            measure: "Days missed in the school year".into(),
            whole: 190_000,
            bands: vec![
                band("Universal", "less than 15 days", 0, 15_000),
                band("Improvement", "at least 15 days", 15_000, 190_000),
            ],
        })),
        blocks: vec![
            Block::Paragraph(words("Help begins with the first day missed.")),
            Block::Points(vec![Point {
                key: "when".into(),
                says: words("any of"),
                below: vec![point("all of", &["A", "B"])],
            }]),
            Block::Table(Table {
                header: vec!["band".into(), "days".into()],
                rows: vec![row("Universal", "less than 15 days"), row("Improvement", "at least 15 days")],
            }),
        ],
    }
}

fn levels() -> Entry {
    let step = |name: &str, entered_by: &[&str]| Step {
        name: name.into(),
        entered_by: entered_by.iter().map(|text| String::from(*text)).collect(),
        notes: vec!["Led by the attendance lead".into()],
    };
    Entry {
        id: "level".into(),
        kind: "Stages".into(),
        name: "Level".into(),
        strength: Some(Strength::May),
        sources: Vec::new(),
        readings: Vec::new(),
        picture: Some(Picture::Steps {
            says: "Level: Level 1, then Level 2".into(),
            steps: vec![step("Level 1", &[]), step("Level 2", &["Request Level 2"])],
        }),
        blocks: Vec::new(),
    }
}
