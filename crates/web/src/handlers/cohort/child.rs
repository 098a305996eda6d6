//! One child of a cohort, as far as whoever looks after it sees.

use axum::response::Response;
use domain::id::PupilId;
use service::{App, cohort_holder};

use super::children::{described, mark};
use crate::{
    error::Problem,
    frame::Section,
    link::Link,
    pages::cohort::{ChildPage, Line},
    reader::Reader,
    status::Status,
    urls, words,
};

/// So many absences stand on the page; the school has them all.
const ABSENCES: usize = 60;

pub(super) fn page(app: &App, reader: &Reader, cohort: &str, pupil: PupilId) -> Result<Response, Problem> {
    let look = cohort_holder::look(app, &reader.actor, cohort, pupil)?;
    let child = &look.child;
    let now = (app.today(), app.time());
    let due = |next: &cohort_holder::Next| Line {
        day: String::new(),
        text: next.name.clone(),
        beside: String::new(),
        status: Some(match next.deadline {
            Some(deadline) => Status::deadline(deadline, now),
            None if next.is_overdue => Status::now("Overdue"),
            None => Status::due("Due, without a date"),
        }),
    };
    let rated = child.rated.as_ref();
    let view = ChildPage {
        back: Link::new(words::sentence(cohort), urls::cohort::children(cohort)),
        facts: vec![
            ("School".into(), format!("{}, {}", app.school(child.school)?.name, child.group)),
            ("This session".into(), mark(app, child)),
            ("Missed this school year".into(), words::days(child.tally.absent().into())),
            ("Attendance".into(), child.tally.attendance().map_or_else(|| "no marks".into(), words::percent)),
            ("Half days whose reason is not known".into(), words::number(child.unsettled.into())),
            (
                "Attendance rated".into(),
                rated.map_or_else(
                    || String::from("not rated this school year"),
                    |rated| match rated.on {
                        Some(day) => format!("{}, {}", rated.word, words::short_day(day)),
                        None => format!("{}, by the bands of the handbook", rated.word),
                    },
                ),
            ),
        ],
        due: look.due.iter().map(due).collect(),
        done: look
            .done
            .iter()
            .map(|(day, what, how, position)| Line {
                day: words::short_day(*day),
                text: what.clone(),
                beside: [how.as_str(), position.as_str()]
                    .iter()
                    .filter(|text| !text.is_empty())
                    .copied()
                    .collect::<Vec<_>>()
                    .join(", "),
                status: None,
            })
            .collect(),
        missed: look
            .missed
            .iter()
            .take(ABSENCES)
            .map(|(session, code)| Line {
                day: words::session(*session),
                text: described(app, *code),
                beside: String::new(),
                status: None,
            })
            .collect(),
        more: match look.missed.len().saturating_sub(ABSENCES) {
            0 => String::new(),
            more => format!("{} earlier half days are not listed.", words::number(more as i64)),
        },
    };
    let as_of = format!("To {}; as of {}.", words::full_day(app.today()), words::time(app.time()));
    let frame = reader.frame(&child.name, Some(Section::Cohorts)).as_of(as_of);
    Ok(reader.show(&frame, "cohort/child.html", view))
}
