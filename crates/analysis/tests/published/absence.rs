//! The school census: rates of areas, schools and terms, and the share of persistently absent pupils.

use analysis::facts::percent;
use domain::tally::Tally;

use crate::table::{Exact, Row, rows};

const AREAS: &str = include_str!("../data/absence/areas.csv");
const SCHOOLS: &str = include_str!("../data/absence/schools_2018_19.csv");
const UNITS: &str = include_str!("../data/absence/pupil_referral_units.csv");
const TERMS: &str = include_str!("../data/absence/terms_2015_16.csv");

fn tally(row: &Row<'_>) -> Tally {
    let (authorised, unauthorised) = (row.count("sess_authorised"), row.count("sess_unauthorised"));
    let missed = row.count("sess_overall");
    let attended = row.count("sess_possible").checked_sub(missed).expect("nobody misses more than is possible");
    let tally = Tally { attended, authorised, unauthorised };
    assert_eq!(tally.absent(), missed);
    tally
}

/// The pupils of a row as a tally: those persistently absent among all.
fn pupils(row: &Row<'_>) -> Tally {
    let persistent = row.count("enrolments_pa_10_exact");
    let others = row.count("enrolments").checked_sub(persistent).expect("they are part of all");
    Tally { attended: others, authorised: persistent, unauthorised: 0 }
}

/// Whether our rate is the published one, which is rounded to so many decimals.
fn is_published(part: u32, of: Tally, published: &str, decimals: u32) -> bool {
    let ours = Exact::parse(&percent(part, of));
    ours.apart(Exact::parse(published)) <= Exact::half_a_unit(decimals)
}

fn check_rates(row: &Row<'_>, decimals: u32) {
    let tally = tally(row);
    let rates = [
        ("sess_overall_percent", tally.absent()),
        ("sess_authorised_percent", tally.authorised),
        ("sess_unauthorised_percent", tally.unauthorised),
    ];
    for (header, part) in rates {
        assert!(is_published(part, tally, row.text(header), decimals), "{header}: {} and {tally:?}", row.text(header));
    }
}

fn persistent_share_is_published(row: &Row<'_>, decimals: u32) -> bool {
    let pupils = pupils(row);
    is_published(pupils.absent(), pupils, row.text("enrolments_pa_10_exact_percent"), decimals)
}

#[test]
fn the_rates_of_every_area_and_of_england_in_every_year_are_the_published_ones() {
    let rows = rows(AREAS);
    let mut of_england = 0;
    for row in &rows {
        let is_england = row.text("geographic_level") == "National";
        let decimals = if is_england { 1 } else { 5 };
        check_rates(row, decimals);
        assert!(persistent_share_is_published(row, decimals), "{}", row.text("old_la_code"));
        of_england += usize::from(is_england);
    }
    assert_eq!((rows.len(), of_england), (691, 48));
}

#[test]
fn the_rates_of_every_school_are_the_published_ones() {
    let rows = rows(SCHOOLS);
    let mut with_fewer_reasons = 0;
    for row in &rows {
        check_rates(row, 5);
        assert!(persistent_share_is_published(row, 5), "{}", row.text("urn"));
        let reasons = row.count("sess_auth_totalreasons");
        assert!(reasons <= row.count("sess_authorised"));
        with_fewer_reasons += usize::from(reasons < row.count("sess_authorised"));
    }
    assert_eq!((rows.len(), with_fewer_reasons), (1864, 4));
}

#[test]
fn schools_add_up_to_their_authority_to_the_last_session_and_pupil() {
    let (schools, areas) = (rows(SCHOOLS), rows(AREAS));
    let mut added_up = 0;
    for area in areas.iter().filter(|row| row.text("time_period") == "201819") {
        let (authority, kind) = (area.text("old_la_code"), area.text("school_type"));
        let is_of = |row: &&Row<'_>| {
            row.text("old_la_code") == authority && (kind == "Total" || row.text("school_type") == kind)
        };
        let of: Vec<&Row<'_>> = schools.iter().filter(is_of).collect();
        if of.is_empty() {
            continue;
        }
        let sessions: Tally = of.iter().map(|row| tally(row)).sum();
        assert_eq!(sessions, tally(area), "{authority} {kind}");
        assert_eq!(of.iter().map(|row| pupils(row)).sum::<Tally>(), pupils(area), "{authority} {kind}");
        let published = area.text("sess_overall_percent");
        assert!(is_published(sessions.absent(), sessions, published, 5));
        let rates: Vec<f64> = of.iter().filter_map(|row| row.text("sess_overall_percent").parse().ok()).collect();
        let mean = rates.iter().sum::<f64>() / rates.len() as f64;
        assert!(!published.starts_with(&format!("{mean:.3}")), "the mean of the schools is another number");
        added_up += 1;
    }
    assert_eq!(added_up, 20);
}

#[test]
fn the_rates_of_pupil_referral_units_are_the_published_ones_but_for_shares_of_rounded_numbers() {
    let rows = rows(UNITS);
    let mut of_rounded_numbers = 0;
    for row in &rows {
        check_rates(row, 1);
        if !persistent_share_is_published(row, 1) {
            let pupils = pupils(row);
            assert!(
                pupils.possible().is_multiple_of(5) && pupils.absent().is_multiple_of(5),
                "both numbers are rounded to five"
            );
            assert!(persistent_share_is_published(row, 0), "rounding to five moves it by less than half a point");
            of_rounded_numbers += 1;
        }
    }
    assert_eq!((rows.len(), of_rounded_numbers), (153, 4));
}

#[test]
fn terms_add_up_to_the_year_where_schools_report_by_term() {
    let rows = rows(TERMS);
    let (mut rated, mut empty, mut years) = (0, 0, 0);
    for row in &rows {
        if tally(row) == Tally::default() {
            assert_eq!((row.text("sess_overall_percent"), row.text("school_type")), (".", "Special"));
            assert_eq!(percent(0, tally(row)), "");
            empty += 1;
        } else {
            check_rates(row, 1);
            rated += 1;
        }
        if row.text("term") != "Total" || row.text("school_type") == "Special" {
            continue;
        }
        let is_term = |one: &&Row<'_>| {
            let same = |header| one.text(header) == row.text(header);
            same("geographic_level") && same("region_code") && same("school_type") && one.text("term") != "Total"
        };
        let terms: Vec<Tally> = rows.iter().filter(is_term).map(tally).collect();
        assert_eq!((terms.len(), terms.into_iter().sum::<Tally>()), (3, tally(row)));
        years += 1;
    }
    assert_eq!((rated, empty, years), (110, 22, 22));
}
