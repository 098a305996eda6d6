use domain::example;
use jiff::{ToSpan, civil::date};

use super::*;

/// Every week of the example's year. This year has marks to 12 March.
fn weeks() -> Vec<Week> {
    let school = example::calendar().school_weeks();
    let (first, last) = (school[0], school[school.len() - 1]);
    let week = |(at, monday): (usize, Date)| {
        let has_school = school.contains(&monday);
        let wave = (at * 7 % 11) as u32 * 300;
        let known = |value| has_school.then_some(Percent::thousandths(value));
        let this_year = known(92_200 + wave).filter(|_| monday <= date(2027, 3, 8));
        let sessions = |text: &str| Some(Link::new(text, format!("/schools/1/sessions?from={monday}")));
        Week {
            monday,
            has_school,
            this_year,
            last_year: known(93_000 + wave / 2),
            this_sessions: sessions("310 possible sessions"),
            last_sessions: sessions("305 possible sessions"),
        }
    };
    first.series(7.days()).take_while(|&monday| monday <= last).enumerate().map(week).collect()
}

fn count(svg: &Svg, what: &str) -> usize {
    svg.as_str().matches(what).count()
}

#[test]
fn the_title_says_the_finding_and_both_lines_are_labelled_at_their_ends() {
    let trend = trend(&weeks(), date(2027, 3, 12)).expect("weeks with marks");
    let title = "This year runs between 92.2% and 95.2%, lowest in the week of 31 Aug.";
    for svg in [&trend.wide, &trend.narrow] {
        assert!(svg.as_str().contains(title), "{svg}");
        assert_eq!(count(svg, "role=\"img\""), 1);
        assert_eq!(count(svg, "<circle"), 1);
    }
    assert_eq!(count(&trend.wide, ">This year</text>") + count(&trend.wide, ">Last year</text>"), 2);
}

#[test]
fn lines_break_at_holidays() {
    let trend = trend(&weeks(), date(2027, 3, 12)).expect("weeks with marks");
    let paths: Vec<&str> = trend.wide.as_str().split("<path d=\"").filter(|part| part.contains("linecap")).collect();
    let stretches = |path: &str| path.split('"').next().map_or(0, |d| d.matches('M').count());
    // Half term in October, Christmas, half term in February, Easter, half term in May.
    assert_eq!(paths.iter().map(|path| stretches(path)).collect::<Vec<_>>(), [6, 4]);
}

#[test]
fn the_table_has_every_school_week_and_says_which_are_to_come() {
    let trend = trend(&weeks(), date(2027, 3, 12)).expect("weeks with marks");
    assert_eq!(trend.table.len(), example::calendar().school_weeks().len());
    let row = |week: &str| trend.table.iter().find(|row| row.week == week).map(|row| row.this_year.as_str());
    assert_eq!(row("31 Aug"), Some("92.2%"));
    assert_eq!(row("15 Mar"), Some("to come"));
    assert_eq!(row("26 Oct"), None);
    let first = trend.table.first().expect("a week");
    let href = |sessions: &Option<Link>| sessions.as_ref().map(|link| link.href.clone());
    assert_eq!(href(&first.this_sessions).as_deref(), Some("/schools/1/sessions?from=2026-08-31"));
    let to_come = trend.table.iter().find(|row| row.this_year == "to come").expect("a week to come");
    assert_eq!((href(&to_come.this_sessions), href(&to_come.last_sessions).is_some()), (None, true));
}

#[test]
fn a_school_without_a_mark_has_no_line() {
    assert_eq!(trend(&[], date(2027, 3, 12)), None);
    let blank = |week: Week| Week { this_year: None, last_year: None, ..week };
    assert_eq!(trend(&weeks().into_iter().map(blank).collect::<Vec<_>>(), date(2027, 3, 12)), None);
}

#[test]
fn last_year_alone_is_drawn_and_said() {
    let old = |week: Week| Week { this_year: None, ..week };
    let trend = trend(&weeks().into_iter().map(old).collect::<Vec<_>>(), date(2026, 9, 1)).expect("last year");
    assert!(trend.wide.as_str().contains("This year has no week with marks yet"));
    assert_eq!(count(&trend.wide, "<circle"), 0);
}

#[test]
fn labels_that_meet_move_apart_and_keep_their_order() {
    let (mut this, mut last) = (at(400.0, 100.0), at(410.0, 104.0));
    part(&mut this, &mut last);
    assert_eq!((this.y, last.y), (93.5, 110.5));
    let (mut this, mut last) = (at(400.0, 100.0), at(633.0, 104.0));
    part(&mut this, &mut last);
    assert_eq!((this.y, last.y), (100.0, 104.0));
}
