use domain::permission::Role;
use jiff::civil::date;

use super::{order::Direction, *};
use crate::{
    frame::{self, Section},
    pages::school::{BandCount, small::Reader},
    templates::sample::render,
};

fn week(absent: u32) -> Tally {
    Tally { attended: 1000 - absent, authorised: absent, unauthorised: 0 }
}

fn school(id: i64, name: &str, is_own: bool, absent: u32) -> Known {
    Known {
        id: SchoolId(id),
        name: name.into(),
        kind: "Primary, Moor".into(),
        is_own,
        is_known: id != 3,
        children: 200 + id as u32,
        tally: Tally { attended: 1000 - absent, authorised: absent - absent / 5, unauthorised: absent / 5 },
        weeks: [60, 58, 61, 70, 66, 59, 62, 57, 55, 40].map(week).into(),
        bands: [("Universal", 160), ("Improvement", 36), ("Targeted", 4), ("Intensive Support", 1)]
            .map(|(name, children)| (name.into(), children))
            .into(),
        persistent: 30 + id as u32,
        severe: 2,
        returns_late: id as u32 % 3,
        meeting: Some(Held {
            held: (id == 1).then(|| date(2027, 3, 4)),
            is_due: id == 2,
            deadline: (id == 2).then_some(Deadline { day: date(2027, 3, 25), at: None }),
            is_over: false,
        }),
        registers_missing: u32::from(id == 2),
        last_marked: None,
    }
}

fn schools() -> Vec<Known> {
    let new = Known {
        children: 0,
        tally: Tally::default(),
        weeks: Vec::new(),
        bands: Vec::new(),
        persistent: 0,
        severe: 0,
        ..school(4, "New Road Primary", false, 10)
    };
    vec![
        school(1, "Hillside Primary", true, 59),
        school(2, "Aldersyke Primary", true, 124),
        school(3, "Kestrel House", false, 399),
        new,
    ]
}

fn view(order: Order) -> Authority {
    let count = |(name, children): (&str, u64)| BandCount {
        name: name.into(),
        children,
        range: String::new(),
        href: String::new(),
    };
    let bands = [("Universal", 6779), ("Improvement", 1794), ("Targeted", 368), ("Intensive Support", 95)];
    let total = BandSet::new("Where the children stand", bands.map(count).into(), Reader::Staff);
    let mut all = schools();
    order.sort(&mut all);
    Authority::new(&all, 0..all.len(), total, order, |order| format!("{}?sort={}", urls::authority(), order.word()))
}

fn names(order: Order) -> Vec<String> {
    view(order).groups.into_iter().flat_map(|group| group.rows).map(|row| row.name).collect()
}

#[test]
fn the_authority_s_schools_are_made_from_their_sample() {
    let frame = frame::sample("Schools", Section::Authority, Role::AuthorityOfficer)
        .wide()
        .as_of("4 schools, 606 children. To the end of Thursday 11 March 2027.");
    let html = render(&frame, "authority/authority.html", &view(Order::default()));
    assert!(html.contains("aria-sort=\"ascending\"><a href=\"/authority?sort=-attendance\">Attendance</a>"));
    assert!(html.contains("Your schools, 2"));
    assert!(html.contains("1 missing"));
    assert!(html.contains("no marks"));
    assert!(html.contains("Held Thu 4 March") && html.contains("By Thu 25 March"), "{html}");
    assert!(html.contains("not worked out yet"), "a school of which nothing is known yet says so");
    assert!(html.contains("1.1 up"), "the last four weeks beside the four before");
}

#[test]
fn the_reader_s_own_schools_stand_first_and_each_group_in_order() {
    assert_eq!(names(Order::default()), ["Aldersyke Primary", "Hillside Primary", "Kestrel House", "New Road Primary"]);
    let falling = Order { column: Column::Attendance, direction: Direction::Descending };
    assert_eq!(names(falling), ["Hillside Primary", "Aldersyke Primary", "Kestrel House", "New Road Primary"]);
    let by_name = Order { column: Column::School, direction: Direction::Descending };
    assert_eq!(names(by_name), ["Hillside Primary", "Aldersyke Primary", "New Road Primary", "Kestrel House"]);
}

#[test]
fn every_column_sorts_and_its_head_turns_the_order_round() {
    for column in Column::ALL {
        let first = Order { column: Column::School, direction: Direction::Ascending };
        let pressed = if column == Column::School { first } else { first.pressed(column) };
        let again = pressed.pressed(column);
        assert_ne!(pressed.direction, again.direction);
        assert_eq!(Order::parse(&again.word()), again);
        assert_eq!(names(pressed).len(), 4);
    }
    assert_eq!(Order::parse("anything"), Order::default());
}

#[test]
fn an_authority_without_a_school_says_what_to_do() {
    let total = BandSet::new("Where the children stand", Vec::new(), Reader::Staff);
    let view = Authority::new(&[], 0..0, total, Order::default(), |_| urls::authority());
    let frame = frame::sample("Schools, none", Section::Authority, Role::AuthorityOfficer).wide();
    assert!(render(&frame, "authority/authority.html", &view).contains("No school is set up yet."));
}

#[test]
fn a_page_of_seven_hundred_schools_is_smaller_than_a_photograph() {
    let mut all: Vec<Known> = (1..=700)
        .map(|id| {
            let name = format!("The Invented Church of England Primary School of Village {id}");
            Known { is_known: true, last_marked: Some(date(2027, 3, 10)), ..school(id, &name, id % 9 == 0, 59) }
        })
        .collect();
    let weeks: Vec<Tally> = (0..39).map(|number| week(50 + number)).collect();
    all.iter_mut().for_each(|school| school.weeks.clone_from(&weeks));
    Order::default().sort(&mut all);
    let total = BandSet::new("Where the children stand", Vec::new(), Reader::Staff);
    let (paging, range) = Paging::by(75, all.len(), 1, |page| format!("{}?page={page}", urls::authority()));
    let view = Authority { paging, ..Authority::new(&all, range, total, Order::default(), |_| urls::authority()) };
    let html = render(
        &frame::sample("Schools", Section::Authority, Role::AuthorityOfficer).wide(),
        "authority/authority.html",
        &view,
    );
    assert!(html.contains("Your schools, 77") && html.contains("1 to 75 of 700"));
    assert!(html.len() < 250_000, "{} bytes", html.len());
}
