use domain::{
    example,
    id::{PupilId, SchoolId},
    permission::Role,
    tally::Percent,
};
use jiff::{ToSpan, civil::date};

use super::{
    classes::{ClassRow, Classes, Meaning, Part},
    small::Average,
    *,
};
use crate::{
    chart::trend::{Week, trend},
    frame::{self, Frame, Section},
    templates::sample::render,
    urls,
};

fn tally(absent: u32) -> Tally {
    Tally { attended: 1000 - absent, authorised: absent, unauthorised: 0 }
}

fn weeks() -> Vec<Week> {
    let school = example::calendar().school_weeks();
    let week = |(at, monday): (usize, domain::Date)| {
        let known = |value| school.contains(&monday).then_some(Percent::thousandths(value));
        let wave = (at * 7 % 11) as u32 * 400;
        let sessions = || {
            let href = urls::school_sessions(SchoolId(1), &format!("counted=possible&from={monday}"));
            Some(Link::new("310 possible sessions", href))
        };
        Week {
            this_sessions: sessions(),
            last_sessions: sessions(),
            monday,
            has_school: school.contains(&monday),
            this_year: known(92_200 + wave).filter(|_| monday <= date(2027, 3, 8)),
            last_year: known(91_500 + (at * 5 % 7) as u32 * 350),
        }
    };
    date(2026, 8, 31).series(7.days()).take(46).enumerate().map(week).collect()
}

fn figures(reader: Reader) -> Vec<Figure> {
    let href = |filter: &str| match reader {
        Reader::Staff => urls::school_sessions(SchoolId(1), filter),
        Reader::Governor => String::new(),
    };
    let figure = |label: &str, number: String, beside: &str, lines: [Line; 2]| Figure {
        label: label.into(),
        number,
        beside: beside.into(),
        href: (reader == Reader::Staff).then(|| urls::school_sessions(SchoolId(1), "figure=persistent")),
        lines: lines.into(),
    };
    let lines = |week: &str, year: &str| {
        let line = |words: &str, number: &str, day: &str| {
            Line::before(words, Link::new(number, href(&format!("counted=absent&to={day}"))))
        };
        [line("last week", week, "2027-03-05"), line("last year", year, "2026-03-13")]
    };
    let count = |children| reader.count(children);
    vec![
        figure("Days missed per child", "7.0".into(), "94.1%", lines("94.0%", "7.6, 93.6%")),
        figure("Unauthorised days", "0.9".into(), "0.8%", lines("0.8%", "1.1, 0.9%")),
        figure("Persistently absent", count(73), &reader.share(73, 412), lines(&count(72), &count(79))),
        figure("Severely absent", count(2), &reader.share(2, 412), lines(&count(3), &count(1))),
        figure("Late this week", "41".into(), "11 min", lines("46", "58")),
        figure("No reason yet", "7".into(), "sessions", lines("4", "9")),
    ]
}

fn bands(reader: Reader) -> BandSet {
    let count = |name: &str, children, range: &str| BandCount {
        name: name.into(),
        children,
        range: range.into(),
        href: urls::school_sessions(SchoolId(1), "band=2"),
    };
    let counts = vec![
        count("Universal", 363, "0 to 14½ days"),
        count("Improvement", 46, "15 to 55½"),
        count("Targeted", 3, "56 to 94½"),
        count("Intensive Support", 0, "95 or more"),
    ];
    BandSet::new("Where the children stand", counts, reader)
}

fn classes() -> Classes {
    let part = |number: &str, filter: &str, beside: &str| Part {
        number: Link::new(number, urls::school_sessions(SchoolId(1), &format!("{filter}&group=12"))),
        said: " of 1,234 possible sessions, 5 Hazel".into(),
        beside: beside.into(),
    };
    let row = |name: &str| ClassRow {
        name: Link::new(name, urls::school_sessions(SchoolId(1), "figure=everybody&group=12")),
        bar: crate::chart::bar::bar(59, 90, 90),
        cells: vec![
            part("30", "figure=everybody", ""),
            part("94.1%", "counted=possible", ""),
            part("63", "counted=authorised", "5.1%"),
            part("10", "counted=unauthorised", "0.8%"),
            Part::without("too few"),
            part("4", "counted=late", ""),
            part("3", "figure=persistent", ""),
        ],
    };
    let columns = ["Children", "Attendance", "Authorised sessions", "Unauthorised sessions", "Days missed per child"];
    Classes {
        columns: columns.into_iter().chain(["Late arrivals", "Persistently absent"]).map(String::from).collect(),
        classes: vec![row("5 Hazel"), row("5 Oak")],
        years: vec![row("Year 5")],
        school: row("School"),
        meanings: vec![Meaning { name: "Late arrivals".into(), text: "Arrivals after the register opened.".into() }],
    }
}

fn day() -> Day {
    Day {
        action: urls::school(SchoolId(1)),
        to: "2027-03-12".into(),
        latest: "2027-03-12".into(),
        kept: Vec::new(),
        today: Some(Link::new("The figures of today", urls::school(SchoolId(1)))),
    }
}

fn cohorts(reader: Reader) -> CohortTable {
    let cell =
        |children, absent| Average::new(children, tally(absent), urls::school_sessions(SchoolId(1), "year=5"), reader);
    let row = |name: &str, cells| CohortRow {
        name: name.into(),
        href: (reader == Reader::Staff).then(|| urls::school_sessions(SchoolId(1), "year=5")),
        cells,
    };
    CohortTable {
        columns: ["All", "SEN support", "EHC plan", "Free school meals"].map(String::from).into(),
        rows: vec![
            row("Reception", vec![cell(60, 53), cell(9, 51), cell(2, 60), cell(12, 62)]),
            row("Year 5", vec![cell(58, 78), cell(8, 115), cell(0, 0), cell(14, 127)]),
        ],
        total: vec![cell(412, 59), cell(61, 88), cell(15, 53), cell(84, 75)],
    }
}

fn nearest() -> Nearest {
    let row = |name: &str, place: &str, days: &str, left: &str| NearRow {
        who: Link::new(name, urls::pupil(PupilId(4))),
        place: place.into(),
        days: Link::new(days, urls::sessions(PupilId(4), "counted=absent")),
        attendance: "87.7%".into(),
        left: left.into(),
        support: "Support recorded".into(),
    };
    Nearest {
        title: "Nearest to the Improvement pathway".into(),
        left_head: "Days to 15".into(),
        rows: vec![row("Ashton Hunt", "2 Birch, social worker", "14½", "½"), row("Lily Booth", "4 Holly", "14", "1")],
        words: "19 children are within 2½ days.".into(),
        more: Some(Link::new("Show all", urls::school_sessions(SchoolId(1), "near=improvement"))),
    }
}

fn periods() -> TableView {
    use crate::table::{CellView, Heading, links};
    let heading = |(text, is_figure): (&str, bool)| Heading { text: text.into(), is_figure };
    let cell = |text: &str| CellView { text: text.into(), href: String::new() };
    TableView {
        title: "Attendance, absence and lateness by period".into(),
        columns: [("What", false), ("This half term", true), ("Year to date", true)].map(heading).into(),
        rows: vec![["Attendance", "93.9%", "94.1%"].map(cell).into()],
        notes: Vec::new(),
        files: links("/schools/1?table=periods"),
    }
}

fn near() -> NearView {
    use crate::table::{CellView, Heading};
    let heading = |text: &str| Heading { text: text.into(), is_figure: false };
    let cell = |text: &str| CellView { text: text.into(), href: String::new() };
    NearView {
        words: "19 of 412 children would be persistently absent after 2½ days missed in a row, or fewer.".into(),
        table: Some(TableView {
            title: "Near persistent absence".into(),
            columns: ["Child", "What it means"].map(heading).into(),
            rows: vec![["Nova Purohit", "Can miss 2½ more days before half term ends."].map(cell).into()],
            notes: Vec::new(),
            files: Vec::new(),
        }),
        more: Link::new("All of them, by class, year or cohort", urls::absence::near(SchoolId(1), "")),
        definitions: vec![Link::new("May still be missed", urls::definition("may_miss"))],
    }
}

fn view(reader: Reader) -> School {
    let is_staff = reader == Reader::Staff;
    let jacob = CrossedChild {
        who: Link::new("Jacob Kuruvilla", urls::pupil(PupilId(9))),
        detail: "2 Birch: 16 days".into(),
        receipt: urls::receipt(PupilId(9), "lancashire", "improvement-pathway"),
    };
    let weeks = weeks().into_iter().map(|week| match reader {
        Reader::Staff => week,
        Reader::Governor => Week { this_sessions: None, last_sessions: None, ..week },
    });
    School {
        day: day(),
        figures: figures(reader),
        trend: trend(&weeks.collect::<Vec<Week>>(), date(2027, 3, 12)),
        classes: is_staff.then(classes),
        crossed: vec![
            Crossed {
                title: "Crossed 15 days this week".into(),
                children: if is_staff { vec![jacob] } else { Vec::new() },
                words: if is_staff { String::new() } else { format!("{} children.", reader.count(1)) },
                more: None,
            },
            Crossed {
                title: "Crossed 56 days this week".into(),
                children: Vec::new(),
                words: "Nobody.".into(),
                more: None,
            },
        ],
        files: BTreeMap::from([("classes", crate::table::links("/schools/1?table=classes"))]),
        absence: if is_staff {
            vec![Link::new("Lateness", urls::absence::lateness(SchoolId(1), ""))]
        } else {
            Vec::new()
        },
        periods: periods(),
        near: is_staff.then(near),
        weekdays: shares([70, 62, 54, 49, 62].map(|absent| [tally(absent + 8), tally(absent - 8)]), &|day| {
            if is_staff { format!("/schools/1/sessions?counted={day}") } else { String::new() }
        }),
        bands: vec![bands(reader)],
        cohorts: cohorts(reader),
        nearest: is_staff.then(nearest),
        leave: is_staff.then(|| Link::new("Leave of absence: 1 request waits", "/schools/1/leave")),
        returns: is_staff.then(|| Link::new("Returns and notices: 2 due, 1 late", "/schools/1/returns")),
        other: is_staff.then(|| Link::new("Same page for governors, without names", "/schools/1?as=governor")),
        about: Link::new("Address, times and terms", "/schools/1/particulars"),
        other_figures: Link::new("Ask for other figures", "/schools/1/figures"),
        compared: vec![Link::new("Beside other schools and England", "/schools/1/comparison")],
        reports: vec![Link::new("Report for governors", "/schools/1/reports/governors")],
        count: is_staff.then(|| crate::pages::count::Count { latest: String::new(), ..crate::pages::count::sample() }),
    }
}

fn frame(title: &str, role: Role) -> Frame {
    frame::sample(title, Section::School, role)
        .wide()
        .as_of("412 children. This school year to the end of Friday 12 March 2027; as of 16:10.")
}

#[test]
fn a_school_s_figures_open_to_what_makes_them() {
    let html = render(&frame("Hillside Primary School", Role::Headteacher), "school/school.html", &view(Reader::Staff));
    assert!(html.contains("Jacob Kuruvilla"));
    assert!(html.contains("too few"));
    assert!(html.contains("Children by band: Universal 363, Improvement 46, Targeted 3, Intensive Support 0"));
    assert!(html.contains("/schools/1/sessions?figure=persistent"));
    assert!(html.contains("<a class=\"govuk-link\" href=\"/schools/1/sessions?counted=late&amp;group=12\">4<span"));
    assert!(html.contains("of 310 possible sessions in the week of 31 Aug, last year"));
    assert!(html.contains("last week <a class=\"govuk-link\""));
    assert!(html.contains("name=\"to\" value=\"2027-03-12\" max=\"2027-03-12\""));
    assert!(html.contains("Can miss 2½ more days before half term ends."));
    assert!(html.contains("/schools/1?table=classes&amp;file=xlsx"));
    assert!(html.contains("/schools/1/sessions?counted=monday-am"));
    assert!(html.len() < 100_000, "{} bytes", html.len());
}

#[test]
fn a_governor_gets_the_same_page_without_names_and_without_small_numbers() {
    let html = render(
        &frame("Hillside Primary School, governor", Role::Governor),
        "school/school.html",
        &view(Reader::Governor),
    );
    assert!(!html.contains("/pupils/"));
    assert!(!html.contains("/sessions?"));
    assert!(html.contains("under 5"));
    assert!(html.contains("Children by band: Universal 363, Improvement and Targeted and Intensive Support 49"));
    assert!(html.contains("hidden"));
    assert!(!html.contains("0.5%"), "a share of 412 would give the two children away");
}

#[test]
fn a_school_before_its_first_register_gets_a_page_that_says_so() {
    let view = School {
        day: Day { today: None, ..day() },
        classes: None,
        figures: Vec::new(),
        trend: None,
        crossed: Vec::new(),
        files: BTreeMap::new(),
        absence: Vec::new(),
        periods: TableView { rows: Vec::new(), ..periods() },
        near: None,
        weekdays: shares([[Tally::default(); 2]; 5], &|_| String::new()),
        bands: vec![BandSet::new("Where the children stand", Vec::new(), Reader::Staff)],
        cohorts: CohortTable { columns: vec!["All".into()], rows: Vec::new(), total: Vec::new() },
        nearest: None,
        leave: None,
        returns: None,
        other: None,
        about: Link::new("Address, times and terms", "/schools/1/particulars"),
        other_figures: Link::new("Ask for other figures", "/schools/1/figures"),
        compared: vec![Link::new("Beside other schools and England", "/schools/1/comparison")],
        reports: vec![Link::new("Report for governors", "/schools/1/reports/governors")],
        count: None,
    };
    let html = render(&frame("Hillside Primary School, new", Role::Headteacher), "school/school.html", &view);
    assert!(html.contains("Neither year has a register yet."));
    assert!(html.contains("Nobody stands in a band yet."));
}
