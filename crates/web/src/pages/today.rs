//! Today: everybody's own list of work, in order of harm.

use serde::Serialize;

use crate::{
    link::{Button, Filter, Link},
    status::Status,
    words,
};

/// What Today shows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Today {
    /// Said first when the day is special, such as a day without school. Empty otherwise.
    pub note: String,
    /// Ways to look at the list. Empty when there is only one.
    pub filters: Vec<Filter>,
    /// The sections, in order of harm. Those of the reader's post are there even when they are empty.
    pub sections: Vec<Section>,
}

/// What a section holds. The order is the order of harm, and the order on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Children whose whereabouts nobody knows.
    Whereabouts,
    /// Registers that are open and not taken.
    Registers,
    /// Dates set by law: holding codes, returns.
    Law,
    /// What a pathway makes due.
    Handbook,
    /// What is offered.
    Offers,
    /// What is waiting on somebody else.
    Waiting,
    /// Schools that need the authority.
    Schools,
    /// People, calendars, imports and packs that need the administrator.
    Administration,
}

impl Kind {
    const fn id(self) -> &'static str {
        match self {
            Kind::Whereabouts => "whereabouts",
            Kind::Registers => "registers",
            Kind::Law => "law",
            Kind::Handbook => "handbook",
            Kind::Offers => "offers",
            Kind::Waiting => "waiting",
            Kind::Schools => "schools",
            Kind::Administration => "administration",
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Kind::Whereabouts => "Nobody knows where they are",
            Kind::Registers => "Registers to take",
            Kind::Law => "Dates set by law",
            Kind::Handbook => "What the handbook makes due",
            Kind::Offers => "Offered: consider it, and say yes or no",
            Kind::Waiting => "Waiting for somebody else",
            Kind::Schools => "Schools that need you",
            Kind::Administration => "Needs looking after",
        }
    }

    const fn empty(self) -> &'static str {
        match self {
            Kind::Whereabouts => {
                "Every child in the registers taken so far is in school or has a reason. A child appears here when a \
                 register says absent and nobody has said why."
            }
            Kind::Registers => "Every register that is open has been taken. The next one appears here when it opens.",
            Kind::Law => {
                "No date is running. A session without a reason appears here with the day by which it needs one."
            }
            Kind::Handbook => {
                "Nothing is due. A pupil appears here on reaching a trigger of the handbook whose task is not yet on record."
            }
            Kind::Offers => {
                "Nothing is offered. A pupil appears here when the handbook says that something may be done."
            }
            Kind::Waiting => {
                "Nobody owes an answer. A request stays here from the day it is sent until it is answered."
            }
            Kind::Schools => {
                "No school needs the authority today. One appears here when a register or a return is late."
            }
            Kind::Administration => "Everything is in order. A failed import or a pack with faults appears here.",
        }
    }

    fn counted(self, count: i64) -> String {
        let (one, many) = match self {
            Kind::Whereabouts => ("child", "children"),
            Kind::Registers => ("register", "registers"),
            Kind::Law | Kind::Handbook | Kind::Administration => ("task", "tasks"),
            Kind::Offers => ("offer", "offers"),
            Kind::Waiting => ("request", "requests"),
            Kind::Schools => ("school", "schools"),
        };
        words::counted(count, one, many)
    }
}

/// One section of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// Its place in the page.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// `2 children. Oldest: since Wednesday`.
    pub summary: String,
    /// The work, most urgent first.
    pub rows: Vec<Row>,
    /// Why there is none, and what would bring some.
    pub empty: String,
    /// A link to the rest, when not all are shown.
    pub more: Option<Link>,
}

impl Section {
    /// The section of `kind` with `rows`. `oldest` ends the summary, such as `Oldest: 4 days overdue`; it may be empty.
    pub fn new(kind: Kind, rows: Vec<Row>, oldest: &str) -> Section {
        let count = kind.counted(rows.len() as i64);
        Section {
            id: kind.id().into(),
            title: kind.title().into(),
            summary: if oldest.is_empty() { count } else { format!("{count}. {oldest}") },
            rows,
            empty: kind.empty().into(),
            more: None,
        }
    }

    /// The same section when it shows the first rows of `total` only, and `more` shows the rest.
    #[must_use]
    pub fn of_more(self, kind: Kind, total: usize, more: Link) -> Section {
        let summary = format!("{}, the first {} here", kind.counted(total as i64), self.rows.len());
        Section { summary, more: Some(more), ..self }
    }
}

/// One piece of work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// About whom: a pupil, a group or a school.
    pub who: Link,
    /// What identifies them, such as `Year 5 Hazel`.
    pub detail: String,
    /// What, and why, in one line.
    pub what: String,
    /// A second, quieter line: days missed and trend, a brother or sister with work too. May be empty.
    pub beside: String,
    /// Where the derivation stands, for what a pack decided.
    pub receipt: Option<Link>,
    /// By when.
    pub due: Status,
    /// The one button that does it.
    pub button: Button,
}

#[cfg(test)]
mod tests {
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
        }
    }

    fn sample_for_the_lead() -> Today {
        let ellis = PupilId(5);
        let session = Session::new(date(2027, 3, 9), Half::Morning);
        let whereabouts = vec![
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
        ];
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
            sections: vec![
                Section::new(Kind::Whereabouts, whereabouts, "Oldest: since Wednesday"),
                Section::new(Kind::Law, law, "Nearest: today"),
                Section::new(Kind::Handbook, handbook, "").of_more(Kind::Handbook, 31, more),
                Section::new(Kind::Offers, offers, ""),
                Section::new(Kind::Waiting, Vec::new(), ""),
            ],
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
        assert!(html.contains("Nobody owes an answer."));
        assert_eq!(html.matches("govuk-button--rb").count(), 2, "only the first section's buttons are filled");
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
}
