use domain::{
    id::{GroupId, PupilId},
    permission::Role,
    session::{Half, Session},
};
use jiff::civil::date;

use super::*;
use crate::{frame, link::Hidden, templates::sample, urls};

fn row(who: &str, detail: &str, what: &str, due: Status, button: &str) -> Row {
    let href = urls::tasks(PupilId(4));
    let fields = vec![Hidden::new("task", "Formal intervention"), Hidden::new("pack", "lancashire")];
    Row {
        who: Link::new(who, urls::pupil(PupilId(4))),
        detail: detail.into(),
        what: what.into(),
        beside: String::new(),
        receipt: None,
        due,
        button: Button::send(button, &format!("for {who}"), href, fields),
        asks: String::new(),
        others: Vec::new(),
    }
}

fn sample_whereabouts(session: Session) -> Vec<Row> {
    vec![
        Row {
            button: Button::open("Record a call", "for Emilia Buckley", urls::call_about(&[PupilId(4)], session)),
            ..row(
                "Emilia Buckley",
                "Year 6 Oak",
                "Third day without word. No answer from either parent; last seen Tuesday 9 March.",
                Status::now("Now"),
                "",
            )
        },
        row(
            "Jenson Jones",
            "Year 6 Oak",
            "Not in this morning, no message. Mother rung 09:01, no answer; father is next.",
            Status::due("By 09:15"),
            "Ring his father",
        ),
    ]
}

fn sample_for_the_lead() -> Today {
    let ellis = PupilId(5);
    let session = Session::new(date(2027, 3, 9), Half::Morning);
    let whereabouts = sample_whereabouts(session);
    let law = vec![Row {
        beside: "Brother in Year 2 Alder was absent the same day".into(),
        button: Button::open("Find out why", "for Ellis Hargreaves", urls::reason_about(&[ellis], &[session])),
        ..row(
            "Ellis Hargreaves",
            "Year 5 Hazel",
            "2 sessions on Tuesday 9 March still have no reason. They must have one in 5 school days.",
            Status::due("By Tue 16 March"),
            "",
        )
    }];
    let handbook = vec![
        Row {
            beside: "Sister Robyn in Year 1 Maple: 12 days missed. One plan for both?".into(),
            receipt: Some(Link::new("Why this is due", urls::receipt(ellis, "lancashire", "formal-intervention"))),
            ..row(
                "Lily Booth",
                "Year 4 Holly",
                "14½ days missed and no formal support recorded: due by day 14.",
                Status::now("4 days overdue"),
                "Plan support",
            )
        },
        row(
            "Marley Cook",
            "Year 1 Rowan",
            "Day 5 missed, has SEN support: support is due.",
            Status::due("By Thu 18 March"),
            "Start the checklist",
        ),
    ];
    let offers = vec![row(
        "Ellis Hargreaves",
        "Year 5 Hazel",
        "15 days missed on 4 March: Improvement pathway. Consider Early Help with the family.",
        Status::wait("No date"),
        "Consider it",
    )];
    let more = Link::new("All 31 tasks", urls::today());
    Today {
        note: String::new(),
        filters: vec![
            Filter { text: "Mine, 16".into(), href: urls::today(), is_current: true },
            Filter { text: "Whole school, 31".into(), href: urls::today(), is_current: false },
        ],
        figures: Vec::new(),
        sections: vec![
            Section::new(Kind::Whereabouts, whereabouts, "Oldest: since Wednesday"),
            Section::new(Kind::Law, law, "Nearest: today"),
            Section::new(Kind::Handbook, handbook, "").of_more(Kind::Handbook, 31, more),
            Section::new(Kind::Offers, offers, ""),
            Section::new(Kind::Waiting, Vec::new(), ""),
        ],
        reports: vec![Link::new("The week for the head", "/schools/1/reports/week")],
    }
}

#[test]
fn today_is_made_from_its_sample() {
    let frame = frame::sample("Today", frame::Section::Today, Role::AttendanceLead)
        .wide()
        .as_of("Friday 12 March. As of 09:04; days missed are to the end of Thursday 11 March.");
    let html = sample::render(&frame, "today/today.html", &sample_for_the_lead());
    assert!(html.contains("2 children. Oldest: since Wednesday"));
    assert!(html.contains("31 tasks, the first 2 here"));
    assert!(html.contains("Nobody else owes anything."));
    assert_eq!(html.matches("govuk-button--rb").count(), 2, "only the first section's buttons are filled");
}

#[test]
fn a_child_with_several_tasks_has_one_row_and_the_list_can_be_narrowed() {
    let other = Work {
        what: "Start the checklist, for attendance champion.".into(),
        receipt: None,
        due: Status::due("By Thu 18 March"),
        button: Button::open("Record it", "Start the checklist for Lily Booth", urls::pathway(PupilId(4))),
        asks: String::new(),
    };
    let lily = Row {
        others: vec![other],
        ..row("Lily Booth", "Year 4 Holly", "Plan support.", Status::now("Was due 2 March"), "Record it")
    };
    let choice =
        |value: &str, text: &str| Choice { value: value.into(), text: text.into(), is_chosen: value.is_empty() };
    let choosing = Choosing {
        filters: vec![Filter {
            text: "Overdue, 61".into(),
            href: urls::today_choosing("handbook", "due=overdue"),
            is_current: true,
        }],
        action: urls::today_at("handbook"),
        kept: vec![Hidden::new("due", "overdue")],
        lists: vec![ChoiceList {
            name: "place",
            label: "Class",
            choices: vec![choice("", "All"), choice("4 Holly", "4 Holly (3)")],
        }],
    };
    let next = Link::new("Next", urls::today_choosing("handbook", "due=overdue&page=2"));
    let section = Section {
        choosing: Some(choosing),
        paging: Paging { words: "1 to 50 of 97".into(), previous: None, next: Some(next) },
        ..Section::new(Kind::Handbook, vec![lily], "")
    };
    let view = Today { sections: vec![section], ..Today::default() };
    let frame = frame::sample("Today, many tasks", frame::Section::Today, Role::AttendanceLead).wide();
    let html = sample::render(&frame, "today/today.html", &view);
    assert_eq!(html.matches(">Lily Booth</a>").count(), 1, "the child is named once");
    assert!(html.contains("2 tasks") && html.contains("Start the checklist, for attendance champion."));
    assert!(html.contains("<label class=\"govuk-label rb-small\" for=\"handbook-place\">Class</label>"));
    assert!(
        html.contains("href=\"/?all=handbook&amp;due=overdue&amp;page=2#handbook\""),
        "the next part keeps what is chosen"
    );
}

#[test]
fn a_teacher_s_empty_day_says_why_it_is_empty() {
    let group = Link::new("5 Hazel", urls::register(GroupId(12), Session::new(date(2027, 3, 12), Half::Morning)));
    let taken = Row {
        who: group,
        button: Button::open("Take register", "of 5 Hazel", urls::registers()),
        ..row("", "30 children", "Open since 08:50.", Status::due("By 09:20"), "")
    };
    for (title, rows) in [("Today, a teacher", vec![taken]), ("Today, done", Vec::new())] {
        let view = Today {
            note: "Saturday is not a school day: this is Friday 12 March.".into(),
            sections: vec![Section::new(Kind::Registers, rows, "")],
            ..Today::default()
        };
        let html = sample::render(
            &frame::sample(title, frame::Section::Today, Role::Teacher).wide(),
            "today/today.html",
            &view,
        );
        assert!(html.contains("Saturday is not a school day"));
        assert_eq!(html.contains("Every register that is open has been taken."), title == "Today, done");
    }
}

#[test]
fn a_governor_reads_the_figures_before_anything_else() {
    let figure = Figure {
        label: "Severely absent".into(),
        number: "under 5".into(),
        beside: String::new(),
        lines: vec!["last week under 5".into(), "last year 6".into()],
    };
    let view =
        Today { figures: vec![figure], sections: vec![Section::new(Kind::Packs, Vec::new(), "")], ..Today::default() };
    let frame = frame::sample("Today, a governor", frame::Section::Today, Role::Governor).wide();
    let html = sample::render(&frame, "today/today.html", &view);
    assert!(html.contains("How the school stands") && html.contains("last week under 5"));
    assert!(html.find("under 5") < html.find("Handbooks in use"));
}
