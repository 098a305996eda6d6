use domain::session::{Half, Session};
use jiff::civil::date;

use super::{sample::Ellis, *};

fn link(first: Session, last: Session) -> String {
    format!("/pupils/4/sessions?from={}&to={}", first.date, last.date)
}

fn count(svg: &Svg, what: &str) -> usize {
    svg.as_str().matches(what).count()
}

#[test]
fn both_drawings_have_the_same_runs_and_say_the_finding() {
    let year = Ellis::default().year();
    for svg in [&year.wide, &year.narrow] {
        assert!(svg.as_str().contains("Ellis’s year, session by session: 17 days missed."), "{svg}");
        assert_eq!(count(svg, "<a href="), 21);
        assert!(svg.as_str().contains("<title>Illness (I), Monday 14 September to Tuesday 15 September</title>"));
        assert!(svg.as_str().contains("<title>Medical appointment (M), Thursday 4 February, afternoon</title>"));
    }
}

#[test]
fn sessions_stand_where_the_visual_language_puts_them() {
    let year = Ellis::default().year();
    let wide = year.wide.as_str();
    assert!(wide.contains("width=\"1126\" height=\"318\""), "{}", &wide[..200]);
    assert!(year.narrow.as_str().contains("width=\"295\" height=\"914\""));
    // Monday 14 September, morning: the third week.
    assert!(wide.contains("x=\"114.5\" y=\"44.5\" width=\"19\" height=\"16\""));
    assert!(wide.contains("<text x=\"124\" y=\"56.5\" class=\"g-l g-la\">I</text>"));
    // The first present session, Wednesday 2 September.
    assert!(wide.contains("class=\"g-p\" d=\"M68 130h20v17h-20zM68 148.5h20v17h-20z"));
    assert!(wide.contains("class=\"g-s\" d=\"M75 142.5l6-8M75 153l6 8"));
}

#[test]
fn each_family_has_its_own_shape() {
    let wide = Ellis::default().year().wide;
    let shapes = ["g-U", "g-N", "g-K", "g-w\"", "url(#hatch-w)", "url(#dots-w)"].map(|shape| count(&wide, shape));
    assert_eq!(shapes, [9, 2, 2, 5, 23, 2]);
}

#[test]
fn days_missed_stand_under_their_week() {
    let year = Ellis::default().year();
    let bars = count(&year.wide, "fill=\"#484949\"");
    let missed: Vec<&str> = year.table.iter().map(|row| row.missed.as_str()).filter(|days| *days != "0").collect();
    assert_eq!(missed, ["2", "1", "1½", "1", "1", "2", "1½", "1", "½", "1", "2½", "2"]);
    assert_eq!(bars, missed.len());
}

#[test]
fn the_table_says_the_same_as_the_picture() {
    let table = Ellis::default().year().table;
    let words = |row: &Row| row.cells.iter().map(|cell| cell.words.clone()).collect::<Vec<_>>().join(" ");
    assert_eq!(words(&table[0]), "closed closed closed closed present present present present present present");
    assert_eq!(words(&table[2]), "I I I I present present present present present present");
    assert_eq!(table.last().map(|row| row.week.as_str()), Some("8 Mar"));
}

#[test]
fn the_key_has_the_families_that_occur_and_no_other() {
    let words: Vec<String> = Ellis::default().year().key.into_iter().map(|item| item.words).collect();
    assert_eq!(words.len(), 9);
    assert_eq!(words[1], "late");
    assert_eq!(words[7], "to come");
}

#[test]
fn a_session_without_a_mark_is_not_shown_as_present() {
    let mut ellis = Ellis::default();
    ellis.marks[0] = 0;
    let year = ellis.year();
    assert_eq!(year.table[0].cells[4].words, "no mark");
    assert!(year.key.iter().any(|item| item.words == "no mark, or to come"));
    assert!(!year.wide.as_str().contains("class=\"g-p\" d=\"M68 130h"));
}

#[test]
fn time_before_and_after_the_enrolment_is_blank() {
    let ellis = Ellis::default();
    let source = Source {
        whose: "Ellis",
        sheet: ellis.sheet(),
        until: Session::new(date(2027, 3, 12), Half::Afternoon),
        enrolled_from: date(2027, 3, 8),
        enrolled_until: Some(date(2027, 3, 9)),
        link: &link,
    };
    let year = year(&source).expect("days in this year");
    assert_eq!(count(&year.wide, "<a href="), 2);
    assert_eq!(year.table.len(), 1);
    assert!(!year.wide.as_str().contains("g-t"));
}

#[test]
fn a_year_without_a_day_of_school_is_not_drawn() {
    let ellis = Ellis::default();
    let (codes, calendar) = (ellis.codes, domain::calendar::Calendar::default());
    let source = Source {
        whose: "Ellis",
        sheet: Sheet { sessions: &[], marks: &[], codes: &codes, calendar: &calendar },
        until: Session::new(date(2027, 3, 12), Half::Afternoon),
        enrolled_from: date(2021, 9, 1),
        enrolled_until: None,
        link: &link,
    };
    assert_eq!(year(&source), None);
}

#[test]
fn a_year_without_a_mark_is_all_to_come() {
    let ellis = Ellis::default();
    let sheet = Sheet { sessions: &[], marks: &[], ..ellis.sheet() };
    let source = Source {
        whose: "<b>Ellis</b>",
        sheet,
        until: Session::new(date(2026, 9, 1), Half::Afternoon),
        enrolled_from: date(2021, 9, 1),
        enrolled_until: None,
        link: &link,
    };
    let year = year(&source).expect("days in this year");
    assert_eq!(count(&year.wide, "<a href="), 0);
    assert!(year.wide.as_str().contains("&lt;b&gt;Ellis&lt;/b&gt;’s year, session by session: 0 days missed."));
    assert!(year.table.iter().all(|row| row.missed == "0"));
}
