use super::*;

fn pathway() -> Pathway {
    let band = |name: &str, days: u32| Band { name: name.into(), from_half_days: days * 2 };
    Pathway {
        bands: vec![band("Universal", 0), band("Improvement", 15), band("Targeted", 56), band("Intensive Support", 95)],
        triggers: vec![
            Trigger {
                from_days: 5,
                to_days: None,
                words: "Day 5: support begins for vulnerable children (expected)".into(),
                short: "Day 5: vulnerable children".into(),
            },
            Trigger {
                from_days: 10,
                to_days: Some(14),
                words: "Days 10 to 14: some formal support for every child (expected)".into(),
                short: "Days 10 to 14: every child".into(),
            },
        ],
        year_days: 190,
    }
}

#[test]
fn bands_stand_to_scale_over_the_days_of_the_year() {
    let scale = scale(&pathway()).expect("four bands");
    let wide = scale.wide.as_str();
    assert!(wide.contains("<rect class=\"rb-b1\" x=\"10\" y=\"64\" width=\"86.42\" height=\"30\"/>"), "{wide}");
    assert!(wide.contains("<rect class=\"rb-b2\" x=\"98.42\" y=\"64\" width=\"239.68\" height=\"30\"/>"), "{wide}");
    assert!(wide.contains("M39.47 64V20h8"), "{wide}");
    assert!(wide.contains("<rect fill=\"#0b0c0c\" x=\"68.95\" y=\"58\" width=\"23.58\" height=\"6\"/>"), "{wide}");
    let numbers = ["0", "15", "56", "95", "190"].map(|number| wide.contains(&format!(">{number}</text>")));
    assert_eq!(numbers, [true; 5]);
}

#[test]
fn the_title_says_every_band_and_trigger() {
    let scale = scale(&pathway()).expect("four bands");
    assert!(scale.wide.as_str().contains(
        "Days missed in the year, 0 to 190. Universal 0 to 14½, Improvement 15 to 55½, Targeted 56 to 94½, Intensive \
         Support 95 and more. Day 5: support begins for vulnerable children (expected). Days 10 to 14"
    ));
}

#[test]
fn on_a_phone_names_that_do_not_fit_are_left_to_the_words_below() {
    let scale = scale(&pathway()).expect("four bands");
    assert!(!scale.narrow.as_str().contains(">Universal</text>"), "{}", scale.narrow);
    assert!(scale.narrow.as_str().contains(">Day 5: vulnerable children</text>"), "{}", scale.narrow);
}

#[test]
fn a_trigger_late_in_the_year_has_its_words_on_the_left() {
    let late = Trigger { from_days: 180, to_days: None, words: "Day 180: a review".into(), short: "Day 180".into() };
    let scale = scale(&Pathway { triggers: vec![late], ..pathway() }).expect("four bands");
    assert!(scale.wide.as_str().contains("h-8"), "{}", scale.wide);
}

#[test]
fn a_pack_without_bands_of_days_has_no_scale() {
    assert_eq!(scale(&Pathway { bands: Vec::new(), ..pathway() }), None);
    assert_eq!(scale(&Pathway { year_days: 0, ..pathway() }), None);
}
