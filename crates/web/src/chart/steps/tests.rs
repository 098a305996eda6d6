use documents::handbook::Band;

use super::*;

fn step(name: &str, entered_by: &[&str]) -> Step {
    let entered_by = entered_by.iter().map(|text| String::from(*text)).collect();
    Step { name: name.into(), entered_by, notes: vec!["At most one half term".into()] }
}

#[test]
fn stages_are_boxes_with_what_leads_from_one_to_the_next() {
    let steps = vec![step("Level 1", &[]), step("Level 2", &["Request <Level> 2"])];
    let drawn = draw("level", &Picture::Steps { says: "Level: Level 1, then Level 2".into(), steps });
    for svg in [&drawn.wide, &drawn.middle, &drawn.narrow] {
        let markup = svg.as_str();
        assert_eq!(markup.matches("<rect").count(), 2);
        assert_eq!(markup.matches("m-").count(), 1, "one arrow leads on");
        assert!(markup.contains("Level: Level 1, then Level 2</title>"));
        assert!(markup.contains("Begins with") && markup.contains("&lt;Level&gt;"));
    }
}

#[test]
fn a_band_is_as_wide_as_what_it_covers_and_edges_do_not_touch() {
    let band = |name: &str, from, to, edge: &str| Band {
        name: name.into(),
        covers: String::new(),
        from,
        to,
        edge: edge.into(),
    };
    let bar = Bar {
        says: "Attendance, to scale".into(),
        measure: "Attendance".into(),
        whole: 100_000,
        bands: vec![
            band("Severe", 0, 50_000, ""),
            band("Persistent", 50_000, 90_000, "50%"),
            band("Risk", 90_000, 91_000, "90%"),
            band("Good", 91_000, 100_000, "91%"),
        ],
    };
    let wide = draw("bar", &Picture::Bar(bar)).wide;
    assert!(wide.as_str().contains("x=\"10\" y=\"4\" width=\"558\""), "{}", wide.as_str());
    assert!(wide.as_str().contains(">90%</text>") && !wide.as_str().contains(">91%</text>"));
    assert!(wide.as_str().contains(">Severe</text>") && !wide.as_str().contains(">Risk</text>"));
}
