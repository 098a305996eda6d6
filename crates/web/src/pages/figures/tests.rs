use domain::{
    example,
    id::{PupilId, SchoolId},
    permission::Role,
    session::{Half, Session},
};
use jiff::civil::date;

use super::*;
use crate::{
    frame::{self, Section},
    templates::sample::render,
    urls,
};

fn definition(text: &str) -> Definition {
    Definition { text: text.into(), link: Link::new("What each figure means", urls::definition("days-missed")) }
}

fn sessions() -> Sessions {
    let codes = example::codes();
    let row = |day, half, letters| {
        let session = Session::new(date(2027, 3, day), half);
        SessionRow {
            session: Link::new(words::session(session), urls::mark(PupilId(4), session)),
            pupil: None,
            mark: MarkCell::new(&codes, codes.find(letters, session.date)),
            counts: "authorised absence".into(),
            note: String::new(),
        }
    };
    Sessions {
        back: Link::new("Ellis Hargreaves", urls::pupil(PupilId(4))),
        who: "Ellis Hargreaves, Year 5 Hazel".into(),
        total: "34 sessions missed: 17 days".into(),
        definition: definition("Sessions missed for whatever reason, of those that were possible for this pupil."),
        parts: vec!["23 authorised".into(), "11 unauthorised".into()],
        has_pupils: false,
        rows: vec![
            row(9, Half::Afternoon, "N"),
            row(9, Half::Morning, "N"),
            row(8, Half::Afternoon, "O"),
            row(4, Half::Afternoon, "I"),
        ],
        paging: Paging::of(434, 2, |page| urls::sessions(PupilId(4), &format!("missed&page={page}"))).0,
        csv: Some(Link::new("As a file (CSV)", urls::sessions(PupilId(4), "missed&as=csv"))),
    }
}

fn children() -> Children {
    let row = |name: &str, place: &str, days: &str| ChildRow {
        who: Link::new(name, urls::pupil(PupilId(4))),
        place: place.into(),
        days: days.into(),
        attendance: "85.5%".into(),
        sessions: Link::new("34 of 234", urls::sessions(PupilId(4), "missed")),
    };
    Children {
        back: Link::new("Hillside Primary School", urls::school(SchoolId(1))),
        total: "2 of 412 children".into(),
        definition: definition("Children who have missed 10% or more of the sessions that were possible for them."),
        rows: vec![row("Ellis Hargreaves", "5 Hazel, SEN support", "17"), row("Ashton Hunt", "2 Birch", "14½")],
        paging: Paging::default(),
        csv: None,
    }
}

#[test]
fn a_figure_opens_to_its_sessions() {
    let frame = frame::sample("Days missed", Section::Pupils, Role::AttendanceLead);
    let html = render(&frame, "figures/sessions.html", &sessions());
    assert!(html.contains("34 sessions missed: 17 days"));
    assert!(html.contains("201 to 400 of 434"));
    assert!(html.contains("as=csv"));
}

#[test]
fn a_figure_of_a_school_names_the_pupil_of_each_session() {
    let mut view = Sessions { has_pupils: true, paging: Paging::default(), csv: None, ..sessions() };
    for row in &mut view.rows {
        row.pupil = Some(Link::new("Ellis Hargreaves", urls::pupil(PupilId(4))));
    }
    let frame = frame::sample("Late this week", Section::School, Role::AttendanceLead);
    let html = render(&frame, "figures/sessions.html", &view);
    assert_eq!(html.matches(">Ellis Hargreaves</a></th>").count(), 4);
}

#[test]
fn a_list_of_one_weekday_names_it() {
    let shared = definition("Half days missed on that weekday.");
    assert_eq!(shared.on(domain::Weekday::Monday).text, "Half days missed on Mondays.");
}

#[test]
fn a_figure_of_nothing_says_so() {
    let frame = frame::sample("Days missed, none", Section::Pupils, Role::AttendanceLead);
    let view = Sessions { rows: Vec::new(), total: "0 sessions".into(), paging: Paging::default(), ..sessions() };
    assert!(render(&frame, "figures/sessions.html", &view).contains("No session makes this figure"));
    let frame = frame::sample("Severely absent, none", Section::School, Role::Headteacher);
    let view = Children { rows: Vec::new(), total: "0 of 412 children".into(), ..children() };
    assert!(render(&frame, "figures/children.html", &view).contains("No child makes this figure"));
}

#[test]
fn a_figure_of_children_opens_to_them_and_on_to_their_sessions() {
    let frame = frame::sample("Persistently absent", Section::School, Role::Headteacher);
    let html = render(&frame, "figures/children.html", &children());
    assert!(html.contains("2 of 412 children"));
    assert!(html.contains(">34 of 234<"));
}

#[test]
fn a_long_list_is_parted_and_nothing_of_it_is_lost() {
    let href = |page| format!("?page={page}");
    let parts: Vec<std::ops::Range<usize>> = [1, 2, 3].map(|page| Paging::of(434, page, href).1).into();
    assert_eq!(parts, [0..200, 200..400, 400..434]);
    let (last, lines) = Paging::of(434, 99, href);
    assert_eq!((last.words.as_str(), last.next, lines), ("401 to 434 of 434", None, 400..434));
    assert_eq!(last.previous, Some(Link::new("Previous", "?page=2")));
}

#[test]
fn a_short_list_is_not_parted() {
    let (paging, lines) = Paging::of(200, 0, |page| format!("?page={page}"));
    assert_eq!((paging, lines), (Paging::default(), 0..200));
    assert_eq!(Paging::of(0, 1, |_| String::new()).1, 0..0);
}
